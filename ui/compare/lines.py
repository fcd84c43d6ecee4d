"""Up to eight units over the years, beside their district and the province."""

from html import escape

import streamlit as st

from geo.documents.tables.comparison import compared_file_name, lines_csv
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.breaks import breaks_of
from geo.figures.view import View
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.compare.titles import lines_title
from geo.reading.values import indicator_unit, target_text, value_text
from geo.targets.goals import LEVEL_PATHS, province_target
from geo.views.compare.asked import asked_units
from geo.views.compare.lines import MOST_UNITS, UnitLine, unit_lines
from ui.compare.controls import replaced, show_indicator, show_place
from ui.compare.plots import Level, Trace, lines_html
from ui.compare.table import offer_csv, scrolling_table
from ui.compare.unit import sources_html
from ui.markup import elements
from ui.session.choices import label_of, offer
from ui.session.pages import name_window
from ui.session.state import current_request, extra, hold_extra, set_extra

COLOURS = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7"),
    *("#e69f00", "#56b4e9", "#7f5539", "#6a3d9a"),
)
"""Of the units: eight that colour-blind readers tell apart (Okabe and Ito), the last two darker."""
_ABOVE = {"district": "#6a757b", "province": "#111111"}


def show_lines(atlas: Atlas, *, lang: str) -> None:
    """Show the lines, what they are, and their figures as a table."""
    t = texts(lang)
    view = current_request().view.on(mode="value", latest=False)
    units, was_replaced = asked_units(atlas, view, extra("units"), current_request().unit)
    replaced(("units",) if was_replaced else ())
    _controls(atlas, view, units, lang)
    hold_extra("units", ",".join(unit.code for unit in units))
    lines = unit_lines(atlas, view.indicator, units)
    if not any(line.cells for line in lines):
        st.info(t("compare.no_lines"))
        return
    title = lines_title(atlas, view, lang=lang)
    name_window(atlas, title, lang=lang)
    st.html(elements.text("h2", title, css="page-title"))
    chart, key = st.columns([2.2, 1], gap="medium")
    with chart:
        st.html(chart_html(atlas, view, lines, title=title, lang=lang))
    with key:
        st.html(key_html(atlas, view, lines, lang=lang))
        st.html(notes_html(atlas, view, lang=lang))
    st.html(table_html(atlas, view, lines, lang=lang))
    offer_csv(
        compared_file_name(atlas, view, title, lang=lang),
        lambda: lines_csv(view.indicator, lines, lang=lang),
        lang=lang,
    )
    cells = [cell for line in lines for cell in line.cells]
    st.html(sources_html(atlas, cells, lang=lang))


def _controls(atlas: Atlas, view: View, units: tuple[Unit, ...], lang: str) -> None:
    with st.container(key="compare_controls"):
        indicator, place, chosen = st.columns([2, 1.6, 2.6], gap="small")
        with indicator:
            show_indicator(atlas, label="control.indicator")
        with place:
            show_place(atlas)
        names = {
            unit.code: unit_name(unit, lang=lang)
            for unit in sorted(
                atlas.units(view.level, view.vintage), key=lambda unit: unit.name_ascii
            )
        }
        with chosen:
            offer(
                st.multiselect,
                texts(lang)("compare.choose_units", most=MOST_UNITS),
                list(names),
                [unit.code for unit in units],
                name="compare_units",
                lang=lang,
                take=lambda codes: set_extra("units", ",".join(codes)),
                rests_on=list(names),
                format_func=label_of(names),
                max_selections=MOST_UNITS,
            )


def _colour(lines: tuple[UnitLine, ...], at: int) -> str:
    return _ABOVE.get(lines[at].role, COLOURS[at % len(COLOURS)])


