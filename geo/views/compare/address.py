"""What is compared as the query of an address, read strictly: for scenes and scripts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from geo.errors import ViewError
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import Phrase
from geo.views.address import query_pairs, read_indicator, read_query, read_unit, write_pairs
from geo.views.compare.asked import MOST_MAPS, PARTS, map_id, nearest_year, views_here
from geo.views.compare.bivariate import compare_two, pair_fault
from geo.views.compare.changes import compare_years, compared_years
from geo.views.compare.lines import MOST_UNITS, unit_lines
from geo.views.drawing import draw
from geo.views.filters import NO_FILTER

_VIEW = ("indicator", "year", "level", "vintage")
_LOOK = ("unit", "scheme", "k", "lang")
_OWN = {
    "years": ("from", "to"),
    "two": ("with",),
    "maps": ("maps",),
    "lines": ("units",),
    "rank": (),
}
"""What each part needs besides the view."""
_EXAMPLE = "compare=years&indicator=…&year=…&level=…&vintage=…&from=…&to=…"


@dataclass(frozen=True)
class Compared:
    """What a comparison is of; only what its part needs is set.

    Parameters
    ----------
    part
        One of `geo.views.compare.asked.PARTS`.
    view
        The view; of two years that of the later one.
    unit
        Code of the selected unit, or empty.
    earlier
        The earlier year.
    other
        The view of the second indicator.
    maps
        The maps side by side.
    units
        The units whose lines are shown.
    """

    part: str
    view: View
    unit: str = ""
    earlier: int = 0
    other: View | None = None
    maps: tuple[View, ...] = ()
    units: tuple[Unit, ...] = ()


def kept_keys(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys that a part of the page reads, and those of its other parts alone."""
    needed = ("compare", *_VIEW, *_LOOK, *_OWN.get(part, ()))
    every = dict.fromkeys(key for keys in _OWN.values() for key in keys)
    return needed, tuple(key for key in every if key not in needed)


def write_compared(compared: Compared) -> str:
    """Write a comparison as the query that `read_compared` reads back."""
    view = compared.view.on(mode="value", latest=False)
    pairs = write_pairs(view, unit=compared.unit, chosen=NO_FILTER)
    pairs.pop("mode")
    own = {
        "from": str(compared.earlier),
        "to": str(compared.view.year),
        "with": compared.other.indicator if compared.other else "",
        "maps": ",".join(map(map_id, compared.maps)),
        "units": ",".join(unit.code for unit in compared.units),
    }
    needed = {key: own[key] for key in _OWN[compared.part]}
    return urlencode({"compare": compared.part} | pairs | needed, safe=":,")


def read_compared(atlas: Atlas, text: str) -> Compared:
    """Read a comparison from the query of an address, without replacing anything.

    Parameters
    ----------
    atlas
        The atlas.
    text
        ``compare=…&indicator=…&year=…&level=…&vintage=…`` with what the part needs: ``from`` and
        ``to``, ``with``, ``maps`` or ``units``; optionally ``unit``, ``scheme``, ``k``, ``lang``.

    Returns
    -------
    compared : Compared
        A comparison that the facts can answer.

    Raises
    ------
    ViewError
        Something is missing, unknown or cannot be compared; the message says what there is.
    """
    every = (*_VIEW, *_LOOK, "compare", *(key for keys in _OWN.values() for key in keys))
    part = query_pairs(text, allowed=every, needed=("compare",), example=_EXAMPLE)["compare"]
    if part not in PARTS:
        raise ViewError("view.compare_part", value=part, known=PARTS)
    known = ("compare", *_VIEW, *_LOOK, *_OWN[part])
    needed = ("compare", *_VIEW, *_OWN[part])
    query = query_pairs(text, allowed=known, needed=needed, example=_EXAMPLE)
    view, _ = read_query(
        atlas, urlencode({key: query[key] for key in (*_VIEW, *_LOOK) if key in query})
    )
    unit = read_unit(atlas, view, query.get("unit", ""))
    return _READERS[part](atlas, Compared(part, view, unit), query)


def _years(atlas: Atlas, asked: Compared, query: dict[str, str]) -> Compared:
    view = asked.view
    known = {str(year): year for year in _known_years(atlas, view)}
    for key in ("from", "to"):
        if query[key] not in known:
            raise ViewError("view.compare_year", key=key, value=query[key], known=tuple(known))
    earlier, later = known[query["from"]], known[query["to"]]
    compare_years(atlas, view.on(year=later), earlier)
    return Compared("years", view.on(year=later), asked.unit, earlier=earlier)


def _known_years(atlas: Atlas, view: View) -> tuple[int, ...]:
    return compared_years(atlas, view.indicator, view.level, view.vintage)


def _two(atlas: Atlas, asked: Compared, query: dict[str, str]) -> Compared:
    view, other = asked.view, read_indicator(atlas, query["with"])
    fault = pair_fault(atlas, view, other)
    if fault:
        raise ViewError("view.pair", reason=Phrase(f"compare.pair_{fault}"))
    year = nearest_year(atlas, view, other)
    compare_two(atlas, view, other, year)
    return Compared("two", view, asked.unit, other=view.on(indicator=other, year=year))


def _maps(atlas: Atlas, asked: Compared, query: dict[str, str]) -> Compared:
    view = asked.view.on(scheme="", k=0)
    known = {map_id(each): each for each in views_here(atlas, view)}
    names = query["maps"].split(",")
    wrong = [name for name in names if name not in known]
    if wrong or len(names) > MOST_MAPS or len(set(names)) < len(names):
        raise ViewError("view.compare_maps", value=query["maps"], most=MOST_MAPS)
    return Compared("maps", view, asked.unit, maps=tuple(known[name] for name in names))


def _lines(atlas: Atlas, asked: Compared, query: dict[str, str]) -> Compared:
    view = asked.view
    known = {unit.code: unit for unit in atlas.units(view.level, view.vintage)}
    codes = query["units"].split(",")
    for code in codes:
        read_unit(atlas, view, code)
    if "" in codes or len(codes) > MOST_UNITS or len(set(codes)) < len(codes):
        raise ViewError("view.compare_units", value=query["units"], most=MOST_UNITS)
    units = tuple(known[code] for code in codes)
    if not any(line.cells for line in unit_lines(atlas, view.indicator, units)):
        raise ViewError("view.compare_nothing", reason=Phrase("compare.no_lines"))
    return Compared("lines", view, asked.unit, units=units)


def _rank(atlas: Atlas, asked: Compared, _: dict[str, str]) -> Compared:
    if not draw(atlas, asked.view).ranks:
        raise ViewError("view.compare_nothing", reason=Phrase("compare.no_ranks"))
    return asked


_READERS = {"years": _years, "two": _two, "maps": _maps, "lines": _lines, "rank": _rank}
