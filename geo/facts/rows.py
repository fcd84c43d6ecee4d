"""Reading the rows of a table cell by cell, noting every fault instead of stopping at one."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Container, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from geo.errors import Fault
from geo.facts.table_shape import shape_fault, twice_in_header
from geo.facts.tables import Column
from geo.language.numbers import Written

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_INTEGER = re.compile(r"-?[0-9]+")
_MOST_DIGITS = 15
"""Digits that a number of the computer keeps exactly, whatever they are."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Text = TypeVar("_Text", bound=str)
_Parsed = TypeVar("_Parsed")


class Row:
    """A row of a table; a getter that meets a bad cell notes a fault and returns a stand-in.

    Parameters
    ----------
    file
        Name of the file, relative to the data folder.
    line
        Line of the file the row begins on; the header is line 1.
    cells
        The row's cells by column.
    faults
        The list that faults are added to.

    Notes
    -----
    `sound` turns False with the first fault, so that later rules can leave a row alone whose
    values are stand-ins.
    """

    def __init__(self, file: str, line: int, cells: dict[str, str], faults: list[Fault]) -> None:
        self.file = file
        self.line = line
        self.cells = cells
        self.sound = True
        self._faults = faults

    def fault(self, column: str, key: str, /, **fields: object) -> None:
        """Note that a cell is wrong, by the key and the fields of the text that says how."""
        self.sound = False
        value = self.cells.get(column)
        self._faults.append(Fault(self.file, key, self.line, column, value, fields))

    def cell(self, column: Column) -> object:
        """Return a cell as its column declares it."""
        if column.type == "word" and (column.required or self.cells[column.name]):
            return self.choice(column.name, column.words)
        return _READERS[column.type, column.required](self, column.name)

    def text(self, column: str) -> str:
        """Return a cell that may be empty."""
        return self.cells[column]

    def required(self, column: str) -> str:
        """Return a cell that must not be empty."""
        if not self.cells[column]:
            self.fault(column, "cell_fault.empty")
        return self.cells[column]

    def items(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list separated by semicolons."""
        cell = self.cells[column]
        return tuple(cell.split(";")) if cell else ()

    def choice(self, column: str, words: Sequence[_Text]) -> _Text:
        """Return a cell that must be one of some words."""
        cell = self.cells[column]
        for word in words:
            if word == cell:
                return word
        self.fault(column, "cell_fault.word", words=words)
        return words[0]

    def refers(self, column: str, known: Container[str], key: str, /, **fields: object) -> bool:
        """Check that a cell is an id that another table knows, or note the fault of a key."""
        found = self.cells[column] in known
        if not found:
            self.fault(column, key, **fields)
        return found

    def number(self, column: str) -> float:
        """Return a cell that must be a number."""
        return self._parse(column, _NUMBER, Written, 0.0, "cell_fault.number")

    def number_or_none(self, column: str) -> float | None:
        """Return a number, or None for an empty cell."""
        return self.number(column) if self.cells[column] else None

    def numbers(self, column: str) -> tuple[float, ...]:
        """Return the numbers of a list separated by semicolons."""
        items = self.items(column)
        if not all(_NUMBER.fullmatch(item) for item in items):
            self.fault(column, "cell_fault.numbers")
        elif any(_is_long(item) for item in items):
            self.fault(column, "cell_fault.too_long", most=_MOST_DIGITS)
        else:
            return tuple(float(item) for item in items)
        return ()

    def integer(self, column: str) -> int:
        """Return a cell that must be a whole number."""
        return self._parse(column, _INTEGER, int, 0, "cell_fault.integer")

    def integer_or_none(self, column: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        return self.integer(column) if self.cells[column] else None

    def day(self, column: str) -> date:
        """Return a cell that must be a date."""
        found = parse_day(self.cells[column])
        if found is None:
            self.fault(column, "cell_fault.day")
        return found or date.min

    def day_or_none(self, column: str) -> date | None:
        """Return a date, or None for an empty cell."""
        return self.day(column) if self.cells[column] else None

    def _parse(
        self,
        column: str,
        grammar: re.Pattern[str],
        parse: Callable[[str], _Parsed],
        stand_in: _Parsed,
        key: str,
    ) -> _Parsed:
        cell = self.cells[column]
        if not grammar.fullmatch(cell):
            self.fault(column, key)
        elif _is_long(cell):
            self.fault(column, "cell_fault.too_long", most=_MOST_DIGITS)
        else:
            return parse(cell)
        return stand_in


_READERS: dict[tuple[str, bool], Callable[[Row, str], object]] = {
    ("text", False): Row.text,
    ("word", False): Row.text,
    ("text", True): Row.required,
    ("number", False): Row.number_or_none,
    ("number", True): Row.number,
    ("integer", False): Row.integer_or_none,
    ("integer", True): Row.integer,
    ("day", False): Row.day_or_none,
    ("day", True): Row.day,
    ("texts", False): Row.items,
    ("numbers", False): Row.numbers,
}


def _is_long(number: str) -> bool:
    # nearly all are short: each cell of every table comes here
    if len(number) <= _MOST_DIGITS:
        return False
    return sum(character.isdigit() for character in number) > _MOST_DIGITS


def parse_day(text: str) -> date | None:
    """Read a date as the tables write it.

    Parameters
    ----------
    text
        A text like ``2025-07-01``.

    Returns
    -------
    day : date or None
        The date; None if the text is no date in this form.
    """
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def same_in_any_editor(content: bytes) -> bytes:
    """Return a text file without what an editor or a checkout may turn: its mark and line ends.

    Parameters
    ----------
    content
        The file as it lies on the disk.

    Returns
    -------
    content : bytes
        Without a byte order mark, with line feeds alone.
    """
    plain = content.removeprefix(codecs.BOM_UTF8)
    return plain.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def read_text(folder: Path, file: str, faults: list[Fault]) -> str | None:
    """Read a file of the data folder as UTF-8.

    Parameters
    ----------
    folder
        The data folder.
    file
        Name of the file, relative to the folder.
    faults
        The list that faults are added to.

    Returns
    -------
    text : str or None
        The text without a byte order mark; None if there is no such file or it is not UTF-8.
    """
    try:
        return (folder / file).read_bytes().decode("utf-8-sig")
    except OSError:
        faults.append(Fault(file, "table_fault.file_missing"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.append(Fault(file, "table_fault.no_text", line))
    return None


def read_rows(
    folder: Path, file: str, *, columns: Sequence[str], faults: list[Fault]
) -> list[Row] | None:
    """Read a table.

    Parameters
    ----------
    folder
        The data folder.
    file
        Name of the file, relative to the folder.
    columns
        The columns the table must have; it may have others.
    faults
        The list that faults are added to.

    Returns
    -------
    rows : list of Row or None
        The rows that have as many cells as the header; None if the file cannot be read as a
        table or lacks a column.
    """
    text = read_text(folder, file, faults)
    if text is None:
        return None
    shape = shape_fault(text, file, columns)
    if shape is not None:
        faults.append(shape)
        return None
    records = _records(text, file, faults)
    if records is None:
        return None
    header = records[0][1]
    wrong = twice_in_header(header, file)
    wrong += [
        Fault(file, "table_fault.column_missing", 1, column)
        for column in columns
        if column not in header
    ]
    if wrong:
        faults += wrong
        return None
    rows = []
    for line, cells in records[1:]:
        if len(cells) != len(header):
            sizes = {"cells": len(cells), "header": len(header)}
            faults.append(Fault(file, "table_fault.cells", line, fields=sizes))
            continue
        rows.append(Row(file, line, dict(zip(header, cells, strict=True)), faults))
    _check_spelling(rows)
    return rows


def _records(text: str, file: str, faults: list[Fault]) -> list[tuple[int, list[str]]] | None:
    """Split a table into its records, each with the line it begins on; skip empty lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records = []
    begins = 1
    try:
        for cells in reader:
            if cells:
                records.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        reason = {"reason": str(error)}
        faults.append(Fault(file, "table_fault.no_csv", begins, fields=reason))
        return None
    return records


def _check_spelling(rows: Sequence[Row]) -> None:
    """Check that no cell has spaces around it or letters composed in another way than NFC."""
    for row in rows:
        for column, cell in row.cells.items():
            if cell != cell.strip():
                row.fault(column, "cell_fault.spaces")
            if not cell.isascii() and not unicodedata.is_normalized("NFC", cell):
                row.fault(column, "cell_fault.nfc")
