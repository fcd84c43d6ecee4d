"""The shapes of a boundary layer as pictures need them: made once, then put into place."""

import json
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geo.boundaries.context import PlaceName
from geo.boundaries.layer_files import Layer
from geo.facts.lifetime import kept_with

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """A layer in plane coordinates: degrees, longitudes shrunk by the cosine of the latitude.

    Parameters
    ----------
    codes, labels
        Code and short name of each unit, in the order of the layer.
    polygons
        Their polygons.
    points, rooms
        Where a name fits best inside each polygon, and the radius of the room there.
    province, districts
        Outline of the province, borders of the districts or former districts.
    bounds
        West, south, east, north.
    around, names
        What lies around by its kind, as `geo.boundaries.context` draws it, and names with the
        places that they may stand in.
    shrink
        Cosine of the latitude in the middle of the layer.
    km_per_degree
        Kilometres of one unit of the plane coordinates eastward, at that latitude on WGS 84.
    """

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    polygons: NDArray[np.object_]
    points: NDArray[np.float64]
    rooms: NDArray[np.float64]
    province: shapely.Geometry
    districts: shapely.Geometry
    around: dict[str, shapely.Geometry]
    names: tuple[PlaceName, ...]
    bounds: tuple[float, float, float, float]
    shrink: float
    km_per_degree: float


@kept_with(1)
def layer_shapes(layer: Layer) -> Shapes:
    """Return the shapes of a layer, made once.

    Parameters
    ----------
    layer
        The layer.

    Returns
    -------
    shapes : Shapes
        North is up and a kilometre is as long eastward as northward at the middle latitude.
    """
    document = json.loads(layer.content)
    west, south, east, north = document["bbox"]
    middle = (south + north) / 2
    shrink = float(np.cos(np.radians(middle)))
    _, _, metres = Geod(ellps="WGS84").inv(west, middle, east, middle)
    units = document["units"]
    around = document.get("around", {"lines": {}, "names": []})
    points = np.array([unit["at"][::-1] for unit in units], dtype=float).reshape(-1, 2)
    return Shapes(
        codes=tuple(unit["code"] for unit in units),
        labels=tuple(unit["label"] for unit in units),
        polygons=_flat([unit["g"] for unit in units], shrink),
        points=points * [shrink, 1.0],
        rooms=np.array([unit["room"] for unit in units], dtype=float),
        province=_flat([document["outlines"]["province"]], shrink)[0],
        districts=_flat([document["outlines"]["district"]], shrink)[0],
        around={kind: _flat([each], shrink)[0] for kind, each in around["lines"].items()},
        names=tuple(PlaceName(**each) for each in around["names"]),
        bounds=(west * shrink, south, east * shrink, north),
        shrink=shrink,
        km_per_degree=metres / 1000 / ((east - west) * shrink),
    )


def _flat(geometries: list[dict[str, object]], shrink: float) -> NDArray[np.object_]:
    shapes = shapely.from_geojson([json.dumps(geometry) for geometry in geometries])
    flat: NDArray[np.object_] = shapely.transform(shapes, lambda points: points * [shrink, 1.0])
    return flat


@dataclass(frozen=True)
class Frame:
    """A place on a sheet of paper, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def frame_of(box: tuple[float, float, float, float]) -> Frame:
    """Return the place that a box covers: left, top, right, bottom."""
    left, top, right, bottom = box
    return Frame(left, top, right - left, bottom - top)


@dataclass(frozen=True, eq=False)
class PlacedShapes:
    """A layer moved into a frame, in millimetres; `scale` is those of one plane unit."""

    polygons: NDArray[np.object_]
    points: NDArray[np.float64]
    rooms: NDArray[np.float64]
    province: shapely.Geometry
    districts: shapely.Geometry
    around: dict[str, shapely.Geometry]
    scale: float
    origin: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of a point in plane coordinates."""
        return (self.origin[0] + x * self.scale, self.origin[1] - y * self.scale)


@kept_with(2)
def place_shapes(shapes: Shapes, frame: Frame) -> PlacedShapes:
    """Move a layer into the middle of a frame, as large as it fits: once for maps alike.

    Parameters
    ----------
    shapes
        The layer.
    frame
        The frame.

    Returns
    -------
    placed : PlacedShapes
        The same proportions, north up: on paper y grows downward.
    """
    west, south, east, north = shapes.bounds
    scale = min(frame.width / (east - west), frame.height / (north - south))
    left = frame.left + (frame.width - (east + west) * scale) / 2
    top = frame.top + (frame.height + (north + south) * scale) / 2

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return points * [scale, -scale] + [left, top]

    return PlacedShapes(
        polygons=shapely.transform(shapes.polygons, moved),
        points=moved(shapes.points),
        rooms=shapes.rooms * scale,
        province=shapely.transform(shapes.province, moved),
        districts=shapely.transform(shapes.districts, moved),
        around={kind: shapely.transform(each, moved) for kind, each in shapes.around.items()},
        scale=scale,
        origin=(left, top),
    )


def hatch_lines(box: Box, step: float, *, falling: bool) -> NDArray[np.object_]:
    """Return lines over a box that rise, or fall, to the right, `step` millimetres apart."""
    west, north, east, south = box
    if falling:
        # the same lines seen in a mirror at the left edge of the sheet
        west, east = -east, -west
    pitch = step * np.sqrt(2)
    first = np.floor((west + north) / pitch) * pitch
    sums = np.arange(first, east + south + pitch, pitch)
    low, high = sums - south, sums - north
    ends = np.stack(
        [
            np.column_stack([low, np.full_like(sums, south)]),
            np.column_stack([high, np.full_like(sums, north)]),
        ],
        axis=1,
    )
    if falling:
        ends[..., 0] *= -1
    lines: NDArray[np.object_] = shapely.linestrings(ends)
    return lines
