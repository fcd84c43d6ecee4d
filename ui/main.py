"""The frame of every page: page settings, the request of this run, navigation, search, language."""

import time

import streamlit as st

from geo.language.texts import texts
from ui.header import show_header
from ui.imports.kept import keep_draft, recall_draft
from ui.markup import elements
from ui.meeting.stored import save_again
from ui.server import loaded
from ui.server.assets import icon_address
from ui.server.watched.numbers import RUNS
from ui.session.draft import show_draft_band
from ui.session.pages import app_title, pages
from ui.session.pinned import pinned_band
from ui.session.state import (
    notices,
    notify,
    open_facts,
    open_page,
    open_request,
    write_address,
)

begun = time.monotonic()
lost = recall_draft()
atlas = open_facts()
request = open_request(atlas)
if lost is not None:
    notify(lost)
t = texts(request.lang)

title = app_title(atlas, lang=request.lang)
# the links stand in the head: Streamlit's own would open pages without the view
page = st.navigation(list(pages(request.lang).values()), position="hidden")
open_page(page.url_path)
st.set_page_config(
    page_title=f"{page.title} – {title}",
    # Streamlit would send the file itself with every run
    page_icon=icon_address(),
    layout="wide",
)
# its name tells the style sheet the language
head = st.container(key=f"head_{request.lang}")
# a place of its own: with or without notices, the map below stays the same element
told = st.container()
page.run()
replaced = [t(notice.key, **dict(notice.fields)) for notice in notices()]
band = pinned_band(atlas, lang=request.lang)
if replaced or band:
    told.html(band + (elements.notice(replaced) if replaced else ""))
with told:
    show_draft_band(atlas, lang=request.lang)
# last, so that the map is not kept waiting for it
with head:
    show_header(atlas, title)
keep_draft()
save_again()
write_address()
loaded.settle()
RUNS.observe(time.monotonic() - begun)
