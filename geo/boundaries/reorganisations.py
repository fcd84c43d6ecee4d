"""The reorganisations of communes, and the crosswalk that follows from them.

``reorganisations.csv`` says of each new unit which old ones it took, whole or in part, and who
says so. What it leaves open, the share of a divided unit's land, is counted on the gazetteer.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from geo.boundaries.gazetteer import Gazetteer
from geo.errors import FactsError, Fault
from geo.facts.model import Facts, UnitKey
from geo.facts.rows import Row, read_rows
from geo.facts.rules import check_unique
from geo.facts.tables import CROSSWALK, REORGANISATIONS
from geo.places.units import level_units

_DECIMALS = 4


@dataclass(frozen=True)
class Disagreement:
    """An old unit of which the gazetteer draws a part outside the unit that took it whole.

    Parameters
    ----------
    key
        Vintage and code of the old unit.
    to_code
        The new unit that took it.
    drawn
        Share of its cells that are drawn in that unit, 0 to 1.
    """

    key: UnitKey
    to_code: str
    drawn: float


def build_crosswalk(facts: Facts, gazetteer: Gazetteer, *, folder: Path) -> list[dict[str, str]]:
    """Work the crosswalk out from the reorganisations and the gazetteer.

    Parameters
    ----------
    facts
        The facts of the data folder, which vouch for the codes.
    gazetteer
        Its gazetteer.
    folder
        The data folder.

    Returns
    -------
    rows : list of dict
        The rows of ``crosswalk.csv`` by column, as they are written, in the order of old vintage,
        old code and new code. Shares have four decimals.

    Raises
    ------
    FactsError
        Listing every fault of the table: an unknown unit, a vintage that nothing comes before,
        an old unit that goes nowhere or goes both whole and in part, a share that neither the
        table nor the gazetteer gives.

    Notes
    -----
    Without a share in the table, that of the land is the share of the old unit's grid cells, and
    people are shared as the land is. A row of extent ``rest`` says that every old unit which no
    other row of its vintage names goes on under its code.
    """
    faults: list[Fault] = []
    table = _read_table(folder, faults)
    before = {new: old for old, new in pairwise(facts.province.vintage_ids)}
    rows: list[dict[str, str]] = []
    for new, old in before.items():
        of_step = [row for row in table if row.text("to_vintage") == new]
        rows += _Step(facts, gazetteer, old, new).rows(of_step, faults)
    for row in table:
        if row.text("to_vintage") not in before:
            row.fault("to_vintage", "crosswalk_fault.first_vintage")
    if faults:
        raise FactsError(faults)
    return sorted(rows, key=lambda row: (row["from_vintage"], row["from_code"], row["to_code"]))


def write_crosswalk(rows: Sequence[dict[str, str]]) -> str:
    """Return the rows of a crosswalk as the text of ``crosswalk.csv``."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, CROSSWALK.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def differences(rows: Sequence[dict[str, str]], shipped: str) -> list[str]:
    """Tell where a crosswalk differs from the text of a shipped one.

    Parameters
    ----------
    rows
        The rows that were worked out.
    shipped
        Text of a ``crosswalk.csv``.

    Returns
    -------
    lines : list of str
        One a row that only one of the two has, or that says another thing; empty where both say
        the same, in whatever order.
    """
    found = {_key(row): row for row in csv.DictReader(io.StringIO(shipped, newline=""))}
    made = {_key(row): dict(row) for row in rows}
    lines = [f"{_named(key)}: only in the shipped file" for key in found if key not in made]
    for key, row in made.items():
        if key not in found:
            lines.append(f"{_named(key)}: missing in the shipped file")
            continue
        lines += [
            f"{_named(key)}, column {column}: {found[key].get(column)!r}, worked out {value!r}"
            for column, value in row.items()
            if found[key].get(column) != value
        ]
    return sorted(lines)


def disagreements(gazetteer: Gazetteer, rows: Sequence[dict[str, str]]) -> list[Disagreement]:
    """Find the old units that went whole to a new one and are drawn otherwise.

    Parameters
    ----------
    gazetteer
        The gazetteer.
    rows
        The rows of a crosswalk.

    Returns
    -------
    found : list of Disagreement
        In the order of the rows; only for vintages that are both drawn.
    """
    found = []
    for row in rows:
        drawn = _drawn_share(
            gazetteer,
            (row["from_vintage"], row["from_code"]),
            (row["to_vintage"], row["to_code"]),
        )
        if row["area_share"] == "1" and drawn is not None and drawn < 1:
            key = (row["from_vintage"], row["from_code"])
            found.append(Disagreement(key, row["to_code"], drawn))
    return found


