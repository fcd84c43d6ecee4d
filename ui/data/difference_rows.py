"""What differs between two revisions in words: rows by their names, figures as printed."""

from collections.abc import Sequence

from geo.facts.tables import INDICATORS, OBSERVATIONS, SOURCES, TARGETS, UNITS
from geo.figures.atlas import Atlas
from geo.language.numbers import format_number
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.values import indicator_name
from geo.store.states import Difference

COLUMNS = ("value", "value_max", "flag", "qualifier", "source_id", "note", "note_vi")
"""Columns of a figure that are named in words; others are told as what else stands there."""
_NUMBERS = ("value", "value_max")
_TELLS = {OBSERVATIONS.name: "value", SOURCES.name: "title"}
"""The cell that tells most of a row which is new or gone; of others the first one."""


def told_once(found: Sequence[Difference]) -> list[Difference]:
    """Leave one cell of each row that is new or gone: the one that tells most."""
    kept = []
    whole: set[tuple[str, tuple[str, ...]]] = set()
    for each in found:
        place = (each.table, each.key)
        if None not in (each.before, each.after):
            kept.append(each)
        elif each.column == _TELLS.get(each.table, "" if place in whole else each.column):
            whole.add(place)
            kept.append(each)
    return kept


def difference_row(atlas: Atlas, each: Difference, *, lang: str) -> dict[str, str]:
    """Return a difference as a row of a table, its cells by their headings."""
    t = texts(lang)
    column, before, after = _told(each, lang)
    return {
        t("history.what"): _name(atlas, each, lang),
        t("history.column"): column,
        t("history.was"): before,
        t("history.became"): after,
    }


def _told(each: Difference, lang: str) -> tuple[str, str, str]:
    t = texts(lang)
    if each.table == OBSERVATIONS.name and each.column in COLUMNS:
        return (
            t(f"history.column_{each.column}"),
            figure_cell(each, each.before, lang),
            figure_cell(each, each.after, lang),
        )
    if each.before is None:
        return t("history.row"), "–", t("history.new")
    if each.after is None:
        return t("history.row"), t("history.there"), t("history.gone")
    return t("history.column_other"), each.before, each.after


def figure_cell(each: Difference, cell: str | None, lang: str) -> str:
    """Print a cell of a figure: a number with its own decimals, the words of a flag."""
    if not cell:
        return "–"
    if each.column in _NUMBERS:
        decimals = len(cell.partition(".")[2])
        return format_number(float(cell), decimals=decimals, lang=lang)
    if each.column == "flag":
        return texts(lang)(f"flag.{cell}")
    return cell


def _name(atlas: Atlas, each: Difference, lang: str) -> str:
    """Name a figure by indicator, unit and year; any other row by its table and its own name."""
    facts, t = atlas.facts, texts(lang)
    cells = dict(zip(OBSERVATIONS.key, each.key, strict=False))
    if each.table == OBSERVATIONS.name:
        indicator = facts.indicators.get(cells["indicator_id"])
        unit = facts.units.get((cells["vintage"], cells["unit_code"]))
        if indicator is not None and unit is not None:
            return t(
                "history.figure",
                indicator=indicator_name(indicator, lang=lang),
                unit=unit_name(unit, lang=lang),
                year=cells["year"],
            )
    own = _own_name(atlas, each, lang) or " · ".join(each.key)
    return t("history.named", table=t(f"history.table_{each.table.rpartition('/')[2]}"), name=own)


def _own_name(atlas: Atlas, each: Difference, lang: str) -> str:
    facts, key = atlas.facts, each.key[0]
    if each.table == SOURCES.name and key in facts.sources:
        return pick(facts.sources[key], "title", lang)
    if each.table == INDICATORS.name and key in facts.indicators:
        return indicator_name(facts.indicators[key], lang=lang)
    if each.table == TARGETS.name and key in facts.targets:
        return pick(facts.targets[key], "text", lang)
    if each.table == SOURCES.name and each.column == _TELLS[each.table]:
        return each.after or each.before or ""
    unit = facts.units.get((each.key[0], each.key[-1])) if each.table == UNITS.name else None
    return unit_name(unit, lang=lang) if unit is not None else ""
