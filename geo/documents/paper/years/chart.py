"""Figures over years, drawn for the size at which they are shown: as an SVG, or on paper.

Lines, axis and target belong to the picture, its letters keep their size: a chart in another size
is another drawing. A value whose letters would meet others is not printed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from geo.documents.paper.letters import POINT, printable, widths
from geo.documents.paper.paper import PAPER, Paper
from geo.documents.paper.years.letters import Letters, Ruler, Written, estimated
from geo.documents.paper.years.plan import YearPlan
from geo.language.numbers import format_number
from geo.reading.chart_units import printed_decimals, span_shown
from geo.reading.charts import BAR, GoalLevel, Way, labelled_years

GOAL, _INK, _QUIET, _GRID = "#b35806", "#22343d", "#4d5d63", "#e3e7e6"
_BAND = "#fbe6cf"
_STEPS = (1, 2, 5, 10, 20, 50)
_BREAK = 1.5
"""Pixels from the middle of a break to its lines."""
_CLEAR = 7.0
"""The same to the next letters: a page has there a place to point at."""
_LINE = 1.3
"""Height of a line of letters, in their size."""
_PRINTED, _PIXEL = 8.5, 0.25
"""Points of letters on paper, and millimetres of a pixel there."""
_ACROSS = {"start": "left", "middle": "center", "end": "right"}
_KEYED = 220
"""Pixels of height from which a chart tells above it what its lines are."""


@dataclass(frozen=True)
class YearPicture:
    """A chart as SVG, and where its years are.

    Parameters
    ----------
    svg
        The chart.
    breaks
        For each break its place across the chart, from 0 to 1, and its reason.
    said
        The breaks in words.
    ends
        The first and the last year, each with its place across the chart.
    """

    svg: str
    breaks: tuple[tuple[float, str], ...]
    said: str
    ends: tuple[tuple[int, float], tuple[int, float]]


def draw_years(plan: YearPlan, *, width: int, height: int, size: float, lang: str) -> YearPicture:
    """Draw a chart over years.

    Parameters
    ----------
    plan
        What it shows; figures or a level at least.
    width, height
        Pixels at which it is shown.
    size
        Pixels of its letters.
    lang
        Language.

    Returns
    -------
    picture : YearPicture
        Letters stand inside the picture and touch no others.
    """
    chart = _Chart(plan, width, height, size, lang, estimated)
    body = "".join([*chart.parts(), *(each.svg for each in chart.written)])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-size="{size:g}" '
        f'fill="{_QUIET}">{body}</svg>'
    )
    places = tuple((chart.across(mark.at) / width, mark.text) for mark in plan.marks.breaks)
    first, last = chart.years
    ends = ((first, chart.across(first) / width), (last, chart.across(last) / width))
    return YearPicture(svg, places, plan.marks.said, ends)


def draw_on(paper: Paper, plan: YearPlan, *, lang: str) -> None:
    """Draw a chart over years on a whole sheet; its words are as wide as the typesetter says."""
    if not plan.figures and plan.level is None:
        return

    def ruler(text: str, bold: bool) -> float:
        return widths([printable(text)], bold=bold)[0]

    width, height = round(paper.width / _PIXEL), round(paper.height / _PIXEL)
    chart = _Chart(plan, width, height, _PRINTED * POINT / _PIXEL, lang, ruler)
    paper.embed("".join(chart.parts()), scale=_PIXEL)
    for text, x, y, anchor, colour, bold in chart.written:
        paper.write(
            *(x * _PIXEL, y * _PIXEL, text),
            size=_PRINTED,
            bold=bold,
            colour=colour or _QUIET,
            across=_ACROSS[anchor],
            halo=PAPER if bold else "",
        )


class _Chart:
    """The drawing in the making."""

    def __init__(
        self, plan: YearPlan, width: int, height: int, size: float, lang: str, ruler: Ruler
    ) -> None:
        self._plan, self._size, self._lang = plan, size, lang
        years, values = _extent(plan)
        self._low, self._high, self._step = span_shown(values)
        most = max(2, int(height / size / 2))
        self._ticks = _ticks(self._low, self._high, self._step, most=most)
        step = self._ticks[1] - self._ticks[0]
        written = max(0, -math.floor(math.log10(step) + 1e-9))
        self._named = [format_number(each, decimals=written, lang=lang) for each in self._ticks]
        self.written: list[Written] = []
        self._letters = Letters(width, height, size, ruler)
        self._key = self._letters.rows(_key(plan), width) if height >= _KEYED else []
        self._left = max(map(self._letters.width, self._named)) + size * 0.7
        # half a year at the end stands out beyond its mark
        self._right = width - self._letters.width("0000") / 2 - 2
        top = len(self._key) * _LINE + (1.5 if plan.unit else 0.5)
        self._top = size * top + 4
        self._bottom = height - size * 1.75
        self.years = (min(years), max(max(years), min(years) + 1))
        self._inset = max(5.0, size * 0.6)

    def across(self, year: float) -> float:
        """Return the place of a year in pixels from the left edge."""
        first, last = self.years
        room = self._right - self._left - 2 * self._inset
        return self._left + self._inset + (year - first) / (last - first) * room

    def _up(self, value: float) -> float:
        share = (value - self._low) / (self._high - self._low)
        return self._bottom - share * (self._bottom - self._top)

    def parts(self) -> list[str]:
        """Return everything from the ground up but the letters, which are `written` then."""
        drawn = [self._grid(), self._goal(), *self._breaks(), *self._ways(), *self._runs()]
        self._print_axes()
        self._print_key()
        self._print_goal()
        self._print_figures()
        self.written = self._letters.written
        return drawn

    def _grid(self) -> str:
        rules = "".join(
            f"M{self._left:.0f} {self._up(each):.1f}H{self._right:.0f}" for each in self._ticks
        )
        chosen = ""
        if self._plan.year is not None and self.years[0] <= self._plan.year <= self.years[1]:
            across = self.across(self._plan.year)
            chosen = _path(f"M{across:.1f} {self._top:.0f}V{self._bottom:.0f}", _GRID, self._size)
        return chosen + _path(rules, _GRID, 1)

    def _goal(self) -> str:
        """Draw what the target asks for: a line, or a band, over the years it is set for."""
        level = self._plan.level
        if level is None:
            return ""
        left, right = self._level_ends(level)
        drawn = ""
        if len(level.ends) > 1:
            bottom, top = map(self._up, level.ends)
            drawn = (
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" '
                f'height="{bottom - top:.1f}" fill="{_BAND}"/>'
            )
        rules = "".join(f"M{left:.1f} {self._up(each):.1f}H{right:.1f}" for each in level.ends)
        return drawn + _path(rules, GOAL, self._size * 0.14)

    def _level_ends(self, level: GoalLevel) -> tuple[float, float]:
        if level.first is None:
            return self._left, self._right
        # an average holds for whole years, from the start of the first to the end of the last
        left, right = self.across(level.first - 0.5), self.across(level.last + 0.5)
        return max(self._left, left), min(self._right, right)

    def _breaks(self) -> list[str]:
        places = [
            self.across(mark.at) + aside
            for mark in self._plan.marks.breaks
            for aside in (-_BREAK, _BREAK)
        ]
        rules = "".join(f"M{each:.1f} {self._top:.0f}V{self._bottom:.0f}" for each in places)
        return [_path(rules, "#7a7a7a", 1)] if rules else []

    def _ways(self) -> list[str]:
        drawn = []
        for way in self._plan.ways:
            (x, y), (until, end) = self._place(*way.start), self._place(*way.end)
            line = f"M{x:.1f} {y:.1f}L{until:.1f} {end:.1f}"
            dashes = _dashes(way, self._size)
            drawn.append(_path(line, way.colour, self._size * 0.14, dashes))
        return drawn

    def _place(self, year: float, value: float) -> tuple[float, float]:
        return self.across(year), self._up(value)

    def _runs(self) -> list[str]:
        """Draw the figures: dots, those of one stretch joined."""
        spots = {year: self._place(year, value) for year, value, _ in self._plan.figures}
        stretches = [each for each in self._plan.marks.stretches if len(each) > 1]
        lines = "".join(
            "M" + "L".join(f"{spots[year][0]:.1f} {spots[year][1]:.1f}" for year in each)
            for each in stretches
        )
        drawn = [_path(lines, BAR, self._size * 0.17)] if lines else []
        solid = [place for year, place in spots.items() if year not in self._plan.hollow]
        rings = [place for year, place in spots.items() if year in self._plan.hollow]
        wide = self._dot * 2
        drawn += [_dots(solid, BAR, wide)] if solid else []
        drawn += [_dots(rings, BAR, wide), _dots(rings, "#fff", wide * 0.6)] if rings else []
        return drawn

    @property
    def _dot(self) -> float:
        """Radius of a dot."""
        return max(2.6, min(self._size * 0.32, (self.across(1) - self.across(0)) * 0.4))

    def _print_axes(self) -> None:
        write = self._letters.write
        for value, name in zip(self._ticks, self._named, strict=True):
            y = self._up(value) + self._size * 0.35
            write(name, self._left - self._size * 0.4, y, anchor="end")
            # a value beside it would read as more of its digits
            ends = (self._left - self._size * 0.4, self._left + self._size * 0.2)
            self._letters.keep_free(ends[0], y - self._size * 0.8, ends[1], y + self._size * 0.24)
        if self._plan.unit:
            write(self._plan.unit, 1, self._top - self._size * 0.75, anchor="start")
        for year in self._axis_years():
            write(str(year), self.across(year), self._bottom + self._size * 1.4)

    def _axis_years(self) -> list[int]:
        """Return the years that find room on the axis, those that matter first."""
        first, last = self.years
        apart = self._letters.width("0000") * 1.5
        step = next(
            (each for each in _STEPS if (self.across(each) - self.across(0)) >= apart), _STEPS[-1]
        )
        known = [year for year, _, _ in self._plan.figures]
        wanted = [self._plan.year, last, *known[-1:], *known[:1]]
        wanted += [year for year in range(first, last + 1) if year % step == 0]
        found: list[int] = []
        for year in wanted:
            if year is not None and first <= year <= last:
                far = (abs(self.across(year) - self.across(each)) for each in found)
                if all(each >= apart * 0.8 for each in far):
                    found.append(year)
        return found

    def _print_key(self) -> None:
        for at, row in enumerate(self._key):
            y = self._size * (1 + at * _LINE)
            for x, name, colour in row:
                self._letters.write(name, x, y, anchor="start", colour=colour, bold=True)

    def _print_goal(self) -> None:
        level = self._plan.level
        if level is None:
            return
        _, right = self._level_ends(level)
        over, under = self._up(level.ends[-1]), self._up(level.ends[0])
        rows = (over - self._size * 0.4, under + self._size * 1.05)
        places = [(right - 2, row) for row in rows]
        self._letters.fit(level.said, places, colour=GOAL, anchor="end")

    def _print_figures(self) -> None:
        """Print the values that find room: the latest, the first, then the rest."""
        figures = self._plan.figures
        dot = self._dot
        if self._plan.level is not None:
            left, right = self._level_ends(self._plan.level)
            for value in self._plan.level.ends:
                self._letters.keep_free(left, self._up(value) - 1, right, self._up(value) + 1)
        spots = {year: self._place(year, value) for year, value, _ in figures}
        for x, y in spots.values():
            self._letters.keep_free(x - dot, y - dot, x + dot, y + dot)
        for stretch in self._plan.marks.stretches:
            self._letters.keep_off([spots[year] for year in stretch])
        for way in self._plan.ways:
            self._letters.keep_off([self._place(*way.start), self._place(*way.end)])
        chosen = labelled_years(self._plan.marks, figures)
        ends = [year for year, _, _ in (*figures[-1:], *figures[:1])]
        said = {year: words or self._number(value) for year, value, words in figures}
        first = dict.fromkeys(each for each in (self._plan.year, *ends) if each in spots)
        for year in first:
            self._print_figure(said[year], *spots[year])
        # the others are left out rather than crossed by a break
        for mark in self._plan.marks.breaks:
            x = self.across(mark.at)
            self._letters.keep_free(x - _CLEAR, self._top, x + _CLEAR, self._bottom)
        for year in sorted(chosen - set(first), reverse=True):
            self._print_figure(said[year], *spots[year])

    def _print_figure(self, text: str, x: float, y: float) -> None:
        """Print a value over or under its dot, on its side of a break where there is room."""
        up, down = y - self._dot - self._size * 0.3, y + self._dot + self._size * 0.95
        sides = (0, -self._size * 1.2, self._size * 1.2)
        clear = self._beside_breaks(x, self._letters.width(text, bold=True) / 2 + _CLEAR)
        places = [(clear + side, row) for row in (up, down) for side in sides]
        places += [(x + side, row) for row in (up, down) for side in sides]
        self._letters.fit(text, places, colour=_INK, bold=True)

    def _beside_breaks(self, x: float, half: float) -> float:
        middle = x
        for mark in self._plan.marks.breaks:
            at = self.across(mark.at)
            middle = max(middle, at + half) if x > at else min(middle, at - half)
        return middle

    def _number(self, value: float) -> str:
        numbers = [each for _, each, _ in self._plan.figures]
        decimals = printed_decimals(value, numbers, self._plan.decimals)
        return format_number(value, decimals=decimals, lang=self._lang)


def _extent(plan: YearPlan) -> tuple[list[int], list[float]]:
    """Return all years and values that have to find room."""
    ends = [way.end for way in plan.ways]
    years = [year for year, _, _ in plan.figures] + [year for year, _ in ends]
    values = [value for _, value, _ in plan.figures] + [value for _, value in ends]
    if plan.level is not None:
        years += [plan.level.last]
        years += [plan.level.first] if plan.level.first is not None else []
        values += plan.level.ends
    return years, values


def _ticks(low: float, high: float, step: float, *, most: int) -> list[float]:
    """Return round values from one end of an axis to the other, no more than find room."""
    while (high - low) / step > most:
        power = 10.0 ** math.floor(math.log10(step) + 1e-9)
        step = power * {1: 2, 2: 5, 5: 10}[round(step / power)]
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    found = [each * step for each in range(first, last + 1)]
    return found if len(found) > 1 else [low, high]


def _key(plan: YearPlan) -> list[tuple[str, str]]:
    """Return what each line is, with its colour."""
    found = [(f"● {plan.name}", BAR)] if plan.figures else []
    found += [(f"▬ {plan.level.name}", GOAL)] if plan.level is not None else []
    return found + [(f"{'╌' if way.going else '┈'} {way.name}", way.colour) for way in plan.ways]


def _dashes(way: Way, size: float) -> str:
    return (
        f"{size * 0.5:.0f} {size * 0.35:.0f}"
        if way.going
        else f"{size * 0.14:.1f} {size * 0.3:.1f}"
    )


def _path(line: str, colour: str, width: float, dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="{width:.3g}"{dashed}/>'


def _dots(places: Sequence[tuple[float, float]], colour: str, width: float) -> str:
    """Draw dots as round ends of strokes: a tenth of as many circles.

    Of a stroke without any length some readers of PDF make an oval.
    """
    strokes = "".join(f"M{x:.1f} {y:.1f}h.01" for x, y in places)
    return (
        f'<path d="{strokes}" stroke="{colour}" stroke-width="{width:.3g}" stroke-linecap="round"/>'
    )
