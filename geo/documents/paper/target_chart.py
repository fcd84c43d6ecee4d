"""The figures of a target over the years on paper: points, runs, breaks, ways to the goal."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import shapely

from geo.documents.paper.letters import POINT
from geo.documents.paper.level.key import Sign, key_height, write_key
from geo.documents.paper.paper import PAPER, QUIET, Paper
from geo.documents.paper.shapes import Frame
from geo.facts.model import Indicator
from geo.figures.atlas import Atlas
from geo.figures.province_figures import province_unit
from geo.language.numbers import format_number
from geo.language.texts import texts
from geo.reading.chart_units import (
    printed_decimals,
    series_measure,
    shown_decimals,
    span_shown,
    target_decimals,
    target_measure,
)
from geo.reading.charts import (
    BAR,
    GoalLevel,
    Points,
    Way,
    drawn_points,
    labelled_years,
    mean_level,
    target_marks,
    target_paths,
    target_points,
)
from geo.reading.values import indicator_name
from geo.reading.year_marks import YearMarks, cell_marks
from geo.targets.progress import Progress, progress_ahead
from geo.views.drawing import Drawing

GOAL = "#b35806"
_AXIS = 8.5
_BESIDE = 20
"""Millimetres for the numbers of the axis."""
_ABOVE = 18
"""Millimetres for the key and the years of breaks."""
_STEPS = (1, 2, 5, 10)
_BAND = "#fbe6cf"
_CLEAR = 0.8
"""Millimetres from the middle of a break to a text beside it."""


def draw_chart(
    paper: Paper, atlas: Atlas, measured: Progress, frame: Frame, *, lang: str
) -> "YearChart":
    """Draw the figures of a target, its goal, the ways to it and the breaks of the series."""
    figures, goals = target_points(atlas, measured, lang=lang)
    marks = target_marks(atlas, measured, lang=lang)
    ways = target_paths(measured, lang=lang)
    ends = [(*way.end, "") for way in ways]
    mean = mean_level(measured, lang=lang)
    ends += [(year, value, "") for year in mean.years for value in mean.ends] if mean else []
    decimals = target_decimals(measured, figures, lang=lang)
    chart = YearChart(paper, frame, [*figures, *goals, *ends], decimals, lang)
    if not figures and not goals and mean is None:
        return chart
    if mean is not None:
        chart.draw_mean(mean)
    chart.draw_axes()
    chart.draw_breaks(marks)
    chart.draw_ways(ways)
    chart.draw_points(figures, BAR, marks)
    chart.draw_points(goals, GOAL, None)
    _, unit = target_measure(measured, lang=lang)
    names = [Sign(_measured(measured.indicator, unit, lang), BAR)] if figures else []
    if goals:
        year = measured.target.target_year
        names.append(Sign(texts(lang)("meeting.goal", year=year), GOAL))
    names += [Sign(mean.name, GOAL)] if mean else []
    names += [Sign(way.name, way.colour, "across", "dotted") for way in ways]
    _write_key(paper, names, frame)
    return chart


def province_chart(
    atlas: Atlas, drawing: Drawing, *, lang: str
) -> tuple[str, Callable[[Paper], None]] | None:
    """Plan the province's figures of all years, with its target ahead.

    Returns
    -------
    said, draw
        What is said of the series, and what draws it on a sheet; None without figures.
    """
    indicator, province = drawing.indicator, province_unit(atlas)
    cells = atlas.series(indicator.indicator_id, province)
    if not cells:
        return None
    marks = cell_marks(atlas, indicator.indicator_id, cells, lang=lang)
    ahead = progress_ahead(atlas, indicator.indicator_id, province)

    def draw(paper: Paper) -> None:
        if ahead is not None:
            draw_chart(paper, atlas, ahead, chart_frame(paper), lang=lang)
            return
        places, unit = series_measure(indicator, *(cell.value for cell in cells), lang=lang)
        points = drawn_points(atlas, indicator, cells, places=places, lang=lang)
        decimals = shown_decimals(indicator, [value for _, value, _ in points], places)
        chart = YearChart(paper, chart_frame(paper), points, decimals, lang)
        chart.draw_axes()
        chart.draw_breaks(marks)
        chart.draw_points(points, BAR, marks)
        _write_key(paper, [Sign(_measured(indicator, unit, lang), BAR)], chart.frame)

    return marks.said, draw


def chart_frame(paper: Paper) -> Frame:
    """Return the room of the lines of a chart that fills a sheet, within its key and numbers."""
    return Frame(_BESIDE, _ABOVE, paper.width - _BESIDE - 8, max(5.0, paper.height - _ABOVE - 8))


def _measured(indicator: Indicator, unit: str, lang: str) -> str:
    return ", ".join(filter(None, (indicator_name(indicator, lang=lang), unit)))


class YearChart:
    """Points over years on a sheet.

    Parameters
    ----------
    paper
        The sheet.
    frame
        Its place.
    points
        All that has to fit: year, value, printed value.
    decimals
        Of printed values.
    lang
        Language.
    """

    def __init__(
        self, paper: Paper, frame: Frame, points: Points, decimals: int, lang: str
    ) -> None:
        self._paper, self.frame, self._lang = paper, frame, lang
        self._decimals = decimals
        years = [year for year, _, _ in points] or [0]
        values = [value for _, value, _ in points] or [0.0]
        self._years = (min(years) - 1, max(years) + 1)
        self._low, self._high, self._step = span_shown(values)

    def across(self, year: float) -> float:
        """Return the place of a year in millimetres from the left edge of the sheet."""
        first, last = self._years
        return self.frame.left + (year - first) / (last - first) * self.frame.width

    def _at(self, year: float, value: float) -> tuple[float, float]:
        up = (value - self._low) / (self._high - self._low)
        return self.across(year), self.frame.top + (1 - up) * self.frame.height

    def draw_axes(self) -> None:
        """Draw the lines of the values and the years."""
        first, last = self._years
        written = max(0, -math.floor(math.log10(self._step)))
        for place in range(round((self._high - self._low) / self._step) + 1):
            value = self._low + place * self._step
            x, y = self._at(first, value)
            end = self.frame.left + self.frame.width
            self._paper.rule(y, start=x, end=end)
            text = format_number(value, decimals=written, lang=self._lang)
            self._paper.write(x - 2, y + 1.1, text, size=_AXIS, colour=QUIET, across="right")
        every = next((step for step in _STEPS if (last - first) / step <= 16), _STEPS[-1])
        # the ends are room beside the points and no years of theirs
        for year in range(first + 1, last):
            if year % every == 0:
                x, y = self._at(year, self._low)
                self._paper.write(x, y + 5, str(year), size=_AXIS, colour=QUIET, across="center")

    def draw_mean(self, mean: GoalLevel) -> None:
        """Draw an average as what it is asked to be over its years: a line, or a band."""
        left, right = self.across(mean.years[0] - 0.5), self.across(mean.years[1] + 0.5)
        rows = [self._at(0, value)[1] for value in mean.ends]
        if len(rows) > 1:
            corners = [(left, rows[0]), (right, rows[0]), (right, rows[1]), (left, rows[1])]
            self._paper.polygon(np.array(corners), fill=_BAND, edge=_BAND, line=0.1)
        for y in rows:
            line = shapely.linestrings([(left, y), (right, y)])
            self._paper.stroke(line, GOAL, width=1.2, layer=5)

    def draw_breaks(self, marks: YearMarks) -> None:
        """Draw an upright line with its year wherever the series breaks."""
        top, bottom = self.frame.top, self.frame.top + self.frame.height
        for mark in marks.breaks:
            x = self.across(mark.at)
            for aside in (-0.4, 0.4):
                line = shapely.linestrings([(x + aside, top), (x + aside, bottom)])
                self._paper.stroke(line, QUIET, width=0.7, layer=5)
            text = str(mark.year)
            self._paper.write(x, top - 1.2, text, size=_AXIS - 1, colour=QUIET, across="center")

    def draw_ways(self, ways: Sequence[Way]) -> None:
        """Draw the ways from the latest figure to the year of the target."""
        for way in ways:
            line = shapely.linestrings([self._at(*way.start), self._at(*way.end)])
            self._paper.stroke(line, way.colour, width=1.4, line="dotted", layer=6)

    def draw_points(self, points: Points, colour: str, marks: YearMarks | None) -> None:
        """Draw points with their values; a line joins those of one stretch."""
        spots = {year: self._at(year, value) for year, value, _ in points}
        for stretch in marks.stretches if marks else ():
            if len(stretch) > 1:
                line = shapely.linestrings([spots[year] for year in stretch])
                self._paper.stroke(line, colour, width=1.6, layer=6)
        printed = labelled_years(marks, points) if marks else frozenset(spots)
        for x, y in spots.values():
            self._draw_dot(x, y, colour)
        numbers = [value for _, value, _ in points]
        # where there is no room for all, the ends are told
        ends = {points[0][0], points[-1][0]} if points else set()
        for year, value, said in sorted(points, key=lambda point: point[0] not in ends):
            if year in printed:
                x, y = spots[year]
                decimals = printed_decimals(value, numbers, self._decimals)
                text = said or format_number(value, decimals=decimals, lang=self._lang)
                self._write_value(self._beside_breaks(x, text, marks), y - 2.6, text, colour)

    def _beside_breaks(self, x: float, text: str, marks: YearMarks | None) -> float:
        """Move the middle of a text so far to its side of a break that it does not cross it."""
        half = self._paper.text_width(text, size=_AXIS, bold=True) / 2 + _CLEAR
        middle = x
        for mark in marks.breaks if marks else ():
            at = self.across(mark.at)
            middle = max(middle, at + half) if x > at else min(middle, at - half)
        return middle

    def _draw_dot(self, x: float, y: float, colour: str) -> None:
        angles = np.arange(24) / 24 * 2 * np.pi
        ring = np.column_stack([np.cos(angles), np.sin(angles)]) * 1.5 + [x, y]
        self._paper.polygon(ring, fill=colour, edge=PAPER, line=0.8)

    def _write_value(self, x: float, y: float, text: str, colour: str) -> None:
        half = self._paper.text_width(text, size=_AXIS, bold=True) / 2
        high = _AXIS * POINT
        if not self._paper.take((x - half, y - 0.75 * high, x + half, y + 0.1 * high)):
            return
        self._paper.write(
            *(x, y, text),
            size=_AXIS,
            bold=True,
            colour=colour,
            across="center",
            halo=PAPER,
            layer=12,
        )


def _write_key(paper: Paper, signs: Sequence[Sign], frame: Frame) -> None:
    """Write what the colours mean above a chart."""
    high = key_height(paper, signs, width=frame.width, size=_AXIS)
    top = frame.top - 5.5 - high
    write_key(paper, signs, left=frame.left, top=top, width=frame.width, size=_AXIS)
