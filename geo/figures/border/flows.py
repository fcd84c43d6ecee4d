"""Exports and imports as pairs, and the years of any place, each on an axis of its own."""

from dataclasses import dataclass

from geo.errors import MixedAxisError
from geo.facts.lifetime import kept_with
from geo.facts.model import Indicator, Observation
from geo.facts.particulars import Pair
from geo.figures.atlas import Atlas, Cell
from geo.figures.border.axis import one_axis
from geo.figures.border.catalogue import border_rows, pairs
from geo.figures.carried import observed_figure
from geo.figures.province_figures import province_unit

_SLACK = 0.01
"""Share by which a sum may differ from its parts: they are rounded, each by itself."""


@dataclass(frozen=True)
class Split:
    """Exports and imports of one place and period.

    Parameters
    ----------
    pair
        What belongs together.
    outward, inward
        The figures of exports and imports.
    whole
        The published figure of both, if there is one.
    """

    pair: Pair
    outward: Observation
    inward: Observation
    whole: Observation | None

    @property
    def total(self) -> float:
        """Exports and imports together."""
        return self.outward.value + self.inward.value

    @property
    def exact(self) -> bool:
        """Whether both are exact, so that each has a share."""
        return self.total > 0 and {self.outward.qualifier, self.inward.qualifier} == {"exact"}

    @property
    def agrees(self) -> bool:
        """Whether both parts make the published sum, so that they stand on its basis."""
        if self.whole is None:
            return True
        low = self.whole.value * (1 - _SLACK)
        high = (self.whole.value_max or self.whole.value) * (1 + _SLACK)
        return low <= self.total <= high


@kept_with(1)
def splits(atlas: Atlas) -> tuple[Split, ...]:
    """Return the exports and imports that are both known, the newest of each pair first.

    Returns
    -------
    splits
        Without those whose parts do not make the published sum: they stand on other bases.
    """
    found = [each for pair in pairs(atlas.facts) for each in _splits(atlas, pair)]
    return tuple(each for each in found if each.agrees and _one_thing(atlas, each))


def splits_of(
    atlas: Atlas, kind: str, indicator_id: str, year: int, period: str
) -> tuple[Split, ...]:
    """Return the exports and imports of one time that belong to an indicator, by kind of place.

    Parameters
    ----------
    atlas
        The atlas.
    kind
        ``province``, ``gate`` or ``zone``.
    indicator_id
        The sum, or either part of it.
    year, period
        The time as ``observations.csv`` has it.
    """
    return tuple(
        each
        for each in splits(atlas)
        if indicator_id in (each.pair.whole, each.pair.outward, each.pair.inward)
        and (each.outward.unit_kind, each.outward.year, each.outward.period) == (kind, year, period)
    )


def _splits(atlas: Atlas, pair: Pair) -> list[Split]:
    rows: dict[tuple[str, str, int, str], dict[str, list[Observation]]] = {}
    for row in border_rows(atlas):
        if row.indicator_id in (pair.outward, pair.inward, pair.whole) and row.flag != "plan":
            place = (row.unit_kind, row.unit_code, row.year, row.period)
            rows.setdefault(place, {}).setdefault(row.indicator_id, []).append(row)
    best = atlas.figures.observations.best
    found = []
    for parts in rows.values():
        outward, inward = best(parts.get(pair.outward, [])), best(parts.get(pair.inward, []))
        if outward is not None and inward is not None:
            found.append(Split(pair, outward, inward, best(parts.get(pair.whole, []))))
    return sorted(found, key=lambda each: (-each.outward.year, each.outward.period))


def _one_thing(atlas: Atlas, split: Split) -> bool:
    try:
        one_axis(atlas.facts, (split.outward, split.inward), pair=split.pair)
    except MixedAxisError:
        return False
    return True


def year_cells(atlas: Atlas, indicator: Indicator, kind: str) -> dict[str, tuple[Cell, ...]]:
    """Return the figures of whole years of every place of a kind, ascending, by its code.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The indicator.
    kind
        ``province``, ``gate`` or ``zone``.

    Returns
    -------
    cells
        As cells of the province's unit, for gates and zones are none.
    """
    observations, unit = atlas.figures.observations, province_unit(atlas)
    found = {}
    for place in observations.places(indicator.indicator_id, kind):
        rows = [
            observations.figure(indicator.indicator_id, place, year)
            for year in observations.years(indicator.indicator_id, place)
        ]
        known = [row for row in rows if row is not None]
        if known:
            one_axis(atlas.facts, known)
            found[place[2]] = tuple(Cell(unit, "observed", observed_figure(row)) for row in known)
    return found
