"""A request turned to another view: what the reader chose goes along where it still means it."""

from dataclasses import replace

from geo.facts.model import UnitKey
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import draw
from geo.views.filters import Filter
from geo.views.request import Request, found_again, settled, unit_on


def turned(atlas: Atlas, request: Request, view: View) -> Request:
    """Return a request with another view that the facts can answer.

    Parameters
    ----------
    atlas
        The atlas.
    request
        The request by now.
    view
        The view to turn to; a year or mode that it does not have gives way.

    Returns
    -------
    request
        The selected unit stays, or becomes what it is on the other boundaries and is found again
        on the way back. The classes of the filter stay where they are the same classes, its range
        where the map shows the same number.
    """
    view = settled(atlas, view)
    chosen = _filter_along(atlas, request, view)
    unit, place = _place_along(atlas, request, view)
    return Request(view, unit, chosen, request.lang, place)


def _filter_along(atlas: Atlas, request: Request, view: View) -> Filter:
    chosen, old = request.filter, request.view
    if (view.indicator, view.level, view.mode) != (old.indicator, old.level, old.mode):
        return replace(chosen, classes=(), low=None, high=None)
    if chosen.classes and draw(atlas, view).classes != draw(atlas, old).classes:
        return replace(chosen, classes=())
    return chosen


def _place_along(atlas: Atlas, request: Request, view: View) -> tuple[str, UnitKey | None]:
    """Return the unit to select on other boundaries, and the one that leads back."""
    old = unit_on(atlas, request.view, request.unit)
    start = request.place or (old.key if old is not None else None)
    if start is None:
        return "", None
    if old is not None and old in found_again(atlas, old.key, view):
        return old.code, request.place
    found = found_again(atlas, start, view)
    unit = found[0] if len(found) == 1 else None
    return unit.code if unit else "", None if unit and unit.key == start else start
