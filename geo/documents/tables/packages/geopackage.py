"""A drawing as a GeoPackage for a geographic information system."""

import json
import sqlite3
from contextlib import closing
from io import BytesIO

import geopandas as gpd
from pyogrio import write_dataframe

from geo.boundaries.layer_files import Layer
from geo.boundaries.layers import LayerSpec, table_name
from geo.documents.tables.packages.features import Features, drawn_features, told_of
from geo.figures.atlas import Atlas
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter

_ABOUT_LAYERS = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_ogr_contents")


def to_geopackage(
    atlas: Atlas, drawing: Drawing, layer: Layer, *, lang: str, chosen: Filter = NO_FILTER
) -> bytes:
    """Write a drawing with its boundaries as a GeoPackage.

    Parameters
    ----------
    atlas, drawing
        The atlas and the drawing.
    layer
        The layer of its level and boundaries.
    lang
        Language of the texts.
    chosen
        The filter: only the units that it keeps are written.

    Returns
    -------
    content : bytes
        EPSG:4326. The units are in a layer named as other boundaries are brought
        (``communes_2025-07-01``); gates are points in a layer of their own. Every feature says of
        which indicator and in which unit its figure is; what holds for all is the file's metadata.
    """
    told = told_of(atlas, drawing, layer, lang=lang, chosen=chosen)
    about = {
        name.upper(): value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in told.items()
        if value is not None
    }
    first, *others = drawn_features(atlas, drawing, layer, lang=lang, chosen=chosen)
    content = _file_of(first, layer, about)
    for each in others:
        content = _with_layer(content, _file_of(each, layer, {}), each.name)
    return content


def _file_of(features: Features, layer: Layer, about: dict[str, str]) -> bytes:
    units, spec = features.name == "units", LayerSpec(layer.name, layer.level, layer.vintage)
    frame = gpd.GeoDataFrame(features.table, geometry=list(features.shapes), crs="EPSG:4326")
    target = BytesIO()
    write_dataframe(
        frame,
        target,
        driver="GPKG",
        layer=table_name(spec) if units else features.name,
        geometry_type="MultiPolygon" if units else "Point",
        promote_to_multi=units,
        dataset_metadata=about,
        # an index would need functions that only GDAL has when the layer is joined to others
        layer_options={"SPATIAL_INDEX": "YES" if units else "NO"},
    )
    return target.getvalue()


def _with_layer(content: bytes, other: bytes, name: str) -> bytes:
    """Return a GeoPackage with the layer of another: the library appends to no file in memory."""
    with closing(sqlite3.connect(":memory:")) as joined:
        joined.deserialize(content)
        joined.execute("ATTACH ':memory:' AS other")
        joined.deserialize(other, name="other")
        (made,) = joined.execute(
            "SELECT sql FROM other.sqlite_master WHERE name = ?", (name,)
        ).fetchone()
        joined.execute(made)
        for table in (name, *_ABOUT_LAYERS):
            joined.execute(f"INSERT INTO main.{table} SELECT * FROM other.{table}")
        joined.commit()
        return joined.serialize()
