"""A view on a sheet of A4 or A3 across: title, sentence, map, legend, sources; PNG, SVG, PDF."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from geo.boundaries.layer_files import Layer
from geo.documents.paper import FINEST, PLAIN, Extras, Wish
from geo.documents.paper.address import address_of
from geo.documents.paper.legend import legend_of
from geo.documents.paper.letters import printable
from geo.documents.paper.level.shown import in_place
from geo.documents.paper.map.draw import GROUPS, draw_map, spoken_units
from geo.documents.paper.paper import Paper
from geo.documents.paper.png import with_title
from geo.documents.paper.shapes import Frame, layer_shapes
from geo.documents.paper.sources import cites, source_list
from geo.documents.paper.svg_page import svg_page
from geo.documents.paper.typeset import Form, Picture, typeset
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.reading.conditions import filter_line, full_title
from geo.reading.imprint import imprint
from geo.reading.sentences import line_source_ids, source_line, view_sentence, view_title
from geo.reading.sources.words import NAMED
from geo.views.drawing import Drawing
from geo.views.filters import kept

_TEMPLATE = "sheet.typ"
_EDGE = 1.5
"""Millimetres around a map, for the seam of its outline."""


@dataclass(frozen=True)
class Sheet:
    """The plain data of a sheet, and what draws its picture where it has one."""

    data: dict[str, Any]
    draw: Picture | None

    @property
    def pictures(self) -> list[Picture]:
        """What draws its pictures."""
        return [self.draw] if self.draw else []


def to_sheet(
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    wish: Wish,
    *,
    form: Form,
    now: datetime | None = None,
) -> bytes:
    """Set a sheet of a view.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing of the view.
    layer
        The boundary layer of its level and boundaries.
    wish
        What is wished of it.
    form
        ``pdf``, ``png`` or ``svg``.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        Of a PDF vectors, tagged, fonts inside, text that can be selected and found: one page, and
        another with all sources where its foot has no room for them. In an SVG text stays text,
        and each unit is a ``path`` with ``data-code`` and a tip.

    Raises
    ------
    ValueError
        The pixels an inch are not between 30 and `FINEST`.
    """
    if not 30 <= wish.dpi <= FINEST:
        raise ValueError(f"{wish.dpi} pixels an inch: use 30 to {FINEST}")
    sheet = sheet_of(atlas, drawing, layer, wish)
    title = full_title(atlas, drawing, wish.chosen, lang=wish.lang)
    data = document_of(atlas, "sheet", title, now, lang=wish.lang, extras=wish.extras)
    data["sheet"] = sheet.data
    keys = line_source_ids(atlas, drawing)
    if form == "pdf" and len(keys) > NAMED:
        sheet.data["cites"] = cites(range(1, len(keys) + 1))
        data |= {"numbered": True, "sources": source_list(atlas, keys, lang=wish.lang)}
    letters = set(printable(json.dumps(data, ensure_ascii=False)))

    def noted(width: float, height: float, *, draw: Picture) -> Paper:
        paper = draw(width, height)
        letters.update(*(each.text for each in paper.lines))
        return paper

    pictures = [partial(noted, draw=draw) for draw in sheet.pictures]
    made = partial(typeset, _TEMPLATE, data, pictures, form=form, size=wish.size, now=now)
    title = printable(data["title"])
    if form == "png":
        return with_title(made(dpi=wish.dpi), title, dpi=wish.dpi)
    if form == "pdf":
        return made()
    said = printable(view_sentence(atlas, drawing, lang=wish.lang))
    return svg_page(made(), title=title, description=said, letters=letters)


def document_of(
    atlas: Atlas,
    kind: str,
    title: str,
    now: datetime | None,
    *,
    lang: str,
    extras: Extras = PLAIN,
) -> dict[str, Any]:
    """Return the data that every document has: title, author, language, words of its foot."""
    t = texts(lang)
    province = atlas.facts.province
    draft = t("export.provisional") if extras.draft else ""
    return {
        "kind": kind,
        "title": f"{draft}: {title}" if draft else title,
        "draft": draft,
        "licence": t("export.licence"),
        "map_only": extras.map_only,
        "transparent": extras.transparent,
        "author": t("app.title", province=pick(province, "name", lang), year=province.horizon),
        "description": "",
        "lang": lang,
        "made": imprint(atlas, now, lang=lang),
        "page": t("meeting.page", number="{number}", count="{count}"),
        "numbered": False,
    }


def sheet_of(atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish, *, number: int = 0) -> Sheet:
    """Put a view into the plain data of a sheet.

    Parameters
    ----------
    atlas, drawing, layer
        The atlas, the drawing of the view, and the layer of its level and boundaries.
    wish
        What is wished of the sheet.
    number
        Number of its picture in the document.
    """
    lang, chosen, heading = wish.lang, wish.chosen, wish.heading
    own = view_title(atlas, drawing.view, lang=lang)
    title = heading.title if heading is not None else own
    sentence = view_sentence(atlas, drawing, lang=lang)
    keeps = kept(atlas, drawing, chosen) if chosen else None
    instead = in_place(atlas, drawing, wish.shown, lang=lang, kept=keeps, selected=wish.selected)
    data: dict[str, Any] = {
        "title": title,
        "own": own if own != title else "",
        "filter": filter_line(atlas, drawing, chosen, lang=lang),
        "sentence": sentence,
        "note": heading.note if heading is not None else "",
        "selected": _selected_line(atlas, drawing, wish),
        "sources": source_line(atlas, drawing, lang=lang),
        "cites": [],
        "address": address_of(wish.extras.address, lang=lang),
        "picture": number,
        "alt": " ".join(filter(None, (f"{own}. {sentence}", instead.alt if instead else ""))),
        "said": "" if instead is None else instead.said,
        "table": None if instead is None else instead.table,
        "legend": None
        if instead
        else legend_of(atlas, drawing, lang=lang, kept=keeps, selected=wish.selected),
    }
    if instead is not None:
        return Sheet(data, partial(drawn, draw=instead.draw) if instead.draw else None)
    return Sheet(data, partial(_map, atlas=atlas, drawing=drawing, layer=layer, wish=wish))


def _map(
    width: float, height: float, *, atlas: Atlas, drawing: Drawing, layer: Layer, wish: Wish
) -> Paper:
    """Draw the map of a sheet in a room."""
    units = spoken_units(atlas, drawing, lang=wish.lang)
    paper = Paper(width, height, units=units, groups=GROUPS)
    draw_map(
        *(paper, atlas, drawing, layer_shapes(layer)),
        Frame(_EDGE, _EDGE, width - 2 * _EDGE, height - 2 * _EDGE),
        lang=wish.lang,
        kept=kept(atlas, drawing, wish.chosen) if wish.chosen else None,
        selected=wish.selected,
        size=wish.size,
    )
    return paper


def _selected_line(atlas: Atlas, drawing: Drawing, wish: Wish) -> str:
    """Say the figure of the unit that is outlined."""
    said = dict(spoken_units(atlas, drawing, lang=wish.lang)).get(wish.selected, "")
    return texts(wish.lang)("export.selected", unit=said) if said else ""


def drawn(width: float, height: float, *, draw: Callable[[Paper], object]) -> Paper:
    """Let something draw on an empty sheet of a size."""
    paper = Paper(width, height)
    draw(paper)
    return paper
