"""What the pace of a series says of its goal: a status, or why there is none.

The method follows the progress measure of Open SDG (Statistics Canada, after Eurostat;
open-sdg.readthedocs.io, "Progress Measurement Methodology"): the observed yearly pace is
divided by the required one, and the ratio gives the status. Open SDG takes the pace required
from the base year on; here it is the pace still needed from the latest value to the target
year. Both cross 1 at the same point, where the series lies on its path.
"""

from dataclasses import dataclass, replace
from typing import Literal

from geo.targets.pace import (
    Kind,
    Word,
    arrival_year,
    pace_between,
    project,
    required_pace,
    required_word,
)
from geo.targets.points import Goal, Point

Status = Literal["achieved", "on_track", "speed_up", "slow", "moving_away", "not_available"]
STATUSES: tuple[Status, ...] = (
    "achieved",
    "on_track",
    "speed_up",
    "slow",
    "moving_away",
    "not_available",
)
"""From the best to the worst; the last is not on this scale."""

ON_TRACK, SPEED_UP = 0.95, 0.60
"""Least ratios of observed over required pace, after Open SDG."""
LEAST_YEARS = 2
"""Years that two figures must lie apart for a pace: a single year's step is no pace."""
_NEAR = 0.05


@dataclass(frozen=True)
class Assessment:
    """What a series says of its goal.

    Parameters
    ----------
    status
        One of `STATUSES`.
    reasons
        Why there is no status: ``one_figure``, ``too_close`` (less than `LEAST_YEARS` lie
        between the figures), ``no_base``, ``no_path``, ``no_growth`` (no
        growth can be computed from or to zero and across it), ``inexact``, ``missed`` (the
        target year is over and the target not met); or what has to be said with it:
        ``at_least``, ``about``, ``years_missing``.
    gap
        Distance to the goal, see `Goal.gap`; of an average or change that of the pace.
    observed, required
        Paces: units of the value a year, for growth and averages per cent a year.
    observed_word, required_word
        How exact they are.
    ratio
        Observed over required, where it gave the status.
    projected
        Value in the target year at the observed pace; of an average the average then.
    arrival
        First year in which the goal is met at the observed pace, within 100 years.
    """

    status: Status = "not_available"
    reasons: tuple[str, ...] = ()
    gap: float | None = None
    observed: float | None = None
    observed_word: Word = "exact"
    required: float | None = None
    required_word: Word = "exact"
    ratio: float | None = None
    projected: float | None = None
    arrival: int | None = None


def status_of(ratio: float) -> Status:
    """Return the status that a ratio of observed over required pace gives."""
    rounded = round(ratio, 9)
    if rounded >= ON_TRACK:
        return "on_track"
    if rounded >= SPEED_UP:
        return "speed_up"
    return "slow" if rounded >= 0 else "moving_away"


def bound_near(ratio: float) -> float | None:
    """Return the bound between two statuses that a ratio lies within 0.05 of, or None."""
    bounds = (ON_TRACK, SPEED_UP, 0.0)
    near = (bound for bound in bounds if round(abs(ratio - bound), 9) <= _NEAR)
    return next(near, None)


def assess_path(
    kind: Kind, base: Point | None, latest: Point, goal: Goal, *, target_year: int
) -> Assessment:
    """Assess a value that is to reach a goal in equal steps or by equal growth.

    Parameters
    ----------
    kind
        ``points``, ``growth``, or ``level`` for a goal without a path.
    base
        The point the path starts from; None where no path may be drawn.
    latest
        The latest point.
    goal
        The goal.
    target_year
        The year of the goal.

    Returns
    -------
    assessment : Assessment
        Achieved where the goal is met, with or without a path.
    """
    observed, word = _observed(kind, base, latest, rising=goal.rises(latest.value))
    found = Assessment(gap=goal.gap_of(latest), observed=observed, observed_word=word)
    if observed is not None and latest.year < target_year:
        found = replace(found, projected=project(kind, latest, observed, target_year))
    if goal.met_by(latest):
        return replace(found, status="achieved", reasons=() if latest.exact else ("about",))
    if latest.year >= target_year:
        return replace(found, reasons=("missed",) if latest.exact else ("inexact",))
    if kind == "level" or base is None:
        return replace(found, reasons=("no_path" if kind == "level" else "no_base",))
    required = required_pace(kind, latest, goal, target_year)
    whole = latest.value_max is None
    if required is None and kind == "growth" and whole and not goal.holds(latest.value):
        return replace(found, reasons=("no_growth",))
    if required is not None:
        found = replace(found, required=required, required_word=required_word(latest, goal))
    if latest.year <= base.year:
        return replace(found, reasons=("one_figure",))
    if _too_close(base, latest):
        return replace(found, reasons=("too_close",))
    if observed is None or not required:
        blurred = not (base.exact and latest.exact)
        return replace(found, reasons=("inexact" if blurred else "no_growth",))
    ratio = observed / required
    return replace(
        found,
        status=status_of(ratio),
        ratio=ratio,
        arrival=arrival_year(kind, latest, goal, observed),
        reasons=() if word == "exact" else (word,),
    )


