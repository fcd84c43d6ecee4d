"""Workbooks: tables with typed numbers, notes, links, and sheets that can be printed."""

import textwrap
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import BytesIO
from types import MappingProxyType

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo.documents.tables.headings import HEADINGS, MAYBE_EMPTY, MEASURED
from geo.language.texts import texts
from geo.reading.imprint import moment_of_making

_LONGEST, _LONGEST_LINK = 32_767, 2_000
"""Characters that a cell, and an address in one, can have."""
_NARROWEST, _WIDEST, _WIDEST_BEYOND = 9, 32, 80
_PRINTED = 200
"""Characters across a printed sheet: more would be too small to read. What is beyond is only seen
on the screen, where columns may be wider and rows need not be higher for them."""
_NOTES_WIDTHS = (36, 110)
_LINE = 15.0
"""Points of a line of text."""
_WEB = ("https://", "http://")
Decimals = Callable[[str, int], int]
"""Decimals of the number in a column and a row, counted from the first under the headings."""
_INK, _HEAD, _RULE, _LINK = "#1d2f3a", "#e9eef0", "#b8c2c5", "#1f5c83"


class Book:
    """A workbook under way with the formats of its cells."""

    def __init__(self, target: BytesIO) -> None:
        # In memory, so that a failed export leaves no file behind. Texts are written as
        # texts; the options only say once more that none may become anything else.
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.file = xlsxwriter.Workbook(target, options)
        base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}
        self.title = self._format(base, bold=True, font_size=14, text_wrap=True)
        self.bold = self._format(base, bold=True)
        self.lead = self._format(base, text_wrap=True)
        indented = base | {"text_wrap": True, "align": "left", "indent": 1}
        # over its texts, and apart from the heading before it
        self.head = self._format(indented, bold=True, bg_color=_HEAD, bottom=1, bottom_color=_RULE)
        self.text = self._format(base)
        self.wrapped = self._format(indented)
        self.link = self._format(indented, font_color=_LINK, underline=1)
        self.integer = self._format(base, num_format="0")
        # A file holds one form of number; the reader's program prints 1.234,5 or 1,234.5.
        self._base = base
        self._numbers: dict[int | None, Format] = {}

    def number(self, decimals: int | None) -> Format:
        """Return the form of numbers with so many decimals, general for None."""
        if decimals not in self._numbers:
            places = "." + "0" * decimals if decimals else ""
            form = "General" if decimals is None else f"#,##0{places}"
            self._numbers[decimals] = self._format(self._base, num_format=form)
        return self._numbers[decimals]

    def _format(self, base: dict[str, object], **changes: object) -> Format:
        return self.file.add_format(base | changes)

    def entitle(self, title: str, now: datetime | None) -> None:
        """Give the file its title and its moment of making, the present one for None."""
        made = moment_of_making(now).replace(tzinfo=None)
        self.file.set_properties({"title": fitting(title, 255), "created": made})

    def write_link(self, sheet: Worksheet, row: int, column: int, address: str, words: str) -> None:
        """Write words that lead to an address of the web, or to a place of the workbook itself."""
        sheet.write_url(row, column, address, self.link, string=fitting(words, 255))


def tables_to_xlsx(
    tables: Mapping[str, pd.DataFrame], *, title: str, lang: str, now: datetime | None = None
) -> bytes:
    """Write tables that are no view as a workbook, one sheet each.

    Parameters
    ----------
    tables
        Tables by the name of their sheet; only columns with a heading are written.
    title
        Title of the workbook.
    lang
        Language of the headings.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX with typed numbers; unknown is an empty cell and no cell holds a formula.
    """
    target = BytesIO()
    book = Book(target)
    book.entitle(title, now)
    for name, table in tables.items():
        write_table(book, book.file.add_worksheet(name), table, lang=lang)
    book.file.close()
    return target.getvalue()


def write_notes(book: Book, notes: list[tuple[str, str]], lang: str) -> None:
    """Write a sheet of headings with their texts."""
    sheet = book.file.add_worksheet(texts(lang)("export.sheet_notes"))
    for column, width in enumerate(_NOTES_WIDTHS):
        sheet.set_column(column, column, width)
    for row, note in enumerate(notes):
        for column, text in enumerate(note):
            sheet.write_string(row, column, fitting(text, _LONGEST), book.wrapped)
        sheet.set_row(row, row_height(zip(note, _NOTES_WIDTHS, strict=True)))
    set_up_page(sheet)


def write_lead(sheet: Worksheet, lines: list[tuple[str, Format, float]], widths: list[int]) -> None:
    """Write lines over a table, each across the columns that are printed: text, form, height."""
    last = printed_columns(widths) - 1
    across = sum(widths[: last + 1])
    for row, (text, form, height) in enumerate(lines):
        if last:
            # merge_range would guess the type of its text, so the text is written after it.
            sheet.merge_range(row, 0, row, last, "", form)
        sheet.write_string(row, 0, fitting(text, _LONGEST), form)
        # a line of larger letters holds fewer of them
        sheet.set_row(row, row_height([(text, across * _LINE / height)]) * height / _LINE)


