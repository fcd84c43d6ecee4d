"""Figures over the years: on the card, beside a theme's maps, in the place of the map."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from geo.documents.paper.years.chart import draw_years
from geo.documents.paper.years.plan import plan_said, province_plan, series_plan
from geo.facts.model import Indicator, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.province_figures import province_unit
from geo.figures.view import View
from geo.language.texts import texts
from geo.reading.sources.words import cited, cited_all
from geo.reading.values import indicator_name, quoted_text
from geo.reading.year_marks import cell_marks
from geo.targets.goals import LEVEL_PATHS, goal_of, unit_target
from geo.views.drawing import Drawing
from ui.markup import elements
from ui.markup.charts import trend_chart
from ui.markup.source_link import source_link

SIZES = {"narrow": (350, 320, 12.0), "middle": (930, 395, 14.0), "wide": (1340, 700, 18.0)}
"""Width and height of each drawing in pixels, and of its letters: a phone, a desk, a projector."""


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
    plan = series_plan(atlas, indicator, series, goal=goal, lang=lang)
    plan = replace(plan, unit="")
    picture = trend_chart(plan, lang=lang)
    return picture + elements.text("p", label, css="small") + twin


def _label(atlas: Atlas, indicator: Indicator, series: Sequence[Cell], lang: str) -> str:
    """Say where figures that stand on one basis lead from and to."""
    first, last = series[0], series[-1]
    said = quoted_text(atlas, indicator, last, lang=lang)
    fields = {"last": said, "last_year": last.observed_year}
    if len(series) == 1:
        return texts(lang)("card.trend_one", **fields)
    fields |= {"first": quoted_text(atlas, indicator, first, lang=lang)}
    fields |= {"first_year": first.observed_year, "count": len(series)}
    return texts(lang)("card.trend", **fields)


def _goal(atlas: Atlas, indicator: Indicator, unit: Unit) -> float | None:
    target = unit_target(atlas, indicator.indicator_id, unit)
    if target is None or target.path not in LEVEL_PATHS:
        return None
    asked = goal_of(target, indicator)
    return asked.high if asked.low is None else asked.low


def show_beside(atlas: Atlas, view: View, *, unit: str, lang: str) -> None:
    """Show the series of the province that a theme has beside its maps, under its own title."""
    content = beside_html(atlas, view, unit=unit, lang=lang)
    if content:
        with st.container(border=True, key="beside"):
            st.html(content)


def beside_html(atlas: Atlas, view: View, *, unit: str = "", lang: str) -> str:
    """Return the series beside a view as HTML; empty where there is none or the view shows it.

    Without a selected unit the card is the province's, and may have the series already.
    """
    facts = atlas.facts
    own = facts.indicators[view.indicator]
    theme = next(each for each in facts.province.themes if each.id == own.theme)
    on_card = "" if unit else atlas.above_communes(view.indicator)
    if theme.beside in ("", view.indicator, on_card):
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


def show_province_chart(atlas: Atlas, drawing: Drawing, *, lang: str) -> None:
    """Lay the chart over the map's frame, which keeps its place for the next level."""
    st.html(province_chart_html(atlas, drawing, lang=lang))


def province_chart_html(atlas: Atlas, drawing: Drawing, *, lang: str) -> str:
    """Return the chart of the province's figures as HTML.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        A drawing of the province.
    lang
        Language.

    Returns
    -------
    html : str
        The chart in every size, with target, breaks and the sources of all its years; words
        where no year has a figure.
    """
    t = texts(lang)
    series = atlas.series(drawing.indicator.indicator_id, province_unit(atlas))
    plan = province_plan(atlas, drawing, lang=lang)
    if plan is None:
        name = elements.text("h2", indicator_name(drawing.indicator, lang=lang))
        none = elements.text("p", t("reading.province_none", year=drawing.view.year))
        return elements.tag("div", name + none, css="province-chart")
    newest = quoted_text(atlas, drawing.indicator, series[-1], lang=lang)
    name = indicator_name(drawing.indicator, lang=lang)
    label = f"{name}: {newest}. {plan_said(plan, lang=lang)}"
    pictures = []
    for css, (width, height, size) in SIZES.items():
        drawn = draw_years(plan, width=width, height=height, size=size, lang=lang)
        image = elements.drawing(drawn.svg, label=label)
        pictures.append(
            elements.with_breaks(image, drawn.breaks, css=css, style=f"max-width:{width}px")
        )
    below = [plan.marks.said, _sources(atlas, series, lang)]
    lines = "".join(elements.text("p", line, css="small") for line in below if line)
    return elements.tag("div", "".join(pictures) + lines, css="province-chart")


def _sources(atlas: Atlas, series: tuple[Cell, ...], lang: str) -> str:
    """Name the sources of all years, those of the newest first."""
    t = texts(lang)
    keys = list(dict.fromkeys(key for cell in reversed(series) for key in cell.source_ids))
    return t("card.chart_sources", sources=cited_all(atlas.facts, keys, lang=lang))
