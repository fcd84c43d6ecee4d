"""The progress of targets on the facts: who is on the way, at what pace, and what is unknown.

How a pace becomes a status is told in `geo.targets.pace`; here the figures are chosen. Only
figures of whole years and states enter, of the target's own unit, on one basis
(``series_breaks.csv``).
"""

from dataclasses import dataclass, replace

from geo.facts.model import Indicator, SeriesBreak, Target, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.breaks import breaks_of
from geo.figures.verified import best_known
from geo.targets.assessment import (
    STATUSES,
    Assessment,
    Status,
    assess_average,
    assess_change,
    assess_path,
)
from geo.targets.goals import (
    KIND_OF_PATH,
    crossed,
    doubts,
    goal_of,
    is_past,
    own_targets,
    point_of,
)
from geo.targets.pace import Kind
from geo.targets.points import Goal

REASONS = (
    *("no_figure", "after_target", "one_figure", "too_close", "no_base", "no_path"),
    *("definition", "basis", "not_then", "inexact", "no_growth", "missed"),
    *("at_least", "about", "years_missing", "basis_ahead"),
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
        What its pace is, see `geo.targets.pace.Kind`.
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


def measure_progress(atlas: Atlas, target: Target) -> Progress:
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
    A target whose year is over is judged at that year, and no pace leads to it.
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
    if broken is not None:
        return broken
    assessed = _assessed(atlas, found, in_time)
    return _not_then(assessed) if is_past(atlas, target) else assessed


def all_progress(atlas: Atlas, programme: str = "") -> tuple[Progress, ...]:
    """Measure every target of a programme, or of all where none is named, in table order."""
    targets = atlas.facts.targets.values()
    return tuple(
        measure_progress(atlas, target) for target in targets if programme in ("", target.programme)
    )


def own_progress(atlas: Atlas, indicator_id: str, unit: Unit) -> tuple[Progress, ...]:
    """Return the progress of a unit's own targets, the latest target year last.

    A unit that is only held against the province's target has none: a line to look at is no
    status.
    """
    return tuple(
        measure_progress(atlas, target) for target in own_targets(atlas, indicator_id, unit)
    )


def progress_ahead(atlas: Atlas, indicator_id: str, unit: Unit) -> Progress | None:
    """Return the progress of a unit's own target with the latest year, unless that is over."""
    own = own_progress(atlas, indicator_id, unit)
    return own[-1] if own and not is_past(atlas, own[-1].target) else None


def status_counts(measured: tuple[Progress, ...]) -> dict[Status, int]:
    """Count the statuses, those that nothing has included, from the best on."""
    return {status: sum(each.status == status for each in measured) for status in STATUSES}


def _figures(atlas: Atlas, indicator: Indicator, unit: Unit) -> tuple[Cell, ...]:
    """Return the cells with a value, by year: the best known; membership of a zone is none."""
    if unit.level == "commune" and atlas.kind(indicator) != "numeric":
        return ()
    cells = atlas.series(indicator.indicator_id, unit)
    return best_known(indicator, [cell for cell in cells if cell.value is not None])


def _year(cell: Cell) -> int:
    if cell.observed_year is None:
        raise ValueError("a cell without a year is no figure")
    return cell.observed_year


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


def _not_then(found: Progress) -> Progress:
    """Take the paces from a target whose year passed without a figure: nothing leads there now."""
    assessed = found.assessed
    paced = assessed.observed is not None or assessed.required is not None
    if found.status == "achieved" or not paced or found.latest is None:
        return found
    if _year(found.latest) >= found.target.target_year:
        return found
    return replace(found, assessed=Assessment(gap=assessed.gap), reasons=("not_then",), breaks=())


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
    latest = point_of(found.latest)
    doubtful = doubts(atlas, found.target, latest.year)
    if doubtful:
        return replace(found, reasons=("definition",), breaks=doubtful)
    bases = crossed(atlas, found.target, latest.year)
    if not bases:
        return None
    # The distance of a printed figure to a printed target stands; a pace would join two bases.
    goes_by_value = found.kind in ("points", "growth", "level")
    gap = found.goal.gap_of(latest) if goes_by_value else None
    return replace(found, assessed=Assessment(gap=gap), reasons=("basis",), breaks=bases)


def _ahead(atlas: Atlas, found: Progress) -> tuple[SeriesBreak, ...]:
    """Return the breaks between the latest figure and the target year."""
    latest = _year(found.latest) if found.latest is not None else found.target.target_year
    return tuple(
        row
        for row in breaks_of(atlas.facts, found.target.indicator_id)
        if row.year is not None and latest < row.year <= found.target.target_year
    )
