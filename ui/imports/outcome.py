"""What becomes of a sound file: looked at on every page by this session, then published."""

from datetime import datetime

import streamlit as st

from geo.errors import AtlasError, FaultyInputError
from geo.figures.view import View
from geo.imports.draft import Draft
from geo.language.texts import texts
from geo.places.vintages import drawn_vintage
from geo.store.long_table import Origin
from geo.views.request import Request, settled
from ui.imports.publish_form import show_publishing
from ui.markup import elements
from ui.server.drafts import Pending, laid_over
from ui.session.pages import pages
from ui.session.state import current_request, link_query, look_at, looked_at, shown_atlas

_REFUSED = "draft_refused"


def show_outcome(made: Draft, *, lang: str) -> None:
    """Offer to look at a draft and to publish it, or say what stands in the way."""
    t = texts(lang)
    st.html(elements.text("h2", t("bring.outcome"), css="part-title"))
    if not made.ok:
        st.html(elements.text("p", t("bring.not_yet")))
        return
    refused: list[str] = st.session_state.pop(_REFUSED, [])
    if refused:
        st.html(elements.notice(refused, fault=True))
    if looked_at() is None:
        st.html(elements.text("p", t("bring.look_help")))
        st.button(
            t("bring.look"),
            key="bring_look",
            icon=":material/visibility:",
            type="primary",
            on_click=lambda: _look(made, lang),
        )
    else:
        st.html(elements.text("p", t("bring.looking")))
        _show_ways(made, lang)
    show_publishing(made, lang=lang)


def _look(made: Draft, lang: str) -> None:
    day = datetime.now(shown_atlas().facts.province.time_zone.zone).date()
    origin = Origin(made.file.name, texts(lang)("bring.unnamed"), day, made.vintage)
    pending = Pending(made, origin)
    try:
        laid_over(pending)
    except FaultyInputError as error:
        st.session_state[_REFUSED] = [each.words(lang) for each in error.faults]
    except AtlasError as error:
        st.session_state[_REFUSED] = [error.words(lang)]
    except OSError as error:
        st.session_state[_REFUSED] = [str(error)]
    else:
        look_at(pending)


def _show_ways(made: Draft, lang: str) -> None:
    """Lead to the map of the first figure, and to the pages that count it."""
    request = current_request()
    shown = _view_of(made)
    queries = {
        "map": link_query(Request(shown, lang=lang) if shown is not None else request),
        "targets": link_query(request),
        "overview": link_query(request),
    }
    with st.container(horizontal=True, key="bring_ways"):
        for name, query in queries.items():
            st.page_link(pages(lang)[name], query_params=query, icon=":material/arrow_forward:")


def _view_of(made: Draft) -> View | None:
    """Return the map that shows the first figure, or recognition; None for a mere catalogue."""
    atlas = shown_atlas()
    facts = atlas.facts
    places = [(f.indicator_id, f.year, f.vintage, f.unit_code) for f in made.figures]
    places += [(f.indicator_id, f.year, f.vintage, f.commune_code) for f in made.recognitions]
    for indicator, year, vintage, code in places[:1]:
        level = facts.units[vintage, code].level
        drawn = drawn_vintage(facts.province, vintage)
        return settled(atlas, View(indicator, year, level, drawn))
    return None
