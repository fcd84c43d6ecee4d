"""The portrait of a unit as a document of a word processor."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial

from geo.boundaries.layer_files import Layer
from geo.documents.office.picture import picture_png
from geo.documents.office.word import Entry, Word
from geo.documents.paper.one_unit.portrait import cited_table
from geo.documents.paper.paper import Paper
from geo.documents.paper.shapes import Frame, layer_shapes, place_shapes
from geo.documents.paper.sheet import document_of, drawn
from geo.documents.paper.sources import source_list
from geo.documents.paper.thumbnail import EDGE, OUTLINE
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.places.unit_names import unit_in_sentence
from geo.reading.imprint import moment_of_making
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.table import FigureTable, figure_tables, listed_parts, portrait_sources
from geo.reading.portrait.words import locator, portrait_title
from geo.views.palettes import CHOSEN, LAND
from geo.views.portrait.portrait import Portrait

_MAP, _SMALL_MAP = (52.0, 44.0), (32.0, 26.0)
"""Width and height of the map in millimetres, and where there are many figures."""
_LETTERS, _MANY = 0.75, 0.55
"""Size of the letters in parts of the usual one, and where there are many figures."""
_SHARES = {"indicator": 40.0, "value": 44.0, "rank": 26.0, "trend": 24.0, "source": 18.0}
_BESIDE = 28.0
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
    keys, tables = portrait_sources(portrait), figure_tables(atlas, portrait, lang=lang)
    many = len(tables) > 1
    word = Word(
        *(title, said["author"]),
        lang=lang,
        made=said["made"],
        page=said["page"],
        now=moment,
        letters=_MANY if many else _LETTERS,
    )
    word.heading(title, level=0)
    spec, codes = locator(atlas, portrait.unit)
    where = t("portrait.map", name=unit_in_sentence(portrait.unit, lang=lang))
    draw = partial(drawn, draw=partial(_draw, layer=layers[spec.name], codes=codes))
    sentences = portrait_sentences(atlas, portrait, lang=lang)
    size = _SMALL_MAP if many else _MAP
    word.beside(sentences, picture_png([draw], size), wide=size[0], said=where)
    _add_figures(word, tables, {key: at for at, key in enumerate(keys, start=1)}, lang)
    word.columns(2)
    for part in listed_parts(atlas, portrait, lang=lang):
        word.heading(part.title, level=1)
        for line in (*part.lines, *([part.note] if part.note else [])):
            word.paragraph(line)
    listed = source_list(atlas, keys, lang=lang)
    word.heading(listed["title"], level=1)
    word.sources(listed["rows"], short=True)
    return word.content()


def _draw(paper: Paper, *, layer: Layer, codes: Collection[str]) -> None:
    """Draw the units of a layer, some of them filled."""
    shapes = layer_shapes(layer)
    placed = place_shapes(shapes, Frame(1, 1, paper.width - 2, paper.height - 2))
    fills = [CHOSEN if code in codes else LAND for code in shapes.codes]
    paper.fill(placed.polygons, fills, edge=EDGE, width=0.5, name="units")
    paper.stroke(placed.province, OUTLINE, width=0.8, layer=4)


def _add_figures(
    word: Word, tables: Sequence[FigureTable], numbers: Mapping[str, int], lang: str
) -> None:
    """Write the figures, by themes where there are many."""
    t = texts(lang)
    if tables:
        word.heading(t("portrait.figures"), level=1)
        word.paragraph(t("portrait.figures_note"))
    for each in tables:
        cited = cited_table(each, numbers, lang=lang)
        first, *others = cited["heads"]
        word.table(
            [each.title or first, *others],
            [[Entry(cell) for cell in row] for row in cited["rows"]],
            shares=[_SHARES.get(name, _BESIDE) for name in cited["columns"]],
            said=each.title or t("portrait.figures"),
        )
