"""Native parts of a slide: texts, tables and charts that can be edited there."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt
from xlsxwriter import Workbook

from geo.documents.paper.letters import printable
from geo.documents.paper.paper import INK, RULE
from geo.documents.slides.ruler import wrap
from geo.language.plain import inert, plain, words_of
from geo.reading.charts import ChartPlan, Series

MM = 36_000
"""EMU of a millimetre."""
_ELLIPSIS = "…"
_JOINTS = " \u200d"
"""What joins two parts of a text, and has no sense at its end."""
_KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
}


@dataclass(frozen=True)
class Box:
    """A place on a slide in millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width, height as python-pptx takes them."""
        sides = (self.left, self.top, self.width, self.height)
        left, top, width, height = (Emu(round(side * MM)) for side in sides)
        return left, top, width, height


@dataclass(frozen=True)
class Mark:
    """What fills a cell of a table: a colour, or a hatching of one on another."""

    fill: str
    hatch: str = ""


@dataclass(frozen=True)
class Entry:
    """A cell of a table."""

    text: str = ""
    mark: Mark | None = None
    bold: bool = False
    colour: str = INK
    right: bool = False


def write_text(
    shapes: Any,
    box: Box,
    text: str,
    *,
    size: float,
    colour: str = INK,
    bold: bool = False,
    right: bool = False,
    most: int = 1,
) -> None:
    """Write lines into a place, cut to the number of lines there is room for."""
    words = fitted(text, width=box.width, size=size, bold=bold, most=most)
    frame = shapes.add_textbox(*box.emu).text_frame
    frame.word_wrap = True
    _no_margins(frame)
    fill_paragraph(frame, words, size=size, colour=colour, bold=bold, right=right)


def fitted(text: str, *, width: float, size: float, most: int, bold: bool = False) -> str:
    """Return a text, cut where it would leave a place if it were set in the face of paper.

    Parameters
    ----------
    text
        The text, measured in the face of paper. It is wider than those of presentations, so
        lines there are no more than here.
    width
        Of the place in millimetres.
    size
        Size of the letters in points.
    most
        Number of lines.
    bold
        Whether it is set in bold.

    Returns
    -------
    text : str
        One paragraph. Characters that only this face lacks stay: a program for
        presentations takes them from other fonts.
    """
    words = whole(text)
    lines = wrap(words, size=size, width=width, most=most, bold=bold)
    # lines end anywhere in a long word, so that only what is no blank can be counted
    kept = _squeezed("".join(lines))
    if kept == _squeezed(printable(words)):
        return words
    return _start(words, len(kept.removesuffix(_ELLIPSIS))) + _ELLIPSIS


def whole(text: str) -> str:
    """Return a text as one paragraph, without what steers a program."""
    return " ".join(words_of(plain(text)))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _start(text: str, count: int) -> str:
    """Return the start of a text with so many characters that are measured."""
    for at, character in enumerate(text):
        # marks that have no width of their own stay with the letter before them
        if _squeezed(printable(character)):
            if not count:
                return text[:at].rstrip(_JOINTS)
            count -= 1
    return text


def fill_paragraph(
    frame: Any, text: str, *, size: float, colour: str, bold: bool = False, right: bool = False
) -> None:
    """Put one paragraph into an empty frame."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    # without it an empty line is as high as the theme's letters
    end = f'<a:endParaRPr {nsdecls("a")} sz="{round(size * 100)}"/>'
    paragraph._p.append(etree.fromstring(end))
    words = plain(text)
    if not words:
        return
    run = paragraph.add_run()
    run.text = words
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.color.rgb = RGBColor.from_string(colour[1:].upper())


def add_table(
    shapes: Any,
    box: Box,
    rows: Sequence[Sequence[Entry]],
    *,
    widths: Sequence[float],
    heights: Sequence[float],
    size: float,
    name: str,
    head: bool = False,
) -> float:
    """Add a table.

    Parameters
    ----------
    shapes
        Shapes of the slide.
    box
        Its place; the height follows from the rows.
    rows
        Entries by row.
    widths, heights
        Of the columns and rows in millimetres.
    size
        Size of the letters in points.
    name
        Its name on the slide.
    head
        Whether the first row holds headings.

    Returns
    -------
    bottom : float
        Lower edge in millimetres.
    """
    place = Box(box.left, box.top, sum(widths), sum(heights))
    frame = shapes.add_table(len(rows), len(widths), *place.emu)
    frame.name = plain(name)
    table = frame.table
    table.first_row = head
    table.horz_banding = False
    # a plain look that templates cannot make illegible: no style of its own
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
    for at, width in enumerate(widths):
        table.columns[at].width = Emu(round(width * MM))
    for at, height in enumerate(heights):
        table.rows[at].height = Emu(round(height * MM))
    for row, entries in enumerate(rows):
        for column, entry in enumerate(entries):
            _fill_cell(table.cell(row, column), entry, size=size)
    return place.bottom