def chart_html(
    atlas: Atlas, view: View, lines: tuple[UnitLine, ...], *, title: str, lang: str
) -> str:
    """Return the lines as a chart with target and breaks, as HTML."""
    indicator = atlas.facts.indicators[view.indicator]
    target = province_target(atlas, view.indicator) if indicator.kind == "rate" else None
    level = None
    if target is not None and target.path in LEVEL_PATHS:
        said = target_text(indicator, target, lang=lang)
        words = texts(lang)("compare.target", year=target.target_year, value=said)
        level = Level(target.value_low, words)
    traces = [
        Trace(
            unit_name(line.unit, lang=lang),
            _colour(lines, at),
            line.role != "unit",
            tuple(
                tuple(
                    (
                        cell.observed_year or 0,
                        cell.value or 0.0,
                        _said(atlas, view, line, cell_at, lang),
                    )
                    for cell_at, cell in enumerate(line.cells)
                    if cell.observed_year in part
                )
                for part in line.stretches
            ),
        )
        for at, line in enumerate(lines)
        if line.cells
    ]
    breaks = [
        (row.year, pick(row, "text", lang))
        for row in breaks_of(atlas.facts, view.indicator)
        if row.year is not None
    ]
    return lines_html(traces, level=level, breaks=breaks, label=title, lang=lang)


def _said(atlas: Atlas, view: View, line: UnitLine, at: int, lang: str) -> str:
    indicator = atlas.facts.indicators[view.indicator]
    cell = line.cells[at]
    unit = indicator_unit(indicator, lang=lang)
    value = value_text(indicator, cell, unit=unit, lang=lang)
    return f"{unit_name(line.unit, lang=lang)}, {cell.observed_year}: {value}"


def key_html(atlas: Atlas, view: View, lines: tuple[UnitLine, ...], *, lang: str) -> str:
    """Return what each line is, with its newest figure, as HTML."""
    t = texts(lang)
    indicator = atlas.facts.indicators[view.indicator]
    items = []
    for at, line in enumerate(lines):
        newest = line.cells[-1] if line.cells else None
        said = t("legend.no_data")
        if newest is not None:
            unit = indicator_unit(indicator, lang=lang)
            said = f"{value_text(indicator, newest, unit=unit, lang=lang)} ({newest.observed_year})"
        mark = f'<i class="line {line.role}" style="--line:{_colour(lines, at)}"></i>'
        words = f"{unit_name(line.unit, lang=lang)}: {said}"
        items.append(elements.tag("li", mark + elements.text("span", words)))
    return elements.tag("ul", "".join(items), css="line-key small")


def notes_html(atlas: Atlas, view: View, *, lang: str) -> str:
    """Return the stated breaks and doubts of the series, and how the lines are drawn."""
    t = texts(lang)
    rows = breaks_of(atlas.facts, view.indicator)
    said = [
        t("breaks.mark", year=row.year, text=pick(row, "text", lang))
        if row.year is not None
        else t("breaks.doubt", text=pick(row, "text", lang))
        for row in rows
    ]
    lines = [t("compare.lines_note"), *said]
    return "".join(elements.text("p", line, css="small") for line in lines)


def table_html(atlas: Atlas, view: View, lines: tuple[UnitLine, ...], *, lang: str) -> str:
    """Return the figures of the lines, a row for each year, folded up."""
    t = texts(lang)
    indicator = atlas.facts.indicators[view.indicator]
    years = sorted({cell.observed_year or 0 for line in lines for cell in line.cells})
    heads = [t("table.year"), *(unit_name(line.unit, lang=lang) for line in lines)]
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    rows = []
    for year in years:
        cells = ""
        for line in lines:
            found = [cell for cell in line.cells if cell.observed_year == year]
            said = value_text(indicator, found[0], unit="", places=0, lang=lang) if found else "–"
            cells += elements.cell(said)
        rows.append(f'<tr><th scope="row">{year}</th>{cells}</tr>')
    label = t("compare.lines_table", unit=indicator_unit(indicator, lang=lang))
    table = scrolling_table(head, "".join(rows), label=label)
    return f"<details>{elements.text('summary', label)}{table}</details>"
