"""The parts of a portrait as HTML."""

from collections.abc import Sequence

from geo.documents.html.lettering import svg_address
from geo.documents.paper.thumbnail import to_locator_svg
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.province_figures import province_unit
from geo.language.numbers import format_date
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_in_sentence
from geo.places.units import level_units
from geo.places.vintages import find_vintage
from geo.reading.portrait.table import FigureTable, figure_tables
from geo.reading.portrait.words import (
    distance_text,
    locator,
    missing_lines,
    origin_lines,
    recognition_line,
)
from geo.views.portrait.portrait import Portrait
from ui.map.trend import trend_html
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.markup.table import table_html
from ui.merger.asked import unit_address, unit_link
from ui.server import loaded


def section_html(title: str, content: str) -> str:
    """Return a part under its heading; nothing for nothing."""
    return elements.text("h2", title, css="page-title") + content if content else ""


def locator_html(atlas: Atlas, unit: Unit, *, lang: str) -> str:
    """Return the map of where a unit lies, and on which boundaries where it has none drawn."""
    t = texts(lang)
    spec, codes = locator(atlas, unit)
    label = t("portrait.map", name=unit_in_sentence(unit, lang=lang))
    svg = to_locator_svg(loaded.boundaries().layers[spec.name], codes, label=label)
    picture = elements.tag("div", elements.image(svg_address(svg), label=label), css="locator")
    day = find_vintage(atlas.facts.province, spec.vintage).valid_from
    if spec.vintage == unit.vintage or day is None:
        return picture
    said = t("portrait.map_then", day=format_date(day, lang=lang))
    return picture + elements.text("p", said, css="small")


def sentences_html(sentences: Sequence[str]) -> str:
    """Return sentences as a list that can be read out."""
    items = "".join(elements.text("li", each) for each in sentences)
    return elements.tag("ul", items, css="sentences")


def origin_html(atlas: Atlas, portrait: Portrait, *, lang: str) -> str:
    """Return what a unit was made of and went into as a list."""
    return _list(origin_lines(atlas, portrait, lang=lang))


def figures_html(atlas: Atlas, portrait: Portrait, *, lang: str) -> str:
    """Return the newest figures as a table, or by themes where there are many."""
    t = texts(lang)
    if not portrait.lines:
        return elements.text("p", t("portrait.no_figures"))
    note = elements.text("p", t("portrait.figures_note"), css="small")
    tables = figure_tables(atlas, portrait, lang=lang)
    return note + "".join(_table_html(atlas, each, lang) for each in tables)


def _table_html(atlas: Atlas, table: FigureTable, lang: str) -> str:
    """Return figures as a table, each with the way to its source."""
    rows = []
    for line, row in zip(table.lines, table.rows, strict=True):
        name, value, *rest = (elements.text("span", cell) if cell else "" for cell in row)
        for key in line.cell.source_ids[:1]:
            source = atlas.facts.sources[key]
            value += " " + source_link(source, words=texts(lang)("card.source"), lang=lang)
        rows.append([name, value, *rest])
    head = elements.text("h3", table.title, css="part-title") if table.title else ""
    return head + table_html(table.heads, rows)


def series_html(atlas: Atlas, portrait: Portrait, *, lang: str) -> str:
    """Return a small chart for every indicator with figures of several years."""
    cards = []
    for line in portrait.lines:
        picture = trend_html(atlas, line.indicator, portrait.unit, lang=lang)
        if picture:
            head = elements.text("h3", pick(line.indicator, "name", lang))
            cards.append(elements.tag("div", head + picture, css="border-card"))
    return elements.tag("div", "".join(cards), css="border-cards") if cards else ""


def similar_html(portrait: Portrait, *, lang: str) -> str:
    """Return the units that a unit is most like, with how far they are."""
    t = texts(lang)
    if not portrait.similar:
        return elements.text("p", t("portrait.no_similar"))
    items = [
        elements.tag(
            "li",
            unit_link(each.unit, lang=lang)
            + elements.text("span", f": {distance_text(each, lang=lang)}"),
        )
        for each in portrait.similar
    ]
    note = elements.text("p", t("portrait.similar_note"), css="small")
    return elements.tag("ol", "".join(items), css="similar") + note


def register_html(atlas: Atlas, portrait: Portrait, *, lang: str) -> str:
    """Return the classes of a commune in the register with what they rest on."""
    items = [
        elements.tag(
            "li",
            elements.text("span", recognition_line(atlas, row, lang=lang) + " ")
            + source_link(atlas.facts.sources[row.source_id], lang=lang),
        )
        for row in portrait.recognitions
    ]
    return elements.tag("ul", "".join(items)) if items else ""


def missing_html(portrait: Portrait, *, lang: str) -> str:
    """Return what is not known of a unit, by where it may stand."""
    return _list(missing_lines(portrait, lang=lang))


def all_html(atlas: Atlas, *, lang: str) -> str:
    """Return the communes of today as links to their portraits, and that of the province."""
    t = texts(lang)
    newest = atlas.facts.province.vintage_ids[-1]
    units = level_units(atlas.facts, level="commune", vintage=newest)
    named = sorted(units, key=lambda unit: unit.name_ascii)
    items = (elements.tag("li", unit_link(unit, lang=lang)) for unit in named)
    whole = elements.turn(t("portrait.of_province"), unit_address(province_unit(atlas)))
    listed = elements.tag("ul", "".join(items), css="found all")
    return elements.tag("p", whole) + section_html(t("portrait.now", count=len(named)), listed)


def below_html(atlas: Atlas, portrait: Portrait, *, lang: str) -> str:
    """Return everything below the sentences of a portrait; parts of which nothing is known go."""
    t, known = texts(lang), portrait.known
    lacking = t("portrait.missing_head", count=known.expected - known.known)
    sections = (
        (t("portrait.figures"), figures_html(atlas, portrait, lang=lang)),
        (t("portrait.series"), series_html(atlas, portrait, lang=lang)),
        (t("portrait.origin"), origin_html(atlas, portrait, lang=lang)),
        (t("portrait.register"), register_html(atlas, portrait, lang=lang)),
        (t("portrait.similar_head"), similar_html(portrait, lang=lang)),
        (lacking, missing_html(portrait, lang=lang)),
    )
    return "".join(section_html(title, content) for title, content in sections)


def _list(lines: Sequence[str]) -> str:
    items = "".join(elements.text("li", line) for line in lines)
    return elements.tag("ul", items) if items else ""
