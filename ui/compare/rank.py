"""Where a unit stands: all units on one strip, and its neighbours beside it."""

from html import escape

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.boundaries.neighbours import neighbours
from geo.figures.atlas import Atlas
from geo.figures.province_figures import province_figure
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.compare.titles import rank_title
from geo.reading.values import cell_text, number_text, target_text
from geo.targets.goals import LEVEL_PATHS, province_target
from geo.views.drawing import Drawing, draw
from geo.views.request import unit_on
from ui.compare.controls import show_indicator, show_place
from ui.compare.plots import Dot, Level, strip_html
from ui.compare.table import scrolling_table
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
    st.html(
        strip_html(
            _dots(atlas, drawing, lang), _marks(atlas, drawing, lang), label=title, lang=lang
        )
    )
    unit = unit_on(atlas, view, current_request().unit)
    if unit is None:
        st.html(elements.text("p", t("compare.choose_for_neighbours"), css="lead"))
    else:
        layer = loaded.boundaries().layers[layer_name(view.level, view.vintage)]
        codes = (unit.code, *neighbours(layer, unit.code))
        name = unit_name(unit, lang=lang)
        head = t("compare.neighbours", name=name, count=len(codes) - 1)
        st.html(elements.text("h2", head, css="page-title"))
        st.html(table_html(atlas, drawing, codes, label=head, lang=lang))
    everyone = tuple(cell.unit.code for cell in drawing.cells)
    whole = table_html(atlas, drawing, everyone, label=t("compare.all_units"), lang=lang)
    st.html(f"<details>{elements.text('summary', t('compare.all_units'))}{whole}</details>")
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


def _said(atlas: Atlas, drawing: Drawing, code: str, lang: str) -> str:
    cell = drawing.cell_of(code)
    return "" if cell is None else number_text(atlas, drawing, cell, lang=lang)


def _dots(atlas: Atlas, drawing: Drawing, lang: str) -> list[Dot]:
    found = []
    for cell, index in zip(drawing.cells, drawing.indices, strict=True):
        code = cell.unit.code
        if cell.value is None or index is None:
            continue
        rank = texts(lang)("compare.rank_of", rank=drawing.ranks[code], count=len(drawing.ranks))
        said = f"{unit_name(cell.unit, lang=lang)}: {_said(atlas, drawing, code, lang)}, {rank}"
        chosen = code == current_request().unit
        fill = drawing.classes.fills[index]
        found.append(Dot(cell.value, 0, fill, said, address_with(unit=code), chosen))
    return found


def _marks(atlas: Atlas, drawing: Drawing, lang: str) -> list[Level]:
    """Return where the province and its target stand on the strip: rates alone, not amounts."""
    t = texts(lang)
    view, indicator = drawing.view, drawing.indicator
    if indicator.kind != "rate":
        return []
    marks = []
    province = province_figure(atlas, view.indicator, view.year)
    if province.value is not None:
        said = cell_text(atlas, indicator, province, lang=lang)
        marks.append(Level(province.value, t("compare.province_at", value=said)))
    target = province_target(atlas, view.indicator)
    if target is not None and target.path in LEVEL_PATHS:
        said = target_text(indicator, target, lang=lang)
        words = t("compare.target", year=target.target_year, value=said)
        marks.append(Level(target.value_low, words))
    return marks


def table_html(
    atlas: Atlas, drawing: Drawing, codes: tuple[str, ...], *, label: str, lang: str
) -> str:
    """Return units with figure and rank, the highest first, the unknown last, as HTML."""
    t = texts(lang)
    last = len(drawing.ranks) + 1
    heads = "".join(
        f'<th scope="col"{" class=number" if at else ""}>{escape(each)}</th>'
        for at, each in enumerate((t("table.unit"), t("table.number"), t("table.rank")))
    )
    rows = []
    for code in sorted(codes, key=lambda code: drawing.ranks.get(code, last)):
        cell = drawing.cell_of(code)
        if cell is None:
            continue
        name = elements.turn(unit_name(cell.unit, lang=lang), address_with(unit=code))
        said = _said(atlas, drawing, code, lang) or t("legend.no_data")
        rank = str(drawing.ranks.get(code, "–"))
        css = ' class="chosen"' if code == current_request().unit else ""
        cells = elements.cell(said, css="number") + elements.cell(rank, css="number")
        rows.append(f'<tr{css}><th scope="row">{name}</th>{cells}</tr>')
    return scrolling_table(heads, "".join(rows), label=label)
