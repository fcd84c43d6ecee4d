"""Parts of the front page: a theme's headline with its picture, coverage, what is new."""

from dataclasses import replace

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.documents.paper.thumbnail import to_thumbnail_svg
from geo.facts.lifetime import kept_with
from geo.facts.model import Indicator, Target
from geo.figures.atlas import Atlas, Cell
from geo.figures.province_figures import province_unit
from geo.figures.view import View
from geo.language.numbers import format_date
from geo.language.texts import pick, texts
from geo.reading.legend import legend_rows
from geo.reading.progress.words import target_line
from geo.reading.sentences import view_title
from geo.reading.values import (
    cell_text,
    flag_text,
    indicator_name,
    observation_period,
    observation_text,
    period_text,
)
from geo.reading.year_marks import cell_marks
from geo.targets.progress import measure_progress
from geo.views.drawing import draw
from geo.views.overview import Headline, newest_observations, theme_coverage
from ui.map.trend import trend_html
from ui.markup import elements
from ui.markup.goal_bar import goal_bar
from ui.markup.source_link import goal_line, source_link
from ui.markup.status import progress_html
from ui.server import loaded
from ui.session.pages import pages
from ui.session.state import current_request, link_query

_NEWS, _PACKS = 7, 1


def show_headline(atlas: Atlas, line: Headline, *, lang: str, with_picture: bool) -> None:
    """Show a theme: figure, year, flag, source, target, status, and the way to what it opens."""
    t = texts(lang)
    with_map = with_picture and line.drawn != "nothing"
    told = with_picture and not with_map
    st.html(headline_html(atlas, line, lang=lang, breaks_told=told))
    view = line.view if with_map else line.own
    with st.container(key=f"headline_view_{line.theme.id}"):
        if with_picture:
            _show_picture(atlas, line, lang)
        # the link reaches over the picture: wherever a reader clicks, the map opens
        st.page_link(
            pages(lang)["map"],
            label=t("overview.open_map" if with_map else "overview.open_figure"),
            icon=":material/arrow_forward:",
            query_params=link_query(replace(current_request(), view=view, unit="")),
        )


def _show_picture(atlas: Atlas, line: Headline, lang: str) -> None:
    """Show the map with its title and legend, or the figure over the years."""
    if line.drawn == "nothing":
        st.html(trend_html(atlas, line.indicator, province_unit(atlas), lang=lang))
        return
    title = view_title(atlas, line.view, lang=lang)
    if line.drawn == "other":
        title = texts(lang)("overview.other_map", title=title)
    st.image(_thumbnail(atlas, line.view, lang), width="stretch", alt=title)
    st.html(elements.text("p", title, css="small") + _keys(atlas, line.view, lang))


def _keys(atlas: Atlas, view: View, lang: str) -> str:
    """Return the legend of a small map in few words: colours that some unit has, with counts."""
    items = []
    for row in legend_rows(atlas, draw(atlas, view), lang=lang):
        swatch = elements.swatch(row.symbol)
        words = elements.text("span", f"{row.label} ({row.count})")
        items += [elements.tag("li", f"{swatch} {words}")] if row.count else []
    return elements.tag("ul", "".join(items), css="keys small")


@kept_with(128)
def _thumbnail(atlas: Atlas, view: View, lang: str) -> str:
    layer = loaded.boundaries().layers[layer_name(view.level, view.vintage)]
    return to_thumbnail_svg(atlas, draw(atlas, view), layer, lang=lang)


def headline_html(atlas: Atlas, line: Headline, *, lang: str, breaks_told: bool = False) -> str:
    """Return a headline as HTML; breaks in its series may be told by the picture below it."""
    t = texts(lang)
    theme = pick(line.theme, "name", lang)
    pieces = [
        elements.text("h2", theme, css="page-title"),
        elements.text("p", indicator_name(line.indicator, lang=lang), css="small name"),
    ]
    if line.cell is None:
        pieces.append(elements.text("p", t("basis.none"), css="value none"))
    else:
        pieces += _figure(atlas, line.indicator, line.cell, lang)
        pieces += [] if breaks_told else _new_basis(atlas, line.indicator, line.cell, lang)
    if line.target is not None:
        pieces += _aim(atlas, line, line.target, lang)
    else:
        pieces.append(elements.text("p", t("overview.no_target"), css="small"))
    return elements.tag("div", "".join(pieces), css="card headline")


