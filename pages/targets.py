"""The targets: where the province stands against each, how fast it must go, who must follow."""

import streamlit as st

from geo.language.texts import texts
from geo.targets.goals import target_year
from geo.targets.progress import all_progress
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import offer
from ui.session.query import SECTIONS
from ui.session.state import current_request, extra, set_extra
from ui.targets.board import show_board
from ui.targets.cards import show_all_traces
from ui.targets.filters import target_filters
from ui.targets.missing import show_missing
from ui.targets.plan_panel import share_asked, show_plan
from ui.targets.tasks import show_task_groups

PROGRAMME, OTHERS, PLAN, TASKS = SECTIONS

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)

year = target_year(atlas)
title = "target_page.title_no_targets" if year is None else "target_page.title"
st.html(elements.text("h1", t(title, year=year), css="page-title"))
section = extra("section") or PROGRAMME
offer(
    st.segmented_control,
    t("target_page.section"),
    SECTIONS,
    section,
    name="t_section",
    lang=lang,
    take=lambda chosen: set_extra("section", chosen),
    required=True,
    format_func=lambda key: t(f"target_page.section_{key}", share=share_asked(atlas, lang=lang)),
    label_visibility="collapsed",
)
if section in (PROGRAMME, OTHERS):
    own = atlas.facts.province.programme
    measured = tuple(
        each
        for each in all_progress(atlas)
        if (each.target.programme == own) == (section == PROGRAMME)
    )
    if measured:
        kept = target_filters(atlas, measured, lang=lang)
        if not kept:
            st.info(t("target_page.nothing"))
        known = [each for each in kept if each.latest is not None]
        if known:
            show_board(atlas, known, by_theme=section == PROGRAMME, lang=lang)
        show_missing(atlas, kept, lang=lang)
        show_all_traces(atlas, tuple(kept), lang=lang)
    else:
        mine = section == PROGRAMME
        st.info(t("target_page.no_targets" if mine else "target_page.no_other_targets"))
elif section == PLAN:
    show_plan(atlas, lang=lang)
else:
    show_task_groups(atlas, lang=lang)
