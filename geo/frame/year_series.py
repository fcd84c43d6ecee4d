"""All years of a view at once, so that a frame turns the year before the page has answered."""

from dataclasses import replace

from geo.figures.atlas import Atlas
from geo.frame.message import frame_message
from geo.views.drawing import draw
from geo.views.filters import kept
from geo.views.request import Request, years_of
from geo.views.turns import turned

OWN = ("selected", "outlined", "labels")
"""Keys of a frame's message that say nothing of the year."""


def anchored(atlas: Atlas, request: Request) -> Request:
    """Return the request that stands for all years among which this one can be turned.

    Parameters
    ----------
    atlas
        The atlas.
    request
        Any request.

    Returns
    -------
    anchor : Request
        No unit is selected in it. Its year is the newest; with a filter of classes, which stays
        only where the classes are the same, the newest with the classes of the request.
    """
    bare = replace(request, unit="", place=None)
    years = years_of(atlas, bare.view)
    if bare.filter.classes:
        classes = draw(atlas, bare.view).classes
        years = tuple(
            year for year in years if draw(atlas, bare.view.on(year=year)).classes == classes
        )
    return bare.on(year=years[-1]) if years else bare


def holds(atlas: Atlas, request: Request) -> bool:
    """Tell whether the years of a view, as `year_series` builds them, hold that of a request."""
    bare = replace(request, unit="", place=None)
    return turned(atlas, anchored(atlas, request), bare.view) == bare


def year_series(atlas: Atlas, anchor: Request, *, layer: str, words: str) -> dict[str, object]:
    """Build the messages of all years of a view.

    Parameters
    ----------
    atlas
        The atlas.
    anchor
        A request as `anchored` returns it.
    layer, words
        As for `geo.frame.message.frame_message`.

    Returns
    -------
    series : dict
        Of JSON types only: ``common``, what the messages have in common, and ``years``, what each
        has besides, by year. Years are left out that the request cannot be turned to as it is.
        What `OWN` names is in none of them.
    """
    messages = {}
    for year in years_of(atlas, anchor.view):
        asked = anchor.on(year=year)
        if turned(atlas, anchor, asked.view) == asked:
            messages[str(year)] = _of_year(atlas, asked, layer, words)
    every = list(messages.values())
    common = {
        key: value
        for key, value in (every[0] if every else {}).items()
        if all(key in each and each[key] == value for each in every)
    }
    years = {
        year: {key: value for key, value in message.items() if key not in common}
        for year, message in messages.items()
    }
    return {"common": common, "years": years}


def _of_year(atlas: Atlas, asked: Request, layer: str, words: str) -> dict[str, object]:
    drawing = draw(atlas, asked.view)
    message = frame_message(
        *(atlas, drawing),
        lang=asked.lang,
        layer=layer,
        words=words,
        kept=kept(atlas, drawing, asked.filter) if asked.filter else None,
    )
    return {key: value for key, value in message.items() if key not in OWN}
