"""A drawing as a file for other programs: CSV, GeoJSON."""

import json
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from shapely import total_bounds
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.boundaries.layer_files import Layer
from geo.documents.tables.gate_files import gates_geojson, gates_table
from geo.figures.atlas import Atlas
from geo.language.plain import inert
from geo.language.texts import texts
from geo.reading.border.maps import border_heading, turn_labels
from geo.reading.conditions import filter_line, filter_title, full_title
from geo.reading.imprint import boundary_credit, download_name, revision_number
from geo.reading.tables import source_table, view_table
from geo.reading.values import indicator_name, indicator_unit
from geo.views.border_address import shown_of
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter, format_filter


def file_name(
    atlas: Atlas,
    drawing: Drawing,
    extension: str,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    now: datetime | None = None,
) -> str:
    """Name the file of an export.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    extension
        Extension without its dot.
    lang
        Language.
    chosen
        The filter.
    now
        Moment of making; None for the present.

    Returns
    -------
    name : str
        ASCII, such as ``lang-son-2030-ty-le-che-phu-rung-2024-huyen-2026-11-25.csv``; communes
        have their boundaries in the name. A filter stands as in the address.
    """
    t = texts(lang)
    view = drawing.view
    if view.gate_period:
        named = (border_heading(atlas, view, lang=lang), *turn_labels(atlas, [view], lang=lang))
        return download_name(atlas.facts.province, *named, ending=extension, lang=lang, now=now)
    parts = [indicator_name(drawing.indicator, lang=lang), str(view.year)]
    parts.append(t(f"file.{view.level}", vintage=view.vintage))
    if view.mode != "value":
        parts.append(t(f"file.{view.mode}"))
    if view.latest:
        parts.append(t("file.latest"))
    if chosen:
        parts.append(format_filter(chosen).replace(":-", ":minus "))
    return download_name(atlas.facts.province, *parts, ending=extension, lang=lang, now=now)


def to_csv(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    excel: bool = False,
) -> bytes:
    """Write the table of a drawing as CSV.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language of the texts; the names of the columns are those of `view_table` in both.
    chosen
        The filter: only the rows that it keeps are written, and a last column names it.
    excel
        Whether for an Excel with Vietnamese settings: semicolon, decimal comma, and codes
        written so that it keeps their leading zeros.

    Returns
    -------
    content : bytes
        UTF-8 with a byte order mark, by which spreadsheets know the Vietnamese letters;
        comma, decimal point, CRLF. Nothing between two commas is unknown. A text that a
        spreadsheet would take for a formula stands behind an apostrophe. Of a map of gates the
        table is `geo.documents.tables.gate_files.gates_table`.
    """
    sized = shown_of(drawing.view) is not None
    if sized:
        table = gates_table(atlas, drawing, lang=lang)
    else:
        table = view_table(atlas, drawing, lang=lang, chosen=chosen)
    if chosen:
        table["filter"] = filter_title(atlas, drawing, chosen, lang=lang)
    for name in map(str, table):
        if table[name].dtype == "str":
            table[name] = table[name].map(inert)
    if excel and not sized:
        # the one form in which Excel reads digits as text; codes are nothing but digits
        table["code"] = '="' + table["code"] + '"'
    separator, decimal = (";", ",") if excel else (",", ".")
    text = table.to_csv(sep=separator, decimal=decimal, index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def to_geojson(
    atlas: Atlas, drawing: Drawing, layer: Layer, *, lang: str, chosen: Filter = NO_FILTER
) -> bytes:
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
    chosen
        The filter: only the units that it keeps are written.

    Returns
    -------
    content : bytes
        A FeatureCollection after RFC 7946 in EPSG:4326, UTF-8, one feature per unit in the
        order of the drawing, unknown as null. What holds for all features stands beside them:
        title, filter, indicator, unit of measure, sources, boundary credit, data version.
    """
    if shown_of(drawing.view) is not None:
        return gates_geojson(atlas, drawing, layer, lang=lang)
    shapes = dict(zip(layer.frame["code"], layer.frame.geometry, strict=True))
    records = _features(view_table(atlas, drawing, lang=lang, chosen=chosen))
    sources = source_table(atlas, drawing.source_ids, lang=lang)
    unit = "" if drawing.kind == "zone" else indicator_unit(drawing.indicator, lang=lang)
    document = {
        "type": "FeatureCollection",
        **_bounds([shapes[record["code"]] for record in records], layer),
        "title": full_title(atlas, drawing, chosen, lang=lang),
        "filter": filter_line(atlas, drawing, chosen, lang=lang) or None,
        "indicator": drawing.indicator.indicator_id,
        "indicator_name": indicator_name(drawing.indicator, lang=lang),
        "unit_of_measure": unit,
        "view_year": drawing.view.year,
        "sources": sources.to_dict("records"),
        "boundary_credit": boundary_credit(atlas, layer.level, layer.vintage, lang=lang),
        "data_version": atlas.facts.version,
        "revision": revision_number(atlas),
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


def _bounds(shapes: Sequence[BaseGeometry], layer: Layer) -> dict[str, list[float]]:
    """Return the box around some shapes of a layer; without a shape there is none."""
    if len(shapes) == len(layer.frame):
        return {"bbox": list(layer.bbox)}
    return {"bbox": [float(edge) for edge in total_bounds(shapes)]} if shapes else {}


def _features(table: pd.DataFrame) -> list[dict[str, object]]:
    """Return the properties of each feature, unknown as None."""
    named = table.rename(columns={"unit": "name", "observed_year": "year"})
    plain = named.astype(object).where(named.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]
