"""Border gates as symbols: where they stand and how large they are drawn."""

import math
from dataclasses import dataclass

from geo.facts.model import Gate
from geo.figures.atlas import Atlas, Cell
from geo.figures.border.gate_times import largest_of_time
from geo.figures.gate_figures import gate_cell, largest_gate_value
from geo.views.drawing import Drawing

RADIUS = (6.0, 26.0)
"""Radius in pixels of a screen of the smallest and of the largest sized symbol."""
_SIGNS = {(4, 0.5): "■□", (4, 0.0): "◆◇", (6, 0.0): "⬢⬡", (3, 0.0): "▲△", (48, 0.0): "●○"}
"""Letters by the corners of a shape and its turn, filled and hollow."""


@dataclass(frozen=True)
class GateSymbol:
    """The symbol of a gate.

    Parameters
    ----------
    gate
        The gate.
    lat, lon
        Its point, EPSG:4326; None where only its commune is known.
    cell
        Its figure of the time that is shown, or None.
    radius
        Radius in pixels of a screen; 0 for a symbol without a size of its own.
    filled
        True where the point is the gate's own and there is a figure; else the symbol is hollow.
    commune
        Code of the commune in whose middle it is drawn where it has no point; else empty.
    """

    gate: Gate
    lat: float | None
    lon: float | None
    cell: Cell | None
    radius: float
    filled: bool
    commune: str = ""


def gate_symbols(atlas: Atlas, drawing: Drawing) -> tuple[GateSymbol, ...]:
    """Return the symbols of the gates that have a point, on a map of the gates of all placed ones.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing, whose view says of which indicator and time the sizes are.

    Returns
    -------
    symbols
        The largest first, so that small ones lie on top.

    Notes
    -----
    The area of a symbol is proportional to the gate's figure, on one scale through the years for
    its length of time; a gate without one is a small hollow symbol. A gate of which nobody knows
    even the commune has none.
    """
    top = _largest(atlas, drawing)
    found = (_symbol(atlas, drawing, gate, top) for gate in atlas.facts.gates.values())
    placed = (each for each in found if each.lat is not None or each.commune)
    return tuple(sorted(placed, key=lambda symbol: -symbol.radius))


def _largest(atlas: Atlas, drawing: Drawing) -> float:
    view = drawing.view
    if view.gate_period:
        return largest_of_time(atlas, view.indicator, view.year, view.gate_period)
    return largest_gate_value(atlas, view.indicator)


def _symbol(atlas: Atlas, drawing: Drawing, gate: Gate, top: float) -> GateSymbol:
    view = drawing.view
    cell = gate_cell(atlas, view, gate)
    radius = 0.0 if cell is None else symbol_radius(cell.value or 0.0, top)
    inside = view.gate_period and gate.lat is None
    commune = gate.commune_codes.get(view.vintage, "") if inside else ""
    filled = gate.coord_quality == "gate" and cell is not None
    return GateSymbol(gate, gate.lat, gate.lon, cell, radius, filled, commune)


def symbol_radius(value: float, top: float) -> float:
    """Return the radius of a symbol whose area is a figure; 0 for nothing at all.

    The smallest can still be seen and pressed, whatever the figure.
    """
    low, high = RADIUS
    return round(max(low, high * math.sqrt(value / top)), 1) if value > 0 else 0.0


def gate_outline(kind: str) -> list[tuple[float, float]]:
    """Return the corners of a kind's shape, whose area is that of a circle of radius 1."""
    corners, stretch, turn = _shape(kind)
    angles = [(at + turn) / corners * 2 * math.pi - math.pi / 2 for at in range(corners)]
    return [(stretch * math.cos(angle), stretch * math.sin(angle)) for angle in angles]


def gate_sign(kind: str, *, filled: bool) -> str:
    """Return the letter that looks like the symbol of a kind."""
    corners, _, turn = _shape(kind)
    return _SIGNS[corners, turn][0 if filled else 1]


def _shape(kind: str) -> tuple[int, float, float]:
    """Return the corners of a kind's shape, how far they reach, and their turn."""
    if "rail" in kind:
        return 4, 1.25, 0.5
    if kind == "bilateral":
        return 4, 1.25, 0.0
    if kind in ("clearance_route", "freight_road"):
        return 6, 1.1, 0.0
    if kind == "secondary":
        return 3, 1.5, 0.0
    return 48, 1.0, 0.0
