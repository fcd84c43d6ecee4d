"""A chart of points over years on a slide: runs, breaks and ways to a goal, editable there."""

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from geo.documents.paper.paper import QUIET, line_height
from geo.documents.paper.years.chart import GOAL
from geo.documents.paper.years.plan import YearPlan
from geo.documents.slides.charts import (
    TEXT,
    YEAR,
    LabelledData,
    Labels,
    colour_line,
    element,
    label_points,
    place_chart,
    rule_axis,
    set_legend,
)
from geo.documents.slides.look import solid
from geo.documents.slides.parts import Box, Canvas, cell_width
from geo.language.numbers import format_number
from geo.language.plain import inert, plain
from geo.language.texts import texts
from geo.reading.chart_units import printed_decimals, span_shown
from geo.reading.charts import BAR, labelled_years

_SEEN = 3.0
"""Contrast of a line to its ground (WCAG 2)."""
_SIDE, _FOOT = 18.0, 42.0
"""Millimetres of a chart beside and below its points: numbers of the axes, and the legend."""
_CLOSE = 3
"""Years between which there is no room for words at one height."""
_SHARES_OF_YEARS = (1, 2, 5, 10)
_DASHES = {"dotted": MSO_LINE.ROUND_DOT, "dashed": MSO_LINE.DASH}


@dataclass(frozen=True)
class PointSeries:
    """A series of a chart over years: year, value, and how it is printed if not exact.

    A point without a value parts two runs. `line` is how it is joined, or empty; only
    `printed` years have their value beside them. A `named` series stands in the legend; an
    `upright` one is a break and takes the height of the others.
    """

    name: str
    points: tuple[tuple[float, float | None, str], ...]
    colour: str
    line: Literal["", "solid", "dotted", "dashed"] = ""
    named: bool = True
    upright: bool = False
    marked: bool = True
    printed: frozenset[float] = frozenset()


def point_series(plan: YearPlan, *, lang: str) -> list[PointSeries]:
    """Return figures by stretch, the goal, the ways to it and the breaks as series of a chart.

    Empty for a plan with neither figures nor a goal in numbers.
    """
    if not plan.figures and plan.level is None:
        return []
    printed = frozenset(map(float, labelled_years(plan.marks, plan.figures)))
    figures = PointSeries(plan.name, _parted(plan), BAR, "solid", printed=printed)
    found = [*([figures] if plan.figures else []), *_aims(plan)]
    for way in plan.ways:
        points = ((*way.start, ""), (*way.end, ""))
        # on a dark ground both may have one colour
        line: Literal["dotted", "dashed"] = "dashed" if way.going else "dotted"
        found.append(PointSeries(way.name, points, way.colour, line, marked=False))
    low, high, _ = _span(found)
    heading = texts(lang)("breaks.heading")
    for at, mark in enumerate(plan.marks.breaks):
        ends = ((mark.at, low, ""), (mark.at, high, ""))
        found.append(PointSeries(heading, ends, QUIET, "solid", at == 0, True, marked=False))
    return found


def _aims(plan: YearPlan) -> list[PointSeries]:
    """Return a value to be reached as points at its year, an average as lines over its years."""
    level = plan.level
    if level is None:
        return []
    if level.first is None:
        # both ends of a band are told by the upper one
        said = [""] * (len(level.ends) - 1) + [level.said]
        points = tuple((level.last, *each) for each in zip(level.ends, said, strict=True))
        return [PointSeries(level.name, points, GOAL)]
    lines = [tuple((year, end, "") for year in level.years) for end in level.ends]
    return [
        PointSeries(level.name, line, GOAL, "solid", at == 0, marked=False)
        for at, line in enumerate(lines)
    ]


def _parted(plan: YearPlan) -> tuple[tuple[float, float | None, str], ...]:
    """Put a point without a value between two runs, so that no line joins them."""
    starts = {each[0] for each in plan.marks.stretches[1:]}
    found: list[tuple[float, float | None, str]] = []
    for point in plan.figures:
        if point[0] in starts:
            found.append(((found[-1][0] + point[0]) / 2, None, ""))
        found.append(point)
    return tuple(found)


def _span(series: Sequence[PointSeries]) -> tuple[float, float, float]:
    """Return where the axis of values begins and ends, and its step."""
    values = [value for each in series if not each.upright for _, value, _ in each.points]
    return span_shown([value for value in values if value is not None])


class _YearData(LabelledData, XyChartData):  # type: ignore[misc]
    """Numbers by year."""


