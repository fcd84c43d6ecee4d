"""What a reader of the page of comparisons asks for, and what can be compared at all."""

from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import Level
from geo.figures.atlas import Atlas
from geo.figures.indicator_order import ordered_indicators
from geo.figures.view import View
from geo.places.vintages import drawn_vintages
from geo.views.compare.changes import breaks_across, compare_years, compared_years

COMPARE_KEYS = ("from", "to")
"""What the page keeps in the address besides the view."""


@dataclass(frozen=True)
class Offer:
    """Where an indicator can be compared.

    Parameters
    ----------
    view
        The view of its newest year there.
    years
        Its years there, two at least.
    units
        How many units have figures of two years.
    """

    view: View
    years: tuple[int, ...]
    units: int


@dataclass(frozen=True)
class AskedYears:
    """The two years that are compared, and which keys of the address had to be replaced."""

    earlier: int
    later: int
    replaced: tuple[str, ...] = ()


@kept_with(1)
def offers(atlas: Atlas) -> tuple[Offer, ...]:
    """Return where figures of two years are known, by the order of the indicators.

    Of each indicator the place with most units comes first; on equal terms the finer level, then
    the newer boundaries. One whose whole series is in doubt is not offered.
    """
    vintages = drawn_vintages(atlas.facts.province)
    places: list[tuple[Level, str]] = [("commune", each) for each in reversed(vintages)]
    places.append(("district", vintages[-1]))
    found: list[Offer] = []
    for indicator in ordered_indicators(atlas.facts):
        key = indicator.indicator_id
        own = [
            offer
            for level, vintage in places
            if (offer := _offer(atlas, View(key, 0, level, vintage))) is not None
        ]
        found += sorted(own, key=lambda offer: -offer.units)
    return tuple(found)


def offers_of(atlas: Atlas, indicator_id: str) -> tuple[Offer, ...]:
    """Return where one indicator can be compared, the place with most units first."""
    return tuple(offer for offer in offers(atlas) if offer.view.indicator == indicator_id)


def _offer(atlas: Atlas, view: View) -> Offer | None:
    years = compared_years(atlas, view.indicator, view.level, view.vintage)
    whole_in_doubt = len(years) > 1 and breaks_across(atlas.facts, view.indicator, 0, 0)
    if len(years) < 2 or whole_in_doubt:
        return None
    known = [atlas.cells(view.on(year=year)) for year in years]
    units = sum(sum(cell.known for cell in cells) > 1 for cells in zip(*known, strict=True))
    return Offer(view.on(year=years[-1]), years, units) if units else None


def asked_years(atlas: Atlas, view: View, earlier: str, later: str) -> AskedYears | None:
    """Read the two years of an address.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view; of it indicator, level and vintage matter.
    earlier, later
        The texts of the keys ``from`` and ``to``; empty where the address has none.

    Returns
    -------
    asked : AskedYears or None
        None where there are no two years. What is no year of the view, or is not in order, is
        replaced: by the newest year, and by the first with which enough units compare.
    """
    years = compared_years(atlas, view.indicator, view.level, view.vintage)
    if len(years) < 2:
        return None
    named = {str(year): year for year in years}
    to = named.get(later, years[-1])
    replaced = ["to"] if later and later not in named else []
    if to == years[0]:
        to = years[-1]
        replaced = ["to"]
    since = named.get(earlier)
    if since is None or since >= to:
        replaced += ["from"] if earlier else []
        since = _best_start(atlas, view.on(year=to), tuple(year for year in years if year < to))
    return AskedYears(since, to, tuple(replaced))


def _best_start(atlas: Atlas, view: View, years: tuple[int, ...]) -> int:
    """Return the first year with which at least half as many units compare as with any."""
    known = {year: compare_years(atlas, view, year).known for year in years}
    return next(year for year in years if 2 * known[year] >= max(known.values()))
