"""The figures that targets wait for, and the publications that would hold them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import Indicator, Unit
from geo.facts.particulars import Publication
from geo.figures.atlas import Atlas
from geo.figures.observations import period_family
from geo.targets.progress import Progress


@dataclass(frozen=True)
class MissingCell:
    """A figure that is not known: of an indicator, a unit and a year."""

    indicator: Indicator
    unit: Unit
    year: int


@dataclass(frozen=True)
class Wanted:
    """What is wanted of a publication.

    Parameters
    ----------
    publication
        Where the figures may stand; None where the facts name no place.
    cells
        The figures that are missing, by target and year, the province's own first.
    waiting
        The targets that wait for them with the years that the target's own unit lacks.
    """

    publication: Publication | None
    cells: tuple[MissingCell, ...]
    waiting: tuple[tuple[Progress, tuple[int, ...]], ...]


@kept_with(1)
def last_whole_year(atlas: Atlas) -> int:
    """Return the newest year of which anything is known as a whole; 0 without any figure."""
    years = (
        row.year
        for row in atlas.facts.observations
        if row.flag != "plan" and period_family(row.period) == "year"
    )
    return max(years, default=0)


def missing_years(atlas: Atlas, measured: Progress) -> tuple[int, ...]:
    """Return the years of which a target's own unit has no figure though they are wanted.

    Notes
    -----
    Wanted are the base year of the target and every year since, up to `last_whole_year` or the
    target's; without a base year only the last of these.
    """
    target = measured.target
    last = min(last_whole_year(atlas), target.target_year)
    first = min(target.base_year or last, last)
    cells = atlas.series(target.indicator_id, measured.unit)
    known = {cell.observed_year for cell in cells if cell.value is not None}
    return tuple(year for year in range(first, last + 1) if year not in known)


def wanted(atlas: Atlas, measured: Sequence[Progress]) -> tuple[Wanted, ...]:
    """Group what targets wait for by the publication that would hold it.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress of the targets.

    Returns
    -------
    wanted : tuple of Wanted
        One for each publication by its words, in the order of the targets. Publications are all
        that the facts name: which office keeps a figure is said in their words where it is known.
    """
    found: dict[str, list[tuple[Progress, tuple[int, ...]]]] = defaultdict(list)
    publications = atlas.facts.publications
    for each in measured:
        years = missing_years(atlas, each)
        if years:
            where = publications.get(each.indicator.indicator_id)
            found[where.text_vi if where else ""].append((each, years))
    return tuple(
        Wanted(
            publications.get(waiting[0][0].indicator.indicator_id),
            _cells(atlas, waiting),
            tuple(waiting),
        )
        for waiting in found.values()
    )


def _cells(
    atlas: Atlas, waiting: Sequence[tuple[Progress, tuple[int, ...]]]
) -> tuple[MissingCell, ...]:
    cells: dict[MissingCell, None] = {}
    for each, years in waiting:
        cells |= {MissingCell(each.indicator, each.unit, year): None for year in years}
    for each, _ in waiting:
        cells |= dict.fromkeys(_of_communes(atlas, each))
    return tuple(cells)


def _of_communes(atlas: Atlas, measured: Progress) -> list[MissingCell]:
    """Return the communes without the last figure of a rate that each of them has."""
    indicator, facts = measured.indicator, atlas.facts
    of_each = indicator.kind == "rate" and indicator.share != "none"
    if not of_each or measured.unit.code != facts.province.code:
        return []
    year = min(last_whole_year(atlas), measured.target.target_year)
    units = atlas.units("commune", facts.province.default_vintage)
    known = {
        unit.code
        for unit in units
        if any(cell.observed_year == year for cell in atlas.series(indicator.indicator_id, unit))
    }
    concerned = [
        each for each in units if not indicator.unit_kinds or each.kind in indicator.unit_kinds
    ]
    return [MissingCell(indicator, unit, year) for unit in concerned if unit.code not in known]
