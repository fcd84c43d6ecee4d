"""The progress of targets on the facts: who is on the way, at what pace, and what is unknown.

How a pace becomes a status is told in `geo.pace`; here the figures are chosen. Only figures of
whole years and states enter, of the target's own unit, on one basis (``series_breaks.csv``).
"""

from dataclasses import dataclass, replace

from geo.cells import Atlas, Cell
from geo.gap import province_target
from geo.pace import (
    STATUSES,
    Assessment,
    Goal,
    Kind,
    Point,
    Status,
    assess_average,
    assess_change,
    assess_path,
)
from geo.types import Indicator, SeriesBreak, Target, Unit

KIND_OF_PATH: dict[str, Kind] = {
    "linear_points": "points",
    "count_share": "points",
    "range": "points",
    "compound": "growth",
    "average": "average",
    "change_per_year": "change",
    "level": "level",
}
REASONS = (
    *("no_figure", "after_target", "one_figure", "no_base", "no_path", "definition", "basis"),
    *("inexact", "no_growth", "missed", "at_least", "about", "years_missing", "basis_ahead"),
)
"""Every reason a progress may name."""


@dataclass(frozen=True)
class Progress:
    """How far a target is reached.

    Parameters
    ----------
    target, unit, indicator
        The target, its unit on the boundaries of the time, its indicator.
    kind
        What its pace is, see `geo.pace.Kind`.
    goal
        The values, or for averages and changes the paces, that meet it.
    figures
        Cells of the years that entered, ascending: base and latest, or every rate of an
        average. The latest stands here even where no pace may be computed.
    baseline, latest
        The cells the pace leads from and to; no baseline without a base year with a figure. The
        baseline of an average is only told: its period begins in the year after.
    assessed
        Gap, paces, projection to the target year, arrival and status.
    reasons
        Why there is no status, or what has to be said with it; a part of `REASONS`.
    breaks
        The rows of ``series_breaks.csv`` behind the reasons.
    """

    target: Target
    unit: Unit
    indicator: Indicator
    kind: Kind
    goal: Goal
    figures: tuple[Cell, ...]
    baseline: Cell | None
    latest: Cell | None
    assessed: Assessment
    reasons: tuple[str, ...]
    breaks: tuple[SeriesBreak, ...]

    @property
    def status(self) -> Status:
        """The status, ``not_available`` where `reasons` say why."""
        return self.assessed.status


@dataclass(frozen=True)
class Standing:
    """What targets say of an indicator in a unit.

    Parameters
    ----------
    own
        Progress of the unit's own targets, the latest target year last.
    reference
        For a unit without one, the province's target: a line to look at, never a status. None
        where the unit has its own, or the province's is no rate and so not the unit's to reach.
    """

    own: tuple[Progress, ...]
    reference: Target | None


def progress(atlas: Atlas, target: Target) -> Progress:
    """Measure a target on the figures of its unit.

    Parameters
    ----------
    atlas
        The atlas.
    target
        The target.

    Returns
    -------
    progress : Progress
        With a status where the figures allow one, else with the reasons why not.

    Notes
    -----
    Only figures up to the target year count: what was reached later was not reached in time.
    Without a base year, or without a figure of it, there is no pace and the target is either
    met or without a status. A new basis between the year the target was set (or its base year)
    and the latest figure, and a doubt about the definition, forbid every pace and status.
    """
    indicator = atlas.facts.indicators[target.indicator_id]
    unit = atlas.facts.units[target.vintage, target.unit_code]
    cells = _figures(atlas, indicator, unit)
    in_time = tuple(cell for cell in cells if _year(cell) <= target.target_year)
    found = Progress(
        target=target,
        unit=unit,
        indicator=indicator,
        kind=KIND_OF_PATH[target.path],
        goal=goal_of(target, indicator),
        figures=in_time[-1:],
        baseline=None,
        latest=in_time[-1] if in_time else None,
        assessed=Assessment(),
        reasons=(),
        breaks=(),
    )
    if found.latest is None:
        return replace(found, reasons=("after_target" if cells else "no_figure",))
    broken = _broken(atlas, found)
    return broken if broken is not None else _assessed(atlas, found, in_time)


def all_progress(atlas: Atlas, programme: str = "") -> tuple[Progress, ...]:
    """Measure every target of a programme, or of all where none is named, in table order."""
    targets = atlas.facts.targets.values()
    return tuple(
        progress(atlas, target) for target in targets if programme in ("", target.programme)
    )


def standing(atlas: Atlas, indicator_id: str, unit: Unit) -> Standing:
    """Tell what targets say of an indicator in a unit.

    Parameters
    ----------
    atlas
        The atlas.
    indicator_id
        Id of the indicator.
    unit
        The unit.

    Returns
    -------
    standing : Standing
        Progress of the unit's own targets, else the province's target as a reference.
    """
    own = [
        progress(atlas, target)
        for target in atlas.facts.targets.values()
        if target.indicator_id == indicator_id and _is_of(target, unit)
    ]
    if own:
        return Standing(tuple(sorted(own, key=lambda each: each.target.target_year)), None)
    is_rate = atlas.facts.indicators[indicator_id].kind == "rate"
    return Standing((), province_target(atlas, indicator_id) if is_rate else None)


def status_counts(measured: tuple[Progress, ...]) -> dict[Status, int]:
    """Count the statuses, those that nothing has included, from the best on."""
    return {status: sum(each.status == status for each in measured) for status in STATUSES}


