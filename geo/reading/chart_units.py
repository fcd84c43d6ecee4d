"""The unit and the axis of a chart: thousands of millions stand as billions, as in texts."""

import math
from collections.abc import Sequence

from geo.facts.model import Indicator
from geo.language.numbers import large_unit, written_decimals
from geo.reading.values import indicator_unit
from geo.targets.progress import Progress

_READ = 2
"""Decimals that are read in a chart where its numbers have more."""
_LARGE = 1000
"""From here on nobody compares the decimals of numbers: a zero after the sign only takes room."""


def shrunk(number: float, places: int) -> float:
    """Move the point of a number as its unit asks."""
    return number / 10**places if places else number


def shown_decimals(
    indicator: Indicator, numbers: Sequence[float], places: int, *, pace: bool = False
) -> int:
    """Return the decimals of the numbers of a chart: none that no number has; of a pace one."""
    if pace:
        return max(1, indicator.decimals)
    return min(indicator.decimals + places, written_decimals(*numbers))


def printed_decimals(value: float, numbers: Sequence[float], decimals: int) -> int:
    """Return the decimals of a number printed in a chart of few letters.

    All have as many as the one that has most; where that is more than two, or where there are
    thousands, each its own, two at most: a number of thousands in millions has digits that no
    chart is read for.
    """
    shared = min(written_decimals(*numbers), decimals)
    if shared <= _READ and max(map(abs, numbers)) < _LARGE:
        return shared
    return min(written_decimals(value), shared, _READ)


def in_one_unit(
    indicator: Indicator, values: Sequence[float], *, lang: str
) -> tuple[tuple[float, ...], str, int]:
    """Return the numbers of a chart of an indicator, their unit and their decimals."""
    places, unit = series_measure(indicator, *values, lang=lang)
    numbers = tuple(shrunk(value, places) for value in values)
    return numbers, unit, shown_decimals(indicator, numbers, places)


def series_measure(indicator: Indicator, *values: float | None, lang: str) -> tuple[int, str]:
    """Return by how many places the values of a chart of an indicator shrink, and their unit."""
    return large_unit(indicator_unit(indicator, lang=lang), *values, lang=lang)


def target_measure(measured: Progress, *, lang: str) -> tuple[int, str]:
    """Return by how many places the values of a target's chart shrink, and their unit then."""
    target, latest = measured.target, measured.latest
    numbers = (target.value_low, target.value_high, latest.value if latest else None)
    return series_measure(measured.indicator, *numbers, lang=lang)


def target_decimals(
    measured: Progress, figures: Sequence[tuple[int, float, str]], *, lang: str
) -> int:
    """Return the decimals of the figures of a target's chart: none that no figure has."""
    places, _ = target_measure(measured, lang=lang)
    return shown_decimals(measured.indicator, [value for _, value, _ in figures], places)


def span_shown(values: Sequence[float]) -> tuple[float, float, float]:
    """Return where an axis of values begins and ends, and the round step between its lines.

    It begins at zero, unless all values are far above it.
    """
    low, high = min(0.0, *values), max(0.0, *values)
    if min(values) > high / 2:
        low = max(0.0, min(values) - (high - min(values)) / 2)
    step = _round_step((high - low) / 6)
    low = math.floor(low / step) * step
    return low, max(math.ceil(high / step + 0.2) * step, low + step), step


def _round_step(least: float) -> float:
    """Return 1, 2 or 5 times a power of ten that is not smaller."""
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * 0.999)
