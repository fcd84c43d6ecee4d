"""Meetings on the server: the name of this one, its address to read, deletion, the named ones."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from geo.errors import AtlasError
from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.imprint import local_day
from geo.store.meetings import KeptMeeting
from ui.markup import elements
from ui.markup.labels import literal
from ui.meeting.stored import KEY, hold, stored
from ui.server import loaded
from ui.session.state import address_with, current_request, put

_NAME = "shelf_name"
_REMOVED = "shelf_removed"
_MOST = 50
"""Named meetings that are listed, those changed last."""


def show_shelf(atlas: Atlas, *, lang: str) -> None:
    """Show what the server keeps: this meeting, the one deleted last, and those with a name."""
    kept, removed = stored(), st.session_state.get(_REMOVED)
    if kept is not None and kept.id:
        _show_own(kept, lang)
    elif removed is not None:
        st.button(
            texts(lang)("shelf.bring_back"),
            icon=":material/undo:",
            on_click=lambda: _try(lambda: _bring_back(removed)),
        )
    _show_named(atlas, lang)


def _show_own(kept: KeptMeeting, lang: str) -> None:
    t = texts(lang)
    put(_NAME, kept.name)
    st.text_input(t("shelf.name"), key=_NAME, max_chars=80, on_change=lambda: _try(_rename))
    read = elements.turn(t("shelf.read"), address_with(**{KEY: kept.read_id}))
    st.html(elements.tag("p", f"{read} – {t('shelf.read_help')}", css="small"))
    st.button(
        t("shelf.remove"), icon=":material/delete:", type="tertiary", on_click=lambda: _try(_remove)
    )


def _show_named(atlas: Atlas, lang: str) -> None:
    try:
        named = loaded.store().meetings()[:_MOST]
    except (AtlasError, OSError):
        # the page says already that the store cannot be used
        return
    if not named:
        return
    t = texts(lang)
    lines = []
    for each in named:
        day = local_day(atlas.facts.province, datetime.fromisoformat(each.changed))
        link = elements.turn(each.name, address_with(**{KEY: each.read_id}))
        lines.append(elements.tag("li", f"{link} · {format_date(day, lang=lang)}"))
    head = elements.text("h3", t("shelf.named"))
    st.html(elements.tag("div", head + elements.tag("ul", "".join(lines)), css="shelf"))


def _try(act: Callable[[], None]) -> None:
    """Do something with the store, or say in words why it cannot be done."""
    try:
        act()
    except AtlasError as error:
        st.toast(literal(error.words(current_request().lang)), icon=":material/warning:")


def _rename() -> None:
    kept = stored()
    if kept is not None:
        name = " ".join(str(st.session_state[_NAME]).split())
        hold(loaded.store().name_meeting(kept, name))


def _remove() -> None:
    kept = stored()
    if kept is not None:
        loaded.store().remove_meeting(kept)
        st.session_state[_REMOVED] = kept
        hold(None)
        st.toast(texts(current_request().lang)("shelf.removed"), icon=":material/check:")


def _bring_back(removed: KeptMeeting) -> None:
    hold(loaded.store().bring_meeting_back(removed))
    st.session_state.pop(_REMOVED, None)
