"""Native charts: their numbers and the words beside them stand in their own workbook."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any, cast

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt
from xlsxwriter import Workbook

from geo.documents.slides.look import rgb, solid
from geo.documents.slides.parts import Box, Canvas, Line, describe, paragraph
from geo.language.numbers import format_number
from geo.language.plain import inert, plain
from geo.reading.chart_units import printed_decimals
from geo.reading.charts import ChartPlan

TEXT = 14.0
"""Size of a chart's letters in points."""
_KINDS = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
}
YEAR = 15.0
"""Millimetres that the name of a year takes across."""
_WHOLE = "0"
"""Numbers of an axis, without a mark between thousands that a PC's language would choose."""
_SPACES = nsdecls("c", "a")
_C15 = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'
_SHOWN = '<c:showLegendKey val="0"/><c:showVal val="{}"/>' + "".join(
    f'<c:show{part} val="0"/>' for part in ("CatName", "SerName", "Percent", "BubbleSize")
)
_FROM_CELL = 'id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="CELLRANGE"'


@dataclass(frozen=True)
class Labels:
    """The words beside the points of a series, and where they begin in the workbook."""

    words: Sequence[str]
    row: int
    column: int

    @property
    def cells(self) -> str:
        """Their place as a formula names it."""
        column = chr(ord("A") + self.column)
        return f"Sheet1!${column}${self.row + 1}:${column}${self.row + len(self.words)}"