def add_year_chart(canvas: Canvas, box: Box, plan: YearPlan, *, name: str, said: str) -> bool:
    """Add a chart over years; tell whether there is anything to draw."""
    series = point_series(plan, lang=canvas.lang)
    if not series:
        return False
    years = [year for each in series for year, _, _ in each.points]
    ends, span = (math.floor(min(years)), math.ceil(max(years))), _span(series)
    across = (box.width - _SIDE) / (ends[1] - ends[0] + 1)
    up = (box.height - _FOOT) / (span[1] - span[0])
    data = _YearData()
    row = 0
    for each in series:
        added = data.add_series(inert(plain(each.name, most=200)))
        for year, value, _ in each.points:
            added.add_data_point(year, value)
        words = [_printed(each, *point, plan.decimals, canvas.lang) for point in each.points]
        words = kept_apart(each, words, _beside(each), across=across, up=up)
        data.labels.append(Labels(words, row + 1, 2))
        row += len(each.points) + 2
    kind = XL_CHART_TYPE.XY_SCATTER_LINES
    chart = place_chart(canvas, box, kind, data, name=name, said=said)
    set_legend(chart)
    _set_axes(chart, canvas, box, ends, span)
    _hide_from_legend(chart, [at for at, each in enumerate(series) if not each.named])
    for drawn, each, labels in zip(chart.plots[0].series, series, data.labels, strict=True):
        _dress(drawn, each, canvas)
        if any(labels.words):
            label_points(drawn, labels, canvas, place=_beside(each))
    return True


def _beside(series: PointSeries) -> list[str]:
    """Place words above their points, and below where the lines beside them rise."""
    told = [(year, value) for year, value, _ in series.points if year in series.printed]
    above = {year: True for year, _ in told}
    for (year, value), (after, later) in pairwise(told):
        if value is not None and later is not None and after - year < _CLOSE:
            above[year] &= value > later
            above[after] &= later > value
    return ["t" if above.get(year, True) else "b" for year, _, _ in series.points]


def kept_apart(
    series: PointSeries, words: Sequence[str], place: Sequence[str], *, across: float, up: float
) -> list[str]:
    """Leave out words that would run into others; the latest, first, highest, lowest come first.

    Parameters
    ----------
    series
        The points.
    words
        What stands beside each of them; the workbook of the chart has all figures.
    place
        Whether that is above a point or below.
    across, up
        Millimetres of a year and of a unit of the value.
    """
    high = line_height(TEXT)
    points = [
        (at, year, value)
        for at, (year, value, _) in enumerate(series.points)
        if value is not None and words[at]
    ]
    if not points:
        return [*words]
    of_value = operator.itemgetter(2)
    first = (points[-1], points[0], max(points, key=of_value), min(points, key=of_value))
    kept: dict[int, tuple[float, float, float]] = {}
    for at, year, value in dict.fromkeys((*first, *points)):
        middle = value * up + (high if place[at] == "t" else -high)
        wide = cell_width(words[at], size=TEXT)
        if all(
            abs(year * across - x) >= (wide + other) / 2 or abs(middle - y) >= high
            for x, y, other in kept.values()
        ):
            kept[at] = (year * across, middle, wide)
    return [word if at in kept else "" for at, word in enumerate(words)]


def _printed(
    series: PointSeries, year: float, value: float | None, said: str, decimals: int, lang: str
) -> str:
    if said or value is None or year not in series.printed:
        return said
    numbers = [number for _, number, _ in series.points if number is not None]
    places = printed_decimals(value, numbers, decimals)
    return format_number(value, decimals=places, lang=lang)


def _set_axes(
    chart: Any, canvas: Canvas, box: Box, ends: tuple[int, int], span: tuple[float, float, float]
) -> None:
    years, values = chart.category_axis, chart.value_axis
    # the words beside a first point keep off the numbers of the axis
    first, last = ends[0] - 1, ends[1]
    years.minimum_scale, years.maximum_scale = first, last
    most = box.width / YEAR
    years.major_unit = next(
        (step for step in _SHARES_OF_YEARS if (last - first + 1) / step <= most), 20
    )
    years.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale, values.major_unit = span
    # a comma or point before parts of a unit is the PC's own, but cannot be taken for thousands
    whole = span[2] == int(span[2])
    for axis, written in ((years, "0"), (values, "0" if whole else "General")):
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = written, False
    rule_axis(values, canvas)
    colour_line(years.format.line, canvas.look.rule)


def _dress(drawn: Any, series: PointSeries, canvas: Canvas) -> None:
    colour = canvas.look.readable(series.colour, least=_SEEN)
    drawn.smooth = False
    if series.line:
        colour_line(drawn.format.line, colour)
        drawn.format.line.width = Pt(2.25)
        if series.line in _DASHES:
            drawn.format.line.dash_style = _DASHES[series.line]
    else:
        drawn.format.line.fill.background()
    if not series.marked:
        drawn.marker.style = XL_MARKER_STYLE.NONE
        return
    drawn.marker.style = XL_MARKER_STYLE.CIRCLE
    drawn.marker.size = 9
    drawn.marker.format.fill.solid()
    colour_line(drawn.marker.format.line, colour)
    fill = drawn.marker.format.fill._xPr.find(qn("a:solidFill"))
    fill.getparent().replace(fill, element(solid(colour)))


def _hide_from_legend(chart: Any, places: Sequence[int]) -> None:
    """Leave series out of the legend; python-pptx has no word for that."""
    after = chart.legend._element.find(qn("c:legendPos"))
    for at in reversed(places):
        entry = f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
        after.addnext(element(entry))
