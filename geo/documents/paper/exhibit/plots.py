"""Plots in a place of a sheet: lines over the years, units on a strip, units by two figures."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import shapely

from geo.documents.paper.paper import INK, PAPER, QUIET, Paper, baseline, line_height
from geo.documents.paper.shapes import Box
from geo.language.numbers import format_value, written_decimals
from geo.meeting.exhibit import DotsPlot, LinesPlot, StripPlot
from geo.reading.chart_units import span_shown
from geo.reading.compare.plotted import Trace

_DOT, _SMALL_DOT = 1.0, 0.7
_RADII = (3.4, 2.8, 2.2, 1.7, 1.3)
"""Millimetres of a dot on a strip, the largest that has room; the smallest may overlap."""
_LINES = ("", "dotted")
"""How a unit is drawn, and what only stands beside the units."""
_GOAL, _PALE = "#8a2d0c", "#b4c0c6"
_KEY = 0.36
"""Share of a wide place for what the lines are."""
_MOST_YEARS, _MOST_TICKS = 12, 6
_LARGE = 100
"""From here on the ends of a scale need no decimals."""


def draw_lines_plot(paper: Paper, pane: LinesPlot, box: Box, *, size: float, lang: str) -> None:
    """Draw lines over the years with what they are, target and breaks."""
    left, top, right, bottom = box
    wide = right - left > 1.3 * (bottom - top)
    names = [f"{each.name}: {each.newest}" for each in pane.traces]
    wanted = paper.widest(names, size=size) + 10
    room = min(wanted, (right - left) * (_KEY if wide else 1.0))
    heights = [paper.lines_height(each, width=room - 9, size=size) + 0.8 for each in names]
    high = bottom - top if wide else max(20.0, bottom - top - sum(heights) - 3)
    far = left + (right - left - room - 4 if wide else right - left)
    _LinesChart(paper, pane, (left, top, far, top + high), size, lang).draw()
    x, y = (far + 4, top) if wide else (left, top + high + 3)
    for trace, name in zip(pane.traces, names, strict=True):
        middle = y + line_height(size) / 2
        sample = shapely.linestrings([(x, middle), (x + 7, middle)])
        paper.stroke(sample, trace.colour, width=2.2, line=_LINES[trace.beside])
        y = paper.write_lines(x + 9, y, name, width=room - 9, size=size) + 0.8


class _LinesChart:
    """The lines of a plot under way in a place of a sheet."""

    def __init__(self, paper: Paper, pane: LinesPlot, box: Box, size: float, lang: str) -> None:
        self._paper, self._pane, self._size, self._lang = paper, pane, size, lang
        every = (*pane.traces, *pane.pale)
        points = [point for trace in every for part in trace.parts for point in part]
        self._years = sorted({year for year, _, _ in points}) or [0]
        level = [pane.level.value] if pane.level else []
        values = [value for _, value, _ in points] + level
        self._low, self._high, self._step = span_shown(values or [0.0])
        ticks = [self._printed(value) for value in self._ticks()]
        beside = paper.widest(ticks, size=size) + 2
        line = line_height(size)
        left, top, right, bottom = box
        self._box = (left + beside, top + line + 1, right - 5, bottom - line - 1)

    def _ticks(self) -> list[float]:
        first = math.ceil(self._low / self._step - 1e-9)
        count = math.floor(self._high / self._step + 1e-9) - first + 1
        every = max(1, math.ceil(count / _MOST_TICKS))
        return [round(at * self._step, 9) for at in range(first, first + count, every)]

    def _printed(self, value: float) -> str:
        decimals = written_decimals(value)
        return format_value(value, decimals=decimals, places=0, lang=self._lang)

    def _at(self, year: float, value: float) -> tuple[float, float]:
        left, top, right, bottom = self._box
        first, last = self._years[0], self._years[-1]
        share = (year - first) / (last - first) if last > first else 0.5
        up = (value - self._low) / ((self._high - self._low) or 1.0)
        return left + 3 + share * (right - left - 6), bottom - up * (bottom - top)

    def draw(self) -> None:
        """Draw axes, breaks, target, lines."""
        paper, size = self._paper, self._size
        left, top, right, bottom = self._box
        for value in self._ticks():
            _, y = self._at(self._years[0], value)
            paper.rule(y, start=left, end=right)
            foot = y - line_height(size) / 2 + baseline(size)
            text = self._printed(value)
            paper.write(left - 1.5, foot, text, size=size, colour=QUIET, across="right")
        every = math.ceil((self._years[-1] - self._years[0] + 1) / _MOST_YEARS)
        for year in range(self._years[0], self._years[-1] + 1, every):
            x, _ = self._at(year, self._low)
            foot = bottom + 1 + baseline(size)
            paper.write(x, foot, str(year), size=size, colour=QUIET, across="center")
        for year, _ in self._pane.breaks:
            if self._years[0] < year <= self._years[-1]:
                x, _ = self._at(year - 0.5, self._low)
                line = shapely.linestrings([(x, top), (x, bottom)])
                paper.stroke(line, QUIET, width=0.9, line="dotted", layer=5)
        if self._pane.level is not None:
            _, y = self._at(self._years[0], self._pane.level.value)
            line = shapely.linestrings([(left, y), (right, y)])
            paper.stroke(line, _GOAL, width=1.2, line="dotted", layer=5)
            paper.write(left + 1, y - 1, self._pane.level.said, size=size, colour=_GOAL, halo=PAPER)
        for trace in self._pane.pale:
            self._draw_pale(trace)
        for trace in reversed(self._pane.traces):
            self._draw_trace(trace.parts, trace.colour, _LINES[trace.beside])

    def _draw_pale(self, trace: Trace) -> None:
        """Draw a line that is one of many: thin, with a dot where nothing is joined to a year."""
        for part in trace.parts:
            spots = [self._at(year, value) for year, value, _ in part]
            if len(spots) > 1:
                self._paper.stroke(shapely.linestrings(spots), _PALE, width=0.9, layer=5)
            else:
                _dot(self._paper, *spots[0], _PALE, _SMALL_DOT, layer=5)

    def _draw_trace(
        self, parts: Sequence[Sequence[tuple[int, float, str]]], colour: str, line: str
    ) -> None:
        for part in parts:
            spots = [self._at(year, value) for year, value, _ in part]
            if len(spots) > 1:
                way = shapely.linestrings(spots)
                self._paper.stroke(way, colour, width=1.6, line=line, layer=6)
            for x, y in spots:
                _dot(self._paper, x, y, colour, _DOT)


def draw_strip_plot(paper: Paper, pane: StripPlot, box: Box, *, size: float, lang: str) -> None:
    """Draw units on a line, those of nearly the same figure above each other, and the marks."""
    left, _, right, bottom = box
    chosen = [each for each in pane.units if each.code == pane.selected]
    ordered = sorted(pane.units, key=lambda each: each.value)
    told = dict.fromkeys([*chosen, ordered[-1], ordered[0]])
    width = right - left
    needed = sum(
        paper.lines_height(each.said, width=width, size=size, bold=each in chosen) for each in told
    )
    bottom -= needed + line_height(size) + 4
    values = [each.value for each in pane.units] + [each.value for each in pane.marks]
    low, high = min(values), max(values)

    def across(value: float) -> float:
        return left + 4 + (value - low) / ((high - low) or 1.0) * (right - left - 8)

    above = _draw_marks(paper, pane, box, across, bottom, size)
    paper.rule(bottom, start=left, end=right)
    spots = [across(each.value) for each in ordered]
    radius, levels = _piled(spots, bottom - above - 2)
    step = min(2 * radius, (bottom - above - 2 - 2 * radius) / max(1, *levels))
    for each, x, level in zip(ordered, spots, levels, strict=True):
        y = bottom - radius - level * step
        edge, line = (INK, 1.8) if each.code == pane.selected else (QUIET, 0.5)
        _dot(paper, x, y, each.fill, radius, edge=edge, line=line)
    foot = bottom + 1 + baseline(size)
    for value, side in ((low, "left"), (high, "right")):
        x = left if side == "left" else right
        paper.write(x, foot, _printed(value, lang), size=size, colour=QUIET, across=side)
    y = bottom + line_height(size) + 3
    for each in told:
        y = paper.write_lines(left, y, each.said, width=width, size=size, bold=each in chosen)


def _piled(spots: Sequence[float], room: float) -> tuple[float, list[int]]:
    """Return how large dots may be, and how many others each stands on so that none hides one."""
    radius, levels = _RADII[-1], list[int]()
    for radius in _RADII:
        piles: dict[int, int] = {}
        levels = []
        for spot in spots:
            pile = int(spot / (2 * radius))
            levels.append(piles.get(pile, 0))
            piles[pile] = levels[-1] + 1
        if 2 * radius * max(piles.values()) <= room:
            break
    return radius, levels


def _draw_marks(
    paper: Paper,
    pane: StripPlot,
    box: Box,
    across: Callable[[float], float],
    bottom: float,
    size: float,
) -> float:
    """Draw upright lines at what is marked, each with its words; return where they end."""
    left, top, right, _ = box
    y = top
    for mark in pane.marks:
        x = across(mark.value)
        wide = paper.text_width(mark.said, size=size)
        paper.stroke(
            shapely.linestrings([(x, y + line_height(size)), (x, bottom)]), _GOAL, width=1.2
        )
        start = min(max(left, x - wide / 2), right - wide)
        paper.write(start, y + baseline(size), mark.said, size=size, colour=_GOAL)
        y += line_height(size)
    return y


def draw_dots_plot(paper: Paper, pane: DotsPlot, box: Box, *, size: float, lang: str) -> None:
    """Draw units by two figures, with the ends of both scales."""
    left, top, right, bottom = box
    along_name, up_name = pane.names
    width = right - left
    below = f"→ {along_name}"
    top = paper.write_lines(left, top, f"↑ {up_name}", width=width, size=size, colour=QUIET) + 1
    bottom -= paper.lines_height(below, width=width, size=size) + line_height(size) + 1
    along = [each[0] for each in pane.dots]
    up = [each[1] for each in pane.dots]
    printed = [_printed(value, lang) for value in (min(up), max(up))]
    beside = paper.widest(printed, size=size) + 2
    paper.box(left + beside, top, width - beside, bottom - top, edge=QUIET, line=0.5)
    for x_value, y_value, fill in pane.dots:
        x = left + beside + 3 + _share(x_value, along) * (width - beside - 6)
        y = bottom - 3 - _share(y_value, up) * (bottom - top - 6)
        _dot(paper, x, y, fill, _DOT, edge=QUIET)
    for text, y in zip(printed, (bottom - 3, top + 3), strict=True):
        foot = y - line_height(size) / 2 + baseline(size)
        paper.write(left + beside - 1, foot, text, size=size, colour=QUIET, across="right")
    foot = bottom + 0.5 + baseline(size)
    for value, side, x in ((min(along), "left", left + beside), (max(along), "right", right)):
        paper.write(x, foot, _printed(value, lang), size=size, colour=QUIET, across=side)
    foot = bottom + line_height(size) + 1
    paper.write_lines(left, foot, below, width=width, size=size, colour=QUIET)


def _share(value: float, values: Sequence[float]) -> float:
    return (value - min(values)) / ((max(values) - min(values)) or 1.0)


def _printed(value: float, lang: str) -> str:
    decimals = 0 if abs(value) >= _LARGE else min(1, written_decimals(value))
    return format_value(value, decimals=decimals, places=0, lang=lang)


def _dot(
    paper: Paper,
    x: float,
    y: float,
    fill: str,
    radius: float,
    *,
    edge: str = PAPER,
    line: float = 0.5,
    layer: float = 8,
) -> None:
    angles = np.arange(20) / 20 * 2 * np.pi
    ring = np.column_stack([np.cos(angles), np.sin(angles)]) * radius + [x, y]
    paper.polygon(ring, fill=fill, edge=edge, line=line, layer=layer)
