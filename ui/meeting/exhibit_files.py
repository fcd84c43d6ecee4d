"""A comparison as a scene of the meeting, and as files."""

import streamlit as st

from geo.documents.forms import MIME, SCENE_FORMS
from geo.documents.orders import SceneOrder
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.exhibits import make_exhibit
from geo.reading.imprint import download_name
from geo.saved.meeting import Scene
from ui.meeting.kept import add_button
from ui.session.making.offered import offer_file


def show_taking(atlas: Atlas, scene: Scene, *, lang: str) -> None:
    """Offer a comparison for the meeting, and in every form that it has."""
    with st.container(horizontal=True, key="exhibit_taking"):
        add_button(scene, lang=lang, key="add_exhibit")
        folded = st.popover(
            texts(lang)("download.open"),
            icon=":material/download:",
            key="exhibit_downloads",
            on_change="rerun",
        )
    if folded.open:
        with folded, st.container(horizontal=True):
            title = make_exhibit(atlas, scene.kind, scene.query, lang=lang).title
            for form in SCENE_FORMS:
                _offer(atlas, scene, form, title, lang)


def _offer(atlas: Atlas, scene: Scene, form: str, title: str, lang: str) -> None:
    offer_file(
        texts(lang)(f"download.{form}"),
        SceneOrder(scene, form, lang),
        name=download_name(atlas.facts.province, title, ending=form, lang=lang),
        mime=MIME[form],
        key=f"exhibit_{form}",
        lang=lang,
    )
