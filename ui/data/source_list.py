"""The list of all sources, to be searched."""

import streamlit as st

from geo.facts.model import Source
from geo.figures.atlas import Atlas
from geo.language.texts import LANGUAGES, texts
from geo.places.search import fold
from geo.reading.sources.words import (
    source_day,
    source_kind,
    source_publisher,
    source_title,
)
from ui.markup import elements
from ui.markup.source_link import source_link


def show_source_list(atlas: Atlas, *, lang: str) -> None:
    """Show every source that holds the words looked for, whatever their diacritics."""
    t = texts(lang)
    st.caption(t("source.none_chosen"))
    words = st.text_input(t("source.find"), key="d_source_words", live="300ms") or ""
    wanted = fold(words)
    found = [each for each in atlas.facts.sources.values() if wanted in fold(_said(each))]
    if not found:
        st.html(elements.notice([t("data.nothing", words=words)]))
        return
    st.html(source_list_html(found, lang=lang))


def source_list_html(sources: list[Source], *, lang: str) -> str:
    """Return a table of sources as HTML, each leading to its own page."""
    t = texts(lang)
    heads = ("data.source_title", "source.publisher", "source.published", "source.kind")
    head = elements.tag("tr", "".join(elements.text("th", t(key)) for key in heads))
    rows = [_row(source, lang) for source in sources]
    count = elements.text("p", t("source.found", count=len(sources)), css="small")
    table = elements.tag("table", head + "".join(rows), css="figures small sources")
    return count + table


def _row(source: Source, lang: str) -> str:
    link = source_link(source, words=source_title(source, lang=lang), lang=lang, whole=False)
    cells = (
        source_publisher(source, lang=lang),
        source_day(source, lang=lang),
        source_kind(source, lang=lang),
    )
    return elements.tag(
        "tr", elements.tag("td", link) + "".join(elements.cell(each) for each in cells)
    )


def _said(source: Source) -> str:
    """Return all words by which a source can be found."""
    said = (source_title, source_publisher, source_kind)
    words = [say(source, lang=lang) for say in said for lang in LANGUAGES]
    return " ".join((*words, source.number, source.published))
