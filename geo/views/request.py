"""What a reader asks for: the part of a page that an address holds.

The address owns the view. It is read once, before any widget, by the readers of
`geo.views.address`; what one of them refuses is replaced by the nearest thing that the facts hold,
with a notice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from geo.errors import ViewError
from geo.facts.model import LEVELS, DefaultView, Level, Unit, UnitKey
from geo.figures.atlas import Atlas
from geo.figures.view import MODES, View
from geo.language.texts import LANGUAGES, Phrase
from geo.places.vintages import drawn_vintage, drawn_vintages
from geo.places.whereabouts import units_on
from geo.targets.distance import mode_reason
from geo.views.address import (
    read_filter,
    read_indicator,
    read_k,
    read_language,
    read_latest,
    read_level,
    read_mode,
    read_place,
    read_scheme,
    read_unit,
    read_vintage,
    read_year,
    write_pairs,
)
from geo.views.filters import NO_FILTER, Filter

_Value = TypeVar("_Value")

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
    place
        The unit of other boundaries that the reader came from and goes back to; without a selected
        unit the map shows what it is on the view's boundaries.
    """

    view: View
    unit: str = ""
    filter: Filter = NO_FILTER
    lang: str = LANGUAGES[0]
    place: UnitKey | None = None

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
    told = _Told()
    if query.get(NO_PAGE):
        told.notices.append(_unknown("page", query[NO_PAGE]))
    lang = told.take("lang", query, read_language, fallback.lang)
    view = _read_view(atlas, query, fallback.view, told)
    chosen = told.take("filter", query, partial(read_filter, atlas, view), NO_FILTER)
    unit = told.take("unit", query, partial(read_unit, atlas, view), "")
    place = told.take("place", query, partial(read_place, atlas), None)
    return Request(view, unit, chosen, lang, place), told.notices


class _Told:
    """Takes the keys that can be read and tells of those that are replaced."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []

    def take(
        self, key: str, query: Mapping[str, str], read: Callable[[str], _Value], fallback: _Value
    ) -> _Value:
        """Return what a key holds, else what stands for it."""
        if key not in query:
            return fallback
        try:
            return read(query[key])
        except ViewError as error:
            # why a map cannot be coloured says more than the word that asked for it
            reason = error.phrase.fields.get("reason")
            said = Notice(reason.key) if isinstance(reason, Phrase) else _unknown(key, query[key])
            self.notices.append(said)
            return fallback


def _read_view(atlas: Atlas, query: Mapping[str, str], fallback: View, told: _Told) -> View:
    view = replace(fallback, mode="value", scheme="", k=0, latest=False)
    indicator = told.take("indicator", query, partial(read_indicator, atlas), view.indicator)
    if indicator != view.indicator:
        view = opening_view(atlas, indicator, view)
    view = _read_boundaries(atlas, query, view, told)
    if view.level != "commune":
        above = atlas.above_communes(view.indicator)
        if above != view.indicator == query.get("indicator"):
            told.notices.append(Notice("notice.register_level"))
        view = view.on(indicator=above)
    year = told.take("year", query, partial(read_year, atlas, view), view.year)
    view = settled(atlas, view.on(year=year))
    return view.on(
        mode=told.take("mode", query, partial(read_mode, atlas, view), MODES[0]),
        scheme=told.take("scheme", query, read_scheme, ""),
        k=told.take("k", query, read_k, 0),
        latest=told.take("latest", query, read_latest, False),
    )


def _read_boundaries(atlas: Atlas, query: Mapping[str, str], view: View, told: _Told) -> View:
    level = told.take("level", query, read_level, view.level)
    province = atlas.facts.province
    vintage = told.take("vintage", query, partial(read_vintage, atlas), view.vintage)
    drawn = drawn_vintage(province, vintage)
    if drawn != vintage:
        fields = (("vintage", vintage), ("drawn", drawn))
        told.notices.append(Notice("notice.vintage_not_drawn", fields))
    return view.on(level=level, vintage=drawn)


def write_request(request: Request) -> dict[str, str]:
    """Write a request as the query of an address."""
    view, chosen = request.view, request.filter
    return write_pairs(
        view, unit=request.unit, place=request.place, chosen=chosen, lang=request.lang
    )


def years_of(atlas: Atlas, view: View) -> tuple[int, ...]:
    """Return the years a view can be turned to, ascending."""
    return atlas.years(view.indicator, view.level, view.vintage)


def settled(atlas: Atlas, view: View) -> View:
    """Return a view with a year and a mode that its indicator has at its level.

    The register's classes are those of communes: above them its share stands for them. A year
    that the indicator does not have gives way to its newest one, a gap that cannot be drawn
    gives way to the value.
    """
    if view.level != "commune":
        view = view.on(indicator=atlas.above_communes(view.indicator))
    years = years_of(atlas, view)
    if years and view.year not in years:
        view = view.on(year=years[-1])
    reason = mode_reason(atlas, view.mode, view.indicator, level=view.level, vintage=view.vintage)
    return view.on(mode="value") if reason else view


def at_level(atlas: Atlas, view: View, level: Level, vintage: str) -> View:
    """Return a view at another level; what stands for the register above communes goes back."""
    register = atlas.facts.province.register.status
    stands_in = register and view.indicator == atlas.above_communes(register)
    down = level == "commune" and view.level != level
    if down and stands_in and not atlas.has_figures(view.indicator, level, vintage):
        view = view.on(indicator=register)
    return view.on(level=level, vintage=vintage)


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
    vintages = drawn_vintages(atlas.facts.province)
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


def outlined(atlas: Atlas, request: Request) -> tuple[Unit, ...]:
    """Return what the unit that a reader came from is on the boundaries of the view.

    Empty where a unit of the view is selected, or the reader came from none.
    """
    if request.unit or request.place is None:
        return ()
    return found_again(atlas, request.place, request.view)


def found_again(atlas: Atlas, key: UnitKey, view: View) -> tuple[Unit, ...]:
    """Return what a unit, given by its key, is on the boundaries of a view."""
    unit, crosswalk = atlas.facts.units[key], atlas.figures.crosswalk
    return units_on(atlas.facts, crosswalk, unit, level=view.level, vintage=view.vintage)


def _unknown(key: str, value: str) -> Notice:
    return Notice(f"notice.{key}", (("value", value[:40]),))
