"""The grammar of an address: what each key may hold, and the query read strictly.

A scene and a command must show what they were asked for, or nothing: the first key that cannot be
taken is refused. A page replaces it and says so (`geo.views.request`), by the same readers.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlencode

from geo.errors import ViewError
from geo.facts.model import YEARS, Level, Target, UnitKey
from geo.figures.atlas import Atlas
from geo.figures.view import View, check_drawn, known_indicator, known_level, known_mode
from geo.language.texts import LANGUAGES, OwnText, Phrase
from geo.places.vintages import find_vintage
from geo.targets.distance import mode_reason
from geo.views.classify import K_RANGE, valid_scheme
from geo.views.drawing import Drawing, draw
from geo.views.filters import NO_CLASS, NO_FILTER, Filter, format_filter, kept, parse_filter

MAP_PAGE, COMPARE_PAGE, PORTRAIT_PAGE = "ban-do", "so-sanh", "ho-so"
"""Paths of the pages whose addresses are views, comparisons, and units of portraits."""
VIEW_KEYS = (
    "indicator", "year", "level", "vintage", "mode", "unit", "place", "scheme", "k", "filter",
    "latest", "lang",
)  # fmt: skip
"""Keys of a view, in the order of the address."""
SHOWN = "show"
"""Key of how a view is shown, on the page of the map and of a scene."""
SHOWS = ("map", "chart", "lines", "table")
"""How a view is shown: as the map, as the chart of its units, as their lines over the years, as
their table."""
REVISION = "rev"
"""Key that pins a revision of the facts, on whatever page."""
_NEEDED = ("indicator", "year", "level", "vintage")
_EXAMPLE = "indicator=…&year=…&level=…&vintage=…"
_OF_TARGETS = ("programme", "theme", "target", "lang")
_TARGETS_EXAMPLE = Phrase("view.targets_example")
_ESCAPED = "amp;"


def meant_key(key: str) -> str:
    """Return a key as it is meant: letters and chats write ``&`` as ``&amp;``."""
    while key.startswith(_ESCAPED):
        key = key.removeprefix(_ESCAPED)
    return key


def read_indicator(atlas: Atlas, text: str) -> str:
    """Read ``indicator``: an id of the catalogue."""
    return known_indicator(atlas.facts, text).indicator_id


def read_level(text: str) -> Level:
    """Read ``level``."""
    return known_level(text)


def read_vintage(atlas: Atlas, text: str) -> str:
    """Read ``vintage``: boundaries of the province, drawn or not."""
    return find_vintage(atlas.facts.province, text).id


def read_year(atlas: Atlas, view: View, text: str) -> int:
    """Read ``year``: one that the view's indicator has at its level, on its boundaries.

    An indicator without a figure is shown as such for any year.
    """
    year = _integer("year", text)
    years = atlas.years(view.indicator, view.level, view.vintage)
    if year in (years or YEARS):
        return year
    name = OwnText(atlas.facts.indicators[view.indicator], "name")
    if not years:
        raise ViewError("view.no_years", indicator=name)
    raise ViewError("view.year", indicator=name, year=year, known=years)


def read_mode(atlas: Atlas, view: View, text: str) -> str:
    """Read ``mode``: one in which the view's indicator can be drawn at its level."""
    mode = known_mode(text)
    reason = mode_reason(atlas, mode, view.indicator, level=view.level, vintage=view.vintage)
    if reason:
        words = Phrase(f"control.mode_{mode}")
        raise ViewError("view.mode_reason", mode=words, reason=Phrase(f"gap.{reason}"))
    return mode


def read_scheme(text: str) -> str:
    """Read ``scheme``: a scheme's name, own bounds, or nothing."""
    if not valid_scheme(text):
        raise ViewError("view.scheme", value=text)
    return text


def read_k(text: str) -> int:
    """Read ``k``: a number of classes."""
    k = _integer("k", text)
    if k not in K_RANGE:
        raise ViewError("view.k", value=k, first=K_RANGE.start, last=K_RANGE.stop - 1)
    return k


def read_latest(text: str) -> bool:
    """Read ``latest``: 1, or 0, which is the same as nothing."""
    if text not in ("", "0", "1"):
        raise ViewError("view.yes_or_no", key="latest", value=text)
    return text == "1"


def read_shown(text: str) -> str:
    """Read ``show``: one of `SHOWS`, or nothing, which is the map."""
    if text and text not in SHOWS:
        raise ViewError("view.show", value=text, known=SHOWS)
    return text or SHOWS[0]


