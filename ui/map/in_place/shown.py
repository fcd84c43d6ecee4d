"""How the page shows a view: the map, in its place the chart of its units, or their table."""

import math
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.html.level import level_picture, upright_picture
from geo.documents.tables.csv_geojson import shown_csv, shown_file_name
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.compare.printed import lines_printed
from geo.reading.level.chart import LevelChart
from geo.reading.level.lines import LevelLines
from geo.reading.level.shown import as_shown, shown_chart
from geo.reading.level.table import level_table
from geo.views.address import SHOWN, SHOWS
from geo.views.compare.lines import unit_lines
from geo.views.drawing import Drawing
from geo.views.request import Request
from ui.map.table import show_rows
from ui.map.trend import show_province_chart
from ui.markup import elements
from ui.markup.table import table_html
from ui.session.choices import offer
from ui.session.state import extra, set_extra

_MAP, _CHART, _LINES, _TABLE = SHOWS
_BLOCK = 12
"""Bars below one another before others stand beside them."""
_SIZE = (930, 480, 14.0)
"""Width, height and letters of a chart of classes in pixels."""


def shown_here(drawing: Drawing) -> str:
    """Return how the page shows its view: a province of one colour makes no map."""
    shown = as_shown(drawing, extra(SHOWN) or _MAP)
    return _CHART if drawing.view.level == "province" and shown == _MAP else shown


def ways_shown(drawing: Drawing) -> list[str]:
    """Return the ways in which a view can be shown."""
    options = [each for each in SHOWS if as_shown(drawing, each) == each]
    if drawing.view.level == "province":
        options.remove(_MAP)
    return options


def show_switch(drawing: Drawing, *, lang: str) -> None:
    """Offer map, charts and table."""
    t = texts(lang)
    options = ways_shown(drawing)
    # where a level has two charts, each is called what it is
    ranked = _LINES in options

    def take(chosen: str) -> None:
        set_extra(SHOWN, "" if chosen == options[0] else chosen)

    def name(key: str) -> str:
        return t("control.shown_rank" if ranked and key == _CHART else f"control.shown_{key}")

    with st.container(key="shown"):
        offer(
            st.segmented_control,
            t("control.shown"),
            options,
            shown_here(drawing),
            name="c_shown",
            lang=lang,
            take=take,
            rests_on=options,
            required=True,
            format_func=name,
            label_visibility="collapsed",
            wrap=False,
        )


def show_in_place(
    atlas: Atlas, drawing: Drawing, request: Request, shown: str, kept: Sequence[bool] | None
) -> None:
    """Lay a chart or a table over the map's frame, which keeps its place for the way back."""
    lang, province = request.lang, drawing.view.level == "province"
    if shown == _TABLE and province:
        st.html(series_table_html(atlas, drawing, lang=lang))
    elif shown == _TABLE:
        with st.container(key="in_place_table"):
            show_rows(atlas, drawing, request.filter, lang=lang, unit=request.unit)
    elif province:
        show_province_chart(atlas, drawing, lang=lang)
    elif shown != _MAP:
        marked = {"unit": request.unit, "lang": lang}
        st.html(level_chart_html(atlas, drawing, shown, kept=kept, **marked))


def offer_data(atlas: Atlas, drawing: Drawing, request: Request, shown: str) -> None:
    """Offer the figures of the chart or table beside it, as a file made when it is asked for."""
    lang, province = request.lang, drawing.view.level == "province"
    if shown == _MAP or (province and not unit_lines(atlas, drawing.view.indicator, ())):
        return
    chosen = request.filter
    with st.container(key="shown_data"):
        st.download_button(
            texts(lang)("download.shown"),
            lambda: shown_csv(atlas, drawing, shown, lang=lang, chosen=chosen),
            file_name=shown_file_name(atlas, drawing, shown, lang=lang, chosen=chosen),
            mime=MIME["csv"],
            on_click="ignore",
            key=f"shown_csv_{lang}",
        )


