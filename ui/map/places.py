"""The ways from a unit to what it was made of, to what it became, and back."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gates_inside
from geo.figures.merger import is_told
from geo.figures.unit_profile import parts_of
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.places.vintages import drawn_vintage, find_vintage
from geo.reading.gates import gate_name
from geo.reading.values import absent_text, quoted_text
from geo.views.drawing import Drawing
from geo.views.request import Request, found_again, settled
from ui.map.turning.turn import Turn
from ui.markup import elements
from ui.markup.labels import literal
from ui.session.pages import pages
from ui.session.state import current_request, link_query, page_query, select, way_query


def place_html(atlas: Atlas, drawing: Drawing, request: Request, found: tuple[Unit, ...]) -> str:
    """Return the card of the unit that the reader came from, which is several units here.

    Parameters
    ----------
    atlas, drawing, request
        The atlas, the drawing, and the request whose place is that unit.
    found
        What it is on these boundaries.
    """
    if request.place is None:
        return ""
    lang = request.lang
    t = texts(lang)
    unit = atlas.facts.units[request.place]
    head = elements.text("h3", _on(atlas, unit, lang))
    head += elements.text("p", t("card.here", count=len(found)), css="small")
    ways = [_link(atlas, request, each, _said(atlas, drawing, each, unit, lang)) for each in found]
    ways.append(_link(atlas, request, unit, t("card.back", place=_on(atlas, unit, lang))))
    return elements.tag("div", head, css="card") + "".join(ways)


def show_place(turn: Turn, *, lang: str) -> None:
    """Lay out the card of a unit that is several here; its words are `place_html`."""
    with st.container(border=True, key="card"):
        turn.hold("figure")
        show_close(lang)


def show_close(lang: str) -> None:
    """Show the button that puts a unit's card away, and the choice of the unit with it."""
    words = texts(lang)("card.close")
    st.button(words, key="card_close", icon=":material/close:", on_click=lambda: select(""))


def relatives_html(atlas: Atlas, drawing: Drawing, request: Request, unit: Unit) -> str:
    """Return a commune's parts of the vintage before with their figures, and what it became."""
    if unit.level != "commune":
        return ""
    lang, newest = request.lang, atlas.facts.province.default_vintage
    t = texts(lang)
    lines = []
    parts = parts_of(atlas, drawing.view, unit)
    if parts:
        head = t("card.parts", count=len(parts))
        if atlas.in_register(drawing.view.indicator):
            concerned = [part.cell for part in parts if part.cell.basis != "not_applicable"]
            known = sum(cell.known for cell in concerned)
            head = t("card.parts_met", known=known, count=len(concerned))
        lines.append(elements.text("p", head, css="small"))
        for part in parts:
            said = _said(atlas, drawing, part.unit, unit, lang)
            lines.append(_link(atlas, request, part.unit, said))
    order = atlas.facts.province.vintage_ids
    if order.index(unit.vintage) < order.index(newest):
        lines.append(elements.text("p", t("card.became"), css="small"))
        for each in found_again(atlas, unit.key, drawing.view.on(level="commune", vintage=newest)):
            lines.append(_link(atlas, request, each, _on(atlas, each, lang)))
    return "".join(lines)


def show_ways(atlas: Atlas, unit: Unit, *, lang: str) -> None:
    """Lead from a unit's card to its portrait, to the merger, and to the gates that lie in it.

    Their addresses say little but the unit, and no year: they stay where the year turns.
    """
    t, query = texts(lang), page_query(lang)
    place = {"place": "_".join(unit.key)}
    st.page_link(pages(lang)["portrait"], label=t("portrait.way_long"), query_params=place | query)
    if unit.level != "province":
        rank = way_query(current_request()) | {"compare": "rank", "unit": unit.code}
        st.page_link(pages(lang)["compare"], label=t("card.compare"), query_params=rank)
    if is_told(atlas, unit):
        st.page_link(pages(lang)["merger"], label=t("card.merger"), query_params=place | query)
    names = [gate_name(gate, lang=lang) for gate in gates_inside(atlas, unit)]
    if names:
        said = t("card.gates", names=", ".join(names))
        st.page_link(pages(lang)["gates"], label=literal(said), query_params=query)


def _link(atlas: Atlas, request: Request, unit: Unit, words: str) -> str:
    """Return a link that selects a unit on its own boundaries; words alone where none are drawn."""
    vintage = unit.vintage if unit.level == "commune" else request.view.vintage
    if drawn_vintage(atlas.facts.province, vintage) != vintage:
        return elements.text("p", words, css="small")
    view = settled(atlas, request.view.on(level=unit.level, vintage=vintage))
    asked = replace(request, view=view, unit=unit.code, place=None)
    way = elements.turn(words, f"?{urlencode(link_query(asked))}")
    return elements.tag("p", way, css="turns")


def _said(atlas: Atlas, drawing: Drawing, unit: Unit, whole: Unit, lang: str) -> str:
    """Say a unit's name, whether only a part of it belongs to the whole, and its figure."""
    t = texts(lang)
    name = unit_name(unit, lang=lang)
    if _is_divided(atlas, unit, whole):
        name += f" {t('card.part_of')}"
    if drawing.kind == "zone":
        return name
    view = drawing.view.on(level=unit.level, vintage=unit.vintage)
    cell = atlas.cell(view, unit)
    absent = absent_text(cell, drawing.kind, lang=lang)
    said = quoted_text(atlas, drawing.indicator, cell, lang=lang) or absent
    # a class lasts: when it was reached says how old it is
    year = str(cell.observed_year) if cell.known and cell.observed_year != view.year else ""
    weak = t("plan.pending") if cell.known and cell.pending else ""
    marks = ", ".join(filter(None, (year, weak)))
    return f"{name}: {said} ({marks})" if marks else f"{name}: {said}"


def _is_divided(atlas: Atlas, unit: Unit, whole: Unit) -> bool:
    order = atlas.facts.province.vintage_ids
    if "commune" not in (unit.level, whole.level) or unit.level != whole.level:
        return False
    old, new = sorted((unit, whole), key=lambda each: order.index(each.vintage))
    pieces = atlas.figures.crosswalk.descendants(old.key, new.vintage)
    return any(piece.key == new.key and piece.area_share < 1 for piece in pieces)


def _on(atlas: Atlas, unit: Unit, lang: str) -> str:
    """Name a unit with the first day of its boundaries."""
    name = unit_name(unit, lang=lang)
    day = find_vintage(atlas.facts.province, unit.vintage).valid_from
    if unit.level != "commune" or day is None:
        return name
    return texts(lang)("card.on", name=name, day=format_date(day, lang=lang))
