"""The legend: classes with their colours, how many units each holds, and what is unknown."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.legend import legend_notes
from geo.reading.values import class_labels
from geo.views.drawing import Drawing
from geo.views.palettes import NO_DATA
from ui.html import elements

_WHITE = "#ffffff"


def show_legend(atlas: Atlas, drawing: Drawing, *, lang: str) -> None:
    """Write the legend, which is also a histogram of the units over the classes."""
    st.html(legend_html(atlas, drawing, lang=lang))


def legend_html(atlas: Atlas, drawing: Drawing, *, lang: str) -> str:
    """Return the legend as HTML."""
    t = texts(lang)
    labels = class_labels(atlas, drawing, lang=lang)
    most = max([*drawing.counts, drawing.unknown, 1])
    rows = [
        _row(elements.swatch(fill), label, count, most, fill)
        for fill, label, count in zip(drawing.classes.fills, labels, drawing.counts, strict=True)
    ]
    word = t("legend.not_known") if drawing.kind == "ordinal" else t("legend.no_data")
    hatched, why = elements.hatched_swatch(), t("basis_help.none")
    rows.append(_row(hatched, word, drawing.unknown, most, NO_DATA, title=why))
    outside = len(drawing.cells) - drawing.concerned
    if outside:
        explanation = t("basis_help.not_applicable")
        label = t("legend.not_applicable")
        rows.append(_row(elements.swatch(_WHITE), label, outside, most, _WHITE, title=explanation))
    table = elements.tag("table", "".join(rows), css="legend")
    return elements.tag("div", table + _below(atlas, drawing, lang), css="legend-box")


def _row(swatch: str, label: str, count: int, most: int, fill: str, *, title: str = "") -> str:
    width = round(100 * count / most, 1)
    bar = f'<span class="bar" style="width:{width}%;background:{fill}"></span>'
    name = elements.term(label, title) if title else elements.text("span", label)
    return (
        f"<tr><td>{swatch}</td><th scope='row'>{name}</th><td class='bars'>{bar}</td>"
        f"<td class='count'>{count}</td></tr>"
    )


def _below(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    notes = legend_notes(atlas, drawing, lang=lang)
    # the gates are told beside the map; what a class is stands in a tip
    shown = {key: elements.text("span", note) for key, note in notes.items() if key != "gates"}
    if "carried" in notes:
        shown["carried"] = elements.term(notes["carried"], t("basis_help.carried"))
    if "bounds" in notes:
        shown["bounds"] = elements.term(t("legend.how"), notes["bounds"])
    return elements.tag("p", " · ".join(shown.values()), css="small")
