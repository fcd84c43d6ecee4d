"""What the map's page tells of a year, and all that it shows besides."""

from collections.abc import Hashable
from dataclasses import replace

import streamlit as st

from geo.figures.atlas import Atlas
from geo.frame.year_series import holds
from geo.reading.conditions import filter_line, full_title
from geo.reading.sentences import view_sentence
from geo.saved.meeting import Scene
from geo.views.address import SHOWN, SHOWS, write_query
from geo.views.drawing import Drawing, draw
from geo.views.filters import kept
from geo.views.request import Request, outlined
from ui.map.below import sources_html
from ui.map.card import card_of, card_words
from ui.map.coverage_note import coverage_words, fuller_view
from ui.map.gate_list import gates_html
from ui.map.in_place.shown import shown_here, ways_shown
from ui.map.legend import legend_html
from ui.map.places import place_html, relatives_html
from ui.map.turning.turn import Told
from ui.markup import elements
from ui.server.years.series import years_address
from ui.session.state import current_request, extra, notices, shown_atlas

_OPENED = ("copy", "table", "downloads", "filter")
"""Keys of what may be open and then shows figures of the year."""


def tell() -> Told:
    """Return what the page tells of the year that it shows by now."""
    atlas, request = shown_atlas(), current_request()
    drawing = draw(atlas, request.view)
    return Told(request.view.year, words_of(atlas, drawing, request), _beside(atlas, drawing))


def words_of(atlas: Atlas, drawing: Drawing, request: Request) -> dict[str, str]:
    """Return all words of a view that follow its year, by their places, whatever is said there."""
    lang = request.lang
    keeps = kept(atlas, drawing, request.filter) if request.filter else None
    low = coverage_words(drawing, lang=lang)
    words = {"note": elements.text("p", low, css="low-coverage")} if low else {}
    words["sources_below"] = sources_html(atlas, drawing, lang=lang)
    words["panel"] = _panel_html(atlas, drawing, request)
    if drawing.view.level != "province":
        words["legend"] = legend_html(atlas, drawing, lang=lang, kept=keeps, linked=True)
    if shown_here(drawing) != "table":
        # one piece of the page in the place of two
        words["panel"] += words.pop("legend", "")
    found = outlined(atlas, request)
    if found:
        words["figure"] = place_html(atlas, drawing, request, found)
    else:
        card = card_of(atlas, drawing, request)
        words["figure"], under = card_words(atlas, card, lang=lang, kept=keeps)
        words["sources"] = under + relatives_html(atlas, card.drawing, request, card.unit)
    if drawing.kind == "zone":
        words["gates"] = gates_html(atlas, drawing, lang=lang)
    return words


def shown_scene() -> Scene:
    """Return what the page shows by now as a scene of a meeting."""
    request = current_request()
    return Scene(
        write_query(request.view, unit=request.unit, chosen=request.filter, shown=extra(SHOWN))
    )


def _panel_html(atlas: Atlas, drawing: Drawing, request: Request) -> str:
    """Return title and sentences; the frame of the map reads of which year they are."""
    lang = request.lang
    title = full_title(atlas, drawing, request.filter, lang=lang)
    stays = filter_line(atlas, drawing, request.filter, lang=lang)
    lines = [
        elements.text("h1", title),
        elements.text("p", view_sentence(atlas, drawing, lang=lang)),
    ]
    lines += [elements.text("p", stays, css="kept")] if stays else []
    return f'<div class="panel" data-year="{request.view.year}">{"".join(lines)}</div>'


def _beside(atlas: Atlas, drawing: Drawing) -> Hashable:
    """Return what the page shows besides; None where that follows the year as a whole."""
    request = current_request()
    series = years_address(atlas, request)
    opened = any(st.session_state.get(key) for key in _OPENED)
    if shown_here(drawing) != SHOWS[0] or opened or not series or not holds(atlas, request):
        return None
    low = coverage_words(drawing, lang=request.lang)
    return (
        replace(request, view=request.view.on(year=0)),
        tuple(notices()),
        series,
        fuller_view(atlas, drawing) if low else None,
        tuple(ways_shown(drawing)),
    )
