"""The words for targets: status, pace, reason, kind, and a sentence that reads progress aloud."""

from geo.facts.model import Indicator, Target
from geo.figures.atlas import Atlas
from geo.language.numbers import format_number, format_value, with_unit
from geo.language.texts import pick, texts
from geo.reading.gaps import gap_in_words, gap_size
from geo.reading.progress.caveats import status_phrase
from geo.reading.values import (
    indicator_name,
    indicator_unit,
    pace_number,
    quoted_text,
    target_text,
    value_decimals,
    value_text,
    worded_pace,
)
from geo.targets.goals import LEVEL_PATHS, point_of
from geo.targets.plan import Suggestion
from geo.targets.progress import Progress

_NOISE = 9
"""Places of a projection beyond which its digits are those of the binary form."""


def goal_text(measured: Progress, *, lang: str) -> str:
    """Print a target's value or band with its unit, for paces with "a year"."""
    t = texts(lang)
    target, indicator = measured.target, measured.indicator
    if measured.kind == "change":
        low, high = target.value_low, target.value_high
        band = target_text(indicator, target, lang=lang)
        if high is not None and high <= 0:
            size = f"{_plain(-high, lang)}–{_plain(-low, lang)}" if low != high else ""
            size = with_unit(size or _plain(-low, lang), t("reading.points_unit"), lang=lang)
            return t("targets.falls", value=size)
        return t("targets.a_year", value=band)
    if measured.kind == "average":
        # a unit may say "a year" itself
        text = target_text(indicator, target, unit="%", lang=lang)
        return t("targets.mean_a_year", value=text)
    return target_text(indicator, target, lang=lang)


def target_line(indicator: Indicator, target: Target, *, lang: str) -> str:
    """Say what a target asks for; a yearly pace in the words of its plan."""
    t = texts(lang)
    if target.path not in LEVEL_PATHS:
        words = pick(target, "text", lang)
        return t("card.pace", year=target.target_year, words=words)
    goal = target_text(indicator, target, lang=lang)
    return t("card.target", value=goal, year=target.target_year)


def pace_text(measured: Progress, which: str, *, lang: str) -> str:
    """Print a pace with its sign, its unit and how exact it is.

    Parameters
    ----------
    measured
        The progress.
    which
        ``observed`` or ``required``.
    lang
        Language.

    Returns
    -------
    text : str
        "+1,2 điểm % mỗi năm", "ít nhất +0,5 điểm % mỗi năm", "giảm ít nhất 3 điểm % mỗi
        năm"; empty where there is no pace.
    """
    assessed = measured.assessed
    observed = which == "observed"
    pace = assessed.observed if observed else assessed.required
    word = assessed.observed_word if observed else assessed.required_word
    if pace is None:
        return ""
    more = _more_decimals(measured)
    return worded_pace(measured.indicator, measured.kind, pace, word, more=more, lang=lang)


def _more_decimals(measured: Progress) -> int:
    """Return 1 where two different paces would print alike and the target is not on its way."""
    observed, required = measured.assessed.observed, measured.assessed.required
    if observed is None or required is None or observed == required:
        return 0
    if measured.status in ("achieved", "on_track"):
        return 0
    first, second = (
        pace_number(measured.indicator, measured.kind, pace, lang="en")
        for pace in (observed, required)
    )
    return int(first == second)


def reason_text(atlas: Atlas, measured: Progress, reason: str, *, lang: str) -> str:
    """Say in a clause why there is no status, or what has to be said with it.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress.
    reason
        One of its reasons.
    lang
        Language.

    Returns
    -------
    text : str
        With the publication that would hold the figure, the years that are missing, or the
        words of the stated break.
    """
    t = texts(lang)
    breaks = "; ".join(pick(row, "text", lang) for row in measured.breaks[-1:])
    publication = atlas.facts.publications.get(measured.indicator.indicator_id)
    if reason == "no_figure" and publication is not None:
        where = pick(publication, "text", lang)
        return t("targets.reason_no_figure_where", publication=where)
    return t(
        f"targets.reason_{reason}",
        text=breaks,
        year=measured.target.target_year,
        base=measured.target.base_year,
        latest=None if measured.latest is None else measured.latest.observed_year,
        years=", ".join(map(str, missing_years(measured))),
    )


def reasons_text(atlas: Atlas, measured: Progress, *, lang: str) -> str:
    """Say all reasons of a progress, separated by semicolons; empty where there are none."""
    said = [reason_text(atlas, measured, reason, lang=lang) for reason in measured.reasons]
    return "; ".join(said)


def missing_years(measured: Progress) -> tuple[int, ...]:
    """Return the years of an average that have no figure though a later one has."""
    base_year = measured.target.base_year
    known = {cell.observed_year for cell in measured.figures}
    if measured.kind != "average" or base_year is None or measured.latest is None:
        return ()
    last = measured.latest.observed_year or base_year
    return tuple(year for year in range(base_year + 1, last + 1) if year not in known)


