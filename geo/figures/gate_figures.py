"""The figures of border gates, which are traffic through them and never a commune's production."""

from geo.facts.model import Gate, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.carried import observed_figure
from geo.figures.province_figures import province_unit
from geo.figures.view import View


def gate_cell(atlas: Atlas, view: View, gate: Gate) -> Cell | None:
    """Return the gate's figure of the time that a view shows, as a cell of the province's unit.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view, whose indicator, year and period of the gates count alone.
    gate
        The gate.

    Returns
    -------
    cell
        None where the gate has no figure of that time: the whole year for a map of units.
    """
    observations, place = atlas.figures.observations, ("gate", "", gate.gate_id)
    if view.gate_period:
        row = observations.of_period(view.indicator, place, view.year, view.gate_period)
    else:
        row = observations.figure(view.indicator, place, view.year)
    if row is None:
        return None
    return Cell(province_unit(atlas), "observed", observed_figure(row))


def gate_cells(atlas: Atlas, view: View) -> tuple[Cell, ...]:
    """Return the figures of the time that a view shows of all gates that have one."""
    cells = (gate_cell(atlas, view, gate) for gate in atlas.facts.gates.values())
    return tuple(cell for cell in cells if cell is not None)


def gates_in_communes(atlas: Atlas, view: View) -> tuple[Gate, ...]:
    """Return the gates without a point whose commune on the boundaries of a view is known."""
    gates = atlas.facts.gates.values()
    return tuple(
        gate
        for gate in gates
        if gate.lat is None and gate.commune_codes.get(view.vintage) and view.level == "commune"
    )


def gates_inside(atlas: Atlas, unit: Unit) -> tuple[Gate, ...]:
    """Return the gates whose commune is a unit, by its boundaries; none for other levels."""
    gates = atlas.facts.gates.values() if unit.level == "commune" else ()
    return tuple(gate for gate in gates if gate.commune_codes.get(unit.vintage) == unit.code)


def largest_gate_value(atlas: Atlas, indicator_id: str) -> float:
    """Return the largest figure that any gate has of a whole year; 0 where none has one."""
    observations = atlas.figures.observations
    figures = [
        observations.figure(indicator_id, place, year)
        for place in observations.places(indicator_id, "gate")
        for year in observations.years(indicator_id, place)
    ]
    return max((row.value for row in figures if row is not None), default=0.0)
