"""The meeting of this session: its scenes, kept until the reader opens or clears another."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import streamlit as st

from geo.errors import MeetingError
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import unshown
from geo.saved.meeting import MOST_SCENES, NO_FILE, Meeting, Scene, read_meeting
from geo.saved.saved_file import fault_lines
from ui.markup.labels import literal
from ui.meeting.stored import have, recall, remember, unread, unsaved
from ui.server import loaded
from ui.session.state import current_request, shown_atlas

_MEETING = "meeting"
_BEGUN = "meeting_begun"
_FAULTS = "meeting_faults"
_NUMBERS = "meeting_numbers"
_NEXT_NUMBER = "meeting_next_number"
_PAST = "meeting_past"
_MOST_PASTS = 30
_Past = tuple[Meeting, tuple[int, ...]]


def current_meeting(atlas: Atlas) -> Meeting:
    """Return the meeting of this session: that of the address, else at first the shipped one.

    As long as the reader leaves that as it is, other facts bring their own.
    """
    recalled = recall()
    if recalled is not None:
        kept, st.session_state[_MEETING] = recalled
        # what came before is of another meeting, which an undo would write over this one
        st.session_state.pop(_PAST, None)
        # last: a run that is broken off before has the next one recall it again
        have(kept)
    begun, of = st.session_state.get(_BEGUN, (None, None))
    untouched = st.session_state.get(_MEETING) is begun
    if untouched and of != loaded.edition(atlas):
        shipped = _shipped(atlas)
        st.session_state[_MEETING] = shipped
        st.session_state[_BEGUN] = (shipped, loaded.edition(atlas))
    meeting: Meeting = st.session_state[_MEETING]
    return meeting


def _shipped(atlas: Atlas) -> Meeting:
    meeting, faults = loaded.shipped_scenes()
    if meeting is not None:
        return meeting
    # a data folder need not bring a meeting of its own
    if any(fault.key != NO_FILE for fault in faults):
        st.session_state[_FAULTS] = fault_lines(faults, lang=current_request().lang)
    province = atlas.facts.province
    return Meeting(province.name_vi, title_en=province.name_en)


def keep_meeting(meeting: Meeting, numbers: Sequence[int] | None = None) -> None:
    """Make a meeting the one of this session; its scenes get new numbers where none are given."""
    changed = meeting is not st.session_state.get(_MEETING)
    st.session_state[_MEETING] = meeting
    if changed:
        remember(meeting)
    given = _new_numbers(len(meeting.scenes)) if numbers is None else numbers
    st.session_state[_NUMBERS] = (meeting, tuple(given))


def scene_numbers(atlas: Atlas) -> tuple[int, ...]:
    """Return a number for every scene that stays with it wherever it is moved.

    What a reader typed and which button was pressed next may arrive together, in either order:
    by its place, a note could come to another scene.
    """
    meeting = current_meeting(atlas)
    numbered, numbers = st.session_state.get(_NUMBERS, (None, ()))
    if numbered is not meeting:
        keep_meeting(meeting)
        _, numbers = st.session_state[_NUMBERS]
    found: tuple[int, ...] = numbers
    return found


def _new_numbers(count: int) -> range:
    first: int = st.session_state.get(_NEXT_NUMBER, 0)
    st.session_state[_NEXT_NUMBER] = first + count
    return range(first, first + count)


def add_scene(atlas: Atlas, scene: Scene) -> bool:
    """Add a scene to the end of the meeting; tell whether there was room.

    A meeting of more scenes than a file may have could be saved, but never opened again.
    """
    meeting = current_meeting(atlas)
    if len(meeting.scenes) >= MOST_SCENES:
        return False
    keep_meeting(meeting.with_scene(scene), [*scene_numbers(atlas), *_new_numbers(1)])
    return True


def add_button(scene: Scene | Callable[[], Scene], *, lang: str, key: str, words: str = "") -> None:
    """Offer to add a view to the meeting, and say whether it was done.

    Parameters
    ----------
    scene
        The view, or what tells it when the button is pressed: the year turns without the button.
    lang, key
        Language, and key of the button.
    words
        What names the view; empty where the page does.
    """
    t = texts(lang)

    def add() -> None:
        # the meeting of the address first: it may be there again, or not yet
        current_meeting(shown_atlas())
        if unread(lang):
            st.toast(literal(unread(lang)), icon=":material/warning:")
        elif add_scene(shown_atlas(), scene if isinstance(scene, Scene) else scene()):
            count = len(current_meeting(shown_atlas()).scenes)
            st.toast(t("present.added", count=count), icon=":material/check:")
            if unsaved(lang):
                st.toast(literal(unsaved(lang)), icon=":material/warning:")
        else:
            st.toast(t("present.full", most=MOST_SCENES), icon=":material/warning:")

    st.button(
        literal(words) or t("present.add"),
        icon=":material/add_to_queue:",
        type="tertiary",
        key=key,
        on_click=add,
    )


def change_scene(atlas: Atlas, number: int, **words: str) -> None:
    """Change the title or the note of a scene, as the fields of `Scene`."""
    numbers, meeting = scene_numbers(atlas), current_meeting(atlas)
    if number in numbers:
        at = numbers.index(number)
        scene = replace(meeting.scenes[at], **words)  # type: ignore[arg-type]
        keep_meeting(meeting.with_scene(scene, at=at), numbers)


def move_scene(atlas: Atlas, number: int, by: int) -> None:
    """Move a scene up or down."""
    numbers = scene_numbers(atlas)
    if number in numbers:
        place_scene(atlas, number, numbers.index(number) + by)


def place_scene(atlas: Atlas, number: int, to: int) -> None:
    """Move a scene to a place, from 0, in one move."""
    numbers, meeting = list(scene_numbers(atlas)), current_meeting(atlas)
    if number in numbers:
        at = numbers.index(number)
        to = min(max(to, 0), len(numbers) - 1)
        _remember(atlas)
        numbers.insert(to, numbers.pop(at))
        keep_meeting(meeting.moved(at, to), numbers)


def copy_scene(atlas: Atlas, number: int) -> bool:
    """Put a copy of a scene after it; tell whether there was room."""
    numbers, meeting = list(scene_numbers(atlas)), current_meeting(atlas)
    if len(numbers) >= MOST_SCENES:
        return False
    if number in numbers:
        at = numbers.index(number)
        _remember(atlas)
        scenes = (*meeting.scenes[: at + 1], *meeting.scenes[at:])
        copies = [*numbers[: at + 1], *_new_numbers(1), *numbers[at + 1 :]]
        keep_meeting(replace(meeting, scenes=scenes), copies)
    return True


def remove_scenes(atlas: Atlas, gone: Collection[int]) -> None:
    """Remove scenes."""
    meeting = current_meeting(atlas)
    kept = [
        (number, scene)
        for number, scene in zip(scene_numbers(atlas), meeting.scenes, strict=True)
        if number not in gone
    ]
    _remember(atlas)
    scenes = tuple(scene for _, scene in kept)
    keep_meeting(replace(meeting, scenes=scenes), [number for number, _ in kept])


def _remember(atlas: Atlas) -> None:
    """Keep the list as it is, to be had back."""
    before: list[_Past] = st.session_state.get(_PAST, [])
    past = (current_meeting(atlas), scene_numbers(atlas))
    st.session_state[_PAST] = [*before, past][-_MOST_PASTS:]


def can_undo() -> bool:
    """Tell whether the list was changed."""
    return bool(st.session_state.get(_PAST))


def undo(atlas: Atlas) -> None:
    """Take the last change of the list back; what was written since on its scenes stays."""
    before: list[_Past] = st.session_state.get(_PAST, [])
    if not before:
        return
    meeting, numbers = before[-1]
    now = dict(zip(scene_numbers(atlas), current_meeting(atlas).scenes, strict=True))
    pairs = zip(numbers, meeting.scenes, strict=True)
    scenes = tuple(now.get(number, scene) for number, scene in pairs)
    st.session_state[_PAST] = before[:-1]
    keep_meeting(replace(meeting, scenes=scenes), numbers)


def unshown_numbers(atlas: Atlas) -> tuple[int, ...]:
    """Return the numbers of the scenes that cannot be shown."""
    faults = unshown(atlas, current_meeting(atlas), loaded.boundaries().layers)
    numbers = scene_numbers(atlas)
    return tuple(numbers[at] for at in faults)


def open_meeting(atlas: Atlas, content: bytes) -> None:
    """Take a meeting from a file; a faulty one changes nothing and every fault is kept."""
    lang = current_request().lang
    try:
        meeting = read_meeting(atlas, content)
        faults = unshown(atlas, meeting, loaded.boundaries().layers)
        if faults:
            raise MeetingError(tuple(faults.values()))
        _remember(atlas)
        keep_meeting(meeting)
    except MeetingError as error:
        st.session_state[_FAULTS] = fault_lines(error.faults, lang=lang)


def take_faults() -> list[str]:
    """Return what was wrong with the file that was opened last, once."""
    faults: list[str] = st.session_state.pop(_FAULTS, [])
    return faults
