"""The words for a gap: which side of the target a figure lies on, and how far."""

from geo.facts.model import Indicator
from geo.figures.atlas import Atlas, Cell
from geo.language.texts import texts
from geo.reading.values import gap_text
from geo.targets.goals import cell_gap, goal_of, point_of, unit_target
from geo.targets.points import Goal


def gap_in_words(goal: Goal, value: float, size: str, *, lang: str) -> str:
    """Say on which side of a goal a value lies: "còn cao hơn mục tiêu 7,28 điểm %".

    Parameters
    ----------
    goal
        The goal.
    value
        The value, of a range the end that is farther from the goal.
    size
        The printed distance, without a sign.
    lang
        Language.
    """
    t = texts(lang)
    gap = goal.gap(value)
    if gap == 0:
        return t("reading.gap_none")
    if gap < 0:
        below = goal.low is not None and value < goal.low
        return t("reading.gap_below" if below else "reading.gap_above", size=size)
    return t("reading.gap_met_under" if goal.low is None else "reading.gap_met_over", size=size)


def gap_size(indicator: Indicator, cell: Cell, gap: float, *, lang: str) -> str:
    """Print how large the gap of a cell is, without a sign and with the word of its source."""
    return gap_text(indicator, cell, abs(gap), signed=False, lang=lang)


def cell_gap_text(atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str) -> str:
    """Say how a cell lies to the target of its unit; empty where the two are not compared."""
    gap = cell_gap(atlas, indicator.indicator_id, cell)
    target = unit_target(atlas, indicator.indicator_id, cell.unit)
    if gap is None or target is None:
        return ""
    goal = goal_of(target, indicator)
    size = gap_size(indicator, cell, gap, lang=lang)
    return gap_in_words(goal, goal.farthest(point_of(cell)), size, lang=lang)
