"""Years as small pictures: the figures of a unit, and the path of a target to its year."""

from collections.abc import Sequence

from geo.figures.atlas import Atlas, Cell
from geo.reading.year_marks import YearMarks, cell_marks
from geo.targets.progress import Progress
from ui.markup import elements

_WIDTH, _HEIGHT, _MARGIN = 280, 72, 9
_INK, _GOAL, _NEEDED = "#0f4c5c", "#b5482f", "#7a7a7a"

Place = tuple[float, float]
Known = Sequence[tuple[int, float]]


def trend_chart(
    cells: Sequence[Cell], marks: YearMarks, *, label: str, goal: float | None = None
) -> str:
    """Return a picture of a unit's figures over the years.

    Parameters
    ----------
    cells
        Known numeric cells, ascending by year.
    marks
        Their breaks, and which of them a line may join.
    label
        What the picture shows, for assistive technology.
    goal
        Value of the target, drawn as a dashed line.
    """
    known = _known(cells)
    carried = frozenset(cell.observed_year for cell in cells if cell.basis == "carried")
    values = [value for _, value in known]
    goals = [] if goal is None else [goal]
    draw = _Scale([year for year, _ in known], [*values, *goals])
    parts = [draw.level(each) for each in goals]
    parts += draw.series(known, marks, hollow=carried)
    return draw.picture(parts, marks, label=label)


def path_chart(atlas: Atlas, measured: Progress, *, label: str, lang: str) -> str:
    """Return a picture of the figures, the target and both paths to its year; empty without any.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress.
    label
        What the picture shows, for assistive technology.
    lang
        Language.
    """
    known = _known(_own_period(atlas, measured))
    goals = _goals(measured)
    if not known or not goals:
        return ""
    marks = path_marks(atlas, measured, lang=lang)
    until = measured.target.target_year
    projected = measured.assessed.projected
    ends = [projected] if projected is not None else []
    values = [*(value for _, value in known), *goals, *ends]
    draw = _Scale([*(year for year, _ in known), until], values)
    parts = [draw.level(goal) for goal in goals]
    if measured.kind != "average":
        parts += _ways(draw, measured, goals)
    parts += draw.series(known, marks)
    return draw.picture(parts, marks, label=label)


def path_marks(atlas: Atlas, measured: Progress, *, lang: str) -> YearMarks:
    """Return the breaks within the target's own period, from its base year to its last."""
    cells, until = _own_period(atlas, measured), measured.target.target_year
    indicator_id = measured.indicator.indicator_id
    return cell_marks(atlas, indicator_id, cells, lang=lang, until=until, told=measured.breaks)


def _own_period(atlas: Atlas, measured: Progress) -> tuple[Cell, ...]:
    """Return the figures from the base year of a target on; without one only the latest."""
    base, last = measured.target.base_year, measured.target.target_year
    if base is None:
        return measured.figures
    cells = atlas.series(measured.indicator.indicator_id, measured.unit)
    return tuple(cell for cell in cells if base <= (cell.observed_year or 0) <= last)


def _known(cells: Sequence[Cell]) -> list[tuple[int, float]]:
    return [
        (cell.observed_year, cell.value)
        for cell in cells
        if cell.observed_year is not None and cell.value is not None
    ]


def _ways(draw: "_Scale", measured: Progress, goals: Sequence[float]) -> list[str]:
    """Draw the needed way and the going one from the latest figure to the target's year."""
    (last,) = _known([measured.latest] if measured.latest is not None else [])
    year, projected = measured.target.target_year, measured.assessed.projected
    aim = min(goals, key=lambda goal: abs(goal - last[1]))
    parts = []
    if measured.assessed.required is not None:
        parts.append(_line([draw.at(*last), draw.at(year, aim)], _NEEDED, "2 3"))
    if projected is not None:
        parts.append(_line([draw.at(*last), draw.at(year, projected)], _INK, "5 3"))
    return parts


class _Scale:
    """Years and values to places in the picture."""

    def __init__(self, years: Sequence[int], values: Sequence[float]) -> None:
        self._first, self._last = min(years), max(years)
        self._low, self._height = min(values), max(values) - min(values) or 1.0

    def at(self, year: float, value: float) -> Place:
        """Return the place of a value in a year."""
        share = (value - self._low) / self._height
        return self._across(year), _HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * share

    def _across(self, year: float) -> float:
        span = max(self._last - self._first, 1)
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * (year - self._first) / span

    def level(self, value: float) -> str:
        """Draw a value of the target."""
        ends = [self.at(self._first, value), self.at(self._last, value)]
        return _line(ends, _GOAL, "4 3")

    def series(
        self, known: Known, marks: YearMarks, *, hollow: frozenset[int | None] = frozenset()
    ) -> list[str]:
        """Draw figures as dots, those of one stretch joined, and each break as a double line."""
        values = dict(known)
        parts = []
        for mark in marks.breaks:
            left = self._across(mark.at)
            for aside in (-1.2, 1.2):
                ends = [(left + aside, 0.0), (left + aside, float(_HEIGHT))]
                parts.append(_line(ends, _NEEDED, "", width=0.9))
        for stretch in marks.stretches:
            if len(stretch) > 1:
                places = [self.at(year, values[year]) for year in stretch]
                parts.append(_line(places, _INK, ""))
        parts.append(_dots([self.at(*each) for each in known if each[0] not in hollow]))
        return parts + [_ring(self.at(*each)) for each in known if each[0] in hollow]

    def picture(self, parts: Sequence[str], marks: YearMarks, *, label: str) -> str:
        """Return the drawing with a place to point at for each break."""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
            f"{''.join(parts)}</svg>"
        )
        image = elements.picture(svg.encode(), "image/svg+xml", label=label, css="sparkline")
        breaks = [(self._across(mark.at) / _WIDTH, mark.text) for mark in marks.breaks]
        return elements.with_breaks(image, breaks, css="narrow")


def _goals(measured: Progress) -> list[float]:
    """Return the values that bound the target; a pace has no place on an axis of values."""
    if measured.kind == "change":
        return []
    return [goal for goal in (measured.goal.low, measured.goal.high) if goal is not None]


def _line(places: Sequence[Place], colour: str, dashes: str, *, width: float = 1.6) -> str:
    points = " ".join(f"{left:.1f},{top:.1f}" for left, top in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" '
        f'stroke-width="{width}"{dashed}/>'
    )


def _dots(places: Sequence[Place]) -> str:
    """Draw dots as round ends of strokes without a length: a tenth of as many circles."""
    if not places:
        return ""
    strokes = "".join(f"M{left:.1f},{top:.1f}h0" for left, top in places)
    return f'<path d="{strokes}" stroke="{_INK}" stroke-width="7" stroke-linecap="round"/>'


def _ring(place: Place) -> str:
    return f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="3" fill="#fff" stroke="{_INK}"/>'