def _read_table(folder: Path, faults: list[Fault]) -> list[Row]:
    """Read the rows, each as its columns are declared; shares stay as they are written."""
    table = REORGANISATIONS
    rows = read_rows(folder, table.file, columns=table.column_names, faults=faults)
    if rows is None:
        raise FactsError(faults)
    for row in rows:
        for column in table.columns:
            row.cell(column)
    check_unique(tuple((row, None) for row in rows), *table.key)
    return rows


class _Step:
    """The crosswalk from one vintage to the next."""

    def __init__(self, facts: Facts, gazetteer: Gazetteer, old: str, new: str) -> None:
        self._gazetteer = gazetteer
        self._old, self._new = old, new
        self._codes = {
            vintage: {unit.code for unit in level_units(facts, level="commune", vintage=vintage)}
            for vintage in (old, new)
        }
        self._sources = facts.sources

    def rows(self, table: Sequence[Row], faults: list[Fault]) -> list[dict[str, str]]:
        """Return the rows of the step, or note why there are none."""
        rows: list[dict[str, str]] = []
        extents: dict[str, list[str]] = defaultdict(list)
        rest: Row | None = None
        for row in table:
            self._check(row)
            if row.text("extent") == "rest":
                rest = row
                continue
            for code in row.items("from_codes"):
                extents[code].append(row.text("extent"))
                rows += self._moved(row, code, row.text("to_code"))
        mixed = sorted(
            code for code, found in extents.items() if found.count("whole") and found[1:]
        )
        if mixed:
            faults += self._lists(mixed, "crosswalk_fault.goes_twice")
        return rows + self._rest(rest, sorted(self._codes[self._old] - extents.keys()), faults)

    def _lists(self, codes: Sequence[str], key: str) -> list[Fault]:
        """Return the faults of old units that the lists of the step name wrongly."""
        fields = {"vintage": self._old}
        return [
            Fault(REORGANISATIONS.file, key, None, "from_codes", code, fields) for code in codes
        ]

    def _check(self, row: Row) -> None:
        row.refers("source_id", self._sources, "cell_fault.source")
        if row.text("extent") == "rest":
            return
        communes = self._codes[self._new]
        row.refers("to_code", communes, "crosswalk_fault.to_commune", vintage=self._new)
        unknown = [code for code in row.items("from_codes") if code not in self._codes[self._old]]
        if unknown or not row.items("from_codes"):
            row.fault("from_codes", "crosswalk_fault.from_communes", vintage=self._old)

    def _moved(self, row: Row, code: str, to_code: str) -> list[dict[str, str]]:
        """Return the row of the crosswalk for one old unit, none where its share is unknown."""
        area = people = "1"
        if row.text("extent") == "part":
            area = row.text("area_share") or self._counted(code, to_code)
            people = row.text("population_share") or area
        if not area:
            row.fault("area_share", "crosswalk_fault.no_share")
            return []
        return [self._row(row, code, to_code, area, people)]

    def _counted(self, code: str, to_code: str) -> str:
        share = _drawn_share(self._gazetteer, (self._old, code), (self._new, to_code))
        return "" if share is None else f"{share:.{_DECIMALS}f}"

    def _rest(
        self, row: Row | None, codes: Sequence[str], faults: list[Fault]
    ) -> list[dict[str, str]]:
        """Return the rows of the units that go on under their code."""
        lost = codes if row is None else sorted(set(codes) - self._codes[self._new])
        if lost:
            faults += self._lists(lost, "crosswalk_fault.goes_nowhere")
        if row is None or lost:
            return []
        return [self._row(row, code, code, "1", "1") for code in codes]

    def _row(self, row: Row, code: str, to_code: str, area: str, people: str) -> dict[str, str]:
        return {
            "from_vintage": self._old,
            "from_code": code,
            "to_vintage": self._new,
            "to_code": to_code,
            "area_share": area,
            "basis": row.text("basis"),
            "source_id": row.text("source_id"),
            "population_share": people,
            "share_note": row.text("share_note"),
            "share_note_vi": row.text("share_note_vi"),
        }


def _drawn_share(gazetteer: Gazetteer, old: UnitKey, new: UnitKey) -> float | None:
    """Return the share of an old unit's cells that lie in a new one, None if not both are drawn."""
    atoms = gazetteer.atoms
    columns = [f"commune_{vintage}" for vintage, _ in (old, new)]
    if not set(columns) <= set(atoms.columns):
        return None
    of_old = atoms[atoms[columns[0]] == old[1]]
    in_both = of_old[of_old[columns[1]] == new[1]]
    return float(in_both["cells"].sum() / of_old["cells"].sum()) if len(of_old) else None


def _key(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in CROSSWALK.key)


def _named(key: tuple[str, ...]) -> str:
    return f"{key[1]} ({key[0]}) to {key[3]} ({key[2]})"
