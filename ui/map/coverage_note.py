"""A word above a map that shows little: how little, and where more is known."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.numbers import format_number, with_unit
from geo.language.texts import texts
from geo.reading.sentences import units_text, view_title
from geo.views.drawing import Drawing
from geo.views.request import Request, best_covered, coverage
from geo.views.turns import turned
from ui.session.state import current_request, keep, shown_atlas

LOW_COVERAGE = 0.2


def show_coverage_note(atlas: Atlas, drawing: Drawing, request: Request) -> None:
    """Say so where a view covers less than a fifth of its units, and offer the fullest view."""
    if drawing.coverage >= LOW_COVERAGE or not drawing.concerned:
        return
    t = texts(request.lang)
    best = best_covered(atlas, request.view)
    number = format_number(100 * drawing.coverage, decimals=0, lang=request.lang)
    share = with_unit(number, "%", lang=request.lang)
    units = units_text(drawing, lang=request.lang)
    message = t("note.low_coverage", share=share, known=drawing.known, units=units)
    offers = best is not None and coverage(atlas, best) > drawing.coverage
    with st.container(key="coverage_note", horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/info: {message}")
        if best is not None and offers:
            st.button(
                t("note.open_best", title=view_title(atlas, best, lang=request.lang)),
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=lambda: keep(turned(shown_atlas(), current_request(), best)),
            )
