"""The merger explained: an old unit's way, a new one's parts, old boundaries over new ones."""

import streamlit as st

from geo.language.texts import texts
from geo.reading.merger.words import lead_of, title_of
from ui.markup import elements
from ui.merger.asked import asked_unit, unit_address
from ui.merger.downloads import show_downloads
from ui.merger.finder import show_finder
from ui.merger.flow import show_flow
from ui.merger.map import show_map
from ui.merger.unit_tables import show_unit, show_way_to_map, show_way_to_portrait
from ui.merger.whole import show_divided, show_steps
from ui.server import loaded
from ui.session.pages import name_window
from ui.session.state import current_request

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)
unit = asked_unit(atlas)

title = title_of(atlas, unit, lang=lang)
name_window(atlas, title, lang=lang)
st.html(elements.text("h1", title, css="page-title"))
if len(atlas.facts.province.vintages) == 1:
    st.info(t("merger.none_before"))
else:
    lead = t("merger.lead") if unit is None else lead_of(atlas, unit, lang=lang)
    st.html(elements.text("p", lead, css="lead"))
    show_finder(atlas, unit, lang=lang)
    words, picture = st.columns([1, 1.25], gap="medium")
    with words:
        if unit is None:
            show_steps(atlas, lang=lang)
        else:
            show_unit(atlas, unit, lang=lang)
            show_way_to_map(atlas, unit, lang=lang)
            show_way_to_portrait(unit, lang=lang)
            st.html(elements.turn(t("merger.back"), unit_address(None)))
    with picture:
        show_map(atlas, unit, lang=lang)
    if unit is None:
        show_divided(atlas, lang=lang)
    show_flow(atlas, unit, lang=lang)
    show_downloads(atlas, unit, lang=lang)
