"""Units over the years: what a line may join, beside the former district and the province."""

from dataclasses import dataclass
from typing import Literal

from geo.facts.model import Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.breaks import breaks_of, stretches
from geo.figures.province_figures import province_unit
from geo.places.districts import districts_of

MOST_UNITS = 8
Role = Literal["unit", "district", "province"]


@dataclass(frozen=True)
class UnitLine:
    """The figures of a unit over the years.

    Parameters
    ----------
    unit
        The unit.
    role
        A unit that was chosen, a district that one of these lies or lay in, or the province.
    cells
        Its figures, ascending by year.
    stretches
        Their years, parted where no line may pass: an unknown year, a stated break, a figure
        that its source words vaguely.
    """

    unit: Unit
    role: Role
    cells: tuple[Cell, ...]
    stretches: tuple[tuple[int, ...], ...]


def unit_lines(atlas: Atlas, indicator_id: str, units: tuple[Unit, ...]) -> tuple[UnitLine, ...]:
    """Return the lines of units, then those of their districts, then that of the province.

    A unit without any figure keeps its place; a district or the province without one has none.
    """
    own = [_line(atlas, indicator_id, unit, "unit") for unit in units]
    above = dict.fromkeys(each for unit in units for each in districts_of(atlas.facts, unit))
    beside = [_line(atlas, indicator_id, each, "district") for each in above]
    if all(unit.level != "province" for unit in units):
        beside.append(_line(atlas, indicator_id, province_unit(atlas), "province"))
    return (*own, *(line for line in beside if line.cells))


def _line(atlas: Atlas, indicator_id: str, unit: Unit, role: Role) -> UnitLine:
    cells = tuple(
        cell
        for cell in atlas.series(indicator_id, unit)
        if cell.value is not None and cell.observed_year is not None
    )
    years = [cell.observed_year for cell in cells if cell.observed_year is not None]
    vague = [
        cell.observed_year
        for cell in cells
        if cell.qualifier != "exact" and cell.observed_year is not None
    ]
    breaks = breaks_of(atlas.facts, indicator_id)
    return UnitLine(unit, role, cells, stretches(breaks, years, vague=vague))
