"""A drawing as a file for other programs: CSV, GeoJSON. Its workbook is `geo.workbook`."""

import json
import re

import pandas as pd
from shapely.geometry import mapping

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.imprint import boundary_credit
from geo.layer_files import Layer
from geo.reading import view_title
from geo.tables import source_table, view_table
from geo.wording import indicator_name, indicator_unit
from geo.workbook import to_xlsx

__all__ = ["file_name", "to_csv", "to_geojson", "to_xlsx"]

_FORMULA = re.compile(r"[=+\-@\t\r]")
"""First characters by which a spreadsheet takes a text for a formula."""


def file_name(drawing: Drawing, extension: str) -> str:
    """Name the file of an export.

    Parameters
    ----------
    drawing
        The drawing.
    extension
        Extension without its dot.

    Returns
    -------
    name : str
        ASCII, such as ``urban_share_census_pct_2019_commune_2025-07-01.csv``; districts and
        the province have no boundaries in their name.
    """
    view = drawing.view
    parts = [view.indicator, str(view.year), view.level]
    if view.level == "commune":
        parts.append(view.vintage)
    if view.mode != "value":
        parts.append(view.mode)
    if view.latest:
        parts.append("latest")
    return re.sub(r"[^A-Za-z0-9_-]", "-", "_".join(parts)) + f".{extension}"


def to_csv(atlas: Atlas, drawing: Drawing, *, lang: str) -> bytes:
    """Write the table of a drawing as CSV.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language of the texts; the names of the columns are those of `view_table` in both.

    Returns
    -------
    content : bytes
        UTF-8 with a byte order mark, by which spreadsheets know the Vietnamese letters;
        comma, decimal point, CRLF. Nothing between two commas is unknown. A text that a
        spreadsheet would take for a formula stands behind an apostrophe.
    """
    table = view_table(atlas, drawing, lang=lang)
    for name in map(str, table):
        if table[name].dtype == "str":
            table[name] = table[name].map(inert)
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def to_geojson(atlas: Atlas, drawing: Drawing, layer: Layer, *, lang: str) -> bytes:
    """Write a drawing with its boundaries as GeoJSON.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    layer
        The layer of its level and boundaries.
    lang
        Language of the texts.

    Returns
    -------
    content : bytes
        A FeatureCollection after RFC 7946 in EPSG:4326, UTF-8, one feature per unit in the
        order of the drawing, unknown as null. What holds for all features stands beside them:
        title, indicator, unit of measure, sources, boundary credit, data version.
    """
    shapes = dict(zip(layer.frame["code"], layer.frame.geometry, strict=True))
    records = _features(view_table(atlas, drawing, lang=lang))
    sources = source_table(atlas, drawing.source_ids, lang=lang)
    unit = "" if drawing.kind == "zone" else indicator_unit(drawing.indicator, lang=lang)
    document = {
        "type": "FeatureCollection",
        "bbox": list(layer.bbox),
        "title": view_title(atlas, drawing.view, lang=lang),
        "indicator": drawing.indicator.indicator_id,
        "indicator_name": indicator_name(drawing.indicator, lang=lang),
        "unit_of_measure": unit,
        "view_year": drawing.view.year,
        "sources": sources.to_dict("records"),
        "boundary_credit": boundary_credit(atlas, layer.level, layer.vintage, lang=lang),
        "data_version": atlas.facts.version,
        "features": [
            {
                "type": "Feature",
                "id": record["code"],
                "geometry": mapping(shapes[record["code"]]),
                "properties": record,
            }
            for record in records
        ],
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _features(table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the properties of each feature, unknown as None."""
    named = table.rename(columns={"unit": "name", "observed_year": "year"})
    plain = named.astype(object).where(named.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
