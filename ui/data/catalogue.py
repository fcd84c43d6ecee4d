"""The catalogue of indicators with its coverage."""

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from geo.figures.atlas import Atlas
from geo.figures.years_known import Coverage, catalogue
from geo.language.texts import pick, texts
from geo.places.search import fold
from geo.reading.values import indicator_name, indicator_unit
from ui.markup import elements
from ui.session.choices import kept_choice, label_of

_LETTER, _PADDING, _LEAST = 7.2, 18, 76
"""Pixels: of a letter of the table, around a cell, and of a column without figures."""
_RUNS = 4
"""Most runs of years that are listed; of more, the ends and the number tell enough."""


def show_catalogue(atlas: Atlas, *, lang: str) -> None:
    """Show every indicator with definition, unit and the years known at each level."""
    t = texts(lang)
    themes = {theme.id: theme for theme in atlas.facts.province.themes}
    places = st.columns([1, 2])
    names = {"": t("data.all_themes")}
    names |= {key: _theme(theme, lang) for key, theme in themes.items()}
    chosen = kept_choice(
        places[0].selectbox,
        t("control.theme"),
        list(names),
        name="d_theme",
        lang=lang,
        format_func=label_of(names),
    )
    words = places[1].text_input(t("data.find"), key="d_words", live="300ms")
    rows = [
        _catalogue_row(atlas, each, lang)
        for each in catalogue(atlas)
        if chosen in ("", each.indicator.theme)
    ]
    _show(rows, words, lang)
    st.caption(t("data.coverage_note"))


def _theme(theme: object, lang: str) -> str:
    return pick(theme, "name", lang)


def _catalogue_row(atlas: Atlas, coverage: Coverage, lang: str) -> dict[str, str]:
    t = texts(lang)
    indicator = coverage.indicator
    apart = [atlas.facts.indicators[key] for key in indicator.never_mix_with]
    definition = pick(indicator, "definition", lang)
    return {
        t("control.indicator"): indicator_name(indicator, lang=lang),
        t("data.unit"): indicator_unit(indicator, lang=lang),
        t("data.province"): _spans(coverage.province, lang),
        t("data.districts"): _counted(coverage.districts, lang),
        t("data.communes"): _counted(coverage.communes, lang),
        t("data.gates"): _spans(coverage.gates, lang),
        t("data.definition"): definition,
        t("data.apart"): "; ".join(indicator_name(each, lang=lang) for each in apart),
        t("data.code"): indicator.indicator_id,
    }


def _spans(years: tuple[int, ...], lang: str) -> str:
    """Write years with runs joined, 2006, 2017–2020, or of many runs the ends and the number."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    if len(runs) > _RUNS:
        return texts(lang)("data.many_years", first=years[0], last=years[-1], count=len(years))
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def _counted(by_year: dict[int, int], lang: str) -> str:
    """Write the largest number of units with a figure, and the years: 11: 1998–2018."""
    return f"{max(by_year.values())}: {_spans(tuple(by_year), lang)}" if by_year else ""


def _show(rows: list[dict[str, str]], words: str, lang: str) -> None:
    """Show the rows that hold the words looked for, whatever their diacritics."""
    wanted = fold(words or "")
    found = [row for row in rows if wanted in fold(" ".join(row.values()))]
    if not found:
        st.html(elements.notice([texts(lang)("data.nothing", words=words)]))
        return
    st.dataframe(
        pd.DataFrame(found),
        hide_index=True,
        height=min(560, 38 + 35 * len(found)),
        column_config=_wide_enough(found, lang),
    )


def _wide_enough(rows: list[dict[str, str]], lang: str) -> dict[str, ColumnConfig]:
    """Give every column of years the room that its longest cell takes."""
    t = texts(lang)
    names = [t(f"data.{each}") for each in ("province", "districts", "communes", "gates")]
    longest = {name: max(len(row[name]) for row in [{name: name}, *rows]) for name in names}
    return {
        name: st.column_config.TextColumn(width=max(_LEAST, round(letters * _LETTER) + _PADDING))
        for name, letters in longest.items()
    }
