"""The scenes of the meeting: as small pictures to be dragged, and as a list with their notes."""

from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import Stage, scene_subtitle
from geo.saved.meeting import LONGEST_NOTE, LONGEST_TITLE, MOST_SCENES, Scene, in_language
from ui.markup import elements
from ui.meeting.kept import (
    can_undo,
    change_scene,
    copy_scene,
    current_meeting,
    move_scene,
    place_scene,
    remove_scenes,
    scene_numbers,
    undo,
    unshown_numbers,
)
from ui.meeting.room import scene_image
from ui.server.assets import typeface_address
from ui.session.choices import offer
from ui.session.state import put, set_extra, shown_atlas

_ORDER = "scene_order"
_order = declare_component("scene_order", path=str(Path(__file__).parent / "order"))


def show_order(atlas: Atlas, staged: Stage, *, lang: str) -> None:
    """Show every scene as a small picture, which a drag or a key moves to another place."""
    t = texts(lang)
    pictures = [
        {
            "number": number,
            "title": scene.title,
            "image": scene_image(atlas, scene.scene, lang=lang),
        }
        for number, scene in zip(scene_numbers(atlas), staged.scenes, strict=True)
    ]
    words = {"name": t("present.order"), "help": t("present.order_help")}
    _order(
        scenes=pictures,
        words=words,
        lang=lang,
        face=typeface_address(),
        key=_ORDER,
        on_change=_take_order,
    )


def _take_order() -> None:
    """Do what was asked for among the pictures."""
    asked, atlas = st.session_state[_ORDER], shown_atlas()
    number = int(asked["number"])
    if asked["act"] == "move":
        place_scene(atlas, number, int(asked["to"]))
    elif asked["act"] == "remove":
        remove_scenes(atlas, [number])
    elif asked["act"] == "show" and number in scene_numbers(atlas):
        set_extra("scene", str(scene_numbers(atlas).index(number) + 1))


def show_changes(atlas: Atlas, *, lang: str) -> None:
    """Offer to take the last change of the list back, and to clear it."""
    t = texts(lang)
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("present.undo"),
            key="scenes_undo",
            icon=":material/undo:",
            disabled=not can_undo(),
            on_click=lambda: undo(shown_atlas()),
        )
        st.button(
            t("present.clear"),
            key="scenes_clear",
            icon=":material/delete_sweep:",
            disabled=not current_meeting(atlas).scenes,
            on_click=lambda: remove_scenes(shown_atlas(), scene_numbers(shown_atlas())),
        )


def show_scenes(atlas: Atlas, staged: Stage, *, lang: str) -> None:
    """Show every scene with its controls."""
    with st.container(key="scenes_list"):
        for at, number in enumerate(scene_numbers(atlas)):
            with st.container(border=True):
                _words(atlas, staged, at, lang)
                with st.container(key=f"scene_row_{at}", horizontal=True, gap="small"):
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
    _position(number, at, last + 1, lang)
    editor = st.popover(
        t("present.edit"), icon=":material/edit:", on_change="rerun", key=f"scene_edit_{number}"
    )
    # a field that is sent closed is empty when it is opened after another run, and kept as empty
    if editor.open:
        with editor:
            _editor(staged.meeting.scenes[at], number, lang)
    st.button(
        t("present.copy"),
        key=f"scene_copy_{at}",
        icon=":material/content_copy:",
        on_click=lambda: _copy(number, lang),
    )
    st.button(
        t("present.remove"),
        key=f"scene_remove_{at}",
        icon=":material/delete:",
        on_click=lambda: remove_scenes(shown_atlas(), [number]),
    )


def _position(number: int, at: int, count: int, lang: str) -> None:
    """Let the reader say at which place a scene is to stand."""
    offer(
        st.selectbox,
        texts(lang)("present.position"),
        range(1, count + 1),
        at + 1,
        name=f"scene_place_{number}",
        lang=lang,
        take=lambda to: place_scene(shown_atlas(), number, to - 1),
        rests_on=count,
        label_visibility="collapsed",
        format_func=lambda to: texts(lang)("present.position_at", number=to),
        width=130,
    )


def _copy(number: int, lang: str) -> None:
    if not copy_scene(shown_atlas(), number):
        st.toast(texts(lang)("present.full", most=MOST_SCENES), icon=":material/warning:")


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
