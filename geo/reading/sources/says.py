"""What was taken from a source: its figures, recognitions and targets, each with its view."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.facts.model import LEVELS, Indicator, Level, Observation, Recognition, Source
from geo.figures.atlas import Atlas
from geo.figures.breaks import breaks_of
from geo.figures.carried import published_in
from geo.figures.view import View
from geo.language.numbers import format_date, format_value, written_decimals
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.places.vintages import drawn_vintage, find_vintage
from geo.reading.values import (
    class_label,
    indicator_name,
    indicator_unit,
    observation_period,
    observation_text,
)

_SINGLE = 3
"""Figures of one indicator and period that are told one by one; more are told as a span."""


@dataclass(frozen=True)
class Said:
    """Something that was taken from a source, in words.

    Parameters
    ----------
    what
        The indicator.
    where
        The unit, gate or zone, or how many units.
    when
        The period.
    value
        The figure, or from which to which figures.
    mark
        The flag of the figure, or the evidence of a recognition.
    view, unit
        The view that shows it and the unit to select there; no view where nothing does.
    releases
        Revisions of the store in which it was published; none for what ships.
    is_break
        Whether it is no figure but the break of a series, between the figures after and before.
    """

    what: str
    where: str
    when: str
    value: str
    mark: str
    view: View | None = None
    unit: str = ""
    releases: tuple[int, ...] = ()
    is_break: bool = False


def figures_of(atlas: Atlas, source: Source, *, lang: str) -> tuple[Said, ...]:
    """Tell the figures and recognitions that were taken from a source.

    Parameters
    ----------
    atlas
        The atlas.
    source
        The source.
    lang
        Language.

    Returns
    -------
    figures
        In the order of the catalogue, the newest first; many units of one period as one. A
        break of a series stands between the figures that it parts.
    """
    rows = [row for row in atlas.facts.observations if row.source_id == source.source_id]
    order = {key: at for at, key in enumerate(atlas.facts.indicators)}
    groups: dict[tuple[str, str, int, str, str, str], list[Observation]] = {}
    for row in sorted(rows, key=lambda row: (order[row.indicator_id], -row.year)):
        key = (row.indicator_id, row.unit_kind, row.year, row.period, row.vintage, row.flag)
        groups.setdefault(key, []).append(row)
    said: list[Said] = []
    newer: Observation | None = None
    for group in groups.values():
        said += _parted(atlas, newer, group[0], lang)
        said += _told(atlas, group, lang)
        newer = group[0]
    found = [row for row in atlas.facts.recognitions if row.source_id == source.source_id]
    return (*said, *(_recognised(atlas, row, lang) for row in sorted(found, key=_newest_first)))


def other_uses(atlas: Atlas, source: Source, *, lang: str) -> tuple[str, ...]:
    """Tell what else rests on a source: targets, areas, gates, lists, reorganisations."""
    t, facts, key = texts(lang), atlas.facts, source.source_id
    targets = [pick(each, "text", lang) for each in facts.targets.values() if each.source_id == key]
    lists = {each.list_date for each in facts.zone_members if each.source_id == key}
    gates = [pick(each, "name", lang) for each in facts.gates.values() if each.source_id == key]
    vintages = [each for each in facts.province.vintages if each.source_id == key]
    counts = {
        "areas": sum(unit.area_source_id == key for unit in facts.units.values()),
        "moves": sum(row.source_id == key for row in facts.crosswalk),
        "tasks": sum(group.source_id == key for group in facts.task_groups),
    }
    return (
        *(t("source.use_target", text=text) for text in targets),
        *(t("source.use_zone", day=format_date(day, lang=lang)) for day in sorted(lists)),
        *([t("source.use_gates", names="; ".join(gates))] if gates else []),
        *(t("source.use_vintage", label=pick(each, "label", lang)) for each in vintages),
        *(t(f"source.use_{name}", count=count) for name, count in counts.items() if count),
    )


def _parted(atlas: Atlas, newer: Observation | None, older: Observation, lang: str) -> list[Said]:
    """Return the breaks between two figures that follow one another in the table."""
    if newer is None or newer.indicator_id != older.indicator_id:
        return []
    rows = [
        row
        for row in breaks_of(atlas.facts, older.indicator_id)
        if row.year is not None and older.year < row.year <= newer.year
    ]
    name = indicator_name(atlas.facts.indicators[older.indicator_id], lang=lang)
    mark = texts(lang)("source.break")
    return [
        Said(name, "", str(row.year), pick(row, "text", lang), mark, is_break=True)
        for row in sorted(rows, key=lambda row: -(row.year or 0))
    ]


def _newest_first(row: Recognition) -> tuple[int, str]:
    return -row.year, row.commune_code


def _told(atlas: Atlas, rows: Sequence[Observation], lang: str) -> Iterable[Said]:
    if len(rows) <= _SINGLE:
        return [_figure(atlas, row, lang) for row in rows]
    return [_span(atlas, rows, lang)]


def _figure(atlas: Atlas, row: Observation, lang: str) -> Said:
    indicator = atlas.facts.indicators[row.indicator_id]
    view, unit = _view(atlas, row, selected=True)
    value = observation_text(indicator, row, lang=lang)
    said = _said(atlas, row, indicator, (_place(atlas, row, lang), value, view, unit), lang)
    return replace(said, releases=published_in(row.release))


def _span(atlas: Atlas, rows: Sequence[Observation], lang: str) -> Said:
    t = texts(lang)
    first = rows[0]
    indicator = atlas.facts.indicators[first.indicator_id]
    view, _ = _view(atlas, first, selected=False)
    low, high = min(row.value for row in rows), max(row.value for row in rows)
    decimals = min(indicator.decimals, written_decimals(low, high))
    value = format_value(
        low,
        value_max=high,
        qualifier="range",
        unit=indicator_unit(indicator, lang=lang),
        decimals=decimals,
        lang=lang,
    )
    where = t(f"source.count_{first.unit_kind}", count=len(rows))
    said = _said(atlas, first, indicator, (where, value, view, ""), lang)
    return replace(said, releases=published_in(*(row.release for row in rows)))


def _said(
    atlas: Atlas,
    row: Observation,
    indicator: Indicator,
    found: tuple[str, str, View | None, str],
    lang: str,
) -> Said:
    where, value, view, unit = found
    if indicator.kind == "ordinal":
        class_id = atlas.class_id_of(indicator.indicator_id, row.value)
        value = class_label(atlas.facts, indicator.indicator_id, class_id, lang=lang)
    return Said(
        what=indicator_name(indicator, lang=lang),
        where=where,
        when=observation_period(row, indicator, lang=lang),
        value=value,
        mark=texts(lang)(f"flag.{row.flag}"),
        view=view,
        unit=unit,
    )


def _recognised(atlas: Atlas, row: Recognition, lang: str) -> Said:
    facts = atlas.facts
    register = facts.province.register.status
    vintage = drawn_vintage(facts.province, row.vintage)
    years = atlas.years(register, "commune", vintage)
    year = row.year if row.year in years else max(years, default=row.year)
    evidence = texts(lang)(f"evidence.{row.evidence}")
    return Said(
        what=indicator_name(facts.indicators[register], lang=lang),
        where=unit_name(facts.units[row.vintage, row.commune_code], lang=lang),
        when=str(row.year),
        value=class_label(facts, register, row.class_id, lang=lang),
        mark="; ".join(part for part in (evidence, row.decision_no) if part),
        releases=published_in(row.release),
        view=View(register, year, "commune", vintage),
        unit=_code_on(atlas, vintage, row.commune_code),
    )


def _place(atlas: Atlas, row: Observation, lang: str) -> str:
    if row.unit_kind == "gate":
        return pick(atlas.facts.gates[row.unit_code], "name", lang)
    if row.unit_kind == "zone":
        return texts(lang)("source.zone")
    name = unit_name(atlas.facts.units[row.vintage, row.unit_code], lang=lang)
    if row.unit_kind != "commune":
        return name
    start = find_vintage(atlas.facts.province, row.vintage).valid_from
    day = format_date(start, lang=lang) if start is not None else ""
    return texts(lang)("reading.unit_on", unit=name, day=day) if day else name


def _view(atlas: Atlas, row: Observation, *, selected: bool) -> tuple[View | None, str]:
    """Return the view that shows a figure, or the year next to it, and the unit to select."""
    level: Level = next((each for each in LEVELS if each == row.unit_kind), "commune")
    province = atlas.facts.province
    vintage = row.vintage if level == "commune" and row.vintage else province.default_vintage
    vintage = drawn_vintage(province, vintage)
    years = atlas.years(row.indicator_id, level, vintage)
    if not years or not (atlas.has_figures(row.indicator_id, level, vintage)):
        return None, ""
    year = min(years, key=lambda each: (abs(each - row.year), -each))
    view = View(row.indicator_id, year, level, vintage)
    if not selected or level != row.unit_kind:
        return view, ""
    return view, _code_on(atlas, vintage, row.unit_code)


def _code_on(atlas: Atlas, vintage: str, code: str) -> str:
    """Return the code of a unit where the boundaries of a vintage have it."""
    units = (*atlas.units("commune", vintage), *atlas.units("district", vintage))
    return code if code in {unit.code for unit in units} else ""
