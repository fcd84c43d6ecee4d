"""Portraits to take along: one as a file, those of all communes in a zip."""

from functools import partial

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.portraits import (
    PORTRAIT_FORMS,
    portrait_file_name,
    portraits_zip,
    portraits_zip_name,
    to_portrait,
    units_of_today,
)
from geo.errors import AtlasError
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.views.portrait.portrait import Portrait
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import kept_choice
from ui.session.state import of_the_facts

_MADE = of_the_facts("portraits_made")


def show_files(atlas: Atlas, portrait: Portrait, *, lang: str) -> None:
    """Offer a portrait in every form, made when it is asked for."""
    t, layers = texts(lang), loaded.boundaries().layers
    with st.container(horizontal=True, key="portrait_files"):
        for form in PORTRAIT_FORMS:
            st.download_button(
                t(f"portrait.{form}"),
                partial(to_portrait, atlas, portrait, layers, form=form, lang=lang),
                file_name=portrait_file_name(atlas, portrait.unit, form, lang=lang),
                mime=MIME[form],
                icon=":material/download:",
                key=f"portrait_{form}_{lang}",
                on_click="ignore",
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
    """Make the file; a press of the cancel button starts a new run, which ends this one."""
    t = texts(lang)
    st.session_state.pop(_MADE, None)
    bar = st.progress(0.0, t("present.making"))
    st.button(t("present.cancel"), icon=":material/cancel:", key="portraits_cancel")

    def tell(done: int, total: int) -> None:
        bar.progress(done / total, t("portrait.step", done=done, total=total))

    layers, units = loaded.boundaries().layers, units_of_today(atlas)
    try:
        content = portraits_zip(atlas, units, layers, form=form, lang=lang, tell=tell)
    except AtlasError as error:
        st.html(elements.notice([error.words(lang)], fault=True))
        return
    bar.empty()
    name = portraits_zip_name(atlas, form, lang=lang)
    st.session_state[_MADE] = ((form, lang), name, content)
