"""Where a map of the gap to the target or of the required pace can be drawn, and why not."""

from geo.facts.lifetime import kept_with
from geo.facts.model import Level
from geo.figures.atlas import Atlas
from geo.targets.goals import (
    LEVEL_PATHS,
    PACED_PATHS,
    crossed,
    doubts,
    held_figures,
    province_target,
    unit_target,
)


def gap_reason(atlas: Atlas, indicator_id: str, *, level: Level, vintage: str) -> str:
    """Say why the gap to the target cannot be drawn for a level.

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
    reason
        Empty where it can; else ``no_target``, ``whole_province`` (the target is an amount of
        the whole province, none for its units), ``pace`` (the target is a pace, not a level),
        ``no_figures`` (no figure at this level), ``kind`` (classes and zone membership have no
        distance) or ``definition`` (what the target means is in doubt for every figure).
    """
    found = [unit_target(atlas, indicator_id, unit) for unit in atlas.units(level, vintage)]
    paths = {target.path for target in found if target is not None}
    kind = atlas.kind(atlas.facts.indicators[indicator_id])
    if not paths and province_target(atlas, indicator_id) is None:
        return "no_target"
    if kind == "ordinal" or (kind == "zone" and level == "commune"):
        return "kind"
    if not paths:
        return "whole_province"
    if paths.isdisjoint(LEVEL_PATHS):
        return "pace"
    reason = "no_figures"
    figures = held_figures(atlas, indicator_id, level=level, vintage=vintage, paths=LEVEL_PATHS)
    for target, year in figures:
        if not doubts(atlas, target, year):
            return ""
        reason = "definition"
    return reason


def pace_reason(atlas: Atlas, indicator_id: str, *, level: Level, vintage: str) -> str:
    """Say why the required pace cannot be drawn for a level.

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
    reason
        Empty where it can; else a reason of `gap_reason`, ``no_path`` (the
        target states a level without a path to it) or ``basis`` (every figure stands on another
        basis than its target).
    """
    reason = gap_reason(atlas, indicator_id, level=level, vintage=vintage)
    if reason:
        return reason
    reason = "no_path"
    figures = held_figures(atlas, indicator_id, level=level, vintage=vintage, paths=PACED_PATHS)
    for target, year in figures:
        if doubts(atlas, target, year):
            reason = "definition"
        elif crossed(atlas, target, year):
            reason = "basis"
        else:
            return ""
    return reason


@kept_with(1024)
def mode_reason(atlas: Atlas, mode: str, indicator_id: str, *, level: Level, vintage: str) -> str:
    """Say why a mode cannot be drawn for a level; empty where it can."""
    if mode == "value":
        return ""
    reason = gap_reason if mode == "gap" else pace_reason
    return reason(atlas, indicator_id, level=level, vintage=vintage)
