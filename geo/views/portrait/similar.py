"""The units that a unit is most like, by a distance that can be said in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean, pstdev

from geo.facts.lifetime import kept_with
from geo.facts.model import UNVERIFIED, Indicator, Level, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.indicator_order import ordered_indicators
from geo.places.units import level_units
from geo.views.portrait.standing import is_measured, peer_figures

FEWEST = 3
"""Indicators that a likeness rests on at least, and units whose figures make a measure of one."""


@dataclass(frozen=True)
class Likeness:
    """How far apart two units are.

    Parameters
    ----------
    unit
        The other unit.
    distance
        Mean over the indicators known of both of how many standard deviations lie between them.
    rests_on
        Number of these indicators.
    """

    unit: Unit
    distance: float
    rests_on: int


def similar_units(atlas: Atlas, unit: Unit, *, most: int = 5) -> tuple[Likeness, ...]:
    """Return the units of the same level and boundaries that a unit is most like.

    Parameters
    ----------
    atlas
        The atlas.
    unit
        The unit.
    most
        How many to return at most.

    Returns
    -------
    similar : tuple of Likeness
        The nearest first; empty where too little is known.

    Notes
    -----
    Of each indicator the year counts that most units know; of indicators that must never share
    an axis the best known one. Vague figures and those that nobody answers for are left out.
    """
    scores = _scores(atlas, unit.level, unit.vintage)
    own = scores.get(unit.code, {})
    found = []
    for other in level_units(atlas.facts, level=unit.level, vintage=unit.vintage):
        theirs = scores[other.code]
        shared = [each for each in own if each in theirs]
        if other.code != unit.code and len(shared) >= FEWEST:
            distance = fmean(abs(own[each] - theirs[each]) for each in shared)
            found.append(Likeness(other, distance, len(shared)))
    found.sort(key=lambda each: (each.distance, -each.rests_on, each.unit.code))
    return tuple(found[:most])


@kept_with(16)
def _scores(atlas: Atlas, level: Level, vintage: str) -> Mapping[str, Mapping[str, float]]:
    """Return by unit and indicator how many standard deviations it lies from the mean."""
    units = level_units(atlas.facts, level=level, vintage=vintage)
    scores: dict[str, dict[str, float]] = {unit.code: {} for unit in units}
    for indicator, values in _measures(atlas, level, vintage):
        middle, spread = fmean(values.values()), pstdev(values.values())
        if spread > 0:
            for code, value in values.items():
                scores[code][indicator.indicator_id] = (value - middle) / spread
    return scores


def _measures(
    atlas: Atlas, level: Level, vintage: str
) -> Iterator[tuple[Indicator, dict[str, float]]]:
    """Return the indicators that units are compared by, with the values of one year."""
    found = []
    for indicator in ordered_indicators(atlas.facts):
        if is_measured(atlas, indicator, level):
            values = _best_known(atlas, indicator, level, vintage)
            if len(values) >= FEWEST:
                found.append((indicator, values))
    taken: list[Indicator] = []
    for indicator, values in sorted(found, key=lambda pair: -len(pair[1])):
        if not any(_never_mixed(indicator, other) for other in taken):
            taken.append(indicator)
            yield indicator, values


def _best_known(atlas: Atlas, indicator: Indicator, level: Level, vintage: str) -> dict[str, float]:
    best: dict[str, float] = {}
    for year in reversed(atlas.years(indicator.indicator_id, level, vintage)):
        peers = peer_figures(atlas, indicator.indicator_id, year, level, vintage)
        values = {code: value for code, cell in peers.items() for value in _sound(cell)}
        if len(values) > len(best):
            best = values
    return best


def _sound(cell: Cell) -> list[float]:
    vague = cell.qualifier != "exact" or cell.flag == UNVERIFIED
    return [] if cell.value is None or vague else [cell.value]


def _never_mixed(one: Indicator, other: Indicator) -> bool:
    return other.indicator_id in one.never_mix_with or one.indicator_id in other.never_mix_with
