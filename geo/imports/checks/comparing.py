"""Figures of a file beside what is published: changed, far from before, not of their parts."""

from collections.abc import Mapping, Sequence

from geo.facts.model import UNIT_AREA, Facts, Observation
from geo.imports.asking import Notes
from geo.imports.checks.published import published, published_near
from geo.imports.figures import DraftFigure
from geo.imports.findings import Finding, at_cell
from geo.language.numbers import Amount, written_decimals

_YEARS_BACK = 5
_TIMES = 2.0
_POINTS = 20.0
"""Per cents by which a share rarely moves in a few years."""
_SHARE = 0.01
"""Of a share, within which its parts say the same."""
Place = tuple[str, str, str, int, str]
"""Indicator, boundaries (of communes only), code, year and period."""
Given = Mapping[Place, DraftFigure]


def by_place(figures: Sequence[DraftFigure]) -> Given:
    """Return figures by their places."""
    return {place_of(each, each.indicator_id): each for each in figures}


def place_of(figure: DraftFigure, indicator_id: str) -> Place:
    """Return where a figure of an indicator stands that is of the same unit and time."""
    vintage = figure.vintage if figure.unit_kind == "commune" else ""
    return (indicator_id, vintage, figure.unit_code, figure.year, figure.period)


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
        or does not go with its parts.
    """
    given = by_place(figures)
    for each in figures:
        before = published_same(facts, each)
        if before is not None and before.value != each.value:
            fields = {"old": _printed(before.value), "new": _printed(each.value)}
            notes.warnings.append(_at(each, "changed", **fields))
        elif before is None:
            _check_jump(facts, each, notes)
        _check_ratio(facts, each, given, notes)


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
    given: Given,
    notes: Notes,
) -> None:
    """Compare a share with its parts, from the file or as published."""
    indicator = facts.indicators[figure.indicator_id]
    if not indicator.numerator_id or indicator.scale is None or figure.qualifier != "exact":
        return
    above, below = (
        part_of(facts, figure, part, given)
        for part in (indicator.numerator_id, indicator.denominator_id)
    )
    if above is None or not below:
        return
    expected = indicator.scale * above / below
    rounding = 0.51 * 10.0 ** -min(indicator.decimals, written_decimals(figure.value))
    if abs(expected - figure.value) > max(rounding, _SHARE * abs(expected)):
        fields = {"expected": Amount(value=expected, decimals=max(indicator.decimals, 2))}
        notes.warnings.append(_at(figure, "share_differs", **fields))


def part_of(
    facts: Facts,
    figure: DraftFigure,
    part: str,
    given: Given,
) -> float | None:
    """Return what a share is worked out from, of the same unit and time: given, or published."""
    unit = facts.units[figure.vintage, figure.unit_code]
    if part == UNIT_AREA:
        return unit.area_km2
    own = given.get(place_of(figure, part))
    if own is not None:
        return own.value
    rows = published(facts, part, unit)
    same = [row for row in rows if (row.year, row.period) == (figure.year, figure.period)]
    return same[0].value if same else None


def _at(figure: DraftFigure, key: str, /, **fields: object) -> Finding:
    return at_cell(key, figure.sheet, figure.place, figure.value, **fields)


def _printed(number: float) -> Amount:
    return Amount(value=number, decimals=written_decimals(number))