def goal_of(target: Target, indicator: Indicator) -> Goal:
    """Return the values, or for changes the paces, that meet a target.

    A band is bounded on both sides only where neither direction is better (the structure of
    the economy): growth above "8-9 %" and poverty that falls faster than "2-3 points" do
    not fail their targets.
    """
    if target.comparison == "ge":
        return Goal(low=target.value_low)
    if target.comparison == "le":
        return Goal(high=target.value_low)
    if indicator.direction > 0:
        return Goal(low=target.value_low)
    if indicator.direction < 0:
        return Goal(high=target.value_high)
    return Goal(target.value_low, target.value_high)


def point_of(cell: Cell) -> Point:
    """Return a cell as a point; a figure that rests on a divided unit is an estimate."""
    if cell.value is None:
        raise ValueError("a cell without a value is no point")
    qualifier = "about" if cell.split and cell.qualifier == "exact" else cell.qualifier
    return Point(_year(cell), cell.value, qualifier, cell.value_max)


def _figures(atlas: Atlas, indicator: Indicator, unit: Unit) -> tuple[Cell, ...]:
    """Return the cells with a value, by year; membership of a zone is no figure."""
    if unit.level == "commune" and atlas.kind(indicator) != "numeric":
        return ()
    cells = atlas.series(indicator.indicator_id, unit)
    return tuple(cell for cell in cells if cell.value is not None)


def _year(cell: Cell) -> int:
    if cell.observed_year is None:
        raise ValueError("a cell without a year is no figure")
    return cell.observed_year


def _is_of(target: Target, unit: Unit) -> bool:
    """Tell whether a target is a unit's own; above communes a unit is one in every vintage."""
    same_vintage = unit.level != "commune" or target.vintage == unit.vintage
    return target.unit_code == unit.code and same_vintage


def _assessed(atlas: Atlas, found: Progress, cells: tuple[Cell, ...]) -> Progress:
    """Assess a target whose figures stand on one basis."""
    found = _on_rates(found, cells) if found.kind == "average" else _on_path(found, cells)
    assessed = _within_bounds(found.assessed, found.indicator)
    ahead = _ahead(atlas, found) if assessed.status != "not_available" else ()
    reasons = assessed.reasons + (("basis_ahead",) if ahead else ())
    if reasons == ("no_base",) and len(cells) == 1:
        reasons = ("one_figure",)
    return replace(found, assessed=assessed, reasons=reasons, breaks=ahead)


def _on_path(found: Progress, cells: tuple[Cell, ...]) -> Progress:
    latest, year = cells[-1], found.target.target_year
    base = next((cell for cell in cells if _year(cell) == found.target.base_year), None)
    start = None if base is None else point_of(base)
    if found.kind == "change":
        assessed = assess_change(start, point_of(latest), found.goal, target_year=year)
    else:
        assessed = assess_path(found.kind, start, point_of(latest), found.goal, target_year=year)
    used = (latest,) if base is None or base is latest else (base, latest)
    return replace(found, figures=used, baseline=base, assessed=assessed)


def _on_rates(found: Progress, cells: tuple[Cell, ...]) -> Progress:
    """Assess an average, which leaves the base year out: its period begins after it."""
    base_year, target_year = found.target.base_year, found.target.target_year
    if base_year is None:
        return replace(found, assessed=Assessment(reasons=("no_base",)))
    base = next((cell for cell in cells if _year(cell) == base_year), None)
    used = tuple(cell for cell in cells if _year(cell) > base_year)
    rates = tuple(point_of(cell) for cell in used)
    assessed = assess_average(rates, found.goal, base_year=base_year, target_year=target_year)
    return replace(found, figures=used or found.figures, baseline=base, assessed=assessed)


def _within_bounds(assessed: Assessment, indicator: Indicator) -> Assessment:
    """Keep a projection within what the indicator can be at all."""
    if assessed.projected is None:
        return assessed
    low = indicator.min if indicator.min is not None else assessed.projected
    high = indicator.max if indicator.max is not None else assessed.projected
    return replace(assessed, projected=min(max(assessed.projected, low), high))


def _broken(atlas: Atlas, found: Progress) -> Progress | None:
    """Return a progress without a status where a stated break forbids one."""
    if found.latest is None:
        return None
    latest = _year(found.latest)
    rows = [row for row in _breaks(atlas, found) if row.year is None or row.year <= latest]
    doubts = tuple(row for row in rows if row.kind == "definition")
    if doubts:
        return replace(found, reasons=("definition",), breaks=doubts)
    start = _start(atlas, found.target)
    crossed = tuple(row for row in rows if row.year is not None and row.year > start)
    if not crossed:
        return None
    # The distance of a printed figure to a printed target stands; a pace would join two bases.
    goes_by_value = found.kind in ("points", "growth", "level")
    gap = found.goal.gap(point_of(found.latest).value) if goes_by_value else None
    return replace(found, assessed=Assessment(gap=gap), reasons=("basis",), breaks=crossed)


def _ahead(atlas: Atlas, found: Progress) -> tuple[SeriesBreak, ...]:
    """Return the breaks between the latest figure and the target year."""
    latest = _year(found.latest) if found.latest is not None else found.target.target_year
    return tuple(
        row
        for row in _breaks(atlas, found)
        if row.year is not None and latest < row.year <= found.target.target_year
    )


def _breaks(atlas: Atlas, found: Progress) -> tuple[SeriesBreak, ...]:
    rows = atlas.facts.series_breaks
    return tuple(row for row in rows if row.indicator_id == found.target.indicator_id)


def _start(atlas: Atlas, target: Target) -> int:
    """Return the year from which a target's figures must stand on one basis."""
    published = atlas.facts.sources[target.source_id].published
    # The boundaries of a target are those in force when it was set.
    was_set = int((published or target.vintage)[:4])
    if target.base_year is None:
        return was_set
    first = target.base_year + 1 if target.path == "average" else target.base_year
    return min(was_set, first)
