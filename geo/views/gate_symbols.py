"""Border gates as symbols: where they stand and how large they are drawn."""

import math
from dataclasses import dataclass

from geo.facts.model import Gate
from geo.figures.atlas import Atlas, Cell
from geo.figures.gate_figures import gate_cell, largest_gate_value
from geo.views.drawing import Drawing

RADIUS = (6.0, 26.0)
"""Radius in pixels of a screen of the smallest and of the largest sized symbol."""


@dataclass(frozen=True)
class GateSymbol:
    """The symbol of a gate that has a point.

    Parameters
    ----------
    gate
        The gate.
    lat, lon
        Its point, EPSG:4326.
    cell
        Its figure of the whole year, or None.
    radius
        Radius in pixels of a screen; 0 for a symbol without a size of its own.
    filled
        True where the point is the gate's own and there is a figure; else the symbol is hollow.
    """

    gate: Gate
    lat: float
    lon: float
    cell: Cell | None
    radius: float
    filled: bool


def gate_symbols(atlas: Atlas, drawing: Drawing) -> tuple[GateSymbol, ...]:
    """Return the symbols of the gates that have a point.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing, whose indicator and year give the sizes.

    Returns
    -------
    symbols
        The largest first, so that small ones lie on top.

    Notes
    -----
    The area of a symbol is proportional to the gate's figure of the whole year, on one scale
    through the years; a gate without one is a small hollow symbol.
    """
    top = largest_gate_value(atlas, drawing.view.indicator)
    symbols = []
    for gate in atlas.facts.gates.values():
        if gate.lat is None or gate.lon is None:
            continue
        cell = gate_cell(atlas, drawing.view, gate)
        radius = 0.0 if cell is None or top == 0 else round(_radius(cell.value or 0, top), 1)
        filled = gate.coord_quality == "gate" and cell is not None
        symbols.append(GateSymbol(gate, gate.lat, gate.lon, cell, radius, filled))
    return tuple(sorted(symbols, key=lambda symbol: -symbol.radius))


def _radius(value: float, top: float) -> float:
    low, high = RADIUS
    return max(low, high * math.sqrt(value / top))


def gate_outline(kind: str) -> list[tuple[float, float]]:
    """Return the corners of a kind's shape, whose area is that of a circle of radius 1."""
    corners, stretch, turn = _shape(kind)
    angles = [(at + turn) / corners * 2 * math.pi - math.pi / 2 for at in range(corners)]
    return [(stretch * math.cos(angle), stretch * math.sin(angle)) for angle in angles]


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
