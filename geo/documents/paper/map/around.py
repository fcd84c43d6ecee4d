"""What lies around the province on a map of a picture: borders and names of the neighbours."""

import numpy as np
import shapely

from geo.documents.paper.paper import PAPER, Paper, baseline, line_height
from geo.documents.paper.shapes import Frame, PlacedShapes, Shapes
from geo.language.texts import pick

_LOOKS: dict[str, tuple[str, float, str]] = {
    "coast": ("#b4c8d2", 0.7, ""),
    "province": ("#c3cac8", 0.7, ""),
    "country": ("#8d999b", 1.1, "frontier"),
}
"""Colour, width in points and kind of line."""
_OWN, _OWN_WIDTH, _CASING = "#3d4b50", 1.6, 3.0
_INKS = {"sea": "#5d7f90"}
_INK = "#6b777a"
_SIZE = 7.0


def draw_neighbours(paper: Paper, placed: PlacedShapes, frame: Frame) -> None:
    """Draw the borders of the neighbours within the frame, below everything else."""
    window = _window(frame)
    for kind, (colour, width, line) in _LOOKS.items():
        if kind in placed.around:
            seen = _lines(shapely.intersection(placed.around[kind], window))
            paper.stroke(seen, colour, width=width, line=line, layer=0.5)


def draw_own_border(paper: Paper, placed: PlacedShapes) -> None:
    """Draw the part of the province's outline that is a border with a country."""
    lines = placed.around.get("own_country", shapely.MultiLineString())
    paper.stroke(lines, PAPER, width=_CASING, layer=4.2)
    paper.stroke(lines, _OWN, width=_OWN_WIDTH, line="frontier", layer=4.3)


def name_neighbours(
    paper: Paper, shapes: Shapes, placed: PlacedShapes, frame: Frame, *, lang: str
) -> None:
    """Write the names of the neighbours where they are whole within the frame.

    Parameters
    ----------
    paper
        The sheet; the places of the names are taken on it.
    shapes, placed
        The layer, and the same on the sheet.
    frame
        Where the map stands.
    lang
        Language of the names.
    """
    window = _window(frame)
    for each in shapes.names:
        name = pick(each, "name", lang)
        lat, lon = each.at
        middle = placed.at(lon * shapes.shrink, lat)
        words = name.split(" (")
        whole = [words[0], *(f"({word}" for word in words[1:])]
        for lines in ([name], whole):
            width = paper.widest(lines, size=_SIZE)
            height = len(lines) * line_height(_SIZE)
            if np.hypot(width, height) / 2 > each.room * placed.scale:
                continue
            left, top = middle[0] - width / 2, middle[1] - height / 2
            box = (left, top, left + width, top + height)
            if shapely.box(*box).within(window) and paper.take(box):
                _write(paper, lines, middle[0], top, _INKS.get(each.kind, _INK))
            break


def _write(paper: Paper, lines: list[str], x: float, top: float, ink: str) -> None:
    for row, line in enumerate(lines):
        y = top + row * line_height(_SIZE) + baseline(_SIZE)
        paper.write(x, y, line, size=_SIZE, colour=ink, across="center", layer=3.8)


def _window(frame: Frame) -> shapely.Polygon:
    return shapely.box(frame.left, frame.top, frame.left + frame.width, frame.top + frame.height)


def _lines(shape: shapely.Geometry) -> shapely.MultiLineString:
    """Return the lines of what an intersection left, which may hold points besides."""
    parts = shapely.get_parts(shape)
    return shapely.multilinestrings(parts[shapely.get_dimensions(parts) == 1])
