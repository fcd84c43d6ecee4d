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
from ui.map.turning.turn import Turn
from ui.markup import elements
from ui.markup.labels import literal
from ui.session.state import current_request, keep, shown_atlas

LOW_COVERAGE = 0.2


def coverage_words(drawing: Drawing, *, lang: str) -> str:
    """Say that a view covers less than a fifth of its units; empty where it covers more."""
    if drawing.coverage >= LOW_COVERAGE or not drawing.concerned:
        return ""
    number = format_number(100 * drawing.coverage, decimals=0, lang=lang)
    share = with_unit(number, "%", lang=lang)
    units = units_text(drawing, lang=lang)
    return texts(lang)("note.low_coverage", share=share, known=drawing.known, units=units)


def fuller_view(atlas: Atlas, drawing: Drawing) -> View | None:
    """Return the view to lead to from one that shows little, if there is a fuller one."""
    best = best_covered(atlas, drawing.view)
    return best if best is not None and coverage(atlas, best) > drawing.coverage else None


def show_coverage_note(drawing: Drawing, request: Request, turn: Turn) -> DeltaGenerator | None:
    """Say so where a view covers less than a fifth of its units, and return the row for it.

    The words follow the year: `turn` takes their place. Until they come, the same words keep it.
    """
    words = coverage_words(drawing, lang=request.lang)
    if not words:
        return None
    row = st.container(key="coverage_note", horizontal=True, vertical_alignment="center")
    with row:
        st.html(elements.text("p", words, css="low-coverage first"), width="content")
        turn.hold("note", width="content")
    return row


def show_what_helps(atlas: Atlas, drawing: Drawing, request: Request, turn: Turn) -> None:
    """Offer the fullest view of an indicator, and a form for the figures that are missing."""
    t = texts(request.lang)
    best = fuller_view(atlas, drawing)
    if best is not None:
        st.button(
            literal(t("note.open_best", title=view_title(atlas, best, lang=request.lang))),
            type="tertiary",
            icon=":material/arrow_forward:",
            on_click=lambda: keep(turned(shown_atlas(), current_request(), best)),
        )
    if drawing.kind != "zone":
        _offer_form(atlas, turn, request)


def _offer_form(atlas: Atlas, turn: Turn, request: Request) -> None:
    """Offer a form for the indicator, the year and the units of a view, at one click."""
    lang, view = request.lang, request.view
    t = texts(lang)

    def write() -> bytes:
        # the year that the page shows by then
        form = Form((view.indicator,), view.level, view.vintage, (turn.year,))
        return write_form(atlas.facts, form, lang=lang)

    st.download_button(
        t("note.take_form"),
        write,
        file_name=download_name(
            atlas.facts.province, t("file.form"), view.indicator, ending="xlsx", lang=lang
        ),
        mime=MIME["xlsx"],
        icon=":material/assignment:",
        type="tertiary",
        on_click="ignore",
        key="note_take_form",
    )
