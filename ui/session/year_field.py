"""The year of a map: a slider with a tick for each year that exists, two buttons, or a word."""

import time
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import Texts
from geo.views.request import Request, years_of
from geo.views.turns import turned
from ui.markup import elements
from ui.session.choices import offer
from ui.session.state import arriving, current_request, keep, shown_atlas

_PLAYS = "years_play"
"""Key of the time at which the next year is due, while the years are played."""
_STEP = 1.5
"""Seconds that a year stays while the years are played."""


def show_year(atlas: Atlas, request: Request, t: Texts) -> None:
    """Show the control of the year, and turn to the next year while the years are played."""
    years = years_of(atlas, request.view)
    # who comes back to the page finds it at rest
    if len(years) < 3 or arriving():
        st.session_state.pop(_PLAYS, None)
    if len(years) < 2:
        only = str(years[0]) if years else t("control.no_year")
        label = elements.text("span", t("control.year"), css="label")
        st.html(elements.tag("div", label + elements.text("b", only), css="one-year"))
    elif len(years) == 2:
        _offer(st.segmented_control, years, request, t, required=True)
    else:
        _slider(years, request, t)


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


def _slider(years: Sequence[int], request: Request, t: Texts) -> None:
    playing = _PLAYS in st.session_state
    with st.container(key="years", horizontal=True, vertical_alignment="bottom", wrap=False):
        with st.container(key="year_steps"):
            _offer(st.select_slider, years, request, t)
            st.html(ticks_html(years))
        st.button(
            t("control.stop_years" if playing else "control.play_years"),
            icon=":material/pause:" if playing else ":material/play_arrow:",
            key="c_play",
            on_click=_stop if playing else _play,
        )
    if playing:
        _next_year()


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


@st.fragment(run_every=_STEP)
def _next_year() -> None:
    """Turn to the next year when it is due; the last one ends the play."""
    due = st.session_state.get(_PLAYS)
    if due is None or time.monotonic() < due - _STEP / 2:
        return
    years = years_of(shown_atlas(), current_request().view)
    after = [year for year in years if year > current_request().view.year]
    if after:
        _turn_to(after[0])
    if len(after) > 1:
        st.session_state[_PLAYS] = time.monotonic() + _STEP
    else:
        _stop()
    st.rerun()
