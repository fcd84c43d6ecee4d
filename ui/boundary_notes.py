"""What a reader should know of the boundaries: vintages, origin, defects, what is in use."""

import streamlit as st

from geo.cells import Atlas
from geo.numbers import format_number
from geo.texts import pick, texts
from ui import atlas_data, markup


def show_boundaries(atlas: Atlas, *, lang: str) -> None:
    """Show the boundaries in use, their origin and their known defects."""
    t = texts(lang)
    boundaries = atlas_data.boundaries()
    refused = [t("data.boundaries_refused", fault=fault.words(lang)) for fault in boundaries.faults]
    if refused:
        st.html(markup.notice(refused, fault=True))
    credit = pick(atlas.facts.province, "boundary_credit", lang)
    pieces = [markup.text("p", t("data.boundaries_origin", credit=credit))]
    items = []
    for vintage in atlas.facts.province.vintages:
        label = pick(vintage, "label", lang)
        drawn = t("data.drawn") if vintage.has_geometry else t("data.not_drawn")
        items.append(
            markup.text("li", t("data.vintage", label=label, count=vintage.communes, drawn=drawn))
        )
    pieces.append(markup.tag("ul", "".join(items)))
    pieces.append(markup.text("h2", t("data.notes"), css="page-title"))
    known = atlas.facts.province.boundary_notes
    notes = [pick(note, "text", lang) for note in known]
    pieces.append(markup.tag("ul", "".join(markup.text("li", note) for note in notes)))
    st.html(markup.tag("div", "".join(pieces), css="panel"))
    counts = {
        "version": atlas.facts.version,
        "observations": format_number(len(atlas.facts.observations), decimals=0, lang=lang),
        "sources": format_number(len(atlas.facts.sources), decimals=0, lang=lang),
    }
    st.caption(t("data.version", **counts))
