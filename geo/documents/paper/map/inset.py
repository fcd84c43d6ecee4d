"""Insets of a map: places too dense to be read, drawn larger where the sheet is empty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import shapely

from geo.documents.paper.map.names import too_dense
from geo.documents.paper.paper import INK, PAPER, Paper
from geo.documents.paper.shapes import Box, Frame, PlacedShapes
from geo.facts.lifetime import kept_with
from geo.language.numbers import format_number
from geo.language.texts import texts

_FEWEST = (2, 4)
"""Units that are worth a first and a second inset."""
_ROOMS = ((66.0, 54.0), (54.0, 66.0), (56.0, 46.0), (46.0, 56.0), (46.0, 38.0), (38.0, 32.0))
"""Width and height in millimetres that an inset may have, the best first."""
_TIMES, _LARGEST = (2.6, 2.0, 1.7), 4.0
"""How much larger an inset is at the least, the best first, and at the most."""
_EDGE = 1.5
"""Millimetres around the dense units in an inset."""
_SEEN = 0.6
"""Part of a unit that an inset has to show for its name to stand there."""
_CLEAR, _BLUNT, _STEP = 2.0, 0.5, 2.0
"""Millimetres around land and insets, that an outline may be off, and between places tried."""
_SIZE, _TITLE = 6.5, 3.6


@dataclass(frozen=True)
class Inset:
    """A part of a map and where it stands larger.

    Parameters
    ----------
    part, box
        The part, and the place of its enlargement, in millimetres of the sheet.
    times
        How much larger it is.
    units
        The places of the units whose names stand there and not on the map itself.
    """

    part: Box
    box: Box
    times: float
    units: frozenset[int]

    def moved(self, points: np.ndarray) -> np.ndarray:
        """Return where points of the map stand in the inset."""
        from_corner = points - np.array(self.part[:2])
        return np.asarray(from_corner * self.times + np.array(self.box[:2]))


@kept_with(2)
def plan_insets(placed: PlacedShapes, frame: Frame, names: tuple[str, ...]) -> tuple[Inset, ...]:
    """Find the places of a map of communes that are too dense, and room for each beside the land.

    Parameters
    ----------
    placed
        The layer on the sheet.
    frame
        Where on the sheet the map is.
    names
        What is to be read in each unit.
    """
    dense = too_dense(placed, names)
    # a blunt outline is looked at faster, and the distance does not need a fine one
    land = shapely.simplify(shapely.coverage_union_all(placed.polygons), _BLUNT)
    busy = shapely.buffer(land, _CLEAR + _BLUNT, quad_segs=1)
    found: list[Inset] = []
    for fewest in _FEWEST:
        inset = next((each for each in _possible(placed, frame, busy, dense, fewest)), None)
        if inset is None:
            break
        found.append(inset)
        dense[list(inset.units)] = False
        left, top, right, bottom = inset.box
        taken = shapely.box(left, top - _TITLE, right, bottom)
        busy = shapely.union(busy, shapely.buffer(taken, _CLEAR, quad_segs=1))
    return tuple(found)


def _possible(
    placed: PlacedShapes, frame: Frame, busy: shapely.Geometry, dense: np.ndarray, fewest: int
) -> Iterator[Inset]:
    """Yield the insets that there is room for, the best first."""
    for least, room in product(_TIMES, map(np.array, _ROOMS)):
        part = _densest(placed, dense, room / least, fewest)
        if part is None:
            continue
        size = np.array([part[2] - part[0], part[3] - part[1]])
        times = min(_LARGEST, float((room / size).min()))
        corner = _nearest_room(part, size * times, frame, busy)
        if corner is not None:
            (x, y), (width, height) = corner, size * times
            seen = shapely.area(shapely.intersection(placed.polygons, shapely.box(*part)))
            shown = seen >= _SEEN * shapely.area(placed.polygons)
            units = frozenset(np.flatnonzero(shown).tolist())
            yield Inset(part, (x, y, float(x + width), float(y + height)), times, units)


def _densest(placed: PlacedShapes, dense: np.ndarray, size: np.ndarray, fewest: int) -> Box | None:
    """Return the bounds of the most dense units that lie together in a part of a size."""
    bounds = shapely.bounds(placed.polygons[dense])
    low, high = bounds[:, :2], bounds[:, 2:]
    # by the western edge that a part may begin at, and by its northern one
    across, down = (
        (low[:, axis] >= start) & (high[:, axis] <= start + size[axis] - 2 * _EDGE)
        for axis, start in enumerate((low[:, :1], low[:, 1:]))
    )
    counts = np.einsum("iu,ju->ij", across.astype(np.int16), down.astype(np.int16))
    if counts.max(initial=0) < fewest:
        return None
    column, row = np.unravel_index(counts.argmax(), counts.shape)
    those = bounds[across[column] & down[row]]
    west, north = (those[:, :2].min(axis=0) - _EDGE).tolist()
    east, south = (those[:, 2:].max(axis=0) + _EDGE).tolist()
    return (west, north, east, south)


def _nearest_room(
    part: Box, size: np.ndarray, frame: Frame, busy: shapely.Geometry
) -> tuple[float, float] | None:
    """Return the corner of a place for an inset, as near to its part as can be."""
    free = np.array([frame.width, frame.height - _TITLE]) - size
    if (free < 0).any():
        return None
    steps = [np.arange(0, each + 0.01, _STEP) for each in free]
    start = np.array([frame.left, frame.top + _TITLE])
    corners = np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 2) + start
    boxes = shapely.box(*corners.T, *(corners + size).T)
    middle = np.array([part[0] + part[2], part[1] + part[3]]) / 2
    away = np.hypot(*(corners + size / 2 - middle).T)
    shapely.prepare(busy)
    away[shapely.intersects(busy, boxes)] = np.inf
    if not np.isfinite(away.min()):
        return None
    x, y = corners[away.argmin()].tolist()
    return x, y


def enlarged(placed: PlacedShapes, inset: Inset) -> PlacedShapes:
    """Return what an inset shows of a layer, in its place on the sheet."""
    window = shapely.box(*inset.part)

    def cut(shapes: Iterable[shapely.Geometry], dimension: int) -> np.ndarray:
        make = shapely.multipolygons if dimension == 2 else shapely.multilinestrings
        kept = [
            make(parts[shapely.get_dimensions(parts) == dimension])
            for parts in map(shapely.get_parts, shapely.intersection(list(shapes), window))
        ]
        return np.asarray(shapely.transform(np.array(kept), inset.moved))

    lines = [placed.province, placed.districts, *placed.around.values()]
    province, districts, *around = cut(lines, 1)
    return replace(
        placed,
        polygons=cut(placed.polygons, 2),
        points=inset.moved(placed.points),
        rooms=placed.rooms * inset.times,
        province=province,
        districts=districts,
        around=dict(zip(placed.around, around, strict=True)),
        scale=placed.scale * inset.times,
    )


def frame_inset(paper: Paper, inset: Inset, *, lang: str) -> None:
    """Draw the ground and the edge of an inset, its edge on the map, and how large it is."""
    for (left, top, right, bottom), line in ((inset.part, 0.7), (inset.box, 0.9)):
        paper.box(left, top, right - left, bottom - top, edge=INK, line=line, layer=7.5)
    left, top, right, bottom = inset.box
    paper.box(left, top, right - left, bottom - top, fill=PAPER, layer=1.5)
    words = texts(lang)("export.inset", times=format_number(inset.times, decimals=1, lang=lang))
    paper.write(left, top - 1.2, words, size=_SIZE, colour=INK, halo=PAPER, layer=11)
    paper.take((left, top - _TITLE, right, top), anyway=True)
