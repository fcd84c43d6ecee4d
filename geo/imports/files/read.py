"""A file as sheets of cells, whatever program made it."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from geo.imports.files.container import RefusedError, kind_of, open_packed
from geo.imports.files.letters import decode, in_unicode, old_font
from geo.imports.files.scan import (
    Area,
    Place,
    SheetScan,
    check_size,
    scan_ods,
    scan_xlsx,
)
from geo.imports.files.xls import read_xls
from geo.imports.findings import Finding, column_letter
from geo.language.plain import plain

Value = object
"""Of a cell: a text (empty for a blank), a number, a truth, or a date or time."""
_SEPARATORS = (";", "\t", ",", "|")
_LINES_TRIED = 50
_SEP_LINE = re.compile(r'\s*"?sep=(.)"?\s*')
_LONGEST_CELL = 2_000
_LISTED = 8


@dataclass(frozen=True)
class Sheet:
    """A sheet: its cells row by row, and what is known of some of them."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    percent: frozenset[Place] = frozenset()
    """Numbers that are shown as per cent: 0.45 is read as 45%."""
    errors: Mapping[Place, str] = field(default_factory=dict)
    uncached: frozenset[Place] = frozenset()
    """Formulas without a result."""
    merges: tuple[Area, ...] = ()


@dataclass(frozen=True)
class SheetFile:
    """A file that was read, or why it was not.

    Parameters
    ----------
    name
        Name of the file.
    kind
        ``xlsx``, ``xls``, ``ods`` or ``csv``; empty where it could not be told.
    digest
        Hash of its content.
    sheets
        Its visible sheets.
    faults, warnings
        What stood against reading it, and what is worth knowing of how it was read.
    """

    name: str
    kind: str
    digest: str
    sheets: tuple[Sheet, ...] = ()
    faults: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


def read_file(content: bytes, *, name: str) -> SheetFile:
    """Read a spreadsheet; what cannot be read is a fault of the result, never an error.

    Parameters
    ----------
    content
        The file: XLSX, XLS, ODS or CSV, told apart by what it is, not by its name.
    name
        Its name.

    Returns
    -------
    file : SheetFile
        Its sheets, with at most some 50,000 rows each, or the fault that stands against it.
    """
    shown = plain(name, most=120)
    empty = SheetFile(shown, "", sha256(content).hexdigest())
    warnings: list[Finding] = []
    try:
        kind = kind_of(content)
        if kind == "text":
            found = replace(empty, kind="csv", sheets=(_read_csv(content, warnings),))
        elif kind == "xls":
            found = replace(empty, kind="xls", sheets=_read_xls(content, warnings))
        else:
            packed = open_packed(content)
            if packed.macros:
                warnings.append(Finding("macros"))
            sheets = _read_packed(content, packed.kind, packed.parts, warnings)
            found = replace(empty, kind=packed.kind, sheets=sheets)
    except RefusedError as refused:
        return replace(empty, faults=(refused.finding,), warnings=tuple(warnings))
    suffix = name.rpartition(".")[2].lower()
    if "." in name and suffix not in _suffixes(found.kind):
        warnings.append(Finding("other_suffix", fields={"kind": found.kind.upper()}))
    sheets = tuple(_unicode(sheet, warnings) for sheet in found.sheets)
    return replace(found, sheets=sheets, warnings=tuple(warnings))


def _suffixes(kind: str) -> tuple[str, ...]:
    return {"csv": ("csv", "txt", "tsv"), "xlsx": ("xlsx", "xlsm")}.get(kind, (kind,))


def _read_packed(
    content: bytes, kind: str, parts: zipfile.ZipFile, warnings: list[Finding]
) -> tuple[Sheet, ...]:
    scans = scan_xlsx(parts) if kind == "xlsx" else scan_ods(parts)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = []
        for each in book.sheets_metadata:
            if each.typ != SheetTypeEnum.WorkSheet:
                continue
            if each.visible != SheetVisibleEnum.Visible:
                warnings.append(Finding("hidden_sheet", each.name))
                continue
            scan = scans.get(each.name, SheetScan())
            if not scan.rows:
                found.append(Sheet(each.name, ()))
                continue
            found.append(_sheet(book.get_sheet_by_name(each.name), scan, warnings))
    except (CalamineError, OSError, ValueError) as error:
        raise RefusedError("damaged") from error
    return tuple(found)


