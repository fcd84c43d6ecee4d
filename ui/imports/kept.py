"""The draft of this session in the store: there after a reload, on whatever server that comes to.

What is brought, answered and typed is compared at the end of every run with what the store has of
it, so that no page needs to think of it.
"""

import math
import time
from dataclasses import asdict
from datetime import date
from typing import Any

import streamlit as st

from geo.errors import AtlasError, StoreError
from geo.imports.draft import Draft
from geo.imports.layers import LayersDraft
from geo.imports.tables.columns import Asked
from geo.language.texts import LANGUAGES, texts
from geo.store.drafts import KeptDraft
from geo.store.long_table import Origin
from geo.views.request import Notice
from ui.imports.brought import (
    answer,
    answers,
    ask_names_again,
    bring,
    brought,
    brought_layers,
    drop,
    layers_made,
    made,
    names_unread,
    say,
)
from ui.imports.said import Said, read_said, write_said
from ui.imports.typed import take_typed, typed_texts
from ui.server import loaded
from ui.server.browser import COOKIE, owner
from ui.server.drafts import Pending, laid_over
from ui.server.watched.requests import note_fault
from ui.session.state import (
    current_request,
    hold_extra,
    look_at,
    look_later,
    looked_at,
    looked_later,
    withdraw,
)

KEY = "draft"
"""Key of the address."""
_KEPT = "draft_kept"
_UNREAD = "draft_unread"
_SINCE = "draft_unread_since"
_UNKEPT = "draft_unkept"
_FURTHER = "draft_further"
"""What another version of the program has said of it."""
_GONE, _OTHER = "store.no_draft", "store.other_draft"
_AGAIN = 5.0
"""Seconds until one that could not be read is tried again."""


def recall_draft() -> Notice | None:
    """Go on with the draft that the address names, where the session has none.

    Called before the facts of a run are chosen: it may be looked at. Returns what is to be told
    where it cannot be had.
    """
    later = looked_later()
    if later is not None and later.due:
        _look_again(*later.named)
    address = str(st.query_params.get(KEY, ""))
    if not address or st.session_state.get(_KEPT) or _set_aside(address):
        return None
    withdraw("notice.draft_unread")
    try:
        found = loaded.store().draft(_owner(), address)
    except (AtlasError, OSError) as error:
        if isinstance(error, AtlasError) and error.phrase.key == _GONE:
            return Notice("notice.draft")
        passing = not isinstance(error, AtlasError) or error.phrase.key != _OTHER
        _put_aside(address, again=passing)
        return Notice("notice.draft_unread", (("reason", _reason(error)),))
    return _take_up(found)


def _put_aside(address: str, *, again: bool) -> None:
    """Leave a draft that cannot be read to the store; where that may pass, for a while."""
    since = time.monotonic() if again else math.inf
    st.session_state[_UNREAD], st.session_state[_SINCE] = address, since


def _set_aside(address: str) -> bool:
    """Tell whether it was, and is not to be read again yet; nor upon another file."""
    if address != st.session_state.get(_UNREAD):
        return False
    since: float = st.session_state[_SINCE]
    return _file() is not None or time.monotonic() < since + _AGAIN


def _take_up(found: KeptDraft) -> Notice | None:
    """Go on with a draft as far as it fits; set it aside where it does not, and say so."""
    said = read_said(found.said)
    try:
        _take(found, said)
    except OSError as error:
        # of a folder: the same file can be read again
        drop()
        _put_aside(found.id, again=True)
        return Notice("notice.draft_unread", (("reason", _reason(error)),))
    except Exception as error:
        # whatever another version has left: the store keeps it, and this page is not lost to it
        drop()
        _put_aside(found.id, again=False)
        reason = texts(_lang())("store.odd_draft", id=note_fault(error, where="draft"))
        return Notice("notice.draft_unread", (("reason", reason),))
    if said.misfits:
        return Notice("notice.draft_parts", (("name", found.name),))
    return None


