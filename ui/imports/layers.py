"""Boundary layers that were brought to the page: what they are, what is wrong, publishing them."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.imports.findings import Finding
from geo.imports.layers import LayersDraft
from geo.imports.report import report_csv
from geo.language.texts import texts
from ui.imports.brought import drop
from ui.imports.outcome import show_outcome
from ui.imports.questions import place_text
from ui.imports.report import offer_report
from ui.markup import elements


def show_layers(atlas: Atlas, made: LayersDraft, *, lang: str) -> None:
    """Show what a file has in the place of drawn layers, and offer to publish it."""
    t = texts(lang)
    counts = {"file": made.name, "units": made.units, "layers": ", ".join(made.layers)}
    with st.container(horizontal=True, vertical_alignment="center", key="bring_summary"):
        key = "bring.layers" if made.layers else "bring.no_layers"
        st.html(elements.text("p", t(key, **counts)))
        st.button(t("bring.drop"), key="bring_drop", on_click=drop, type="tertiary")
    for name, found in (("faults", made.faults), ("warnings", made.warnings)):
        if found:
            head = t(f"bring.{name}", count=len(found))
            st.html(elements.text("h2", head, css="part-title"))
            lines = [_line(each, lang) for each in found]
            st.html(elements.notice(lines, fault=name == "faults"))
    if made.faults or made.warnings:
        offer_report(atlas, {"csv": lambda: report_csv(made, lang=lang)}, lang)
    show_outcome(made, lang=lang)


def _line(each: Finding, lang: str) -> str:
    """Say what is wrong in a sentence, after its place: a layer has no cells to be listed by."""
    place = place_text(each.sheet, each.column, each.row) if each.key == "layer_fault" else ""
    parts = (place, each.shown_value(lang), each.message(lang))
    return ": ".join(part for part in parts if part)
