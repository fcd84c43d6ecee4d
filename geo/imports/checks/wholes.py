"""Figures beside the wholes that the catalogue says they are parts of: shares that cannot be."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from geo.facts.model import Facts, Indicator
from geo.imports.asking import Notes
from geo.imports.checks.comparing import Given, by_place, part_of, place_of
from geo.imports.checks.published import published
from geo.imports.figures import DraftFigure
from geo.imports.findings import Finding, at_cell
from geo.language.numbers import Amount, written_decimals
from geo.language.texts import OwnText
from geo.places.units import level_units

_SHARE = 0.01
"""Of the figure of the province, within which its communes say the same."""
_NOISE = 1e-9
View = tuple[str, str, int, str]
"""Indicator, boundaries, year and period."""


def check_wholes(facts: Facts, figures: Sequence[DraftFigure], notes: Notes) -> None:
    """Check parts against wholes, and what all communes make against the province.

    Parameters
    ----------
    facts
        The facts. Of a share the catalogue names the part and the whole it is worked out from;
        which indicators share one whole out among them it does not say.
    figures
        The figures.
    notes
        Takes a fault for a part that is too large for a whole in the same file, and warnings for
        one that is so beside what is published, and for communes that do not make the province.
    """
    given = by_place(figures)
    for rate in facts.indicators.values():
        if rate.numerator_id and rate.scale is not None and rate.max is not None:
            for each in figures:
                if each.indicator_id == rate.numerator_id:
                    _check_part(facts, rate, each, given, notes)
    communes: dict[View, dict[str, DraftFigure]] = defaultdict(dict)
    for each in figures:
        if each.unit_kind == "commune":
            view = (each.indicator_id, each.vintage, each.year, each.period)
            communes[view][each.unit_code] = each
    for view, those in communes.items():
        _check_province(facts, view, those, given, notes)


def _check_part(
    facts: Facts, rate: Indicator, figure: DraftFigure, given: Given, notes: Notes
) -> None:
    whole = part_of(facts, figure, rate.denominator_id, given)
    assert rate.scale is not None
    assert rate.max is not None
    if not whole or rate.scale * figure.value <= rate.max * whole * (1 + _NOISE):
        return
    indicator = facts.indicators.get(rate.denominator_id)
    expected = rate.scale * figure.value / whole
    fields = {
        "whole": OwnText(indicator, "name") if indicator else rate.denominator_id,
        "value": _printed(whole),
        "rate": OwnText(rate, "name"),
        "expected": Amount(value=expected, decimals=rate.decimals),
    }
    in_file = place_of(figure, rate.denominator_id) in given
    found = notes.faults if in_file else notes.warnings
    found.append(at_cell("part_above", figure.sheet, figure.place, figure.value, **fields))


def _check_province(
    facts: Facts, view: View, those: Mapping[str, DraftFigure], given: Given, notes: Notes
) -> None:
    """Compare what all communes make with the province, as the file or the store has it."""
    indicator_id, vintage, year, period = view
    indicator = facts.indicators[indicator_id]
    kinds = indicator.unit_kinds
    units = level_units(facts, level="commune", vintage=vintage)
    concerned = {unit.code for unit in units if not kinds or unit.kind in kinds}
    own = given.get((indicator_id, "", facts.province.code, year, period))
    whole = own.value if own is not None else _published(facts, view)
    if whole is None or indicator.aggregate == "never" or not concerned <= set(those):
        return
    fields = {"indicator": OwnText(indicator, "name"), "year": year, "published": _printed(whole)}
    if indicator.aggregate == "sum":
        total = sum(each.value for each in those.values())
        key, fields["sum"] = "parent_differs", _printed(total)
        differs = abs(total - whole) > _SHARE * abs(whole)
    else:
        key, low, high = _mean(facts, indicator, those, given)
        # means have more decimals than anybody writes
        rounding = 0.51 * 10.0 ** -min(indicator.decimals, written_decimals(whole))
        differs = not low - rounding <= whole <= high + rounding
        fields |= {"low": _rounded(low, indicator), "high": _rounded(high, indicator)}
    if differs:
        first = next(iter(those.values()))
        about = (
            at_cell(key, own.sheet, own.place, own.value, **fields)
            if own is not None
            else Finding(key, first.sheet, fields=fields)
        )
        notes.warnings.append(about)


def _mean(
    facts: Facts, indicator: Indicator, those: Mapping[str, DraftFigure], given: Given
) -> tuple[str, float, float]:
    """Return between what the mean of shares must lie: one number where all wholes are known."""
    values = [each.value for each in those.values()]
    whole = indicator.denominator_id
    weights = [part_of(facts, each, whole, given) if whole else None for each in those.values()]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(values) or not sum(known):
        return "mean_outside", min(values), max(values)
    mean = sum(v * w for v, w in zip(values, known, strict=True)) / sum(known)
    return "mean_differs", mean * (1 - _SHARE), mean * (1 + _SHARE)


def _published(facts: Facts, view: View) -> float | None:
    indicator_id, vintage, year, period = view
    rows = published(facts, indicator_id, facts.units[vintage, facts.province.code])
    same = [r for r in rows if (r.year, r.period) == (year, period) and r.flag != "plan"]
    return same[0].value if same else None


def _rounded(number: float, indicator: Indicator) -> Amount:
    return Amount(value=number, decimals=indicator.decimals)


def _printed(number: float) -> Amount:
    return Amount(value=number, decimals=written_decimals(number))
