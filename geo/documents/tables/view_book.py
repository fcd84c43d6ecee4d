"""A drawing as a workbook: the figures, their sources, and what has to be known of them."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter.worksheet import Worksheet

from geo.documents.tables.book import Book, write_lead, write_notes, write_table
from geo.documents.tables.figures_sheet import FiguresSheet, Shown
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell, gate_cells
from geo.language.texts import texts
from geo.meeting.exhibit_tables import typed_lines
from geo.places.districts import district_heading
from geo.reading.compare.printed import break_notes
from geo.reading.conditions import filter_line, full_title
from geo.reading.level.lines import known_lines, lines_source_ids, lines_sources
from geo.reading.notes import view_notes
from geo.reading.sentences import boundaries_label, source_line, view_sentence, view_title
from geo.reading.tables import gate_table, source_table, view_table
from geo.reading.values import indicator_name, indicator_unit, number_decimals, value_decimals
from geo.views.border_address import shown_of
from geo.views.compare.lines import UnitLine
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter, kept


def to_xlsx(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    shown: Shown | None = None,
    lined: bool = False,
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
    shown
        Its map and its chart, for a sheet of their own; None for no such sheet.
    lined
        Whether the lines of its units are shown: then the figures of all years have a sheet.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        XLSX: the figures under title and sentence, with typed numbers; those of all years of
        lines; map and chart; for a zone its gates; the sources; notes on basis, flags, boundaries
        and version. No cell holds a
        formula.
    """
    target = BytesIO()
    book = Book(target)
    book.entitle(full_title(atlas, drawing, chosen, lang=lang), now)
    keeps = kept(atlas, drawing, chosen) if chosen else None
    lines = known_lines(atlas, drawing, kept=keeps) if lined else ()
    write_view(book, atlas, drawing, lang, chosen=chosen)
    if lines:
        write_lines(book, atlas, drawing, lines, lang, chosen=chosen)
    if shown is not None:
        figures = FiguresSheet(book, lang)
        figures.add(shown)
        figures.close()
    if drawing.kind == "zone" and not drawing.view.gate_period:
        write_gates(book, atlas, drawing, lang)
    _write_sources(book, atlas, drawing, lines, lang)
    beside = [cell for line in lines for cell in line.cells]
    notes = view_notes(atlas, drawing, lang=lang, chosen=chosen, beside=beside, now=now)
    write_notes(book, notes, lang)
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
        (view_title(atlas, drawing.view, lang=lang), book.title, 20.0),
        (view_sentence(atlas, drawing, lang=lang), book.lead, 15.0),
        (source_line(atlas, drawing, lang=lang), book.lead, 15.0),
    ]
    if chosen:
        lead.insert(1, (filter_line(atlas, drawing, chosen, lang=lang), book.lead, 15.0))
    if shown_of(drawing.view) is not None:
        widths = _write_gate_table(book, sheet, atlas, drawing, lang, first=len(lead) + 1)
    else:
        widths = _write_unit_table(book, sheet, atlas, drawing, lang, chosen, first=len(lead) + 1)
    write_lead(sheet, lead, widths)


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


def write_lines(
    book: Book,
    atlas: Atlas,
    drawing: Drawing,
    lines: Sequence[UnitLine],
    lang: str,
    *,
    name: str = "",
    chosen: Filter = NO_FILTER,
) -> None:
    """Write the sheet of the figures of all years of units: their title, breaks, sources, table."""
    t, view = texts(lang), drawing.view
    sheet = book.file.add_worksheet(name or t("control.shown_lines"))
    typed = typed_lines(atlas, view.indicator, lines, lang=lang)
    title = t("compare.lines_title", name=indicator_name(drawing.indicator, lang=lang))
    units = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    said = [
        *([filter_line(atlas, drawing, chosen, lang=lang)] if chosen else []),
        *break_notes(atlas, view.indicator, lang=lang),
        lines_sources(atlas, lines, lang=lang),
    ]
    lead = [(f"{title}, {units}", book.title, 20.0), *((each, book.lead, 15.0) for each in said)]
    widths = write_table(
        book, sheet, typed.table, heads=typed.columns, first=len(lead) + 1, lang=lang
    )
    write_lead(sheet, lead, widths)


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


def _write_sources(
    book: Book, atlas: Atlas, drawing: Drawing, lines: Sequence[UnitLine], lang: str
) -> None:
    sheet = book.file.add_worksheet(texts(lang)("export.sheet_sources"))
    gates = gate_cells(atlas, drawing.view) if drawing.kind == "zone" else ()
    ids = [key for cell in (*drawing.cells, *gates) for key in cell.source_ids]
    ids += lines_source_ids(lines)
    table = source_table(atlas, list(dict.fromkeys(ids)), lang=lang)
    write_table(book, sheet, table, lang=lang)
