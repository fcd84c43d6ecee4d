"""The map: one indicator and year on one set of boundaries, with legend, card and table."""

import streamlit as st

from geo.views.address import SHOWS
from geo.views.drawing import draw
from geo.views.filters import kept
from geo.views.request import outlined
from ui.header import FOCUS
from ui.map.below import below_html
from ui.map.card import card_of, show_card
from ui.map.controls import LABELS, show_controls
from ui.map.coverage_note import show_coverage_note, show_what_helps
from ui.map.downloads import show_downloads
from ui.map.in_place.shown import offer_data, show_in_place, show_switch, shown_here
from ui.map.message import MapOptions, map_message
from ui.map.panel import map_panel
from ui.map.places import show_place
from ui.map.table import show_table
from ui.map.trend import show_beside
from ui.map.turning.told import shown_scene, tell
from ui.map.turning.turn import Turn
from ui.meeting.kept import add_button
from ui.server import loaded
from ui.session.state import current_request, select

MAP = "map"

atlas = loaded.atlas()
request = current_request()
lang = request.lang
drawing = draw(atlas, request.view)
keeps = kept(atlas, drawing, request.filter) if request.filter else None
focus, focus_count = st.session_state.get(FOCUS, ("", 0))
options = MapOptions(st.session_state.get(LABELS, True), focus, focus_count)

shown = shown_here(drawing)

turn = Turn(tell, request.view.year)
controls, note = st.container(), st.container()
with note:
    little = show_coverage_note(drawing, request, turn)
left, right = st.columns([2.55, 1], gap="small")
with left:
    # before all else, so that the map answers before the rest of the page is worked out
    with st.container(key="map_frame"):
        message = map_message(atlas, drawing, request, options)
        map_panel(message, height=590, key=MAP, on_choose=select, leads=shown == SHOWS[0])
        show_switch(drawing, lang=lang)
        offer_data(atlas, drawing, request, shown)
        show_in_place(atlas, drawing, request, shown, keeps)
    turn.hold("sources_below")
    st.html(below_html(atlas, drawing, request))
if little is not None:
    # buttons take long to draw: the map above them would wait
    with little:
        show_what_helps(atlas, drawing, request, turn)
with note if shown == "table" else right:
    turn.hold("panel")
with right:
    if shown == "table" and request.view.level != "province":
        turn.hold("legend")
    if outlined(atlas, request):
        show_place(turn, lang=lang)
    else:
        show_card(atlas, card_of(atlas, drawing, request), turn, lang=lang)
    show_beside(atlas, request.view, unit=request.unit, lang=lang)
    add_button(shown_scene, lang=lang, key="add_map")
    if drawing.kind == "zone":
        turn.hold("gates")
with controls:
    # last of what follows the year: it writes into the places that are laid out by then
    show_controls(atlas, turn)
if shown != "table":
    show_table(atlas, drawing, request.filter, lang=lang)
show_downloads(atlas, drawing, request, shown=shown)
