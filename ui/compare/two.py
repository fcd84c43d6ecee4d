"""Two indicators: one map of nine classes, its legend, a scatter, and how the two go together."""

from html import escape

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.documents.tables.comparison import compared_file_name, pair_csv
from geo.figures.atlas import Atlas
from geo.frame.pair_message import pair_message
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.compare.pairs import (
    correlation_lines,
    figure_text,
    known_cells,
    pair_title,
    side_name,
    third_labels,
    unit_said,
)
from geo.reading.values import indicator_name
from geo.views.compare.asked import asked_pair, nearest_year, pairable
from geo.views.compare.bivariate import SIDE, Bivariate, compare_two
from geo.views.palettes import BIVARIATE
from geo.views.symbols import UNKNOWN, flat
from ui.compare.controls import replaced, show_indicator, show_place
from ui.compare.plots import Dot, scatter_html
from ui.compare.table import offer_csv, scrolling_table
from ui.compare.taking import take
from ui.compare.unit import sources_html
from ui.map.panel import map_panel
from ui.markup import elements
from ui.server.assets import layer_address, words_address
from ui.session.choices import label_of, offer
from ui.session.pages import name_window
from ui.session.state import address_with, current_request, extra, hold_extra, select, set_extra

_HEIGHT = 440


def show_two(atlas: Atlas, *, lang: str) -> None:
    """Show two indicators together; where none may be paired, say so."""
    t = texts(lang)
    view = current_request().view.on(mode="value", latest=False)
    other, was_replaced = asked_pair(atlas, view, extra("with"))
    replaced(("with",) if was_replaced else ())
    _controls(atlas, other, lang)
    if not other:
        st.info(t("compare.nothing_to_pair"))
        return
    hold_extra("with", other)
    pair = compare_two(atlas, view, other, nearest_year(atlas, view, other))
    title = pair_title(atlas, pair, lang=lang)
    name_window(atlas, title, lang=lang)
    st.html(elements.text("h2", title, css="page-title"))
    left, right = st.columns([1.5, 1], gap="medium")
    with left, st.container(key="compare_pair"):
        message = pair_message(
            pair,
            lang=lang,
            layer=layer_address(layer_name(view.level, view.vintage)),
            words=words_address(lang),
            selected=current_request().unit,
        )
        map_panel(message, height=_HEIGHT, key="pair_map", on_choose=select)
        st.html(sources_html(atlas, known_cells(pair), lang=lang))
    with right:
        st.html(legend_html(pair, lang=lang))
        st.html(scatter_html(_dots(pair, lang), *_names(pair, lang), lang=lang))
        lines = correlation_lines(pair, lang=lang)
        st.html("".join(elements.text("p", line, css="small") for line in lines))
    st.html(table_html(pair, lang=lang))
    names = [indicator_name(each, lang=lang) for each in pair.indicators]
    offer_csv(
        compared_file_name(atlas, view, *names, lang=lang),
        lambda: pair_csv(pair, lang=lang),
        lang=lang,
    )
    take(atlas, "two", lang=lang, view=view, other=pair.views[1])


def _controls(atlas: Atlas, other: str, lang: str) -> None:
    view = current_request().view
    with st.container(key="compare_controls"):
        first, place, second = st.columns([2, 1.6, 2], gap="small")
        with first:
            show_indicator(atlas, label="compare.first")
        with place:
            show_place(atlas)
        if not other:
            return
        names = {
            key: indicator_name(atlas.facts.indicators[key], lang=lang)
            for key in pairable(atlas, view)
        }
        with second:
            offer(
                st.selectbox,
                texts(lang)("compare.second"),
                list(names),
                other,
                name="compare_with",
                lang=lang,
                take=lambda key: set_extra("with", key),
                rests_on=list(names),
                format_func=label_of(names),
            )


def _names(pair: Bivariate, lang: str) -> tuple[str, str]:
    first, second = (
        side_name(indicator, view, lang=lang)
        for indicator, view in zip(pair.indicators, pair.views, strict=True)
    )
    return first, second


def _fill(each: tuple[int, int]) -> str:
    return BIVARIATE[SIDE * each[0] + each[1]]


def _dots(pair: Bivariate, lang: str) -> list[Dot]:
    """Return a dot for each unit with both figures, a link that chooses it."""
    return [
        Dot(
            up=values[0],
            along=values[1],
            fill=_fill(found),
            said=f"{unit_name(unit, lang=lang)}: {unit_said(pair, at, lang=lang)}",
            address=address_with(unit=unit.code),
            chosen=unit.code == current_request().unit,
            code=unit.code,
        )
        for at, (unit, values, found) in enumerate(
            zip(pair.units, pair.values, pair.classes, strict=True)
        )
        if found is not None and values[0] is not None and values[1] is not None
    ]


def legend_html(pair: Bivariate, *, lang: str) -> str:
    """Return the nine classes as a table: rows of the first indicator, columns of the second."""
    t = texts(lang)
    up, along = third_labels(pair, 0, lang=lang), third_labels(pair, 1, lang=lang)
    names = _names(pair, lang)
    rows = []
    for row in reversed(range(len(up))):
        cells = "".join(
            f'<td style="background:{_fill((row, column))}" class="{_ink(row, column)}"'
            f"{_counted(pair, (row, column))}</td>"
            for column in range(len(along))
        )
        rows.append(f'<tr><th scope="row">{escape(up[row])}</th>{cells}</tr>')
    columns = "".join(f'<th scope="col">{escape(label)}</th>' for label in along)
    rows.append(f"<tr><td></td>{columns}</tr>")
    caption = elements.text("caption", t("compare.pair_legend", first=names[0], second=names[1]))
    unknown = pair.classes.count(None)
    below = elements.swatch(UNKNOWN) + elements.text(
        "span", " " + t("compare.pair_unknown_count", count=unknown)
    )
    table = f'<table class="pair-legend">{caption}<tbody>{"".join(rows)}</tbody></table>'
    return table + (elements.tag("p", below, css="small") if unknown else "")


def _counted(pair: Bivariate, each: tuple[int, int]) -> str:
    """Return the rest of a cell: its class, and how many units are in it."""
    count = pair.classes.count(each)
    if not count:
        return ">0"
    return f' data-class="{SIDE * each[0] + each[1]}">{elements.lighting(str(count))}'


def _ink(row: int, column: int) -> str:
    return "dark" if row + column > 2 or row == 2 else "light"


def table_html(pair: Bivariate, *, lang: str) -> str:
    """Return both figures of every unit with its class, folded up: what map and scatter show."""
    t = texts(lang)
    names = _names(pair, lang)
    heads = "".join(f'<th scope="col">{escape(each)}</th>' for each in (t("table.unit"), *names))
    rows = []
    for at, (unit, found) in enumerate(zip(pair.units, pair.classes, strict=True)):
        name = elements.turn(unit_name(unit, lang=lang), address_with(unit=unit.code))
        mark = elements.swatch(UNKNOWN if found is None else flat(_fill(found)))
        cells = "".join(
            elements.cell(figure_text(pair, at, which, lang=lang) or t("compare.unknown"))
            for which in (0, 1)
        )
        rows.append(f'<tr><th scope="row">{mark} {name}</th>{cells}</tr>')
    label = t("compare.as_table")
    table = scrolling_table(heads, "".join(rows), label=label)
    return f"<details>{elements.text('summary', label)}{table}</details>"
