"""The economic zone by the dates of its lists, on the map and in words."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import border_themes
from geo.figures.border.zone_changes import ZoneList, zone_lists
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.places.unit_names import days_in_sentence, unit_name
from geo.places.vintages import find_vintage
from geo.reading.border.maps import zone_change_lines, zone_counts
from geo.views.border_address import list_view
from geo.views.drawing import draw
from ui.gates.calendar import unfolding
from ui.gates.gate_map import show_zone_map
from ui.gates.taken_away import add_map, show_taking
from ui.gates.trade import other_cards
from ui.map.legend import show_legend
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.session.choices import label_of, offer
from ui.session.state import extra, set_extra


def show_zone(atlas: Atlas, *, lang: str) -> None:
    """Show the communes by the list of a date, and every list with what it changed."""
    t = texts(lang)
    found = zone_lists(atlas)
    if not found:
        st.info(t("border.no_zone"))
        return
    days = sorted({each.day.isoformat() for each in found})
    chosen = extra("list") or days[-1]
    names = {day: format_date(day, lang=lang) for day in days}
    offer(
        *(st.segmented_control, t("border.zone_list"), days, chosen),
        name="g_list",
        lang=lang,
        required=True,
        format_func=label_of(names),
        take=lambda day: set_extra("list", day),
    )
    own = [each for each in found if each.day.isoformat() == chosen]
    drawing = draw(atlas, list_view(atlas, own[0].day)) if border_themes(atlas.facts) else None
    left, right = st.columns([2.2, 1], gap="medium")
    if drawing is not None:
        with left:
            show_zone_map(atlas, drawing, lang=lang)
    with right:
        for each in own:
            st.html(list_html(atlas, each, lang=lang))
        if drawing is not None:
            show_legend(atlas, drawing, lang=lang)
            add_map(drawing, lang=lang)
    if drawing is not None:
        show_taking(atlas, drawing, lang=lang)
    cards = other_cards(atlas, "zone", lang=lang)
    if cards:
        head = elements.text("h2", t("border.zone_series"), css="page-title")
        st.html(head + elements.tag("div", "".join(cards), css="border-cards"))


def list_html(atlas: Atlas, zone: ZoneList, *, lang: str) -> str:
    """Return a list in words: how many communes, what it changed, all it names, its source."""
    t = texts(lang)
    title = t("border.zone_list_title", day=format_date(zone.day, lang=lang))
    counts = zone_counts(zone, lang=lang)
    names = [
        f"{unit_name(unit, lang=lang)}: {t(f'border.zone_{share}')}" for unit, share in zone.members
    ]
    listed = elements.tag("ul", "".join(elements.text("li", each) for each in names), css="small")
    link = source_link(atlas.facts.sources[zone.source_id], lang=lang)
    pieces = [
        elements.text("h2", title, css="page-title"),
        elements.text("p", counts),
        _changes(atlas, zone, lang),
        elements.tag("p", link, css="small"),
        unfolding(t("border.zone_members"), listed, opened=False),
    ]
    return elements.tag("div", "".join(pieces), css="panel")


def _changes(atlas: Atlas, zone: ZoneList, lang: str) -> str:
    t = texts(lang)
    if zone.changes is None:
        return elements.text("p", t("border.zone_first"))
    if not zone.changes:
        return elements.text("p", t("border.zone_same"))
    vintage = find_vintage(atlas.facts.province, zone.vintage)
    listed = "".join(elements.text("li", each) for each in zone_change_lines(zone, lang=lang))
    return (
        elements.text("p", t("border.zone_changes", days=days_in_sentence(vintage, lang=lang)))
        + elements.tag("ul", listed)
        + elements.text("p", t("border.zone_note"), css="small")
    )
