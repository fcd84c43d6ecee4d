"""What a file does not say itself, said for all of it: indicator, boundaries, year, flag."""

from collections.abc import Callable

import streamlit as st

from geo.facts.model import WRITTEN_FLAGS
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.reading.values import indicator_name
from ui.imports.brought import Brought, say
from ui.session.choices import label_of, offer

_FIRST_YEAR = 1990


def show_asked(atlas: Atlas, held: Brought, *, lang: str) -> None:
    """Let the reader say what the file leaves open."""
    t = texts(lang)
    facts, asked = atlas.facts, held.asked
    names = {key: indicator_name(each, lang=lang) for key, each in facts.indicators.items()}
    dates = {each.id: pick(each, "label", lang) for each in reversed(facts.province.vintages)}
    last = max(facts.province.horizon, _FIRST_YEAR)
    years = [str(year) for year in range(last, _FIRST_YEAR - 1, -1)]
    flags = {flag: t(f"flag.{flag}") for flag in WRITTEN_FLAGS}
    with st.expander(t("bring.asked")):
        st.caption(t("bring.asked_help"))
        row = st.columns([2, 2, 1, 1])
        _field(row[0], "indicator", names, asked.indicator, lang)
        _field(row[1], "vintage", dates, asked.vintage, lang)
        _field(
            row[2],
            "year",
            {year: year for year in years},
            str(asked.year or ""),
            lang,
            meant=lambda year: int(year) if year else None,
        )
        _field(row[3], "flag", flags, asked.flag, lang)


def _field(
    place: st.delta_generator.DeltaGenerator,
    name: str,
    labels: dict[str, str],
    value: str,
    lang: str,
    *,
    meant: Callable[[str], object] = str,
) -> None:
    t = texts(lang)
    offer(
        place.selectbox,
        t(f"bring.{name}"),
        ["", *labels],
        value,
        name=f"asked_{name}",
        lang=lang,
        take=lambda chosen: say(**{name: meant(chosen)}),
        format_func=label_of({"": t("bring.as_file"), **labels}),
    )
