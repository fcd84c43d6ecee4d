"""A map of the page as a scene of the meeting, and as files."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from geo.facts.model import Indicator
from geo.figures.atlas import Atlas
from geo.figures.province_figures import province_unit
from geo.figures.view import View
from geo.language.texts import texts
from geo.reading.values import indicator_name
from geo.saved.meeting import Scene
from geo.views.address import write_query
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


def add_bases(atlas: Atlas, counted: Sequence[Indicator], *, lang: str) -> None:
    """Offer to add the province's chart of each basis to the meeting, a scene a basis."""
    t, province = texts(lang), province_unit(atlas)
    with st.expander(t("border.add_bases"), key="g_bases"):
        for each in counted:
            series = atlas.series(each.indicator_id, province)
            if series:
                view = View(
                    each.indicator_id,
                    series[-1].observed_year or 0,
                    "province",
                    atlas.facts.province.default_vintage,
                )
                name = indicator_name(each, lang=lang)
                scene = Scene(write_query(view))
                add_button(scene, lang=lang, key=f"g_add_{each.indicator_id}", words=name)


def show_taking(atlas: Atlas, drawing: Drawing, *, lang: str) -> None:
    """Offer a map of the page in every form of a view."""
    st.html(elements.text("h2", texts(lang)("border.take"), css="page-title"))
    asked = replace(current_request(), view=drawing.view, unit="", filter=NO_FILTER)
    show_downloads(atlas, drawing, asked)
