"""Doing what only an editor may, and saying what came of it once."""

from collections.abc import Callable
from time import monotonic

import streamlit as st

from geo.errors import AtlasError
from geo.language.texts import Phrase, texts
from ui.markup.labels import literal
from ui.session.editor import Person, editor, unsure
from ui.session.state import current_request

_TOLD, _SHOWN = "editing_told", "editing_told_shown"
_STAYS = 10
"""Seconds: a publication has all open pages run again at once, that of its editor too."""


def tell(key: str, /, **fields: object) -> None:
    """Say something at the top of the editors' part with the next run, in the place of before."""
    told = [] if _SHOWN in st.session_state else st.session_state.get(_TOLD, [])
    st.session_state[_TOLD] = [*told, Phrase(key, fields)]
    st.session_state.pop(_SHOWN, None)


def take_told(lang: str) -> list[str]:
    """Return what is to be said, for as long as it takes to be read."""
    shown = st.session_state.setdefault(_SHOWN, monotonic())
    told: list[Phrase] = st.session_state.get(_TOLD, [])
    return [each.words(lang) for each in told] if monotonic() - shown < _STAYS else []


def as_editor(act: Callable[[Person], None]) -> None:
    """Do something as the editor who is signed in at this moment; nobody else gets it done."""
    person = editor()
    if person is None:
        said = unsure(current_request().lang)
        if said:
            st.toast(literal(said), icon=":material/warning:")
        else:
            tell("editing.gone")
        return
    try_to(lambda: act(person))


def try_to(act: Callable[[], None]) -> None:
    """Do something with the store, or say in words why it cannot be done."""
    try:
        act()
    except (AtlasError, OSError) as error:
        lang = current_request().lang
        reason = error.words(lang) if isinstance(error, AtlasError) else str(error)
        st.toast(literal(texts(lang)("editing.failed", reason=reason)), icon=":material/warning:")
        tell("editing.failed", reason=reason)
