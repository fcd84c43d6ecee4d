"""Where a unit stands: all units on one strip, and its neighbours beside it."""

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.boundaries.neighbours import neighbours
from geo.documents.tables.comparison import compared_file_name, rank_csv
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.compare.plotted import rank_marks, rank_placed
from geo.reading.compare.printed import rank_printed
from geo.reading.compare.titles import rank_title
from geo.views.drawing import Drawing, draw
from geo.views.request import unit_on
from ui.compare.controls import show_indicator, show_place
from ui.compare.plots import Dot, strip_html
from ui.compare.table import offer_csv, printed_html
from ui.compare.taking import take
from ui.compare.unit import sources_html
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import label_of, offer
from ui.session.pages import name_window
from ui.session.state import address_with, current_request, select

_NONE = ""


def show_rank(atlas: Atlas, *, lang: str) -> None:
    """Show the strip of all units and, for a chosen one, those it borders on."""
    t = texts(lang)
    view = current_request().view.on(mode="value", latest=False)
    drawing = draw(atlas, view)
    _controls(atlas, drawing, lang)
    if not drawing.ranks:
        st.info(t("compare.no_ranks"))
        return
    title = rank_title(atlas, view, lang=lang)
    name_window(atlas, title, lang=lang)
    st.html(elements.text("h2", title, css="page-title"))
    marks = rank_marks(atlas, drawing, lang=lang)
    st.html(strip_html(_dots(atlas, drawing, lang), marks, label=title, lang=lang))
    unit = unit_on(atlas, view, current_request().unit)
    if unit is None:
        st.html(elements.text("p", t("compare.choose_for_neighbours"), css="lead"))
    else:
        layer = loaded.boundaries().layers[layer_name(view.level, view.vintage)]
        codes = (unit.code, *neighbours(layer, unit.code))
        name = unit_name(unit, lang=lang)
        head = t("compare.neighbours", name=name, count=len(codes) - 1)
        st.html(elements.text("h2", head, css="page-title"))
        near = rank_printed(atlas, drawing, codes, title=head, lang=lang)
        st.html(printed_html(near, lang=lang))
    everyone = tuple(cell.unit.code for cell in drawing.cells)
    whole = rank_printed(atlas, drawing, everyone, title=t("compare.all_units"), lang=lang)
    table = printed_html(whole, lang=lang)
    st.html(f"<details>{elements.text('summary', whole.title)}{table}</details>")
    offer_csv(
        compared_file_name(atlas, view, title, lang=lang),
        lambda: rank_csv(atlas, drawing, lang=lang),
        lang=lang,
    )
    take(atlas, "rank", lang=lang, view=view)
    st.html(sources_html(atlas, drawing.cells, lang=lang))


def _controls(atlas: Atlas, drawing: Drawing, lang: str) -> None:
    t = texts(lang)
    units = sorted((cell.unit for cell in drawing.cells), key=lambda unit: unit.name_ascii)
    names = {_NONE: t("merger.choose")} | {unit.code: unit_name(unit, lang=lang) for unit in units}
    with st.container(key="compare_controls"):
        indicator, place, chosen = st.columns([2, 1.6, 1.6], gap="small")
        with indicator:
            show_indicator(atlas, label="control.indicator")
        with place:
            show_place(atlas)
        with chosen:
            offer(
                st.selectbox,
                t("merger.unit"),
                list(names),
                current_request().unit,
                name="compare_unit",
                lang=lang,
                take=select,
                rests_on=list(names),
                format_func=label_of(names),
            )


def _dots(atlas: Atlas, drawing: Drawing, lang: str) -> list[Dot]:
    return [
        Dot(
            each.value,
            0,
            each.fill,
            each.said,
            address_with(unit=each.code),
            each.code == current_request().unit,
            each.code,
        )
        for each in rank_placed(atlas, drawing, lang=lang)
    ]
