"""A form to be filled in by whoever holds the figures: for any indicators, units and years."""

from typing import TypeVar

import streamlit as st

from geo.documents.forms import MIME
from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas
from geo.imports.templates import LAYOUTS, Form, write_form
from geo.language.texts import pick, texts
from geo.reading.imprint import download_name
from geo.reading.values import indicator_name
from ui.session.choices import label_of, offer
from ui.session.state import current_request

_INDICATORS, _YEARS = "form_indicators", "form_years"
_YEARS_BACK = 10
Option = TypeVar("Option", bound=str)


def show_form(atlas: Atlas, *, lang: str) -> None:
    """Let the reader choose what a form asks for, at first what the map shows, and offer it."""
    t = texts(lang)
    facts, view = atlas.facts, current_request().view
    names = {key: indicator_name(each, lang=lang) for key, each in facts.indicators.items()}
    dates = {each.id: pick(each, "label", lang) for each in reversed(facts.province.vintages)}
    horizon = facts.province.horizon
    years = [str(year) for year in range(horizon, view.year - _YEARS_BACK - 1, -1)]
    levels = {each: t(f"bring.level_{each}") for each in LEVELS}
    layouts = {each: t(f"bring.layout_{each}") for each in LAYOUTS}
    with st.expander(t("bring.form"), key="bring_form"):
        st.caption(t("bring.form_help"))
        indicators = _several(t("bring.indicator"), _INDICATORS, names, [view.indicator], lang)
        row = st.columns(4)
        with row[0]:
            asked = _several(
                t("bring.years"), _YEARS, {each: each for each in years}, [str(view.year)], lang
            )
        level = _one(row[1], t("bring.level"), "form_level", levels, view.level, lang)
        vintage = _one(row[2], t("bring.vintage"), "form_vintage", dates, view.vintage, lang)
        layout = _one(row[3], t("bring.layout"), "form_layout", layouts, LAYOUTS[0], lang)
        form = Form(tuple(indicators), level, vintage, tuple(sorted(map(int, asked))), layout)
        st.download_button(
            t("bring.take_form"),
            lambda: write_form(facts, form, lang=lang),
            file_name=download_name(facts.province, t("file.form"), ending="xlsx", lang=lang),
            mime=MIME["xlsx"],
            icon=":material/download:",
            on_click="ignore",
            disabled=not (indicators and asked),
            key="bring_take_form",
        )


def _one(
    place: st.delta_generator.DeltaGenerator,
    label: str,
    name: str,
    names: dict[Option, str],
    first: Option,
    lang: str,
) -> Option:
    """Show a list, and return what this session has chosen of it."""
    kept = st.session_state.get(name, first)
    value = next((each for each in names if each == kept), first)

    def take(chosen: Option) -> None:
        st.session_state[name] = chosen

    offer(
        place.selectbox,
        label,
        list(names),
        value,
        name=f"{name}_list",
        lang=lang,
        take=take,
        format_func=lambda each: names.get(each, str(each)),
    )
    return value


def _several(
    label: str, name: str, names: dict[str, str], first: list[str], lang: str
) -> list[str]:
    """Show a list of many choices, and return those of this session that still can be chosen."""
    kept: list[str] = st.session_state.get(name, first)
    value = [each for each in kept if each in names]

    def take(chosen: list[str]) -> None:
        st.session_state[name] = chosen

    offer(
        st.multiselect,
        label,
        list(names),
        value,
        name=f"{name}_list",
        lang=lang,
        take=take,
        format_func=label_of(names),
    )
    return value
