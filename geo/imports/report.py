"""The report of a check as a file: a table, data, or the file itself with its cells marked."""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from geo.documents.tables.csv_geojson import inert
from geo.imports.draft import Draft
from geo.imports.files.read import Sheet
from geo.imports.findings import Finding
from geo.imports.layers import LayersDraft
from geo.language.texts import texts

Made = Draft | LayersDraft
"""What came of a file."""
Kind = str
"""``fault``, ``question`` or ``warning``."""
_COLUMNS = ("kind", "sheet", "row", "column", "value", "message", "remedy")
_COLOURS = {"fault": "F8B4B4", "question": "F9D48A", "warning": "FFF3B0"}
_WIDTHS = (14, 18, 8, 8, 24, 70, 70)
_MOST_CELLS = 200_000
"""Cells of a workbook that is opened to be marked; a larger one is written anew, values alone."""
_UNREADABLE = (
    AttributeError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What openpyxl raises for a workbook that others read: parts left out, values out of place."""
_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def found(made: Made) -> Iterator[tuple[Kind, Finding]]:
    """Go through what stands against a draft and what is worth knowing, the gravest first."""
    for fault in made.faults:
        yield "fault", fault
    for question in made.questions:
        yield "question", question.about
    for warning in made.warnings:
        yield "warning", warning


def report_rows(made: Made, *, lang: str) -> list[dict[str, object]]:
    """Return the report of a draft as rows of plain data.

    Parameters
    ----------
    made
        The draft.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    rows : list of dict
        ``kind``, ``sheet``, ``row``, ``column``, ``value``, ``message``, ``remedy``.
    """
    return [{"kind": kind, **each.as_data(lang)} for kind, each in found(made)]


def report_json(made: Made, *, lang: str) -> bytes:
    """Write the report of a draft as JSON."""
    return json.dumps(report_rows(made, lang=lang), ensure_ascii=False, indent=1).encode()


def report_csv(made: Made, *, lang: str) -> bytes:
    """Write the report of a draft as CSV, with a mark by which a spreadsheet knows UTF-8."""
    t = texts(lang)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([t(f"report.{name}") for name in _COLUMNS])
    for each in report_rows(made, lang=lang):
        cells = {**each, "kind": t(f"report.is_{each['kind']}")}
        writer.writerow([_cell(cells[name]) for name in _COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return inert(value) if isinstance(value, str) else value


def marked_workbook(content: bytes, made: Made, *, lang: str) -> bytes:
    """Write a file again with its faulty cells coloured and commented.

    Parameters
    ----------
    content
        The file that the draft was read from.
    made
        What came of it; layers have a report alone.
    lang
        Language of the comments.

    Returns
    -------
    content : bytes
        XLSX. The workbook itself where it was one and is not too large, without its macros; else
        a new one with its values. The report is its last sheet.
    """
    book = _opened(content, made) if isinstance(made, Draft) else _anew(())
    marks: dict[tuple[str, int, str], list[tuple[Kind, Finding]]] = defaultdict(list)
    for kind, each in found(made):
        if each.row is not None:
            marks[each.sheet, each.row, each.column or "A"].append((kind, each))
    for (sheet, row, column), those in marks.items():
        name = sheet or book.sheetnames[0]
        if name in book.sheetnames:
            _mark(book[name][f"{column}{row}"], those, lang)
    _write_report(book, made, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _opened(content: bytes, made: Draft) -> Workbook:
    cells = sum(len(row) for sheet in made.file.sheets for row in sheet.rows)
    if made.file.kind == "xlsx" and cells <= _MOST_CELLS:
        try:
            return load_workbook(io.BytesIO(content), keep_links=False)
        except _UNREADABLE:
            return _anew(made.file.sheets)
    return _anew(made.file.sheets or (Sheet("", ()),))


def _anew(sheets: Sequence[Sheet]) -> Workbook:
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for sheet in sheets:
        page = book.create_sheet(sheet.name or "CSV")
        for row, cells in enumerate(sheet.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value != "":
                    _put(page, row, column, value)
    return book


def _put(page: Worksheet, row: int, column: int, value: object) -> None:
    """Write a value; a text stays one, whatever it begins with."""
    cell = page.cell(row, column)
    if isinstance(value, int | float | bool):
        cell.value = value
        return
    cell.value = _NOT_IN_CELLS.sub("", str(value))
    cell.data_type = "s"


def _mark(cell: Cell | MergedCell, those: Sequence[tuple[Kind, Finding]], lang: str) -> None:
    if isinstance(cell, MergedCell):
        return
    gravest = those[0][0]
    lines = [f"{each.message(lang)}; {each.remedy(lang)}" for _, each in those]
    cell.fill = PatternFill("solid", fgColor=_COLOURS[gravest])
    cell.comment = Comment(_NOT_IN_CELLS.sub("", "\n".join(lines)), texts(lang)("report.author"))


def _write_report(book: Workbook, made: Made, lang: str) -> None:
    t = texts(lang)
    page = book.create_sheet(t("report.page"))
    for at, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True), start=1):
        _put(page, 1, at, t(f"report.{name}"))
        page.column_dimensions[get_column_letter(at)].width = width
    for row, each in enumerate(report_rows(made, lang=lang), start=2):
        cells: Mapping[str, object] = {**each, "kind": t(f"report.is_{each['kind']}")}
        for at, name in enumerate(_COLUMNS, start=1):
            value = cells[name]
            if value is not None and value != "":
                _put(page, row, at, value)
    page.freeze_panes = "A2"
