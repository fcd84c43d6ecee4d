"""What is published of a unit, to be found quickly."""

from collections import defaultdict
from collections.abc import Mapping

from geo.facts.lifetime import kept_with
from geo.facts.model import Facts, Observation, Unit

Place = tuple[str, str, str, str]
"""Indicator, kind of unit, boundaries (of communes only) and code."""


@kept_with(1)
def _published(facts: Facts) -> Mapping[Place, tuple[Observation, ...]]:
    found: dict[Place, list[Observation]] = defaultdict(list)
    for row in facts.observations:
        vintage = row.vintage if row.unit_kind == "commune" else ""
        found[row.indicator_id, row.unit_kind, vintage, row.unit_code].append(row)
    return {place: tuple(rows) for place, rows in found.items()}


def published(facts: Facts, indicator_id: str, unit: Unit) -> tuple[Observation, ...]:
    """Return what is published of an indicator and a unit, plans included."""
    vintage = unit.vintage if unit.level == "commune" else ""
    return _published(facts).get((indicator_id, unit.level, vintage, unit.code), ())


def published_near(facts: Facts, indicator_id: str, unit: Unit, year: int) -> Observation | None:
    """Return the published figure of a whole year that is nearest in time; None for none."""
    whole = [
        row
        for row in published(facts, indicator_id, unit)
        if row.flag != "plan" and (row.period == "year" or row.period.startswith("asof-"))
    ]
    return min(whole, key=lambda row: abs(row.year - year), default=None)
