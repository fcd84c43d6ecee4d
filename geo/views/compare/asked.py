"""What a reader of the page of comparisons asks for, and what can be compared at all."""

from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import Level, Unit
from geo.figures.atlas import Atlas
from geo.figures.indicator_order import ordered_indicators
from geo.figures.view import View
from geo.places.vintages import drawn_vintages
from geo.views.compare.bivariate import pair_fault
from geo.views.compare.changes import breaks_across, compare_years, compared_years
from geo.views.compare.lines import MOST_UNITS

COMPARE_KEYS = ("compare", "from", "to", "with", "maps", "units")
"""What the page keeps in the address besides the view."""
YEAR_KEYS = ("from", "to")
PARTS = ("years", "two", "maps", "lines", "rank")
"""What the page compares: two years, two indicators, maps, units over the years, ranks."""
MOST_MAPS = 4
_COLON = ":"
_HIGHEST = 3


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


def views_here(atlas: Atlas, view: View) -> tuple[View, ...]:
    """Return every indicator and year that has a map of its own where a view is, in their order."""
    return tuple(
        view.on(indicator=each.indicator_id, year=year)
        for each in ordered_indicators(atlas.facts)
        for year in reversed(compared_years(atlas, each.indicator_id, view.level, view.vintage))
    )


def pairable(atlas: Atlas, view: View) -> tuple[str, ...]:
    """Return the indicators that may be laid together with that of a view, in their order."""
    known = (each.indicator_id for each in ordered_indicators(atlas.facts))
    return tuple(each for each in known if not pair_fault(atlas, view, each))


def asked_pair(atlas: Atlas, view: View, other: str) -> tuple[str, bool]:
    """Read the second indicator of an address.

    Returns
    -------
    indicator : str
        It, or the first that may be paired, empty where there is none.
    replaced : bool
        Whether the address named another.
    """
    known = pairable(atlas, view)
    if other in known:
        return other, False
    return (known[0] if known else ""), bool(other)


def nearest_year(atlas: Atlas, view: View, indicator_id: str) -> int:
    """Return the year of an indicator that is nearest to that of a view, of two the later one."""
    years = compared_years(atlas, indicator_id, view.level, view.vintage)
    return min(years, key=lambda year: (abs(year - view.year), -year))


def asked_maps(atlas: Atlas, view: View, text: str) -> tuple[tuple[View, ...], bool]:
    """Read the maps that stand side by side.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view; level and vintage are those of all maps.
    text
        Indicators with their years, as ``population:2019,population:2009``; or empty.

    Returns
    -------
    views : tuple of View
        At most four; without any that is known that of the view and the next one.
    replaced : bool
        Whether something named is not known.
    """
    known = {map_id(each): each for each in views_here(atlas, view)}
    asked = [each for each in dict.fromkeys(text.split(",")) if each]
    found = [known[each] for each in asked if each in known][:MOST_MAPS]
    replaced = len(found) < len(asked)
    if found:
        return tuple(found), replaced
    others = [each for each in known.values() if each.indicator != view.indicator]
    own = [known[map_id(view)]] if map_id(view) in known else []
    return tuple((own + others)[:2]), replaced


def asked_units(
    atlas: Atlas, view: View, text: str, selected: str
) -> tuple[tuple[Unit, ...], bool]:
    """Read the units whose lines are shown.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view whose level and vintage they are of.
    text
        Codes, parted by commas; or empty.
    selected
        Code of the selected unit, or empty.

    Returns
    -------
    units : tuple of Unit
        At most eight; without any that is known the selected one, else the three highest.
    replaced : bool
        Whether a code is unknown.
    """
    known = {unit.code: unit for unit in atlas.units(view.level, view.vintage)}
    asked = [each for each in dict.fromkeys(text.split(",")) if each]
    found = [known[each] for each in asked if each in known][:MOST_UNITS]
    replaced = len(found) < len(asked)
    if not found and selected in known:
        found = [known[selected]]
    if not found:
        cells = [cell for cell in atlas.cells(view) if cell.value is not None]
        highest = sorted(cells, key=lambda cell: -(cell.value or 0.0))
        found = [cell.unit for cell in highest[:_HIGHEST]]
    return tuple(found), replaced


def map_id(view: View) -> str:
    """Return how a map stands in the address: its indicator and year."""
    return f"{view.indicator}{_COLON}{view.year}"


def _best_start(atlas: Atlas, view: View, years: tuple[int, ...]) -> int:
    """Return the first year with which at least half as many units compare as with any."""
    known = {year: compare_years(atlas, view, year).known for year in years}
    return next(year for year in years if 2 * known[year] >= max(known.values()))
