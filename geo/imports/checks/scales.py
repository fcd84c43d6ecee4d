"""Figures in another unit of measure: ten, a hundred, a thousand times what is published."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from geo.facts.model import Facts, Indicator, Observation
from geo.imports.asking import Answers, Choice, Notes, Question
from geo.imports.checks.published import published_near
from geo.imports.figures import DraftFigure
from geo.imports.findings import at_cell
from geo.language.numbers import Amount, written_decimals
from geo.language.texts import OwnText
from geo.places.units import level_units

_POWERS = (1, 2, 3, 6)
_NEAR = 0.2
"""Of a power of ten: 1,000 times is from 630 to 1,585 times."""
_MOST = 0.8
"""Share of the figures that must be off by the same power."""
_FEW = 3
"""Figures of which ten times, and a per cent below one, say something."""


def scaled(
    facts: Facts, figures: Sequence[DraftFigure], answers: Answers, notes: Notes
) -> list[DraftFigure]:
    """Bring figures to the unit of measure of their indicators, as a person has said.

    Parameters
    ----------
    facts, figures
        The facts, and the figures as the file writes them.
    answers
        What a person has said: for ``scale:<indicator>`` the number to multiply by.
    notes
        Takes a question for each indicator whose figures are off by a power of ten.
    """
    by_indicator: dict[str, list[DraftFigure]] = defaultdict(list)
    for each in figures:
        by_indicator[each.indicator_id].append(each)
    factors = {
        indicator: _factor(facts.indicators[indicator], facts, those, answers, notes)
        for indicator, those in by_indicator.items()
    }
    return [_times(each, factors[each.indicator_id]) for each in figures]


def _times(figure: DraftFigure, factor: float) -> DraftFigure:
    if factor == 1:
        return figure
    high = None if figure.value_max is None else float(f"{figure.value_max * factor:.14g}")
    return replace(figure, value=float(f"{figure.value * factor:.14g}"), value_max=high)


def _factor(
    indicator: Indicator,
    facts: Facts,
    figures: Sequence[DraftFigure],
    answers: Answers,
    notes: Notes,
) -> float:
    key = f"scale:{indicator.indicator_id}"
    power = _power(facts, indicator, figures)
    known = {"1", *(_written(each) for p in _POWERS for each in (p, -p))}
    if answers.get(key, "") in known:
        return float(answers[key])
    if power:
        first = figures[0]
        times = 10.0 ** abs(power)
        fields = {
            "times": Amount(value=times, decimals=0),
            "indicator": OwnText(indicator, "name"),
            "unit": OwnText(indicator, "unit"),
        }
        name = "scale_above" if power > 0 else "scale_below"
        about = at_cell(name, first.sheet, first.place, first.value, **fields)
        notes.ask(Question(key, "scale", about, _choices(power, first.value)))
    return 1


def _choices(power: int, value: float) -> tuple[Choice, ...]:
    right = float(f"{value * 10.0**-power:.14g}")
    return tuple(
        Choice(written, *(_shown(number, lang) for lang in ("vi", "en")))
        for written, number in ((_written(-power), right), ("1", value))
    )


def _shown(number: float, lang: str) -> str:
    return Amount(value=number, decimals=written_decimals(number)).words(lang)


def _written(power: int) -> str:
    return f"{10**power}" if power >= 0 else f"{10.0**power:.{-power}f}"


def _power(facts: Facts, indicator: Indicator, figures: Sequence[DraftFigure]) -> int:
    """Return the power of ten by which most figures are off; 0 for none."""
    ratios = [
        math.log10(each.value / near.value)
        for each in figures
        if (near := _near(facts, each)) is not None and each.value > 0 and near.value > 0
    ]
    ratios += _ratio_of_whole(facts, indicator, figures)
    for power in (sign * each for each in _POWERS for sign in (1, -1)):
        near_it = sum(abs(ratio - power) <= _NEAR for ratio in ratios)
        enough = 1 if abs(power) > 1 else _FEW
        if near_it >= max(enough, _MOST * len(ratios)):
            return power
    values = [each.value for each in figures if each.value]
    if not ratios and "%" in indicator.unit_vi and len(values) >= _FEW and max(values) <= 1:
        return -2
    return 0


def _near(facts: Facts, figure: DraftFigure) -> Observation | None:
    unit = facts.units[figure.vintage, figure.unit_code]
    return published_near(facts, figure.indicator_id, unit, figure.year)


def _ratio_of_whole(
    facts: Facts, indicator: Indicator, figures: Sequence[DraftFigure]
) -> list[float]:
    """Compare what all communes add up to with what is published of the province."""
    years = {each.year for each in figures}
    year = max(years)
    communes = {
        each.unit_code: each.value
        for each in figures
        if each.unit_kind == "commune" and each.year == year and each.period == "year"
    }
    vintage = figures[0].vintage
    province = facts.province.code
    unit = facts.units[vintage, province]
    published = published_near(facts, indicator.indicator_id, unit, year)
    units = level_units(facts, level="commune", vintage=vintage)
    if published is None or published.value <= 0 or set(communes) != {u.code for u in units}:
        return []
    total = sum(communes.values())
    if indicator.aggregate == "weighted_mean":
        total /= len(communes)
    elif indicator.aggregate != "sum":
        return []
    return [math.log10(total / published.value)] if total > 0 else []
