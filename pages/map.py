"""The map: one indicator and year on one set of boundaries, with legend, card and table."""

import streamlit as st

from geo.reading.conditions import filter_line, full_title
from geo.reading.sentences import view_sentence
from geo.saved.meeting import Scene
from geo.views.address import SHOWN, SHOWS, write_query
from geo.views.drawing import draw
from geo.views.filters import kept
from geo.views.request import outlined
from ui.header import FOCUS
from ui.map.below import below_html
from ui.map.card import show_card
from ui.map.controls import LABELS, show_controls
from ui.map.coverage_note import show_coverage_note, show_what_helps
from ui.map.downloads import show_downloads
from ui.map.gate_list import show_gates
from ui.map.in_place.shown import offer_data, show_in_place, show_switch, shown_here
from ui.map.legend import show_legend
from ui.map.message import MapOptions, map_message
from ui.map.panel import map_panel
from ui.map.places import show_place
from ui.map.table import show_table
from ui.map.trend import show_beside
from ui.markup import elements
from ui.meeting.kept import add_button
from ui.server import loaded
from ui.session.state import current_request, extra, select

MAP = "map"

atlas = loaded.atlas()
request = current_request()
lang = request.lang
drawing = draw(atlas, request.view)
keeps = kept(atlas, drawing, request.filter) if request.filter else None
focus, focus_count = st.session_state.get(FOCUS, ("", 0))
options = MapOptions(st.session_state.get(LABELS, True), focus, focus_count)

shown = shown_here(drawing)

controls, note = st.container(), st.container()
with note:
    little = show_coverage_note(drawing, request)
left, right = st.columns([2.55, 1], gap="small")
with left:
    # before all else, so that the map answers before the rest of the page is worked out
    with st.container(key="map_frame"):
        message = map_message(atlas, drawing, request, options)
        map_panel(message, height=590, key=MAP, on_choose=select, leads=shown == SHOWS[0])
        show_switch(drawing, lang=lang)
        offer_data(atlas, drawing, request, shown)
        show_in_place(atlas, drawing, request, shown, keeps)
    st.html(below_html(atlas, drawing, request))
if little is not None:
    # buttons take long to draw: the map above them would wait
    with little:
        show_what_helps(atlas, drawing, request)
with controls:
    show_controls(atlas)
with right:
    title = full_title(atlas, drawing, request.filter, lang=lang)
    stays = filter_line(atlas, drawing, request.filter, lang=lang)
    words = [
        elements.text("h1", title),
        elements.text("p", view_sentence(atlas, drawing, lang=lang)),
    ]
    words += [elements.text("p", stays, css="kept")] if stays else []
    panel = elements.tag("div", "".join(words), css="panel")
    (note if shown == "table" else right).html(panel)
    if request.view.level != "province":
        show_legend(atlas, drawing, lang=lang, kept=keeps)
    found = outlined(atlas, request)
    if found:
        show_place(atlas, drawing, request, found)
    else:
        show_card(atlas, drawing, request, kept=keeps)
    show_beside(atlas, request.view, unit=request.unit, lang=lang)
    query = write_query(request.view, unit=request.unit, chosen=request.filter, shown=extra(SHOWN))
    scene = Scene(query)
    add_button(scene, lang=lang, key="add_map")
    if drawing.kind == "zone":
        show_gates(atlas, drawing, lang=lang)
if shown != "table":
    show_table(atlas, drawing, request.filter, lang=lang)
show_downloads(atlas, drawing, request, shown=shown)
