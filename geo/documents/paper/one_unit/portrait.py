"""The portrait of a unit on paper: a page of A4, two at most."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from geo.boundaries.layer_files import Layer
from geo.documents.paper.sheet import document_of
from geo.documents.paper.sources import source_list
from geo.documents.paper.thumbnail import to_locator_svg
from geo.documents.paper.typeset import typeset
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.places.unit_names import unit_in_sentence
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.table import (
    FigureTable,
    figure_tables,
    listed_parts,
    portrait_sources,
)
from geo.reading.portrait.words import locator, portrait_title
from geo.views.portrait.portrait import Portrait

_TEMPLATE, _SHEET = "portrait.typ", "a4-portrait"


def to_portrait_pdf(
    atlas: Atlas,
    portrait: Portrait,
    layers: Mapping[str, Layer],
    *,
    lang: str,
    now: datetime | None = None,
) -> bytes:
    """Set a portrait.

    Parameters
    ----------
    atlas
        The atlas.
    portrait
        The portrait.
    layers
        The boundary layers by name.
    lang
        Language.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        PDF/UA-1, A4 upright: the sentences beside the map of where the unit lies, its figures,
        its lists, every source once by the number that its figures cite.
    """
    data = portrait_data(atlas, portrait, lang=lang, now=now)
    spec, codes = locator(atlas, portrait.unit)
    data["map"] = {"swatch": to_locator_svg(layers[spec.name], codes, label=data["where"])}
    return typeset(_TEMPLATE, data, (), form="pdf", size=_SHEET, now=now)


def portrait_data(
    atlas: Atlas, portrait: Portrait, *, lang: str, now: datetime | None = None
) -> dict[str, Any]:
    """Put the words and figures of a portrait into plain data, the sources as numbers."""
    title = portrait_title(portrait.unit, lang=lang)
    keys = portrait_sources(portrait)
    numbers = {key: at for at, key in enumerate(keys, start=1)}
    tables = figure_tables(atlas, portrait, lang=lang)
    return document_of(atlas, "portrait", title, now, lang=lang) | {
        "numbered": True,
        "sentences": portrait_sentences(atlas, portrait, lang=lang),
        "where": texts(lang)("portrait.map", name=unit_in_sentence(portrait.unit, lang=lang)),
        "figures": texts(lang)("portrait.figures"),
        "note": texts(lang)("portrait.figures_note"),
        "tables": [_cited_table(each, numbers, lang=lang) for each in tables],
        "parts": [
            {"title": each.title, "lines": each.lines, "note": each.note}
            for each in listed_parts(atlas, portrait, lang=lang)
        ],
        "sources": source_list(atlas, keys, lang=lang),
    }


def _cited_table(table: FigureTable, numbers: Mapping[str, int], *, lang: str) -> dict[str, Any]:
    """Put a table into plain data, with a column of the numbers of the sources."""
    cites = [
        " ".join(str(numbers[key]) for key in line.cell.source_ids[:1]) for line in table.lines
    ]
    return {
        "title": table.title,
        "columns": [*table.columns, "source"],
        "heads": [*table.heads, texts(lang)("portrait.column_source")],
        "rows": [[*row, cite] for row, cite in zip(table.rows, cites, strict=True)],
    }
