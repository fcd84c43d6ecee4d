"""The required pace of every unit: how fast it must go from its figure to the target."""

from geo.cells import Atlas, Cell
from geo.gap import GapOffer, gap_offer, unit_target
from geo.pace import Point, required_pace
from geo.targets import KIND_OF_PATH, goal_of
from geo.types import Level

PACED_PATHS = ("linear_points", "count_share", "compound")
"""Paths of targets that a pace leads to: points a year, or yearly growth."""


def pace_offer(atlas: Atlas, indicator_id: str, *, level: Level, vintage: str) -> GapOffer:
    """Tell whether the required pace can be drawn for a level.

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
        As `geo.gap.gap_offer`; the reason is ``no_path`` where the target states a level
        without a path to it.
    """
    offer = gap_offer(atlas, indicator_id, level=level, vintage=vintage)
    if offer.reason:
        return offer
    targets = [unit_target(atlas, indicator_id, unit) for unit in atlas.units(level, vintage)]
    if any(target is not None and target.path in PACED_PATHS for target in targets):
        return offer
    return GapOffer(offer.target, "no_path")


def cell_pace(atlas: Atlas, indicator_id: str, cell: Cell) -> float | None:
    """Return the pace a unit needs a year from its figure to the target year.

    Parameters
    ----------
    atlas
        The atlas.
    indicator_id
        Id of the indicator.
    cell
        The unit's cell.

    Returns
    -------
    pace
        Points a year for shares, per cent a year for amounts; zero where the target is met,
        None without a figure, a target with a path, or a year left. A unit without a target of
        its own is held against the province's, which is a reference and gives no status.
    """
    target = unit_target(atlas, indicator_id, cell.unit)
    if cell.value is None or cell.observed_year is None or target is None:
        return None
    if target.path not in PACED_PATHS or cell.observed_year >= target.target_year:
        return None
    goal = goal_of(target, atlas.facts.indicators[indicator_id])
    point = Point(cell.observed_year, cell.value, cell.qualifier, cell.value_max)
    if goal.holds(cell.value):
        return 0.0
    return required_pace(KIND_OF_PATH[target.path], point, goal, target.target_year)


def mode_reason(atlas: Atlas, mode: str, indicator_id: str, *, level: Level, vintage: str) -> str:
    """Say why a mode cannot be drawn for a level: a reason of `GapOffer`, or an empty text."""
    if mode == "value":
        return ""
    offer = gap_offer if mode == "gap" else pace_offer
    return offer(atlas, indicator_id, level=level, vintage=vintage).reason
