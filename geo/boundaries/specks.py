"""Specks of a drawing: small places that two polygons of a layer share, or that none has.

A layer is to be a coverage. Where a file was drawn by hand it is one but for slips of the pen;
those of less than `SPECK_HA` are mended, larger ones are somebody's land and are not decided
here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

if TYPE_CHECKING:
    from geopandas import GeoSeries

SPECK_HA = 2.0
"""Hectares of the largest speck: half a millimetre wide on a map of 1:250,000, and a fiftieth
of the smallest old wards and townships, of which none is under 80 ha."""
HAIRLINE = 1e-6
"""Width in degrees up to which a gap or overlap is no more than the rounding of edges: 11 cm."""
_SQUARE_METRES = 10_000


@dataclass(frozen=True)
class Speck:
    """A place that two polygons share or that none has.

    `units` are the codes of the two that overlap, or of the neighbours around a gap, the one
    with the longest common edge first; `lat` and `lon` lie inside the place.
    """

    units: tuple[str, ...]
    lat: float
    lon: float
    hectares: float
    shape: shapely.Polygon = field(repr=False, compare=False)

    @property
    def small(self) -> bool:
        """Whether the place is small enough to be mended."""
        return self.hectares <= SPECK_HA


def hectares(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Measure polygons on the ellipsoid.

    Parameters
    ----------
    shapes
        Polygons or multipolygons in degrees.

    Returns
    -------
    areas : array of float
        Hectares, in the same order.

    Notes
    -----
    Geodesic area on WGS 84 after C. F. F. Karney, Algorithms for geodesics, Journal of
    Geodesy 87 (2013).
    """
    geod = Geod(ellps="WGS84")
    # the outer ring must run one way for an area above zero
    areas = [
        0.0 if shape.is_empty else geod.geometry_area_perimeter(shape)[0]
        for shape in shapely.orient_polygons(shapes)
    ]
    return np.array(areas, dtype=float) / _SQUARE_METRES


def find_overlaps(polygons: GeoSeries) -> list[Speck]:
    """Find the places that two polygons share, but for hairlines along their edges.

    Parameters
    ----------
    polygons
        Valid polygons in degrees, index the codes.

    Returns
    -------
    overlaps : list of Speck
        The largest first.
    """
    shapes = polygons.to_numpy()
    if shapely.coverage_is_valid(shapes):
        return []
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    common = shapely.intersection(shapes[one], shapes[other])
    pieces, pair = shapely.get_parts(common, return_index=True)
    # half the outline of a long thin piece is its length
    wide = shapely.area(pieces) > HAIRLINE * shapely.length(pieces) / 2
    codes = [
        (str(polygons.index[one[at]]), str(polygons.index[other[at]])) for at in pair[wide].tolist()
    ]
    return _specks(pieces[wide], codes)


def find_gaps(polygons: GeoSeries) -> list[Speck]:
    """Find the places that polygons enclose and that belong to none of them.

    Parameters
    ----------
    polygons
        A coverage in degrees, index the codes.

    Returns
    -------
    gaps : list of Speck
        The largest first.
    """
    shapes = polygons.to_numpy()
    whole = shapely.coverage_union_all(shapes)
    rings = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
    enclosed = np.array([shapely.Polygon(ring) for ring in rings], dtype=object)
    # a unit may lie like an island in a gap
    holes = shapely.get_parts(shapely.difference(enclosed, whole))
    tree = shapely.STRtree(shapes)
    return _specks(holes, [_neighbours(polygons, tree, hole) for hole in holes])


def fill_gaps(polygons: GeoSeries, gaps: Sequence[Speck]) -> GeoSeries:
    """Give each gap to the neighbour that has the longest edge in common with it.

    Parameters
    ----------
    polygons
        The coverage.
    gaps
        Some of its gaps, as `find_gaps` returns them.

    Returns
    -------
    filled : GeoSeries
        The coverage without these gaps.
    """
    filled = polygons.copy()
    for gap in gaps:
        code = gap.units[0]
        filled[code] = shapely.coverage_union_all([filled[code], gap.shape])
    return filled


def _neighbours(
    polygons: GeoSeries, tree: shapely.STRtree, hole: shapely.Polygon
) -> tuple[str, ...]:
    near = tree.query(hole, predicate="intersects")
    edges = shapely.length(shapely.intersection(polygons.to_numpy()[near], hole))
    ordered = near[np.argsort(-edges, kind="stable")]
    return tuple(str(polygons.index[at]) for at in ordered)


def _specks(shapes: NDArray[np.object_], units: Sequence[tuple[str, ...]]) -> list[Speck]:
    points = shapely.get_coordinates(shapely.point_on_surface(shapes)).reshape(-1, 2).tolist()
    sizes = hectares(shapes).tolist()
    found = [
        Speck(codes, lat, lon, size, shape)
        for codes, (lon, lat), size, shape in zip(units, points, sizes, shapes, strict=True)
    ]
    return sorted(found, key=lambda speck: (-speck.hectares, speck.units))
