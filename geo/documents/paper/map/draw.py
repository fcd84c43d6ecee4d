"""The map of a picture: units in the colours of their classes, borders, scale, north."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import shapely

from geo.boundaries.polygons import shared_edges
from geo.documents.paper import PRINTED, SIZES
from geo.documents.paper.letters import printable
from geo.documents.paper.map.around import draw_neighbours, draw_own_border, name_neighbours
from geo.documents.paper.map.former import name_former_districts
from geo.documents.paper.map.gates import draw_gates
from geo.documents.paper.map.inset import Inset, enlarged, frame_inset, plan_insets
from geo.documents.paper.map.names import write_names
from geo.documents.paper.paper import INK, PAPER, Paper
from geo.documents.paper.shapes import Box, Frame, PlacedShapes, Shapes, frame_of, place_shapes
from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import format_number
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.values import absent_text, basis_text, number_text
from geo.views.drawing import Drawing
from geo.views.symbols import OUTSIDE, UNKNOWN, Symbol, flat, weak

EDGE, CARRIED_EDGE = "#a7b0b0", "#4b5a5f"
UNITS = "units"
"""Name of the group of polygons that are units, in the order of the drawing."""
GROUPS = {
    0.0: "neighbours",
    1.0: "shade",
    2.0: UNITS,
    3.0: "hatching",
    3.5: "carried",
    3.8: "names-of-neighbours",
    4.0: "borders",
    5.0: "scale",
    6.0: "selected",
    8.0: "symbols",
    10.0: "names",
}
"""What the parts of a map are called that begin at a layer."""
_POINTS = 72 / 25.4
HATCH_STEP = 1.5
"""Millimetres between the lines of a hatching."""

_DISTRICT, _OUTLINE, _SHADE, _CHOSEN = "#5f6f72", "#4b5a5f", "#e3e6e1", "#000000"
_MEASURES = (46.0, 13.0)
"""Room for scale and north arrow, in millimetres."""
_MEASURES_OVER_LAND = 20.0
"""Square millimetres of land that they may cover."""
_BAR = 11.0
"""Millimetres that half a scale bar may take at least: its numbers stand side by side."""
_FAINT = 0.78
"""How far the colour of a unit outside the filter is moved to that of the paper."""


def draw_map(
    paper: Paper,
    atlas: Atlas,
    drawing: Drawing,
    shapes: Shapes,
    frame: Frame,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
    far: float = 0.0,
    size: str = "",
) -> None:
    """Draw the map of a drawing.

    Parameters
    ----------
    paper
        The sheet.
    atlas
        The atlas.
    drawing
        The drawing.
    shapes
        Its layer, in the order of its cells.
    frame
        Where on the sheet; the map keeps its proportions and stands in the middle.
    lang
        Language of the values, the gates and the scale.
    kept
        For each unit whether the filter keeps it; None for no filter.
    selected
        Code of a unit to outline, or empty.
    far
        See `write_names`.
    size
        One of `geo.documents.paper.SIZES` where the map is part of a sheet: then it has insets,
        the former districts and, on paper, its scale. Empty for a slide.
    """
    paper.keep_within()
    placed = place_shapes(shapes, frame)
    if _emptiest_corner(placed, frame, *_MEASURES)[2] > _MEASURES_OVER_LAND:
        # A province that fills the frame leaves a strip below it for scale and arrow.
        placed = place_shapes(shapes, replace(frame, height=frame.height - _MEASURES[1] - 2))
    keeps = np.array(kept if kept is not None else [True] * len(drawing.cells), dtype=bool)
    draw_neighbours(paper, placed, frame)
    paper.stroke(placed.province, _SHADE, width=7, layer=1)
    _draw_units(paper, drawing, placed, keeps, name=UNITS)
    _outline(paper, shapes, placed, selected)
    insets = _insets(drawing, shapes, placed, frame) if size else ()
    _draw_measures(paper, placed, shapes, frame, [each.box for each in insets], size, lang)
    writing = partial(
        write_names,
        *(paper, atlas, drawing, shapes),
        fills=_shown_fills(drawing, keeps),
        lang=lang,
        keeps=keeps.tolist(),
        selected=selected,
        far=far,
    )
    for inset in insets:
        frame_inset(paper, inset, lang=lang)
        larger = enlarged(placed, inset)
        _draw_units(paper, drawing, larger, keeps)
        _outline(paper, shapes, larger, selected)
        with paper.within(inset.box):
            writing(larger, frame=frame_of(inset.box), among=inset.units)
    name_neighbours(paper, shapes, placed, frame, lang=lang)
    if drawing.kind == "zone":
        draw_gates(paper, atlas, drawing, shapes, placed, lang=lang)
    named = {place for inset in insets for place in inset.units}
    writing(placed, frame=frame, among=set(range(len(drawing.cells))) - named)
    if size and drawing.view.level == "commune" and drawing.kind != "zone":
        fills = _shown_fills(drawing, keeps)
        name_former_districts(
            *(paper, atlas, drawing, placed, fills), keeps=keeps.tolist(), lang=lang
        )


def _insets(
    drawing: Drawing, shapes: Shapes, placed: PlacedShapes, frame: Frame
) -> tuple[Inset, ...]:
    """Plan the insets of a map of communes; among gates they would hide what is around them."""
    if drawing.view.level != "commune" or drawing.kind == "zone":
        return ()
    return plan_insets(placed, frame, shapes.labels)


def _draw_units(
    paper: Paper,
    drawing: Drawing,
    placed: PlacedShapes,
    keeps: np.ndarray,
    *,
    name: str | None = None,
) -> None:
    fills = _shown_fills(drawing, keeps)
    paper.fill(placed.polygons, fills, edge=EDGE, width=0.5, name=name)
    _hatch_units(paper, drawing, placed, keeps)
    _draw_borders(paper, drawing, placed)


def _shown_fills(drawing: Drawing, keeps: np.ndarray) -> list[str]:
    return [
        fill if stays else _faint(fill)
        for fill, stays in zip(unit_fills(drawing), keeps, strict=True)
    ]


def _outline(paper: Paper, shapes: Shapes, placed: PlacedShapes, selected: str) -> None:
    if selected in shapes.codes:
        chosen = shapely.boundary(placed.polygons[shapes.codes.index(selected)])
        # 3 pixels with a casing of 1.5, at 96 pixels an inch
        paper.stroke(chosen, PAPER, width=4.5, layer=6)
        paper.stroke(chosen, _CHOSEN, width=2.25, layer=7)


def spoken_units(atlas: Atlas, drawing: Drawing, *, lang: str) -> list[tuple[str, str]]:
    """Return the code of each unit of a drawing, and its figure said in one line."""
    return [(cell.unit.code, _spoken(atlas, drawing, cell, lang)) for cell in drawing.cells]


def _spoken(atlas: Atlas, drawing: Drawing, cell: Cell, lang: str) -> str:
    said = number_text(atlas, drawing, cell, lang=lang)
    basis = basis_text(cell, lang=lang)
    facts = [said, basis if cell.known else absent_text(cell, drawing.kind, lang=lang)]
    name = unit_name(cell.unit, lang=lang)
    return printable(f"{name}: {', '.join(filter(None, facts))}")


def unit_fills(drawing: Drawing) -> list[str]:
    """Return the ground of each unit, over which a hatching may lie."""
    return [each.ground for each in _symbols(drawing)]


def _symbols(drawing: Drawing) -> list[Symbol]:
    return [
        _symbol(drawing, cell, index)
        for cell, index in zip(drawing.cells, drawing.indices, strict=True)
    ]


def _symbol(drawing: Drawing, cell: Cell, index: int | None) -> Symbol:
    if index is not None:
        return (weak if cell.pending else flat)(drawing.classes.fills[index])
    return OUTSIDE if cell.basis == "not_applicable" else UNKNOWN


def hatch_area(
    paper: Paper, area: shapely.Geometry, symbol: Symbol, *, colour: str = "", layer: float = 3
) -> None:
    """Draw the lines of a symbol over an area, in another colour if one is given."""
    if symbol.lines:
        paper.hatch(
            area,
            colour or symbol.lines,
            step=HATCH_STEP,
            width=symbol.share * HATCH_STEP * _POINTS,
            falling=symbol.falling,
            layer=layer,
        )


def _hatch_units(paper: Paper, drawing: Drawing, placed: PlacedShapes, keeps: np.ndarray) -> None:
    """Hatch what is unknown, and in the colour of its class what rests on weak evidence."""
    symbols = _symbols(drawing)
    for symbol in sorted({each for each in symbols if each.lines}, key=lambda each: each.lines):
        same = np.array([each == symbol for each in symbols])
        for marks, colour in ((same & keeps, symbol.lines), (same & ~keeps, _faint(symbol.lines))):
            area = shapely.coverage_union_all(placed.polygons[marks])
            hatch_area(paper, area, symbol, colour=colour)


def _draw_borders(paper: Paper, drawing: Drawing, placed: PlacedShapes) -> None:
    carried = np.array([cell.basis == "carried" for cell in drawing.cells], dtype=bool)
    # Each edge once: the dots of two neighbours would fill each other's gaps.
    for lines in shared_edges(placed.polygons[carried]):
        paper.stroke(lines, CARRIED_EDGE, width=0.95, line="dotted", layer=3.5)
    paper.stroke(placed.districts, _DISTRICT, width=1.1)
    paper.stroke(placed.province, _OUTLINE, width=1.5)
    draw_own_border(paper, placed)


def _draw_measures(
    paper: Paper,
    placed: PlacedShapes,
    shapes: Shapes,
    frame: Frame,
    insets: Sequence[Box],
    size: str,
    lang: str,
) -> None:
    """Draw scale bar and north arrow in the corner of the frame that is emptiest."""
    per_km = placed.scale / shapes.km_per_degree
    half = _round_length(max(frame.width / 10, _BAR) / per_km)
    bar = half * per_km
    width, height = 2 * bar + 16, _MEASURES[1]
    x, y, _ = _emptiest_corner(placed, frame, width, height, insets)
    paper.take((x, y, x + width, y + height), anyway=True)
    _draw_north(paper, x + 3, y + 1, texts(lang)("export.north"))
    foot = y + height - 2
    for place, fill in ((0, INK), (1, PAPER)):
        paper.box(x + 9 + place * bar, foot - 1.4, bar, 1.4, fill=fill, edge=INK, line=0.6)
    for steps in (0, 1, 2):
        text = format_number(steps * half, decimals=0, lang=lang)
        if steps == 2:
            text = texts(lang)("export.kilometres", value=text)
        paper.write(x + 9 + steps * bar, foot - 2.4, text, size=6.5, across="center")
    if size in PRINTED:
        words = scale_words(1e6 / (per_km * SIZES[size][2]), size, lang=lang)
        paper.write(x + 8, foot - 5.8, words, size=6.5)


def scale_words(parts: float, size: str, *, lang: str) -> str:
    """Say one in how many parts a map is as large as the land, in two figures, on a sheet."""
    unit = 10 ** max(0, len(str(round(parts))) - 2)
    t = texts(lang)
    number = format_number(round(parts / unit) * unit, decimals=0, lang=lang)
    return t("export.scale", parts=number, sheet=t(f"download.size_{size}"))


def _emptiest_corner(
    placed: PlacedShapes, frame: Frame, width: float, height: float, insets: Sequence[Box] = ()
) -> tuple[float, float, float]:
    """Return the corner where a box covers least of land and insets, and how much in mm²."""
    land = shapely.coverage_union_all(placed.polygons)
    for inset in insets:
        land = shapely.union(land, shapely.box(*inset))
    right, bottom = frame.left + frame.width - width, frame.top + frame.height - height
    corners = [(x, y) for y in (bottom, frame.top) for x in (frame.left, right)]
    boxes = [shapely.box(x, y, x + width, y + height) for x, y in corners]
    covered = [land.intersection(box).area for box in boxes]
    x, y = corners[covered.index(min(covered))]
    return x, y, min(covered)


def _draw_north(paper: Paper, x: float, y: float, letter: str) -> None:
    """Draw a north arrow below its letter."""
    paper.write(x, y + 2.2, letter, size=7.5, bold=True, across="center")
    tip, foot, notch = y + 3, y + 10, y + 8.4
    for side, fill in ((-2, INK), (2, PAPER)):
        ring = np.array([(x, tip), (x + side, foot), (x, notch)])
        paper.polygon(ring, fill=fill, edge=INK, line=0.5)


def _round_length(length: float) -> int:
    """Return the largest of 1, 2, 5 times a power of ten that is not longer, at least 1."""
    rounded = 1
    for power in range(5):
        for step in (1, 2, 5):
            if step * 10**power <= length:
                rounded = step * 10**power
    return rounded


def _faint(colour: str) -> str:
    """Return a colour moved towards that of the paper."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(c * (1 - _FAINT) + 255 * _FAINT):02x}" for c in channels)
