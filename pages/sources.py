"""The sources: a list of all, and a page for the one that the address names."""

import streamlit as st

from geo.language.texts import texts
from ui.data.source_list import show_source_list
from ui.data.source_page import show_source
from ui.markup import elements
from ui.server import loaded
from ui.session.state import current_request, extra, set_extra

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)
source = atlas.facts.sources.get(extra("source"))

if source is None:
    st.html(elements.text("h1", t("source.title"), css="page-title"))
    show_source_list(atlas, lang=lang)
else:
    with st.container(key="source_back"):
        st.button(
            t("source.back"),
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=lambda: set_extra("source", ""),
        )
    show_source(atlas, source, lang=lang)
