"""Comparisons as they are printed: tables of words, reasons, legends; for pages and documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.breaks import breaks_of
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.compare.pairs import figure_text, side_name
from geo.reading.compare.plotted import target_mark
from geo.reading.compare.words import (
    bare_text,
    change_rows,
    change_text,
    change_unit,
    ordered_changes,
    reason_text,
    relative_text,
)
from geo.reading.values import (
    indicator_name,
    indicator_unit,
    natures_text,
    number_text,
    value_text,
)
from geo.views.compare.bivariate import Bivariate
from geo.views.compare.changes import REASONS, Change, Comparison
from geo.views.compare.lines import UnitLine
from geo.views.drawing import Drawing
from geo.views.palettes import NOT_COMPARED
from geo.views.symbols import OUTSIDE, UNKNOWN, Symbol, flat, weak

NONE = "–"


@dataclass(frozen=True)
class Printed:
    """A table of words: its first column names what a row is of.

    Parameters
    ----------
    title
        What it shows.
    heads
        Headings.
    rows
        Cells of each row.
    units
        The unit of each row; None where a row is of none.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    units: tuple[Unit | None, ...]


@dataclass(frozen=True)
class Sample:
    """A row of a legend: how such units are drawn, what they are called, how many there are."""

    symbol: Symbol
    label: str
    count: int


def change_printed(atlas: Atlas, comparison: Comparison, *, lang: str) -> Printed:
    """Print the units with a change, the highest rise first; no rows without any."""
    known = [each for each in ordered_changes(comparison) if each.number is not None]
    relative = any(each.relative is not None for each in known)
    return Printed(
        texts(lang)("compare.table"),
        _change_heads(comparison, relative, lang),
        tuple(_change_row(atlas, comparison, each, relative, lang) for each in known),
        tuple(each.unit for each in known),
    )


def _change_heads(comparison: Comparison, relative: bool, lang: str) -> tuple[str, ...]:
    """Return the headings, each with the unit of its column."""
    t = texts(lang)
    named = [
        (str(year), indicator_unit(comparison.indicator, lang=lang))
        for year in (comparison.earlier, comparison.later)
    ]
    named.append((t("compare.change"), change_unit(comparison, lang=lang)))
    heads = [t("compare.in_unit", name=name, unit=unit) if unit else name for name, unit in named]
    return (t("table.unit"), *heads, *([t("compare.relative")] if relative else []))


def change_columns(comparison: Comparison, *, lang: str) -> dict[str, str]:
    """Return the headings of the columns of the table of numbers that a workbook has."""
    t = texts(lang)
    _, earlier, later, change = _change_heads(comparison, False, lang)
    relative = any(each.relative is not None for each in comparison.changes)
    named = {"code": t("export.code"), "unit": t("export.unit")}
    if comparison.view.level == "commune":
        named["district"] = t("table.district")
    named |= {"from": earlier, "to": later, "change": change}
    named |= {"relative_pct": t("compare.relative_pct")} if relative else {}
    printed = t("export.text")
    cells = [cell for each in comparison.changes for cell in (each.before, each.after)]
    if any(cell.qualifier != "exact" for cell in cells):
        named["from_text"] = t("compare.in_unit", name=str(comparison.earlier), unit=printed)
        named["to_text"] = t("compare.in_unit", name=str(comparison.later), unit=printed)
    named["reason_text"] = t("compare.why")
    return named | {"flag_text": t("export.flag"), "source_ids": t("export.sources")}


def _change_row(
    atlas: Atlas, comparison: Comparison, change: Change, relative: bool, lang: str
) -> tuple[str, ...]:
    figures = [
        bare_text(atlas, comparison, cell, lang=lang) for cell in (change.before, change.after)
    ]
    cells = (*figures, change_text(comparison, change, lang=lang, places=0, unit=False))
    more = [relative_text(change, lang=lang) or NONE] if relative else []
    return (unit_name(change.unit, lang=lang), *cells, *more)


def reason_groups(comparison: Comparison, *, lang: str) -> tuple[tuple[str, str], ...]:
    """Return why units have no change: how many with the reason, and their names."""
    groups: dict[str, list[Change]] = {}
    for each in ordered_changes(comparison):
        if each.reason:
            groups.setdefault(reason_text(comparison, each.reason, lang=lang), []).append(each)
    return tuple(
        (
            texts(lang)("compare.without_group", count=len(found), reason=reason),
            ", ".join(unit_name(each.unit, lang=lang) for each in found),
        )
        for reason, found in groups.items()
    )


def change_samples(comparison: Comparison, *, lang: str) -> tuple[Sample, ...]:
    """Return the legend of changes: its classes, then what has none, where there is such."""
    t = texts(lang)
    classes = [
        Sample(flat(row.fill), row.label, row.count) for row in change_rows(comparison, lang=lang)
    ]
    reasons = [each.reason for each in comparison.changes if each.reason]
    told = sum(each in REASONS for each in reasons)
    unknown = sum("unknown" in each for each in reasons)
    outside = reasons.count("not_applicable")
    without = (
        Sample(weak(NOT_COMPARED), t("compare.legend_reason"), told),
        Sample(UNKNOWN, t("compare.legend_unknown"), unknown),
        Sample(OUTSIDE, t("legend.not_applicable"), outside),
    )
    return (*classes, *(each for each in without if each.count))


