"""The merger as a drawing with a table beside it: all districts, or the communes of one."""

import streamlit as st

from geo.documents.html.merger_flow import (
    FlowPicture,
    district_communes,
    draw_district_flow,
    draw_whole_flow,
)
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import passages_from
from geo.language.texts import texts
from geo.places.districts import districts_of
from geo.places.unit_names import unit_name
from geo.places.units import level_units
from geo.reading.merger.words import share_texts
from ui.markup import elements
from ui.merger.asked import unit_link


def show_flow(atlas: Atlas, unit: Unit | None, *, lang: str) -> None:
    """Show the drawing of the district of a unit, or of the whole merger, and its table."""
    district, picture = _district(atlas, unit), flow_picture(atlas, unit, lang=lang)
    if picture is None:
        return
    t = texts(lang)
    title = t("merger.flow")
    if district is not None:
        title = t("merger.flow_of", name=unit_name(district, lang=lang))
    st.html(elements.text("h2", title, css="page-title"))
    st.html(elements.text("p", picture.said, css="small"))
    drawing, table = st.columns([1, 1.6], gap="medium")
    with drawing:
        st.html(flow_html(picture))
    with table:
        st.html(
            districts_html(atlas, lang=lang)
            if district is None
            else communes_html(atlas, district, lang=lang)
        )


def flow_picture(atlas: Atlas, unit: Unit | None, *, lang: str) -> FlowPicture | None:
    """Return the drawing of the district of a unit, or of the whole merger; None without one."""
    district = _district(atlas, unit)
    if district is None:
        return draw_whole_flow(atlas, lang=lang)
    return draw_district_flow(atlas, district, marked=unit, lang=lang)


def flow_html(picture: FlowPicture) -> str:
    """Return a drawing as an image that says what the table beside it lists."""
    return elements.drawing(picture.svg, label=picture.said, css="flow")


def districts_html(atlas: Atlas, *, lang: str) -> str:
    """Return every former district with its communes counted and what it is now, as a table."""
    t = texts(lang)
    heads = ("merger.column_district", "merger.column_had", "merger.column_is_now")
    rows = [elements.tag("tr", "".join(elements.text("th", t(each)) for each in heads))]
    newest = atlas.facts.province.vintage_ids[-1]
    for district in level_units(atlas.facts, level="district", vintage=newest):
        communes = district_communes(atlas, district)
        heirs = dict.fromkeys(
            each.new for unit in communes for each in passages_from(atlas)[unit.key]
        )
        links = ", ".join(unit_link(each, lang=lang) for each in heirs)
        rows.append(
            elements.tag(
                "tr",
                elements.tag("td", unit_link(district, lang=lang))
                + elements.cell(str(len(communes)), css="number")
                + elements.tag("td", links),
            )
        )
    return elements.tag("table", "".join(rows), css="figures small passages")


def communes_html(atlas: Atlas, district: Unit, *, lang: str) -> str:
    """Return the communes of a former district with what they are now and share, as a table."""
    t = texts(lang)
    heads = ("column_old", "column_new", "column_land", "column_share_people")
    cells = [
        elements.text("th", t(f"merger.{each}"), css="number" * (at > 1))
        for at, each in enumerate(heads)
    ]
    rows = [elements.tag("tr", "".join(cells))]
    for unit in district_communes(atlas, district):
        for each in passages_from(atlas)[unit.key]:
            row = elements.tag("td", unit_link(unit, lang=lang))
            row += elements.tag("td", unit_link(each.new, lang=lang))
            row += "".join(
                elements.cell(share, css="number") for share in share_texts(atlas, each, lang=lang)
            )
            rows.append(elements.tag("tr", row))
    return elements.tag("table", "".join(rows), css="figures small passages")


def _district(atlas: Atlas, unit: Unit | None) -> Unit | None:
    """Return the former district that a unit is, lies in, or mostly came from."""
    if unit is None or unit.level == "district":
        return unit
    found = districts_of(atlas.facts, unit)
    return found[0] if found else None