def progress_sentence(atlas: Atlas, measured: Progress, *, lang: str) -> str:
    """Read the progress of a target aloud, status and reasons included."""
    t = texts(lang)
    target, assessed, latest = measured.target, measured.assessed, measured.latest
    goal = goal_text(measured, lang=lang)
    name = indicator_name(measured.indicator, lang=lang)
    parts = [t("targets.sentence_goal", name=name, goal=goal, year=target.target_year)]
    if latest is not None:
        value = quoted_text(atlas, measured.indicator, latest, lang=lang)
        parts.append(t("targets.sentence_latest", value=value, year=latest.observed_year))
        distance = target_gap_text(measured, lang=lang)
        if distance:
            parts.append(t("targets.sentence_gap", gap=f"{distance[0].upper()}{distance[1:]}"))
    for which in ("observed", "required"):
        pace = pace_text(measured, which, lang=lang)
        if pace:
            parts.append(t(f"targets.sentence_{which}", pace=pace))
    if assessed.arrival is not None:
        parts.append(t("targets.sentence_arrival", year=assessed.arrival))
    parts.append(t("targets.sentence_status", status=status_phrase(measured, lang=lang)))
    reasons = reasons_text(atlas, measured, lang=lang)
    return " ".join([*parts, f"{reasons[0].upper()}{reasons[1:]}."] if reasons else parts)


def history_line(measured: Progress, *, lang: str) -> str:
    """Tell a target whose year is over by the figure of that year, and whether it was met."""
    t = texts(lang)
    year, latest = measured.target.target_year, measured.latest
    fields = {"year": year, "goal": goal_text(measured, lang=lang)}
    # a figure that is not held against the target, or only in part, says neither
    judged = measured.status == "achieved" or "missed" in measured.reasons
    if latest is None or latest.observed_year != year or not judged:
        return t("targets.history_unknown", **fields)
    indicator = measured.indicator
    value = measured.assessed.observed if measured.kind in ("average", "change") else None
    said = (
        value_text(indicator, latest, unit=indicator_unit(indicator, lang=lang), lang=lang)
        if value is None
        else pace_number(indicator, measured.kind, value, signed=False, lang=lang)
    )
    met = measured.status == "achieved"
    return t("targets.history_met" if met else "targets.history_missed", value=said, **fields)


def target_gap_text(measured: Progress, *, lang: str) -> str:
    """Say on which side of its goal a progress lies, and how far; empty where nobody knows."""
    gap, latest = measured.assessed.gap, measured.latest
    if gap is None or latest is None:
        return ""
    goal, observed = measured.goal, measured.assessed.observed
    if measured.kind not in ("average", "change"):
        size = gap_size(measured.indicator, latest, gap, lang=lang)
        return gap_in_words(goal, goal.farthest(point_of(latest)), size, lang=lang)
    if observed is None:
        return ""
    # the difference of two rates is in points
    size = pace_number(
        measured.indicator, measured.kind, abs(gap), unit="points", signed=False, lang=lang
    )
    return gap_in_words(goal, observed, size, lang=lang)


def projection_text(measured: Progress, *, lang: str) -> str:
    """Print the value in the target year at the observed pace; empty where there is none.

    It has no more decimals and no more digits than the figures it was worked out from.
    """
    projected, indicator = measured.assessed.projected, measured.indicator
    if projected is None or measured.latest is None:
        return ""
    # 64.1 + 6 × 0.275 is 65.74999999999999, which would be printed as 65.7
    projected = round(projected, _NOISE)
    unit = indicator_unit(indicator, lang=lang)
    word = "exact" if measured.assessed.observed_word == "exact" else "about"
    decimals = _projected_decimals(measured, projected)
    return format_value(projected, qualifier=word, unit=unit, decimals=decimals, lang=lang)


def _projected_decimals(measured: Progress, projected: float) -> int:
    """Return the decimals that the least precise figure of a progress leaves its projection."""
    found = []
    for cell in measured.figures:
        # an exact figure may end in zeros that its table leaves out
        exact = cell.qualifier == "exact"
        most = measured.indicator.decimals
        decimals = most if exact else value_decimals(measured.indicator, cell)
        digits = _whole_digits(cell.value or 0.0) + decimals
        found.append(min(decimals, max(0, digits - _whole_digits(projected))))
    return min(found, default=measured.indicator.decimals)


def _whole_digits(value: float) -> int:
    return len(str(int(abs(value))))


def suggestion_text(suggestion: Suggestion, *, lang: str) -> str:
    """Say on what knowledge the place of a commune in the suggested order rests."""
    t = texts(lang)
    parts = []
    if suggestion.criteria is not None:
        criteria = format_number(suggestion.criteria, decimals=0, lang=lang)
        parts.append(t("targets.knows_criteria", count=criteria, year=suggestion.criteria_year))
    if suggestion.parts:
        fields = {"known": suggestion.parts_met, "all": suggestion.parts}
        parts.append(t("targets.knows_parts", **fields))
    if suggestion.parts_higher:
        parts.append(t("targets.knows_higher", count=suggestion.parts_higher))
    if suggestion.weight:
        parts.append(t("targets.knows_weight", weight=_plain(suggestion.weight, lang)))
    if not suggestion.known:
        parts.insert(0, t("targets.knows_nothing"))
    return "; ".join(parts)


def _plain(value: float, lang: str) -> str:
    """Print a number with as many decimals as it is written with, two at most."""
    rounded = round(value, 2)
    decimals = next(places for places in range(3) if round(rounded, places) == rounded)
    return format_number(rounded, decimals=decimals, lang=lang)