def _take(found: KeptDraft, said: Said) -> None:
    # a run may be broken off wherever it touches the session's state: the next begins this anew
    st.session_state.pop(_UNREAD, None)
    bring(found.content, found.name)
    say(**asdict(said.asked))
    for question, value in said.answers.items():
        answer(question, value)
    if said.asks_names:
        ask_names_again()
    take_typed(said.typed)
    if said.looked:
        _look_again(*said.looked)
    st.session_state[_FURTHER] = said.further
    st.session_state[_KEPT] = (found.id, _file(), found.said)


def _look_again(publisher: str, day: str) -> None:
    """Look at the draft as before; what keeps it from being shown now does not end that."""
    draft: Draft | LayersDraft | None = layers_made()
    origin = None
    if draft is None:
        draft = made(lambda _done, _parts: None)
        if not day:
            return
        origin = Origin(draft.file.name, publisher, date.fromisoformat(day), draft.vintage)
    pending = Pending(draft, origin, loaded.newest().facts.version)
    if not draft.ok:
        look_later(pending.named, names_unread())
        return
    try:
        laid_over(pending)
    except (AtlasError, OSError) as error:
        look_later(pending.named, error)
    else:
        look_at(pending)


def keep_draft() -> None:
    """Keep what the session has brought by the end of a run, or put it away where it did."""
    kept, file = st.session_state.get(_KEPT), _file()
    try:
        if file is None:
            if kept is not None:
                loaded.store().remove_draft(_owner(), kept[0])
            kept = None
            st.session_state.pop(_FURTHER, None)
        else:
            kept = _kept(kept, *file)
        st.session_state.pop(_UNKEPT, None)
    except (AtlasError, OSError) as error:
        st.session_state[_UNKEPT] = error
    st.session_state[_KEPT] = kept
    # one that cannot be read now stays in the address
    hold_extra(KEY, kept[0] if kept else "" if file else st.session_state.get(_UNREAD, ""))


def _kept(
    kept: tuple[str, object, dict[str, Any]] | None, name: str, content: bytes
) -> tuple[str, object, dict[str, Any]]:
    """Return the draft as the store has it after this run."""
    said, file = _said(), (name, content)
    # the same object, not only the same bytes: nothing is compared at length in every run
    same = kept is not None and kept[1] is not None and _same(kept[1], file)
    if same and kept is not None:
        if kept[2] == said:
            return kept
        try:
            loaded.store().say_of_draft(_owner(), kept[0], said)
            return kept[0], file, said
        except StoreError as error:
            if error.phrase.key != _GONE:
                raise
    elif kept is not None:
        loaded.store().remove_draft(_owner(), kept[0])
    new = loaded.store().keep_draft(_owner(), name, content, said)
    return new.id, file, said


def _same(before: object, now: tuple[str, bytes]) -> bool:
    return isinstance(before, tuple) and before[0] == now[0] and before[1] is now[1]


def unkept(lang: str) -> str:
    """Say why the draft is in this window alone; empty where it is in the store."""
    error = st.session_state.get(_UNKEPT)
    return "" if error is None else texts(lang)("bring.unkept", reason=_reason(error))


def _file() -> tuple[str, bytes] | None:
    sheet, layers = brought(), brought_layers()
    if layers is not None:
        return layers.name, layers.content
    return (sheet.file.name, sheet.content) if sheet is not None else None


def _said() -> dict[str, Any]:
    """Return all that was said of the file, as plain data."""
    sheet, looked = brought(), looked_at() or looked_later()
    said = Said(
        asked=sheet.asked if sheet else Asked(),
        answers=answers(),
        asks_names=bool(sheet and sheet.asks_names),
        looked=looked.named if looked else None,
        typed=typed_texts(),
        further=st.session_state.get(_FURTHER, {}),
    )
    return write_said(said)


def _owner() -> str:
    return owner(st.context.cookies.get(COOKIE, ""))


def _reason(error: Exception) -> str:
    return error.words(_lang()) if isinstance(error, AtlasError) else str(error)


def _lang() -> str:
    """Return the language of the page; of one that is not read yet, that of its address."""
    asked = st.query_params.get("lang", "")
    if "request" in st.session_state:
        return current_request().lang
    return asked if asked in LANGUAGES else LANGUAGES[0]
