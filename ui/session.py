"""The reader's request through reruns and pages, kept equal to the address."""

from dataclasses import replace

import streamlit as st

from geo.cells import Atlas
from ui.request import Notice, Request, first_view, read_request, write_request

_REQUEST = "request"
_WRITTEN = "written_query"
_NOTICES = "notices"


def open_request(atlas: Atlas) -> Request:
    """Return the request of this run, read anew if the address is not what was last written.

    Called once per run before any widget. A page opened from the navigation has an empty query:
    the view goes along.
    """
    query = dict(st.query_params)
    current: Request = st.session_state.get(_REQUEST, Request(first_view(atlas)))
    if query and query != st.session_state.get(_WRITTEN):
        current, notices = read_request(atlas, query, fallback=current)
        st.session_state[_NOTICES] = notices
    st.session_state[_REQUEST] = current
    return current


def current_request() -> Request:
    """Return the request of this run."""
    request: Request = st.session_state[_REQUEST]
    return request


def keep(request: Request) -> None:
    """Make a request the one of this session; its address is written at the end of the run."""
    st.session_state[_REQUEST] = request
    st.session_state[_NOTICES] = []


def select(code: str) -> None:
    """Select a unit of the current view, or none by an empty code."""
    keep(replace(current_request(), unit=code))


def notices() -> list[Notice]:
    """Return what the address named and had to be replaced."""
    found: list[Notice] = st.session_state.get(_NOTICES, [])
    return found


def write_address() -> None:
    """Write the whole request into the address, after the widgets."""
    query = write_request(current_request())
    if dict(st.query_params) != query:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query
