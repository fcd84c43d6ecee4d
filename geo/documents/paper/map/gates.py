"""The border gates of a picture: symbols with names on the map, and their legend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.documents.paper.paper import PAPER, Paper, baseline, line_height
from geo.documents.paper.shapes import Box, PlacedShapes, Shapes
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell
from geo.language.texts import texts
from geo.reading.border.maps import gates_head, hollow_text, sized_text
from geo.reading.gates import gate_name
from geo.reading.values import quoted_text
from geo.views.drawing import Drawing
from geo.views.gate_symbols import GateSymbol, gate_outline, gate_symbols

GATE = "#27415f"
"""Colour of the symbols and of their names."""
_PIXEL = 25.4 / 96
"""Millimetres of a pixel of a screen, in which gates are measured."""
_UNSIZED = 4.5
_NAME = 6.8


def draw_gates(
    paper: Paper,
    atlas: Atlas,
    drawing: Drawing,
    shapes: Shapes,
    placed: PlacedShapes,
    *,
    lang: str,
) -> None:
    """Draw the gates, then their names beside them, none over a symbol or another name.

    Parameters
    ----------
    paper
        The sheet; the places of symbols and names are taken on it.
    atlas
        The atlas.
    drawing
        The drawing.
    shapes, placed
        Its layer, and the same on the sheet.
    lang
        Language of the names.
    """
    symbols = gate_symbols(atlas, drawing)
    spots = _spots(symbols, shapes, placed)
    symbols = tuple(symbols[at] for at in spots)
    for symbol, (x, y) in zip(symbols, spots.values(), strict=True):
        reach = _radius(symbol)
        _draw_symbol(paper, x, y, kind=symbol.gate.kind, radius=reach, filled=symbol.filled)
        paper.take((x - reach, y - reach, x + reach, y + reach), anyway=True)
    for symbol, (x, y) in zip(symbols, spots.values(), strict=True):
        name = gate_name(symbol.gate, lang=lang)
        for box, across in _name_boxes(paper, name, x, y, reach=_radius(symbol) + 0.8):
            if paper.take(box):
                left, top, right, _ = box
                paper.write(
                    {"left": left, "center": (left + right) / 2, "right": right}[across],
                    top + baseline(_NAME),
                    name,
                    size=_NAME,
                    bold=True,
                    colour=GATE,
                    across=across,
                    halo=PAPER,
                    layer=12,
                )
                break


def _spots(
    symbols: Sequence[GateSymbol], shapes: Shapes, placed: PlacedShapes
) -> dict[int, tuple[float, float]]:
    """Return where symbols stand, by their place in the row: at their point, or in their commune.

    Several of one commune stand side by side; one whose commune the layer lacks stands nowhere.
    """
    found: dict[int, tuple[float, float]] = {}
    edges: dict[str, float] = {}
    for at, symbol in enumerate(symbols):
        if symbol.lat is not None and symbol.lon is not None:
            found[at] = placed.at(symbol.lon * shapes.shrink, symbol.lat)
        elif symbol.commune in shapes.codes:
            x, y = placed.points[shapes.codes.index(symbol.commune)]
            before = edges.get(symbol.commune)
            aside = 0.0 if before is None else before + _radius(symbol) + _PIXEL
            edges[symbol.commune] = aside + _radius(symbol)
            found[at] = (float(x) + aside, float(y))
    return found


@dataclass(frozen=True)
class KeyRow:
    """What a symbol of a gate means: its words, its kind and radius, whether it is filled."""

    words: str
    kind: str
    radius: float
    filled: bool


def gate_key(atlas: Atlas, drawing: Drawing, *, lang: str) -> list[KeyRow]:
    """Explain the symbols of the gates: their shapes, the size of the largest, hollow ones."""
    t = texts(lang)
    symbols = gate_symbols(atlas, drawing)
    rows = [
        KeyRow(t(f"gate.{kind}"), kind, 1.3, filled=True)
        for kind in dict.fromkeys(symbol.gate.kind for symbol in symbols)
    ]
    largest = symbols[0] if symbols else None
    if largest is not None and largest.cell is not None and largest.radius:
        # the size of the symbols is told by the largest one on the map
        value = quoted_text(atlas, drawing.indicator, largest.cell, lang=lang)
        words = sized_text(drawing.view, value, lang=lang)
        rows.append(KeyRow(words, largest.gate.kind, _radius(largest), largest.filled))
    return [*rows, KeyRow(hollow_text(drawing.view, lang=lang), "", 1.2, filled=False)]


def gate_legend(atlas: Atlas, drawing: Drawing, *, lang: str) -> dict[str, Any]:
    """Explain the symbols of the gates, and name the gates without a point.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.

    Returns
    -------
    legend : dict
        As ``gates`` of ``sheet.typ`` takes it: ``title``, ``rows`` and ``unplaced``.
    """
    return {
        "title": gates_head(atlas, drawing.view, lang=lang),
        "rows": [_entry(row) for row in gate_key(atlas, drawing, lang=lang)],
        "unplaced": _unplaced(atlas, drawing, lang),
    }


def _draw_symbol(
    paper: Paper, x: float, y: float, *, kind: str, radius: float, filled: bool
) -> None:
    """Draw a symbol; its shape tells the kind, every shape has the area of the circle."""
    ring = np.array(gate_outline(kind)) * radius + [x, y]
    if filled:
        paper.polygon(ring, fill=GATE, edge=PAPER, line=0.8)
    else:
        paper.polygon(ring, fill=PAPER, edge=GATE, line=1.2)


def _radius(symbol: GateSymbol) -> float:
    return (symbol.radius or _UNSIZED) * _PIXEL


def _name_boxes(
    paper: Paper, name: str, x: float, y: float, *, reach: float
) -> Iterator[tuple[Box, str]]:
    """Yield the places of a name, right, left, above, below its symbol, and its end that stays.

    The end at the symbol stays there also in letters of another width.
    """
    width, height = paper.text_width(name, size=_NAME, bold=True), line_height(_NAME)
    for left, top, across in (
        (x + reach, y - height / 2, "left"),
        (x - reach - width, y - height / 2, "right"),
        (x - width / 2, y - reach - height, "center"),
        (x - width / 2, y + reach, "center"),
    ):
        yield (left, top, left + width, top + height), across


def _entry(row: KeyRow) -> dict[str, Any]:
    """Return a row of the legend: a symbol with its words."""
    # the corners of a triangle reach beyond the circle of its area
    side = 2 * (1.6 * row.radius + 0.3)
    paper = Paper(side, side)
    half = side / 2
    _draw_symbol(paper, half, half, kind=row.kind, radius=row.radius, filled=row.filled)
    return {"swatch": paper.svg(), "width": side, "words": row.words}


def _unplaced(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    """Name the gates without a point, each with its figure if any."""
    names = []
    placed = {symbol.gate.gate_id for symbol in gate_symbols(atlas, drawing)}
    for gate in atlas.facts.gates.values():
        if gate.lat is None and gate.gate_id not in placed:
            cell = gate_cell(atlas, drawing.view, gate)
            value = "" if cell is None else quoted_text(atlas, drawing.indicator, cell, lang=lang)
            names.append(gate_name(gate, lang=lang) + (f" ({value})" if value else ""))
    return texts(lang)("export.gates_unplaced", names=", ".join(names)) if names else ""