class LabelledData:
    """Chart data whose workbook holds the labels, and takes no text for a formula or a link.

    XlsxWriter does by default, and python-pptx gives no way to tell it otherwise.
    """

    def __init__(self) -> None:
        super().__init__()
        self.labels: list[Labels] = []

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook, as python-pptx lays it out, with the labels beside the numbers."""
        target = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with Workbook(target, options) as book:
            sheet, writer = book.add_worksheet(), cast(Any, self)._workbook_writer
            writer._populate_worksheet(book, sheet)
            for each in self.labels:
                sheet.write_column(each.row, each.column, each.words)
        return target.getvalue()


class _CategoryData(LabelledData, CategoryChartData):  # type: ignore[misc]
    """Numbers by category."""


def add_chart(canvas: Canvas, box: Box, plan: ChartPlan) -> None:
    """Add a chart of categories."""
    data = _CategoryData()
    # an entry that somebody edits there is read anew, and then taken for a formula
    data.categories = [inert(plain(name, most=60)) for name in plan.categories]
    for at, series in enumerate(plan.series):
        data.add_series(inert(plain(series.name, most=200)), series.values)
        data.labels.append(Labels(_printed(plan, at, canvas.lang), 1, 1 + len(plan.series) + at))
    stacked = plan.kind == "stacked"
    chart = place_chart(
        canvas, box, _KINDS[plan.kind], data, name=plan.title, said=_said(plan, data.labels)
    )
    chart.has_legend = stacked
    if stacked:
        set_legend(chart)
    _set_axes(chart, plan, canvas, box)
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.vary_by_categories = False
    if stacked:
        plot.overlap = 100
    for drawn, series, labels in zip(plot.series, plan.series, data.labels, strict=True):
        _fill_bars(drawn, series.fills, canvas)
        if not stacked:
            label_points(drawn, labels, canvas, place=["outEnd"] * len(labels.words))


def _printed(plan: ChartPlan, at: int, lang: str) -> list[str]:
    """Return how the numbers of a series are printed, empty where there is none."""
    series = plan.series[at]
    numbers = [value for value in series.values if value is not None]

    def printed(value: float) -> str:
        places = printed_decimals(value, numbers, plan.decimals)
        return format_number(value, decimals=places, lang=lang)

    return [
        said or ("" if value is None else printed(value))
        for value, said in zip(series.values, series.said or [""] * len(series.values), strict=True)
    ]


def _said(plan: ChartPlan, labels: Sequence[Labels]) -> str:
    """Say a chart in words: its numbers by category, and what is remarked on it."""
    columns = zip(*(each.words for each in labels), strict=True)
    rows = zip(plan.categories, columns, strict=True)
    told = [f"{name}: {', '.join(filter(None, words))}" for name, words in rows if any(words)]
    names = ", ".join(series.name for series in plan.series)
    return f"{plan.title} – {names}. {'; '.join(told)}. {plan.said}".strip()


def place_chart(canvas: Canvas, box: Box, kind: Any, data: Any, *, name: str, said: str) -> Any:
    """Add a chart of some data in the letters of a slide; return it."""
    frame = canvas.shapes.add_chart(kind, *box.emu, data)
    frame.name = plain(name, most=200)
    describe(frame, said)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(TEXT)
    chart.font._rPr.insert(0, element(solid(canvas.look.ink)))
    return chart


def set_legend(chart: Any) -> None:
    """Put the legend of a chart below it."""
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False


def _set_axes(chart: Any, plan: ChartPlan, canvas: Canvas, box: Box) -> None:
    values, categories = chart.value_axis, chart.category_axis
    stacked, bars = plan.kind == "stacked", plan.kind == "bars"
    values.visible = values.has_major_gridlines = stacked
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = _WHOLE, False
    if stacked:
        rule_axis(values, canvas)
    numbers = (value for each in plan.series for value in each.values if value is not None)
    if min(numbers, default=0) >= 0:
        values.minimum_scale = 0
    colour_line(categories.format.line, canvas.look.rule)
    categories.has_major_gridlines = False
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    # the first category of a chart across stands at its foot unless it is turned
    categories.reverse_order = bars
    # every bar has its name, however little room there is; of many years every second or so has
    step = 1 if bars else math.ceil(len(plan.categories) * YEAR / box.width)
    skip = element(f'<c:tickLblSkip val="{step}"/>')
    categories._element.find(qn("c:lblOffset")).addnext(skip)


def rule_axis(axis: Any, canvas: Canvas) -> None:
    """Draw the lines of an axis of values over the chart, and none along it."""
    axis.has_major_gridlines = True
    colour_line(axis.major_gridlines.format.line, canvas.look.rule)
    axis.format.line.fill.background()


def colour_line(line: Any, colour: str) -> None:
    """Give a line of a chart a colour, an element of DrawingML."""
    line.fill.solid()
    fill = line._get_or_add_ln().find(qn("a:solidFill"))
    fill.getparent().replace(fill, element(solid(colour)))


def _fill_bars(drawn: Any, fills: Sequence[str], canvas: Canvas) -> None:
    """Colour the bars of a series, each with its own colour where there are several."""
    drawn.invert_if_negative = False
    single = len(set(fills)) == 1
    parts = [drawn] if single else [drawn.points[at] for at in range(len(fills))]
    for part, fill in zip(parts, fills, strict=False):
        shape = part.format._element.get_or_add_spPr()
        for old in list(shape):
            shape.remove(old)
        shape.append(element(solid(rgb(fill))))
        shape.append(element(f"<a:ln>{solid(canvas.look.rule)}</a:ln>"))


def label_points(drawn: Any, labels: Labels, canvas: Canvas, *, place: Sequence[str]) -> None:
    """Print words beside the points of a series, as they stand in cells of the workbook.

    python-pptx prints numbers, as the language of the PC writes them.
    """
    found = drawn._element.get_or_add_dLbls()
    ours = f"<c:dLbls>{''.join(_labels(labels, canvas, place))}{_SHOWN.format(0)}</c:dLbls>"
    found.getparent().replace(found, element(ours))
    cells = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(plain(word))}</c:v></c:pt>'
        for at, word in enumerate(labels.words)
        if word
    )
    drawn._element.append(
        element(
            f'<c:extLst><c:ext {_C15} uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}">'
            f"<c15:datalabelsRange><c15:f>{labels.cells}</c15:f><c15:dlblRangeCache>"
            f'<c:ptCount val="{len(labels.words)}"/>{cells}</c15:dlblRangeCache>'
            "</c15:datalabelsRange></c:ext></c:extLst>"
        )
    )


def _labels(labels: Labels, canvas: Canvas, place: Sequence[str]) -> list[str]:
    shown = _SHOWN.format(1)
    return [
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr wrap="none"/>'
        f"{_text(word, canvas)}</c:rich></c:tx>"
        f'<c:dLblPos val="{where}"/>{shown}<c:extLst>'
        f'<c:ext {_C15} uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}"><c15:dlblFieldTable/>'
        '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbl>'
        for at, (word, where) in enumerate(zip(labels.words, place, strict=True))
        if word
    ]


def _text(word: str, canvas: Canvas) -> str:
    line = Line(word, TEXT, canvas.look.ink)
    written: str = etree.tostring(
        paragraph(line, lang=canvas.lang, field=_FROM_CELL), encoding="unicode"
    )
    return written


def element(text: str) -> Any:
    """Return an element of a chart from text that names its spaces nowhere."""
    return etree.fromstring(f"<x {_SPACES}>{text}</x>")[0]
