"""Portraits to take along: one as a file, those of all communes in a zip."""

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.orders import PortraitOrder, PortraitsOrder
from geo.documents.portraits import (
    PORTRAIT_FORMS,
    portrait_file_name,
    portraits_zip_name,
    units_of_today,
)
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.views.portrait.portrait import Portrait
from ui.markup import elements
from ui.session.choices import kept_choice
from ui.session.making.offered import make_with_bar, offer_file
from ui.session.state import of_the_facts

_MADE = of_the_facts("portraits_made")


def show_files(atlas: Atlas, portrait: Portrait, *, lang: str) -> None:
    """Offer a portrait in every form, made when it is asked for."""
    t = texts(lang)
    with st.container(horizontal=True, key="portrait_files"):
        for form in PORTRAIT_FORMS:
            offer_file(
                t(f"portrait.{form}"),
                PortraitOrder(portrait.unit.key, form, lang),
                name=portrait_file_name(atlas, portrait.unit, form, lang=lang),
                mime=MIME[form],
                key=f"portrait_{form}_{lang}",
                lang=lang,
            )


def show_all_files(atlas: Atlas, *, lang: str) -> None:
    """Make the portraits of all communes of today as one file, with progress, and offer it."""
    t = texts(lang)
    count = len(units_of_today(atlas))
    st.html(
        elements.text("h2", t("portrait.all_files", count=count), css="page-title")
        + elements.text("p", t("portrait.all_note"), css="small")
    )
    form = kept_choice(
        st.segmented_control,
        t("portrait.all_form"),
        PORTRAIT_FORMS,
        name="portrait_form",
        lang=lang,
        required=True,
        format_func=lambda key: t(f"portrait.{key}"),
    )
    if st.button(t("portrait.all_make"), icon=":material/build:"):
        _make(atlas, form, lang)
    made_of, name, content = st.session_state.get(_MADE, ("", "", b""))
    # one of another language, or of another form than is chosen now, is not the one asked for
    if made_of == (form, lang):
        st.download_button(
            t("present.take", name=name, size=f"{len(content) / 1e6:.1f}"),
            content,
            file_name=name,
            mime=MIME["zip"],
            icon=":material/download:",
            on_click="ignore",
        )


def _make(atlas: Atlas, form: str, lang: str) -> None:
    """Make the file and keep it for the reader to take."""
    t = texts(lang)
    st.session_state.pop(_MADE, None)
    content = make_with_bar(
        PortraitsOrder(form, lang),
        step=lambda done, total: t("portrait.step", done=done, total=total),
        key="portraits_cancel",
        lang=lang,
    )
    if content is not None:
        name = portraits_zip_name(atlas, form, lang=lang)
        st.session_state[_MADE] = ((form, lang), name, content)
