"""Gains and losses as a table, what is not compared with its reason, and the file of both."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.tables.comparison import change_csv, change_file_name
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.compare.tables import ordered_changes
from geo.reading.compare.words import (
    bare_text,
    change_text,
    change_unit,
    reason_text,
    relative_text,
)
from geo.reading.values import indicator_unit
from geo.views.compare.changes import Change, Comparison
from ui.markup import elements
from ui.session.state import address_with, current_request

_NONE = "–"


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
    known = [each for each in ordered_changes(comparison) if each.number is not None]
    if not known:
        return ""
    relative = any(each.relative is not None for each in known)
    head = "".join(
        f'<th scope="col"{" class=number" if at else ""}>{escape(name)}</th>'
        for at, name in enumerate(_heads(comparison, relative, lang))
    )
    rows = "".join(_row(atlas, comparison, each, relative, lang) for each in known)
    return scrolling_table(head, rows, label=texts(lang)("compare.table"))


def scrolling_table(head: str, rows: str, *, label: str) -> str:
    """Return a table that scrolls by itself where there is no room, of cells that are HTML."""
    parts = elements.tag("thead", elements.tag("tr", head)) + elements.tag("tbody", rows)
    table = elements.tag("table", parts, css="figures small changes")
    named = f'role="region" aria-label="{escape(label)}" tabindex="0"'
    return f'<div class="changes-table" {named}>{table}</div>'


def _heads(comparison: Comparison, relative: bool, lang: str) -> list[str]:
    """Return the headings, each with the unit of its column."""
    t = texts(lang)
    named = [
        (str(year), indicator_unit(comparison.indicator, lang=lang))
        for year in (comparison.earlier, comparison.later)
    ]
    named.append((t("compare.change"), change_unit(comparison, lang=lang)))
    heads = [t("compare.in_unit", name=name, unit=unit) if unit else name for name, unit in named]
    return [t("table.unit"), *heads, *([t("compare.relative")] if relative else [])]


def _row(atlas: Atlas, comparison: Comparison, change: Change, relative: bool, lang: str) -> str:
    cells = [
        bare_text(atlas, comparison, cell, lang=lang) for cell in (change.before, change.after)
    ]
    cells.append(change_text(comparison, change, lang=lang, places=0, unit=False))
    cells += [relative_text(change, lang=lang) or _NONE] if relative else []
    content = f'<th scope="row">{_link(change, lang)}</th>'
    content += "".join(elements.cell(each, css="number") for each in cells)
    chosen = change.unit.code == current_request().unit
    return f'<tr class="chosen">{content}</tr>' if chosen else elements.tag("tr", content)


def _link(change: Change, lang: str) -> str:
    name = unit_name(change.unit, lang=lang)
    address = address_with(unit=change.unit.code)
    return elements.turn(name, address, title=texts(lang)("compare.show_unit", name=name))


def reasons_html(comparison: Comparison, *, lang: str) -> str:
    """Return the units without a change by their reasons, each folded up, as HTML."""
    groups: dict[str, list[Change]] = {}
    for each in ordered_changes(comparison):
        if each.reason:
            groups.setdefault(reason_text(comparison, each.reason, lang=lang), []).append(each)
    return "".join(_group(reason, found, lang) for reason, found in groups.items())


def _group(reason: str, found: Sequence[Change], lang: str) -> str:
    head = texts(lang)("compare.without_group", count=len(found), reason=reason)
    units = ", ".join(unit_name(each.unit, lang=lang) for each in found)
    body = elements.text("summary", head) + elements.text("p", units, css="small")
    return elements.tag("details", body, css="small")
