"""The file that this session has brought: what was read, said of it, and answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from geo.errors import StoreError
from geo.imports.asking import of_any_file
from geo.imports.draft import Draft, draft
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


def brought() -> Brought | None:
    """Return the spreadsheet of this session, if it has brought one."""
    found: Brought | None = st.session_state.get(_BROUGHT)
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
    """Answer a question; an empty value takes the answer back."""
    given = {**answers(), question: value}
    st.session_state[_ANSWERS] = {key: each for key, each in given.items() if each}
    _hold(brought())


def made() -> Draft:
    """Return what the file brings beside the newest figures published, made once for all runs."""
    held = brought()
    assert held is not None
    atlas = loaded.newest().atlas
    given, names = answers(), _known_names(held)
    key = (held, tuple(given.items()), tuple(names.items()), loaded.edition(atlas))
    before = st.session_state.get(_MADE)
    if before is None or before[0] != key:
        made = draft(atlas.facts, held.file, asked=held.asked, answers=given, known=names)
        before = st.session_state[_MADE] = (key, made)
    result: Draft = before[1]
    return result


def ask_names_again() -> None:
    """Ask what names mean, whatever was said of them when other files were published."""
    held = brought()
    if held is not None:
        _hold(replace(held, asks_names=True))


def _known_names(held: Brought) -> KnownNames:
    """Return what the store knows of names; where it does not answer, they are asked."""
    if held.asks_names:
        return {}
    try:
        return loaded.store().known_names()
    except StoreError:
        return {}


def layers_made() -> LayersDraft | None:
    """Return the boundary layers of this session beside the newest facts, if it brought some."""
    held: BroughtLayers | None = st.session_state.get(_LAYERS)
    if held is None:
        return None
    newest = loaded.newest()
    key = (held, loaded.edition(newest.atlas))
    known = st.session_state.get(_MADE)
    if known is None or known[0] != key:
        folder = newest.shown.folder
        known = key, read_layers(newest.facts, held.content, name=held.name, folder=folder)
        st.session_state[_MADE] = known
    result: LayersDraft = known[1]
    return result


def _hold(held: Brought | None) -> None:
    """Hold a file; a draft that was looked at is no longer what comes of it."""
    st.session_state[_BROUGHT] = held
    st.session_state.pop(_LAYERS, None)
    st.session_state.pop(_MADE, None)
    look_at(None)
