"""Border gates as symbols: where they stand, how large they are drawn, what is said of them."""

import math
from dataclasses import dataclass

from geo.facts.model import Gate
from geo.figures.atlas import Atlas, Cell
from geo.language.texts import pick, texts
from geo.reading.values import cell_text, period_text
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
    top = _largest(atlas, drawing)
    symbols = []
    for gate in atlas.facts.gates.values():
        if gate.lat is None or gate.lon is None:
            continue
        cell = gate_cell(atlas, drawing, gate)
        radius = 0.0 if cell is None or top == 0 else round(_radius(cell.value or 0, top), 1)
        filled = gate.coord_quality == "gate" and cell is not None
        symbols.append(GateSymbol(gate, gate.lat, gate.lon, cell, radius, filled))
    return tuple(sorted(symbols, key=lambda symbol: -symbol.radius))


def gate_name(gate: Gate, *, lang: str) -> str:
    """Return the name of a gate."""
    return pick(gate, "name", lang)


def gate_cell(atlas: Atlas, drawing: Drawing, gate: Gate) -> Cell | None:
    """Return the gate's figure of the whole year, as a cell of the province's unit, or None."""
    place = ("gate", "", gate.gate_id)
    row = atlas.figures.observations.figure(
        drawing.indicator.indicator_id, place, drawing.view.year
    )
    if row is None:
        return None
    province = atlas.units("province", drawing.view.vintage)[0]
    return Cell(
        province,
        "observed",
        value=row.value,
        value_max=row.value_max,
        qualifier=row.qualifier,
        observed_year=row.year,
        period=row.period,
        flag=row.flag,
        source_ids=(row.source_id,),
        note_vi=row.note_vi,
        note_en=row.note_en,
    )


def gate_cells(atlas: Atlas, drawing: Drawing) -> tuple[Cell, ...]:
    """Return the figures of the whole year of all gates that have one."""
    cells = (gate_cell(atlas, drawing, gate) for gate in atlas.facts.gates.values())
    return tuple(cell for cell in cells if cell is not None)


def gate_line(atlas: Atlas, drawing: Drawing, gate: Gate, *, lang: str) -> str:
    """Describe a gate in one line: kind, figure of the year, and whether its point is its own."""
    t = texts(lang)
    cell = gate_cell(atlas, drawing, gate)
    parts = [t(f"gate.{gate.kind}")]
    if cell is None:
        parts.append(t("gate.no_figure", year=drawing.view.year))
    else:
        value = cell_text(atlas, drawing.indicator, cell, lang=lang)
        parts.append(f"{value}, {period_text(cell, drawing.indicator, lang=lang)}")
    if gate.coord_quality not in ("gate", "none"):
        parts.append(t("gate.approximate"))
    return "; ".join(parts)


def _largest(atlas: Atlas, drawing: Drawing) -> float:
    observations = atlas.figures.observations
    indicator_id = drawing.indicator.indicator_id
    figures = [
        observations.figure(indicator_id, place, year)
        for place in observations.places(indicator_id, "gate")
        for year in observations.years(indicator_id, place)
    ]
    return max((row.value for row in figures if row is not None), default=0.0)


def _radius(value: float, top: float) -> float:
    low, high = RADIUS
    return max(low, high * math.sqrt(value / top))
