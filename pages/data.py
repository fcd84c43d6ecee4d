"""The facts themselves: catalogue with coverage, sources, downloads, boundaries."""

import streamlit as st

from geo.language.texts import texts
from geo.reading.sentences import view_title
from geo.views.drawing import draw
from ui.data.boundary_notes import show_boundaries
from ui.data.catalogue import show_catalogue
from ui.data.history import show_history
from ui.data.source_list import show_source_list
from ui.editing.part import show_editing
from ui.map.controls import show_controls
from ui.map.downloads import show_forms
from ui.map.table import show_rows
from ui.markup import elements
from ui.markup.labels import literal
from ui.server import loaded
from ui.session.query import TABS
from ui.session.state import current_request, extra, put, set_extra

atlas = loaded.atlas()
request = current_request()
lang = request.lang
t = texts(lang)

st.html(elements.text("h1", t("data.title"), css="page-title"))
names = {t(f"data.{tab}"): tab for tab in TABS}
key = f"data_tabs_{lang}"
opened = extra("tab") or ("history" if extra("history") else TABS[0])
put(key, t(f"data.{opened}"))
catalogue, downloads, sources, boundaries, history = st.tabs(
    list(names),
    key=key,
    on_change=lambda: set_extra("tab", names[st.session_state[key]]),
)
with catalogue:
    show_catalogue(atlas, lang=lang)
with downloads:
    st.caption(t("data.downloads_note"))
    show_controls(atlas)
    drawing = draw(atlas, current_request().view)
    st.markdown(f"**{literal(view_title(atlas, drawing.view, lang=lang))}**")
    show_forms(atlas, drawing, current_request())
    show_rows(atlas, drawing, request.filter, lang=lang)
with sources:
    show_source_list(atlas, lang=lang)
with boundaries:
    show_boundaries(atlas, lang=lang)
with history:
    show_history(atlas, lang=lang, with_map=bool(history.open))
    show_editing(atlas, lang=lang)
