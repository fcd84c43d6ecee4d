"""The merger as a whole: its steps with what made them, and the communes that were divided."""

import streamlit as st

from geo.facts.model import UnitKey
from geo.figures.atlas import Atlas
from geo.figures.merger import divided
from geo.language.texts import pick, texts
from geo.reading.merger.words import basis_line, lead_of
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.merger.asked import unit_link


def show_steps(atlas: Atlas, *, lang: str) -> None:
    """Show the steps of the merger with what made them."""
    st.html(elements.text("h2", texts(lang)("merger.steps"), css="page-title"))
    st.html(steps_html(atlas, lang=lang))


def show_divided(atlas: Atlas, *, lang: str) -> None:
    """Explain the communes that were divided."""
    st.html(elements.text("h2", texts(lang)("merger.divided"), css="page-title"))
    st.html(divided_html(atlas, lang=lang))


def steps_html(atlas: Atlas, *, lang: str) -> str:
    """Return each set of boundaries with its number of communes and the document that made it."""
    t = texts(lang)
    heads = ("merger.column_days", "merger.column_communes", "merger.column_by")
    rows = [elements.tag("tr", "".join(elements.text("th", t(each)) for each in heads))]
    for at, vintage in enumerate(atlas.facts.province.vintages):
        source = atlas.facts.sources.get(vintage.source_id)
        # the first boundaries are where the facts begin: nothing made them
        title = pick(source, "title", lang) if source is not None and at else ""
        by = source_link(source, lang=lang, words=title) if source is not None and title else "–"
        rows.append(
            elements.tag(
                "tr",
                elements.cell(pick(vintage, "label", lang))
                + elements.cell(str(vintage.communes), css="number")
                + elements.tag("td", by),
            )
        )
    return elements.tag("table", "".join(rows), css="figures small passages")


def divided_html(atlas: Atlas, *, lang: str) -> str:
    """Return every commune that was divided, in the vintage in which it was last seen whole."""
    t = texts(lang)
    crosswalk = atlas.figures.crosswalk
    seen: list[UnitKey] = []
    items = []
    for vintage in reversed(atlas.facts.province.vintage_ids[:-1]):
        for ways in divided(atlas, vintage):
            old = ways[0].old
            if any(crosswalk.same_unit(old.key, key[0]) == key for key in seen):
                continue
            seen.append(old.key)
            said = dict.fromkeys(basis_line(each, lang=lang) for each in ways)
            lead = elements.text("span", lead_of(atlas, old, lang=lang))
            known = elements.text("p", " · ".join(said), css="small")
            items.append(elements.tag("li", f"{unit_link(old, lang=lang)}: {lead}{known}"))
    if not items:
        return elements.text("p", t("merger.none_divided"))
    note = elements.text("p", t("merger.divided_note"), css="small")
    return note + elements.tag("ul", "".join(items), css="small divided")
