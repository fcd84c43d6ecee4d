"""The pace of a series towards a goal: pure arithmetic on years and values."""

import math
from typing import Literal

from geo.targets.points import Goal, Point

Kind = Literal["points", "growth", "average", "change", "level"]
"""What a pace is: units a year, per cent a year, a mean of yearly rates, a promised change
a year; of a level there is none."""
Word = Literal["exact", "at_least", "at_most", "about"]
"""How exact a pace is."""

_FARTHEST = 100
"""Years after the latest value beyond which an arrival is no forecast."""
_TINY = 1e-9


def pace_between(kind: Kind, start: Point, end: Point) -> float | None:
    """Return the yearly pace that leads from one point to another.

    Parameters
    ----------
    kind
        ``growth`` for compound growth, else equal yearly steps.
    start, end
        The points; `end` is the later one.

    Returns
    -------
    pace : float or None
        Units a year; per cent a year for growth. None for growth from or to a value that is
        not above zero, and where no year lies between.

    Notes
    -----
    (y1 - y0) / (t1 - t0), or 100 ((y1 / y0)^(1 / (t1 - t0)) - 1).
    """
    years = end.year - start.year
    if years <= 0:
        return None
    if kind != "growth":
        return (end.value - start.value) / years
    if start.value <= 0 or end.value <= 0:
        return None
    return 100.0 * (math.pow(end.value / start.value, 1 / years) - 1)


def project(kind: Kind, start: Point, pace: float, year: int) -> float:
    """Return the value of a year if a pace goes on from a point."""
    years = year - start.year
    if kind == "growth":
        return start.value * (1 + pace / 100) ** years
    return start.value + pace * years


def required_pace(kind: Kind, latest: Point, goal: Goal, target_year: int) -> float | None:
    """Return the pace still needed from a point to meet a goal in the target year.

    Returns
    -------
    pace : float or None
        As `pace_between`; None where the goal is met, the target year is not ahead, or the
        point is a range.
    """
    if goal.holds(latest.value) or latest.value_max is not None:
        return None
    return pace_between(kind, latest, Point(target_year, goal.aim(latest.value)))


def required_word(latest: Point, goal: Goal) -> Word:
    """Return how exact the pace is that a point needs to meet a goal."""
    if latest.exact:
        return "exact"
    forward = "over" if goal.rises(latest.value) else "nearly"
    return "at_most" if latest.qualifier == forward else "about"


def arrival_year(kind: Kind, latest: Point, goal: Goal, pace: float) -> int | None:
    """Return the first year in which a goal is met if a pace goes on from a point.

    Returns
    -------
    year : int or None
        None where the pace leads away or needs more than 100 years.
    """
    aim = goal.aim(latest.value)
    if kind == "growth":
        ratio = aim / latest.value
        if ratio <= 0 or pace <= -100 or pace == 0:
            return None
        years = math.log(ratio) / math.log1p(pace / 100)
    else:
        years = (aim - latest.value) / pace if pace else -1.0
    if not 0 <= years <= _FARTHEST:
        return None
    return latest.year + math.ceil(years - _TINY)


def ratio_from_base(
    kind: Kind, base: Point, latest: Point, goal: Goal, target_year: int
) -> float | None:
    """Return the observed pace over the pace that was required from the base year on.

    This is the reading of Open SDG itself; `assess_path` takes the pace that is still required.

    Returns
    -------
    ratio : float or None
        None where one of the paces cannot be computed or none was required.
    """
    observed = pace_between(kind, base, latest)
    required = pace_between(kind, base, Point(target_year, goal.aim(base.value)))
    return observed / required if observed is not None and required else None
