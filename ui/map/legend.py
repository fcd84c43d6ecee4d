"""The legend: classes with their colours, how many units each holds, and what is unknown."""

from collections.abc import Sequence

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.legend import LegendRow, legend_notes, legend_rows
from geo.views.drawing import Drawing
from geo.views.symbols import weak
from ui.markup import elements

_GATES = ("gates", "gate_marks")
_EXPLAINED = {"unknown": "basis_help.none", "outside": "basis_help.not_applicable"}
"""Rows whose meaning is told on hover, by the key of the text."""


def show_legend(
    atlas: Atlas, drawing: Drawing, *, lang: str, kept: Sequence[bool] | None = None
) -> None:
    """Write the legend, which is also a histogram of the units over the classes.

    Pointing at a class, or pressing it, lights its units up on the map of the page.
    """
    st.html(legend_html(atlas, drawing, lang=lang, kept=kept, linked=True))


def legend_html(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    linked: bool = False,
) -> str:
    """Return the legend as HTML; the parameters are those of `legend_rows`.

    The classes of a `linked` one can be pressed: it stands beside its map, nearer than any other.
    """
    rows = legend_rows(atlas, drawing, lang=lang, kept=kept)
    most = max(1, *(row.count for row in rows))
    lit = [_lit(drawing, row, rows) if linked and row.count else "" for row in rows]
    content = "".join(_row(row, most, lang, lit=at) for row, at in zip(rows, lit, strict=True))
    table = elements.tag("table", content, css="legend")
    return elements.tag("div", table + _below(atlas, drawing, lang, kept), css="legend-box")


def _lit(drawing: Drawing, row: LegendRow, rows: Sequence[LegendRow]) -> str:
    """Return the class of a row as the frame knows it; empty where it is not one alone."""
    if row.meaning == "unknown":
        return "none"
    fills = drawing.classes.fills
    alone = sum(each.fill == row.fill and each.meaning == row.meaning for each in rows) == 1
    return str(fills.index(row.fill)) if alone and row.fill in fills else ""


def _row(row: LegendRow, most: int, lang: str, *, lit: str) -> str:
    swatch = elements.swatch(row.symbol)
    width = round(100 * row.shown / most, 1)
    bar = f'<span class="bar" style="width:{width:g}%;background:{row.fill}"></span>'
    bar = bar if row.shown else ""
    name = elements.text("span", row.label)
    if row.meaning in _EXPLAINED:
        name = elements.term(row.label, texts(lang)(_EXPLAINED[row.meaning]))
    known = f' data-class="{lit}"' if lit else ""
    name = elements.lighting(name) if lit else name
    return (
        f"<tr{known}><td>{swatch}</td><th scope='row'>{name}</th><td class='bars'>{bar}</td>"
        f"<td class='count'>{row.counted}</td></tr>"
    )


def _below(atlas: Atlas, drawing: Drawing, lang: str, kept: Sequence[bool] | None) -> str:
    t = texts(lang)
    notes = legend_notes(atlas, drawing, lang=lang, kept=kept)
    # the gates are told beside the map; what a class is stands in a tip
    shown = {key: elements.text("span", note) for key, note in notes.items() if key not in _GATES}
    if "carried" in notes:
        shown["carried"] = elements.term(notes["carried"], t("basis_help.carried"))
    if "pending" in notes:
        fill = next(
            drawing.classes.fills[index or 0]
            for cell, index in zip(drawing.cells, drawing.indices, strict=True)
            if cell.pending
        )
        shown["pending"] = elements.swatch(weak(fill)) + " " + shown["pending"]
    if "bounds" in notes:
        shown["bounds"] = elements.term(t("legend.how"), notes["bounds"])
    return elements.tag("p", " · ".join(shown.values()), css="small")
