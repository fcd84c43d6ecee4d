"""The order in which targets stand: by theme as the province's data lists them, or by a column."""

from collections.abc import Callable, Sequence

from geo.figures.atlas import Atlas
from geo.language.texts import pick
from geo.places.search import fold
from geo.targets.assessment import STATUSES
from geo.targets.progress import Progress

SORTS = ("target", "latest", "gap", "pace", "status", "source")
"""Columns that targets can be sorted by; without one they stand by theme."""
BACKWARDS = "-"
"""Before a column, for the last first."""

_Key = Callable[[Progress], float | str | None]


def in_order(
    atlas: Atlas, measured: Sequence[Progress], *, lang: str, by: str = ""
) -> list[Progress]:
    """Put targets into an order.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress of each target.
    lang
        Language, for the order of names.
    by
        One of `SORTS`, with `BACKWARDS` before it for the other end first; empty for the order
        of the themes.

    Returns
    -------
    ordered : list of Progress
        Of equal ones the first stays first. What a column does not know comes last, whichever
        end is first: `latest` goes from the newest year on, `gap` from the farthest from its
        target, `pace` from the slowest, `status` from the best, and names by the alphabet.

    Notes
    -----
    Gaps of different units are compared as shares of the value that meets the target, paces as
    the observed over the required one.
    """
    places = {theme.id: at for at, theme in enumerate(atlas.facts.province.target_themes)}
    ordered = sorted(measured, key=lambda each: places[each.target.theme])
    column = by.removeprefix(BACKWARDS)
    if column not in SORTS:
        return ordered
    key = _keys(atlas, lang)[column]
    known = [each for each in ordered if key(each) is not None]
    known.sort(key=lambda each: key(each) or 0, reverse=by.startswith(BACKWARDS))
    return known + [each for each in ordered if key(each) is None]


def _keys(atlas: Atlas, lang: str) -> dict[str, _Key]:
    return {
        "target": lambda each: fold(pick(each.target, "text", lang)),
        "latest": lambda each: None if each.latest is None else -(each.latest.observed_year or 0),
        "gap": _relative_gap,
        "pace": lambda each: each.assessed.ratio,
        "status": lambda each: STATUSES.index(each.status),
        "source": lambda each: _publisher(atlas, each),
    }


def _relative_gap(measured: Progress) -> float | None:
    """Return the gap as a share of the target, below zero while it is not met."""
    gap, latest = measured.assessed.gap, measured.latest
    if gap is None or latest is None or latest.value is None:
        return None
    bounds = [each for each in (measured.goal.low, measured.goal.high) if each is not None]
    nearest = min(bounds, key=lambda bound: abs(bound - (latest.value or 0)))
    return gap / abs(nearest) if nearest else gap


def _publisher(atlas: Atlas, measured: Progress) -> str | None:
    if measured.latest is None:
        return None
    return fold(atlas.facts.sources[measured.latest.source_ids[0]].publisher)
