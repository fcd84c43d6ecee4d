"""Targets as a table: goal, latest figure, pace and status in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.progress.caveats import status_phrase
from geo.reading.progress.statuses import LOOKS
from geo.reading.progress.words import goal_text, pace_text, reasons_text
from geo.reading.values import cell_text, indicator_name, period_text
from geo.targets.assessment import Status
from geo.targets.progress import Progress

HEADINGS = {
    "target": "targets.step_target",
    "latest": "targets.step_latest",
    "pace": "targets.column_pace",
    "status": "targets.step_status",
    "why": "targets.step_reason",
}
"""The columns of a table of targets with the text of their heading."""


@dataclass(frozen=True)
class TargetRow:
    """A target in words.

    Parameters
    ----------
    goal
        Indicator, value and year of the target.
    latest
        The latest figure with its period, or that there is none.
    pace
        The pace until now and the pace needed.
    status
        The status.
    word, said
        The status in words, and behind its symbol.
    reasons
        Why there is no status, or what has to be said with it; empty where nothing.
    unknown
        Whether there is no figure at all.
    """

    goal: str
    latest: str
    pace: str
    status: Status
    word: str
    said: str
    reasons: str
    unknown: bool

    @property
    def colour(self) -> str:
        """The colour of the status."""
        return LOOKS[self.status].colour

    @property
    def short(self) -> tuple[str, str, str, str]:
        """Four columns: goal, latest figure, pace or why there is none, status."""
        # that nothing is known is said in the column before
        why = "" if self.unknown else self.reasons
        return (self.goal, self.latest, self.pace or why, self.said)


def target_headings(*, lang: str) -> tuple[str, ...]:
    """Return the headings of a table of targets: target, latest figure, pace, status, reasons."""
    t = texts(lang)
    return tuple(t(key) for key in HEADINGS.values())


def target_rows(atlas: Atlas, measured: Sequence[Progress], *, lang: str) -> list[TargetRow]:
    """Put the progress of targets into the words of a table.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress of each target.
    lang
        Language.

    Returns
    -------
    rows : list of TargetRow
        In the same order.
    """
    return [_row(atlas, each, lang) for each in measured]


def _row(atlas: Atlas, measured: Progress, lang: str) -> TargetRow:
    t = texts(lang)
    name = indicator_name(measured.indicator, lang=lang)
    year = measured.target.target_year
    goal = t("meeting.target", name=name, goal=goal_text(measured, lang=lang), year=year)
    latest = t("basis.none")
    if measured.latest is not None:
        value = cell_text(atlas, measured.indicator, measured.latest, lang=lang)
        latest = f"{value} ({period_text(measured.latest, measured.indicator, lang=lang)})"
    paces = []
    for which, key in (
        ("observed", "meeting.pace_observed"),
        ("required", "meeting.pace_required"),
    ):
        pace = pace_text(measured, which, lang=lang)
        if pace:
            paces.append(t(key, pace=pace))
    return TargetRow(
        goal,
        latest,
        "; ".join(paces),
        measured.status,
        status_phrase(measured, lang=lang),
        f"{LOOKS[measured.status].symbol} {status_phrase(measured, lang=lang)}",
        reasons_text(atlas, measured, lang=lang),
        measured.latest is None,
    )
