"""A word above a map that shows little: how little, where more is known, a form for the rest."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.documents.forms import MIME
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.imports.templates import Form, write_form
from geo.language.numbers import format_number, with_unit
from geo.language.texts import texts
from geo.reading.imprint import download_name
from geo.reading.sentences import units_text, view_title
from geo.views.drawing import Drawing
from geo.views.request import Request, best_covered, coverage
from geo.views.turns import turned
from ui.markup import elements
from ui.markup.labels import literal
from ui.session.state import current_request, keep, shown_atlas

LOW_COVERAGE = 0.2


def show_coverage_note(drawing: Drawing, request: Request) -> DeltaGenerator | None:
    """Say so where a view covers less than a fifth of its units, and return the row for it."""
    if drawing.coverage >= LOW_COVERAGE or not drawing.concerned:
        return None
    number = format_number(100 * drawing.coverage, decimals=0, lang=request.lang)
    share = with_unit(number, "%", lang=request.lang)
    units = units_text(drawing, lang=request.lang)
    message = texts(request.lang)(
        "note.low_coverage", share=share, known=drawing.known, units=units
    )
    row = st.container(key="coverage_note", horizontal=True, vertical_alignment="center")
    row.html(elements.text("p", message, css="low-coverage"), width="content")
    return row


def show_what_helps(atlas: Atlas, drawing: Drawing, request: Request) -> None:
    """Offer the fullest view of an indicator, and a form for the figures that are missing."""
    t = texts(request.lang)
    best = best_covered(atlas, request.view)
    if best is not None and coverage(atlas, best) > drawing.coverage:
        st.button(
            literal(t("note.open_best", title=view_title(atlas, best, lang=request.lang))),
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=lambda: keep(turned(shown_atlas(), current_request(), best)),
        )
    if drawing.kind != "zone":
        _offer_form(atlas, drawing.view, request.lang)


def _offer_form(atlas: Atlas, view: View, lang: str) -> None:
    """Offer a form for the indicator, the year and the units of a view, at one click."""
    t = texts(lang)
    form = Form((view.indicator,), view.level, view.vintage, (view.year,))
    st.download_button(
        t("note.take_form"),
        lambda: write_form(atlas.facts, form, lang=lang),
        file_name=download_name(
            atlas.facts.province, t("file.form"), view.indicator, ending="xlsx", lang=lang
        ),
        mime=MIME["xlsx"],
        icon=":material/assignment:",
        type="tertiary",
        on_click="ignore",
        key="note_take_form",
    )
