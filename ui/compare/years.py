"""Two years of one indicator: three maps, the chosen unit, gains and losses."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.compare.words import comparison_sentence, comparison_title
from geo.views.compare.asked import asked_years
from geo.views.compare.changes import compare_years
from ui.compare.controls import replaced, show_year_controls, turn_to
from ui.compare.empty import first_offers, show_empty
from ui.compare.maps import show_maps
from ui.compare.table import show_changes
from ui.compare.taking import take
from ui.compare.unit import show_unit
from ui.markup import elements
from ui.session.pages import name_window
from ui.session.state import current_request, extra, hold_extra


def show_years(atlas: Atlas, *, lang: str) -> None:
    """Show the earlier year, the later one and what changed; or what has two years at all."""
    t = texts(lang)
    if "indicator" not in st.query_params:
        _open_where_there_is_something(atlas)
    view = current_request().view
    asked = asked_years(atlas, view, extra("from"), extra("to"))
    replaced(asked.replaced if asked else ())
    show_year_controls(atlas, asked)
    if asked is None:
        st.html(elements.text("p", t("compare.lead"), css="lead"))
        show_empty(atlas, view, lang=lang)
        return
    hold_extra("from", str(asked.earlier))
    hold_extra("to", str(asked.later))
    comparison = compare_years(atlas, view.on(year=asked.later), asked.earlier)
    title = comparison_title(atlas, comparison, lang=lang)
    name_window(atlas, title, lang=lang)
    st.html(elements.text("h2", title, css="page-title"))
    st.html(elements.text("p", comparison_sentence(comparison, lang=lang), css="lead"))
    show_maps(atlas, comparison, lang=lang)
    show_unit(atlas, comparison, lang=lang)
    show_changes(atlas, comparison, lang=lang)
    take(atlas, "years", lang=lang, view=comparison.view, earlier=comparison.earlier)


def _open_where_there_is_something(atlas: Atlas) -> None:
    """Turn a bare address to the best comparison there is, if its own view has none."""
    view = current_request().view
    found = first_offers(atlas, view)
    if found and asked_years(atlas, view, "", "") is None:
        turn_to(found[0])
