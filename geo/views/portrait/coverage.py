"""How much of what may be known of a unit is known, and where the rest may stand."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import LEVELS, Indicator, Level, Unit
from geo.facts.particulars import Publication
from geo.figures.atlas import Atlas
from geo.figures.indicator_order import ordered_indicators
from geo.figures.years_known import indicator_coverage
from geo.views.portrait.standing import is_measured


@dataclass(frozen=True)
class Missing:
    """Indicators that a unit has no figure of, by the publication that may hold one, if known."""

    publication: Publication | None
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Known:
    """Of how many indicators a unit has a figure.

    Parameters
    ----------
    known, expected
        Indicators with a figure, of those that could have one.
    missing
        The others, by publication, those that would fill most first.
    """

    known: int
    expected: int
    missing: tuple[Missing, ...]


def known_of(atlas: Atlas, unit: Unit, known: Collection[str]) -> Known:
    """Count what is known of a unit.

    Parameters
    ----------
    atlas
        The atlas.
    unit
        The unit.
    known
        Ids of the indicators that it has a figure of.

    Returns
    -------
    known : Known
        What could be known of a unit is every indicator that concerns units of its kind and is
        known of any unit of its level, or is of people or land, which every unit has.
    """
    expected = [
        each
        for each in known_at(atlas, unit.level)
        if not each.unit_kinds or unit.level != "commune" or unit.kind in each.unit_kinds
    ]
    missing: defaultdict[str, list[Indicator]] = defaultdict(list)
    publications = atlas.facts.publications
    for each in expected:
        if each.indicator_id not in known:
            where = publications.get(each.indicator_id)
            missing[where.text_vi if where else ""].append(each)
    groups = [
        Missing(publications.get(own[0].indicator_id), tuple(own)) for own in missing.values()
    ]
    groups.sort(key=lambda each: (each.publication is None, -len(each.indicators)))
    return Known(len(known), len(expected), tuple(groups))


@kept_with(4)
def known_at(atlas: Atlas, level: Level) -> tuple[Indicator, ...]:
    """Return the indicators that units of a level could have figures of, in their order."""
    return tuple(each for each in ordered_indicators(atlas.facts) if _is_known(atlas, each, level))


def _is_known(atlas: Atlas, indicator: Indicator, level: Level) -> bool:
    if atlas.in_register(indicator.indicator_id):
        return level == "commune"
    if indicator.kind != "ordinal" and not is_measured(atlas, indicator, level):
        return False
    coverage = indicator_coverage(atlas, indicator)
    # what is known of all communes is known of their district
    counts: tuple[Collection[int], ...] = (
        coverage.communes,
        coverage.districts,
        coverage.province,
    )
    at = LEVELS.index(level)
    below = indicator.aggregate != "never" and any(counts[:at])
    return bool(counts[at]) or below or indicator.share != "none"
