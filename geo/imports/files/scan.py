"""What a workbook says of its sheets besides their values: size, per cents, formulas, hiding.

Read part by part without building anything, before a parser sees the workbook: a sheet that
claims the last cell there is would fill the memory of whoever reads it whole.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from geo.imports.files.container import RefusedError
from geo.imports.findings import column_letter

MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CELLS = 350_000
"""Cells of the rectangle that holds everything on a sheet."""
Place = tuple[int, int]
"""Row and column, both counted from 0."""
Area = tuple[Place, Place]
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PERCENT_FORMATS = {"9", "10"}
"""Numbers of the formats 0% and 0.00%, which every workbook has."""
Attributes = dict[str, str]


@dataclass
class SheetScan:
    """What a sheet says besides its values."""

    rows: int = 0
    columns: int = 0
    percent: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    uncached: set[Place] = field(default_factory=set)
    """Formulas that were never worked out."""
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False

    def hold(self, sheet: str, row: int, column: int) -> None:
        """Note that a cell holds something.

        Raises
        ------
        RefusedError
            The sheet becomes larger than is read.
        """
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        check_size(sheet, self.rows, self.columns)


def check_size(sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet that is larger than is read.

    Raises
    ------
    RefusedError
        It has too many rows, columns or cells.
    """
    if rows > MOST_ROWS:
        raise RefusedError("many_rows", sheet=sheet, most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        last = column_letter(columns - 1)
        raise RefusedError("many_columns", sheet=sheet, most=MOST_COLUMNS, column=last)
    if rows * columns > MOST_CELLS:
        raise RefusedError("many_cells", sheet=sheet, most=MOST_CELLS)


def scan_xlsx(parts: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Scan the sheets of an XLSX file, by name."""
    percent = _percent_styles(parts)
    return {
        name: _scan_sheet(parts, part, name, percent)
        for name, part in _sheet_parts(parts).items()
        if part in parts.namelist()
    }


def scan_ods(parts: zipfile.ZipFile) -> dict[str, SheetScan]:
    """Scan the sheets of an ODS file, by name."""
    scanner = _OdsScanner()
    _follow(parts, "content.xml", scanner.start, scanner.end)
    return scanner.found


def _follow(
    parts: zipfile.ZipFile,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: start(name.rpartition(":")[2], given)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    with parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)


def _sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that holds each sheet, by the name of the sheet."""
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, given: Attributes) -> None:
        if name == "sheet":
            sheets[given.get("name", "")] = _bare(given).get("id", "")

    def relation(name: str, given: Attributes) -> None:
        if name == "Relationship":
            target = given.get("Target", "")
            absolute = target.startswith("/")
            targets[given.get("Id", "")] = target[1:] if absolute else f"xl/{target}"

    _follow(parts, "xl/workbook.xml", sheet)
    relations = "xl/_rels/workbook.xml.rels"
    if relations in parts.namelist():
        _follow(parts, relations, relation)
    return {name: targets.get(part, "") for name, part in sheets.items()}


def _percent_styles(parts: zipfile.ZipFile) -> set[str]:
    """Return the styles of cells, by their number, that show a number as per cent."""
    formats = set(_PERCENT_FORMATS)
    styles: list[str] = []
    inside = ""

    def start(name: str, given: Attributes) -> None:
        nonlocal inside
        if name == "numFmt" and "%" in given.get("formatCode", ""):
            formats.add(given.get("numFmtId", ""))
        elif name in ("cellXfs", "cellStyleXfs"):
            inside = name
        elif name == "xf" and inside == "cellXfs":
            styles.append(given.get("numFmtId", ""))

    if "xl/styles.xml" in parts.namelist():
        _follow(parts, "xl/styles.xml", start)
    return {str(at) for at, form in enumerate(styles) if form in formats}


def _scan_sheet(parts: zipfile.ZipFile, part: str, sheet: str, percent: set[str]) -> SheetScan:
    scanner = _XlsxScanner(sheet, percent)
    _follow(parts, part, scanner.start, scanner.end, scanner.text)
    return scanner.scan


class _XlsxScanner:
    """Follows the elements of a sheet."""

    def __init__(self, sheet: str, percent: set[str]) -> None:
        self.scan = SheetScan()
        self._sheet, self._percent = sheet, percent
        self._row, self._column = -1, -1
        self._cell: Attributes = {}
        self._formula = self._in_value = False
        self._value = ""

    def start(self, name: str, given: Attributes) -> None:
        scan = self.scan
        if name == "c":
            self._open_cell(given)
        elif name == "v":
            self._in_value, self._value = True, ""
        elif name == "f":
            self._formula = True
        elif name == "is":
            scan.hold(self._sheet, self._row, self._column)
        elif name == "row":
            given_row = given.get("r", "")
            self._row = int(given_row) - 1 if given_row.isdecimal() else self._row + 1
            self._column = -1
            if given.get("hidden") in ("1", "true"):
                scan.hidden_rows.add(self._row)
        elif name == "mergeCell" and (area := read_area(given.get("ref", ""))):
            scan.merges.append(area)
        elif name == "autoFilter":
            scan.filtered = True
        elif name == "col" and given.get("hidden") in ("1", "true"):
            last = min(int(given.get("max", "1")), MOST_COLUMNS)
            scan.hidden_columns.update(range(int(given.get("min", "1")) - 1, last))

    def _open_cell(self, given: Attributes) -> None:
        place = read_place(given.get("r", ""))
        self._column += 1
        if place is not None:
            self._row, self._column = place
        self._cell, self._formula, self._value = given, False, ""

    def text(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def end(self, name: str) -> None:
        if name == "v":
            self._in_value = False
        elif name == "c":
            self._close_cell()

    def _close_cell(self) -> None:
        place = (self._row, self._column)
        if not self._value:
            if self._formula and self._cell.get("t") != "str":
                self.scan.uncached.add(place)
                self.scan.hold(self._sheet, *place)
            return
        self.scan.hold(self._sheet, *place)
        if self._cell.get("t") == "e":
            self.scan.errors[place] = self._value[:20]
        elif self._cell.get("s", "") in self._percent:
            self.scan.percent.add(place)


class _OdsScanner:
    """Follows the elements of all sheets of an ODS file."""

    def __init__(self) -> None:
        self.found: dict[str, SheetScan] = {}
        self._scan = SheetScan()
        self._sheet = ""
        self._row, self._rows, self._column = 0, 1, 0

    def start(self, name: str, given: Attributes) -> None:
        given = _bare(given)
        if name == "table":
            self._sheet, self._scan = given.get("name", ""), SheetScan()
            self.found[self._sheet] = self._scan
            self._row, self._rows = 0, 0
        elif name == "table-row":
            self._row += self._rows
            self._rows, self._column = _repeated(given, "number-rows-repeated"), 0
            hidden = given.get("visibility") in ("collapse", "filter")
            if hidden and self._rows <= MOST_ROWS:
                self._scan.hidden_rows.update(range(self._row, self._row + self._rows))
            self._scan.filtered |= given.get("visibility") == "filter"
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(given)

    def end(self, name: str) -> None:
        if name == "table-row":
            self._column = 0

    def _cell(self, given: Attributes) -> None:
        times = _repeated(given, "number-columns-repeated")
        place = (self._row, self._column)
        kind = given.get("value-type", "")
        if kind:
            last = (self._row + self._rows - 1, self._column + times - 1)
            self._scan.hold(self._sheet, *last)
        elif "formula" in given:
            self._scan.hold(self._sheet, *place)
            self._scan.uncached.add(place)
        if kind == "percentage":
            columns = range(self._column, self._column + times)
            rows = range(self._row, self._row + self._rows)
            self._scan.percent.update((row, column) for row in rows for column in columns)
        wide, high = (
            _repeated(given, name) for name in ("number-columns-spanned", "number-rows-spanned")
        )
        if max(wide, high) > 1:
            end = (self._row + high - 1, self._column + wide - 1)
            self._scan.merges.append((place, end))
        self._column += times


def _bare(given: Attributes) -> Attributes:
    """Return attributes without the prefixes of their namespaces."""
    return {name.rpartition(":")[2]: value for name, value in given.items()}


def _repeated(given: Mapping[str, str], name: str) -> int:
    text = given.get(name, "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 10 else 1


def read_place(reference: str) -> Place | None:
    """Read a reference such as ``C7``; None if it is none."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def read_area(reference: str) -> Area | None:
    """Read a reference such as ``A1:C2``; None if it is none."""
    first, _, last = reference.partition(":")
    start, end = read_place(first), read_place(last)
    return (start, end) if start and end else None
