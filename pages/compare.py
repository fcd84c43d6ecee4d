"""Comparing: two years, two indicators, maps side by side, units over the years, ranks."""

import streamlit as st

from geo.language.texts import texts
from geo.views.compare.asked import PARTS
from ui.compare.lines import show_lines
from ui.compare.rank import show_rank
from ui.compare.side_by_side import show_side_by_side
from ui.compare.two import show_two
from ui.compare.years import show_years
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import offer
from ui.session.state import current_request, extra, hold_extra, set_extra

SHOW = dict(
    zip(PARTS, (show_years, show_two, show_side_by_side, show_lines, show_rank), strict=True)
)

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)
part = extra("compare") or PARTS[0]
hold_extra("compare", part)

with st.container(key="compare_head", horizontal=True, vertical_alignment="center"):
    st.html(elements.text("h1", t("compare.page_title"), css="page-title"))
    offer(
        st.segmented_control,
        t("compare.part"),
        PARTS,
        part,
        name="compare_part",
        lang=lang,
        take=lambda chosen: set_extra("compare", chosen),
        required=True,
        format_func=lambda key: t(f"compare.part_{key}"),
        label_visibility="collapsed",
    )
SHOW[part](atlas, lang=lang)
