"""The front page: where the province stands, theme by theme, and the way to each map."""

import streamlit as st

from geo.language.texts import pick, texts
from geo.targets.goals import target_year
from geo.views.overview import headlines
from ui.markup import elements
from ui.overview.parts import show_coverage, show_headline, show_news
from ui.server import loaded
from ui.session.pages import pages
from ui.session.state import current_request, link_query

PICTURES_SHOWN = 4

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)
province = atlas.facts.province
name = pick(province, "name", lang)

year = target_year(atlas)
key = "overview.title" if year is not None else "overview.title_no_targets"
title = t(key, province=name, year=year)
# a wide window holds the page in its middle
with st.container(key="overview"):
    st.html(elements.text("h1", title, css="page-title"))
    st.caption(t("overview.lead"))
    if len(province.vintages) > 1:
        query = link_query(current_request())
        st.page_link(
            pages(lang)["merger"],
            label=t("overview.merger"),
            icon=":material/arrow_forward:",
            query_params=query,
        )
    lines = headlines(atlas)
    for shown in (lines[:PICTURES_SHOWN], lines[PICTURES_SHOWN:]):
        for place, line in zip(st.columns(len(shown) or 1, gap="medium"), shown, strict=False):
            with place, st.container(border=True, height="stretch"):
                with_picture = line in lines[:PICTURES_SHOWN]
                show_headline(atlas, line, lang=lang, with_picture=with_picture)
    left, right = st.columns(2, gap="large")
    with left:
        show_coverage(atlas, lang=lang)
    with right:
        show_news(atlas, lang=lang)
