"""The figures of a unit over the years as a small picture: on its card, beside a theme's maps."""

from collections.abc import Sequence

import streamlit as st

from geo.facts.model import Indicator, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.province_figures import province_unit
from geo.figures.view import View
from geo.language.texts import texts
from geo.reading.sources.words import cited
from geo.reading.values import cell_text, indicator_name
from geo.reading.year_marks import cell_marks
from geo.targets.goals import LEVEL_PATHS, goal_of, unit_target
from ui.markup import elements
from ui.markup.charts import trend_chart
from ui.markup.source_link import source_link


def trend_html(atlas: Atlas, indicator: Indicator, unit: Unit, *, lang: str) -> str:
    """Return a unit's figures over the years as picture and words; empty for fewer than two."""
    if indicator.kind == "ordinal" or (unit.level == "commune" and atlas.kind(indicator) == "zone"):
        return ""
    series = atlas.series(indicator.indicator_id, unit)
    if len(series) < 2:
        return ""
    marks = cell_marks(atlas, indicator.indicator_id, series, lang=lang)
    since = max((mark.year for mark in marks.breaks), default=0)
    comparable = [cell for cell in series if (cell.observed_year or 0) >= since]
    label = _label(atlas, indicator, comparable, lang)
    twin = elements.text("p", marks.said, css="small breaks") if marks.said else ""
    goal = _goal(atlas, indicator, unit)
    picture = trend_chart(
        series,
        marks,
        label=f"{label}. {marks.said}".strip(),
        lang=lang,
        decimals=indicator.decimals,
        goal=goal,
    )
    return picture + elements.text("p", label, css="small") + twin


def _label(atlas: Atlas, indicator: Indicator, series: Sequence[Cell], lang: str) -> str:
    """Say where figures that stand on one basis lead from and to."""
    first, last = series[0], series[-1]
    fields = {"last": cell_text(atlas, indicator, last, lang=lang), "last_year": last.observed_year}
    if len(series) == 1:
        return texts(lang)("card.trend_one", **fields)
    fields |= {"first": cell_text(atlas, indicator, first, lang=lang)}
    fields |= {"first_year": first.observed_year, "count": len(series)}
    return texts(lang)("card.trend", **fields)


def _goal(atlas: Atlas, indicator: Indicator, unit: Unit) -> float | None:
    target = unit_target(atlas, indicator.indicator_id, unit)
    if target is None or target.path not in LEVEL_PATHS:
        return None
    asked = goal_of(target, indicator)
    return asked.high if asked.low is None else asked.low


def show_beside(atlas: Atlas, view: View, *, lang: str) -> None:
    """Show the series of the province that a theme has beside its maps, under its own title."""
    content = beside_html(atlas, view, lang=lang)
    if content:
        with st.container(border=True, key="beside"):
            st.html(content)


def beside_html(atlas: Atlas, view: View, *, lang: str) -> str:
    """Return the series beside a view as HTML; empty where there is none or the view shows it."""
    facts = atlas.facts
    own = facts.indicators[view.indicator]
    theme = next(each for each in facts.province.themes if each.id == own.theme)
    if not theme.beside or theme.beside == view.indicator:
        return ""
    indicator = facts.indicators[theme.beside]
    province = province_unit(atlas)
    series = atlas.series(indicator.indicator_id, province)
    picture = trend_html(atlas, indicator, province, lang=lang)
    if not picture:
        return ""
    t = texts(lang)
    title = t("card.beside_title", name=indicator_name(indicator, lang=lang))
    source = facts.sources[series[-1].source_ids[0]]
    link = source_link(source, words=cited(source, lang=lang), lang=lang)
    words = elements.text("span", t("card.sources")) + " " + link
    pieces = [elements.text("h3", title), picture, elements.tag("p", words, css="small")]
    return elements.tag("div", "".join(pieces), css="card")