def _fill_cell(cell: Any, entry: Entry, *, size: float) -> None:
    frame = cell.text_frame
    frame.word_wrap = True
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Emu(round(1.2 * MM))
    cell.margin_top = cell.margin_bottom = Emu(round(0.3 * MM))
    fill_paragraph(
        frame, entry.text, size=size, colour=entry.colour, bold=entry.bold, right=entry.right
    )
    properties = cell._tc.get_or_add_tcPr()
    line = (
        f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{RULE[1:]}"/>'
        "</a:solidFill></a:lnB>"
    )
    properties.append(etree.fromstring(line))
    if entry.mark is not None:
        properties.append(etree.fromstring(_mark(entry.mark)))


def _mark(mark: Mark) -> str:
    if not mark.hatch:
        return f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{mark.fill[1:]}"/></a:solidFill>'
    return (
        f'<a:pattFill {nsdecls("a")} prst="ltUpDiag"><a:fgClr><a:srgbClr val="{mark.hatch[1:]}"/>'
        f'</a:fgClr><a:bgClr><a:srgbClr val="{mark.fill[1:]}"/></a:bgClr></a:pattFill>'
    )


class TextsStayTexts:
    """Chart data whose workbook takes no text for a formula or a link.

    XlsxWriter does by default, and python-pptx gives no way to tell it otherwise.
    """

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook, as python-pptx lays it out."""
        target = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with Workbook(target, options) as book:
            writer: Any = self._workbook_writer  # type: ignore[attr-defined]
            writer._populate_worksheet(book, book.add_worksheet())
        return target.getvalue()


class _CategoryData(TextsStayTexts, CategoryChartData):  # type: ignore[misc]
    """Numbers by category."""


def add_chart(shapes: Any, box: Box, plan: ChartPlan, *, size: float) -> None:
    """Add a chart whose numbers are in its own workbook and can be edited there."""
    places = "." + "0" * plan.decimals if plan.decimals else ""
    data = _CategoryData(number_format=f"#,##0{places}")
    # an entry that somebody edits there is read anew, and then taken for a formula
    data.categories = [inert(plain(name, most=60)) for name in plan.categories]
    for series in plan.series:
        data.add_series(inert(plain(series.name, most=200)), series.values)
    frame = shapes.add_chart(_KINDS[plan.kind], *box.emu, data)
    frame.name = plain(plan.title, most=200)
    describe(frame, plan.said)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(size)
    chart.font.color.rgb = RGBColor.from_string(INK[1:].upper())
    stacked = plan.kind == "stacked"
    chart.has_legend = stacked
    if stacked:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    _set_axes(chart, plan)
    plot = chart.plots[0]
    plot.gap_width = 45
    if stacked:
        plot.overlap = 100
    plot.vary_by_categories = False
    for drawn, series in zip(plot.series, plan.series, strict=True):
        _dress(drawn, series, labelled=not stacked, size=size, places=places)


def describe(frame: Any, text: str) -> None:
    """Give a picture on a slide the words that are shown on hover and read aloud."""
    if text:
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(text))


def _set_axes(chart: Any, plan: ChartPlan) -> None:
    values, categories = chart.value_axis, chart.category_axis
    values.visible = plan.kind == "stacked"
    values.has_major_gridlines = plan.kind == "stacked"
    if plan.kind == "stacked":
        values.major_gridlines.format.line.color.rgb = RGBColor.from_string(RULE[1:].upper())
        values.format.line.fill.background()
    lowest = min(
        (value for each in plan.series for value in each.values if value is not None), default=0
    )
    if lowest >= 0:
        values.minimum_scale = 0
    categories.format.line.color.rgb = RGBColor.from_string(RULE[1:].upper())
    categories.has_major_gridlines = False
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # the first category of a chart across stands at its foot unless it is turned
    categories.reverse_order = plan.kind == "bars"
    # every bar has its name, however little room there is
    skip = etree.SubElement(categories._element, qn("c:tickLblSkip"))
    skip.set("val", "1")
    categories._element.find(qn("c:lblOffset")).addnext(skip)


def _dress(drawn: Any, series: Series, *, labelled: bool, size: float, places: str) -> None:
    """Colour the bars of a series and print their numbers."""
    for at in range(len(series.values)):
        fill = series.fills[at % len(series.fills)]
        bar = drawn.points[at].format
        bar.fill.solid()
        bar.fill.fore_color.rgb = RGBColor.from_string(fill[1:].upper())
        bar.line.color.rgb = RGBColor.from_string(RULE[1:].upper())
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = RGBColor.from_string(series.fills[0][1:].upper())
    drawn.invert_if_negative = False
    if not labelled:
        return
    labels = drawn.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = f"#,##0{places}", False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(size)
    for at, said in enumerate(series.said):
        if said:
            frame = drawn.points[at].data_label.text_frame
            fill_paragraph(frame, said, size=size, colour=INK)


def _no_margins(frame: Any) -> None:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
