"""A CSV with what it holds beside it: metadata after the W3C's "CSV on the Web", as one ZIP."""

import json
from datetime import datetime
from typing import Any

import pandas as pd

from geo.documents.tables.csv_geojson import csv_table, file_name
from geo.documents.tables.gate_files import gates_table
from geo.documents.tables.headings import HEADINGS, MEASURED
from geo.documents.tables.packages.zipped import zipped
from geo.documents.tables.plain_csv import table_csv
from geo.facts.model import Source
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.places.districts import district_heading
from geo.reading.conditions import full_sentence, full_title
from geo.reading.imprint import boundary_credit, moment_of_making, version_text
from geo.reading.sentences import line_source_ids
from geo.reading.sources.words import cited, source_publisher, source_title
from geo.reading.values import indicator_name, indicator_unit
from geo.views.border_address import shown_of
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter

_TYPES = {"float64": "number", "Int64": "integer"}


def to_csvw(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    now: datetime | None = None,
) -> bytes:
    """Write the table of a drawing as CSV with its metadata.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language of the texts.
    chosen
        The filter: only the rows that it keeps are written, and the metadata name it.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        A ZIP with the CSV of `geo.documents.tables.csv_geojson.to_csv` and, where the standard
        looks for it, ``….csv-metadata.json``: indicator, unit, year, terms, sources, and each
        column with its name, heading and type. For a zone a second CSV has the gates.
    """
    name = file_name(atlas, drawing, "csv", lang=lang, chosen=chosen, now=now)
    tables = {name: csv_table(atlas, drawing, lang=lang, chosen=chosen)}
    if drawing.kind == "zone" and shown_of(drawing.view) is None:
        gates = f"{name.removesuffix('.csv')}-gates.csv"
        tables[gates] = gates_table(atlas, drawing, lang=lang)
    described = [_table(atlas, drawing, each, table, lang) for each, table in tables.items()]
    about = _about(atlas, drawing, lang, chosen, now) | {"tables": described}
    written = {each: table_csv(table) for each, table in tables.items()}
    metadata = json.dumps(about, ensure_ascii=False, indent=1).encode()
    return zipped(written | {f"{name}-metadata.json": metadata})


def _about(
    atlas: Atlas, drawing: Drawing, lang: str, chosen: Filter, now: datetime | None
) -> dict[str, Any]:
    """Return what holds for the whole, in the words of Dublin Core and schema.org."""
    view, indicator = drawing.view, drawing.indicator
    sources = [atlas.facts.sources[key] for key in line_source_ids(atlas, drawing)]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": lang}],
        "dc:title": full_title(atlas, drawing, chosen, lang=lang),
        "dc:description": full_sentence(atlas, drawing, chosen, lang=lang),
        "dc:language": lang,
        "dc:created": moment_of_making(now).date().isoformat(),
        "dc:hasVersion": version_text(atlas, lang=lang),
        "dc:rights": texts(lang)("export.rights"),
        "dc:provenance": boundary_credit(atlas, view.level, view.vintage, lang=lang),
        "schema:temporalCoverage": str(view.year),
        "schema:variableMeasured": {
            "schema:identifier": indicator.indicator_id,
            "schema:name": indicator_name(indicator, lang=lang),
            "schema:description": pick(indicator, "definition", lang),
            "schema:unitText": indicator_unit(indicator, lang=lang),
        },
        "dc:source": [_source(each, lang) for each in sources],
    }


def _source(source: Source, lang: str) -> dict[str, str]:
    told = {
        "dc:identifier": source.source_id,
        "dc:title": source_title(source, lang=lang),
        "dc:publisher": source_publisher(source, lang=lang),
        "dc:date": source.published,
        "dc:bibliographicCitation": cited(source, lang=lang),
        "schema:url": source.url,
    }
    return {key: each for key, each in told.items() if each}


def _table(
    atlas: Atlas, drawing: Drawing, name: str, table: pd.DataFrame, lang: str
) -> dict[str, Any]:
    """Describe a table; an empty cell is not known."""
    columns = [_column(atlas, drawing, str(each), str(table[each].dtype), lang) for each in table]
    key = "code" if "code" in table else "gate_id"
    return {
        "url": name,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": columns, "primaryKey": key},
    }


def _column(atlas: Atlas, drawing: Drawing, name: str, kind: str, lang: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "datatype": _TYPES.get(kind, "string"), "null": ""}
    if name == "district":
        told["titles"] = [name, district_heading(atlas.facts, lang=lang)]
    elif name in HEADINGS:
        told["titles"] = [name, texts(lang)(HEADINGS[name])]
    # a pace may be per cent a year of what is measured in units
    if name in MEASURED and name != "pace":
        told["schema:unitText"] = indicator_unit(drawing.indicator, lang=lang)
    return told
