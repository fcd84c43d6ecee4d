"""Other boundaries of the made-up province: sound layers to be spoilt, and their files."""

import warnings
from pathlib import Path

import geopandas as gpd
from geopandas import GeoDataFrame
from shapely.geometry import Polygon, box

OLD = "communes_2015-01-01"
NEW = "communes_2022-07-01"
Frames = dict[str, GeoDataFrame]


def spot(west: float, south: float, east: float, north: float) -> Polygon:
    """Return a box; the province is 2 wide and 3 high, the border of its districts at 1."""
    x, y = [round(100.05 + 0.2 * at, 9) for at in (west, east)], (south, north)
    return box(x[0], round(19.65 + 0.1 * y[0], 9), x[1], round(19.65 + 0.1 * y[1], 9))


def layer(units: dict[str, Polygon]) -> GeoDataFrame:
    """Return a layer with the polygons of units by code."""
    frame = {"code": list(units), "name": ["any column more"] * len(units)}
    return gpd.GeoDataFrame(frame, geometry=list(units.values()), crs="EPSG:4326")


def sound_layers() -> Frames:
    """Return sound layers, which divide the east a little otherwise than the gazetteer."""
    one, two, three = spot(0, 2, 1, 3), spot(0, 1, 1, 2), spot(0, 0, 1, 1)
    right = {"70010": spot(1, 1.5, 2, 3), "70013": spot(1, 0, 2, 1.5)}
    return {
        # West and east meet in T-junctions, where the neighbour has no vertex.
        OLD: layer({"70001": one, "70004": two, "70007": three, **right}),
        NEW: layer({"70010": spot(1, 0, 2, 3), "70001": one, "70007": spot(0, 0, 1, 2)}),
        "districts": layer({"701": spot(0, 0, 1, 3), "702": spot(1, 0, 2, 3)}),
        "province": layer({"77": spot(0, 0, 2, 3)}),
    }


def save(path: Path, frames: Frames) -> Path:
    """Write layers to a GeoPackage."""
    for name, frame in frames.items():
        with warnings.catch_warnings():
            # A frame without a reference system is one of the cases.
            warnings.simplefilter("ignore")
            frame.to_file(path, layer=name, driver="GPKG")
    return path
