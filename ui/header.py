"""The head of every page, beside the navigation: name of the atlas, search, language."""

from dataclasses import replace

import streamlit as st

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import is_told
from geo.language.texts import LANGUAGES, texts
from geo.places.search import Hit, describe_hit, search_example
from geo.places.vintages import drawn_vintage
from geo.views.request import Request, unit_on
from geo.views.turns import turned
from ui.markup import elements
from ui.markup.labels import literal
from ui.merger.asked import ask
from ui.server.page_paths import BENEATH, PATHS
from ui.session.choices import offer
from ui.session.pages import pages
from ui.session.search import search_index
from ui.session.state import (
    current_request,
    keep,
    link_query,
    of_the_facts,
    page_path,
    page_query,
    shown_atlas,
    way_query,
)

FOCUS = of_the_facts("focus")
_QUERY = "search_query"
_SEARCH = "search"
_GO = "open_the_map"
_HITS = 8


def show_header(atlas: Atlas, title: str) -> None:
    """Show the name of the atlas, the way to every page, the search and the language switch."""
    request = current_request()
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.html(elements.text("span", title, css="brand"))
        query = way_query(request)
        st.html(elements.fold(texts(request.lang)("app.pages"), css="menu"))
        with st.container(key="links", horizontal=True, gap="small"):
            for name, page in pages(request.lang).items():
                if name not in BENEATH:
                    st.page_link(page, query_params=query)
        _search(atlas, request)
        _language(request)


def _language(request: Request) -> None:
    t = texts(request.lang)
    offer(
        st.segmented_control,
        t("app.language"),
        LANGUAGES,
        request.lang,
        name="c_lang",
        lang=request.lang,
        take=lambda lang: keep(replace(current_request(), lang=lang)),
        required=True,
        format_func=str.upper,
        label_visibility="collapsed",
        wrap=False,
    )


def _search(atlas: Atlas, request: Request) -> None:
    t = texts(request.lang)
    if st.session_state.pop(_GO, False):
        st.switch_page(pages(request.lang)["map"], query_params=link_query(request))
    with st.popover(
        t("search_box.title"), icon=":material/search:", key=_SEARCH, on_change="rerun"
    ):
        query = st.text_input(
            t("search_box.label"), key=_QUERY, placeholder=search_example(atlas.facts), live="300ms"
        )
        if not query:
            st.caption(t("search_box.help"))
            return
        hits = search_index(atlas).find(query, limit=_HITS)
        if not hits:
            st.html(elements.text("p", t("search_box.nothing", query=query), css="small"))
        for hit in hits:
            _show_hit(hit, request)


def _show_hit(hit: Hit, request: Request) -> None:
    """Show a unit that was found, and beside it the way to its portrait."""
    named = "_".join(hit.unit.key)
    with st.container(horizontal=True, vertical_alignment="center", key=f"found_{named}"):
        st.button(
            literal(describe_hit(hit, lang=request.lang)),
            # a press that meets the next answers must not lead to another unit
            key=f"hit_{named}",
            type="tertiary",
            on_click=lambda: _jump(hit),
        )
        st.page_link(
            pages(request.lang)["portrait"],
            label=texts(request.lang)("portrait.way"),
            query_params={"place": named} | page_query(request.lang),
        )


def _jump(hit: Hit) -> None:
    """Open the map at the unit found, or at the present unit an old one went to.

    The page of portraits, and that of the merger, tell of both, and of the unit found there.
    """
    atlas, request = shown_atlas(), current_request()
    st.session_state[_QUERY] = ""
    st.session_state[_SEARCH] = False
    told = page_path() == PATHS["merger"] and is_told(atlas, hit.unit)
    if told or page_path() == PATHS["portrait"]:
        ask(hit.unit.key)
        return
    unit = hit.now[0][0] if hit.now else hit.unit
    vintage = drawn_vintage(atlas.facts.province, _vintage(request, unit))
    found = turned(atlas, request, request.view.on(level=unit.level, vintage=vintage))
    on_map = unit_on(atlas, found.view, unit.code)
    # the unit looked for is the one to come back to on its own boundaries
    place = None if hit.unit == unit else hit.unit.key
    keep(replace(found, unit=on_map.code if on_map else "", place=place))
    st.session_state[FOCUS] = (unit.code, st.session_state.get(FOCUS, ("", 0))[1] + 1)
    st.session_state[_GO] = True


def _vintage(request: Request, unit: Unit) -> str:
    return unit.vintage if unit.level == "commune" else request.view.vintage
