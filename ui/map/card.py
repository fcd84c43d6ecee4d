"""The card of the selected unit, or of the province while none is selected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from geo.facts.model import FIRM_EVIDENCE, Indicator, Observation, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.province_figures import newest_province_figure, province_figure, province_unit
from geo.figures.unit_profile import figures_beside, other_figures
from geo.language.texts import Texts, pick, texts
from geo.places.districts import districts_line
from geo.places.unit_names import unit_name
from geo.reading.compare.words import since_text
from geo.reading.gaps import cell_gap_text
from geo.reading.notes import rule_figures
from geo.reading.progress.words import history_line, pace_text, reasons_text, target_line
from geo.reading.revisions import revisions
from geo.reading.sentences import citation
from geo.reading.sources.words import cited
from geo.reading.values import (
    absent_text,
    basis_key,
    basis_text,
    cell_text,
    class_label,
    flag_text,
    indicator_name,
    note_text,
    observation_period,
    observation_text,
    period_text,
    quoted_text,
    target_text,
)
from geo.targets.goals import is_past, own_targets, unit_target
from geo.targets.progress import Progress, own_progress
from geo.views.drawing import Drawing
from geo.views.filters import kept_ranks
from geo.views.request import Request, unit_on
from ui.map.places import show_close, show_ways
from ui.map.trend import trend_html
from ui.map.turning.turn import Turn
from ui.markup import elements
from ui.markup.source_link import goal_line, release_line, source_link
from ui.markup.status import progress_html

_BESIDE_SHOWN = 6


@dataclass(frozen=True)
class Card:
    """Of whom the card of a view tells, and by which figure.

    Parameters
    ----------
    unit
        The selected unit, or the province.
    drawing
        The drawing, with the indicator that the card speaks of.
    cell
        The figure.
    selected
        Whether the reader has selected the unit, and may put its card away.
    """

    unit: Unit
    drawing: Drawing
    cell: Cell
    selected: bool = False


def card_of(atlas: Atlas, drawing: Drawing, request: Request) -> Card:
    """Return whom the card of a view tells of."""
    unit = unit_on(atlas, drawing.view, request.unit)
    cell = drawing.cell_of(unit.code) if unit else None
    if cell is None:
        above = atlas.facts.indicators[atlas.above_communes(drawing.view.indicator)]
        drawing = replace(drawing, indicator=above)
        cell = province_figure(atlas, above.indicator_id, drawing.view.year)
    return Card(unit or province_unit(atlas), drawing, cell, selected=unit is not None)


def show_card(atlas: Atlas, card: Card, turn: Turn, *, lang: str) -> None:
    """Show what is known of a unit in the view: figure, rank, trend, basis, evidence, sources.

    Parameters
    ----------
    atlas, card
        The atlas, and of whom the card tells.
    turn
        Takes the places of what follows the year; its words are `card_words`.
    lang
        Language.
    """
    t = texts(lang)
    with st.container(border=True, key="card"):
        turn.hold("figure")
        trend = card_trend(atlas, card, lang=lang)
        if trend:
            st.html(elements.tag("div", trend, css="card"))
        turn.hold("sources")
        show_ways(atlas, card.unit, lang=lang)
        _offer_citation(atlas, card, lang)
        others = st.popover(
            t(f"card.others_{card.unit.kind}"), type="tertiary", on_change="rerun", key="others"
        )
        # worked out and sent only when it is opened
        if others.open:
            others.html(_others_html(atlas, card.unit, card.drawing.indicator.indicator_id, lang))
        if card.selected:
            show_close(lang)


def _offer_citation(atlas: Atlas, card: Card, lang: str) -> None:
    """Offer the figure with its sources; the style sheet hides that beside words without one.

    So it stays where the year turns from a figure to none.
    """
    copy = st.popover(
        texts(lang)("card.copy"),
        type="tertiary",
        icon=":material/content_copy:",
        on_change="rerun",
        key="copy",
    )
    if copy.open and card.cell.known:
        sentence = citation(atlas, card.drawing.indicator, card.cell, lang=lang)
        copy.code(sentence, language=None, wrap_lines=True)


def card_trend(atlas: Atlas, card: Card, *, lang: str) -> str:
    """Return the figures over the years; the style sheet marks the year in them (``year.js``)."""
    if card.drawing.view.level == "province":
        # there the chart stands in the place of the map
        return ""
    return trend_html(atlas, card.drawing.indicator, card.unit, lang=lang)


def card_words(
    atlas: Atlas, card: Card, *, lang: str, kept: Sequence[bool] | None = None
) -> tuple[str, str]:
    """Return what stands over and under the trend; `kept` tells of each cell if a filter does."""
    unit, drawing, cell = card.unit, card.drawing, card.cell
    indicator = drawing.indicator
    over = [
        elements.text("h3", unit_name(unit, lang=lang)),
        _other_name(drawing, lang),
        _districts(atlas, unit, lang),
        _figure(atlas, drawing, unit, cell, lang, kept),
        _since(atlas, indicator, unit, drawing.view.year, lang),
        _chips(cell, lang),
        _rule(atlas, indicator, cell, lang),
        _revised(atlas, indicator, cell, lang),
        _target(atlas, indicator, unit, cell, lang),
        _standing(atlas, indicator, unit, lang),
    ]
    under = [
        _evidence(atlas, drawing, unit, lang),
        _beside(atlas, indicator, unit, lang),
        _sources(atlas, cell, lang),
    ]
    return _lines(over), _lines(under)


def _lines(pieces: Sequence[str]) -> str:
    content = "".join(pieces)
    return elements.tag("div", content, css="card") if content else ""


def _other_name(drawing: Drawing, lang: str) -> str:
    """Name the indicator of a card that speaks of another one than the map."""
    if drawing.indicator.indicator_id == drawing.view.indicator:
        return ""
    return elements.text("p", indicator_name(drawing.indicator, lang=lang), css="small")


def _districts(atlas: Atlas, unit: Unit, lang: str) -> str:
    line = districts_line(atlas.facts, unit, lang=lang)
    return elements.text("p", line, css="small") if line else ""


def _ranks(drawing: Drawing, unit: Unit, kept: Sequence[bool] | None, lang: str) -> list[str]:
    """Say the rank of a unit, and with a filter also the one among the units kept."""
    t = texts(lang)
    rank = drawing.ranks.get(unit.code) if unit.level == drawing.view.level else None
    if rank is None or len(drawing.ranks) < 2:
        return []
    said = [t("card.rank", rank=rank, count=len(drawing.ranks))]
    among = {} if kept is None else kept_ranks(drawing, kept)
    if unit.code in among:
        said.append(t("card.rank_kept", rank=among[unit.code], count=len(among)))
    return said


def _figure(
    atlas: Atlas,
    drawing: Drawing,
    unit: Unit,
    cell: Cell,
    lang: str,
    kept: Sequence[bool] | None,
) -> str:
    t = texts(lang)
    indicator = drawing.indicator
    if not cell.known:
        value = elements.text("span", absent_text(cell, drawing.kind, lang=lang), css="value none")
    else:
        value = elements.text("span", cell_text(atlas, indicator, cell, lang=lang), css="value")
    beside = [period_text(cell, indicator, lang=lang)]
    beside += _ranks(drawing, unit, kept, lang)
    if unit.level != "province":
        province = province_figure(atlas, indicator.indicator_id, drawing.view.year)
        if province.value is not None:
            text = quoted_text(atlas, indicator, province, lang=lang)
            beside.append(t("card.province", value=text))
    elif not cell.known:
        newest = newest_province_figure(atlas, indicator.indicator_id)
        if newest is not None:
            text = quoted_text(atlas, indicator, newest, lang=lang)
            beside.append(
                t("card.newest", value=text, period=period_text(newest, indicator, lang=lang))
            )
    text = elements.text("span", " · ".join(part for part in beside if part), css="small")
    return elements.tag("p", f"{value} {text}", css="figure")


def _since(atlas: Atlas, indicator: Indicator, unit: Unit, year: int, lang: str) -> str:
    line = since_text(atlas, indicator.indicator_id, unit, year, lang=lang)
    return elements.text("p", line, css="small") if line else ""


def _chips(cell: Cell, lang: str) -> str:
    t = texts(lang)
    chips = []
    basis = basis_text(cell, lang=lang)
    if basis and cell.known:
        helped = elements.term(basis, t(f"basis_help.{basis_key(cell)}"))
        chips.append(elements.tag("span", helped, css="chip"))
    flag = flag_text(cell, lang=lang)
    if flag:
        helping = f"flag_help.{cell.flag}"
        explanation = t(helping) if helping in t else flag
        chips.append(elements.tag("span", elements.term(flag, explanation), css="chip"))
    if cell.basis == "none" and cell.all_parts > 1:
        known = t("card.parts_known", known=cell.known_parts, all=cell.all_parts)
        chips.append(elements.text("span", known, css="chip"))
    note = note_text(cell, lang=lang)
    text = elements.text("p", note, css="small") if note else ""
    return elements.tag("p", " ".join(chips), css="chips") + text if chips or text else ""


def _rule(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> str:
    """Show the two figures that a rate was computed from here."""
    if cell.computed != "ratio" or cell.observed_year is None:
        return ""
    parts = [
        f"{indicator_name(part, lang=lang)} {value}"
        for part, value in rule_figures(atlas, indicator, cell, lang=lang)
    ]
    line = texts(lang)("card.rule", parts="; ".join(parts))
    return elements.text("p", line, css="small")


def _revised(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> str:
    """Show what else was published of the figure, so that nobody is surprised by another number."""
    t = texts(lang)
    return "".join(
        elements.tag(
            "p",
            elements.text("span", f"{each.text[0].upper()}{each.text[1:]}. ")
            + source_link(each.source, words=t("card.source"), lang=lang),
            css="small revised",
        )
        for each in revisions(atlas, indicator, cell, lang=lang)
    )


def _target(atlas: Atlas, indicator: Indicator, unit: Unit, cell: Cell, lang: str) -> str:
    target = unit_target(atlas, indicator.indicator_id, unit)
    if target is None:
        return ""
    t = texts(lang)
    own = target in own_targets(atlas, indicator.indicator_id, unit)
    line = target_line(indicator, target, lang=lang)
    if not own:
        goal = target_text(indicator, target, lang=lang)
        line = t("card.target_reference", value=goal, year=target.target_year)
    distance = cell_gap_text(atlas, indicator, cell, lang=lang)
    line += f" · {distance}" if distance else ""
    return goal_line(atlas, target, line, lang=lang, css="small target")


def _standing(atlas: Atlas, indicator: Indicator, unit: Unit, lang: str) -> str:
    """Show the status and path of a unit's own target; a reference line has neither."""
    if atlas.kind(indicator) != "numeric" and unit.level == "commune":
        return ""
    every = own_progress(atlas, indicator.indicator_id, unit)
    own = [each for each in every if not is_past(atlas, each.target)]
    past = [each for each in every if is_past(atlas, each.target)]
    return (_going(atlas, own[-1], lang) if own else "") + _history(past, lang)


