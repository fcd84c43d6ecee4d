"""The legend: classes with their colours, how many units each holds, and what is unknown."""

import streamlit as st

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.numbers import format_date
from geo.palettes import NO_DATA
from geo.texts import texts
from geo.wording import class_labels
from ui import markup

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
        _row(markup.swatch(fill), label, count, most, fill)
        for fill, label, count in zip(drawing.classes.fills, labels, drawing.counts, strict=True)
    ]
    word = t("legend.not_known") if drawing.kind == "ordinal" else t("legend.no_data")
    hatched = markup.swatch(NO_DATA, hatched=_HATCH)
    rows.append(_row(hatched, word, drawing.unknown, most, NO_DATA, title=t("basis_help.none")))
    outside = len(drawing.cells) - drawing.concerned
    if outside:
        explanation = t("basis_help.not_applicable")
        label = t("legend.not_applicable")
        rows.append(_row(markup.swatch(_WHITE), label, outside, most, _WHITE, title=explanation))
    table = markup.tag("table", "".join(rows), css="legend")
    return markup.tag("div", table + _below(atlas, drawing, lang), css="legend-box")


def _row(swatch: str, label: str, count: int, most: int, fill: str, *, title: str = "") -> str:
    width = round(100 * count / most, 1)
    bar = f'<span class="bar" style="width:{width}%;background:{fill}"></span>'
    name = markup.term(label, title) if title else markup.text("span", label)
    return (
        f"<tr><td>{swatch}</td><th scope='row'>{name}</th><td class='bars'>{bar}</td>"
        f"<td class='count'>{count}</td></tr>"
    )


def _below(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    t = texts(lang)
    parts = [
        markup.text("span", t("legend.coverage", known=drawing.known, concerned=drawing.concerned))
    ]
    carried = sum(cell.basis == "carried" for cell in drawing.cells)
    if carried:
        label = f"{t('legend.carried')} ({carried})"
        parts.append(markup.term(label, t("basis_help.carried")))
    if any(cell.pending for cell in drawing.cells):
        parts.append(markup.text("span", t("legend.pending")))
    list_date = atlas.zone.list_in_force(drawing.view.year)
    if drawing.kind == "zone" and list_date is not None:
        day = format_date(list_date, lang=lang)
        parts.append(markup.text("span", t("legend.zone_list", day=day)))
    if drawing.view.mode == "gap":
        parts.append(markup.text("span", t("legend.target_line")))
    if drawing.classes.bounds:
        parts.append(markup.term(t("legend.how"), t("legend.bounds_help")))
    return markup.tag("p", " · ".join(parts), css="small")
