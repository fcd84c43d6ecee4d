"""Figures that nobody answers for, and where they give way to better ones."""

from collections.abc import Sequence

from geo.facts.model import UNVERIFIED, Indicator
from geo.figures.atlas import Atlas, Cell
from geo.figures.province_figures import province_unit


def verified(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the figures that somebody answers for."""
    return tuple(cell for cell in cells if cell.flag != UNVERIFIED)


def newest_verified_figure(atlas: Atlas, indicator_id: str) -> Cell | None:
    """Return the province's newest figure that somebody answers for: what may lead, or None."""
    series = verified(atlas.series(indicator_id, province_unit(atlas)))
    return series[-1] if series else None


def best_known(indicator: Indicator, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Leave out of a series what nobody answers for, wherever anything better is known.

    Parameters
    ----------
    indicator
        The indicator.
    cells
        Its figures for one unit, ascending by year.

    Returns
    -------
    cells
        The verified ones. A later figure that is not verified stays with them only where the
        newest of these is too old to stand for its year (`max_age_years`); without any verified
        one all stay.
    """
    known = verified(cells)
    newest = max((cell.observed_year or 0 for cell in known), default=None)
    if newest is None:
        return tuple(cells)
    bound = newest + indicator.max_age_years
    return tuple(
        cell for cell in cells if cell.flag != UNVERIFIED or (cell.observed_year or 0) > bound
    )
