"""The turn of the year on the map's page: the words that tell of it are sent, and nothing else.

A part of the page runs by itself (a fragment of Streamlit's, see `ui.session.year_field`). The map
needs no message: its frame holds the years and follows the control. Whatever else on the page would
be another one in the new year is compared first, and where it differs all of the page runs.
"""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.server.watched.numbers import RUNS
from ui.session.state import begin_turn, write_address


@dataclass(frozen=True)
class Told:
    """What a page tells of a year.

    Parameters
    ----------
    year
        The year.
    words
        HTML by the names of their places, empty where nothing is to be said.
    beside
        All that the page shows besides as far as it rests on the year; None where the year cannot
        be turned without it.
    """

    year: int
    words: Mapping[str, str]
    beside: Hashable


class Turn:
    """The places of what follows the year, as a run of the whole page has laid them out.

    It stays with the session until the next such run, so it holds no facts.

    Parameters
    ----------
    tell
        Returns what the page tells by now.
    year
        The year that the page shows.
    """

    def __init__(self, tell: Callable[[], Told], year: int) -> None:
        self.year = year
        self._tell = tell
        self._places: dict[str, DeltaGenerator] = {}
        self._drawn: Hashable = None
        self._told: Told | None = None
        self._begun = 0.0

    @property
    def drawn(self) -> bool:
        """Whether a run of the whole page has written the words."""
        return self._drawn is not None

    def hold(self, name: str, **drawing: object) -> None:
        """Lay out a place where the page stands; `drawing` is what its container takes."""
        self._places[name] = st.container(**drawing)  # type: ignore[arg-type]

    def begin(self) -> None:
        """Begin a turn; where more than the words would be another, run the page instead."""
        self._begun = time.monotonic()
        self._told = told = self._tell()
        if not self.drawn:
            return
        if told.beside is None or _rest(told) != self._drawn:
            st.rerun()
        begin_turn()

    def end(self) -> None:
        """Write the words; a run of the whole page ends by itself."""
        told = self._told
        if told is None:
            return
        for name, words in told.words.items():
            place = self._places[name]
            if not words:
                place.empty()
            else:
                place.html(words)
        self.year, self._told = told.year, None
        if not self.drawn:
            self._drawn = _rest(told)
        else:
            write_address()
            RUNS.observe(time.monotonic() - self._begun)


def _rest(told: Told) -> Hashable:
    """Return what of a page no turn may change: what stands beside its words, and their places."""
    return told.beside, tuple(told.words)
