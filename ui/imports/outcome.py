"""What becomes of a sound file: looked at on every page by this session, then published."""

from datetime import datetime

import streamlit as st

from geo.errors import AtlasError, FaultyInputError
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.imports.draft import Draft
from geo.imports.figures import DraftFigure
from geo.language.texts import texts
from geo.store.long_table import Origin
from geo.views.request import Request, settled
from ui.imports.publish_form import show_publishing
from ui.markup import elements
from ui.server.drafts import Pending, laid_over
from ui.session.pages import pages
from ui.session.state import current_request, link_query, look_at, looked_at, shown_atlas

_REFUSED = "draft_refused"


def show_outcome(atlas: Atlas, made: Draft, *, lang: str) -> None:
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
        _show_ways(atlas, made, lang)
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


def _show_ways(atlas: Atlas, made: Draft, lang: str) -> None:
    """Lead to the map of the first figure, and to the targets."""
    request = Request(_view_of(atlas, made.figures[0]), lang=lang)
    with st.container(horizontal=True, key="bring_ways"):
        for name, query in (
            ("map", link_query(request)),
            ("targets", link_query(current_request())),
            ("overview", link_query(current_request())),
        ):
            st.page_link(pages(lang)[name], query_params=query, icon=":material/arrow_forward:")


def _view_of(atlas: Atlas, figure: DraftFigure) -> View:
    """Return the map that shows a figure; of units that are drawn as no polygon, the province's."""
    unit = atlas.facts.units[figure.vintage, figure.unit_code]
    vintage = figure.vintage or atlas.facts.province.default_vintage
    return settled(atlas, View(figure.indicator_id, figure.year, unit.level, vintage))
