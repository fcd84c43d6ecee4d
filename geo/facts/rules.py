"""Rules that many tables share."""

from typing import Any

from geo.facts.model import Level, Unit
from geo.facts.records import Entries, Records
from geo.facts.rows import Row

_NO_UNIT: dict[Level | None, str] = {
    None: "cell_fault.unit_of",
    "province": "cell_fault.province_of",
    "district": "cell_fault.district_of",
    "commune": "cell_fault.commune_of",
}


def check_unique(entries: Entries[Any], *columns: str) -> None:
    """Check that no two rows of a table have the same key.

    Parameters
    ----------
    entries
        The rows of a table.
    *columns
        The columns of the key.
    """
    first: dict[tuple[str, ...], int] = {}
    for row, _ in entries:
        key = tuple(row.cells[column] for column in columns)
        line = first.setdefault(key, row.line)
        if line != row.line:
            row.fault(columns[-1], "cell_fault.repeats", row=line, columns=columns)


def check_sources(records: Records, entries: Entries[Any], column: str) -> None:
    """Check that every row names a source of ``sources.csv``.

    Parameters
    ----------
    records
        The rows of every table.
    entries
        The rows of the table to check.
    column
        The column with the source.
    """
    for row, _ in entries:
        row.refers(column, records.source_ids, "cell_fault.source")


def check_notes(entries: Entries[Any], note: str, note_vi: str) -> None:
    """Check that a note stands in both languages or in neither.

    Parameters
    ----------
    entries
        The rows of a table.
    note
        The column of the English note.
    note_vi
        The column of the Vietnamese note.
    """
    for row, _ in entries:
        if row.cells[note] and not row.cells[note_vi]:
            row.fault(note_vi, "cell_fault.note_vi", note=note)
        if row.cells[note_vi] and not row.cells[note]:
            row.fault(note, "cell_fault.note_en", note=note_vi)


def check_unit(
    records: Records, row: Row, vintage: str, code: str, level: Level | None
) -> Unit | None:
    """Check that a row names a unit of a vintage.

    Parameters
    ----------
    records
        The rows of every table.
    row
        The row to check.
    vintage
        The column with the vintage.
    code
        The column with the code.
    level
        The level the unit must have; None for any.

    Returns
    -------
    unit : Unit or None
        The unit; None if there is none or ``units.csv`` cannot be read.
    """
    if not row.refers(vintage, records.province.vintage_ids, "cell_fault.vintage"):
        return None
    unit = records.unit_of.get((row.cells[vintage], row.cells[code]))
    if unit is not None and level in (None, unit.level):
        return unit
    if "units.csv" not in records.missing:
        row.fault(code, _NO_UNIT[level], vintage=row.cells[vintage])
    return None
