"""The file that this session has brought: what was read, said of it, and answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st

from geo.errors import AtlasError
from geo.imports.asking import of_any_file
from geo.imports.draft import Draft, Tell, draft
from geo.imports.files.read import SheetFile, read_file
from geo.imports.layers import LayersDraft, is_layers, read_layers
from geo.imports.tables.columns import Asked
from geo.imports.units.known_names import KnownNames
from ui.server import loaded
from ui.session.state import look_at

_BROUGHT = "brought"
_ANSWERS = "brought_answers"
_MADE = "brought_made"
_LAYERS = "brought_layers"
_NAMES_UNREAD = "brought_names_unread"
_Some = TypeVar("_Some", Draft, LayersDraft)


@dataclass(frozen=True, eq=False)
class Brought:
    """A file as it was read, and what is said of all of it."""

    file: SheetFile
    content: bytes
    asked: Asked = field(default_factory=Asked)
    asks_names: bool = False
    """Whether names are asked that the store knows."""


@dataclass(frozen=True, eq=False)
class BroughtLayers:
    """A file of boundary layers."""

    content: bytes
    name: str


@dataclass(frozen=True, eq=False)
class _MadeUpon:
    """What came of a file, from what, and beside which revision."""

    key: tuple[object, ...]
    upon: int
    made: Any


def brought() -> Brought | None:
    """Return the spreadsheet of this session, if it has brought one."""
    found: Brought | None = st.session_state.get(_BROUGHT)
    return found


def brought_layers() -> BroughtLayers | None:
    """Return the boundary layers of this session, if it has brought some."""
    found: BroughtLayers | None = st.session_state.get(_LAYERS)
    return found


def bring(content: bytes, name: str) -> None:
    """Read a file in the place of the one before.

    Of what was said of another file only what its names of units mean holds for this one.
    """
    if is_layers(content):
        _hold(None)
        st.session_state[_LAYERS] = BroughtLayers(content, name)
        return
    before, file = brought(), read_file(content, name=name)
    if before is not None and before.file.digest == file.digest:
        _hold(replace(before, file=file))
        return
    st.session_state[_ANSWERS] = of_any_file(answers())
    _hold(Brought(file, content))


def say(**changes: Any) -> None:
    """Say of the whole file what it does not say itself: indicator, boundaries, year, flag."""
    held = brought()
    if held is not None:
        _hold(replace(held, asked=replace(held.asked, **changes)))


def drop() -> None:
    """Put the file away, with the draft that came of it."""
    _hold(None)


def answers() -> Mapping[str, str]:
    """Return the answers that were given in this session, by the ids of the questions."""
    found: dict[str, str] = st.session_state.get(_ANSWERS, {})
    return found


def answer(question: str, value: str) -> None:
    """Answer a question; an empty value takes the answer back.

    A press that meets the end of a run may bring once more what a field of the file before says:
    that changes nothing of the file that has come since.
    """
    given = {key: each for key, each in {**answers(), question: value}.items() if each}
    if given == answers():
        return
    st.session_state[_ANSWERS] = given
    held = brought()
    if held is not None:
        _hold(held)


def made(tell: Tell) -> Draft:
    """Return what the file brings beside the newest figures published, made once for all runs.

    Parameters
    ----------
    tell
        Is told how far the work is, where it is not done yet.
    """
    held = brought()
    assert held is not None
    given, names = answers(), _known_names(held)
    key = (held, tuple(given.items()), tuple(names.items()))
    return _made_once(
        key,
        lambda newest: draft(
            newest.facts, held.file, asked=held.asked, answers=given, known=names, tell=tell
        ),
    )


def made_upon() -> int:
    """Return the revision that was the newest when what is shown was made."""
    upon: int = st.session_state[_MADE].upon
    return upon


def ask_names_again() -> None:
    """Ask what names mean, whatever was said of them when other files were published."""
    held = brought()
    if held is not None:
        _hold(replace(held, asks_names=True))


def _known_names(held: Brought) -> KnownNames:
    """Return what the store knows of names; where it does not answer, they are asked."""
    st.session_state.pop(_NAMES_UNREAD, None)
    if held.asks_names:
        return {}
    try:
        return loaded.store().known_names()
    except (AtlasError, OSError) as error:
        st.session_state[_NAMES_UNREAD] = error
        return {}


def names_unread() -> Exception | None:
    """Return why the names that the store knows had to be asked, where it did not answer."""
    found: Exception | None = st.session_state.get(_NAMES_UNREAD)
    return found


def layers_made() -> LayersDraft | None:
    """Return the boundary layers of this session beside the newest facts, if it brought some."""
    held = brought_layers()
    if held is None:
        return None
    return _made_once(
        (held,),
        lambda newest: read_layers(
            newest.facts, held.content, name=held.name, folder=newest.shown.folder
        ),
    )


def _made_once(key: tuple[object, ...], make: Callable[[loaded.Loaded], _Some]) -> _Some:
    """Return what was made of the same beside the same revision, or make it."""
    newest = loaded.newest()
    key = (*key, loaded.edition(newest.atlas))
    before: _MadeUpon | None = st.session_state.get(_MADE)
    if before is None or (before.key, before.upon) != (key, newest.shown.revision):
        before = _MadeUpon(key, newest.shown.revision, make(newest))
        st.session_state[_MADE] = before
    result: _Some = before.made
    return result


def _hold(held: Brought | None) -> None:
    """Hold a file; a draft that was looked at is no longer what comes of it."""
    st.session_state[_BROUGHT] = held
    st.session_state.pop(_LAYERS, None)
    st.session_state.pop(_MADE, None)
    look_at(None)
