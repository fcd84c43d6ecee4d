"""The portrait of a unit, new or old: what it was and became, its figures among those of others."""

import streamlit as st

from geo.language.texts import texts
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.words import portrait_title
from geo.saved.meeting import Scene
from geo.views.portrait.address import write_portrayed
from geo.views.portrait.portrait import portrait_of
from ui.markup import elements
from ui.meeting.kept import add_button
from ui.merger.finder import show_finder
from ui.portrait import parts
from ui.portrait.asked import asked_unit, show_ways
from ui.portrait.downloads import show_all_files, show_files
from ui.server import loaded
from ui.session.pages import name_window
from ui.session.state import current_request

atlas = loaded.atlas()
lang = current_request().lang
t = texts(lang)
unit = asked_unit(atlas)

title = portrait_title(unit, lang=lang)
name_window(atlas, title, lang=lang)
st.html(elements.text("h1", title, css="page-title"))
if unit is None:
    st.html(elements.text("p", t("portrait.lead"), css="lead"))
show_finder(atlas, None if unit is None or unit.level == "province" else unit, lang=lang)
if unit is None:
    st.html(parts.all_html(atlas, lang=lang))
    show_all_files(atlas, lang=lang)
else:
    found = portrait_of(atlas, unit)
    sentences = portrait_sentences(atlas, found, lang=lang)
    words, picture = st.columns([1.6, 1], gap="medium")
    with words:
        st.html(parts.section_html(t("portrait.read_out"), parts.sentences_html(sentences)))
        with st.popover(t("portrait.copy"), type="tertiary", icon=":material/content_copy:"):
            st.code("\n".join(sentences), language=None, wrap_lines=True)
    with picture:
        st.html(parts.locator_html(atlas, unit, lang=lang))
        show_ways(atlas, unit, lang=lang)
        show_files(atlas, found, lang=lang)
        scene = Scene(write_portrayed(unit), kind="profile")
        add_button(scene, lang=lang, key="add_portrait")
    st.html(parts.below_html(atlas, found, lang=lang))
