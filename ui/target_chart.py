"""The path of a target as a small picture: figures, where they lead, and where they should."""

from base64 import b64encode
from html import escape

from geo.targets import Progress

_WIDTH, _HEIGHT, _MARGIN = 280, 72, 9
_INK, _GOAL, _NEEDED = "#0f4c5c", "#b5482f", "#7a7a7a"

Place = tuple[float, float]


def path_chart(measured: Progress, *, label: str) -> str:
    """Return an image of the figures, the target and both paths to its year; empty without any.

    Parameters
    ----------
    measured
        The progress.
    label
        What the picture shows, for assistive technology.
    """
    known = [
        (float(cell.observed_year or 0), cell.value)
        for cell in measured.figures
        if cell.value is not None
    ]
    goals = _goals(measured)
    if not known or not goals:
        return ""
    year = float(measured.target.target_year)
    projected = measured.assessed.projected
    ends = [projected] if projected is not None else []
    years = [*(at for at, _ in known), year]
    values = [*(value for _, value in known), *goals, *ends]
    draw = _Scale(min(years), max(years), min(values), max(values))
    last = known[-1]
    aim = min(goals, key=lambda goal: abs(goal - last[1]))
    parts = [
        _line([draw.at(min(years), goal), draw.at(year, goal)], _GOAL, "4 3") for goal in goals
    ]
    on_path = measured.kind != "average"
    if on_path and measured.assessed.required is not None:
        parts.append(_line([draw.at(*last), draw.at(year, aim)], _NEEDED, "2 3"))
    if on_path and projected is not None:
        parts.append(_line([draw.at(*last), draw.at(year, projected)], _INK, "5 3"))
    parts.append(_line([draw.at(*point) for point in known], _INK, ""))
    parts += [_dot(draw.at(*point)) for point in known]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"{''.join(parts)}</svg>"
    )
    data = b64encode(svg.encode()).decode()
    return f'<img class="sparkline" alt="{escape(label)}" src="data:image/svg+xml;base64,{data}"/>'


class _Scale:
    """Years and values to places in the picture."""

    def __init__(self, first: float, last: float, low: float, high: float) -> None:
        self._first, self._span = first, max(last - first, 1.0)
        self._low, self._height = low, high - low or 1.0

    def at(self, year: float, value: float) -> Place:
        """Return the place of a value in a year."""
        left = _MARGIN + (_WIDTH - 2 * _MARGIN) * (year - self._first) / self._span
        share = (value - self._low) / self._height
        return left, _HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * share


def _goals(measured: Progress) -> list[float]:
    """Return the values that bound the target; a pace has no place on an axis of values."""
    if measured.kind == "change":
        return []
    return [goal for goal in (measured.goal.low, measured.goal.high) if goal is not None]


def _line(places: list[Place], colour: str, dashes: str) -> str:
    points = " ".join(f"{left:.1f},{top:.1f}" for left, top in places)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"{dashed}/>'


def _dot(place: Place) -> str:
    return f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="3" fill="{_INK}"/>'
