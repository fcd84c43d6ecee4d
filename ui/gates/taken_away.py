"""A map of the page as a scene of the meeting, and as files."""

from dataclasses import replace

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.saved.meeting import Scene
from geo.views.border_address import write_border
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER
from ui.map.downloads import show_downloads
from ui.markup import elements
from ui.meeting.kept import add_button
from ui.session.state import current_request


def add_map(drawing: Drawing, *, lang: str) -> None:
    """Offer to add a map of the page to the meeting."""
    add_button(Scene(write_border(drawing.view), kind="gates"), lang=lang, key="g_add")


def show_taking(atlas: Atlas, drawing: Drawing, *, lang: str) -> None:
    """Offer a map of the page in every form of a view."""
    st.html(elements.text("h2", texts(lang)("border.take"), css="page-title"))
    asked = replace(current_request(), view=drawing.view, unit="", filter=NO_FILTER)
    show_downloads(atlas, drawing, asked)
