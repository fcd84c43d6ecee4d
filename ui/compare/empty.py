"""What is said where an indicator has no two years, with what can be compared instead."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import texts
from geo.reading.sentences import boundaries_label
from geo.reading.values import indicator_name
from geo.views.compare.asked import Offer, offers
from geo.views.compare.changes import compared_years
from ui.markup import elements
from ui.markup.labels import literal
from ui.session.state import address_with


def show_empty(atlas: Atlas, view: View, *, lang: str) -> None:
    """Say that there are no two years, and lead to those that there are."""
    t = texts(lang)
    name = indicator_name(atlas.facts.indicators[view.indicator], lang=lang)
    place = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    years = compared_years(atlas, view.indicator, view.level, view.vintage)
    key = "compare.only_year" if years else "compare.no_year"
    st.info(literal(t(key, name=name, units=place, year=years[0] if years else "")))
    found = first_offers(atlas, view)
    if found:
        st.html(elements.text("h2", t("compare.offers"), css="page-title"))
        items = "".join(elements.tag("li", _offer(atlas, each, lang)) for each in found)
        st.html(elements.tag("ul", items, css="found"))


def first_offers(atlas: Atlas, view: View) -> list[Offer]:
    """Return the best place of each indicator, that of a view before the others.

    What only single units have comes last.
    """
    best: dict[str, Offer] = {}
    for each in offers(atlas):
        best.setdefault(each.view.indicator, each)
    own = view.indicator
    return sorted(best.values(), key=lambda each: (each.view.indicator != own, -each.units))


def _offer(atlas: Atlas, found: Offer, lang: str) -> str:
    view, years = found.view, found.years
    address = address_with(
        indicator=view.indicator,
        year=str(view.year),
        level=view.level,
        vintage=view.vintage,
        unit="",
        **{"from": "", "to": ""},
    )
    said = texts(lang)(
        "compare.offer",
        name=indicator_name(atlas.facts.indicators[view.indicator], lang=lang),
        units=boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang),
        first=years[0],
        last=years[-1],
        count=found.units,
    )
    return elements.turn(said, address)
