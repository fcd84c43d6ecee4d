"""Whether figures can be true: the rules of the catalogue, and what is published already."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from geo.facts.check_figures import period_years
from geo.facts.model import Facts
from geo.imports.asking import Answers, Notes
from geo.imports.checks.comparing import compare
from geo.imports.checks.scales import scaled
from geo.imports.checks.wholes import check_wholes
from geo.imports.figures import DraftFigure
from geo.imports.findings import Finding, at_cell
from geo.language.numbers import Amount, written_decimals
from geo.language.texts import OwnText
from geo.places.units import level_units

_NAMED = 8
"""Units that a coverage names."""


def check_figures(
    facts: Facts,
    figures: Sequence[DraftFigure],
    answers: Answers,
    notes: Notes,
    today: date,
) -> list[DraftFigure]:
    """Check the figures of a file.

    Parameters
    ----------
    facts, figures
        The facts, and the figures that are checked.
    answers
        What a person has said, of units of measure among others.
    notes
        Takes faults, warnings and questions.
    today
        The day on which this is done: there are no figures of later years.

    Returns
    -------
    figures : list of DraftFigure
        The figures in the unit of measure of their indicators.
    """
    found = scaled(facts, figures, answers, notes)
    for each in found:
        _check_bounds(facts, each, notes)
        _check_time(facts, each, notes, today)
        _check_unit_kind(facts, each, notes)
    _check_twice(found, notes)
    _check_decimals(facts, found, notes)
    compare(facts, found, notes)
    check_wholes(facts, found, notes)
    _tell_coverage(facts, found, notes)
    return found


def _check_bounds(facts: Facts, figure: DraftFigure, notes: Notes) -> None:
    """Check a figure against what its indicator can be."""
    indicator = facts.indicators[figure.indicator_id]
    unit = OwnText(indicator, "unit")
    for value in (figure.value, figure.value_max):
        if value is None:
            continue
        if indicator.min is not None and value < indicator.min:
            bound = _printed(indicator.min)
            notes.faults.append(_at(figure, "below_bound", value, bound=bound, unit=unit))
        if indicator.max is not None and value > indicator.max:
            bound = _printed(indicator.max)
            notes.faults.append(_at(figure, "above_bound", value, bound=bound, unit=unit))
    if figure.value_max is not None and figure.value_max < figure.value:
        notes.faults.append(_at(figure, "range_backward", figure.value_max))
    if indicator.kind == "count" and not indicator.decimals and not figure.value.is_integer():
        notes.faults.append(_at(figure, "not_whole", figure.value))
    if indicator.kind == "ordinal":
        _check_class(facts, figure, notes)
    if figure.indicator_id == facts.province.register.status:
        notes.faults.append(_at(figure, "of_the_register", figure.value))


def _check_class(facts: Facts, figure: DraftFigure, notes: Notes) -> None:
    own = [each for each in facts.ordinal_classes if each.indicator_id == figure.indicator_id]
    classes = sorted(each.value for each in own)
    if figure.value not in classes:
        listed = ", ".join(map(str, classes))
        notes.faults.append(_at(figure, "no_class", figure.value, classes=listed))


def _check_time(facts: Facts, figure: DraftFigure, notes: Notes, today: date) -> None:
    """Check the year and the period of a figure."""
    years = period_years(figure.period)
    if years is None:
        notes.faults.append(_at(figure, "bad_period", figure.period))
    elif years and figure.year not in years:
        notes.faults.append(_at(figure, "period_of_other_year", figure.period, year=figure.year))
    if figure.year > today.year and figure.flag != "plan":
        notes.faults.append(_at(figure, "year_to_come", figure.year, today=today.year))
    flow = facts.indicators[figure.indicator_id].temporal == "flow"
    whole = figure.period == "year" and figure.flag not in ("plan", "estimate")
    if figure.year == today.year and flow and whole:
        notes.warnings.append(_at(figure, "year_not_over", figure.year))


def _check_unit_kind(facts: Facts, figure: DraftFigure, notes: Notes) -> None:
    kinds = facts.indicators[figure.indicator_id].unit_kinds
    unit = facts.units[figure.vintage, figure.unit_code]
    if figure.unit_kind == "commune" and kinds and unit.kind not in kinds:
        notes.faults.append(_at(figure, "not_concerned", unit.name))


def _check_twice(figures: Sequence[DraftFigure], notes: Notes) -> None:
    first: dict[tuple[object, ...], DraftFigure] = {}
    for each in figures:
        before = first.setdefault(each.key, each)
        if before is not each:
            fields = {"row": before.row + 1, "sheet": before.sheet}
            notes.faults.append(_at(each, "twice", each.value, **fields))


def _check_decimals(facts: Facts, figures: Sequence[DraftFigure], notes: Notes) -> None:
    longer: dict[str, list[DraftFigure]] = defaultdict(list)
    for each in figures:
        if written_decimals(each.value) > facts.indicators[each.indicator_id].decimals:
            longer[each.indicator_id].append(each)
    for indicator_id, those in longer.items():
        indicator = facts.indicators[indicator_id]
        fields = {
            "count": len(those),
            "decimals": indicator.decimals,
            "indicator": OwnText(indicator, "name"),
        }
        notes.warnings.append(_at(those[0], "decimals", those[0].value, **fields))


def _tell_coverage(facts: Facts, figures: Sequence[DraftFigure], notes: Notes) -> None:
    """Tell which communes a file has no figure of."""
    views: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for each in figures:
        if each.unit_kind == "commune":
            views[each.indicator_id, each.vintage, each.year].add(each.unit_code)
    for (indicator_id, vintage, year), codes in views.items():
        indicator = facts.indicators[indicator_id]
        units = level_units(facts, level="commune", vintage=vintage)
        kinds = indicator.unit_kinds
        concerned = [unit for unit in units if not kinds or unit.kind in kinds]
        missing = [unit.name for unit in concerned if unit.code not in codes]
        if missing:
            names = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
            fields = {
                "count": len(missing),
                "total": len(concerned),
                "names": names,
                "indicator": OwnText(indicator, "name"),
                "year": year,
            }
            notes.warnings.append(Finding("coverage", fields=fields))


def _at(figure: DraftFigure, key: str, value: object, /, **fields: object) -> Finding:
    return at_cell(key, figure.sheet, figure.place, value, **fields)


def _printed(number: float) -> Amount:
    return Amount(value=number, decimals=written_decimals(number))
