"""The border economy: gates on the map, trade in its bases, parts of the year, the zone."""

import streamlit as st

from geo.figures.border.catalogue import border_rows, border_themes
from geo.language.texts import texts
from geo.reading.border.words import page_title
from geo.views.border import PARTS, find_gate_view
from ui.gates.all_figures import show_all_figures
from ui.gates.calendar import show_calendar
from ui.gates.gate_map import show_gate_map
from ui.gates.trade import show_trade
from ui.gates.zone import show_zone
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import offer
from ui.session.pages import name_window
from ui.session.state import current_request, extra, set_extra

SHOW = dict(
    zip(
        PARTS,
        (show_gate_map, show_trade, show_calendar, show_zone, show_all_figures),
        strict=True,
    )
)

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)

st.html(elements.text("h1", t("border.title"), css="page-title"))
if border_themes(atlas.facts) or border_rows(atlas):
    part = extra("part") or PARTS[0]
    shown = find_gate_view(atlas, extra("flow"), extra("when"))
    name_window(atlas, page_title(atlas, part, shown, lang=lang), lang=lang)
    st.caption(t("border.lead"))
    offer(
        st.segmented_control,
        t("border.part"),
        PARTS,
        part,
        name="g_part",
        lang=lang,
        take=lambda chosen: set_extra("part", chosen),
        required=True,
        format_func=lambda key: t(f"border.part_{key}"),
        label_visibility="collapsed",
    )
    SHOW[part](atlas, lang=lang)
else:
    st.info(t("border.none"))