def write_table(
    book: Book,
    sheet: Worksheet,
    table: pd.DataFrame,
    *,
    lang: str,
    heads: Mapping[str, str] = MappingProxyType({}),
    unit: str = "",
    first: int = 0,
    decimals: Decimals | None = None,
) -> list[int]:
    """Write a table with typed numbers from a row on; return the widths of its columns.

    `heads` are headings of single columns that are not those of every table. Where they name
    columns that no other table has, they are the columns of this one, in their order.

    `decimals` tells for a column and a row with how many decimals a measured number is shown;
    without it each is shown as it is.
    """
    names = _names(table, heads)
    columns = [table[name].tolist() for name in names]
    words = [
        f"{head} ({unit})" if name in MEASURED and unit else head
        for name, head in ((name, heads.get(name) or texts(lang)(HEADINGS[name])) for name in names)
    ]
    widths: list[int] = []
    for head, column in zip(words, columns, strict=True):
        widths.append(_width(head, column, before=sum(widths)))
    for at, (name, head, width) in enumerate(zip(names, words, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(first, at, head, book.head)
        for row, value in enumerate(columns[at]):
            # What is unknown stays an empty cell.
            if isinstance(value, str) and value:
                # by its short name, for LibreOffice breaks no link over lines
                led = table["url"].iloc[row] if name == "source_id" and "url" in table else ""
                _write_text(book, sheet, first + 1 + row, at, value, led=led)
            elif not isinstance(value, str) and pd.notna(value):
                measured = name in MEASURED or table[name].dtype == float
                places = decimals(name, row) if measured and decimals else None
                form = book.number(places) if measured else book.integer
                sheet.write_number(first + 1 + row, at, value, form)
    for row, line in enumerate((words, *zip(*columns, strict=True)), start=first):
        sheet.set_row(row, row_height(zip(line, widths, strict=True)))
    sheet.freeze_panes(first + 1, 2)
    sheet.autofilter(first, 0, first + max(len(table), 1), len(names) - 1)
    set_up_page(sheet, heading=first)
    sheet.print_area(0, 0, first + max(len(table), 1), printed_columns(widths) - 1)
    return widths


def _names(table: pd.DataFrame, heads: Mapping[str, str]) -> list[str]:
    """Return the columns that are written, in their order."""
    if heads.keys() - HEADINGS.keys():
        return [name for name in heads if name in table]
    return [name for name in HEADINGS if name in table and _has_place(table[name])]


def _write_text(
    book: Book, sheet: Worksheet, row: int, column: int, text: str, *, led: str
) -> None:
    """Write a text, which leads to an address of the web if there is one."""
    if led.startswith(_WEB) and len(led) <= _LONGEST_LINK:
        sheet.write_url(row, column, led, book.link, string=fitting(text, 255))
    else:
        sheet.write_string(row, column, fitting(text, _LONGEST), book.wrapped)


def _width(head: str, column: list[object], *, before: int) -> int:
    """Return the width of a column: that of its longest text, or word of its heading, in bounds."""
    longest = max((len(text) for text in column if isinstance(text, str)), default=0) + 3
    word = max(len(word) for word in head.split()) + 3
    wanted = max(_NARROWEST, longest, word)
    return min(wanted, _WIDEST if before + min(wanted, _WIDEST) <= _PRINTED else _WIDEST_BEYOND)


def row_height(cells: Iterable[tuple[object, float]]) -> float:
    """Return the height of a row in points, for texts and the characters that fit in each cell."""
    lines = 1
    for text, width in cells:
        if isinstance(text, str) and len(text) > width - 3:
            lines = max(lines, len(textwrap.wrap(text, max(4, int(width - 3)))))
    # the most that a row may have
    return min(409.0, lines * _LINE)


def printed_columns(widths: list[int]) -> int:
    """Return how many columns are printed: from the left as many as can be read."""
    count, across = 0, 0
    for width in widths:
        across += width
        if across > _PRINTED:
            break
        count += 1
    return max(1, count)


def _has_place(column: "pd.Series[str]") -> bool:
    """Tell whether a column is written: those that may be empty only where they are not."""
    return column.name not in MAYBE_EMPTY or bool((column.notna() & (column != "")).any())


def set_up_page(sheet: Worksheet, *, heading: int | None = None) -> None:
    """Set the sheet up for A4 across, as wide as the page, headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if heading is not None:
        sheet.repeat_rows(heading)
    sheet.set_footer("&C&P / &N")


def fitting(text: str, length: int) -> str:
    """Return a text of at most so many characters, a longer one ends in an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"
