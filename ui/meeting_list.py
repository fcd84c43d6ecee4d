"""The scenes of the meeting as a list: renamed, reordered, removed, with their notes."""

import streamlit as st

from geo.cells import Atlas
from geo.scenes import LONGEST_NOTE, LONGEST_TITLE, in_language
from geo.stage import Stage, scene_subtitle
from geo.texts import texts
from ui import markup
from ui.meeting import change_scene, current_meeting, move_scene, remove_scene
from ui.session import set_extra


def show_scenes(atlas: Atlas, staged: Stage, *, lang: str) -> None:
    """Show every scene with its controls."""
    for at in range(len(staged.scenes)):
        with st.container(border=True):
            _words(atlas, staged, at, lang)
            with st.container(horizontal=True, gap="small"):
                _buttons(atlas, staged, at, lang)


def _words(atlas: Atlas, staged: Stage, at: int, lang: str) -> None:
    scene = staged.scenes[at]
    head = markup.text("b", f"{at + 1}. {scene.title}")
    below = scene_subtitle(atlas, scene, lang=lang)
    note = markup.text("p", scene.note, css="small") if scene.note else ""
    st.html(head + markup.text("p", below, css="small") + note)


def _buttons(atlas: Atlas, staged: Stage, at: int, lang: str) -> None:
    t = texts(lang)
    last = len(staged.scenes) - 1
    st.button(
        t("present.show"),
        key=f"scene_show_{at}",
        icon=":material/slideshow:",
        on_click=lambda: set_extra("scene", str(at + 1)),
    )
    for key, by, icon, off in (
        ("up", -1, ":material/arrow_upward:", at == 0),
        ("down", 1, ":material/arrow_downward:", at == last),
    ):
        st.button(
            t(f"present.{key}"),
            key=f"scene_{key}_{at}",
            icon=icon,
            disabled=off,
            on_click=lambda by=by: move_scene(atlas, at, by),
        )
    with st.popover(t("present.edit"), icon=":material/edit:", key=f"scene_edit_{at}"):
        _editor(atlas, at, lang)
    st.button(
        t("present.remove"),
        key=f"scene_remove_{at}",
        icon=":material/delete:",
        on_click=lambda: remove_scene(atlas, at),
    )


def _editor(atlas: Atlas, at: int, lang: str) -> None:
    t = texts(lang)
    scene = current_meeting(atlas).scenes[at]
    with st.form(f"scene_form_{at}", border=False):
        title = st.text_input(
            t("present.title"),
            in_language(scene.title, scene.title_en, lang=lang),
            max_chars=LONGEST_TITLE,
            placeholder=t("present.title_own"),
        )
        note = st.text_area(
            t("present.note"),
            in_language(scene.note, scene.note_en, lang=lang),
            max_chars=LONGEST_NOTE,
        )
        if st.form_submit_button(t("present.keep")):
            change_scene(atlas, at, title=title.strip(), note=note.strip())
            st.rerun()
