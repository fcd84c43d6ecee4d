"""Shapefiles as the GeoPackage that they might have been saved as."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pyogrio
from geopandas import GeoDataFrame

from geo.boundaries.brought.faults import layer_fault
from geo.boundaries.brought.geopackage import UNREADABLE, through_gdal
from geo.boundaries.layers import SHAPES
from geo.errors import BoundariesError, Fault

_BEGINS = b"\x00\x00\x27\x0a"
_NO_TIME = "1970-01-01T00:00:00.000Z"
Shapefiles = Mapping[str, Mapping[str, bytes]]
"""Contents of the files of each layer by its name, then by their endings."""


def write_package(layers: Shapefiles, file: Path) -> None:
    """Write the codes and shapes of shapefiles into a GeoPackage, a layer each.

    Parameters
    ----------
    layers
        The shapefiles, at least one; whether their layers are sound is not looked at here.
    file
        The GeoPackage to be made.

    Raises
    ------
    BoundariesError
        Listing the layers that cannot be read.
    """
    faults: list[Fault] = []
    for name, parts in layers.items():
        # by its first bytes any other format would be read: one leads to other files and hosts
        if not parts[SHAPES].startswith(_BEGINS):
            faults.append(layer_fault(name, "no_shapefile"))
            continue
        with TemporaryDirectory(prefix="layer-") as folder:
            # a name of somebody else's is no name of a file here
            for ending, content in parts.items():
                (Path(folder) / f"layer{ending}").write_bytes(content)
            try:
                with through_gdal():
                    frame = gpd.read_file(Path(folder) / f"layer{SHAPES}", columns=["code"])
                    _append(frame, name, file)
            except UNREADABLE as e:
                reason = str(e).replace(f"{folder}/layer", name)
                faults.append(layer_fault(name, "unreadable", reason=reason))
    if faults:
        raise BoundariesError(faults)
    _without_time(file)


def _append(frame: GeoDataFrame, name: str, file: Path) -> None:
    """Write a layer; one part or several, its units are of one type."""
    pyogrio.write_dataframe(frame, file, layer=name, driver="GPKG", promote_to_multi=True)


def _without_time(file: Path) -> None:
    """Take the time out at which a package was made: the same shapes are the same file."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE gpkg_contents SET last_change = ?", (_NO_TIME,))
