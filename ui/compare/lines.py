"""Up to eight units over the years, beside their district and the province."""

import streamlit as st

from geo.documents.tables.comparison import compared_file_name, lines_csv
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.compare.plotted import Trace, break_marks, line_traces, target_mark
from geo.reading.compare.printed import Printed, lines_notes, lines_printed
from geo.reading.compare.titles import lines_title
from geo.views.compare.asked import asked_units
from geo.views.compare.lines import MOST_UNITS, UnitLine, unit_lines
from ui.compare.controls import replaced, show_indicator, show_place
from ui.compare.plots import lines_html
from ui.compare.table import offer_csv, printed_html
from ui.compare.taking import take
from ui.compare.unit import sources_html
from ui.markup import elements
from ui.session.choices import label_of, offer
from ui.session.pages import name_window
from ui.session.state import current_request, extra, hold_extra, set_extra


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
    traces = line_traces(atlas, view.indicator, lines, lang=lang)
    chart, key = st.columns([2.2, 1], gap="medium")
    with chart:
        st.html(chart_html(atlas, view, traces, title=title, lang=lang))
    with key:
        st.html(key_html(traces))
        st.html(notes_html(atlas, view, lines, lang=lang))
    st.html(table_html(lines_printed(atlas, view.indicator, lines, lang=lang), lang=lang))
    offer_csv(
        compared_file_name(atlas, view, title, lang=lang),
        lambda: lines_csv(view.indicator, lines, lang=lang),
        lang=lang,
    )
    take(atlas, "lines", lang=lang, view=view, units=units)
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


def chart_html(
    atlas: Atlas, view: View, traces: tuple[Trace, ...], *, title: str, lang: str
) -> str:
    """Return the lines as a chart with target and breaks, as HTML."""
    level = target_mark(atlas, view.indicator, lang=lang)
    breaks = break_marks(atlas, view.indicator, lang=lang)
    return lines_html(traces, level=level, breaks=breaks, label=title, lang=lang)


def key_html(traces: tuple[Trace, ...]) -> str:
    """Return what each line is, with its newest figure, as HTML."""
    items = []
    for trace in traces:
        css = "line" if trace.beside else "line unit"
        mark = f'<i class="{css}" style="--line:{trace.colour}"></i>'
        words = f"{trace.name}: {trace.newest}"
        items.append(elements.tag("li", mark + elements.text("span", words)))
    return elements.tag("ul", "".join(items), css="line-key small")


def notes_html(atlas: Atlas, view: View, lines: tuple[UnitLine, ...], *, lang: str) -> str:
    """Return the stated breaks and doubts of the series, and how the lines are drawn."""
    notes = lines_notes(atlas, view.indicator, lines, lang=lang)
    return "".join(elements.text("p", each, css="small") for each in notes)


def table_html(printed: Printed, *, lang: str) -> str:
    """Return the figures of the lines, a row for each year, folded up."""
    table = printed_html(printed, lang=lang)
    return f"<details>{elements.text('summary', printed.title)}{table}</details>"
