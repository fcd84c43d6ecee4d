"""The page of one source: what it is, where it opens, what was taken from it."""

from html import escape

import streamlit as st

from geo.facts.model import Source
from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import LANGUAGES, pick, texts
from geo.reading.sources.says import Said, figures_of, other_uses
from geo.reading.sources.words import (
    outward,
    source_kind,
    source_language,
    source_publisher,
    source_title,
)
from geo.views.address import write_query
from ui.markup import elements
from ui.markup.source_link import inside_link, release_links
from ui.server.loaded import pinned_query
from ui.server.page_paths import PATHS


def show_source(atlas: Atlas, source: Source, *, lang: str) -> None:
    """Show a source with everything that was taken from it."""
    st.html(source_html(source, lang=lang))
    st.html(says_html(atlas, source, lang=lang))


def source_html(source: Source, *, lang: str) -> str:
    """Return what is known of a source as HTML: title, issuer, number, dates, kind, address."""
    t = texts(lang)
    title = source_title(source, lang=lang)
    own = source.title if source.title != title else ""
    issuer = source_publisher(source, lang=lang)
    if issuer != source.publisher:
        issuer = t("source.beside", name=issuer, own=source.publisher)
    published = format_date(source.published, lang=lang) or t("source.no_day")
    language = source_language(source, lang=lang) if source.url else ""
    lines = {
        "source.own_title": own,
        "source.publisher": issuer,
        "source.number": source.number,
        "source.published": published,
        "source.kind": source_kind(source, lang=lang),
        "source.language": language,
        "source.retrieved": format_date(source.retrieved, lang=lang),
        "source.note": pick(source, "note", lang),
    }
    rows = [_line(t(key), elements.text("span", text)) for key, text in lines.items() if text]
    rows.append(_line(t("source.address"), _addresses(source, lang)))
    head = elements.text("h1", title, css="page-title")
    return head + elements.tag("table", "".join(rows), css="figures source")


def _line(head: str, content: str) -> str:
    name = elements.text("span", head)
    return elements.tag("tr", f"<th scope='row'>{name}</th>" + elements.tag("td", content))


def _addresses(source: Source, lang: str) -> str:
    t = texts(lang)
    links = outward(source, lang=lang)
    if not links:
        return elements.text("span", t("source.no_address"))
    # printed as well: a sheet of paper has no links
    lines = [
        elements.link(each.words, each.address)
        + elements.text("p", each.address, css="small address")
        for each in links
    ]
    if source.original_url:
        lines.append(elements.text("p", t("source.original_note"), css="small"))
    return "".join(lines)


def says_html(atlas: Atlas, source: Source, *, lang: str) -> str:
    """Return the figures that were taken from a source, and what else rests on it, as HTML."""
    t = texts(lang)
    figures = figures_of(atlas, source, lang=lang)
    uses = other_uses(atlas, source, lang=lang)
    pieces = [elements.text("h2", t("source.says"), css="page-title")]
    pieces.append(
        _figures(atlas, figures, lang) if figures else elements.text("p", t("source.says_nothing"))
    )
    if uses:
        items = "".join(elements.text("li", each) for each in uses)
        pieces += [elements.text("h2", t("source.uses"), css="page-title")]
        pieces += [elements.tag("ul", items, css="small")]
    return "".join(pieces)


def _figures(atlas: Atlas, figures: tuple[Said, ...], lang: str) -> str:
    t = texts(lang)
    release = ("release",) if atlas.facts.published else ()
    heads = ("what", "where", "when", "value", "mark", *release, "view")
    head = "".join(elements.text("th", t(f"source.column_{each}")) for each in heads)
    rows = [_row(atlas, each, lang) for each in figures]
    table = elements.tag("tr", head) + "".join(rows)
    return elements.tag("table", table, css="figures small sources")


def _row(atlas: Atlas, said: Said, lang: str) -> str:
    if said.is_break:
        line = f"‖ {said.when}, {said.mark}: {said.value}"
        cell = f'<td class="breaks" colspan="7" title="{escape(line)}">{escape(line)}</td>'
        return elements.tag("tr", cell)
    words = (said.what, said.where, said.when, said.value, said.mark)
    released = release_links(atlas, said.releases, lang=lang)
    return elements.tag(
        "tr",
        "".join(elements.cell(each) for each in words)
        + (elements.tag("td", released) if released else "")
        + elements.tag("td", _link(said, lang)),
    )


def _link(said: Said, lang: str) -> str:
    if said.view is None:
        return ""
    query = write_query(said.view, unit=said.unit)
    query += f"&lang={lang}" if lang != LANGUAGES[0] else ""
    query += "".join(f"&{key}={text}" for key, text in pinned_query().items())
    return inside_link(texts(lang)("source.view"), f"{PATHS['map']}?{query}", title=said.what)
