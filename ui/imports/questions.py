"""What only a person can say of a file: each question with its answers to choose from."""

from zlib import crc32

import streamlit as st

from geo.figures.atlas import Atlas
from geo.imports.asking import (
    LEAVE_OUT,
    Choice,
    Question,
    indicator_choices,
    unit_choices,
)
from geo.imports.draft import Draft
from geo.language.texts import texts
from geo.places.units import level_units
from ui.imports.brought import answer, answers, ask_names_again
from ui.markup import elements
from ui.session.choices import label_of, offer

MOST = 20
"""Questions on the page at once."""
_LEFT_OUT = ("unit", "indicator")
"""Kinds whose rows or columns may be left out."""


def show_questions(atlas: Atlas, made: Draft, *, lang: str) -> None:
    """Show the open questions, and the answers given before with the way to change them."""
    t = texts(lang)
    if made.questions:
        head = t("bring.questions", count=len(made.questions))
        st.html(elements.text("h2", head, css="part-title"))
        for question in made.questions[:MOST]:
            _ask(atlas, made, question, lang)
        if len(made.questions) > MOST:
            st.caption(t("bring.more_questions", count=len(made.questions) - MOST))
    known = sum(each.key == "known_name" for each in made.warnings)
    if known:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(t("bring.known_names", count=known))
            st.button(
                t("bring.ask_names"),
                key="bring_ask_names",
                on_click=ask_names_again,
                type="tertiary",
            )
    given = len(answers())
    if given:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(t("bring.answered", count=given))
            st.button(t("bring.forget"), key="bring_forget", on_click=_forget, type="tertiary")


def _ask(atlas: Atlas, made: Draft, question: Question, lang: str) -> None:
    t = texts(lang)
    about = question.about
    labels = {each.value: each.label(lang) for each in _choices(atlas, made, question)}
    if question.kind in _LEFT_OUT:
        labels[LEAVE_OUT] = t("bring.leave_out")
    place = elements.text("span", place_text(about.sheet, about.column, about.row), css="small")
    value = elements.text("b", about.shown_value(lang)) if about.value else ""
    words = elements.text("span", f"{about.message(lang)} – {about.remedy(lang)}")
    st.html(elements.tag("p", f"{place} {value} {words}"))
    offer(
        st.selectbox,
        t("bring.answer"),
        ["", *labels],
        "",
        name=f"answer_{crc32(question.id.encode()):08x}",
        lang=lang,
        rests_on=tuple(labels),
        take=lambda value: answer(question.id, value),
        format_func=label_of({"": t("bring.choose"), **labels}),
        label_visibility="collapsed",
    )


def _choices(atlas: Atlas, made: Draft, question: Question) -> tuple[Choice, ...]:
    """Return the likeliest answers first, then all that can be meant."""
    facts = atlas.facts
    if question.kind == "year":
        years = range(facts.province.horizon, 1989, -1)
        return tuple(Choice(str(year), str(year), str(year)) for year in years)
    rest: tuple[Choice, ...] = ()
    if question.kind == "indicator":
        rest = indicator_choices(tuple(facts.indicators.values()))
    if question.kind == "unit" and made.vintage:
        rest = unit_choices(facts, level_units(facts, level="commune", vintage=made.vintage))
    first = {each.value for each in question.choices}
    return (*question.choices, *(each for each in rest if each.value not in first))


def _forget() -> None:
    for question in tuple(answers()):
        answer(question, "")


def place_text(sheet: str, column: str, row: int | None) -> str:
    """Say where in a file something stands, as a spreadsheet does: "Sheet1!C12"."""
    cell = f"{column}{row or ''}"
    return "!".join(each for each in (sheet, cell) if each)
