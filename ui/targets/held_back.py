"""Who holds the province back from a target: its units by their part in the gap, below a card."""

import streamlit as st

from geo.facts.model import UNIT_AREA, Indicator
from geo.figures.atlas import Atlas
from geo.language.numbers import format_value
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.sentences import boundaries_label
from geo.reading.values import gap_text, indicator_name, quoted_text
from geo.targets.holding_back import HoldingBack, Pull, holding_back
from geo.targets.plan import knowledge
from geo.targets.progress import Progress
from ui.markup import elements
from ui.session.state import address_with
from ui.targets.cards import map_link

_SHOWN = 12
"""Units that are listed."""
_COLUMNS = ("unit", "figure", "gap", "weight", "pull")


def show_held_back(atlas: Atlas, measured: Progress, *, lang: str) -> None:
    """Show who holds the province back, as far as that is known, with the way to the map."""
    found = holding_back(atlas, measured.target)
    by_register = measured.target.path == "count_share" and atlas.facts.province.register.status
    if found is not None or by_register:
        st.html(elements.text("h3", texts(lang)("held_back.title"), css="page-title"))
    if by_register:
        st.html(_by_register(atlas, measured, lang))
    if found is not None:
        st.html(held_back_html(atlas, measured, found, lang=lang))
        map_link(found.view, label=texts(lang)("held_back.map"), lang=lang)


def held_back_html(atlas: Atlas, measured: Progress, found: HoldingBack, *, lang: str) -> str:
    """Return units below a target as a table, with those that meet it and the unknown in words."""
    t = texts(lang)
    view = found.view
    label = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    counts = {"below": len(found.pulls), "met": len(found.met), "unknown": len(found.unknown)}
    pieces = [elements.text("p", t("held_back.lead", year=view.year, units=label, **counts))]
    if found.pulls:
        pieces += _table(atlas, measured.indicator, found, lang)
    if found.unknown:
        names = ", ".join(unit_name(unit, lang=lang) for unit in found.unknown)
        said = elements.text("summary", t("held_back.unknown", count=len(found.unknown)))
        pieces.append(elements.tag("details", said + elements.text("p", names), css="small"))
    return elements.tag("div", "".join(pieces), css="card held-back")


def _table(atlas: Atlas, indicator: Indicator, found: HoldingBack, lang: str) -> list[str]:
    t = texts(lang)
    weighed = found.pulls[0].pull is not None
    columns = _COLUMNS if weighed else _COLUMNS[:3]
    head = "".join(elements.text("th", t(f"held_back.{name}")) for name in columns)
    rows = "".join(_row(atlas, indicator, each, lang) for each in found.pulls[:_SHOWN])
    table = elements.tag("table", elements.tag("tr", head) + rows, css="figures")
    note = t("held_back.unweighted")
    if weighed:
        divisor = t("held_back.area")
        if indicator.denominator_id != UNIT_AREA:
            parts = atlas.facts.indicators[indicator.denominator_id]
            divisor = indicator_name(parts, lang=lang)
        note = t("held_back.weighted", divisor=divisor)
    more = len(found.pulls) - _SHOWN
    pieces = [table, elements.text("p", note, css="small")]
    return [*pieces, elements.text("p", t("held_back.more", count=more))] if more > 0 else pieces


def _row(atlas: Atlas, indicator: Indicator, each: Pull, lang: str) -> str:
    name = elements.text("span", unit_name(each.cell.unit, lang=lang))
    cells = [
        quoted_text(atlas, indicator, each.cell, lang=lang),
        gap_text(indicator, each.cell, each.gap, lang=lang),
    ]
    if each.weight is not None and each.pull is not None:
        points = texts(lang)("reading.points_unit")
        cells += [
            format_value(100 * each.weight, unit="%", decimals=1, lang=lang),
            format_value(each.pull, unit=points, decimals=2, lang=lang),
        ]
    columns = "".join(elements.text("td", text) for text in cells)
    return f"<tr><th scope='row'>{name}</th>{columns}</tr>"


def _by_register(atlas: Atlas, measured: Progress, lang: str) -> str:
    """Say what the register knows of the communes that a share of them is asked of."""
    t = texts(lang)
    known = knowledge(atlas, measured.target)
    counts = {"all": len(known.units), "met": len(known.met), "pending": len(known.pending)}
    link = elements.turn(t("held_back.plan"), address_with(section="plan", card=""))
    pieces = [
        elements.text("p", t("held_back.communes", unknown=known.unknown, **counts)),
        elements.tag("p", link),
    ]
    return elements.tag("div", "".join(pieces), css="card held-back")
