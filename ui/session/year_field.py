"""The year of a map: a slider with a tick for each year that exists, two buttons, or a word."""

import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import Texts, texts
from geo.views.request import Request, years_of
from geo.views.turns import turned
from ui.markup import elements
from ui.session.choices import offer
from ui.session.state import arriving, current_request, keep, shown_atlas

_PLAYS = "years_play"
"""Key of the time at which the next year is due, while the years are played."""
_STEP = 1.5
"""Seconds that a year stays while the years are played."""


class Follows(Protocol):
    """What of a page follows the year."""

    @property
    def drawn(self) -> bool:
        """Whether the page has been drawn: what runs now is this part of it alone."""

    def begin(self) -> None:
        """Begin to follow; where the whole page has to, end this run for one of the page."""

    def end(self) -> None:
        """Write what tells of the year that is shown by now."""


class _WholePage:
    """A page that runs as a whole with every turn."""

    def __init__(self) -> None:
        self.drawn = False

    def begin(self) -> None:
        """Run the page, but for the run that draws it."""
        if self.drawn:
            st.rerun()
        self.drawn = True

    def end(self) -> None:
        """Write nothing: the page does."""


def show_year(atlas: Atlas, request: Request, t: Texts, follows: Follows | None = None) -> None:
    """Show the control of the year, and turn to the next year while the years are played.

    A turn runs the control and what follows it, where anything is said to, and leaves the rest of
    the page as it is; else it runs the page.
    """
    years = years_of(atlas, request.view)
    # who comes back to the page finds it at rest
    if len(years) < 3 or arriving():
        st.session_state.pop(_PLAYS, None)
    if len(years) < 2:
        only = str(years[0]) if years else t("control.no_year")
        label = elements.text("span", t("control.year"), css="label")
        st.html(elements.tag("div", label + elements.text("b", only), css="one-year"))
        if follows:
            follows.begin()
            follows.end()
    elif len(years) == 2:
        _control(follows)
    else:
        _slider(years, t, follows)


def _control(follows: Follows | None) -> None:
    if _PLAYS in st.session_state:
        _played(follows or _WholePage())
    elif follows:
        _at_rest(follows)
    else:
        _turn(_WholePage())


@st.fragment
def _at_rest(follows: Follows) -> None:
    _turn(follows)


@st.fragment(run_every=_STEP)
def _played(follows: Follows) -> None:
    # in a run of the page, the map and more are of the year that it began with
    if follows.drawn and _is_due():
        _next_year()
    _turn(follows)


def _turn(follows: Follows) -> None:
    # before the control: what it says may be what the whole page has to follow
    follows.begin()
    request = current_request()
    years = years_of(shown_atlas(), request.view)
    t = texts(request.lang)
    if len(years) == 2:
        _offer(st.segmented_control, years, request, t, required=True)
    else:
        _offer(st.select_slider, years, request, t)
    follows.end()


def _offer(
    widget: Callable[..., Any], years: Sequence[int], request: Request, t: Texts, **more: object
) -> None:
    offer(
        widget,
        t("control.year"),
        years,
        request.view.year,
        name="c_year",
        lang=request.lang,
        take=_turn_to,
        rests_on=years,
        **more,
    )


def _slider(years: Sequence[int], t: Texts, follows: Follows | None) -> None:
    playing = _PLAYS in st.session_state
    with st.container(key="years", horizontal=True, vertical_alignment="bottom", wrap=False):
        with st.container(key="year_steps"):
            _control(follows)
            st.html(ticks_html(years))
        st.button(
            t("control.stop_years" if playing else "control.play_years"),
            icon=":material/pause:" if playing else ":material/play_arrow:",
            key="c_play",
            on_click=_stop if playing else _play,
        )


def ticks_html(years: Sequence[int]) -> str:
    """Return a tick for each year that exists, the first and the last with their number."""
    between = "<i></i>" * (len(years) - 2)
    return f'<div class="ticks"><i>{years[0]}</i>{between}<i>{years[-1]}</i></div>'


def _turn_to(year: int) -> None:
    request = current_request()
    keep(turned(shown_atlas(), request, request.view.on(year=year)))


def _play() -> None:
    """Begin to play; from the last year on from the first one."""
    years = years_of(shown_atlas(), current_request().view)
    if current_request().view.year == years[-1]:
        _turn_to(years[0])
    st.session_state[_PLAYS] = time.monotonic() + _STEP


def _stop() -> None:
    st.session_state.pop(_PLAYS, None)


def _is_due() -> bool:
    due = st.session_state.get(_PLAYS)
    return due is not None and time.monotonic() >= due - _STEP / 2


def _next_year() -> None:
    """Turn to the next year; the last one ends the play, whose button is then another."""
    years = years_of(shown_atlas(), current_request().view)
    after = [year for year in years if year > current_request().view.year]
    if after:
        _turn_to(after[0])
    if len(after) > 1:
        st.session_state[_PLAYS] = time.monotonic() + _STEP
    else:
        _stop()
        st.rerun()
