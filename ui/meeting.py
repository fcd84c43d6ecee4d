"""The meeting of this session: its scenes, kept until the reader opens or clears another."""

from dataclasses import replace

import streamlit as st

from geo.cells import Atlas
from geo.errors import MeetingError
from geo.saved_files import fault_lines
from geo.scenes import MOST_SCENES, NO_FILE, Meeting, Scene, read_meeting
from geo.texts import texts
from ui import atlas_data
from ui.session import current_request

_MEETING = "meeting"
_FAULTS = "meeting_faults"


def current_meeting(atlas: Atlas) -> Meeting:
    """Return the meeting of this session; it begins with the one that ships with the atlas."""
    if _MEETING not in st.session_state:
        st.session_state[_MEETING] = _shipped(atlas)
    meeting: Meeting = st.session_state[_MEETING]
    return meeting


def _shipped(atlas: Atlas) -> Meeting:
    meeting, faults = atlas_data.shipped_scenes()
    if meeting is not None:
        return meeting
    # a data folder need not bring a meeting of its own
    if any(fault.key != NO_FILE for fault in faults):
        st.session_state[_FAULTS] = fault_lines(faults, lang=current_request().lang)
    province = atlas.facts.province
    return Meeting(province.name_vi, title_en=province.name_en)


def keep_meeting(meeting: Meeting) -> None:
    """Make a meeting the one of this session."""
    st.session_state[_MEETING] = meeting


def add_scene(atlas: Atlas, scene: Scene) -> bool:
    """Add a scene to the end of the meeting; tell whether there was room.

    A meeting of more scenes than a file may have could be saved, but never opened again.
    """
    meeting = current_meeting(atlas)
    if len(meeting.scenes) >= MOST_SCENES:
        return False
    keep_meeting(meeting.with_scene(scene))
    return True


def add_button(atlas: Atlas, scene: Scene, *, lang: str, key: str) -> None:
    """Offer to add a view to the meeting, and say whether it was done."""
    t = texts(lang)

    def add() -> None:
        if add_scene(atlas, scene):
            count = len(current_meeting(atlas).scenes)
            st.toast(t("present.added", count=count), icon=":material/check:")
        else:
            st.toast(t("present.full", most=MOST_SCENES), icon=":material/warning:")

    st.button(
        t("present.add"), icon=":material/add_to_queue:", type="tertiary", key=key, on_click=add
    )


def change_scene(atlas: Atlas, at: int, *, title: str, note: str) -> None:
    """Change the title and the note of a scene; they stand in every language as written."""
    meeting = current_meeting(atlas)
    scene = replace(meeting.scenes[at], title=title, note=note, title_en="", note_en="")
    keep_meeting(meeting.with_scene(scene, at=at))


def move_scene(atlas: Atlas, at: int, by: int) -> None:
    """Move a scene up or down."""
    meeting = current_meeting(atlas)
    to = min(max(at + by, 0), len(meeting.scenes) - 1)
    keep_meeting(meeting.moved(at, to))


def remove_scene(atlas: Atlas, at: int) -> None:
    """Remove a scene."""
    keep_meeting(current_meeting(atlas).without(at))


def open_meeting(atlas: Atlas, content: bytes) -> None:
    """Take a meeting from a file; a faulty one changes nothing and every fault is kept."""
    lang = current_request().lang
    try:
        keep_meeting(read_meeting(atlas, content))
    except MeetingError as error:
        st.session_state[_FAULTS] = fault_lines(error.faults, lang=lang)


def take_faults() -> list[str]:
    """Return what was wrong with the file that was opened last, once."""
    faults: list[str] = st.session_state.pop(_FAULTS, [])
    return faults
