"""What becomes of a sound file: looked at on every page by this session, then published."""

from datetime import datetime

import streamlit as st

from geo.errors import AtlasError, FaultyInputError
from geo.facts.model import Level
from geo.figures.view import View
from geo.imports.draft import Draft
from geo.imports.layers import LayersDraft
from geo.imports.report import Made
from geo.language.texts import texts
from geo.places.vintages import drawn_vintage
from geo.store.long_table import Origin
from geo.views.request import Request, settled
from ui.data.difference_map import show_difference_map
from ui.data.difference_rows import told_once
from ui.imports.publish_form import show_publishing
from ui.markup import elements
from ui.server import loaded
from ui.server.drafts import Pending, compared, laid_over
from ui.session.pages import pages
from ui.session.state import current_request, link_query, look_at, looked_at, shown_atlas

_REFUSED = "draft_refused"
_WAYS = ("map", "targets", "overview")
_WAYS_OF_LAYERS = ("map",)


def show_outcome(made: Made, *, lang: str) -> None:
    """Offer to look at a draft and to publish it, or say what stands in the way."""
    t, of_layers = texts(lang), isinstance(made, LayersDraft)
    st.html(elements.text("h2", t("bring.outcome"), css="part-title"))
    if not made.ok:
        st.html(elements.text("p", t("bring.layers_not_yet" if of_layers else "bring.not_yet")))
        return
    refused: list[str] = st.session_state.pop(_REFUSED, [])
    if refused:
        st.html(elements.notice(refused, fault=True))
    pending = looked_at()
    if pending is None:
        st.html(elements.text("p", t("bring.look_layers" if of_layers else "bring.look_help")))
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
        _show_changes(pending, lang)
    show_publishing(made, lang=lang)


def _look(made: Made, lang: str) -> None:
    day = datetime.now(shown_atlas().facts.province.time_zone.zone).date()
    origin = None
    if isinstance(made, Draft):
        origin = Origin(made.file.name, texts(lang)("bring.unnamed"), day, made.vintage)
    pending = Pending(made, origin, loaded.newest().facts.version)
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


def _show_ways(made: Made, lang: str) -> None:
    """Lead to the map of what is new, and to the pages that count it."""
    request = current_request()
    shown = _view_of(made)
    of_map = request if shown is None else Request(shown, lang=lang)
    with st.container(horizontal=True, key="bring_ways"):
        for name in _WAYS_OF_LAYERS if isinstance(made, LayersDraft) else _WAYS:
            query = link_query(of_map if name == "map" else request)
            st.page_link(pages(lang)[name], query_params=query, icon=":material/arrow_forward:")


def _show_changes(pending: Pending, lang: str) -> None:
    """Show on a map what the figures of a draft change of what is published."""
    found = told_once(compared(pending))
    if found:
        st.html(elements.text("h3", texts(lang)("bring.differs"), css="part-title"))
        show_difference_map(loaded.atlas(), found, lang=lang)


def _view_of(made: Made) -> View | None:
    """Return the map that shows the first figure, recognition or layer; None for a catalogue."""
    atlas = shown_atlas()
    facts = atlas.facts
    if isinstance(made, LayersDraft):
        view, level = current_request().view, _level_of(made)
        return settled(atlas, View(view.indicator, view.year, level, made.vintage or view.vintage))
    places = [(f.indicator_id, f.year, f.vintage, f.unit_code) for f in made.figures]
    places += [(f.indicator_id, f.year, f.vintage, f.commune_code) for f in made.recognitions]
    for indicator, year, vintage, code in places[:1]:
        level = facts.units[vintage, code].level
        drawn = drawn_vintage(facts.province, vintage)
        return settled(atlas, View(indicator, year, level, drawn))
    return None


def _level_of(made: LayersDraft) -> Level:
    """Return the lowest level of which a file has a layer."""
    if made.vintage:
        return "commune"
    return "district" if "districts" in made.layers else "province"
