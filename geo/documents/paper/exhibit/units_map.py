"""A map of units in a place of a sheet, with its legend below or beside it."""

from collections.abc import Collection, Mapping

import numpy as np
import shapely

from geo.boundaries.layer_files import Layer
from geo.documents.paper.map.draw import EDGE, hatch_area
from geo.documents.paper.map.names import readable_on
from geo.documents.paper.paper import PAPER, Paper, baseline, line_height
from geo.documents.paper.shapes import Box, Frame, PlacedShapes, layer_shapes, place_shapes
from geo.language.plain import NO_BREAK
from geo.meeting.exhibit import NineClasses, UnitsMap
from geo.reading.compare.printed import Sample
from geo.views.palettes import LAND
from geo.views.symbols import UNKNOWN, Symbol, flat

_OUTLINE, _DISTRICT, _CHOSEN = "#4b5a5f", "#5f6f72", "#000000"
_SWATCH, _GAP = 6.0, 1.6
_WIDE = 1.35
"""From so many times as wide as high on, a legend stands beside its map."""
_BESIDE, _LABELS = 0.44, 0.4
"""Share of a place for the legend beside a map, and of a legend for the labels of its rows."""
_LAND = flat(LAND)


def draw_units_map(
    paper: Paper,
    pane: UnitsMap,
    layers: Mapping[str, Layer],
    box: Box,
    *,
    size: float,
    moved: float,
    beside: Collection[UnitsMap] = (),
) -> None:
    """Draw a map of units with its legend.

    Parameters
    ----------
    paper
        The sheet.
    pane
        The map.
    layers
        The boundary layers by name.
    box
        Its place.
    size
        Points of the letters.
    moved
        Millimetres that edges may be moved by.
    beside
        The maps in the same row: all are drawn as large.
    """
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    legend = pane.legend or pane.nine is not None
    if not legend:
        _draw(paper, pane, layers[pane.layer], Frame(left, top, width, height), size, moved)
    elif width > _WIDE * height:
        wanted = max(_wanted(paper, each, size) for each in (pane, *beside))
        room = min(width * _BESIDE, wanted)
        frame = Frame(left, top, width - room - 3, height)
        _draw(paper, pane, layers[pane.layer], frame, size, moved)
        _draw_legend(paper, pane, right - room, top, room, size)
    else:
        room = min(width, _wanted(paper, pane, size))
        needed = max(_legend_height(paper, each, width, size) for each in (pane, *beside))
        frame = Frame(left, top, width, max(10.0, height - needed - 2))
        _draw(paper, pane, layers[pane.layer], frame, size, moved)
        _draw_legend(paper, pane, left, top + frame.height + 2, room, size)


def _draw(
    paper: Paper, pane: UnitsMap, layer: Layer, frame: Frame, size: float, moved: float
) -> None:
    shapes = layer_shapes(layer)
    placed = place_shapes(shapes, frame)
    symbols = [pane.symbols.get(code, _LAND) for code in shapes.codes]
    # simplified as a whole, neighbours keep their common edge
    units = shapely.coverage_simplify(placed.polygons, moved)
    paper.fill(units, [each.ground for each in symbols], edge=EDGE, width=0.4)
    for symbol in sorted({each for each in symbols if each.lines}, key=lambda each: each.lines):
        same = np.array([each == symbol for each in symbols])
        hatch_area(paper, shapely.coverage_union_all(units[same]), symbol)
    paper.stroke(shapely.simplify(placed.districts, moved), _DISTRICT, width=0.8)
    outline = shapely.boundary(shapely.coverage_union_all(units))
    paper.stroke(outline, _OUTLINE, width=1.1)
    if pane.selected in shapes.codes:
        chosen = shapely.boundary(units[shapes.codes.index(pane.selected)])
        paper.stroke(chosen, PAPER, width=3.6, layer=6)
        paper.stroke(chosen, _CHOSEN, width=1.8, layer=7)
    _name(paper, shapes.labels, placed, symbols, size)


def _name(
    paper: Paper,
    labels: tuple[str, ...],
    placed: PlacedShapes,
    symbols: list[Symbol],
    size: float,
) -> None:
    """Write the names of the units that have room for them, the roomiest first."""
    high = 0.8 * line_height(size)
    paper.widest(labels, size=size)
    for at in np.argsort(-placed.rooms).tolist():
        half = paper.text_width(labels[at], size=size) / 2
        if np.hypot(half, high / 2) > placed.rooms[at]:
            continue
        x, y = placed.points[at]
        if paper.take((x - half, y - high / 2, x + half, y + high / 2)):
            ink = readable_on(symbols[at].ground)
            foot = y + baseline(size) - line_height(size) / 2
            paper.write(x, foot, labels[at], size=size, colour=ink, across="center")


