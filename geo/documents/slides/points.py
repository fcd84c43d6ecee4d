"""A chart of points over years on a slide: runs, breaks and ways to a goal, editable there."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lxml import etree
from pptx.chart.data import XyChartData
from pptx.chart.datalabel import DataLabels
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from geo.documents.paper.paper import INK, QUIET, RULE
from geo.documents.slides.parts import Box, TextsStayTexts, describe, fill_paragraph
from geo.figures.atlas import Atlas
from geo.language.plain import inert, plain
from geo.language.texts import texts
from geo.reading.chart_units import span_shown
from geo.reading.charts import (
    BAR,
    GoalLevel,
    labelled_years,
    mean_level,
    target_marks,
    target_paths,
    target_points,
)
from geo.reading.values import indicator_name
from geo.reading.year_marks import YearMarks
from geo.targets.progress import Progress

_GOAL = "#b35806"


@dataclass(frozen=True)
class PointSeries:
    """A series of a chart over years: year, value, and how it is printed if not exact.

    A point without a value parts two runs. `line` is ``solid``, ``dotted`` or empty; only
    `printed` years have their value beside them. A `named` series stands in the legend; an
    `upright` one is a break and takes the height of the others.
    """

    name: str
    points: tuple[tuple[float, float | None, str], ...]
    colour: str
    line: Literal["", "solid", "dotted"] = ""
    named: bool = True
    upright: bool = False
    marked: bool = True
    printed: frozenset[float] = frozenset()


def target_series(atlas: Atlas, measured: Progress, *, lang: str) -> list[PointSeries]:
    """Return figures by stretch, the goal, the ways to it and the breaks as series of a chart.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress of the target.
    lang
        Language.

    Returns
    -------
    series : list of PointSeries
        Empty for a target with neither figures nor a goal in numbers.
    """
    marks = target_marks(atlas, measured, lang=lang)
    figures, goals = target_points(atlas, measured, lang=lang)
    mean = mean_level(measured, lang=lang)
    if not figures and not goals and mean is None:
        return []
    name = indicator_name(measured.indicator, lang=lang)
    printed = frozenset(map(float, labelled_years(marks, figures)))
    found = [PointSeries(name, _parted(figures, marks), BAR, "solid", printed=printed)]
    found = found if figures else []
    t = texts(lang)
    if goals:
        title = t("meeting.goal", year=measured.target.target_year)
        aims = frozenset(float(year) for year, _, _ in goals)
        found.append(PointSeries(title, goals, _GOAL, printed=aims))
    found += _mean_series(mean) if mean is not None else []
    for way in target_paths(measured, lang=lang):
        points = ((*way.start, ""), (*way.end, ""))
        found.append(PointSeries(way.name, points, way.colour, "dotted", marked=False))
    low, high, _ = _span(found)
    for at, mark in enumerate(marks.breaks):
        ends = ((mark.at, low, ""), (mark.at, high, ""))
        upright = PointSeries(
            t("breaks.heading"), ends, QUIET, "solid", named=at == 0, marked=False
        )
        found.append(replace(upright, upright=True))
    return found


def _mean_series(mean: GoalLevel) -> list[PointSeries]:
    """Return a line over its years for each end of what an average is asked to be."""
    return [
        PointSeries(
            mean.name,
            tuple((year, end, "") for year in mean.years),
            _GOAL,
            "solid",
            named=at == 0,
            marked=False,
        )
        for at, end in enumerate(mean.ends)
    ]


def _parted(
    figures: Sequence[tuple[int, float, str]], marks: YearMarks
) -> tuple[tuple[float, float | None, str], ...]:
    """Put a point without a value between two runs, so that no line joins them."""
    starts = {each[0] for each in marks.stretches[1:]}
    found: list[tuple[float, float | None, str]] = []
    for point in figures:
        if point[0] in starts:
            found.append(((found[-1][0] + point[0]) / 2, None, ""))
        found.append(point)
    return tuple(found)


def _span(series: Sequence[PointSeries]) -> tuple[float, float, float]:
    """Return where the axis of values begins and ends, and its step."""
    values = [value for each in series if not each.upright for _, value, _ in each.points]
    return span_shown([value for value in values if value is not None])


class _YearData(TextsStayTexts, XyChartData):  # type: ignore[misc]
    """Numbers by year."""


def add_points_chart(
    shapes: Any,
    box: Box,
    series: Sequence[PointSeries],
    *,
    size: float,
    decimals: int,
    name: str,
    said: str,
) -> None:
    """Add a chart of points over years, its numbers in its own workbook."""
    places = "." + "0" * decimals if decimals else ""
    data = _YearData(number_format=f"#,##0{places}")
    for each in series:
        added = data.add_series(inert(plain(each.name, most=200)))
        for year, value, _ in each.points:
            added.add_data_point(year, value)
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box.emu, data)
    frame.name = plain(name, most=200)
    describe(frame, said)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(size)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    years = [year for each in series for year, _, _ in each.points]
    _set_years(chart, math.floor(min(years)), math.ceil(max(years)))
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = _span(series)
    _hide_from_legend(chart, [at for at, each in enumerate(series) if not each.named])
    for drawn, each in zip(chart.plots[0].series, series, strict=True):
        _dress_points(drawn, each, size=size, places=places)


def _set_years(chart: Any, first: int, last: int) -> None:
    years, values = chart.category_axis, chart.value_axis
    years.minimum_scale, years.maximum_scale = first - 1, last + 1
    years.tick_labels.number_format, years.tick_labels.number_format_is_linked = "0", False
    years.has_major_gridlines = False
    span = last - first + 2
    years.major_unit = next(step for step in (1, 2, 5, 10, 20) if span / step <= 12 or step == 20)
    values.has_major_gridlines = True
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    for line in (values.major_gridlines.format.line, years.format.line):
        line.color.rgb = RGBColor.from_string(RULE[1:].upper())
    values.format.line.fill.background()


def _dress_points(drawn: Any, series: PointSeries, *, size: float, places: str) -> None:
    rgb = RGBColor.from_string(series.colour[1:].upper())
    drawn.smooth = False
    if series.line:
        drawn.format.line.color.rgb = rgb
        drawn.format.line.width = Pt(2.25 if series.marked else 1.5)
        if series.line == "dotted":
            drawn.format.line.dash_style = MSO_LINE.ROUND_DOT
    else:
        drawn.format.line.fill.background()
    if not series.marked:
        drawn.marker.style = XL_MARKER_STYLE.NONE
        return
    drawn.marker.style = XL_MARKER_STYLE.CIRCLE
    drawn.marker.size = 9
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = rgb
    drawn.marker.format.line.color.rgb = rgb
    if not any(year in series.printed for year, _, _ in series.points):
        return
    _print_values(DataLabels(drawn._element.get_or_add_dLbls()), size=size, places=places)
    for at, (year, value, said) in enumerate(series.points):
        if value is not None and year not in series.printed:
            _leave_out_label(drawn, at)
        elif said:
            label = drawn.points[at].data_label
            fill_paragraph(label.text_frame, said, size=size, colour=INK)
            label.position = XL_LABEL_POSITION.ABOVE


def _print_values(labels: Any, *, size: float, places: str) -> None:
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = f"#,##0{places}", False
    labels.position = XL_LABEL_POSITION.ABOVE
    labels.font.size = Pt(size)


def _leave_out_label(drawn: Any, at: int) -> None:
    """Print no value beside a point; python-pptx has no word for that."""
    label = drawn._element.get_or_add_dLbl(at)
    for child in list(label)[1:]:
        label.remove(child)
    label.append(etree.fromstring(f'<c:delete {nsdecls("c")} val="1"/>'))


def _hide_from_legend(chart: Any, places: Sequence[int]) -> None:
    """Leave series out of the legend; python-pptx has no word for that."""
    after = chart.legend._element.find(qn("c:legendPos"))
    for at in reversed(places):
        entry = (
            f'<c:legendEntry {nsdecls("c")}><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>'
        )
        after.addnext(etree.fromstring(entry))
