"""The maps of the page of the border economy as views: their address, and the times they turn to.

A map of gates is of one figure and one length of time, whatever year it is turned to; a map of the
zone is of the list of one day and has no figure at all.
"""

from datetime import date
from urllib.parse import urlencode

from geo.errors import ViewError
from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import border_themes
from geo.figures.border.gate_times import like_times
from geo.figures.view import View
from geo.language.texts import OwnText
from geo.views.address import VIEW_KEYS, meant_key, query_pairs
from geo.views.border import KEYS, GateView, gate_indicators, times_of

GATES_PAGE = "cua-khau"
"""Path of the page."""
MAPS = ("gates", "zone")
"""Parts of the page that are maps."""
_LIST = "list-"
_EXAMPLE = "part=gates&flow=…&when=…"


def names_border(text: str) -> bool:
    """Tell whether a query is of the page of the border economy, not of the map."""
    return any(meant_key(part.partition("=")[0]) in KEYS for part in text.split("&"))


def gates_view(atlas: Atlas, shown: GateView) -> View:
    """Return the map of the gates by a figure and time, on the boundaries the atlas opens with."""
    vintage = atlas.facts.province.default_vintage
    return View(shown.indicator, shown.year, "commune", vintage, gate_period=shown.period)


def list_view(atlas: Atlas, day: date) -> View:
    """Return the map of the communes by a zone's list of a day."""
    indicator, vintage = _zone_indicator(atlas), atlas.facts.province.default_vintage
    period = f"{_LIST}{day.isoformat()}"
    return View(indicator, day.year, "commune", vintage, gate_period=period)


def zone_view(atlas: Atlas, year: int) -> View | None:
    """Return the map of the communes by the lists in force in a year; None without a zone."""
    if not border_themes(atlas.facts):
        return None
    return View(_zone_indicator(atlas), year, "commune", atlas.facts.province.default_vintage)


def _zone_indicator(atlas: Atlas) -> str:
    themes = border_themes(atlas.facts)
    if not themes:
        raise ViewError("view.no_zone")
    return themes[0].default.indicator


def shown_of(view: View) -> GateView | None:
    """Return what sizes the gates of a view; None for a map that shows no gates' figure so."""
    if not view.gate_period or view.gate_period.startswith(_LIST):
        return None
    return GateView(view.indicator, view.year, view.gate_period)


def list_day(view: View) -> date | None:
    """Return the day of the zone's list that a view shows; None for any other map."""
    if not view.gate_period.startswith(_LIST):
        return None
    return date.fromisoformat(view.gate_period.removeprefix(_LIST))


def read_border(atlas: Atlas, text: str) -> tuple[View, dict[str, str]]:
    """Read a map of the page of the border economy from its address, replacing nothing.

    Parameters
    ----------
    atlas
        The atlas.
    text
        ``part=gates&flow=…&when=…`` or ``part=zone&list=…``; what the address of the page says of
        the map page besides is left alone.

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
    query = query_pairs(text, allowed=(*VIEW_KEYS, *KEYS), needed=(), example=_EXAMPLE)
    part = query.get("part", MAPS[0])
    if part not in MAPS:
        raise ViewError("view.border_part", value=part, known=MAPS)
    _zone_indicator(atlas)
    if part == "zone":
        return list_view(atlas, _read_day(atlas, query.get("list", ""))), query
    return gates_view(
        atlas, _read_shown(atlas, query.get("flow", ""), query.get("when", ""))
    ), query


def _read_shown(atlas: Atlas, flow: str, when: str) -> GateView:
    known = gate_indicators(atlas)
    if flow not in known:
        raise ViewError("view.border_flow", value=flow, known=known)
    times = {each.when: each for each in times_of(atlas, flow)}
    if when not in times:
        name = OwnText(atlas.facts.indicators[flow], "name")
        raise ViewError("view.border_when", indicator=name, value=when, known=tuple(times))
    return times[when]


def _read_day(atlas: Atlas, text: str) -> date:
    days = {each.isoformat(): each for each in list_days(atlas)}
    if text not in days:
        raise ViewError("view.border_list", value=text, known=tuple(days))
    return days[text]


def list_days(atlas: Atlas) -> tuple[date, ...]:
    """Return the days of all lists of zones, ascending."""
    return tuple(sorted({member.list_date for member in atlas.facts.zone_members}))


def write_border(view: View) -> str:
    """Write a map of gates or of the zone as the query that `read_border` reads back."""
    shown, day = shown_of(view), list_day(view)
    if day is not None:
        return urlencode({"part": "zone", "list": day.isoformat()})
    if shown is None:
        raise ValueError("not a map of the page of the border economy")
    return urlencode({"part": MAPS[0], "flow": shown.indicator, "when": shown.when})


def turns_of(atlas: Atlas, view: View) -> tuple[View, ...]:
    """Return the views that a map can be turned to, in the order of time.

    A map of units has its years, one of the zone its lists, one of gates the years of the very
    length of time that it shows: a month is never followed by a year.
    """
    day = list_day(view)
    if day is not None:
        return tuple(list_view(atlas, each) for each in list_days(atlas))
    if not view.gate_period:
        years = atlas.years(view.indicator, view.level, view.vintage) or (view.year,)
        return tuple(view.on(year=year) for year in years)
    periods = {
        row.year: row.period
        for row in like_times(atlas, view.indicator, view.year, view.gate_period)
    }
    # of two ways to write one time of a year that of the view stays
    periods[view.year] = view.gate_period
    return tuple(view.on(year=year, gate_period=periods[year]) for year in sorted(periods))
