"""What a reader asks for: the part of a page that an address holds.

The address owns the view. It is read and checked once, before any widget; what it names and the
facts do not hold is replaced by the nearest thing they hold, with a notice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo.errors import ViewError
from geo.facts.model import LEVELS, YEARS, DefaultView, Unit
from geo.figures.atlas import Atlas
from geo.figures.view import MODES, View
from geo.language.texts import LANGUAGES
from geo.places.vintages import drawn_vintage
from geo.targets.distance import mode_reason
from geo.views.classify import K_RANGE, valid_scheme
from geo.views.drawing import draw
from geo.views.filters import NO_CLASS, NO_FILTER, Filter, format_filter, parse_filter

NO_PAGE = "no_page"
"""Key of a query that holds the path of a page that there is not."""


@dataclass(frozen=True)
class Request:
    """A view with the chosen unit, the filter and the language.

    Parameters
    ----------
    view
        The view.
    unit
        Code of the selected unit on the view's boundaries, or empty.
    filter
        The filter.
    lang
        Language of the page.
    """

    view: View
    unit: str = ""
    filter: Filter = NO_FILTER
    lang: str = LANGUAGES[0]

    def on(self, **changes: object) -> "Request":
        """Return the same request with parts of its view changed."""
        return replace(self, view=self.view.on(**changes))


@dataclass(frozen=True)
class Notice:
    """Something in an address that was replaced: key of its text and the fields of that text."""

    key: str
    fields: tuple[tuple[str, str], ...] = ()


def theme_view(atlas: Atlas, theme_id: str) -> View:
    """Return the view a theme opens with."""
    theme = next(theme for theme in atlas.facts.province.themes if theme.id == theme_id)
    return _view_of(theme.default)


def first_view(atlas: Atlas) -> View:
    """Return the view the map opens with when an address names none.

    It is the first theme that opens on communes of the default boundaries: what a planner who
    opens the map without a question expects to see.
    """
    province = atlas.facts.province
    themes = [
        theme
        for theme in province.themes
        if theme.default.level == "commune" and theme.default.vintage == province.default_vintage
    ]
    return _view_of((themes or list(province.themes))[0].default)


def _view_of(default: DefaultView) -> View:
    return View(default.indicator, default.year, default.level, default.vintage)


def read_request(
    atlas: Atlas, query: Mapping[str, str], *, fallback: Request
) -> tuple[Request, list[Notice]]:
    """Read a request from the query of an address.

    Parameters
    ----------
    atlas
        The atlas.
    query
        The query, one text per key.
    fallback
        What stands for keys that the query leaves out.

    Returns
    -------
    request
        A request that the facts can answer.
    notices
        What had to be replaced, in the order of the keys.
    """
    notices: list[Notice] = []
    if query.get(NO_PAGE):
        notices.append(_unknown("page", query[NO_PAGE]))
    lang = query.get("lang", fallback.lang)
    if lang not in LANGUAGES:
        notices.append(_unknown("lang", lang))
        lang = fallback.lang
    view = _read_view(atlas, query, fallback.view, notices)
    chosen = NO_FILTER
    try:
        chosen = parse_filter(query.get("filter", ""))
        _check_districts(atlas, chosen)
        _check_classes(atlas, view, chosen)
    except ViewError:
        chosen = NO_FILTER
        notices.append(_unknown("filter", query["filter"]))
    unit = query.get("unit", "")
    if unit and unit not in {each.code for each in atlas.units(view.level, view.vintage)}:
        notices.append(_unknown("unit", unit))
        unit = ""
    return Request(view, unit, chosen, lang), notices


def _check_districts(atlas: Atlas, chosen: Filter) -> None:
    known = {unit.code for unit in atlas.units("district", atlas.facts.province.default_vintage)}
    unknown = set(chosen.districts) - known
    if unknown:
        raise ViewError("view.filter_districts", codes=sorted(unknown))


def _check_classes(atlas: Atlas, view: View, chosen: Filter) -> None:
    """Refuse classes that the view does not have."""
    if not chosen.classes:
        return
    known = {NO_CLASS, *map(str, range(len(draw(atlas, view).classes)))}
    unknown = [each for each in chosen.classes if each not in known]
    if unknown:
        raise ViewError("view.filter_value", value=",".join(unknown))


def _read_view(
    atlas: Atlas, query: Mapping[str, str], fallback: View, notices: list[Notice]
) -> View:
    view = replace(fallback, mode="value", scheme="", k=0, latest=False)
    indicator = query.get("indicator", "")
    if "indicator" in query and indicator not in atlas.facts.indicators:
        notices.append(_unknown("indicator", indicator))
    elif indicator and indicator != view.indicator:
        view = opening_view(atlas, indicator, view)
    view = _read_boundaries(atlas, query, view, notices)
    year = _integer(query.get("year", ""))
    # an indicator without a figure is shown as such for any year
    if "year" in query and year not in (years_of(atlas, view) or YEARS):
        notices.append(_unknown("year", query["year"]))
        year = None
    view = settled(atlas, view if year is None else view.on(year=year))
    return _read_drawing(atlas, query, view, notices)


def _read_boundaries(
    atlas: Atlas, query: Mapping[str, str], view: View, notices: list[Notice]
) -> View:
    level = query.get("level", view.level)
    if level not in LEVELS:
        notices.append(_unknown("level", level))
        level = view.level
    vintage = query.get("vintage", view.vintage)
    if vintage not in atlas.facts.province.vintage_ids:
        notices.append(_unknown("vintage", vintage))
        vintage = view.vintage
    drawn = drawn_vintage(atlas.facts.province, vintage)
    if drawn != vintage:
        notices.append(Notice("notice.vintage_not_drawn", (("vintage", vintage), ("drawn", drawn))))
    return view.on(level=level, vintage=drawn)


def _read_drawing(
    atlas: Atlas, query: Mapping[str, str], view: View, notices: list[Notice]
) -> View:
    mode = query.get("mode", MODES[0])
    if mode not in MODES:
        notices.append(_unknown("mode", mode))
        mode = MODES[0]
    reason = mode_reason(atlas, mode, view.indicator, level=view.level, vintage=view.vintage)
    if reason:
        notices.append(Notice(f"gap.{reason}"))
        mode = MODES[0]
    scheme = query.get("scheme", "")
    if not valid_scheme(scheme):
        notices.append(_unknown("scheme", scheme))
        scheme = ""
    k = _integer(query.get("k", "")) or 0
    if "k" in query and k not in K_RANGE:
        notices.append(_unknown("k", query["k"]))
        k = 0
    latest = query.get("latest", "")
    if latest not in ("", "0", "1"):
        notices.append(_unknown("latest", latest))
    return view.on(mode=mode, scheme=scheme, k=k, latest=latest == "1")


def write_request(request: Request) -> dict[str, str]:
    """Write a request as the query of an address.

    What a view is made of stands in full even where it equals a default, so that a shared link
    keeps its meaning when defaults change.
    """
    view = request.view
    query = {
        "indicator": view.indicator,
        "year": str(view.year),
        "level": view.level,
        "vintage": view.vintage,
        "mode": view.mode,
    }
    optional = {
        "unit": request.unit,
        "scheme": view.scheme,
        "k": str(view.k) if view.k else "",
        "filter": format_filter(request.filter),
        "latest": "1" if view.latest else "",
        "lang": request.lang if request.lang != LANGUAGES[0] else "",
    }
    return query | {key: value for key, value in optional.items() if value}


def years_of(atlas: Atlas, view: View) -> tuple[int, ...]:
    """Return the years a view can be turned to, ascending."""
    return atlas.years(view.indicator, view.level, view.vintage)


def settled(atlas: Atlas, view: View) -> View:
    """Return a view with a year and a mode that its indicator has at its level.

    A year that the indicator does not have gives way to its newest one, a gap that cannot be
    drawn gives way to the value.
    """
    years = years_of(atlas, view)
    if years and view.year not in years:
        view = view.on(year=years[-1])
    reason = mode_reason(atlas, view.mode, view.indicator, level=view.level, vintage=view.vintage)
    return view.on(mode="value") if reason else view


def opening_view(atlas: Atlas, indicator_id: str, view: View) -> View:
    """Return the view to open when a reader turns to another indicator.

    The level and boundaries stay if the indicator has figures there; else they become the
    theme's own, for its leading indicator, or the finest level that has any figure.
    """
    for theme in atlas.facts.province.themes:
        if theme.default.indicator == indicator_id:
            return _view_of(theme.default)
    turned = view.on(indicator=indicator_id, mode="value", scheme="", k=0)
    if not atlas.has_figures(indicator_id, turned.level, turned.vintage):
        best = best_covered(atlas, turned)
        turned = best if best is not None else turned.on(level="province")
    years = years_of(atlas, turned)
    return turned.on(year=years[-1]) if years else turned


def best_covered(atlas: Atlas, view: View) -> View | None:
    """Return the view of the same indicator that shows most of its units, or None.

    Of equally covered views the finer level, then the newer boundaries and year come first.
    """
    vintages = [vintage.id for vintage in atlas.facts.province.vintages if vintage.has_geometry]
    candidates = [
        view.on(level=level, vintage=vintage, year=year, mode="value", scheme="", k=0)
        for level in LEVELS
        for vintage in reversed(vintages if level == "commune" else [view.vintage])
        for year in reversed(atlas.years(view.indicator, level, vintage))
        if atlas.has_figures(view.indicator, level, vintage)
    ]
    return max(candidates, key=lambda candidate: coverage(atlas, candidate), default=None)


def coverage(atlas: Atlas, view: View) -> float:
    """Return the share of a view's units of which something is known, 0 to 1."""
    cells = [cell for cell in atlas.cells(view) if cell.basis != "not_applicable"]
    return sum(cell.known for cell in cells) / len(cells) if cells else 0.0


def unit_on(atlas: Atlas, view: View, code: str) -> Unit | None:
    """Return the unit of a view's boundaries with a code, or None."""
    units = atlas.units(view.level, view.vintage)
    return next((unit for unit in units if unit.code == code), None)


def _unknown(key: str, value: str) -> Notice:
    return Notice(f"notice.{key}", (("value", value[:40]),))


def _integer(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