def read_language(text: str) -> str:
    """Read ``lang``."""
    if text not in LANGUAGES:
        raise ViewError("view.lang", value=text, known=LANGUAGES)
    return text


def read_revision(text: str) -> int:
    """Read ``rev``: the number of a revision of the facts, without a sign or leading zeros."""
    number = _integer(REVISION, text)
    if text != str(number):
        raise ViewError("view.whole_number", key=REVISION, value=text)
    return number


def pasted_query(text: str) -> tuple[str, int | None]:
    """Take a pasted address apart into the query of its view and the revision that it pins.

    Parameters
    ----------
    text
        The query, or the whole address of a page.

    Returns
    -------
    query : str
        The query as it stands, without the revision.
    revision : int or None
        Its number; None where the address pins none.

    Raises
    ------
    ViewError
        The revision is no number, or there are two.
    """
    query = text.partition("#")[0].rpartition("?")[2]
    parts = query.split("&")
    pins = [part for part in parts if meant_key(part.partition("=")[0]) == REVISION]
    if len(pins) > 1:
        said = [Phrase("view.key_twice")]
        raise ViewError("view.query", value=text, said=said, example=_EXAMPLE)
    revision = read_revision(unquote(pins[0].partition("=")[2])) if pins else None
    return "&".join(part for part in parts if part not in pins), revision


def read_filter(atlas: Atlas, view: View, text: str) -> Filter:
    """Read ``filter``: conditions on districts that there are and classes that the view has."""
    chosen = parse_filter(text)
    districts = atlas.units("district", view.vintage)
    codes = sorted(set(chosen.districts) - {unit.code for unit in districts})
    if codes:
        raise ViewError("view.filter_districts", codes=codes)
    if chosen.classes:
        known = {NO_CLASS, *map(str, range(len(draw(atlas, view).classes)))}
        unknown = [each for each in chosen.classes if each not in known]
        if unknown:
            raise ViewError("view.filter_classes", classes=unknown)
    return chosen


def read_unit(atlas: Atlas, view: View, text: str) -> str:
    """Read ``unit``: code of a unit on the view's boundaries, or nothing."""
    if text and all(unit.code != text for unit in atlas.units(view.level, view.vintage)):
        raise ViewError("view.unit", value=text)
    return text


def read_place(atlas: Atlas, text: str) -> UnitKey | None:
    """Read ``place``: vintage and code of a unit of any boundaries, or nothing."""
    vintage, _, code = text.partition("_")
    if text and (vintage, code) not in atlas.facts.units:
        raise ViewError("view.place", value=text)
    return (vintage, code) if text else None


def read_query(atlas: Atlas, text: str) -> tuple[View, dict[str, str]]:
    """Read a view from the query of an address, without replacing anything.

    Parameters
    ----------
    atlas
        The atlas.
    text
        ``indicator=…&year=…&level=…&vintage=…``, optionally with ``mode``, ``scheme``, ``k``,
        ``latest``, ``unit``, ``place``, ``filter``, ``lang`` and ``show`` as the map's address has
        them.

    Returns
    -------
    view : View
        A view that the facts can answer.
    query : dict of str
        The query by key.

    Raises
    ------
    ViewError
        Something is missing, unknown or without figures; the message says what there is.
    """
    query = query_pairs(text, allowed=(*VIEW_KEYS, SHOWN), needed=_NEEDED, example=_EXAMPLE)
    read_shown(query.get(SHOWN, ""))
    level = read_level(query["level"])
    indicator = read_indicator(atlas, query["indicator"])
    vintage = check_drawn(atlas.facts, read_vintage(atlas, query["vintage"]))
    view = View(indicator, YEARS.start, level, vintage)
    view = view.on(
        year=read_year(atlas, view, query["year"]),
        mode=read_mode(atlas, view, query.get("mode", view.mode)),
        scheme=read_scheme(query.get("scheme", "")),
        k=read_k(query["k"]) if "k" in query else 0,
        latest=read_latest(query.get("latest", "")),
    )
    return view, query


