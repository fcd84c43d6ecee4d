"""A request turned to another view: what the reader chose goes along where it still means it."""

from dataclasses import replace

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import draw
from geo.views.filters import Filter
from geo.views.request import Request, settled, unit_on


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
        The selected unit stays where it still is one, the classes of the filter where they are
        the same classes, its range where the map shows the same number.
    """
    view = settled(atlas, view)
    chosen = _filter_along(atlas, request, view)
    return Request(view, _unit_along(atlas, request, view), chosen, request.lang)


def _filter_along(atlas: Atlas, request: Request, view: View) -> Filter:
    chosen, old = request.filter, request.view
    if (view.indicator, view.level, view.mode) != (old.indicator, old.level, old.mode):
        return replace(chosen, classes=(), low=None, high=None)
    if chosen.classes and draw(atlas, view).classes != draw(atlas, old).classes:
        return replace(chosen, classes=())
    return chosen


def _unit_along(atlas: Atlas, request: Request, view: View) -> str:
    old = unit_on(atlas, request.view, request.unit)
    if old is None or old.level != view.level:
        return ""
    if old.vintage == view.vintage or view.level != "commune":
        return old.code
    order = atlas.facts.province.vintage_ids
    forward = order.index(view.vintage) > order.index(old.vintage)
    crosswalk = atlas.figures.crosswalk
    walk = crosswalk.descendants if forward else crosswalk.ancestors
    pieces = walk(old.key, view.vintage)
    return pieces[0].key[1] if len(pieces) == 1 else ""
