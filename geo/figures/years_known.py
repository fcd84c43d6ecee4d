"""The catalogue with its coverage: for every indicator the years known at each level."""

from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import LEVELS, Indicator
from geo.figures.atlas import Atlas
from geo.figures.indicator_order import ordered_indicators


@dataclass(frozen=True)
class Coverage:
    """Years in which an indicator has figures, by level, gates and zone apart.

    Parameters
    ----------
    indicator
        The indicator.
    province
        Years with a figure of the province.
    districts, communes
        For each year the number of units with a figure of their own, in any vintage.
    gates
        Years with a full-year figure of a gate or of the zone.
    """

    indicator: Indicator
    province: tuple[int, ...]
    districts: dict[int, int]
    communes: dict[int, int]
    gates: tuple[int, ...]

    @property
    def newest(self) -> int | None:
        """The newest year known at any level, or None."""
        years = (*self.province, *self.districts, *self.communes, *self.gates)
        return max(years, default=None)


@kept_with(1)
def newest_year(atlas: Atlas) -> int:
    """Return the year of the newest figure of all, 0 without any; what is only planned is none."""
    return max((row.year for row in atlas.facts.observations if row.flag != "plan"), default=0)


def catalogue(atlas: Atlas) -> tuple[Coverage, ...]:
    """Return the coverage of every indicator, by theme and the catalogue's order."""
    return tuple(indicator_coverage(atlas, each) for each in ordered_indicators(atlas.facts))


def indicator_coverage(atlas: Atlas, indicator: Indicator) -> Coverage:
    """Count the units with figures of their own for one indicator, by year and level."""
    if atlas.in_register(indicator.indicator_id):
        rows = [row for row in atlas.facts.recognitions if row.evidence != "plan"]
        by_year = {row.year: set[str]() for row in rows}
        for row in rows:
            by_year[row.year].add(row.commune_code)
        communes = {year: len(codes) for year, codes in sorted(by_year.items())}
        return Coverage(indicator, (), {}, communes, ())
    gates = _years(atlas, indicator, "gate") | _years(atlas, indicator, "zone")
    return Coverage(
        indicator,
        tuple(_years(atlas, indicator, "province")),
        _years(atlas, indicator, "district"),
        _years(atlas, indicator, "commune"),
        tuple(sorted(gates)),
    )


def _years(atlas: Atlas, indicator: Indicator, kind: str) -> dict[int, int]:
    """Count the places of a kind that have a figure, by year ascending.

    Where no unit of the level has its own, those of the numerator count: it is computed of them.
    """
    observations = atlas.figures.observations
    indicator_id = indicator.indicator_id
    own = observations.places(indicator_id, kind)
    if kind in LEVELS and indicator.numerator_id and not own:
        return _years(atlas, atlas.facts.indicators[indicator.numerator_id], kind)
    counts: dict[int, int] = {}
    for place in own:
        for year in observations.years(indicator_id, place):
            counts[year] = counts.get(year, 0) + 1
    return dict(sorted(counts.items()))
