"""A drawing as a file for other programs: CSV, GeoJSON."""

import json
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter

import pandas as pd
from shapely import total_bounds
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.boundaries.layer_files import Layer
from geo.documents.tables.comparison import lines_csv
from geo.documents.tables.gate_files import gates_table
from geo.documents.tables.packages.features import Features, drawn_features, told_of
from geo.documents.tables.plain_csv import table_csv
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.border.maps import border_heading, turn_labels
from geo.reading.charts import ChartPlan
from geo.reading.conditions import filter_title
from geo.reading.imprint import download_name
from geo.reading.level.chart import level_chart
from geo.reading.level.shown import shown_lines
from geo.reading.tables import view_table
from geo.reading.values import indicator_name
from geo.views.border_address import shown_of
from geo.views.compare.lines import unit_lines
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter, format_filter, kept


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
    return table_csv(csv_table(atlas, drawing, lang=lang, chosen=chosen), excel=excel)


def csv_table(
    atlas: Atlas, drawing: Drawing, *, lang: str, chosen: Filter = NO_FILTER
) -> pd.DataFrame:
    """Return the table that `to_csv` writes."""
    if shown_of(drawing.view) is not None:
        return gates_table(atlas, drawing, lang=lang)
    table = view_table(atlas, drawing, lang=lang, chosen=chosen)
    if chosen:
        table["filter"] = filter_title(atlas, drawing, chosen, lang=lang)
    return table


def shown_csv(
    atlas: Atlas, drawing: Drawing, shown: str, *, lang: str, chosen: Filter = NO_FILTER
) -> bytes:
    """Write what stands in the place of a map as CSV, in the form of `to_csv`.

    Returns
    -------
    content : bytes
        Of the province, and of lines, the figures over the years; of a chart (`shown`) whose
        bars are no units its bars, a year or a gate a row; else the table of the drawing. Empty
        where nothing is known of the province.
    """
    key = drawing.view.indicator
    if drawing.view.level == "province":
        lines = unit_lines(atlas, key, ())
        return lines_csv(key, lines, lang=lang) if lines else b""
    keeps = kept(atlas, drawing, chosen) if chosen else None
    found = shown_lines(atlas, drawing, shown, kept=keeps)
    if found:
        return lines_csv(key, found, lang=lang)
    plan = _chart_of_others(atlas, drawing, shown, keeps, lang)
    if plan is None:
        return to_csv(atlas, drawing, lang=lang, chosen=chosen)
    head = "name" if plan.kind == "bars" else "year"
    names = [head, *(series.name for series in plan.series)]
    rows = zip(plan.categories, *map(attrgetter("values"), plan.series), strict=True)
    table = pd.DataFrame(list(rows), columns=names).set_index(head).convert_dtypes()
    return table_csv(table.reset_index())


def shown_file_name(
    atlas: Atlas, drawing: Drawing, shown: str, *, lang: str, chosen: Filter = NO_FILTER
) -> str:
    """Name the file of `shown_csv`."""
    t, name = texts(lang), indicator_name(drawing.indicator, lang=lang)
    keeps = kept(atlas, drawing, chosen) if chosen else None
    if drawing.view.level == "province":
        parts: tuple[str, ...] = (name, t("file.province"))
    elif shown_lines(atlas, drawing, shown, kept=keeps):
        level = t(f"file.{drawing.view.level}", vintage=drawing.view.vintage)
        parts = (name, level, t("control.shown_lines"))
    elif _chart_of_others(atlas, drawing, shown, keeps, lang) is not None:
        level = t(f"file.{drawing.view.level}", vintage=drawing.view.vintage)
        parts = (name, str(drawing.view.year), level, t("control.shown_chart"))
    else:
        return file_name(atlas, drawing, "csv", lang=lang, chosen=chosen)
    return download_name(atlas.facts.province, *parts, ending="csv", lang=lang)


def _chart_of_others(
    atlas: Atlas, drawing: Drawing, shown: str, keeps: Sequence[bool] | None, lang: str
) -> ChartPlan | None:
    """Return the chart of a level whose bars are no units, which the table does not tell."""
    if shown != "chart":
        return None
    chart = level_chart(atlas, drawing, lang=lang, kept=keeps)
    return None if chart is None or chart.plan.codes else chart.plan


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
        A FeatureCollection after RFC 7946 in EPSG:4326, UTF-8, unknown as null: the units in the
        order of the drawing, then, on maps that show them, the gates. What holds for all features
        stands beside them: title, filter, indicator, unit of measure, sources, boundary credit,
        data version.
    """
    kinds = drawn_features(atlas, drawing, layer, lang=lang, chosen=chosen)
    document = {
        "type": "FeatureCollection",
        **_bounds([shape for each in kinds for shape in each.shapes]),
        **told_of(atlas, drawing, layer, lang=lang, chosen=chosen),
        "features": [feature for each in kinds for feature in _features(each)],
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _bounds(shapes: Sequence[BaseGeometry | None]) -> dict[str, list[float]]:
    """Return the box around some shapes; without a shape there is none."""
    found = [shape for shape in shapes if shape is not None]
    return {"bbox": [float(edge) for edge in total_bounds(found)]} if found else {}


def _features(features: Features) -> list[dict[str, object]]:
    """Return features as the format writes them, unknown as None."""
    plain = features.table.astype(object).where(features.table.notna(), None)
    rows = zip(features.ids, features.shapes, plain.to_dict("records"), strict=True)
    return [
        {
            "type": "Feature",
            "id": key,
            "geometry": None if shape is None else mapping(shape),
            "properties": {str(name): value for name, value in record.items()},
        }
        for key, shape, record in rows
    ]