def _wanted(paper: Paper, pane: UnitsMap, size: float) -> float:
    """Return the width that a legend would like to have."""
    if pane.nine is not None:
        labels = paper.widest(pane.nine.up, size=size)
        along = paper.widest(pane.nine.along, size=size)
        return labels + 3 * (along + _GAP) + 2 * _GAP
    labels = paper.widest([each.label for each in pane.legend], size=size)
    counts = paper.widest([str(each.count) for each in pane.legend], size=size)
    return labels + counts + _SWATCH + 3 * _GAP


def _legend_height(paper: Paper, pane: UnitsMap, width: float, size: float) -> float:
    """Return the height of a legend in a place, by writing it where it is not seen."""
    width = min(width, _wanted(paper, pane, size))
    trial = Paper(paper.width, paper.height, wider=paper.wider)
    return _draw_legend(trial, pane, 0.0, 0.0, width, size)


def _draw_legend(
    paper: Paper, pane: UnitsMap, x: float, y: float, width: float, size: float
) -> float:
    """Draw a legend; return its lower edge."""
    if pane.nine is not None:
        return _draw_nine(paper, pane.nine, x, y, width, size)
    for row in pane.legend:
        y = _draw_row(paper, row, x, y, width, size)
    return y


def _draw_row(paper: Paper, row: Sample, x: float, y: float, width: float, size: float) -> float:
    count = str(row.count)
    room = width - _SWATCH - 2 * _GAP - paper.text_width(count, size=size)
    high = 0.74 * line_height(size)
    draw_swatch(paper, row.symbol, (x, y + 0.4, x + _SWATCH, y + 0.4 + high))
    paper.write(x + width, y + baseline(size), count, size=size, bold=True, across="right")
    return paper.write_lines(x + _SWATCH + _GAP, y, row.label, width=room, size=size) + 0.5


def draw_swatch(paper: Paper, symbol: Symbol, box: Box) -> None:
    """Draw how units of a class look."""
    left, top, right, bottom = box
    paper.box(left, top, right - left, bottom - top, fill=symbol.ground, layer=2)
    hatch_area(paper, shapely.box(*box), symbol)
    paper.box(left, top, right - left, bottom - top, edge=EDGE, line=0.4)


def _draw_nine(
    paper: Paper, nine: NineClasses, x: float, y: float, width: float, size: float
) -> float:
    """Draw the legend of two indicators: rows of the first one, columns of the second."""
    y = paper.write_lines(x, y, nine.caption, width=width, size=size) + 1
    beside = min(width * _LABELS, paper.widest(nine.up, size=size) + _GAP)
    wide = (width - beside) / len(nine.along)
    high = 2.1 * line_height(size)
    for at in reversed(range(len(nine.up))):
        label, room = nine.up[at], beside - _GAP
        lower = (high - paper.lines_height(label, width=room, size=size)) / 2
        paper.write_lines(x, y + lower, label, width=room, size=size)
        for column, fill in enumerate(nine.fills[at]):
            place = x + beside + column * wide
            paper.box(place, y, wide, high, fill=fill, edge=PAPER, line=0.8, layer=2)
            foot = y + high / 2 - line_height(size) / 2 + baseline(size)
            paper.write(
                *(place + wide / 2, foot, str(nine.counts[at][column])),
                size=size,
                colour=readable_on(fill),
                across="center",
            )
        y += high
    feet = [
        paper.write_lines(
            *(x + beside + column * wide + 0.5, y + 0.5, _narrowed(paper, label, wide - 1, size)),
            width=wide - 1,
            size=size,
            across="center",
        )
        for column, label in enumerate(nine.along)
    ]
    y = max(feet) + 1
    if nine.unknown:
        draw_swatch(paper, UNKNOWN, (x, y, x + _SWATCH, y + 0.74 * line_height(size)))
        left, room = x + _SWATCH + _GAP, width - _SWATCH - _GAP
        y = paper.write_lines(left, y, nine.unknown, width=room, size=size)
    return y


def _narrowed(paper: Paper, label: str, width: float, size: float) -> str:
    """Let a line end between a number and its unit where both would not stand in it."""
    widest = paper.widest(label.split(" "), size=size)
    return label.replace(NO_BREAK, " ") if widest > width else label
