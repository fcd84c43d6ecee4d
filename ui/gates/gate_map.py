"""The gates on the app's map, sized by the figure and the time that the reader chooses."""

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import border_themes
from geo.frame.message import frame_message
from geo.language.texts import texts
from geo.reading.border.words import gate_sentence, gate_title, size_text, time_text
from geo.reading.gates import gate_name
from geo.reading.values import indicator_name
from geo.views.border import (
    GateMark,
    GateView,
    find_gate_view,
    first_gate_view,
    gate_indicators,
    gate_marks,
    key_values,
    largest,
    times_of,
)
from geo.views.border_address import gates_view, zone_view
from geo.views.drawing import Drawing, draw
from geo.views.gate_symbols import RADIUS, gate_outline, symbol_radius
from ui.gates.gate_table import gate_table_html
from ui.gates.taken_away import add_map, show_taking
from ui.map.legend import show_legend
from ui.map.panel import map_panel
from ui.markup import elements
from ui.server.assets import layer_address, words_address
from ui.session.choices import label_of, offer
from ui.session.state import extra, hold_extra, set_extra, shown_atlas

_HEIGHT = 520
_KEY_REACH = 32
"""Radius of a shape of the key in hundredths of its box; a triangle reaches half as far again."""


def show_gate_map(atlas: Atlas, *, lang: str) -> None:
    """Show the gates with the controls, the map, its key, and the table of all."""
    t = texts(lang)
    if not atlas.facts.gates:
        st.info(t("border.no_gates"))
        return
    shown = find_gate_view(atlas, extra("flow"), extra("when"))
    if shown is None:
        st.info(t("border.no_gate_figures"))
    else:
        hold_extra("flow", shown.indicator)
        hold_extra("when", shown.when)
        _controls(atlas, shown, lang)
    newest = max((row.year for row in atlas.facts.observations), default=0)
    view = zone_view(atlas, newest) if shown is None else gates_view(atlas, shown)
    drawing = draw(atlas, view) if view and border_themes(atlas.facts) else None
    vintage = atlas.facts.province.default_vintage
    marks = gate_marks(atlas, shown, vintage=vintage)
    left, right = st.columns([2.2, 1], gap="medium")
    if drawing is not None:
        with left:
            show_zone_map(atlas, drawing, lang=lang)
    with right:
        st.html(reading_html(atlas, marks, shown, lang=lang))
        if drawing is not None:
            show_legend(atlas, drawing, lang=lang)
            if shown is not None:
                add_map(drawing, lang=lang)
    st.html(gate_table_html(atlas, marks, shown, lang=lang))
    if drawing is not None and shown is not None:
        show_taking(atlas, drawing, lang=lang)


def show_zone_map(atlas: Atlas, drawing: Drawing, *, lang: str) -> None:
    """Show the communes by zone with the gates over them."""
    message = frame_message(
        atlas,
        drawing,
        lang=lang,
        layer=layer_address(layer_name(drawing.view.level, drawing.view.vintage)),
        words=words_address(lang),
    )
    with st.container(key="gates_map"):
        map_panel(message, height=_HEIGHT, key="gates_panel")


def _controls(atlas: Atlas, shown: GateView, lang: str) -> None:
    t = texts(lang)
    names = {
        key: indicator_name(atlas.facts.indicators[key], lang=lang)
        for key in gate_indicators(atlas)
    }
    times = {each.when: each for each in times_of(atlas, shown.indicator)}
    vintage = atlas.facts.province.default_vintage
    labels = {
        key: t(
            "border.option",
            time=time_text(atlas, each, lang=lang),
            count=sum(m.row is not None for m in gate_marks(atlas, each, vintage=vintage)),
        )
        for key, each in times.items()
    }
    with st.container(key="gates_controls"):
        places = st.columns([1.4, 1], gap="small")
        with places[0]:
            offer(
                *(st.selectbox, t("border.flow"), list(names), shown.indicator),
                name="g_flow",
                lang=lang,
                format_func=label_of(names),
                take=_choose_flow,
            )
        with places[1]:
            offer(
                *(st.selectbox, t("border.when"), list(times), shown.when),
                name="g_when",
                lang=lang,
                rests_on=list(times),
                format_func=label_of(labels),
                take=lambda when: set_extra("when", when),
            )


def _choose_flow(flow: str) -> None:
    """Turn to another figure at the time that most gates have it."""
    shown = first_gate_view(shown_atlas(), flow)
    set_extra("flow", flow)
    set_extra("when", shown.when if shown else "")


def reading_html(
    atlas: Atlas, marks: tuple[GateMark, ...], shown: GateView | None, *, lang: str
) -> str:
    """Return what the map says in words, the key of its sizes, and the gates it does not draw."""
    t = texts(lang)
    pieces = []
    if shown is not None:
        pieces += [
            elements.text("h2", gate_title(atlas, shown, lang=lang), css="page-title"),
            elements.text("p", gate_sentence(atlas, shown, lang=lang)),
            size_key_html(atlas, shown, lang=lang),
        ]
        if any(mark.row is not None and mark.row.value_max is not None for mark in marks):
            pieces.append(elements.text("p", t("border.ranges"), css="small"))
    pieces.append(kind_key_html(marks, lang=lang))
    pieces.append(elements.text("p", f"{t('border.traffic')} {t('border.marks')}", css="small"))
    hidden = [gate_name(mark.gate, lang=lang) for mark in marks if not mark.drawn]
    if hidden:
        items = "".join(elements.text("li", each) for each in hidden)
        pieces.append(elements.text("h3", t("border.not_drawn"), css="small"))
        pieces.append(elements.tag("ul", items, css="small gates-hidden"))
    return elements.tag("div", "".join(pieces), css="panel")


def kind_key_html(marks: tuple[GateMark, ...], *, lang: str) -> str:
    """Return the key of shapes: one of each kind that the map draws."""
    t = texts(lang)
    kinds = dict.fromkeys(mark.gate.kind for mark in marks if mark.drawn)
    items = []
    for kind in kinds:
        corners = ",".join(
            f"{50 + x * _KEY_REACH:.1f}% {50 + y * _KEY_REACH:.1f}%" for x, y in gate_outline(kind)
        )
        shape = f'<i><span style="clip-path:polygon({corners})"></span></i>'
        items.append(elements.tag("li", shape + elements.text("b", t(f"gate.{kind}"))))
    if not items:
        return ""
    head = elements.text("h3", t("border.kinds_title"), css="small")
    return head + elements.tag("ul", "".join(items), css="size-key kind-key")


def size_key_html(atlas: Atlas, shown: GateView, *, lang: str) -> str:
    """Return the key of sizes: circles of round values, at the scale of the map."""
    t = texts(lang)
    top = largest(atlas, shown)
    items = []
    for value in key_values(top):
        radius = symbol_radius(value, top)
        side = f"width:{2 * radius:g}px;height:{2 * radius:g}px"
        circle = f'<i><span style="{side}"></span></i>'
        words = elements.text("b", size_text(atlas, shown, value, lang=lang))
        items.append(elements.tag("li", circle + words))
    if not items:
        return ""
    head = elements.text("h3", t("border.key_title"), css="small")
    smallest = size_text(atlas, shown, top * (RADIUS[0] / RADIUS[1]) ** 2, lang=lang)
    note = elements.text("p", t("border.key_smallest", value=smallest), css="small")
    return head + elements.tag("ul", "".join(items), css="size-key") + note
