"""Gains and losses as a table, what is not compared with its reason, and the file of both."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.tables.comparison import change_csv, change_file_name
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.compare.printed import Printed, change_printed, reason_groups
from geo.views.compare.changes import Comparison
from ui.markup import elements
from ui.session.state import address_with, current_request


def show_changes(atlas: Atlas, comparison: Comparison, *, lang: str) -> None:
    """Show the table, below it what has no change, and the file to take away."""
    t = texts(lang)
    st.html(elements.text("h2", t("compare.table"), css="page-title"))
    found = table_html(atlas, comparison, lang=lang) + reasons_html(comparison, lang=lang)
    st.html(found or elements.text("p", t("compare.none_known")))
    offer_csv(
        change_file_name(atlas, comparison, lang=lang),
        lambda: change_csv(atlas, comparison, lang=lang),
        lang=lang,
    )


def offer_csv(name: str, make: Callable[[], bytes], *, lang: str) -> None:
    """Offer what is compared as a file, made when it is asked for."""
    st.download_button(
        texts(lang)("compare.download"),
        make,
        file_name=name,
        mime=MIME["csv"],
        icon=":material/download:",
        key=f"compare_csv_{lang}",
        on_click="ignore",
    )


def table_html(atlas: Atlas, comparison: Comparison, *, lang: str) -> str:
    """Return the units with a change, the highest rise first, as HTML; empty without any."""
    printed = change_printed(atlas, comparison, lang=lang)
    return printed_html(printed, lang=lang) if printed.rows else ""


def printed_html(printed: Printed, *, lang: str) -> str:
    """Return a table of units, each of which chooses its unit; figures stand to the right."""
    head = "".join(
        f'<th scope="col"{" class=number" if at else ""}>{escape(name)}</th>'
        for at, name in enumerate(printed.heads)
    )
    pairs = zip(printed.units, printed.rows, strict=True)
    rows = "".join(_row(unit, row, lang) for unit, row in pairs)
    return scrolling_table(head, rows, label=printed.title)


def scrolling_table(head: str, rows: str, *, label: str) -> str:
    """Return a table that scrolls by itself where there is no room, of cells that are HTML."""
    parts = elements.tag("thead", elements.tag("tr", head)) + elements.tag("tbody", rows)
    table = elements.tag("table", parts, css="figures small changes")
    named = f'role="region" aria-label="{escape(label)}" tabindex="0"'
    return f'<div class="changes-table" {named}>{table}</div>'


def _row(unit: Unit | None, row: Sequence[str], lang: str) -> str:
    name = escape(row[0]) if unit is None else _link(unit, lang)
    content = f'<th scope="row">{name}</th>'
    content += "".join(elements.cell(each, css="number") for each in row[1:])
    if unit is None:
        return elements.tag("tr", content)
    css = ' class="chosen"' if unit.code == current_request().unit else ""
    return f'<tr{css} data-code="{escape(unit.code)}">{content}</tr>'


def _link(unit: Unit, lang: str) -> str:
    name = unit_name(unit, lang=lang)
    address = address_with(unit=unit.code)
    return elements.turn(name, address, title=texts(lang)("compare.show_unit", name=name))


def reasons_html(comparison: Comparison, *, lang: str) -> str:
    """Return the units without a change by their reasons, each folded up, as HTML."""
    return "".join(
        elements.tag(
            "details",
            elements.text("summary", head) + elements.text("p", units, css="small"),
            css="small",
        )
        for head, units in reason_groups(comparison, lang=lang)
    )
