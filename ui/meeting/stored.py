"""The meeting of this session in the store: written at every change, found again by its address."""

import math
import time
from dataclasses import dataclass

import streamlit as st

from geo.errors import AtlasError, StoreError
from geo.language.texts import texts
from geo.saved.meeting import Meeting, read_meeting, write_meeting
from geo.store.meetings import KeptMeeting
from geo.views.request import Notice
from ui.server import loaded
from ui.session.state import current_request, extra, hold_extra, notify, set_extra, withdraw

KEY = "meeting"
"""Key of the address."""
_GONE = "store.no_meeting"
_STORED = "meeting_stored"
_UNSAVED = "meeting_unsaved"
_UNREAD = "meeting_unread"
_NOT_NOW = "notice.meeting_unread"
_AGAIN = 5.0
"""Seconds until a meeting that could not be read or written is tried again: a store that is gone
without a word is waited for as long."""
_OWN_COPY = ("store.meeting_overtaken", "store.meeting_read_only", _GONE)
"""Where the meeting in the store stays as it is, and the reader's goes on as one of its own."""


@dataclass
class _Place:
    """The meeting of a session as it is in the store.

    Streamlit may break a run off wherever it touches the session's state, a callback too, but not
    where this changes: what was just written is known to be.
    """

    kept: KeptMeeting | None = None


@dataclass(frozen=True)
class _Unsaved:
    """A meeting that could not be written, why, when that is tried again, and all that was tried.

    A store that went away may have written any of that before it could say so.
    """

    meeting: Meeting
    error: Exception
    again: float
    tried: frozenset[str]


def recall() -> tuple[KeptMeeting, Meeting] | None:
    """Return the meeting that the address names; None where the session has it, or none is named.

    It is recalled again until the session has said by `have` that it has it.

    A meeting that is not there any more is told, and the session goes on with its own. One that
    cannot be read now stays in the address, and is tried again until the reader has changed the
    meeting of the window. Whether its scenes can be shown with the facts of now is for the page
    to say.
    """
    address = extra(KEY)
    kept = stored()
    if not address and kept is not None:
        # an address from before the meeting was kept, as Back brings it
        hold_extra(KEY, kept.address)
    if not address or (kept is not None and address in (kept.id, kept.read_id)):
        return None
    unread, _, until = st.session_state.get(_UNREAD, ("", None, 0.0))
    if address == unread and time.monotonic() < until:
        return None
    try:
        found = loaded.store().meeting(address)
        meeting = read_meeting(None, found.content.encode())
    except (AtlasError, OSError) as error:
        if isinstance(error, AtlasError) and error.phrase.key == _GONE:
            set_extra(KEY, kept.address if kept else "")
            notify(Notice("notice.meeting", (("value", address),)))
        else:
            st.session_state[_UNREAD] = address, error, time.monotonic() + _AGAIN
            if address != unread:
                notify(Notice(_NOT_NOW, (("reason", _reason(error)),)))
        return None
    if st.session_state.pop(_UNREAD, None):
        withdraw(_NOT_NOW)
    return found, meeting


def have(kept: KeptMeeting) -> None:
    """Note that the session has the meeting that was recalled."""
    _place().kept = kept


def remember(meeting: Meeting) -> None:
    """Write a meeting into the store after a change, and its id into the address."""
    address, *told = st.session_state.get(_UNREAD, ("", None))
    if address:
        # what the window has is now the reader's own, and is not replaced any more
        st.session_state[_UNREAD] = address, told[0], math.inf
    content = write_meeting(meeting).decode()
    place = _place()
    try:
        copied = _write(place, content)
    except (AtlasError, OSError) as error:
        last: _Unsaved | None = st.session_state.get(_UNSAVED)
        tried = (last.tried if last else frozenset()) | {content}
        again = time.monotonic() + _AGAIN
        st.session_state[_UNSAVED] = _Unsaved(meeting, error, again, tried)
        return
    st.session_state.pop(_UNSAVED, None)
    hold(place.kept)
    if copied:
        st.toast(texts(current_request().lang)("present.copied"), icon=":material/content_copy:")


def _write(place: _Place, content: str) -> bool:
    """Write a meeting over the one of before; tell whether it had to be kept as another one."""
    try:
        place.kept = loaded.store().keep_meeting(place.kept, content)
        return False
    except StoreError as error:
        if error.phrase.key not in _OWN_COPY:
            raise
    own = _written_before(place.kept)
    place.kept = loaded.store().keep_meeting(own, content)
    return own is None


def _written_before(before: KeptMeeting | None) -> KeptMeeting | None:
    """Return what this window has written, where the store went away before it could say so."""
    last: _Unsaved | None = st.session_state.get(_UNSAVED)
    if before is None or last is None:
        return None
    try:
        found = loaded.store().meeting(before.address)
    except StoreError:
        return None
    return found if found.content in last.tried else None


def stored() -> KeptMeeting | None:
    """Return the meeting of this session as it is in the store; None where it is not there."""
    return _place().kept


def _place() -> _Place:
    place: _Place = st.session_state.setdefault(_STORED, _Place())
    return place


def hold(kept: KeptMeeting | None) -> None:
    """Make a meeting of the store the one of this session, or part the session from the store."""
    _place().kept = kept
    set_extra(KEY, kept.address if kept else "")


def save_again() -> None:
    """Try once more to write what could not be written, at the end of a run."""
    last: _Unsaved | None = st.session_state.get(_UNSAVED)
    if last is not None and time.monotonic() >= last.again:
        remember(last.meeting)


def unsaved(lang: str) -> str:
    """Say why the last change is in this window alone; empty where it is in the store."""
    last: _Unsaved | None = st.session_state.get(_UNSAVED)
    return texts(lang)("present.unsaved", reason=_reason(last.error)) if last else ""


def unread(lang: str) -> str:
    """Say why the meeting of the address cannot be added to; empty where it can, or is not meant.

    A meeting of the window's own in its place would take its address away.
    """
    _, error, until = st.session_state.get(_UNREAD, ("", None, math.inf))
    return "" if until == math.inf else texts(lang)("present.not_added", reason=_reason(error))


def _reason(error: Exception) -> str:
    lang = current_request().lang
    return error.words(lang) if isinstance(error, AtlasError) else str(error)