def series_table_html(atlas: Atlas, drawing: Drawing, *, lang: str) -> str:
    """Return the figures of the province as a table."""
    table = level_table(atlas, drawing, lang=lang)
    rows = [[escape(each) for each in (*row.cells, row.what)] for row in table.rows]
    content = table_html((*table.heads, table.what), rows)
    return elements.tag("div", content, css="in-place series")


def level_chart_html(
    atlas: Atlas,
    drawing: Drawing,
    shown: str,
    *,
    kept: Sequence[bool] | None,
    unit: str,
    lang: str,
) -> str:
    """Return the chart of a level as HTML; `unit` is the code of the one that is chosen."""
    chart = shown_chart(atlas, drawing, shown, lang=lang, kept=kept, selected=unit)
    if isinstance(chart, str):
        return elements.tag("div", elements.text("p", chart), css="in-place")
    title = elements.text("h2", chart.title)
    if isinstance(chart, LevelChart) and chart.plan.kind == "bars":
        content = _bars_html(chart, unit)
    else:
        width, height, size = _SIZE
        wide = level_picture(chart, width=width, height=height, size=size, lang=lang)
        upright, _ = upright_picture(chart, lang=lang)
        content = elements.lettered(wide, label=chart.said, css="at-a-desk")
        content += elements.lettered(upright, label=chart.said, css="on-a-telephone")
        content += elements.text("p", chart.below, css="small") if chart.below else ""
    if isinstance(chart, LevelLines):
        content += _figures_html(atlas, drawing, chart, lang)
    return elements.tag("div", title + content, css="in-place")


def _figures_html(atlas: Atlas, drawing: Drawing, chart: LevelLines, lang: str) -> str:
    """Return the figures of lines as a table, folded up."""
    key = drawing.indicator.indicator_id
    printed = lines_printed(atlas, key, chart.lines, lang=lang)
    # a row for each unit: there are more of these than years
    heads, *rows = zip(printed.heads, *printed.rows, strict=True)
    cells = [[escape(each) for each in row] for row in rows]
    table = table_html((texts(lang)("table.unit"), *heads[1:]), cells)
    return f"<details>{elements.text('summary', printed.title)}{table}</details>"


def _bars_html(chart: LevelChart, unit: str) -> str:
    low, high = chart.scale

    def at(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    key = [elements.text("span", chart.plan.series[0].name)]
    key += [elements.text("span", mark.said, css=f"mark {mark.kind}") for mark in chart.marks]
    places = "".join(f"--{mark.kind}:{at(mark.value)}%;" for mark in chart.marks)
    kinds = " ".join(f"has-{mark.kind}" for mark in chart.marks)
    rows = "".join(_bar(chart, place, at, unit) for place in range(len(chart.printed)))
    blocks = math.ceil(len(chart.printed) / _BLOCK)
    bars = f'<ol class="level-bars {kinds}" style="{places}--blocks:{blocks}">{rows}</ol>'
    unknown = "".join(elements.text("p", line, css="small") for line in chart.unknown)
    return elements.tag("p", "".join(key), css="small level-key") + bars + unknown


def _bar(chart: LevelChart, place: int, at: Callable[[float], float], unit: str) -> str:
    """Return a bar: its name chooses the unit, and pointing at it lights it up on the map."""
    plan = chart.plan
    series = plan.series[0]
    value = series.values[place] or 0.0
    ends = sorted((at(0.0), at(value)))
    fill = series.fills[place if len(series.fills) > 1 else 0]
    wide = round(ends[1] - ends[0], 2)
    bar = f'<i style="left:{ends[0]}%;width:{wide}%;background:{fill}"></i>' if wide else ""
    name = escape(plan.categories[place])
    code = escape(plan.codes[place]) if plan.codes else ""
    chosen = " class=chosen" if code and code == unit else ""
    if code:
        pressed = ' aria-current="true"' if chosen else ""
        name = f'<button type="button" class="choose" data-unit="{code}"{pressed}>{name}</button>'
    known = f' data-code="{code}"' if code else ""
    number = escape(chart.printed[place])
    return f"<li{known}{chosen}><span>{name}</span><span>{bar}</span><b>{number}</b></li>"
