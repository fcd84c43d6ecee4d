"""Saying in one fault what is wrong with a file that is not laid out as a table of the folder."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

from geo.errors import Fault

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
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
        return Fault(file, f"is empty; the first line names the columns {', '.join(columns)}")
    if _SEP_LINE.match(lines[0]):
        problem = "begins with a line sep= that a spreadsheet wrote; remove it"
        return Fault(file, f"{problem} and put commas between the cells", 1)
    at, separator = _header(lines, columns)
    if (at, separator) == (0, ","):
        spaced = any(cell != cell.strip() for cell in _cells(lines[0], ","))
        problem = "has spaces around names of columns; remove them from the header"
        return Fault(file, problem, 1) if spaced else None
    if separator is None:
        problem = "names none of the columns of this table; begin the file with a header line:"
        return Fault(file, f"{problem} {','.join(columns)}", 1)
    remedies = []
    if at:
        remedies.append(f"has lines above its header ({at}); remove them, the header is line 1")
    if separator != ",":
        words = f"has {_SEPARATORS[separator]} between its cells"
        remedies.append(f"{words}; save it with commas, and with points in decimal numbers")
    return Fault(file, "; it ".join(remedies), 1)


def twice_in_header(header: Sequence[str], file: str) -> list[Fault]:
    """Return a fault for each name that several columns of a header bear, or lack."""
    faults = []
    for name, count in Counter(header).items():
        if name and count > 1:
            problem = f"is the name of {count} columns; a column stands once, remove the others"
            faults.append(Fault(file, problem, 1, name))
        elif count > 1:
            problem = f"has {count} columns without a name; name them or remove them"
            faults.append(Fault(file, problem, 1))
    return faults


def _header(lines: Sequence[str], columns: Sequence[str]) -> tuple[int, str | None]:
    """Find the line and the separator that give most of a table's columns, the first by choice."""
    best: tuple[int, str | None] = (0, None)
    most = 0
    for at, line in enumerate(lines[:_LINES_TRIED]):
        for separator in _SEPARATORS:
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