def _history(past: list[Progress], lang: str) -> str:
    """Tell the targets whose year is over, each with the figure of its own year."""
    lines = [history_line(each, lang=lang) for each in reversed(past)]
    return "".join(elements.text("p", line, css="small") for line in lines)


def _going(atlas: Atlas, measured: Progress, lang: str) -> str:
    parts = [progress_html(measured, lang=lang)]
    paces = [pace_text(measured, which, lang=lang) for which in ("observed", "required")]
    t = texts(lang)
    keys = ("targets.step_observed", "targets.step_required")
    said = [f"{t(key)}: {pace}" for key, pace in zip(keys, paces, strict=True) if pace]
    if not said or measured.status == "not_available":
        said.append(reasons_text(atlas, measured, lang=lang))
    parts.append(elements.text("span", "; ".join(said)))
    return elements.tag("p", " · ".join(parts), css="small")


def _evidence(atlas: Atlas, drawing: Drawing, unit: Unit, lang: str) -> str:
    if not atlas.in_register(drawing.view.indicator) or unit.level != "commune":
        return ""
    t = texts(lang)
    items = []
    for row in reversed(atlas.register.evidence(unit, drawing.view.year)):
        label = class_label(atlas.facts, drawing.view.indicator, row.class_id, lang=lang)
        note = pick(row, "note", lang)
        details = [t(f"evidence.{row.evidence}"), row.decision_no, note]
        words = "; ".join(part for part in details if part)
        source = atlas.facts.sources[row.source_id]
        mark = "" if row.evidence in FIRM_EVIDENCE else " ◌"
        items.append(
            elements.tag(
                "li",
                elements.text("span", f"{row.year}: {label}{mark} ({words}) ")
                + source_link(source, lang=lang),
            )
        )
    if not items:
        return ""
    return elements.text("p", t("card.evidence"), css="small") + elements.tag(
        "ul", "".join(items), css="small"
    )


