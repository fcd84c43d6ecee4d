"""The gap to a target: how far a unit's value still is, where the two may be compared."""

from dataclasses import dataclass
from functools import lru_cache

from geo.cells import Atlas, Cell
from geo.types import Level, Target, Unit

LEVEL_PATHS = ("linear_points", "compound", "count_share", "level", "range")
"""Paths of targets that state a level to reach, not a pace."""


@dataclass(frozen=True)
class GapOffer:
    """Whether a view can be coloured by its gap to the target.

    Parameters
    ----------
    target
        The province's target, a reference line for units without one of their own.
    reason
        Empty where the gap is offered, else why not: ``no_target``, ``whole_province`` (the
        target is an amount of the whole province, none for its units), ``pace`` (the target is
        a pace, not a level), ``no_figures`` (no figure at this level) or ``kind`` (classes and
        zone membership have no distance).
    """

    target: Target | None
    reason: str


def target_year(atlas: Atlas) -> int:
    """Return the year that most of the province's targets are set for, the atlas's horizon."""
    years = [
        target.target_year
        for target in atlas.facts.targets.values()
        if target.unit_code == atlas.facts.province.code
    ]
    return max(set(years), key=lambda year: (years.count(year), year))


def province_target(atlas: Atlas, indicator_id: str) -> Target | None:
    """Return the province's target of an indicator with the latest year, or None."""
    code = atlas.facts.province.code
    own = [target for target in _targets(atlas, indicator_id) if target.unit_code == code]
    return max(own, key=lambda target: target.target_year, default=None)


def unit_target(atlas: Atlas, indicator_id: str, unit: Unit) -> Target | None:
    """Return a unit's own target with the latest year, else the province's, else None.

    A target set for a district ended with the districts but stays the district's own; communes
    are matched by vintage and code. Only a rate of the province is a reference for its units:
    an amount or a count of the whole province is not theirs to reach.
    """
    own = [
        target
        for target in _targets(atlas, indicator_id)
        if target.unit_code == unit.code
        and (unit.level != "commune" or target.vintage == unit.vintage)
    ]
    if own:
        return max(own, key=lambda target: target.target_year)
    is_rate = atlas.facts.indicators[indicator_id].kind == "rate"
    return province_target(atlas, indicator_id) if is_rate else None


@lru_cache(maxsize=512)
def _targets(atlas: Atlas, indicator_id: str) -> tuple[Target, ...]:
    targets = atlas.facts.targets.values()
    return tuple(target for target in targets if target.indicator_id == indicator_id)


def gap_offer(atlas: Atlas, indicator_id: str, *, level: Level, vintage: str) -> GapOffer:
    """Tell whether the gap to the target can be drawn for a level.

    Parameters
    ----------
    atlas
        The atlas.
    indicator_id
        Id of the indicator.
    level, vintage
        The level and its boundaries.

    Returns
    -------
    offer
        The target of reference, and the reason where the gap cannot be drawn.
    """
    reference = province_target(atlas, indicator_id)
    targets = [
        (unit, target)
        for unit in atlas.units(level, vintage)
        if (target := unit_target(atlas, indicator_id, unit)) is not None
    ]
    return GapOffer(reference, _reason(atlas, indicator_id, level, reference, targets))


def _reason(
    atlas: Atlas,
    indicator_id: str,
    level: Level,
    reference: Target | None,
    targets: list[tuple[Unit, Target]],
) -> str:
    kind = atlas.kind(atlas.facts.indicators[indicator_id])
    if reference is None and not targets:
        return "no_target"
    if kind == "ordinal" or (kind == "zone" and level == "commune"):
        return "kind"
    if not targets:
        return "whole_province"
    units = [unit for unit, target in targets if target.path in LEVEL_PATHS]
    if not units:
        return "pace"
    return "" if any(atlas.series(indicator_id, unit) for unit in units) else "no_figures"


def gap(value: float, target: Target) -> float:
    """Return the distance of a value to a target, in the indicator's unit.

    Parameters
    ----------
    value
        The value.
    target
        The target: at least (``ge``), at most (``le``) or within a range.

    Returns
    -------
    gap
        Negative while the target is not met, zero inside a range, positive beyond it.
    """
    if target.comparison == "le":
        return target.value_low - value
    if target.comparison == "range" and target.value_high is not None:
        return min(0.0, value - target.value_low, target.value_high - value)
    return value - target.value_low


def cell_gap(atlas: Atlas, indicator_id: str, cell: Cell) -> float | None:
    """Return the gap of a cell to its unit's target, or None where either is unknown."""
    target = unit_target(atlas, indicator_id, cell.unit)
    if cell.value is None or target is None or target.path not in LEVEL_PATHS:
        return None
    return gap(cell.value, target)
