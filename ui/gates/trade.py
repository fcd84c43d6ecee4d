"""Trade in each of its bases as charts of their own, pairs of exports and imports, targets."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from geo.documents.paper.years.chart import draw_years
from geo.documents.paper.years.plan import YearPlan, plan_said, series_plan, target_plan
from geo.facts.model import Indicator, Observation
from geo.figures.atlas import Atlas, Cell
from geo.figures.border.catalogue import bases, border_indicators
from geo.figures.border.flows import year_cells
from geo.figures.province_figures import province_unit
from geo.language.texts import pick, texts
from geo.reading.border.words import ratio_text, where_text
from geo.reading.values import indicator_name, period_text, quoted_text
from geo.targets.progress import progress_ahead
from ui.gates.aims import aims_html
from ui.gates.pairs import pairs_html
from ui.gates.taken_away import add_bases
from ui.markup import elements
from ui.markup.source_link import source_link
from ui.markup.table import table_html

SIZES = {"desk": (600, 240, 13.0), "phone": (340, 220, 12.0)}
"""Width, height and letters of a chart in pixels, by the class that shows one of them."""
_FEW = 2


def show_trade(atlas: Atlas, *, lang: str) -> None:
    """Show the bases of trade, exports with imports, the other series, and the targets."""
    t, counted = texts(lang), bases(atlas)
    cards = [
        *(card for each in counted for card in _cards(atlas, each, "province", lang, fewest=1)),
        *(card for each in counted for card in _cards(atlas, each, "zone", lang, fewest=1)),
    ]
    others = other_cards(atlas, "province", lang=lang)
    if not cards and not others:
        st.info(t("border.no_trade"))
    if cards:
        st.html(bases_html(atlas, counted, lang=lang))
        st.html(elements.tag("div", "".join(cards), css="border-cards"))
        add_bases(atlas, counted, lang=lang)
    st.html(pairs_html(atlas, lang=lang))
    if others:
        head = elements.text("h2", t("border.series_title"), css="page-title")
        st.html(head + elements.tag("div", "".join(others), css="border-cards"))
    st.html(aims_html(atlas, lang=lang))


def other_cards(atlas: Atlas, kind: str, *, lang: str) -> list[str]:
    """Return a card for each series of a kind of place that counts no trade on some basis."""
    counted = bases(atlas)
    return [
        card
        for each in border_indicators(atlas)
        if each not in counted
        for card in _cards(atlas, each, kind, lang, fewest=_FEW)
    ]


def bases_html(atlas: Atlas, counted: Sequence[Indicator], *, lang: str) -> str:
    """Return what each basis counts, and by how much the first two differ where both are known."""
    t = texts(lang)
    items = [
        t(
            "border.definition",
            name=indicator_name(each, lang=lang),
            text=pick(each, "definition", lang),
        )
        for each in counted
    ]
    listed = "".join(elements.text("li", each) for each in items)
    said = "".join(elements.text("p", each) for each in _ratios(atlas, counted, lang))
    head = elements.text("h2", t("border.bases_title"), css="page-title")
    why = elements.text("p", t("border.bases_why"))
    return head + why + elements.tag("ul", listed, css="small") + said


def _ratios(atlas: Atlas, counted: Sequence[Indicator], lang: str) -> list[str]:
    """Say how the two leading bases differ in the newest whole year that both have.

    Only of figures that are no bound: by how much "over 60" is more than 6 nobody knows.
    """
    if len(counted) < _FEW:
        return []
    observations, place = atlas.figures.observations, ("province", "", province_unit(atlas).code)
    first, second = (each.indicator_id for each in counted[:_FEW])
    years = set(observations.years(first, place)) & set(observations.years(second, place))
    found = [
        [row for each in (first, second) if (row := observations.figure(each, place, year))]
        for year in sorted(years)
    ]
    told = [rows for rows in found if all(_is_a_number(row) for row in rows)]
    return [ratio_text(atlas, *rows, lang=lang) for rows in told[-1:]]


def _is_a_number(row: Observation) -> bool:
    return row.value > 0 and row.qualifier in ("exact", "about")


def _cards(atlas: Atlas, indicator: Indicator, kind: str, lang: str, *, fewest: int) -> list[str]:
    """Return a card for each place of a kind that has years of an indicator."""
    return [
        series_html(atlas, indicator, (kind, code), cells, lang=lang)
        for code, cells in year_cells(atlas, indicator, kind).items()
        if len(cells) >= fewest
    ]


def series_html(
    atlas: Atlas,
    indicator: Indicator,
    place: tuple[str, str],
    cells: Sequence[Cell],
    *,
    lang: str,
) -> str:
    """Return the whole years of one indicator and place: chart, figures, sources.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The indicator, the only one on the axis.
    place
        Kind and code of the place.
    cells
        Its figures of whole years.
    lang
        Language.
    """
    t = texts(lang)
    name, where = indicator_name(indicator, lang=lang), where_text(atlas, *place, lang=lang)
    pieces = [elements.text("h3", name), elements.text("p", where, css="small")]
    plan = _plan(atlas, indicator, place[0], cells, lang)
    if len(cells) >= _FEW:
        pieces.append(_pictures(plan, f"{name}, {where}", lang))
    else:
        pieces.append(elements.text("p", t("border.only_one"), css="small"))
    if plan.marks.said:
        pieces.append(elements.text("p", plan.marks.said, css="small breaks"))
    heads = [t(f"border.column_{each}") for each in ("time", "value", "flag", "source")]
    rows = [_row(atlas, indicator, cell, lang) for cell in reversed(cells)]
    pieces.append(table_html(heads, rows))
    return elements.tag("section", "".join(pieces), css="border-card")


def _plan(
    atlas: Atlas, indicator: Indicator, kind: str, cells: Sequence[Cell], lang: str
) -> YearPlan:
    """Return what the chart shows, with the target ahead where the province has one."""
    unit = province_unit(atlas)
    measured = progress_ahead(atlas, indicator.indicator_id, unit) if kind == unit.level else None
    if measured is not None:
        return replace(target_plan(atlas, measured, lang=lang), year=None)
    return series_plan(atlas, indicator, cells, lang=lang)


def _pictures(plan: YearPlan, label: str, lang: str) -> str:
    said = f"{label}. {plan_said(plan, lang=lang)}"
    found = []
    for css, (width, height, size) in SIZES.items():
        drawn = draw_years(plan, width=width, height=height, size=size, lang=lang)
        image = elements.drawing(drawn.svg, label=said)
        style = f"max-width:{width}px"
        found.append(elements.with_breaks(image, drawn.breaks, css=css, style=style))
    return "".join(found)


def _row(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> list[str]:
    note = pick(cell.figure, "note", lang) if cell.figure else ""
    value = elements.text("span", quoted_text(atlas, indicator, cell, lang=lang))
    return [
        elements.text("span", period_text(cell, indicator, lang=lang)),
        value + (elements.text("small", note) if note else ""),
        elements.text("span", texts(lang)(f"flag.{cell.flag}")),
        source_link(atlas.facts.sources[cell.source_ids[0]], lang=lang),
    ]
