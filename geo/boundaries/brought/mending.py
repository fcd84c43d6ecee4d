"""Making a coverage of polygons that are one but for specks, and telling what was mended."""

from collections.abc import Sequence

import shapely
from geopandas import GeoSeries

from geo.boundaries.brought.doubts import Doubt, Item
from geo.boundaries.brought.faults import layer_fault
from geo.boundaries.specks import (
    HAIRLINE,
    SPECK_HA,
    Speck,
    fill_gaps,
    find_gaps,
    find_overlaps,
    hectares,
)
from geo.errors import Fault
from geo.language.numbers import Amount
from geo.language.texts import Phrase


def mend(
    layer: str, polygons: GeoSeries, *, vintage: str, known: GeoSeries
) -> tuple[GeoSeries, list[Fault], list[Doubt]]:
    """Make polygons meet, if nothing is in the way but specks.

    An overlap goes to the unit that has the longest edge in common with it, and so does a gap.
    A hole in which another unit lies is no gap and is kept; it is told where the shipped drawing
    has none.

    Parameters
    ----------
    layer
        Name of the layer in its file.
    polygons
        Valid polygons in degrees, index the codes.
    vintage
        Vintage of their units.
    known
        The polygons of the shipped layer.

    Returns
    -------
    mended : GeoSeries
        A coverage, if there are no faults.
    faults : list of Fault
        Overlaps and gaps that are larger than specks, with place and size.
    doubts : list of Doubt
        What was mended or kept, with place and size.
    """
    overlaps = find_overlaps(polygons)
    faults = _large(layer, overlaps, "overlaps")
    if faults:
        return polygons, faults, []
    clean = shapely.coverage_clean(polygons.to_numpy(), gap_width=HAIRLINE)
    mended = GeoSeries(clean, index=polygons.index, crs=polygons.crs)
    gaps = find_gaps(mended)
    faults = _large(layer, gaps, "gaps")
    if faults:
        return polygons, faults, []
    mended = fill_gaps(mended, gaps)
    usual = {each.units for each in _enclaves(known)}
    enclaves = [each for each in _enclaves(mended) if each.units not in usual]
    told = {"overlap": overlaps, "gap": gaps, "enclave": enclaves}
    doubts = [
        Doubt(kind, layer, tuple(_item(speck, vintage) for speck in specks))
        for kind, specks in told.items()
        if specks
    ]
    return mended, [], doubts


def _large(layer: str, specks: Sequence[Speck], key: str) -> list[Fault]:
    large = [speck for speck in specks if not speck.small]
    if not large:
        return []
    places = [
        Phrase(
            f"boundary_fault.{key}_place",
            {
                "unit": speck.units[0],
                "other": speck.units[-1],
                "hectares": Amount(value=speck.hectares, decimals=2),
                "at": f"{speck.lat:.5f} {speck.lon:.5f}",
            },
        )
        for speck in large
    ]
    most = Amount(value=SPECK_HA, decimals=0)
    return [layer_fault(layer, key, column="geometry", places=places, count=len(large), most=most)]


def _item(speck: Speck, vintage: str) -> Item:
    units = tuple((vintage, code) for code in speck.units[:2])
    return Item(units, {"hectares": speck.hectares}, (speck.lat, speck.lon))


def _enclaves(polygons: GeoSeries) -> list[Speck]:
    """Return the parts of units that lie in a hole of another: inner and outer code."""
    parts, owner = shapely.get_parts(polygons.to_numpy(), return_index=True)
    tree = shapely.STRtree(parts)
    found = []
    for part, code in zip(parts, polygons.index[owner], strict=True):
        for ring in part.interiors:
            inside = tree.query(shapely.Polygon(ring), predicate="contains")
            for at in inside.tolist():
                point = shapely.point_on_surface(parts[at])
                size = float(hectares(parts[at : at + 1])[0])
                units = (str(polygons.index[owner[at]]), str(code))
                found.append(Speck(units, point.y, point.x, size, parts[at]))
    return found
