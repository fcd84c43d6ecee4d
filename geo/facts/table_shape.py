"""Saying in one fault what is wrong with a file that is not laid out as a table of the folder."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

from geo.errors import Fault
from geo.language.texts import Phrase

_SEPARATORS = {";": "table_fault.semicolons", "\t": "table_fault.tabs", "|": "table_fault.bars"}
"""Text that names each separator which is to be a comma."""
_LINES_TRIED = 20
_SEP_LINE = re.compile(r"\s*\"?sep=", re.IGNORECASE)


def shape_fault(text: str, file: str, columns: Sequence[str]) -> Fault | None:
    """Say how a spreadsheet, or a hand, has laid out a table in another way.

    Parameters
    ----------
    text
        What stands in the file.
    file
        Name of the file, relative to the data folder.
    columns
        The columns the table must have.

    Returns
    -------
    fault : Fault or None
        One fault for the whole file: no header, a line ``sep=``, rows above the header, or
        another separator. None where line 1 is a header of this table, however incomplete.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return Fault(file, "table_fault.empty", fields={"columns": columns})
    if _SEP_LINE.match(lines[0]):
        return Fault(file, "table_fault.sep_line", 1)
    at, separator = _header(lines, columns)
    if (at, separator) == (0, ","):
        spaced = any(cell != cell.strip() for cell in _cells(lines[0], ","))
        return Fault(file, "table_fault.header_spaces", 1) if spaced else None
    if separator is None:
        return Fault(file, "table_fault.no_header", 1, fields={"columns": ",".join(columns)})
    above = {"count": at}
    if separator == ",":
        return Fault(file, "table_fault.above", 1, fields=above)
    between = {"separator": Phrase(_SEPARATORS[separator])}
    if not at:
        return Fault(file, "table_fault.between", 1, fields=between)
    both = {
        "above": Phrase("table_fault.above", above),
        "between": Phrase("table_fault.between", between),
    }
    return Fault(file, "table_fault.above_and_between", 1, fields=both)


def twice_in_header(header: Sequence[str], file: str) -> list[Fault]:
    """Return a fault for each name that several columns of a header bear, or lack."""
    faults = []
    for name, count in Counter(header).items():
        if name and count > 1:
            fields = {"count": count}
            faults.append(Fault(file, "table_fault.column_twice", 1, name, fields=fields))
        elif count > 1:
            faults.append(Fault(file, "table_fault.nameless", 1, fields={"count": count}))
    return faults


def _header(lines: Sequence[str], columns: Sequence[str]) -> tuple[int, str | None]:
    """Find the line and the separator that give most of a table's columns, the first by choice."""
    best: tuple[int, str | None] = (0, None)
    most = 0
    for at, line in enumerate(lines[:_LINES_TRIED]):
        for separator in (",", *_SEPARATORS):
            names = {cell.strip() for cell in _cells(line, separator)}
            found = len(names.intersection(columns))
            if found > most:
                best, most = (at, separator), found
    return best


def _cells(line: str, separator: str) -> list[str]:
    try:
        rows = list(csv.reader([line], delimiter=separator))
    except csv.Error:
        return []
    return [cell for row in rows for cell in row]
