"""The scenes of the meeting as a list: renamed, reordered, removed, with their notes."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import Stage, scene_subtitle
from geo.saved.meeting import LONGEST_NOTE, LONGEST_TITLE, Scene, in_language
from ui.markup import elements
from ui.meeting.kept import change_scene, move_scene, remove_scenes, scene_numbers, unshown_numbers
from ui.session.state import put, set_extra, shown_atlas


def show_scenes(atlas: Atlas, staged: Stage, *, lang: str) -> None:
    """Show every scene with its controls."""
    for at, number in enumerate(scene_numbers(atlas)):
        with st.container(border=True):
            _words(atlas, staged, at, lang)
            with st.container(horizontal=True, gap="small"):
                _buttons(staged, at, number, lang)


def show_removal(atlas: Atlas, *, lang: str) -> None:
    """Offer to remove the scenes that cannot be shown, if there are any."""
    gone = unshown_numbers(atlas)
    if gone:
        st.button(
            texts(lang)("present.remove_unshown", count=len(gone)),
            key="scenes_remove_unshown",
            icon=":material/delete:",
            on_click=lambda: remove_scenes(shown_atlas(), gone),
        )


def _words(atlas: Atlas, staged: Stage, at: int, lang: str) -> None:
    scene = staged.scenes[at]
    head = elements.text("b", f"{at + 1}. {scene.title}")
    below = scene_subtitle(atlas, scene, lang=lang)
    note = elements.text("p", scene.note, css="small") if scene.note else ""
    st.html(head + elements.text("p", below, css="small") + note)


def _buttons(staged: Stage, at: int, number: int, lang: str) -> None:
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
            on_click=lambda by=by: move_scene(shown_atlas(), number, by),
        )
    with st.popover(t("present.edit"), icon=":material/edit:", key=f"scene_edit_{at}"):
        _editor(staged.meeting.scenes[at], number, lang)
    st.button(
        t("present.remove"),
        key=f"scene_remove_{at}",
        icon=":material/delete:",
        on_click=lambda: remove_scenes(shown_atlas(), [number]),
    )


def _editor(scene: Scene, number: int, lang: str) -> None:
    """Let the reader write; what is written is kept as soon as the field is left."""
    t = texts(lang)
    title, note = f"scene_title_{number}_{lang}", f"scene_note_{number}_{lang}"
    put(title, in_language(scene.title, scene.title_en, lang=lang))
    put(note, in_language(scene.note, scene.note_en, lang=lang))

    # what is written here stands in every language as written
    def keep_title() -> None:
        change_scene(shown_atlas(), number, title=st.session_state[title].strip(), title_en="")

    def keep_note() -> None:
        change_scene(shown_atlas(), number, note=st.session_state[note].strip(), note_en="")

    st.text_input(
        t("present.title"),
        key=title,
        max_chars=LONGEST_TITLE,
        placeholder=t("present.title_own"),
        on_change=keep_title,
    )
    st.text_area(t("present.note"), key=note, max_chars=LONGEST_NOTE, on_change=keep_note)
    # to press it is to leave the field
    st.button(t("present.keep"), key=f"scene_keep_{number}")