def change_symbol(comparison: Comparison, change: Change) -> Symbol:
    """Return how a unit is drawn on the map of changes."""
    step = comparison.classes.step(change.number)
    if step is not None:
        return flat(comparison.classes.fill(step))
    if change.reason == "not_applicable":
        return OUTSIDE
    return weak(NOT_COMPARED) if change.reason in REASONS else UNKNOWN


def pair_printed(pair: Bivariate, *, lang: str) -> Printed:
    """Print both figures of every unit."""
    t = texts(lang)
    sides = [side_name(*each, lang=lang) for each in zip(pair.indicators, pair.views, strict=True)]
    rows = tuple(
        (
            unit_name(unit, lang=lang),
            *(figure_text(pair, at, which, lang=lang) or t("compare.unknown") for which in (0, 1)),
        )
        for at, unit in enumerate(pair.units)
    )
    return Printed(t("compare.as_table"), (t("table.unit"), *sides), rows, pair.units)


def pair_columns(pair: Bivariate, *, lang: str) -> dict[str, str]:
    """Return the headings of the columns of the table of numbers that a workbook has."""
    t = texts(lang)
    named = {"code": t("export.code"), "unit": t("export.unit")}
    for indicator, view in zip(pair.indicators, pair.views, strict=True):
        unit, name = indicator_unit(indicator, lang=lang), side_name(indicator, view, lang=lang)
        key = view.indicator
        named[key] = t("compare.in_unit", name=name, unit=unit) if unit else name
        named[f"{key}_text"] = t("export.text")
        named[f"{key}_year"] = t("export.observed_year")
    return named | {"flag_text": t("export.flag"), "source_ids": t("export.sources")}


def lines_columns(atlas: Atlas, indicator_id: str, *, lang: str) -> dict[str, str]:
    """Return the headings of the columns of the table of numbers that a workbook has."""
    t, indicator = texts(lang), atlas.facts.indicators[indicator_id]
    unit, name = indicator_unit(indicator, lang=lang), indicator_name(indicator, lang=lang)
    return {
        "code": t("export.code"),
        "unit": t("export.unit"),
        "year": t("table.year"),
        indicator_id: t("compare.in_unit", name=name, unit=unit) if unit else name,
        "text": t("export.text"),
        "period_text": t("export.period"),
        "flag_text": t("export.flag"),
        "source_ids": t("export.sources"),
    }


def lines_printed(
    atlas: Atlas, indicator_id: str, lines: Sequence[UnitLine], *, lang: str
) -> Printed:
    """Print units over the years, a row for each year."""
    t, indicator = texts(lang), atlas.facts.indicators[indicator_id]
    years = sorted({cell.observed_year or 0 for line in lines for cell in line.cells})
    rows = []
    for year in years:
        row = [str(year)]
        for line in lines:
            found = [cell for cell in line.cells if cell.observed_year == year]
            row.append(
                value_text(indicator, found[0], unit="", places=0, lang=lang) if found else NONE
            )
        rows.append(tuple(row))
    heads = (t("table.year"), *(unit_name(line.unit, lang=lang) for line in lines))
    title = t("compare.lines_table", unit=indicator_unit(indicator, lang=lang))
    return Printed(title, heads, tuple(rows), (None,) * len(rows))


def lines_notes(
    atlas: Atlas, indicator_id: str, lines: Sequence[UnitLine], *, lang: str
) -> tuple[str, ...]:
    """Say how lines are drawn, of what figures, and which breaks and doubts are stated."""
    t, drawn = texts(lang), {str(line.role) for line in lines}
    drawn |= {"target"} if target_mark(atlas, indicator_id, lang=lang) else set()
    beside = [each for each in ("district", "province", "target") if each in drawn]
    what = ", ".join(t(f"compare.dotted_{each}") for each in beside)
    dotted = [t("compare.lines_dotted", what=what)] if what else []
    natures = natures_text((cell for line in lines for cell in line.cells), lang=lang)
    kinds = [f"{t('export.flag')}: {natures}."] if natures else []
    broken = break_notes(atlas, indicator_id, lang=lang)
    return (t("compare.lines_joined"), *dotted, *kinds, *broken)


def break_notes(atlas: Atlas, indicator_id: str, *, lang: str) -> tuple[str, ...]:
    """Say which breaks and doubts of a series are stated."""
    t = texts(lang)
    return tuple(
        t("breaks.mark", year=row.year, text=pick(row, "text", lang))
        if row.year is not None
        else t("breaks.doubt", text=pick(row, "text", lang))
        for row in breaks_of(atlas.facts, indicator_id)
    )


def rank_printed(
    atlas: Atlas, drawing: Drawing, codes: Sequence[str], *, title: str, lang: str
) -> Printed:
    """Print units with figure and rank, the highest first, the unknown last."""
    t = texts(lang)
    last = len(drawing.ranks) + 1
    cells = [
        cell
        for code in sorted(codes, key=lambda code: drawing.ranks.get(code, last))
        if (cell := drawing.cell_of(code)) is not None
    ]
    rows = tuple(
        (
            unit_name(cell.unit, lang=lang),
            number_text(atlas, drawing, cell, lang=lang) or t("legend.no_data"),
            str(drawing.ranks.get(cell.unit.code, NONE)),
        )
        for cell in cells
    )
    heads = (t("table.unit"), t("table.number"), t("table.rank"))
    return Printed(title, heads, rows, tuple(cell.unit for cell in cells))
