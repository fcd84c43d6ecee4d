"""Two indicators on one map: three classes of each, nine together, and how they go together."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from geo.errors import ViewError
from geo.facts.lifetime import kept_with
from geo.facts.model import UNIT_AREA, Indicator, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.view import View, check_names
from geo.language.texts import Phrase
from geo.views.classify import computed_bounds
from geo.views.compare.changes import comparable

SIDE = 3
"""Classes of either indicator."""
FEWEST_PAIRS = 3
"""Units with both figures below which no correlation is worked out."""
FEW_PAIRS = 10
"""Those below which a correlation says hardly anything."""
PairFault = Literal["", "same", "never_mix", "not_numeric", "not_here", "no_figures"]


@dataclass(frozen=True)
class Correlation:
    """How two figures go together over units; None where it cannot be said.

    Parameters
    ----------
    count
        Units with both figures.
    pearson, spearman
        Correlation of the values and of their ranks, from -1 to 1.
    """

    count: int
    pearson: float | None = None
    spearman: float | None = None

    @property
    def few(self) -> bool:
        """Whether there are too few units for it to say much."""
        return self.count < FEW_PAIRS


@dataclass(frozen=True)
class Bivariate:
    """Two indicators, unit by unit.

    Parameters
    ----------
    views
        The view of either; level and vintage are the same.
    indicators
        Either indicator.
    units
        The units, by code.
    cells
        For each unit the cell of either.
    bounds
        Lower bounds of the classes of either after the first.
    """

    views: tuple[View, View]
    indicators: tuple[Indicator, Indicator]
    units: tuple[Unit, ...]
    cells: tuple[tuple[Cell, Cell], ...]
    bounds: tuple[tuple[float, ...], tuple[float, ...]]

    @cached_property
    def classes(self) -> tuple[tuple[int, int] | None, ...]:
        """Class of either figure of each unit, from 0; None where one is unknown."""
        return tuple(
            (bisect_right(self.bounds[0], first), bisect_right(self.bounds[1], second))
            if first is not None and second is not None
            else None
            for first, second in self.values
        )

    @property
    def values(self) -> tuple[tuple[float | None, float | None], ...]:
        """Value of either for each unit."""
        return tuple((first.value, second.value) for first, second in self.cells)

    @cached_property
    def correlation(self) -> Correlation:
        """How the two go together over the units with both."""
        return correlate(self.values)

    @property
    def related(self) -> bool:
        """Whether one is worked out from the other, or both from the same."""
        first, second = self.indicators
        return bool(_made_of(first) & _made_of(second))


def pair_fault(atlas: Atlas, view: View, other: str) -> PairFault:
    """Return why an indicator cannot be paired with that of a view, or nothing.

    Both are figures of the same level on the same boundaries; what the catalogue forbids to mix
    is never laid together.
    """
    first, second = atlas.facts.indicators[view.indicator], atlas.facts.indicators[other]
    if first == second:
        return "same"
    if other in first.never_mix_with or view.indicator in second.never_mix_with:
        return "never_mix"
    if "ordinal" in (first.kind, second.kind):
        return "not_numeric"
    if not all(comparable(atlas, each, view.level) for each in (first, second)):
        return "not_here"
    known = all(
        atlas.has_figures(each.indicator_id, view.level, view.vintage) for each in (first, second)
    )
    return "" if known else "no_figures"


@kept_with(32)
def compare_two(atlas: Atlas, view: View, other: str, year: int) -> Bivariate:
    """Lay two indicators together.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view of the first.
    other
        Id of the second, of the same level and vintage.
    year
        Its year.

    Returns
    -------
    pair : Bivariate
        Classes are thirds of the units with both figures, by quantiles; ties and
        few values leave fewer.

    Raises
    ------
    ViewError
        They must not be paired; `pair_fault` says why.
    """
    indicator = check_names(atlas.facts, view)
    second = view.on(indicator=other, year=year)
    check_names(atlas.facts, second)
    fault = pair_fault(atlas, view, other)
    if fault:
        raise ViewError("view.pair", reason=Phrase(f"compare.pair_{fault}"))
    units = atlas.units(view.level, view.vintage)
    cells = tuple((atlas.cell(view, unit), atlas.cell(second, unit)) for unit in units)
    both = [
        (first.value, last.value)
        for first, last in cells
        if first.value is not None and last.value is not None
    ]
    bounds = (_thirds([first for first, _ in both]), _thirds([last for _, last in both]))
    return Bivariate(
        (view, second), (indicator, atlas.facts.indicators[other]), units, cells, bounds
    )


def correlate(pairs: Sequence[tuple[float | None, float | None]]) -> Correlation:
    """Correlate two figures over the units that have both.

    Parameters
    ----------
    pairs
        Either figure of each unit, None where unknown.

    Returns
    -------
    correlation : Correlation
        Pearson's r, and Spearman's rho by mean ranks of ties; None of fewer than three units, or
        where a figure is the same everywhere.
    """
    # what only draws need not wait for tables of data
    import pandas as pd

    known = pd.DataFrame(pairs, columns=["first", "second"], dtype=float).dropna()
    if len(known) < FEWEST_PAIRS or (known.nunique() < 2).any():
        return Correlation(len(known))
    pearson, spearman = (
        float(np.corrcoef(table["first"], table["second"])[0, 1]) for table in (known, known.rank())
    )
    return Correlation(len(known), pearson, spearman)


def _thirds(values: Sequence[float]) -> tuple[float, ...]:
    return computed_bounds(sorted(values), scheme="quantiles", k=SIDE)


def _made_of(indicator: Indicator) -> set[str]:
    # the area of a unit is a measure of its size, not a figure of it
    parts = {indicator.numerator_id, indicator.denominator_id} - {"", UNIT_AREA}
    return {indicator.indicator_id, *parts}
