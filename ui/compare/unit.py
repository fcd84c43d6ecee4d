"""The unit that the reader chose: both years in a line, and the ways on."""

from collections.abc import Iterable

import streamlit as st

from geo.figures.atlas import Atlas, Cell
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.compare.words import change_said, from_to_text
from geo.reading.sources.words import cited
from geo.views.compare.changes import Comparison
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.session.pages import pages
from ui.session.state import current_request, link_query, page_query, select


def show_unit(atlas: Atlas, comparison: Comparison, *, lang: str) -> None:
    """Show what is known of the chosen unit; nothing without one."""
    t = texts(lang)
    code = current_request().unit
    cells = [cell for each in comparison.changes for cell in (each.before, each.after)]
    found = [each for each in comparison.changes if each.unit.code == code]
    if not found:
        st.html(sources_html(atlas, cells, lang=lang))
        return
    (change,) = found
    words = [
        elements.text("h2", unit_name(change.unit, lang=lang)),
        elements.text("p", from_to_text(atlas, comparison, change, lang=lang)),
        elements.text("p", change_said(comparison, change, lang=lang), css="kept"),
    ]
    with st.container(key="compare_unit"):
        st.html(elements.tag("div", "".join(words), css="panel"))
        with st.container(horizontal=True, vertical_alignment="center"):
            query = link_query(current_request())
            st.page_link(pages(lang)["map"], label=t("merger.on_map"), query_params=query)
            place = {"place": "_".join(change.unit.key)} | page_query(lang)
            st.page_link(pages(lang)["portrait"], label=t("portrait.way"), query_params=place)
            st.button(t("compare.clear"), type="tertiary", on_click=select, args=("",))
    st.html(sources_html(atlas, cells, lang=lang))


def sources_html(atlas: Atlas, cells: Iterable[Cell], *, lang: str) -> str:
    """Return the sources of some figures, each a way to its own page, as HTML; or empty."""
    keys = dict.fromkeys(key for cell in cells for key in cell.source_ids)
    if not keys:
        return ""
    links = [
        source_link(
            atlas.facts.sources[key], words=cited(atlas.facts.sources[key], lang=lang), lang=lang
        )
        for key in list(keys)[:_MOST]
    ]
    rest = len(keys) - len(links)
    more = [texts(lang)("reading.more_sources", count=rest)] if rest > 0 else []
    said = texts(lang)("compare.sources", sources=" ".join([*links, *more]))
    return elements.tag("p", said, css="source-line compare-sources")


_MOST = 4
