"""The portrait of a unit as a document of a word processor."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial

from geo.boundaries.layer_files import Layer
from geo.documents.office.picture import WIDTH, picture_png
from geo.documents.office.word import Entry, Word
from geo.documents.paper.one_unit.portrait import cited_table
from geo.documents.paper.paper import Paper
from geo.documents.paper.shapes import Frame, layer_shapes, place_shapes
from geo.documents.paper.sheet import document_of, drawn
from geo.documents.paper.sources import source_list
from geo.documents.paper.thumbnail import CHOSEN, EDGE, LAND, OUTLINE
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.places.unit_names import unit_in_sentence
from geo.reading.imprint import moment_of_making
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.table import figure_tables, listed_parts, portrait_sources
from geo.reading.portrait.words import locator, portrait_title
from geo.views.portrait.portrait import Portrait

_HEIGHT = 62.0
"""Millimetres of the map."""
_SHARES = {"indicator": 34.0, "value": 44.0, "rank": 22.0, "trend": 24.0, "source": 14.0}
_BESIDE = 22.0
"""Shares of the width for the columns of a table, and for those of others beside."""


def to_portrait_docx(
    atlas: Atlas,
    portrait: Portrait,
    layers: Mapping[str, Layer],
    *,
    lang: str,
    now: datetime | None = None,
) -> bytes:
    """Write a portrait as a document of a word processor.

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
        DOCX, A4 upright: the parts of the page of paper, to be edited.
    """
    t, title = texts(lang), portrait_title(portrait.unit, lang=lang)
    said = document_of(atlas, "word", title, now, lang=lang)
    moment = moment_of_making(now)
    word = Word(title, said["author"], lang=lang, made=said["made"], page=said["page"], now=moment)
    word.heading(title, level=0)
    spec, codes = locator(atlas, portrait.unit)
    where = t("portrait.map", name=unit_in_sentence(portrait.unit, lang=lang))
    draw = partial(drawn, draw=partial(_draw, layer=layers[spec.name], codes=codes))
    word.picture(picture_png(draw, (WIDTH, _HEIGHT)), said=where)
    for sentence in portrait_sentences(atlas, portrait, lang=lang):
        word.paragraph(sentence)
    keys = portrait_sources(portrait)
    _add_figures(word, atlas, portrait, {key: at for at, key in enumerate(keys, start=1)}, lang)
    for part in listed_parts(atlas, portrait, lang=lang):
        word.heading(part.title, level=1)
        for line in (*part.lines, *([part.note] if part.note else [])):
            word.paragraph(line)
    listed = source_list(atlas, keys, lang=lang)
    word.heading(listed["title"], level=1)
    word.sources(listed["rows"])
    return word.content()


def _draw(paper: Paper, *, layer: Layer, codes: Collection[str]) -> None:
    """Draw the units of a layer, some of them filled."""
    shapes = layer_shapes(layer)
    placed = place_shapes(shapes, Frame(1, 1, paper.width - 2, paper.height - 2))
    fills = [CHOSEN if code in codes else LAND for code in shapes.codes]
    paper.fill(placed.polygons, fills, edge=EDGE, width=0.5, name="units")
    paper.stroke(placed.province, OUTLINE, width=0.8, layer=4)


def _add_figures(
    word: Word, atlas: Atlas, portrait: Portrait, numbers: Mapping[str, int], lang: str
) -> None:
    """Write the figures, by themes where there are many."""
    t = texts(lang)
    tables = figure_tables(atlas, portrait, lang=lang)
    if tables:
        word.heading(t("portrait.figures"), level=1)
        word.paragraph(t("portrait.figures_note"))
    for each in tables:
        if each.title:
            word.heading(each.title, level=2)
        cited = cited_table(each, numbers, lang=lang)
        word.table(
            cited["heads"],
            [[Entry(cell) for cell in row] for row in cited["rows"]],
            shares=[_SHARES.get(name, _BESIDE) for name in cited["columns"]],
            said=each.title or t("portrait.figures"),
        )
