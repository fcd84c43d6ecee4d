"""What the page of comparisons shows, as the window and a link to it are named."""

from collections.abc import Mapping, Sequence

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import texts
from geo.reading.compare.pairs import pair_title
from geo.reading.compare.words import comparison_title
from geo.reading.sentences import boundaries_label, view_title
from geo.reading.values import indicator_name
from geo.views.compare.asked import PARTS, asked_maps, asked_pair, asked_years, nearest_year
from geo.views.compare.bivariate import compare_two
from geo.views.compare.changes import compare_years


def lines_title(atlas: Atlas, view: View, *, lang: str) -> str:
    """Say what the lines of units show."""
    name = indicator_name(atlas.facts.indicators[view.indicator], lang=lang)
    return texts(lang)("compare.lines_title", name=name)


def rank_title(atlas: Atlas, view: View, *, lang: str) -> str:
    """Say of what the strip shows the ranks."""
    return texts(lang)("compare.rank_title", title=view_title(atlas, view, lang=lang))


def maps_title(atlas: Atlas, view: View, views: Sequence[View], *, lang: str) -> str:
    """Say how many maps stand side by side, and of which units."""
    label = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    return texts(lang)("compare.maps_title", count=len(views), units=label)


def compare_title(atlas: Atlas, view: View, query: Mapping[str, str], *, lang: str) -> str:
    """Name what the page shows; its own name where there is nothing to show.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view that the page has.
    query
        What else the address says, by key.
    lang
        Language.
    """
    t = texts(lang)
    part = query.get("compare") or PARTS[0]
    if part == "maps":
        views, _ = asked_maps(atlas, view, query.get("maps", ""))
        return maps_title(atlas, view, views, lang=lang) if views else t("page.compare")
    if part == "two":
        other, _ = asked_pair(atlas, view, query.get("with", ""))
        if not other:
            return t("page.compare")
        pair = compare_two(atlas, view, other, nearest_year(atlas, view, other))
        return pair_title(atlas, pair, lang=lang)
    if part == "lines":
        return lines_title(atlas, view, lang=lang)
    if part == "rank":
        return rank_title(atlas, view, lang=lang)
    asked = asked_years(atlas, view, query.get("from", ""), query.get("to", ""))
    if asked is None:
        return t("page.compare")
    found = compare_years(atlas, view.on(year=asked.later), asked.earlier)
    return comparison_title(atlas, found, lang=lang)
