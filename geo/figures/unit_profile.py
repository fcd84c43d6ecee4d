"""What is known of one unit: its parts before a merger, its other figures, parts of years."""

from dataclasses import dataclass

from geo.facts.model import CrosswalkRow, Indicator, Observation, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.indicator_order import ordered_indicators
from geo.figures.observations import unit_place
from geo.figures.view import View


@dataclass(frozen=True)
class Part:
    """A former unit that a unit was made of, with what the same view shows for it."""

    unit: Unit
    row: CrosswalkRow
    cell: Cell


def parts_of(atlas: Atlas, view: View, unit: Unit) -> tuple[Part, ...]:
    """Return the units of the vintage before that a commune was made of.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view whose figures are wanted.
    unit
        The unit.

    Returns
    -------
    parts
        By code; empty for a unit whose boundaries did not change, and above the communes.
    """
    crosswalk = atlas.figures.crosswalk
    if unit.level != "commune" or crosswalk.is_unchanged(unit.key):
        return ()
    parts = []
    for row in crosswalk.parts(unit.key):
        former = atlas.facts.units[(row.from_vintage, row.from_code)]
        before = view.on(vintage=former.vintage)
        cell = atlas.cell(before, former)
        parts.append(Part(former, row, cell))
    return tuple(parts)


def other_figures(
    atlas: Atlas, unit: Unit, *, except_for: str = ""
) -> tuple[tuple[Indicator, Cell], ...]:
    """Return the newest figure of every indicator that has one for a unit.

    Parameters
    ----------
    atlas
        The atlas.
    unit
        The unit.
    except_for
        Id of an indicator to leave out.

    Returns
    -------
    figures
        Indicator and cell, in the order of the themes and of the indicators within them.
    """
    found = []
    for indicator in ordered_indicators(atlas.facts):
        if indicator.indicator_id == except_for:
            continue
        if unit.level == "commune" and atlas.kind(indicator) == "zone":
            continue
        series = atlas.series(indicator.indicator_id, unit)
        if series:
            found.append((indicator, series[-1]))
    return tuple(found)


def figures_beside(atlas: Atlas, indicator_id: str, unit: Unit) -> tuple[Observation, ...]:
    """Return a unit's figures of parts of years and of several years, newest first."""
    return atlas.figures.observations.beside(indicator_id, unit_place(unit))
