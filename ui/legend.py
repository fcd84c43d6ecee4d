"""The legend: classes with their colours, how many units each holds, and what is unknown."""

import streamlit as st

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.palettes import NO_DATA
from geo.texts import texts
from geo.wording import class_labels
from ui import html

_HATCH = "#8d8d8d"
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
        _row(html.swatch(fill), label, count, most, fill)
        for fill, label, count in zip(drawing.classes.fills, labels, drawing.counts, strict=True)
    ]
    word = t("legend.not_known") if drawing.kind == "ordinal" else t("legend.no_data")
    hatched = html.swatch(NO_DATA, hatched=_HATCH)
    rows.append(_row(hatched, word, drawing.unknown, most, NO_DATA, title=t("basis_help.none")))
    outside = len(drawing.cells) - drawing.concerned
    if outside:
        explanation = t("basis_help.not_applicable")
        label = t("legend.not_applicable")
        rows.append(_row(html.swatch(_WHITE), label, outside, most, _WHITE, title=explanation))
    table = html.tag("table", "".join(rows), css="legend")
    return html.tag("div", table + _below(drawing, lang), css="legend-box")


def _row(swatch: str, label: str, count: int, most: int, fill: str, *, title: str = "") -> str:
    width = round(100 * count / most, 1)
    bar = f'<span class="bar" style="width:{width}%;background:{fill}"></span>'
    name = html.term(label, title) if title else html.text("span", label)
    return (
        f"<tr><td>{swatch}</td><th scope='row'>{name}</th><td class='bars'>{bar}</td>"
        f"<td class='count'>{count}</td></tr>"
    )


def _below(drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    parts = [
        html.text("span", t("legend.coverage", known=drawing.known, concerned=drawing.concerned))
    ]
    carried = sum(cell.basis == "carried" for cell in drawing.cells)
    if carried:
        label = f"{t('legend.carried')} ({carried})"
        parts.append(html.term(label, t("basis_help.carried")))
    if any(cell.pending for cell in drawing.cells):
        parts.append(html.text("span", t("legend.pending")))
    if drawing.view.mode == "gap":
        parts.append(html.text("span", t("legend.target_line")))
    if drawing.classes.bounds:
        parts.append(html.term(t("legend.how"), t("legend.bounds_help")))
    return html.tag("p", " · ".join(parts), css="small")
