"""A form that asks for figures: a workbook with a row for each that is missing, to be filled in."""

from datetime import datetime
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo.documents.tables.book import Book, fitting, row_height
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.imprint import version_text
from geo.reading.values import indicator_name, indicator_unit
from geo.targets.missing import MissingCell, Wanted

_COLUMNS = {
    "number": 6,
    "indicator": 44,
    "unit": 18,
    "place": 26,
    "code": 9,
    "year": 8,
    "value": 16,
    "document": 34,
    "note": 28,
}
"""Columns of the form with their widths; the last three are to be filled in."""
_TO_FILL = ("value", "document", "note")
_PAPER_A4 = 9


def request_form(atlas: Atlas, asked: Wanted, *, lang: str, now: datetime | None = None) -> bytes:
    """Write what is wanted of a publication as a form.

    Parameters
    ----------
    atlas
        The atlas.
    asked
        What is wanted.
    lang
        Language.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX of one sheet: what is asked and where it may stand, a row for each figure, then the
        definitions. Only cells to be filled in can be written into; a figure beyond what its
        indicator can be is refused.
    """
    t = texts(lang)
    target = BytesIO()
    book = Book(target)
    book.entitle(t("request_form.title"), now)
    sheet = book.file.add_worksheet(t("request_form.sheet"))
    for at, width in enumerate(_COLUMNS.values()):
        sheet.set_column(at, at, width)
    row = _write_lead(book, sheet, asked, lang, version=version_text(atlas, lang=lang))
    row = _write_cells(book, sheet, asked, lang, row)
    _write_definitions(book, sheet, asked, lang, row + 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(_PAPER_A4)
    sheet.fit_to_pages(1, 0)
    book.file.close()
    return target.getvalue()


def _write_lead(book: Book, sheet: Worksheet, asked: Wanted, lang: str, *, version: str) -> int:
    """Write what is asked and where it may stand; return the row that follows."""
    t = texts(lang)
    where = t("request_form.nowhere")
    if asked.publication is not None:
        where = t("request_form.where", publication=pick(asked.publication, "text", lang))
    lead = (
        (t("request_form.title"), book.title, 24),
        (where, book.lead, 45),
        (t("request_form.how"), book.lead, 32),
        (t("request_form.edition", version=version), book.lead, 18),
    )
    last = len(_COLUMNS) - 1
    for row, (text, form, height) in enumerate(lead):
        sheet.merge_range(row, 0, row, last, "", form)
        sheet.write_string(row, 0, fitting(text, 2000), form)
        sheet.set_row(row, height)
    return len(lead)


def _write_cells(book: Book, sheet: Worksheet, asked: Wanted, lang: str, first: int) -> int:
    """Write a row for each figure; return the row that follows."""
    t = texts(lang)
    for at, name in enumerate(_COLUMNS):
        sheet.write_string(first, at, t(f"request_form.{name}"), book.head)
    sheet.freeze_panes(first + 1, 0)
    sheet.repeat_rows(first)
    empty = book.file.add_format({"locked": False, "bg_color": "#fff8e1", "bottom": 1})
    for row, cell in enumerate(asked.cells, start=first + 1):
        sheet.write_number(row, 0, row - first, book.integer)
        said = {
            "indicator": indicator_name(cell.indicator, lang=lang),
            "unit": indicator_unit(cell.indicator, lang=lang),
            "place": unit_name(cell.unit, lang=lang),
            "code": cell.unit.code,
        }
        for name, text in said.items():
            sheet.write_string(row, list(_COLUMNS).index(name), text, book.wrapped)
        sheet.set_row(row, row_height((text, _COLUMNS[name]) for name, text in said.items()))
        sheet.write_number(row, list(_COLUMNS).index("year"), cell.year, book.integer)
        _write_empty(sheet, cell, row, empty, refused=t("request_form.refused"))
    return first + 1 + len(asked.cells)


def _write_empty(
    sheet: Worksheet, cell: MissingCell, row: int, form: Format, *, refused: str
) -> None:
    """Leave the cells to be filled in, the figure within what its indicator can be."""
    for name in _TO_FILL:
        sheet.write_blank(row, list(_COLUMNS).index(name), None, form)
    low, high = cell.indicator.min, cell.indicator.max
    rule = {"validate": "decimal", "criteria": ">=", "value": -1e15 if low is None else low}
    if high is not None:
        rule = {**rule, "criteria": "between", "minimum": rule.pop("value"), "maximum": high}
    at = list(_COLUMNS).index("value")
    sheet.data_validation(row, at, row, at, {**rule, "error_message": refused})


def _write_definitions(book: Book, sheet: Worksheet, asked: Wanted, lang: str, first: int) -> None:
    """Write what each indicator means, so that the same is counted."""
    sheet.write_string(first, 1, texts(lang)("request_form.definitions"), book.head)
    indicators = {cell.indicator.indicator_id: cell.indicator for cell in asked.cells}
    for row, indicator in enumerate(indicators.values(), start=first + 1):
        sheet.write_string(row, 1, indicator_name(indicator, lang=lang), book.wrapped)
        sheet.merge_range(row, 2, row, len(_COLUMNS) - 1, "", book.wrapped)
        definition = fitting(pick(indicator, "definition", lang), 2000)
        sheet.write_string(row, 2, definition, book.wrapped)
        sheet.set_row(row, 15 * (1 + len(definition) // 110))
