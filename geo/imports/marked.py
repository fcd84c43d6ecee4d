"""The report of a check as a workbook: the file itself with its cells marked."""

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from geo.imports.draft import Draft
from geo.imports.files.read import Sheet
from geo.imports.findings import Finding
from geo.imports.report import COLUMNS, Kind, Made, found, report_rows
from geo.language.texts import texts

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
_NOT_IN_TITLES = re.compile(r"[\x00-\x1f\ufffe\uffff\\*?:/\[\]]")
_LONGEST_TITLE = 31
_NOT_IN_CELLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
        name = sheet if sheet in book.sheetnames else _title(sheet)
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
            with warnings.catch_warnings():
                # of what openpyxl leaves out of a workbook; the report is about cells
                warnings.simplefilter("ignore")
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
        page = book.create_sheet(_title(sheet.name))
        for row, cells in enumerate(sheet.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if value != "":
                    _put(page, row, column, value)
    return book


def _title(name: str) -> str:
    """Return a name of a sheet as a workbook takes it; other programs take more letters."""
    return _NOT_IN_TITLES.sub(" ", name)[:_LONGEST_TITLE].strip() or "CSV"


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
    for at, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), start=1):
        _put(page, 1, at, t(f"report.{name}"))
        page.column_dimensions[get_column_letter(at)].width = width
    for row, each in enumerate(report_rows(made, lang=lang), start=2):
        cells: Mapping[str, object] = {**each, "kind": t(f"report.is_{each['kind']}")}
        for at, name in enumerate(COLUMNS, start=1):
            value = cells[name]
            if value is not None and value != "":
                _put(page, row, at, value)
    page.freeze_panes = "A2"
