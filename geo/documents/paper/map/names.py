"""Names on the map of a picture: where they fit, some beside their unit, none over another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.documents.paper.letters import in_two, widths
from geo.documents.paper.map.leaders import Leaders, leading
from geo.documents.paper.paper import INK, PAPER, Paper, baseline, line_height
from geo.documents.paper.shapes import Box, Frame, PlacedShapes, Shapes
from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.reading.values import number_text
from geo.views.drawing import Drawing

_SIZES = {"commune": (6.6, 5.8, 5.0), "district": (9.0, 7.5, 6.5), "province": (12.0, 9.0)}
_SHIFTS = np.array([(0.0, 0.0), (0.0, -0.4), (0.0, 0.4), (-0.4, 0.0), (0.4, 0.0)])
"""Places of a name around the label point, in parts of the room there."""
_INSIDE = 0.93
"""Share of a name's box that has to lie in its own unit."""
_GREY = "#849197"
_INKS = (INK, PAPER, "#000000")
_READABLE = 4.5
_CLOSE = 0.9
"""Lines of one name stand a little closer than those of a text."""


def write_names(
    paper: Paper,
    atlas: Atlas,
    drawing: Drawing,
    shapes: Shapes,
    placed: PlacedShapes,
    *,
    fills: Sequence[str],
    frame: Frame,
    lang: str,
    keeps: Sequence[bool],
    selected: str = "",
    far: float = 0.0,
    among: Collection[int] | None = None,
) -> None:
    """Write the names of the units that have room for them, and of some beside their unit.

    First come the one selected, those kept, the highest classes, and the roomiest.

    Parameters
    ----------
    paper
        The sheet; names keep off the places that are taken on it.
    atlas
        The atlas.
    drawing
        The drawing; names above the communes stand over their value.
    shapes, placed
        Its layer, and the same on the sheet.
    fills
        Colour of each unit, on which its name has to be read.
    frame
        Where on the sheet the map is.
    lang
        Language of the values.
    keeps
        For each unit whether the filter keeps it; the names of the rest are grey.
    selected
        Code of the unit selected, or empty.
    far
        Where the map is seen from afar, points of the smallest letters: only what it is about
        is named then.
    among
        The places of the units that are named; None for all.
    """
    sizes = tuple(dict.fromkeys(max(size, far) for size in _SIZES[drawing.view.level]))
    names = _Names(paper, placed, sizes)
    leads = leading(drawing, keeps, selected)
    ways = _ways(shapes.labels)
    words = {
        place: _words(atlas, drawing, place, ways[place], lang)
        for place in _ordered(drawing, placed, keeps, selected)
        if (among is None or place in among)
        and (not far or place in leads or _is_told(drawing, place, keeps))
    }
    inks = [readable_on(fill) if kept else _GREY for fill, kept in zip(fills, keeps, strict=True)]

    def write_inside(place: int, variants: Sequence[list[str]]) -> bool:
        return names.inside(place, variants, inks[place], fills[place])

    leaders = Leaders(paper, placed, frame, sorted(leads))
    led = [place for place in words if place in leads]
    small = [place for place in led if not write_inside(place, words[place].whole)]
    left = [place for place in small if not names.beside(leaders, place, words[place].whole[0])]
    for place in [*left, *(place for place in words if place not in leads)]:
        write_inside(place, [*words[place].whole, *words[place].less])


def too_dense(placed: PlacedShapes, names: Sequence[str]) -> NDArray[np.bool_]:
    """Tell of communes whether their name has no room, broken in two at the most and not small."""
    size, ruler = _SIZES["commune"][1], Paper(1, 1)

    def fits(place: int, ways: list[list[str]]) -> bool:
        if any(np.hypot(*_size_of(ruler, way, size)) < 2 * placed.rooms[place] for way in ways):
            return True
        return any(_boxes_within(ruler, placed, place, way, size) for way in ways)

    return np.array([not fits(*each) for each in enumerate(_ways(names))], dtype=bool)


@dataclass(frozen=True)
class _Words:
    """The lines that may stand for a unit, and those that say less than all, the best first."""

    whole: list[list[str]]
    less: list[list[str]]


def _words(atlas: Atlas, drawing: Drawing, place: int, bare: list[list[str]], lang: str) -> _Words:
    if drawing.view.level != "commune" and drawing.kind == "numeric":
        # the unit stands in the legend; zero is told by the colour
        cell = drawing.cells[place]
        value = number_text(atlas, drawing, cell, lang=lang, with_unit=False)
        if value and cell.value:
            return _Words([[*bare[0], value]], bare)
    return _Words(bare, [])


