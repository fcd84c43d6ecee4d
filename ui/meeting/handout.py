"""What a reader wishes of a meeting on paper besides its scenes: cover, notes, maps a page."""

import streamlit as st

from geo.documents.paper import LONGEST, MAPS_A_PAGE, Handout
from geo.language.texts import texts
from ui.session.choices import kept_choice
from ui.session.pages import opened_at


def choose_handout(lang: str) -> Handout:
    """Let the reader choose."""
    t = texts(lang)
    per_page = kept_choice(
        st.segmented_control,
        t("present.per_page"),
        MAPS_A_PAGE,
        name="handout_maps",
        lang=lang,
        required=True,
    )
    with st.container(horizontal=True):
        notes = st.checkbox(t("present.with_notes"), key="handout_notes")
        draft = st.checkbox(t("present.provisional"), key="handout_draft")
    with st.expander(t("present.cover")):
        agency = st.text_input(t("present.agency"), max_chars=LONGEST, key="handout_agency")
        place = st.text_input(t("present.venue"), max_chars=LONGEST, key="handout_place")
        day = st.date_input(t("present.day"), None, format="DD/MM/YYYY", key="handout_day")
        logo = st.file_uploader(t("present.logo"), type=["png", "svg"], key="handout_logo")
    return Handout(
        agency=agency,
        place=place,
        day=day,
        logo=logo.getvalue() if logo else b"",
        notes=notes,
        per_page=per_page,
        draft=draft,
        base=opened_at(),
    )
