"""Tables of the page: the gates with what the map shows, and figures each with its source."""

from collections.abc import Sequence

from geo.facts.model import Observation
from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import pick, texts
from geo.places.vintages import find_vintage
from geo.reading.border.words import (
    commune_text,
    flag_word,
    place_text,
    row_note,
    row_time,
    row_value,
    row_where,
)
from geo.reading.gates import gate_name
from geo.reading.values import indicator_name
from geo.views.border import GateMark, GateView
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.markup.table import Row, table_html


def gate_table_html(
    atlas: Atlas, marks: Sequence[GateMark], shown: GateView | None, *, lang: str
) -> str:
    """Return the gates as a table: class, main gate, opposite gate, place, figure, source."""
    t = texts(lang)
    vintage = find_vintage(atlas.facts.province, atlas.facts.province.default_vintage)
    day = format_date(vintage.valid_from, lang=lang) if vintage.valid_from else vintage.id
    heads = [t(f"border.column_{each}") for each in ("gate", "class", "parent", "opposite")]
    heads += [t("border.column_commune", day=day), t("border.column_place")]
    value = t("border.column_value")
    if shown is not None:
        value = indicator_name(atlas.facts.indicators[shown.indicator], lang=lang)
    heads += [value, t("border.column_time"), t("border.column_flag"), t("border.column_source")]
    rows = [_gate_row(atlas, mark, vintage.id, lang) for mark in marks]
    return elements.text("h2", t("border.table_title"), css="page-title") + table_html(
        heads, rows, css="gate-table"
    )


def _gate_row(atlas: Atlas, mark: GateMark, vintage: str, lang: str) -> Row:
    t, gate, row = texts(lang), mark.gate, mark.row
    unknown = elements.text("span", t("border.unknown"), css="none")
    parent = atlas.facts.gates.get(gate.parent_gate_id)
    kind = t(f"gate.{gate.kind}")
    if gate.status_since:
        since = t("border.since", day=format_date(gate.status_since, lang=lang))
        kind = f"{kind}, {since}"
    note = pick(gate, "note", lang)
    words = [
        elements.text("span", gate_name(gate, lang=lang))
        + (elements.text("small", note) if note else ""),
        elements.text("span", kind) + _source(atlas, gate.source_id, lang, css="gate-source"),
        elements.text("span", gate_name(parent, lang=lang) if parent else "–"),
        elements.text("span", gate.opposite_name) if gate.opposite_name else unknown,
        _or(commune_text(atlas, gate, vintage, lang=lang), unknown),
        elements.text("span", place_text(mark, lang=lang) or "✓"),
    ]
    if row is None:
        return [*words, unknown, "", "", ""]
    return [*words, *figure_cells(atlas, row, lang=lang)]


def _or(text: str, unknown: str) -> str:
    return elements.text("span", text) if text else unknown


def _source(atlas: Atlas, source_id: str, lang: str, *, css: str) -> str:
    link = source_link(atlas.facts.sources[source_id], lang=lang)
    return elements.tag("small", link, css=css)


def figure_cells(atlas: Atlas, row: Observation, *, lang: str) -> list[str]:
    """Return value, time, flag and source of a figure as the cells of a table."""
    note = row_note(row, lang=lang)
    value = elements.text("b", row_value(atlas, row, lang=lang))
    return [
        value + (elements.text("small", note) if note else ""),
        elements.text("span", row_time(atlas, row, lang=lang)),
        elements.text("span", flag_word(row, lang=lang)),
        source_link(atlas.facts.sources[row.source_id], lang=lang),
    ]


def figures_html(atlas: Atlas, rows: Sequence[Observation], *, lang: str) -> str:
    """Return figures as a table: basis, place, value, time, flag, source."""
    t = texts(lang)
    columns = ("basis", "where", "value", "time", "flag", "source")
    known = atlas.facts.indicators
    found = [
        [
            elements.text("span", indicator_name(known[row.indicator_id], lang=lang)),
            elements.text("span", row_where(atlas, row, lang=lang)),
            *figure_cells(atlas, row, lang=lang),
        ]
        for row in rows
    ]
    return table_html([t(f"border.column_{each}") for each in columns], found, css="all-figures")