def _figure(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> list[str]:
    """Return a figure with its year, flag and source."""
    value = elements.text("span", cell_text(atlas, indicator, cell, lang=lang), css="value")
    period = period_text(cell, indicator, lang=lang)
    marks = ", ".join(part for part in (period, flag_text(cell, lang=lang)) if part)
    source = atlas.facts.sources[cell.source_ids[0]]
    words = elements.text("span", f"{marks} · ") + source_link(source, lang=lang)
    return [
        elements.tag("p", value, css="figure"),
        elements.tag("p", words, css="small"),
    ]


def _aim(atlas: Atlas, line: Headline, target: Target, lang: str) -> list[str]:
    """Return the target with the way to it as a bar, and the status of the figure shown."""
    said = target_line(line.indicator, target, lang=lang)
    pieces = [goal_line(atlas, target, said, lang=lang)]
    measured, cell = measure_progress(atlas, target), line.cell
    if cell is None or measured.latest is None or measured.latest.value != cell.value:
        return pieces
    now = cell_text(atlas, line.indicator, cell, lang=lang)
    label = texts(lang)("overview.bar", now=now, target=said)
    return [
        goal_bar(measured, label=label),
        *pieces,
        elements.tag("p", progress_html(measured, lang=lang)),
    ]


def _new_basis(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> list[str]:
    """Say why a figure may not be held against the one before, where it is on a new basis."""
    series = atlas.series(indicator.indicator_id, cell.unit)
    marks = cell_marks(atlas, indicator.indicator_id, series[-2:], lang=lang)
    return [elements.text("p", mark.text, css="small breaks") for mark in marks.breaks]


def show_coverage(atlas: Atlas, *, lang: str) -> None:
    """Show how much of each theme has figures, by level."""
    t = texts(lang)
    heads = ("theme", "indicators", "province", "district", "commune", "newest")
    head = "".join(elements.text("th", t(f"overview.{key}")) for key in heads)
    rows = []
    for row in theme_coverage(atlas):
        name = pick(row.theme, "name", lang)
        numbers = (row.with_figures, row.at_district, row.at_commune, row.newest_year or "–")
        cells = "".join(elements.text("td", str(number)) for number in (row.indicators, *numbers))
        rows.append(
            elements.tag("tr", f"<th scope='row'>{elements.text('span', name)}</th>{cells}")
        )
    table = elements.tag("table", elements.tag("tr", head) + "".join(rows), css="figures small")
    st.html(elements.text("h2", t("overview.coverage"), css="page-title") + table)
    st.caption(t("overview.coverage_note"))


def show_news(atlas: Atlas, *, lang: str) -> None:
    """Show the figures whose sources were published last."""
    t = texts(lang)
    items = []
    for row in newest_observations(atlas, limit=_NEWS):
        indicator = atlas.facts.indicators[row.indicator_id]
        source = atlas.facts.sources[row.source_id]
        value = observation_text(indicator, row, lang=lang)
        period = observation_period(row, indicator, lang=lang)
        words = f"{indicator_name(indicator, lang=lang)}: {value} ({period}) – "
        items.append(
            elements.tag("li", elements.text("span", words) + source_link(source, lang=lang))
        )
    packs = [
        elements.text("p", f"{format_date(each.day, lang=lang)}: {pick(each, 'text', lang)}")
        for each in atlas.facts.province.news[:_PACKS]
    ]
    head = elements.text("h2", t("overview.news"), css="page-title") + "".join(packs)
    none = elements.text("p", t("overview.no_news"), css="small")
    st.html(head + (elements.tag("ul", "".join(items), css="small") if items else none))