@dataclass(frozen=True)
class _Names:
    """Names on a sheet, in letters of some sizes."""

    paper: Paper
    placed: PlacedShapes
    sizes: Sequence[float]

    def inside(self, place: int, words: Sequence[list[str]], ink: str, fill: str) -> bool:
        """Write a name within its unit; tell whether there was room."""
        for size, lines in product(self.sizes, words):
            box = _place(self.paper, self.placed, place, lines, size)
            if box is not None:
                _write(self.paper, lines, box, size=size, ink=ink, halo=fill)
                return True
        return False

    def beside(self, leaders: Leaders, place: int, lines: list[str]) -> bool:
        """Write a name at the end of a line to its unit; tell whether there was room."""
        size = self.sizes[0]
        box = leaders.place(place, *_size_of(self.paper, lines, size))
        if box is not None:
            _write(self.paper, lines, box, size=size, ink=INK, halo=PAPER)
        return box is not None


def _ordered(
    drawing: Drawing, placed: PlacedShapes, keeps: Sequence[bool], selected: str
) -> list[int]:
    """Return the places of the units in the order in which they get their names."""

    def rank(place: int) -> tuple[bool, bool, int, float]:
        index = drawing.indices[place]
        marked = drawing.cells[place].unit.code == selected
        height = -1 if index is None else index
        return (not marked, not keeps[place], -height, -float(placed.rooms[place]))

    return sorted(range(len(drawing.cells)), key=rank)


def _is_told(drawing: Drawing, place: int, keeps: Sequence[bool]) -> bool:
    """Tell whether a map has a figure to tell of a unit; one of gates tells of its gates."""
    known = drawing.indices[place] is not None and drawing.kind != "zone"
    return known and bool(keeps[place])


def _ways(names: Sequence[str]) -> list[list[list[str]]]:
    """Return for each name the lines that it may stand in: one or, of several words, two."""
    found = [
        [[name], *([[*lines]] if lines else [])]
        for name, lines in zip(names, in_two(names), strict=True)
    ]
    # asked at once, each width is known when it is needed
    widths(line for ways in found for way in ways for line in way)
    return found


def _place(
    paper: Paper, placed: PlacedShapes, place: int, lines: Sequence[str], size: float
) -> Box | None:
    """Take a place for a name within its unit; None where there is none."""
    boxes = _boxes_within(paper, placed, place, lines, size)
    return next((box for box in boxes if paper.take(box)), None)


def _boxes_within(
    paper: Paper, placed: PlacedShapes, place: int, lines: Sequence[str], size: float
) -> list[Box]:
    width, height = _size_of(paper, lines, size)
    room = float(placed.rooms[place])
    # A box that is far larger than the largest circle cannot lie inside.
    if width > 5 * room or height > 2.4 * room:
        return []
    return _boxes_inside(placed, place, width, height)


def _size_of(paper: Paper, lines: Sequence[str], size: float) -> tuple[float, float]:
    # the rest leaves room for the halo
    return paper.widest(lines, size=size) + 0.5, len(lines) * line_height(size) * _CLOSE


@kept_with(4096)
def _boxes_inside(placed: PlacedShapes, place: int, width: float, height: float) -> list[Box]:
    """Return the boxes of a size around the label point that lie in their unit."""
    centres = placed.points[place] + _SHIFTS * placed.rooms[place]
    half = np.array([width, height]) / 2
    corners = np.hstack([centres - half, centres + half])
    boxes = shapely.box(*corners.T)
    inside = shapely.area(shapely.intersection(placed.polygons[place], boxes))
    return [tuple(each) for each in corners[inside >= _INSIDE * width * height].tolist()]


def _write(
    paper: Paper, lines: Sequence[str], box: Box, *, size: float, ink: str, halo: str
) -> None:
    left, top, right, _ = box
    for row, line in enumerate(lines):
        paper.write(
            (left + right) / 2,
            top + row * line_height(size) * _CLOSE + baseline(size) - 0.05 * line_height(size),
            line,
            size=size,
            colour=ink,
            across="center",
            halo=halo,
            layer=11,
        )


def readable_on(fill: str) -> str:
    """Return the first of ink, paper and black whose letters stand out from a colour.

    They do with a contrast of 4.5 to 1 (WCAG 2); of black and white one always has it.
    """
    return next(ink for ink in _INKS if contrast(fill, ink) >= _READABLE)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