def write_query(
    view: View, *, unit: str = "", chosen: Filter | None = None, shown: str = ""
) -> str:
    """Write a view as the query of an address that `read_query` reads back.

    Parameters
    ----------
    view
        The view.
    unit
        Code of the selected unit, or empty.
    chosen
        The filter, or None.
    shown
        How it is shown, one of `SHOWS`; empty for the map.

    Returns
    -------
    text : str
        ASCII, the parts in the order of the address.
    """
    pairs = write_pairs(view, unit=unit, chosen=chosen or NO_FILTER)
    return urlencode(pairs | shown_pair(shown))


def shown_pair(shown: str) -> dict[str, str]:
    """Write how a view is shown as the key of an address; the map needs none."""
    return {SHOWN: shown} if shown not in ("", SHOWS[0]) else {}


def write_pairs(
    view: View,
    *,
    unit: str,
    chosen: Filter,
    place: UnitKey | None = None,
    lang: str = LANGUAGES[0],
) -> dict[str, str]:
    """Write a view as the keys of an address and their texts.

    What a view is made of stands in full even where it equals a default, so that a shared link
    keeps its meaning when defaults change; the rest stands where it is set.
    """
    needed = {
        "indicator": view.indicator,
        "year": str(view.year),
        "level": view.level,
        "vintage": view.vintage,
        "mode": view.mode,
    }
    optional = {
        "unit": unit,
        "place": "_".join(place or ()),
        "scheme": view.scheme,
        "k": str(view.k) if view.k else "",
        "filter": format_filter(chosen),
        "latest": "1" if view.latest else "",
        "lang": lang if lang != LANGUAGES[0] else "",
    }
    return needed | {key: value for key, value in optional.items() if value}


def read_choice(
    atlas: Atlas, drawing: Drawing, query: dict[str, str]
) -> tuple[tuple[bool, ...] | None, str]:
    """Read what a query keeps and selects of a drawing.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing of the query's view.
    query
        The query by key.

    Returns
    -------
    kept : tuple of bool or None
        For each unit whether the filter keeps it; None for no filter.
    selected : str
        Code of the selected unit, or empty.

    Raises
    ------
    ViewError
        The filter cannot be read or asks for what there is not, or the unit is not on these
        boundaries.
    """
    chosen = read_filter(atlas, drawing.view, query.get("filter", ""))
    unit = read_unit(atlas, drawing.view, query.get("unit", ""))
    read_place(atlas, query.get("place", ""))
    return (kept(atlas, drawing, chosen) if chosen else None), unit


def read_targets(atlas: Atlas, text: str) -> tuple[Target, ...]:
    """Read the targets that the query of an address names.

    Parameters
    ----------
    atlas
        The atlas.
    text
        ``target=…`` for one, or ``programme=…`` for those of a programme, optionally only
        those of one ``theme``.

    Returns
    -------
    targets : tuple of Target
        In the order of the table; at least one.

    Raises
    ------
    ViewError
        The query names no target of the facts.
    """
    query = query_pairs(text, allowed=_OF_TARGETS, needed=(), example=_TARGETS_EXAMPLE)
    if ("target" in query) == ("programme" in query):
        raise ViewError("view.targets_form", value=text, example=_TARGETS_EXAMPLE)
    found = tuple(
        target
        for target in atlas.facts.targets.values()
        if target.target_id == query.get("target", target.target_id)
        and target.programme == query.get("programme", target.programme)
        and target.theme == query.get("theme", target.theme)
    )
    if not found:
        raise ViewError("view.targets_none", value=text)
    return found


def query_language(query: Mapping[str, str]) -> str:
    """Return the language that a query names, else the first one."""
    return query.get("lang", LANGUAGES[0])


def query_pairs(
    text: str, *, allowed: tuple[str, ...], needed: tuple[str, ...], example: str | Phrase
) -> dict[str, str]:
    """Return the pairs of a query, or raise `ViewError`: some are missing, unknown or double."""
    pairs = [(meant_key(key), value) for key, value in parse_qsl(text, keep_blank_values=True)]
    query = dict(pairs)
    unknown = sorted(query.keys() - set(allowed))
    missing = [key for key in needed if not query.get(key)]
    if unknown or missing or len(pairs) > len(query):
        said = [Phrase("view.keys_unknown", {"keys": unknown})] * bool(unknown)
        said += [Phrase("view.keys_missing", {"keys": missing})] * bool(missing)
        said = said or [Phrase("view.key_twice")]
        raise ViewError("view.query", value=text, said=said, example=example)
    read_language(query_language(query))
    return query


def _integer(key: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ViewError("view.whole_number", key=key, value=text)
    return int(text)
