"""What has to be kept in mind of a status: near a bound, on weak figures, on a revised one."""

from collections.abc import Iterator

from geo.facts.model import UNVERIFIED
from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import format_number
from geo.language.texts import texts
from geo.reading.progress.statuses import status_word
from geo.reading.revisions import revisions
from geo.reading.values import observation_text
from geo.targets.assessment import Status, assess_path, bound_near
from geo.targets.goals import point_of
from geo.targets.points import Point
from geo.targets.progress import Progress

_WEAK = ("provisional", "estimate", UNVERIFIED)
_PATHS = ("points", "growth")


def status_phrase(measured: Progress, *, lang: str) -> str:
    """Name the status of a progress and say where it is near a bound: "chậm, sát ngưỡng"."""
    word = status_word(measured.status, lang=lang)
    return texts(lang)("targets.near", status=word) if is_near(measured) else word


def is_near(measured: Progress) -> bool:
    """Tell whether the status of a progress would be another with a slightly other ratio."""
    ratio = measured.assessed.ratio
    return ratio is not None and bound_near(ratio) is not None


def caveats(atlas: Atlas, measured: Progress, *, lang: str) -> tuple[str, ...]:
    """Say what has to be kept in mind of the status of a progress.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress.
    lang
        Language.

    Returns
    -------
    sentences : tuple of str
        Clauses: that the ratio is near a bound; which figures are weak; what
        the ratio would be with a figure that was published before. None without a ratio.
    """
    if measured.assessed.ratio is None:
        return ()
    return (*_near(measured, lang), *_weak(measured, lang), *_revised(atlas, measured, lang))


def _near(measured: Progress, lang: str) -> Iterator[str]:
    ratio = measured.assessed.ratio
    bound = None if ratio is None else bound_near(ratio)
    if ratio is not None and bound is not None:
        fields = {"ratio": _ratio(ratio, lang), "bound": _ratio(bound, lang)}
        yield texts(lang)("targets.caveat_near", **fields)


def _weak(measured: Progress, lang: str) -> Iterator[str]:
    t = texts(lang)
    for cell in measured.figures:
        if cell.flag in _WEAK:
            yield t("targets.caveat_weak", year=cell.observed_year, flag=t(f"flag.{cell.flag}"))


def _revised(atlas: Atlas, measured: Progress, lang: str) -> Iterator[str]:
    """Say what the ratio would be with a former figure; an average rests on too many for that."""
    base, latest = measured.baseline, measured.latest
    if measured.kind not in _PATHS or base is None or latest is None:
        return
    for cell in (base, latest):
        for each in revisions(atlas, measured.indicator, cell, lang=lang):
            former = Point(each.row.year, each.row.value, each.row.qualifier, each.row.value_max)
            ratio = _ratio_with(measured, base, latest, cell, former)
            if ratio is not None:
                value = observation_text(measured.indicator, each.row, lang=lang)
                fields = {"value": value, "year": each.row.year, "ratio": _ratio(ratio[0], lang)}
                word = status_word(ratio[1], lang=lang)
                yield texts(lang)("targets.caveat_revised", status=word, **fields)


def _ratio_with(
    measured: Progress, base: Cell, latest: Cell, replaced: Cell, former: Point
) -> tuple[float, Status] | None:
    """Return ratio and status with a former figure in the place of a cell's, if there are any."""
    start, end = (former if cell is replaced else point_of(cell) for cell in (base, latest))
    year = measured.target.target_year
    found = assess_path(measured.kind, start, end, measured.goal, target_year=year)
    return None if found.ratio is None else (found.ratio, found.status)


def _ratio(value: float, lang: str) -> str:
    return format_number(value, decimals=2, lang=lang)
