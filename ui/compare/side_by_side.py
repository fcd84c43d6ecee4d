"""Two to four maps side by side that move together."""

from dataclasses import replace

import streamlit as st

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.change_message import TOGETHER
from geo.language.texts import texts
from geo.reading.compare.titles import compare_title
from geo.reading.values import indicator_name
from geo.views.compare.asked import MOST_MAPS, asked_maps, map_id, views_here
from geo.views.drawing import draw
from ui.compare.controls import replaced, show_place
from ui.compare.taking import take
from ui.compare.unit import sources_html
from ui.map.legend import legend_html
from ui.map.message import MapOptions, map_message
from ui.map.panel import map_panel
from ui.markup import elements
from ui.session.choices import label_of, offer
from ui.session.pages import name_window
from ui.session.state import current_request, extra, hold_extra, select, set_extra

_HEIGHT = 330


def show_side_by_side(atlas: Atlas, *, lang: str) -> None:
    """Show the maps that the reader chose of all that there are at this level."""
    t = texts(lang)
    view = current_request().view.on(mode="value", scheme="", k=0, latest=False)
    views, was_replaced = asked_maps(atlas, view, extra("maps"))
    replaced(("maps",) if was_replaced else ())
    with st.container(key="compare_controls"):
        place, chosen = st.columns([1.4, 4], gap="small")
        with place:
            show_place(atlas)
        with chosen:
            _choose(atlas, view, views, lang)
    if not views:
        st.info(t("compare.no_maps"))
        return
    hold_extra("maps", ",".join(map(map_id, views)))
    title = compare_title(atlas, view, {"compare": "maps", "maps": extra("maps")}, lang=lang)
    name_window(atlas, title, lang=lang)
    st.html(elements.text("h2", title, css="page-title"))
    # four stand as two by two
    with st.container(key="compare_maps"):
        for row in [views[:2], views[2:]] if len(views) == MOST_MAPS else [views]:
            for column, each in zip(st.columns(len(row), gap="small"), row, strict=True):
                with column:
                    _show(atlas, each, lang)
    take(atlas, "maps", lang=lang, view=view, maps=views)


def _choose(atlas: Atlas, view: View, views: tuple[View, ...], lang: str) -> None:
    names = {
        map_id(
            each
        ): f"{indicator_name(atlas.facts.indicators[each.indicator], lang=lang)}, {each.year}"
        for each in views_here(atlas, view)
    }
    offer(
        st.multiselect,
        texts(lang)("compare.choose_maps"),
        list(names),
        list(map(map_id, views)),
        name="compare_maps",
        lang=lang,
        take=lambda chosen: set_extra("maps", ",".join(chosen)),
        rests_on=list(names),
        format_func=label_of(names),
        max_selections=MOST_MAPS,
    )


def _show(atlas: Atlas, view: View, lang: str) -> None:
    drawing = draw(atlas, view)
    request = replace(current_request(), view=view, place=None)
    message = map_message(atlas, drawing, request, MapOptions()) | {"together": TOGETHER}
    map_panel(message, height=_HEIGHT, key=f"side_{map_id(view)}", on_choose=select)
    st.html(legend_html(atlas, drawing, lang=lang, linked=True))
    st.html(sources_html(atlas, drawing.cells, lang=lang))
