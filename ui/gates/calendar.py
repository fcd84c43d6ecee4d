"""Figures of parts of a year beside the same part of other years, and reports of single days."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from geo.facts.model import Observation
from geo.figures.atlas import Atlas
from geo.figures.border.seasons import (
    DayReport,
    Season,
    by_indicator,
    day_reports,
    seasons,
)
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.border.words import (
    change_text,
    flag_word,
    part_text,
    row_note,
    row_time,
    row_value,
    row_where,
    where_text,
)
from geo.reading.values import indicator_name
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.markup.table import table_html

_OPEN = 3
"""Indicators whose calendar stands open; the rest unfold."""


def show_calendar(atlas: Atlas, *, lang: str) -> None:
    """Show the calendar of each indicator, then what was reported day by day."""
    t = texts(lang)
    found = list(by_indicator(seasons(atlas)))
    if not found and not day_reports(atlas):
        st.info(t("border.no_seasons"))
        return
    head = elements.text("h2", t("border.calendar_title"), css="page-title")
    pieces = [head, elements.text("p", t("border.calendar_note"), css="small")]
    for at, (indicator_id, own) in enumerate(found):
        name = indicator_name(atlas.facts.indicators[indicator_id], lang=lang)
        table = calendar_html(atlas, own, lang=lang)
        pieces.append(unfolding(name, table, opened=at < _OPEN))
    st.html("".join(pieces) + days_html(atlas, day_reports(atlas), lang=lang))


def unfolding(name: str, content: str, *, opened: bool) -> str:
    """Return what unfolds under its name."""
    shown = " open" if opened else ""
    summary = elements.text("summary", name)
    return f'<details class="border-fold"{shown}>{summary}{content}</details>'


def calendar_html(atlas: Atlas, own: Sequence[Season], *, lang: str) -> str:
    """Return the parts of years of one indicator: a row a part and place, a column a year."""
    t = texts(lang)
    years = sorted({row.year for season in own for row in season.rows})
    heads = [t("border.column_part"), t("border.column_where"), *map(str, years)]
    rows = [
        [
            elements.text("span", part_text(season.part, lang=lang)),
            elements.text("span", where_text(atlas, *season.place, lang=lang)),
            *(_cell(atlas, season, year, lang) for year in years),
        ]
        for season in own
    ]
    return table_html(heads, rows, css="calendar")


def _cell(atlas: Atlas, season: Season, year: int, lang: str) -> str:
    row = next((each for each in season.rows if each.year == year), None)
    if row is None:
        return ""
    words = [flag_word(row, lang=lang), row_note(row, lang=lang)]
    changed = change_text(atlas, season, row, lang=lang)
    return (
        elements.text("b", row_value(atlas, row, lang=lang))
        + (elements.text("small", changed, css="changed") if changed else "")
        + elements.text("small", "; ".join(each for each in words if each))
        + elements.tag("small", source_link(atlas.facts.sources[row.source_id], lang=lang))
    )


def days_html(atlas: Atlas, reports: Sequence[DayReport], *, lang: str) -> str:
    """Return the reports of single days, by year, the newest year open."""
    t = texts(lang)
    if not reports:
        return ""
    head = elements.text("h2", t("border.days_title"), css="page-title")
    pieces = [head, elements.text("p", t("border.days_note"), css="small")]
    for at, (year, group) in enumerate(groupby(reports, key=lambda each: each.day.year)):
        own = list(group)
        name = t("border.days_year", year=year, count=len(own))
        content = "".join(_report(atlas, each, lang) for each in own)
        pieces.append(unfolding(name, content, opened=at == 0))
    return "".join(pieces)


def _report(atlas: Atlas, report: DayReport, lang: str) -> str:
    source = atlas.facts.sources[report.source_id]
    day = elements.text("b", format_date(report.day, lang=lang))
    items = "".join(elements.text("li", _said(atlas, row, lang)) for row in report.rows)
    line = elements.tag("p", day + " · " + source_link(source, lang=lang), css="small")
    return line + elements.tag("ul", items, css="small")


def _said(atlas: Atlas, row: Observation, lang: str) -> str:
    name = indicator_name(atlas.facts.indicators[row.indicator_id], lang=lang)
    where, time = row_where(atlas, row, lang=lang), row_time(atlas, row, lang=lang)
    note = row_note(row, lang=lang)
    said = f"{name}, {where}: {row_value(atlas, row, lang=lang)}, {time}"
    said = f"{said}, {flag_word(row, lang=lang)}"
    return f"{said} ({note})" if note else said