def _beside(atlas: Atlas, indicator: Indicator, unit: Unit, lang: str) -> str:
    rows = figures_beside(atlas, indicator.indicator_id, unit)
    if not rows:
        return ""
    t = texts(lang)
    items = [
        elements.text("li", _beside_text(row, indicator, lang)) for row in rows[:_BESIDE_SHOWN]
    ]
    head = elements.text("p", t("card.beside"), css="small", title=t("card.beside_help"))
    return head + elements.tag("ul", "".join(items), css="small")


def _beside_text(row: Observation, indicator: Indicator, lang: str) -> str:
    value = observation_text(indicator, row, lang=lang)
    period = observation_period(row, indicator, lang=lang)
    return f"{period}: {value} ({texts(lang)(f'flag.{row.flag}')})"


def _sources(atlas: Atlas, cell: Cell, lang: str) -> str:
    if not cell.source_ids:
        return ""
    t = texts(lang)
    sources = [atlas.facts.sources[key] for key in cell.source_ids[:3]]
    lines = [(source, cited(source, lang=lang)) for source in sources]
    links = "; ".join(source_link(source, words=words, lang=lang) for source, words in lines)
    line = elements.tag("p", elements.text("span", t("card.sources")) + " " + links, css="small")
    return line + release_line(atlas, cell.releases, lang=lang)


def _others_html(atlas: Atlas, unit: Unit, except_for: str, lang: str) -> str:
    t: Texts = texts(lang)
    rows = [
        f"<tr><th scope='row'>{elements.text('span', indicator_name(indicator, lang=lang))}</th>"
        f"<td>{elements.text('span', quoted_text(atlas, indicator, cell, lang=lang))}</td>"
        f"<td>{elements.text('span', period_text(cell, indicator, lang=lang))}</td></tr>"
        for indicator, cell in other_figures(atlas, unit, except_for=except_for)
    ]
    if not rows:
        return elements.text("p", t("card.no_others"), css="small")
    return elements.tag("table", "".join(rows), css="figures small")
