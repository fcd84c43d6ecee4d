"""Two years and what changed between them as three maps that move together."""

from dataclasses import replace

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.figures.atlas import Atlas
from geo.frame.change_message import TOGETHER, change_classes, change_message
from geo.reading.compare.printed import Sample, change_samples
from geo.views.compare.changes import Comparison
from geo.views.drawing import Drawing, draw
from ui.map.legend import legend_html
from ui.map.message import MapOptions, map_message
from ui.map.panel import map_panel
from ui.markup import elements
from ui.server.assets import layer_address, words_address
from ui.session.state import current_request, select

_HEIGHT = 330


def show_maps(atlas: Atlas, comparison: Comparison, *, lang: str) -> None:
    """Show the earlier year, the change and the later year; the years have the same classes."""
    view = comparison.view
    years = (comparison.earlier, comparison.later)
    drawings = [draw(atlas, view.on(year=year)) for year in years]
    with st.container(key="compare_maps"):
        before, change, after = st.columns(3, gap="small")
    with change:
        message = change_message(
            comparison,
            lang=lang,
            layer=layer_address(layer_name(view.level, view.vintage)),
            words=words_address(lang),
            selected=current_request().unit,
        )
        map_panel(message, height=_HEIGHT, key="compare_change", on_choose=select)
        st.html(change_legend_html(comparison, lang=lang))
    for place, drawing in zip((before, after), drawings, strict=True):
        with place:
            _show_year(atlas, drawing, lang)


def _show_year(atlas: Atlas, drawing: Drawing, lang: str) -> None:
    request = replace(current_request(), view=drawing.view, place=None)
    year = drawing.view.year
    message = map_message(atlas, drawing, request, MapOptions()) | {"together": TOGETHER}
    map_panel(message, height=_HEIGHT, key=f"compare_{year}", on_choose=select)
    st.html(legend_html(atlas, drawing, lang=lang, linked=True))


def change_legend_html(comparison: Comparison, *, lang: str) -> str:
    """Return the classes of changes with their units, no change among them, and what has none."""
    rows = change_samples(comparison, lang=lang)
    most = max([1, *(row.count for row in rows)])
    lit = change_classes(comparison, rows)
    body = "".join(_row(row, most, at) for row, at in zip(rows, lit, strict=True))
    return elements.tag("div", elements.tag("table", body, css="legend"), css="legend-box")


def _row(row: Sample, most: int, lit: str) -> str:
    colour = row.symbol.lines or row.symbol.ground
    width = round(100 * row.count / most, 1)
    hidden = "" if row.count else " hidden"
    bar = f'<span class="bar" style="width:{width}%;background:{colour}"{hidden}></span>'
    name, known = elements.text("span", row.label), ""
    if lit and row.count:
        name, known = elements.lighting(name), f' data-class="{lit}"'
    return (
        f"<tr{known}><td>{elements.swatch(row.symbol)}</td>"
        f"<th scope='row'>{name}</th><td class='bars'>{bar}</td>"
        f"<td class='count'>{row.count}</td></tr>"
    )
