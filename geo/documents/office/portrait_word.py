"""The portrait of a unit as a document of a word processor."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from geo.boundaries.layer_files import Layer
from geo.documents.office.picture import picture_png
from geo.documents.office.word import Entry, Word
from geo.documents.paper.one_unit.portrait import portrait_data
from geo.documents.paper.paper import Paper
from geo.documents.paper.shapes import Frame, layer_shapes, place_shapes
from geo.documents.paper.sheet import drawn
from geo.documents.paper.thumbnail import EDGE, OUTLINE
from geo.figures.atlas import Atlas
from geo.reading.imprint import moment_of_making
from geo.reading.portrait.words import locator
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
    said = portrait_data(atlas, portrait, lang=lang, now=now)
    many = len(said["tables"]) > 1
    word = Word(
        *(said["title"], said["author"]),
        lang=lang,
        made=said["made"],
        page=said["page"],
        now=moment_of_making(now),
        letters=_MANY if many else _LETTERS,
    )
    word.heading(said["title"], level=0)
    spec, codes = locator(atlas, portrait.unit)
    draw = partial(drawn, draw=partial(_draw, layer=layers[spec.name], codes=codes))
    size = _SMALL_MAP if many else _MAP
    word.beside(said["sentences"], picture_png([draw], size), wide=size[0], said=said["where"])
    _add_figures(word, said)
    word.columns(2)
    for part in said["parts"]:
        word.heading(part["title"], level=1)
        for line in filter(None, (*part["lines"], part["note"])):
            word.paragraph(line)
    word.heading(said["sources"]["title"], level=1)
    word.sources(said["sources"]["rows"], short=True)
    return word.content()


def _draw(paper: Paper, *, layer: Layer, codes: Collection[str]) -> None:
    """Draw the units of a layer, some of them filled."""
    shapes = layer_shapes(layer)
    placed = place_shapes(shapes, Frame(1, 1, paper.width - 2, paper.height - 2))
    fills = [CHOSEN if code in codes else LAND for code in shapes.codes]
    paper.fill(placed.polygons, fills, edge=EDGE, width=0.5, name="units")
    paper.stroke(placed.province, OUTLINE, width=0.8, layer=4)


def _add_figures(word: Word, said: Mapping[str, Any]) -> None:
    """Write the figures, by themes where there are many."""
    if said["tables"]:
        word.heading(said["figures"], level=1)
        word.paragraph(said["note"])
    for each in said["tables"]:
        first, *others = each["heads"]
        word.table(
            [each["title"] or first, *others],
            [[Entry(cell) for cell in row] for row in each["rows"]],
            shares=[_SHARES.get(name, _BESIDE) for name in each["columns"]],
            said=each["title"] or said["figures"],
        )