def _sheet(read: CalamineSheet, scan: SheetScan, warnings: list[Finding]) -> Sheet:
    rows = tuple(
        tuple(_clean(value) for value in row)
        for row in read.to_python(skip_empty_area=False, nrows=scan.rows)
    )
    _tell_hidden(read.name, scan, warnings)
    return Sheet(
        read.name,
        rows,
        frozenset(scan.percent),
        scan.errors,
        frozenset(scan.uncached),
        tuple(scan.merges),
    )


def _tell_hidden(sheet: str, scan: SheetScan, warnings: list[Finding]) -> None:
    hidden = sorted(row for row in scan.hidden_rows if row < scan.rows)
    if hidden:
        rows = _listed(str(row + 1) for row in hidden)
        fields = {"count": len(hidden), "rows": rows}
        warnings.append(Finding("hidden_rows", sheet, hidden[0] + 1, fields=fields))
    columns = sorted(column for column in scan.hidden_columns if column < scan.columns)
    if columns:
        letters = [column_letter(column) for column in columns]
        fields = {"columns": _listed(letters)}
        warnings.append(Finding("hidden_columns", sheet, column=letters[0], fields=fields))
    if scan.filtered:
        warnings.append(Finding("filtered", sheet))


def _listed(items: Iterable[str]) -> str:
    found = list(items)
    return ", ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else "")


def _read_xls(content: bytes, warnings: list[Finding]) -> tuple[Sheet, ...]:
    found = []
    for read in read_xls(content):
        if read["hidden"]:
            warnings.append(Finding("hidden_sheet", read["name"]))
            continue
        rows = tuple(tuple(_clean(value) for value in row) for row in read["rows"])
        check_size(read["name"], len(rows), max(map(len, rows), default=0))
        found.append(Sheet(read["name"], rows, merges=read["merges"]))
    return tuple(found)


def _read_csv(content: bytes, warnings: list[Finding]) -> Sheet:
    text, letters = decode(content)
    if any(_is_binary(char) for char in text[:4000]):
        raise RefusedError("unknown_file")
    if letters not in ("utf-8", "utf-16"):
        warnings.append(Finding("old_letters", fields={"letters": letters.upper()}))
    lines = text.splitlines()
    told = _SEP_LINE.fullmatch(lines[0]) if lines else None
    separator = told[1] if told else _separator(lines[:_LINES_TRIED])
    rows: list[tuple[Value, ...]] = []
    columns = 0
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(tuple(_clean(cell) for cell in cells))
            columns = max(columns, len(cells))
            check_size("", len(rows), columns)
    except csv.Error as error:
        raise RefusedError("no_csv", row=len(rows) + 1) from error
    if told:
        rows[0] = ()
    return Sheet("", tuple(rows))


def _is_binary(char: str) -> bool:
    return char < " " and char not in "\t\r\n\f"


def _separator(lines: list[str]) -> str:
    """Choose the separator that divides most lines into the same number of cells."""

    def agreeing(separator: str) -> int:
        counts = Counter(count for line in lines if (count := _unquoted(line).count(separator)) > 0)
        return max(counts.values(), default=0)

    best = max(_SEPARATORS, key=agreeing)
    return best if agreeing(best) else ","


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)


def _clean(value: Value) -> Value:
    """Return a text in composed letters without what steers a program, other values as they are."""
    if isinstance(value, str):
        return _clean_text(value[:_LONGEST_CELL]) if value else ""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


@lru_cache(maxsize=4096)
def _clean_text(text: str) -> str:
    return plain(text)


def _unicode(sheet: Sheet, warnings: list[Finding]) -> Sheet:
    """Put a sheet that was typed in an old font into Unicode."""
    texts = [each for row in sheet.rows for each in row if isinstance(each, str) and each]
    letters = old_font(texts)
    if not letters:
        return sheet
    warnings.append(Finding("old_letters", sheet.name, fields={"letters": letters.upper()}))
    rows = tuple(
        tuple(in_unicode(each, letters) if isinstance(each, str) else each for each in row)
        for row in sheet.rows
    )
    return replace(sheet, rows=rows)
