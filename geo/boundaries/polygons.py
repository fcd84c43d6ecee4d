"""Polygons that share their edges: dissolving, rounding, borders.

A coverage is a set of polygons without overlaps whose neighbours have the same vertices
along their common edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiLineString

if TYPE_CHECKING:
    from geopandas import GeoSeries

DECIMALS = 5
"""Decimals of a coordinate in degrees; the fifth is about a metre."""
ROUNDS = 8
"""How often rounding may be repaired before it is given up."""


def is_coverage(polygons: GeoSeries) -> bool:
    """Tell whether polygons are valid, not empty and form a coverage.

    Parameters
    ----------
    polygons
        Polygons or multipolygons.

    Returns
    -------
    sound : bool
        True for no polygons at all.
    """
    shapes = polygons.to_numpy()
    return bool(
        shapely.is_valid(shapes).all()
        and not shapely.is_empty(shapes).any()
        and shapely.coverage_is_valid(shapes)
    )


def dissolve(polygons: GeoSeries, labels: NDArray[np.object_]) -> GeoSeries:
    """Join the polygons of a coverage that have the same label.

    Parameters
    ----------
    polygons
        A coverage.
    labels
        One label per polygon, in the same order.

    Returns
    -------
    joined : GeoSeries
        One polygon or multipolygon per label, index sorted by label, same CRS.
    """
    shapes = polygons.to_numpy()
    names = sorted(set(labels))
    joined = [shapely.coverage_union_all(shapes[labels == name]) for name in names]
    return type(polygons)(joined, index=names, crs=polygons.crs)


def round_coverage(polygons: GeoSeries) -> GeoSeries:
    """Round coordinates in degrees so that the coverage stays one.

    Parameters
    ----------
    polygons
        A coverage in degrees.

    Returns
    -------
    rounded : GeoSeries
        The same index and CRS, coordinates of `DECIMALS` decimals, a valid coverage.

    Raises
    ------
    ValueError
        If a polygon is too small or too thin to survive the rounding.

    Notes
    -----
    A vertex near a foreign edge may land on its other side. Such places are noded anew
    and rounded again, which settles after one or two rounds.
    """
    rounded = _rounded(polygons)
    for _ in range(ROUNDS):
        if is_coverage(rounded):
            return rounded
        if shapely.is_empty(rounded.to_numpy()).any():
            break
        noded = shapely.coverage_clean(rounded.to_numpy(), snapping_distance=0)
        rounded = _rounded(type(polygons)(noded, index=polygons.index, crs=polygons.crs))
    raise ValueError(f"the polygons do not survive rounding to {DECIMALS} decimals of a degree")


def borders(polygons: GeoSeries) -> tuple[MultiLineString, MultiLineString]:
    """Draw the edges of a coverage: around it, and between its polygons.

    Parameters
    ----------
    polygons
        A coverage.

    Returns
    -------
    outer : MultiLineString
        The edges that belong to one polygon.
    inner : MultiLineString
        The edges that two polygons share.
    """
    return shared_edges(polygons.to_numpy())


def shared_edges(shapes: NDArray[np.object_]) -> tuple[MultiLineString, MultiLineString]:
    """Draw the edges of the polygons of a coverage; see `borders`."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    steps = np.hstack([points[:-1], points[1:]])[ring[:-1] == ring[1:]]
    backward = (steps[:, 0] > steps[:, 2]) | (
        (steps[:, 0] == steps[:, 2]) & (steps[:, 1] > steps[:, 3])
    )
    steps[backward] = steps[backward][:, [2, 3, 0, 1]]
    edges, uses = np.unique(steps, axis=0, return_counts=True)
    return joined_lines(edges[uses == 1]), joined_lines(edges[uses > 1])


def _rounded(polygons: GeoSeries) -> GeoSeries:
    shapes = shapely.transform(polygons.to_numpy(), lambda points: np.round(points, DECIMALS))
    return type(polygons)(shapes, index=polygons.index, crs=polygons.crs)


def joined_lines(edges: NDArray[np.float64]) -> MultiLineString:
    """Join single edges, each a row of x, y, x, y, to lines as long as possible."""
    lines = shapely.multilinestrings(shapely.linestrings(edges.reshape(-1, 2, 2)))
    joined = shapely.normalize(shapely.line_merge(lines))
    return shapely.multilinestrings(shapely.get_parts(joined))
