"""Where a unit stands among those of its level and boundaries."""

from collections.abc import Mapping
from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import Indicator, Level, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.view import View
from geo.places.units import level_units
from geo.views.compare.changes import Change, change_between

_SAME = 9
"""Decimals beyond which two values differ only by their binary form."""


@dataclass(frozen=True)
class Standing:
    """The rank of a unit by one indicator in one year.

    Parameters
    ----------
    rank
        1 for the highest value; equal values share a rank.
    known
        Number of units with a figure of that year.
    concerned
        Number of units that the indicator concerns.
    tied
        Number of other units with the same value.
    lower
        Number of units with a lower value.
    """

    rank: int
    known: int
    concerned: int
    tied: int
    lower: int

    @property
    def from_below(self) -> int:
        """The rank counted from the lowest value, which is 1."""
        return self.lower + 1


def is_measured(atlas: Atlas, indicator: Indicator, level: Level) -> bool:
    """Tell whether an indicator gives units of a level a number of their own, not a class."""
    return indicator.kind != "ordinal" and (level != "commune" or atlas.kind(indicator) != "zone")


def standing_of(atlas: Atlas, indicator: Indicator, cell: Cell) -> Standing | None:
    """Rank a unit by one of its figures.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The indicator.
    cell
        A figure of the unit.

    Returns
    -------
    standing : Standing or None
        None for a class, and where no other unit has a figure of that year.
    """
    unit, year = cell.unit, cell.observed_year
    if cell.value is None or year is None or not is_measured(atlas, indicator, unit.level):
        return None
    peers = peer_figures(atlas, indicator.indicator_id, year, unit.level, unit.vintage)
    values = [other.value for other in peers.values() if other.value is not None]
    if unit.code not in peers or len(values) < 2:
        return None
    own = round(cell.value, _SAME)
    higher = sum(round(value, _SAME) > own for value in values)
    lower = sum(round(value, _SAME) < own for value in values)
    concerned = sum(other.basis != "not_applicable" for other in peers.values())
    return Standing(higher + 1, len(values), concerned, len(values) - higher - lower - 1, lower)


@kept_with(2048)
def peer_figures(
    atlas: Atlas, indicator_id: str, year: int, level: Level, vintage: str
) -> Mapping[str, Cell]:
    """Return what every unit of a level and vintage has of an indicator and year, by code."""
    view = View(indicator_id, year, level, vintage)
    units = level_units(atlas.facts, level=level, vintage=vintage)
    return {unit.code: atlas.cell(view, unit) for unit in units}


def trend_of(atlas: Atlas, indicator: Indicator, series: tuple[Cell, ...]) -> Change | None:
    """Return the change up to the newest figure of a unit, from the oldest it compares with.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The indicator.
    series
        The figures of the unit, by year.

    Returns
    -------
    trend : Change or None
        None for classes and where no earlier figure stands on the footing of the newest:
        across a stated break, on other boundaries, or where one alone is an estimate.
    """
    if not series or not is_measured(atlas, indicator, series[-1].unit.level):
        return None
    found = (change_between(atlas, indicator, cell, series[-1]) for cell in series[:-1])
    return next((change for change in found if not change.reason), None)


def same_year(atlas: Atlas, indicator: Indicator, cell: Cell, other: Unit) -> Cell | None:
    """Return another unit's figure of the year of one, or None."""
    if cell.observed_year is None or not is_measured(atlas, indicator, cell.unit.level):
        return None
    view = View(indicator.indicator_id, cell.observed_year, other.level, other.vintage)
    beside = atlas.cell(view, other)
    return beside if beside.known else None