def assess_average(
    rates: tuple[Point, ...], goal: Goal, *, base_year: int, target_year: int
) -> Assessment:
    """Assess yearly rates whose mean after `base_year` to `target_year` is to meet a goal.

    Parameters
    ----------
    rates
        Rates by year, in per cent; those outside the period do not count.
    goal
        The goal of the mean.
    base_year, target_year
        The period begins after the first and ends with the second.

    Returns
    -------
    assessment : Assessment
        `observed` is the mean of the years known; `required` the mean that the years without
        a rate must have, the missing ones of the past included, since nothing is assumed
        of them; "about" where some are missing.
    """
    years = target_year - base_year
    known = tuple(
        rate for rate in rates if base_year < rate.year <= target_year and rate.value_max is None
    )
    if not known:
        return Assessment(reasons=("one_figure",))
    total = sum(rate.value for rate in known)
    mean = total / len(known)
    left = years - len(known)
    complete = known[-1].year - base_year == len(known)
    sharp = all(rate.exact for rate in known)
    word: Word = "exact" if complete and sharp else "about"
    found = Assessment(gap=goal.gap(mean), observed=mean, observed_word=word, projected=mean)
    if left == 0:
        met = goal.holds(mean)
        reasons = (() if met else ("missed",)) + (() if sharp else ("about",))
        return replace(found, status="achieved" if met else "not_available", reasons=reasons)
    rising = goal.low is not None and (goal.high is None or mean <= goal.high)
    bound = goal.low if rising else goal.high
    if bound is None:
        raise ValueError("a goal needs a bound")
    required = (bound * years - total) / left
    found = replace(found, required=required, required_word=word)
    if len(known) < 2:
        return replace(found, reasons=("one_figure",))
    if known[-1].year == target_year:
        return replace(found, reasons=("years_missing",))
    ratio = _rate_ratio(mean, required, rising=rising)
    reasons = (() if complete else ("years_missing",)) + (() if sharp else ("about",))
    return replace(found, status=status_of(ratio), ratio=ratio, reasons=reasons)


def assess_change(base: Point | None, latest: Point, goal: Goal, *, target_year: int) -> Assessment:
    """Assess a value that is to change by so many units every year.

    Parameters
    ----------
    base
        The point from which the change counts; None where it is not known.
    latest
        The latest point.
    goal
        The goal of the yearly change: "falls 2 to 3" has `high` -2.
    target_year
        Last year of the promise.

    Returns
    -------
    assessment : Assessment
        `required` is the promised change nearest to the observed one. The promise is for
        every year, so it is achieved only in the target year.
    """
    if base is None:
        return Assessment(reasons=("no_base",))
    if latest.year <= base.year:
        return Assessment(reasons=("one_figure",))
    if _too_close(base, latest):
        return Assessment(reasons=("too_close",))
    observed, word = _observed("points", base, latest, rising=goal.high is None)
    if observed is None:
        return Assessment(reasons=("inexact",))
    required = _promised(goal, observed)
    found = Assessment(
        gap=goal.gap(observed), observed=observed, observed_word=word, required=required
    )
    reasons = () if word == "exact" else (word,)
    met = goal.holds(observed)
    if latest.year >= target_year:
        if met:
            return replace(found, status="achieved", reasons=reasons)
        return replace(found, reasons=("missed",))
    ratio = observed / required if required else (1.0 if met else -1.0)
    return replace(
        found,
        status="on_track" if met else status_of(ratio),
        ratio=ratio,
        projected=project("points", latest, observed, target_year),
        reasons=reasons,
    )


def _too_close(base: Point, latest: Point) -> bool:
    return latest.year - base.year < LEAST_YEARS


def _promised(goal: Goal, change: float) -> float:
    """Return the least change that keeps the promise; outside a band its nearer end."""
    if goal.low is not None and goal.high is not None:
        return goal.aim(change)
    bound = goal.low if goal.high is None else goal.high
    if bound is None:
        raise ValueError("a goal needs a bound")
    return bound


def _observed(
    kind: Kind, base: Point | None, latest: Point, *, rising: bool
) -> tuple[float | None, Word]:
    """Return the observed pace and how exact it is; None where two words blur it."""
    if base is None or kind == "level" or _too_close(base, latest):
        return None, "exact"
    blurred = [point for point in (base, latest) if not point.exact]
    if len(blurred) > 1 or any(point.value_max is not None for point in blurred):
        return None, "exact"
    pace = pace_between(kind, base, latest)
    if not blurred:
        return pace, "exact"
    forward = "over" if rising else "nearly"
    return pace, "at_least" if latest.qualifier == forward else "about"


def _rate_ratio(observed: float, required: float, *, rising: bool) -> float:
    """Return the share of a required mean rate that an observed one makes up.

    Below zero and for goals that rates must not exceed, a plain quotient would turn the
    order round, so it is only taken where both rates are above zero.
    """
    enough = observed >= required if rising else observed <= required
    if enough:
        return max(1.0, observed / required) if rising and required > 0 else 1.0
    if rising:
        return observed / required if required > 0 else -1.0
    return required / observed if required >= 0 else -1.0
