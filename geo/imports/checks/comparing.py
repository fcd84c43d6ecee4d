"""Figures of a file beside what is published: changed, far from before, not adding up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from geo.facts.model import UNIT_AREA, Facts, Observation
from geo.imports.asking import Notes
from geo.imports.checks.published import published, published_near
from geo.imports.figures import DraftFigure
from geo.imports.findings import Finding, at_cell
from geo.language.numbers import Amount, written_decimals
from geo.language.texts import OwnText
from geo.places.units import level_units

_YEARS_BACK = 5
_TIMES = 2.0
_POINTS = 20.0
"""Per cents by which a share rarely moves in a few years."""
_SHARE = 0.01
"""Of a published figure, within which a sum says the same."""


def compare(facts: Facts, figures: Sequence[DraftFigure], notes: Notes) -> None:
    """Compare figures with what is published.

    Parameters
    ----------
    facts
        The facts.
    figures
        The figures.
    notes
        Takes a warning for each that changes a published figure, lies far from an earlier one,
        or does not go with its parts or its whole.
    """
    given = {(each.indicator_id, each.vintage, each.unit_code, each.year): each for each in figures}
    for each in figures:
        before = published_same(facts, each)
        if before is not None and before.value != each.value:
            fields = {"old": _printed(before.value), "new": _printed(each.value)}
            notes.warnings.append(_at(each, "changed", **fields))
        elif before is None:
            _check_jump(facts, each, notes)
        _check_ratio(facts, each, given, notes)
    _check_parents(facts, figures, notes)


def published_same(facts: Facts, figure: DraftFigure) -> Observation | None:
    """Return the published figure that a figure of a file would take the place of, if any."""
    unit = facts.units[figure.vintage, figure.unit_code]
    for row in published(facts, figure.indicator_id, unit):
        if (row.year, row.period, row.flag) == (figure.year, figure.period, figure.flag):
            return row
    return None


def _check_jump(facts: Facts, figure: DraftFigure, notes: Notes) -> None:
    indicator = facts.indicators[figure.indicator_id]
    unit = facts.units[figure.vintage, figure.unit_code]
    near = published_near(facts, figure.indicator_id, unit, figure.year)
    if near is None or not 0 <= figure.year - near.year <= _YEARS_BACK:
        return
    if indicator.kind == "ordinal" or (indicator.min is None or indicator.min < 0):
        return
    low, high = sorted((figure.value, near.value))
    far = high - low > _POINTS if "%" in indicator.unit_vi else high > _TIMES * low
    if far and figure.year != near.year:
        fields = {"old": _printed(near.value), "year": near.year}
        notes.warnings.append(_at(figure, "jump", **fields))


def _check_ratio(
    facts: Facts,
    figure: DraftFigure,
    given: Mapping[tuple[str, str, str, int], DraftFigure],
    notes: Notes,
) -> None:
    """Compare a share with its parts, from the file or as published."""
    indicator = facts.indicators[figure.indicator_id]
    if not indicator.numerator_id or indicator.scale is None or figure.qualifier != "exact":
        return
    above, below = (
        _part(facts, figure, part, given)
        for part in (indicator.numerator_id, indicator.denominator_id)
    )
    if above is None or not below:
        return
    expected = indicator.scale * above / below
    rounding = 0.51 * 10.0 ** -min(indicator.decimals, written_decimals(figure.value))
    if abs(expected - figure.value) > max(rounding, _SHARE * abs(expected)):
        fields = {"expected": Amount(value=expected, decimals=max(indicator.decimals, 2))}
        notes.warnings.append(_at(figure, "share_differs", **fields))


def _part(
    facts: Facts,
    figure: DraftFigure,
    part: str,
    given: Mapping[tuple[str, str, str, int], DraftFigure],
) -> float | None:
    unit = facts.units[figure.vintage, figure.unit_code]
    if part == UNIT_AREA:
        return unit.area_km2
    own = given.get((part, figure.vintage, figure.unit_code, figure.year))
    if own is not None:
        return own.value
    rows = published(facts, part, unit)
    same = [row for row in rows if (row.year, row.period) == (figure.year, figure.period)]
    return same[0].value if same else None


def _check_parents(facts: Facts, figures: Sequence[DraftFigure], notes: Notes) -> None:
    """Compare what all communes add up to with what is published of the province."""
    views: dict[tuple[str, str, int, str], dict[str, DraftFigure]] = defaultdict(dict)
    for each in figures:
        if each.unit_kind == "commune" and facts.indicators[each.indicator_id].aggregate == "sum":
            views[each.indicator_id, each.vintage, each.year, each.period][each.unit_code] = each
    for (indicator_id, vintage, year, period), those in views.items():
        units = level_units(facts, level="commune", vintage=vintage)
        rows = published(facts, indicator_id, facts.units[vintage, facts.province.code])
        same = [r for r in rows if (r.year, r.period) == (year, period) and r.flag != "plan"]
        if not same or set(those) != {unit.code for unit in units}:
            continue
        total = sum(each.value for each in those.values())
        if abs(total - same[0].value) > _SHARE * abs(same[0].value):
            fields = {
                "sum": _printed(total),
                "published": _printed(same[0].value),
                "indicator": OwnText(facts.indicators[indicator_id], "name"),
                "year": year,
            }
            sheet = next(iter(those.values())).sheet
            notes.warnings.append(Finding("parent_differs", sheet, fields=fields))


def _at(figure: DraftFigure, key: str, /, **fields: object) -> Finding:
    return at_cell(key, figure.sheet, figure.place, figure.value, **fields)


def _printed(number: float) -> Amount:
    return Amount(value=number, decimals=written_decimals(number))
