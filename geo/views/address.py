"""The query of an address, read strictly: what a map shows, or the targets of a page.

A page replaces what it cannot show and says so (see the requests of the app); a scene and a
command must show what they were asked for, or nothing.
"""

from urllib.parse import parse_qsl, urlencode

from geo.errors import ViewError
from geo.facts.model import LEVELS, YEARS, Target
from geo.figures.atlas import Atlas
from geo.figures.view import View, check_view
from geo.language.texts import LANGUAGES, OwnText, Phrase
from geo.targets.distance import mode_reason
from geo.views.classify import K_RANGE, valid_scheme
from geo.views.drawing import Drawing
from geo.views.filters import Filter, format_filter, kept, parse_filter

_NEEDED = ("indicator", "year", "level", "vintage")
_ALLOWED = (*_NEEDED, "mode", "scheme", "k", "latest", "unit", "filter", "lang")
_EXAMPLE = "indicator=…&year=…&level=…&vintage=…"
_OF_TARGETS = ("programme", "theme", "target", "lang")
_TARGETS_EXAMPLE = Phrase("view.targets_example")


def read_query(atlas: Atlas, text: str) -> tuple[View, dict[str, str]]:
    """Read a view from the query of an address, without replacing anything.

    Parameters
    ----------
    atlas
        The atlas.
    text
        ``indicator=…&year=…&level=…&vintage=…``, optionally with ``mode``, ``scheme``, ``k``,
        ``latest``, ``unit``, ``filter`` and ``lang`` as the map's address has them.

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
    query = _pairs(text, allowed=_ALLOWED, needed=_NEEDED, example=_EXAMPLE)
    level = next((level for level in LEVELS if level == query["level"]), None)
    if level is None:
        raise ViewError("view.level", value=query["level"], known=LEVELS)
    view = View(
        query["indicator"],
        _integer("year", query["year"]),
        level,
        query["vintage"],
        mode=query.get("mode", "value"),
        scheme=query.get("scheme", ""),
        k=_integer("k", query.get("k", "0")),
        latest=_yes_or_no("latest", query.get("latest", "")),
    )
    _check(atlas, view)
    return view, query


def write_query(view: View, *, unit: str = "", chosen: Filter | None = None) -> str:
    """Write a view as the query of an address that `read_query` reads back.

    Parameters
    ----------
    view
        The view.
    unit
        Code of the selected unit, or empty.
    chosen
        The filter, or None.

    Returns
    -------
    text : str
        ASCII, the parts in the order of the address.
    """
    parts = {
        "indicator": view.indicator,
        "year": str(view.year),
        "level": view.level,
        "vintage": view.vintage,
        "mode": view.mode,
        "unit": unit,
        "scheme": view.scheme,
        "k": str(view.k) if view.k else "",
        "filter": format_filter(chosen) if chosen else "",
        "latest": "1" if view.latest else "",
    }
    return urlencode({key: value for key, value in parts.items() if value})


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
        The filter cannot be read, or the unit is not on these boundaries.
    """
    chosen = parse_filter(query.get("filter", ""))
    unit = query.get("unit", "")
    if unit and drawing.cell_of(unit) is None:
        raise ViewError("view.unit", value=unit)
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
    query = _pairs(text, allowed=_OF_TARGETS, needed=(), example=_TARGETS_EXAMPLE)
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


def query_language(query: dict[str, str]) -> str:
    """Return the language that a query names, else the first one."""
    return query.get("lang", LANGUAGES[0])


def _pairs(
    text: str, *, allowed: tuple[str, ...], needed: tuple[str, ...], example: str | Phrase
) -> dict[str, str]:
    """Return the pairs of a query, or say which are missing, unknown or double."""
    # letters and chats write the sign between the pairs as "&amp;"
    pairs = parse_qsl(text.replace("&amp;", "&"), keep_blank_values=True)
    query = dict(pairs)
    unknown = sorted(query.keys() - set(allowed))
    missing = [key for key in needed if not query.get(key)]
    if unknown or missing or len(pairs) > len(query):
        said = [Phrase("view.keys_unknown", {"keys": unknown})] * bool(unknown)
        said += [Phrase("view.keys_missing", {"keys": missing})] * bool(missing)
        said = said or [Phrase("view.key_twice")]
        raise ViewError("view.query", value=text, said=said, example=example)
    if query_language(query) not in LANGUAGES:
        raise ViewError("view.lang", value=query["lang"], known=LANGUAGES)
    return query


def _check(atlas: Atlas, view: View) -> None:
    """Refuse a view that the facts cannot answer."""
    check_view(atlas.facts, view)
    years = atlas.years(view.indicator, view.level, view.vintage)
    # an indicator that has only a target shows any year, and says that nothing is known of it
    if view.year not in (years or YEARS):
        name = OwnText(atlas.facts.indicators[view.indicator], "name")
        if not years:
            raise ViewError("view.no_years", indicator=name)
        raise ViewError("view.year", indicator=name, year=view.year, known=years)
    if not valid_scheme(view.scheme):
        raise ViewError("view.scheme", value=view.scheme)
    if view.k and view.k not in K_RANGE:
        raise ViewError("view.k", value=view.k, first=K_RANGE.start, last=K_RANGE.stop - 1)
    reason = mode_reason(atlas, view.mode, view.indicator, level=view.level, vintage=view.vintage)
    if reason:
        mode = Phrase(f"control.mode_{view.mode}")
        raise ViewError("view.mode_reason", mode=mode, reason=Phrase(f"gap.{reason}"))


def _yes_or_no(key: str, text: str) -> bool:
    if text not in ("", "0", "1"):
        raise ViewError("view.yes_or_no", key=key, value=text)
    return text == "1"


def _integer(key: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ViewError("view.whole_number", key=key, value=text)
    return int(text)
