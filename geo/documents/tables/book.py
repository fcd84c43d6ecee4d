"""A drawing as a workbook: the figures, their sources, and what has to be known of them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from types import MappingProxyType

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell, gate_cells
from geo.language.texts import texts
from geo.places.districts import district_heading
from geo.reading.conditions import filter_line, full_title
from geo.reading.imprint import moment_of_making
from geo.reading.notes import view_notes
from geo.reading.progress.rows import HEADINGS
from geo.reading.sentences import source_line, view_sentence, view_title
from geo.reading.tables import gate_table, source_table, view_table
from geo.reading.values import (
    indicator_unit,
    number_decimals,
    value_decimals,
)
from geo.views.border_address import shown_of
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter

_HEADINGS = {
    "goal_text": HEADINGS["target"],
    "goal_low": "meeting.column_goal",
    "goal_high": "meeting.column_goal_high",
    "target_year": "meeting.column_year",
    "latest_value": "meeting.column_value",
    "latest_text": HEADINGS["latest"],
    "pace_text": HEADINGS["pace"],
    "status_text": HEADINGS["status"],
    "reason_text": HEADINGS["why"],
    "target_id": "targets.column_target_id",
    "step_text": "targets.column_step",
    "formula": "targets.column_formula",
    "from_vintage": "merger.column_from_vintage",
    "from_code": "merger.column_from_code",
    "from_unit": "merger.column_old",
    "from_district": "merger.column_from_district",
    "to_vintage": "merger.column_to_vintage",
    "to_code": "merger.column_to_code",
    "to_unit": "merger.column_new",
    "area_share": "merger.column_area_share",
    "population_share": "merger.column_population_share",
    "indicator_text": "border.column_basis",
    "code": "export.code",
    "unit": "export.unit",
    "district": "table.district",
    "gate": "export.gate",
    "gate_kind": "export.gate_kind",
    "value": "export.value",
    "value_max": "export.value_max",
    "measure": "border.column_measure",
    "gap": "export.gap",
    "pace": "export.pace",
    "text": "export.text",
    "class_label": "export.class",
    "rank": "export.rank",
    "basis_text": "export.basis",
    "observed_year": "export.observed_year",
    "year": "targets.column_year",
    "period_text": "export.period",
    "flag_text": "export.flag",
    "revised": "export.revised",
    "release": "export.release",
    "release_text": "export.release",
    "source_ids": "export.sources",
    "result": "targets.column_result",
    "result_text": "targets.column_result_text",
    "source_id": "export.source_id",
    "title": "export.source_title",
    "publisher": "export.publisher",
    "number": "export.number",
    "published": "export.published",
    "retrieved": "export.retrieved",
    "kind_text": "export.kind",
    "language": "export.language",
    "url": "export.address",
    "original_url": "export.original",
    "note": "export.note",
}
"""Columns that are written, in this order, with the text of their heading."""
_MAYBE_EMPTY = (
    "district",
    "value_max",
    "gap",
    "pace",
    "rank",
    "revised",
    "release",
    "release_text",
    "note",
    "goal_high",
    "number",
    "original_url",
)
"""Columns that are left out where nothing stands in them."""
_MEASURED = (
    *("value", "value_max", "gap", "pace", "result", "goal_low", "goal_high", "latest_value"),
    *("area_share", "population_share"),
)
_LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
_NARROWEST, _WIDEST = 14, 48
_NOTES_WIDTHS = (36, 110)
Decimals = Callable[[str, int], int]
"""Decimals of the number in a column and a row, counted from the first under the headings."""
_INK, _HEAD, _RULE = "#1d2f3a", "#e9eef0", "#b8c2c5"


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
        self.lead = self._format(base, text_wrap=True)
        self.head = self._format(
            base, bold=True, text_wrap=True, bg_color=_HEAD, bottom=1, bottom_color=_RULE
        )
        self.text = self._format(base)
        self.wrapped = self._format(base, text_wrap=True)
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


def to_xlsx(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    now: datetime | None = None,
) -> bytes:
    """Write a drawing as a workbook.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.
    chosen
        The filter: only the rows that it keeps are written, and sheet and notes name it.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX: the figures under title and sentence, with typed numbers; for a zone its gates;
        the sources; notes on basis, flags, boundaries and version. No cell holds a formula.
    """
    target = BytesIO()
    book = Book(target)
    title = full_title(atlas, drawing, chosen, lang=lang)
    made = moment_of_making(now).replace(tzinfo=None)
    book.file.set_properties({"title": fitting(title, 255), "created": made})
    write_view(book, atlas, drawing, lang, chosen=chosen)
    if drawing.kind == "zone" and not drawing.view.gate_period:
        write_gates(book, atlas, drawing, lang)
    _write_sources(book, atlas, drawing, lang)
    notes = view_notes(atlas, drawing, lang=lang, chosen=chosen, now=now)
    write_notes(book, notes, lang)
    book.file.close()
    return target.getvalue()


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
    made = moment_of_making(now).replace(tzinfo=None)
    book.file.set_properties({"title": fitting(title, 255), "created": made})
    for name, table in tables.items():
        write_table(book, book.file.add_worksheet(name), table, lang=lang)
    book.file.close()
    return target.getvalue()


def write_view(
    book: Book,
    atlas: Atlas,
    drawing: Drawing,
    lang: str,
    *,
    name: str = "",
    chosen: Filter = NO_FILTER,
) -> None:
    """Write the sheet of a drawing: title, filter, sentence, sources, then its table."""
    sheet = book.file.add_worksheet(name or texts(lang)("export.sheet_view"))
    lead = [
        (view_title(atlas, drawing.view, lang=lang), book.title, 20),
        (view_sentence(atlas, drawing, lang=lang), book.lead, 15),
        (source_line(atlas, drawing, lang=lang), book.lead, 15),
    ]
    if chosen:
        lead.insert(1, (filter_line(atlas, drawing, chosen, lang=lang), book.lead, 15))
    if shown_of(drawing.view) is not None:
        widths = _write_gate_table(book, sheet, atlas, drawing, lang, first=len(lead) + 1)
    else:
        widths = _write_unit_table(book, sheet, atlas, drawing, lang, chosen, first=len(lead) + 1)
    for row, (text, form, height) in enumerate(lead):
        # merge_range would guess the type of its text, so the text is written after it.
        sheet.merge_range(row, 0, row, len(widths) - 1, "", form)
        sheet.write_string(row, 0, fitting(text, _LONGEST), form)
        sheet.set_row(row, height * min(20, 1 + len(text) // sum(widths)))


def _write_unit_table(
    book: Book,
    sheet: Worksheet,
    atlas: Atlas,
    drawing: Drawing,
    lang: str,
    chosen: Filter,
    *,
    first: int,
) -> list[int]:
    table = view_table(atlas, drawing, lang=lang, chosen=chosen)
    if drawing.kind == "zone":
        table = table.drop(columns="value")
    cells = {cell.unit.code: cell for cell in drawing.cells}

    def decimals(column: str, row: int) -> int:
        cell = cells[table["code"].iloc[row]]
        if column == drawing.view.mode:
            return number_decimals(drawing, cell)
        return value_decimals(drawing.indicator, cell)

    return write_table(
        book,
        sheet,
        table,
        heads={"district": district_heading(atlas.facts, lang=lang)},
        unit=indicator_unit(drawing.indicator, lang=lang),
        first=first,
        decimals=decimals,
        lang=lang,
    )


def write_gates(book: Book, atlas: Atlas, drawing: Drawing, lang: str, *, name: str = "") -> None:
    """Write the sheet of the gates of a drawing."""
    sheet = book.file.add_worksheet(name or texts(lang)("export.sheet_gates"))
    _write_gate_table(book, sheet, atlas, drawing, lang, first=0)


def _write_gate_table(
    book: Book, sheet: Worksheet, atlas: Atlas, drawing: Drawing, lang: str, *, first: int
) -> list[int]:
    unit = indicator_unit(drawing.indicator, lang=lang)
    gates = atlas.facts.gates.values()
    cells = [gate_cell(atlas, drawing.view, gate) for gate in gates]

    def decimals(_: str, row: int) -> int:
        cell = cells[row]
        return (
            drawing.indicator.decimals if cell is None else value_decimals(drawing.indicator, cell)
        )

    table = gate_table(atlas, drawing, lang=lang)
    return write_table(book, sheet, table, unit=unit, first=first, decimals=decimals, lang=lang)


def _write_sources(book: Book, atlas: Atlas, drawing: Drawing, lang: str) -> None:
    sheet = book.file.add_worksheet(texts(lang)("export.sheet_sources"))
    gates = gate_cells(atlas, drawing.view) if drawing.kind == "zone" else ()
    ids = [key for cell in (*drawing.cells, *gates) for key in cell.source_ids]
    table = source_table(atlas, list(dict.fromkeys(ids)), lang=lang)
    write_table(book, sheet, table, lang=lang)


def write_notes(book: Book, notes: list[tuple[str, str]], lang: str) -> None:
    """Write a sheet of headings with their texts."""
    sheet = book.file.add_worksheet(texts(lang)("export.sheet_notes"))
    for column, width in enumerate(_NOTES_WIDTHS):
        sheet.set_column(column, column, width)
    for row, note in enumerate(notes):
        for column, text in enumerate(note):
            sheet.write_string(row, column, fitting(text, _LONGEST), book.wrapped)
    _set_up_page(sheet, heading=0)


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

    `heads` are headings of single columns that are not those of every table.

    `decimals` tells for a column and a row with how many decimals a measured number is shown;
    without it each is shown as it is.
    """
    columns = [name for name in _HEADINGS if name in table and _has_place(table[name])]
    widths = []
    for place, name in enumerate(columns):
        head = heads.get(name) or texts(lang)(_HEADINGS[name])
        measured = name in _MEASURED
        sheet.write_string(
            first, place, f"{head} ({unit})" if measured and unit else head, book.head
        )
        longest = 0
        for row, value in enumerate(table[name], start=first + 1):
            # What is unknown stays an empty cell.
            if isinstance(value, str) and value:
                sheet.write_string(row, place, fitting(value, _LONGEST), book.text)
                longest = max(longest, len(value))
            elif not isinstance(value, str) and pd.notna(value):
                places = decimals(name, row - first - 1) if measured and decimals else None
                form = book.number(places) if measured else book.integer
                sheet.write_number(row, place, value, form)
        widths.append(min(_WIDEST, max(_NARROWEST, longest + 2)))
        sheet.set_column(place, place, widths[-1])
    sheet.freeze_panes(first + 1, 2)
    sheet.autofilter(first, 0, first + max(len(table), 1), len(columns) - 1)
    _set_up_page(sheet, heading=first)
    return widths


def _has_place(column: "pd.Series[str]") -> bool:
    """Tell whether a column is written: those that may be empty only where they are not."""
    return column.name not in _MAYBE_EMPTY or bool((column.notna() & (column != "")).any())


def _set_up_page(sheet: Worksheet, *, heading: int) -> None:
    """Set the sheet up for A4 across, as wide as the page, headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading)
    sheet.set_footer("&C&P / &N")


def fitting(text: str, length: int) -> str:
    """Return a text of at most so many characters, a longer one ends in an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"
