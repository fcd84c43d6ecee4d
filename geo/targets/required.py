"""Where a map of the required pace can be drawn, and why not elsewhere."""

from geo.facts.model import Level
from geo.figures.atlas import Atlas
from geo.targets.distance import gap_reason
from geo.targets.goals import PACED_PATHS, crossed, doubts, held_figures


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
        Empty where it can; else a reason of `geo.targets.distance.gap_reason`, ``no_path`` (the
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


def mode_reason(atlas: Atlas, mode: str, indicator_id: str, *, level: Level, vintage: str) -> str:
    """Say why a mode cannot be drawn for a level; empty where it can."""
    if mode == "value":
        return ""
    reason = gap_reason if mode == "gap" else pace_reason
    return reason(atlas, indicator_id, level=level, vintage=vintage)
