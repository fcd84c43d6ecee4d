"""The map on a page: sends a view to its frame, and tells which unit was clicked there."""

import time
from collections.abc import Callable, Mapping
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.frame.year_series import OWN
from ui.map.element import AtlasMap, ViewLayer
from ui.server import loaded
from ui.server.assets import frame_addresses
from ui.session.state import arriving

_HEAD_START = 0.1
"""Seconds. A turn of 200 communes was on the screen after 144 ms without it, 94 with half of it,
81 with it and 84 with 0.17."""
_FIRST_START = 0.15
"""Seconds in which the first view leaves the server and the browser asks for the map's frame: the
rest of the run would hold the server's threads. The browser holds that back for longer anyway."""
_BESIDE_YEARS = (*OWN, "series", "at", "focus", "focus_seq")
"""What a message says that the years of its view do not hold."""
_COUNT = "last_object_clicked_count"
_CODE = "last_object_clicked_tooltip"


def _tiles() -> folium.TileLayer | None:
    address = loaded.settings().tiles_url
    # folium asks for words on whose tiles they are; only the operator knows them
    return folium.TileLayer(address, attr=" ", control=False) if address else None


def _base_map() -> AtlasMap:
    scripts, style = frame_addresses()
    return AtlasMap(scripts, [style], tiles=_tiles())


def _new_choice(value: Mapping[str, Any] | None, key: str) -> str | None:
    seen = f"{key}_seen"
    count = (value or {}).get(_COUNT)
    if not count or count == st.session_state.get(seen):
        return None
    st.session_state[seen] = count
    return (value or {}).get(_CODE) or ""


def map_panel(
    message: Mapping[str, Any],
    *,
    height: int,
    key: str,
    on_choose: Callable[[str], None] | None = None,
    leads: bool = False,
) -> None:
    """Draw the map, or send its frame a new view.

    Parameters
    ----------
    message
        The view, as ``Atlas.show`` in ``geo/frame/atlas.js`` reads it.
    height
        Height of the frame in pixels.
    key
        Key of the map panel, one per page.
    on_choose
        Called before the next run, as a widget's callback is, with the code of the unit
        clicked, or with "" when the choice is cleared; once for each choice. Without it the
        frame keeps the choice to itself, and no click starts a run.
    leads
        Whether the page is about this map: its first view then comes before all else.
    """
    if on_choose is None:
        message = {**message, "alone": True}

    def take_choice() -> None:
        choice = _new_choice(st.session_state.get(key), key)
        if choice is not None and on_choose is not None:
            on_choose(choice)

    sent = f"{key}_sent"
    before = st.session_state.get(sent)
    st.session_state[sent] = message
    st_folium(
        _base_map(),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[_COUNT, _CODE],
        feature_group_to_add=ViewLayer({**_to_send(message, before), **_first(before, leads)}),
        render=False,
        on_change=take_choice,
    )
    if before is not None:
        _give_head_start(message, before)
    elif leads:
        time.sleep(_FIRST_START)


def _first(before: Mapping[str, Any] | None, leads: bool) -> Mapping[str, Any]:
    """Say that the browser is to hold back the rest of the page, see ``first.js``."""
    return {"leads": True} if leads and before is None else {}


def _give_head_start(message: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Wait while the frame takes a new view: the browser would put the rest of the page first.

    Not for a frame that is still loading or holds the years of the view, nor in a run that leaves
    the map as it is.
    """
    if before != message and not _is_held(message, before):
        time.sleep(_HEAD_START)


def _is_held(message: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool:
    """Tell whether the frame has, or knows where to ask for, what a message says of a year."""
    return "series" in message and message["series"] == (before or {}).get("series")


def _to_send(message: Mapping[str, Any], before: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if arriving() or not _is_held(message, before):
        return message
    return {key: value for key, value in message.items() if key in _BESIDE_YEARS}
