"""The light form of a heavy layer: what a browser draws while the whole layer is in sight.

A layer of thousands of units is more than a screen can show and a browser draws at once. Its light
form has the same units on the same outlines, simplified together to less than a pixel of a
screen, with whole steps of a grid in the place of degrees; it names the file of the
detail, which is loaded when the map is near enough for it to be seen.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.boundaries.polygons import round_coverage

if TYPE_CHECKING:
    from geopandas import GeoSeries

HEAVY_BYTES = 2_000_000
"""A layer whose file is larger has a light form."""
_TOLERANCES = 1_000
"""In the height of a layer: about two to a pixel where a map fills a desktop screen."""
_STEPS = 8
"""Steps of the grid in a tolerance."""


def is_heavy(content: bytes) -> bool:
    """Tell whether the file of a layer is one of those that have a light form."""
    return len(content) > HEAVY_BYTES


def tolerance(polygons: GeoSeries) -> float:
    """Return how far, in degrees, a line of the light form may lie from that of the layer."""
    _, south, _, north = polygons.total_bounds
    return float(north - south) / _TOLERANCES


def lighten(polygons: GeoSeries, degrees: float) -> GeoSeries:
    """Simplify a coverage by Visvalingam-Whyatt; it stays one, with the same index."""
    shapes = shapely.coverage_simplify(polygons.to_numpy(), degrees)
    return round_coverage(type(polygons)(shapes, index=polygons.index, crs=polygons.crs))


def light_document(document: dict[str, Any], *, degrees: float, detail: str) -> dict[str, Any]:
    """Write the document of a simplified layer on a grid.

    Parameters
    ----------
    document
        The document as the file of any layer holds it, in degrees.
    degrees
        The tolerance it was simplified by.
    detail
        Name of the file of the whole layer.

    Returns
    -------
    light : dict
        The same, but for its geometries. Each is a list of lines, and each line a flat list of
        whole numbers: longitude and latitude of its first point in steps of ``grid`` from its
        corner, then the steps from each point to the next.
    """
    west, south, _, _ = document["bbox"]
    corner, step = np.array([west, south]), degrees / _STEPS

    def drawn(geometry: Any) -> list[list[int]]:
        return [_steps(np.array(line), corner, step) for line in _lines(geometry)]

    light = {
        **document,
        "grid": {"west": west, "south": south, "step": step},
        "detail": {"file": detail, "degrees": degrees},
        "units": [{**unit, "g": drawn(unit["g"])} for unit in document["units"]],
        "outlines": {name: drawn(each) for name, each in document["outlines"].items()},
    }
    if "around" in document:
        around = document["around"]
        lines = {kind: drawn(each) for kind, each in around["lines"].items()}
        light["around"] = {**around, "lines": lines}
    return light


def _lines(geometry: Any) -> list[Any]:
    """Return the lines of a geometry of GeoJSON, rings of polygons included."""
    found = geometry["coordinates"]
    kind = geometry["type"]
    if kind == "LineString":
        return [found]
    return list(chain.from_iterable(found)) if kind == "MultiPolygon" else list(found)


def _steps(
    line: np.ndarray[Any, np.dtype[np.float64]],
    corner: np.ndarray[Any, np.dtype[np.float64]],
    step: float,
) -> list[int]:
    """Return a line in steps; points that fall together on the grid stand once."""
    points = np.round((line - corner) / step).astype(int)
    moved = np.any(np.diff(points, axis=0) != 0, axis=1)
    kept = points[np.concatenate([[True], moved])]
    steps: list[int] = np.diff(kept, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return steps
