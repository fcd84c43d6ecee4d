"""The units of a level as bars from the highest on, with province and target across them."""

import math

import shapely

from geo.documents.paper.letters import POINT
from geo.documents.paper.level.key import Sign, key_height, write_key
from geo.documents.paper.level.rows import BETWEEN, PITCH, fit_rows
from geo.documents.paper.paper import INK, QUIET, RULE, Paper
from geo.documents.paper.years.chart import GOAL
from geo.language.texts import texts
from geo.reading.level.chart import LevelChart

_LEAST = 0.3
"""Share of a block that its bars have at least."""
_GAP = 2.0
_COLOURS = {"province": INK, "target": GOAL}
_LINES = {"province": "", "target": "dotted"}
Track = tuple[float, float]
"""Left edge and width of the room of a block's bars."""


class Bars:
    """The bars of a chart on a sheet.

    Parameters
    ----------
    paper
        The sheet.
    chart
        What is drawn.
    selected
        Code of the unit that is marked, or empty.
    size
        Size of all letters in points; 0 for as large as there is room.
    lang
        Language.
    """

    def __init__(
        self, paper: Paper, chart: LevelChart, *, selected: str, size: float, lang: str
    ) -> None:
        self._paper, self._chart, self._selected = paper, chart, selected
        self._lang = lang
        self._at = fit_rows(
            paper,
            len(chart.plan.categories),
            wide=lambda size: sum(self._words(size)) / (1 - _LEAST),
            beside=lambda size: math.ceil(self._beside(size) / (size * POINT * PITCH)) + 2,
            size=size,
        )

    def _words(self, size: float) -> tuple[float, float]:
        """Return the room of the names and of the numbers of a block."""
        # the marked one is bold
        columns = (self._chart.plan.categories, self._chart.printed)
        names, numbers = (self._paper.widest(each, size=size, bold=True) for each in columns)
        return names + _GAP, numbers + _GAP

    def _key(self) -> list[Sign]:
        """Return what the bars measure, and what the lines across them are."""
        marks = [
            Sign(mark.said, _COLOURS[mark.kind], "upright", _LINES[mark.kind])
            for mark in self._chart.marks
        ]
        return [Sign(self._chart.plan.series[0].name, kind=""), *marks]

    def _beside(self, size: float) -> float:
        """Return how high all is that stands above and below the bars."""
        paper = self._paper
        above = key_height(paper, self._key(), width=paper.width, size=size)
        below = (
            paper.lines_height(each, width=paper.width, size=size) for each in self._chart.unknown
        )
        return above + sum(below)

    def draw(self) -> None:
        """Draw key, bars, and who is not among them."""
        paper, at, pitch = self._paper, self._at, self._at.pitch
        names, numbers = self._words(at.size)
        wide = (paper.width + BETWEEN) / at.count
        top = write_key(paper, self._key(), left=0, top=0, width=paper.width, size=at.size)
        top += 0.6 * pitch
        for block in range(at.count):
            left = block * wide
            track = (left + names, wide - BETWEEN - names - numbers)
            mine = range(block * at.rows, min((block + 1) * at.rows, at.shown))
            for place, bar in enumerate(mine):
                self._draw_bar(bar, left, track, top + place * pitch)
            self._draw_marks(track, top, top + len(mine) * pitch)
        y = top + at.rows * pitch + 0.5 * pitch
        rest = len(self._chart.plan.categories) - at.shown
        more = (texts(self._lang)("export.others", count=rest),) if rest else ()
        for said in (*more, *self._chart.unknown):
            y = paper.write_lines(0, y, said, width=paper.width, size=at.size, colour=QUIET)

    def _stroke(self, kind: str, ends: list[tuple[float, float]]) -> None:
        line = shapely.linestrings(ends)
        self._paper.stroke(line, _COLOURS[kind], width=1.3, line=_LINES[kind], layer=9)

    def _across(self, value: float, track: Track) -> float:
        low, high = self._chart.scale
        return track[0] + track[1] * (value - low) / (high - low)

    def _draw_bar(self, at: int, left: float, track: Track, top: float) -> None:
        plan, paper, pitch = self._chart.plan, self._paper, self._at.pitch
        series, size = plan.series[0], self._at.size
        marked = bool(plan.codes) and plan.codes[at] == self._selected
        base = top + 0.74 * pitch
        paper.write(left, base, plan.categories[at], size=size, bold=marked)
        value = series.values[at] or 0.0
        start, end = sorted((self._across(0, track), self._across(value, track)))
        paper.box(
            *(start, top + 0.12 * pitch, max(0.2, end - start), 0.74 * pitch),
            fill=series.fills[at if len(series.fills) > 1 else 0],
            edge=INK if marked else RULE,
            line=1.4 if marked else 0.4,
        )
        number = self._chart.printed[at]
        paper.write(track[0] + track[1] + _GAP, base, number, size=size, bold=marked)

    def _draw_marks(self, track: Track, top: float, bottom: float) -> None:
        for mark in self._chart.marks:
            x = self._across(mark.value, track)
            self._stroke(mark.kind, [(x, top), (x, bottom)])
