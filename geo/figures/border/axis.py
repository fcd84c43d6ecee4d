"""The law of one axis: nothing shares it that counts otherwise, or for another length of time.

Whatever the page of the border economy sizes or lays side by side goes through `one_axis`; what an
address, a control or a file brings together otherwise is refused there, not drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from geo.errors import MixedAxisError
from geo.facts.model import Facts, Observation
from geo.facts.particulars import Pair
from geo.figures.border.parts import Part, part_of_year
from geo.figures.observations import period_family

Time = Part | str
"""A part of a year, ``year`` for a whole one or a stock's state, else the period as written."""


@dataclass(frozen=True)
class Axis:
    """What an axis measures.

    Parameters
    ----------
    indicators
        The indicator, or exports and imports that make one sum.
    time
        The length of time.
    """

    indicators: tuple[str, ...]
    time: Time


def time_of(facts: Facts, row: Observation) -> Time:
    """Return the length of time that a figure is of."""
    family = period_family(row.period)
    stock = facts.indicators[row.indicator_id].temporal == "stock"
    if family == "year" or (family == "state" and stock):
        return "year"
    return part_of_year(row.period) or row.period


def one_axis(facts: Facts, rows: Iterable[Observation], *, pair: Pair | None = None) -> Axis:
    """Return the axis on which figures may stand together.

    Parameters
    ----------
    facts
        The facts.
    rows
        The figures; one at least.
    pair
        Exports and imports that may share it.

    Returns
    -------
    axis : Axis
        Of one indicator, or of the pair, and of one length of time.

    Raises
    ------
    MixedAxisError
        They are of two bases, of a part of a year and a whole one, or plans among figures.
    """
    together = (pair.outward, pair.inward) if pair is not None else ()
    found = {
        (
            together if row.indicator_id in together else (row.indicator_id,),
            time_of(facts, row),
            row.flag == "plan",
        )
        for row in rows
    }
    if len(found) != 1 or _mixed(facts, together):
        raise MixedAxisError("border.mixed_axis")
    indicators, time, _ = found.pop()
    return Axis(indicators, time)


def _mixed(facts: Facts, indicators: tuple[str, ...]) -> bool:
    """Tell whether a pair counts two things: in two units, or one is not to stand by the other."""
    known = [facts.indicators[each] for each in indicators]
    never = {each for indicator in known for each in indicator.never_mix_with}
    return bool(never & set(indicators)) or len({each.unit_en for each in known}) > 1
