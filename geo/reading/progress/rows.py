"""Targets as a table: goal, latest figure, pace and status in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from geo.facts.model import Source
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.reading.progress.caveats import status_phrase
from geo.reading.progress.statuses import LOOKS
from geo.reading.progress.words import goal_text, pace_text, reasons_text, target_gap_text
from geo.reading.values import cell_text, flag_text, indicator_name, period_text, quoted_text
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
BOARD_HEADINGS = {
    "text": HEADINGS["target"],
    "aim": "targets.column_aim",
    "value": HEADINGS["latest"],
    "gap": "targets.step_gap",
    "observed": "targets.step_observed",
    "required": "targets.step_required",
    "status": HEADINGS["status"],
    "source": "targets.column_source",
}
"""The columns of the board, fields of `TargetRow`, with the text of their heading."""


@dataclass(frozen=True)
class TargetRow:
    """A target in words.

    Parameters
    ----------
    target_id
        The target.
    text
        The target in the words of its plan.
    name
        The indicator.
    aim
        Value and year of the target.
    goal
        Indicator, value and year of the target.
    value, marks
        The latest figure, and its period and flag; empty where there is none.
    source
        Where the latest figure was read.
    gap
        How far the latest figure is from the target; empty where that cannot be said.
    observed, required
        The pace until now, and the pace needed; empty where there is none.
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

    target_id: str
    text: str
    name: str
    aim: str
    goal: str
    value: str
    marks: str
    source: Source | None
    gap: str
    observed: str
    required: str
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


def theme_names(atlas: Atlas, *, lang: str) -> dict[str, str]:
    """Return the names of the groups of targets by id, in the order in which they are shown."""
    return {each.id: pick(each, "name", lang) for each in atlas.facts.province.target_themes}


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
    name, goal = indicator_name(measured.indicator, lang=lang), goal_text(measured, lang=lang)
    year = measured.target.target_year
    observed, required = (pace_text(measured, each, lang=lang) for each in ("observed", "required"))
    said = (
        t("meeting.pace_observed", pace=observed) if observed else "",
        t("meeting.pace_required", pace=required) if required else "",
    )
    phrase = status_phrase(measured, lang=lang)
    return TargetRow(
        target_id=measured.target.target_id,
        text=pick(measured.target, "text", lang),
        name=name,
        aim=t("targets.aim", goal=goal, year=year),
        goal=t("meeting.target", name=name, goal=goal, year=year),
        **_latest(atlas, measured, lang),
        gap=target_gap_text(measured, lang=lang),
        observed=observed,
        required=required,
        pace="; ".join(each for each in said if each),
        status=measured.status,
        word=phrase,
        said=f"{LOOKS[measured.status].symbol} {phrase}",
        reasons=reasons_text(atlas, measured, lang=lang),
        unknown=measured.latest is None,
    )


class _Latest(TypedDict):
    value: str
    marks: str
    source: Source | None
    latest: str


def _latest(atlas: Atlas, measured: Progress, lang: str) -> _Latest:
    cell = measured.latest
    if cell is None:
        return _Latest(value="", marks="", source=None, latest=texts(lang)("basis.none"))
    value = cell_text(atlas, measured.indicator, cell, lang=lang)
    period = period_text(cell, measured.indicator, lang=lang)
    return _Latest(
        value=value,
        marks=", ".join(each for each in (period, flag_text(cell, lang=lang)) if each),
        source=atlas.facts.sources[cell.source_ids[0]],
        latest=f"{quoted_text(atlas, measured.indicator, cell, lang=lang)} ({period})",
    )
