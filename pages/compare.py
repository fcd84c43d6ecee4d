"""Comparing: two years of an indicator side by side, and what changed between them."""

import streamlit as st

from geo.language.texts import texts
from geo.reading.compare.words import comparison_sentence, comparison_title
from geo.views.compare.asked import asked_years
from geo.views.compare.changes import compare_years
from geo.views.request import Notice
from ui.compare.controls import show_controls
from ui.compare.empty import show_empty
from ui.compare.maps import show_maps
from ui.compare.table import show_changes
from ui.compare.unit import show_unit
from ui.markup import elements
from ui.server import loaded
from ui.session.pages import name_window
from ui.session.state import current_request, extra, hold_extra, notify

atlas = loaded.atlas()
request = current_request()
lang, view = request.lang, request.view
t = texts(lang)

asked = asked_years(atlas, view, extra("from"), extra("to"))
for key in asked.replaced if asked else ():
    notify(Notice(f"notice.{key}", (("value", extra(key)[:40]),)))
show_controls(atlas, asked)
if asked is None:
    st.html(elements.text("h1", t("compare.page_title"), css="page-title"))
    st.html(elements.text("p", t("compare.lead"), css="lead"))
    show_empty(atlas, view, lang=lang)
else:
    hold_extra("from", str(asked.earlier))
    hold_extra("to", str(asked.later))
    comparison = compare_years(atlas, view.on(year=asked.later), asked.earlier)
    title = comparison_title(atlas, comparison, lang=lang)
    name_window(atlas, title, lang=lang)
    st.html(elements.text("h1", title, css="page-title"))
    st.html(elements.text("p", comparison_sentence(comparison, lang=lang), css="lead"))
    show_maps(atlas, comparison, lang=lang)
    show_unit(atlas, comparison, lang=lang)
    show_changes(atlas, comparison, lang=lang)
