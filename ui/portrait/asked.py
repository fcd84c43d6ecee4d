"""The unit that the page of portraits is about, and the ways between it and other pages."""

import streamlit as st

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import is_told
from geo.figures.province_figures import province_unit
from geo.language.texts import texts
from ui.markup import elements
from ui.merger.asked import unit_address
from ui.merger.unit_tables import show_way_to_map
from ui.session.pages import pages
from ui.session.state import current_request, page_query


def asked_unit(atlas: Atlas) -> Unit | None:
    """Return the unit that the address names, else the one that the reader had on the map."""
    request = current_request()
    view = request.view
    return atlas.facts.units.get(request.place or (view.vintage, request.unit))


def show_ways(atlas: Atlas, unit: Unit, *, lang: str) -> None:
    """Lead from a portrait to the map, the merger, and all portraits."""
    t = texts(lang)
    with st.container(key="portrait_ways"):
        show_way_to_map(atlas, unit, lang=lang)
        if is_told(atlas, unit):
            place = {"place": "_".join(unit.key)}
            st.page_link(
                pages(lang)["merger"],
                label=t("portrait.to_merger"),
                icon=":material/call_merge:",
                query_params=place | page_query(lang),
            )
        links = [elements.turn(t("portrait.back_all"), unit_address(None))]
        if unit.level != "province":
            links.append(
                elements.turn(t("portrait.of_province"), unit_address(province_unit(atlas)))
            )
        st.html(elements.tag("p", " &emsp; ".join(links), css="small"))
