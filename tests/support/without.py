"""The made-up province without the rows of one table or another, as a sound data folder each."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

Keep = Callable[[dict[str, str]], bool]
NEWEST = "2022-07-01"
"""The vintage of a province that has no other."""


def _none(_row: dict[str, str]) -> bool:
    return False


class Folder:
    """A data folder whose tables a test takes rows from."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table."""
        with (self.path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def keep(self, table: str, wanted: Keep = _none) -> None:
        """Leave only some rows in a table; none of them by default."""
        file = self.path / f"{table}.csv"
        header = file.read_text("utf-8").splitlines()[0].split(",")
        self.write(table, [row for row in self.rows(table) if wanted(row)], header)

    def write(self, table: str, rows: list[dict[str, str]], header: list[str]) -> None:
        """Write a table."""
        with (self.path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, table: str, **cells: str) -> None:
        """Write the same into a column of every row."""
        rows = self.rows(table)
        self.write(table, [row | cells for row in rows], list(rows[0]))

    def drop(self, table: str, column: str) -> None:
        """Take a column away."""
        rows = self.rows(table)
        self.write(table, rows, [each for each in rows[0] if each != column])

    def keep_indicators(self, wanted: Keep) -> None:
        """Leave only some indicators, with all that speaks of them, and themes that have one."""
        self.keep("indicators", wanted)
        kept = {row["indicator_id"]: row for row in self.rows("indicators")}
        tables = ("observations", "targets", "ordinal_classes", "publications", "series_breaks")
        for table in tables:
            self.keep(table, lambda row: row["indicator_id"] in kept)
        if "ntm_status" not in kept:
            self.keep("ntm_recognitions")
        rows = list(kept.values())
        ranks: dict[str, int] = {}
        for row in rows:
            mixed = [each for each in row["never_mix_with"].split(";") if each in kept]
            row["never_mix_with"] = ";".join(mixed)
            if row["numerator_id"] and not {row["numerator_id"], row["denominator_id"]} <= set(
                kept
            ) | {"units.area_km2"}:
                row |= {"numerator_id": "", "scale": "", "denominator_id": "units.area_km2"}
            if row["denominator_id"] not in kept:
                row["denominator_id"] = "units.area_km2" if row["denominator_id"] else ""
            ranks[row["theme"]] = ranks.get(row["theme"], 0) + 1
            row["default_rank"] = str(ranks[row["theme"]])
        self.write("indicators", rows, list(rows[0]))
        first = {row["theme"]: row["indicator_id"] for row in rows if row["default_rank"] == "1"}
        province = self.province()
        province["themes"] = [each for each in province["themes"] if each["id"] in first]
        for theme in province["themes"]:
            theme["default"]["indicator"] = first[theme["id"]]
        register = province["register"].items()
        province["register"] = {key: each if each in kept else None for key, each in register}
        self.write_province(province)

    def province(self) -> dict[str, object]:
        """Return what stands in ``province.json``."""
        return json.loads((self.path / "province.json").read_text("utf-8"))

    def write_province(self, province: dict[str, object]) -> None:
        """Write ``province.json``."""
        text = json.dumps(province, ensure_ascii=False, indent=1)
        (self.path / "province.json").write_text(text, "utf-8")


def _without_observations(folder: Folder) -> None:
    aimed = {row["indicator_id"] for row in folder.rows("targets")} | {"ntm_status"}
    folder.keep("observations")
    folder.keep_indicators(lambda row: row["indicator_id"] in aimed)


def _without_recognitions(folder: Folder) -> None:
    folder.keep_indicators(lambda row: row["indicator_id"] != "ntm_status")


def _without_places(kind: str, table: str) -> Callable[[Folder], None]:
    def change(folder: Folder) -> None:
        folder.keep(table)
        folder.keep("observations", lambda row: row["unit_kind"] != kind)
        backed = {row["indicator_id"] for row in folder.rows("observations")} | {"ntm_status"}
        backed |= {row["indicator_id"] for row in folder.rows("targets")} | {"population_density"}
        folder.keep_indicators(lambda row: row["indicator_id"] in backed)

    return change


def _without_gates_and_zone(folder: Folder) -> None:
    _without_places("gate", "gates")(folder)
    _without_places("zone", "economic_zone")(folder)


def _one_vintage(folder: Folder) -> None:
    folder.keep("crosswalk")
    folder.keep("units", lambda row: row["vintage"] == NEWEST)
    folder.change("units", former_district_code="")
    for table in ("ntm_recognitions", "economic_zone", "targets"):
        folder.keep(table, lambda row: row["vintage"] == NEWEST)
    folder.keep(
        "observations",
        lambda row: row["unit_kind"] in ("gate", "zone") or row["unit_kind"] == "province",
    )
    rows = folder.rows("observations")
    for row in rows:
        row["vintage"] = NEWEST if row["unit_kind"] == "province" else ""
    folder.write("observations", rows, list(rows[0]))
    folder.change("gates", district_code="")
    folder.drop("gates", "commune_2015-01-01")
    province = folder.province()
    (newest,) = [each for each in province["vintages"] if each["id"] == NEWEST]
    province |= {"vintages": [newest | {"valid_from": None}], "district_end": None}
    for theme in province["themes"]:
        theme["default"]["vintage"] = NEWEST
    folder.write_province(province)
    backed = {row["indicator_id"] for row in rows}
    backed |= {row["indicator_id"] for row in folder.rows("targets")}
    folder.keep_indicators(lambda row: row["indicator_id"] in backed)


def _bare(folder: Folder) -> None:
    """Leave one indicator with one target, on one vintage."""
    _one_vintage(folder)
    for table in ("observations", "ntm_recognitions", "gates", "economic_zone"):
        folder.keep(table)
    folder.keep("targets", lambda row: row["target_id"] == "forest_2030")
    folder.keep_indicators(lambda row: row["indicator_id"] == "forest_cover_pct")
    for table in ("task_groups", "publications", "series_breaks"):
        folder.keep(table)


PROVINCES: dict[str, Callable[[Folder], None]] = {
    "targets": lambda folder: folder.keep("targets"),
    "programme targets": lambda folder: folder.change("targets", programme="ke-hoach-khac"),
    "count-share target": lambda folder: folder.keep(
        "targets", lambda row: row["path"] != "count_share"
    ),
    "observations": _without_observations,
    "recognitions": _without_recognitions,
    "firm recognitions": lambda folder: folder.keep(
        "ntm_recognitions", lambda row: row["evidence"] == "plan"
    ),
    "gates": _without_places("gate", "gates"),
    "zone": _without_places("zone", "economic_zone"),
    "gates and zone": _without_gates_and_zone,
    "task groups": lambda folder: folder.keep("task_groups"),
    "publications": lambda folder: folder.keep("publications"),
    "series breaks": lambda folder: folder.keep("series_breaks"),
    "crosswalk": _one_vintage,
    "anything but a target": _bare,
}
"""What is missing, and how it is taken away."""


def province_without(what: str, tiny: Path, out: Path) -> Path:
    """Copy the made-up province without something.

    Parameters
    ----------
    what
        A key of `PROVINCES`.
    tiny
        The folder of the made-up province.
    out
        The folder to make.

    Returns
    -------
    folder
        The copy.
    """
    shutil.copytree(tiny, out)
    PROVINCES[what](Folder(out))
    return out
