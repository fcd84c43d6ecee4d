"""A unit of the merger: where an old one went, and what a new one was made of, as tables."""

from collections.abc import Sequence

import streamlit as st

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import (
    Passage,
    People,
    is_same,
    newest_vintage,
    passages_from,
    passages_into,
    people_moved,
)
from geo.language.numbers import format_value
from geo.language.texts import texts
from geo.places.unit_names import days_in_sentence
from geo.places.vintages import drawn_vintage, find_vintage
from geo.reading.merger.words import basis_line, share_texts, source_ids_of
from geo.reading.sources.words import source_title
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.merger.asked import unit_link
from ui.session.pages import pages
from ui.session.state import page_query


def show_way_to_map(atlas: Atlas, unit: Unit, *, lang: str) -> None:
    """Lead to a unit's figures on the map; boundaries that cannot be drawn have none."""
    if drawn_vintage(atlas.facts.province, unit.vintage) != unit.vintage:
        return
    place = {"level": unit.level, "vintage": unit.vintage, "unit": unit.code}
    st.page_link(
        pages(lang)["map"],
        label=texts(lang)("merger.on_map"),
        icon=":material/map:",
        query_params=place | page_query(lang),
    )


def show_way_to_portrait(unit: Unit, *, lang: str) -> None:
    """Lead to all that is known of a unit."""
    place = {"place": "_".join(unit.key)}
    st.page_link(
        pages(lang)["portrait"],
        label=texts(lang)("portrait.way_long"),
        icon=":material/badge:",
        query_params=place | page_query(lang),
    )


def show_unit(atlas: Atlas, unit: Unit, *, lang: str) -> None:
    """Show where a unit is now; for one of the newest boundaries what it was made of."""
    if unit.vintage == newest_vintage(atlas.facts):
        _show_parts(atlas, unit, lang)
        return
    ways = passages_from(atlas)[unit.key]
    st.html(elements.text("h2", texts(lang)("merger.now"), css="page-title"))
    st.html(passages_html(atlas, ways, old=False, lang=lang))
    st.html(known_html(atlas, ways, lang=lang))


def _show_parts(atlas: Atlas, unit: Unit, lang: str) -> None:
    t = texts(lang)
    before, *earlier = reversed(atlas.facts.province.vintage_ids[:-1])
    st.html(elements.text("h2", t("merger.parts"), css="page-title"))
    ways = passages_into(atlas, unit, before)
    st.html(passages_html(atlas, ways, old=True, lang=lang))
    st.html(known_html(atlas, ways, lang=lang))
    for vintage in earlier:
        ways = passages_into(atlas, unit, vintage)
        days = days_in_sentence(find_vintage(atlas.facts.province, vintage), lang=lang)
        title = t("merger.parts_on", count=len(ways), days=days)
        table = passages_html(atlas, ways, old=True, lang=lang)
        st.html(f"<details>{elements.text('summary', title)}{table}</details>")


def passages_html(atlas: Atlas, ways: Sequence[Passage], *, old: bool, lang: str) -> str:
    """Return passages as a table of the old units, or of the new ones, with what they share."""
    t = texts(lang)
    people = people_moved(atlas, ways)
    heads = ["merger.column_old" if old else "merger.column_new", "merger.column_land"]
    heads += ["merger.column_share_people"]
    cells = [elements.text("th", t(each), css="number" * bool(at)) for at, each in enumerate(heads)]
    if people:
        head = t("merger.column_people", year=people.year)
        cells.append(elements.text("th", head, css="number"))
    rows = [elements.tag("tr", "".join(cells))]
    for at, each in enumerate(ways):
        name = unit_link(each.old if old else each.new, lang=lang)
        same = elements.text("small", f" ({t('merger.same')})") if is_same(atlas, each.old) else ""
        row = elements.tag("td", name + same)
        row += "".join(
            elements.cell(share, css="number") for share in share_texts(atlas, each, lang=lang)
        )
        row += elements.cell(_moved(people, at, lang), css="number") if people else ""
        rows.append(elements.tag("tr", row))
    table = elements.tag("table", "".join(rows), css="figures small passages")
    return table + (_counted_html(atlas, people, lang) if people else "")


def known_html(atlas: Atlas, ways: Sequence[Passage], *, lang: str) -> str:
    """Return how passages are known and who says so, each thing once."""
    t = texts(lang)
    said = dict.fromkeys(basis_line(each, lang=lang) for each in ways)
    keys = dict.fromkeys(key for each in ways for key in source_ids_of(atlas, each))
    sources = [atlas.facts.sources[key] for key in keys]
    links = "; ".join(
        source_link(each, lang=lang, words=each.number or source_title(each, lang=lang))
        for each in sources
    )
    lines = [elements.text("p", t("merger.known", how=" · ".join(said)), css="small")]
    if links:
        lines.append(f'<p class="small">{t("merger.sources", sources=links)}</p>')
    return "".join(lines)


def _moved(people: People, at: int, lang: str) -> str:
    qualifier = "about" if people.estimated[at] else "exact"
    return format_value(people.moved[at], qualifier=qualifier, decimals=0, lang=lang)


def _counted_html(atlas: Atlas, people: People, lang: str) -> str:
    """Return who counted the people, and that a share of them is an estimate where one is."""
    t = texts(lang)
    links = "; ".join(source_link(atlas.facts.sources[key], lang=lang) for key in people.source_ids)
    said = t("merger.people_from", year=people.year, sources=links)
    if any(people.estimated):
        said = f"{said} {t('merger.people_estimated')}"
    return f'<p class="small">{said}</p>'
