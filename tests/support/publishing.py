"""Versions of the made-up province that can be told apart in whatever is made of them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from geo.store.publishing import Entry
from geo.store.states import Rows, State
from tests.support.without import Folder

COMMUNE = "70001"
FIGURES = {"Alpha": "81.7", "Beta": "64.3"}
"""Forest cover of that commune in 2020, by the mark of the version."""
COVER = ("forest_cover_pct", "commune", "2015-01-01", COMMUNE, "2020", "year", "official")
"""Key of that figure."""
EDITOR = Entry("Người Thử", "Báo cáo giả định", "số mới")
TARGETS = {"Alpha": "48.4", "Beta": "57.6"}
"""Target of the forest cover."""
SCENES = (
    ("map", "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01&mode=value"),
    ("target", "target=forest_2030"),
)


def with_cover(value: str) -> Callable[[State], State]:
    """Return what gives that commune another forest cover in that year."""

    def make(state: State) -> State:
        rows = state["observations"]
        changed = {**rows.by_key, COVER: {**rows.by_key[COVER], "value": value}}
        return {**state, "observations": Rows(rows.columns, changed)}

    return make


def marks_of(version: str) -> tuple[str, ...]:
    """Return what betrays a version: its mark, its figure and target in both languages."""
    numbers = (FIGURES[version], TARGETS[version])
    return (version, *numbers, *(number.replace(".", ",") for number in numbers))


def marked_province(tiny: Path, out: Path, version: str) -> Path:
    """Copy the made-up province with the mark of a version in its names, sources and figures.

    Parameters
    ----------
    tiny
        The folder of the made-up province.
    out
        The folder to make.
    version
        A key of `FIGURES`.

    Returns
    -------
    folder
        The copy, with a ready-made meeting.
    """
    shutil.copytree(tiny, out)
    folder = Folder(out)
    _mark(folder, "units", "code", COMMUNE, name=f"Ô {version}", name_ascii=f"O {version}")
    _mark(folder, "sources", "source_id", "thu-forest", title=f"Hiện trạng {version}")
    names = {"name_vi": f"Che phủ {version}", "name_en": f"Cover {version}"}
    _mark(folder, "indicators", "indicator_id", "forest_cover_pct", **names)
    words = {"text_vi": f"Đạt mức {version}", "text_en": f"Reach {version}"}
    _mark(folder, "targets", "target_id", "forest_2030", value_low=TARGETS[version], **words)
    rows = folder.rows("observations")
    for row in rows:
        if (row["indicator_id"], row["unit_code"], row["year"]) == (
            "forest_cover_pct",
            COMMUNE,
            "2020",
        ):
            row["value"] = FIGURES[version]
    folder.write("observations", rows, list(rows[0]))
    province = folder.province()
    province |= {"name_vi": f"Vùng {version}", "name_en": f"Region {version}"}
    province["themes"][0] |= {"name_vi": f"Rừng {version}", "name_en": f"Forest {version}"}
    folder.write_province(province)
    _write_meeting(out, version)
    return out


def _mark(folder: Folder, table: str, column: str, value: str, **cells: str) -> None:
    rows = [row | cells if row[column] == value else row for row in folder.rows(table)]
    folder.write(table, rows, list(rows[0]))


def _write_meeting(out: Path, version: str) -> None:
    scenes = [{"kind": kind, "query": query} for kind, query in SCENES]
    meeting = {"format": "atlas-meeting", "version": 1, "title": f"Họp {version}"}
    (out / "meetings").mkdir()
    text = json.dumps(meeting | {"scenes": scenes}, ensure_ascii=False)
    (out / "meetings" / "shipped.json").write_text(text, "utf-8")
