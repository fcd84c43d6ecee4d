"""The calculation behind a status, row by row: figures with their sources, formulas, results."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import format_number
from geo.language.texts import texts
from geo.reading.progress.caveats import caveats
from geo.reading.progress.formulas import Formulas
from geo.reading.progress.statuses import status_word
from geo.reading.progress.words import (
    goal_text,
    pace_text,
    projection_text,
    reason_text,
    target_gap_text,
)
from geo.reading.revisions import release_text, revisions
from geo.reading.values import SEPARATOR, cell_text, flag_text, period_text
from geo.reading.year_marks import cell_marks
from geo.targets.assessment import ON_TRACK, SPEED_UP, status_of
from geo.targets.goals import point_of
from geo.targets.pace import ratio_from_base
from geo.targets.progress import Progress

STEPS = (
    *("target", "baseline", "figure", "latest", "revised", "break", "gap", "observed"),
    *("required", "ratio", "open_sdg", "projected", "arrival", "status", "reason", "remark"),
)
"""Every step a trace may have, in this order."""
_COLUMNS = (
    *("target_id", "step", "step_text", "formula", "value", "year", "period_text", "flag_text"),
    *("source_ids", "release_text", "result", "result_text", "reason"),
)


@dataclass(frozen=True)
class TraceRow:
    """A step of a calculation.

    Parameters
    ----------
    step
        One of `STEPS`.
    formula
        For a figure as it is printed, for a computation the formula with its numbers, for a
        status the rule, for a break of the series or a reason its words.
    value, year, period, flag, source_ids
        The input: a figure or the target. Absent for computations.
    release
        In which revision the figure was published; empty where nothing was.
    result, result_text
        What came out; `result` is None where it is no number.
    reason
        The reason, one of `geo.targets.progress.REASONS`, in a row that words it.
    """

    step: str
    formula: str
    value: float | None = None
    year: int | None = None
    period: str = ""
    flag: str = ""
    source_ids: tuple[str, ...] = ()
    release: str = ""
    result: float | None = None
    result_text: str = ""
    reason: str = ""


def trace(atlas: Atlas, measured: Progress, *, lang: str) -> tuple[TraceRow, ...]:
    """Trace how a progress was computed.

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
    rows : tuple of TraceRow
        The target, the figures with what else was published of them and the breaks between
        them, each computation that was made, the status with its rule, every reason. Formulas
        are written as `geo.reading.progress.formulas` says.
    """
    target = measured.target
    start = TraceRow(
        "target",
        goal_text(measured, lang=lang),
        value=target.value_low,
        year=target.target_year,
        source_ids=(target.source_id,),
    )
    rows = [start]
    rows += _figures(atlas, measured, lang)
    rows += _computed(measured, lang)
    rows.append(_status(measured, lang))
    for reason in measured.reasons:
        said = reason_text(atlas, measured, reason, lang=lang)
        rows.append(TraceRow("reason", said, reason=reason))
    rows += [TraceRow("remark", said) for said in caveats(atlas, measured, lang=lang)]
    return tuple(rows)


def trace_table(atlas: Atlas, measured: Sequence[Progress], *, lang: str) -> pd.DataFrame:
    """Tabulate the traces of several targets, one row per step.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        Progress of the targets.
    lang
        Language of the texts.

    Returns
    -------
    table : DataFrame
        Columns `target_id`, `step`, `step_text`, `formula` (text), `value` (float), `year`
        (Int64), `period_text`, `flag_text`, `source_ids`, `release_text` (text), `result`
        (float), `result_text`, `reason` (text). Nothing measured gives no row and the same columns.
    """
    t = texts(lang)
    rows = [
        {
            "target_id": each.target.target_id,
            "step": row.step,
            "step_text": t(f"targets.step_{row.step}", year=each.target.target_year),
            "formula": row.formula,
            "value": row.value,
            "year": row.year,
            "period_text": row.period,
            "flag_text": row.flag,
            "source_ids": SEPARATOR.join(row.source_ids),
            "release_text": row.release,
            "result": row.result,
            "result_text": row.result_text,
            "reason": row.reason,
        }
        for each in measured
        for row in trace(atlas, each, lang=lang)
    ]
    types = dict.fromkeys(_COLUMNS, "str") | dict.fromkeys(("value", "result"), "float64")
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(types | {"year": "Int64"})


def _figures(atlas: Atlas, measured: Progress, lang: str) -> list[TraceRow]:
    """Return a row for every figure, and one for every break before it or before the target."""
    until = measured.target.target_year
    indicator_id = measured.indicator.indicator_id
    marks = cell_marks(atlas, indicator_id, measured.figures, lang=lang, until=until)
    breaks = [TraceRow("break", mark.text, year=mark.year) for mark in marks.breaks]
    rows: list[TraceRow] = []
    for cell in measured.figures:
        year = cell.observed_year or 0
        rows += [row for row in breaks if (row.year or 0) <= year]
        breaks = [row for row in breaks if (row.year or 0) > year]
        rows += [_figure(atlas, measured, cell, lang), *_revised(atlas, measured, cell, lang)]
    return rows + breaks


def _figure(atlas: Atlas, measured: Progress, cell: Cell, lang: str) -> TraceRow:
    step = "figure"
    if cell is measured.baseline:
        step = "baseline"
    elif measured.kind != "average":
        step = "latest"
    return TraceRow(
        step,
        cell_text(atlas, measured.indicator, cell, lang=lang),
        value=cell.value,
        year=cell.observed_year,
        period=period_text(cell, measured.indicator, lang=lang),
        flag=flag_text(cell, lang=lang),
        source_ids=cell.source_ids,
        release=release_text(atlas, cell.releases, lang=lang),
    )


def _revised(atlas: Atlas, measured: Progress, cell: Cell, lang: str) -> list[TraceRow]:
    """Return a row for every other figure that was published of an input; none of them enters."""
    return [
        TraceRow(
            "revised",
            each.text,
            value=each.row.value,
            year=each.row.year,
            period=period_text(cell, measured.indicator, lang=lang),
            flag=texts(lang)(f"flag.{each.row.flag}"),
            source_ids=(each.source.source_id,),
        )
        for each in revisions(atlas, measured.indicator, cell, lang=lang)
    ]


def _computed(measured: Progress, lang: str) -> list[TraceRow]:
    """Return a row for every computation that was made."""
    if measured.latest is None:
        return []
    found = measured.assessed
    write = Formulas(measured, lang=lang)
    rows = []
    if found.gap is not None:
        distance = target_gap_text(measured, lang=lang)
        rows.append(TraceRow("gap", write.gap(), result=found.gap, result_text=distance))
    for which, pace in (("observed", found.observed), ("required", found.required)):
        if pace is not None:
            formula = write.observed() if which == "observed" else write.required()
            text = pace_text(measured, which, lang=lang)
            rows.append(TraceRow(which, formula, result=pace, result_text=text))
    if found.ratio is not None:
        text = write.number(found.ratio, places=3)
        rows.append(TraceRow("ratio", write.ratio(), result=found.ratio, result_text=text))
        rows += _by_open_sdg(measured, write, lang)
    if found.projected is not None:
        text = projection_text(measured, lang=lang)
        row = TraceRow("projected", write.projected(), result=found.projected, result_text=text)
        rows.append(row)
    if found.arrival is not None:
        text = str(found.arrival)
        rows.append(TraceRow("arrival", write.arrival(), result=found.arrival, result_text=text))
    return rows


def _by_open_sdg(measured: Progress, write: Formulas, lang: str) -> list[TraceRow]:
    """Return the ratio to the pace required from the base year on, and what its status would be."""
    base, latest = measured.baseline, measured.latest
    if base is None or latest is None or measured.kind not in ("points", "growth"):
        return []
    year = measured.target.target_year
    start, end = point_of(base), point_of(latest)
    ratio = ratio_from_base(measured.kind, start, end, measured.goal, year)
    if ratio is None:
        return []
    status = status_of(ratio)
    same = status == measured.status
    text = texts(lang)(
        "targets.open_sdg_same" if same else "targets.open_sdg_other",
        ratio=write.number(ratio, places=2),
        status=status_word(status, lang=lang),
    )
    return [TraceRow("open_sdg", write.ratio_from_base(start), result=ratio, result_text=text)]


def _status(measured: Progress, lang: str) -> TraceRow:
    """Return the status with the rule that gave it."""
    t = texts(lang)
    status = measured.status
    at = {ratio: format_number(ratio, decimals=2, lang=lang) for ratio in (ON_TRACK, SPEED_UP)}
    rule = t("targets.rule_none")
    if status == "achieved":
        rule = t("targets.rule_achieved")
    elif measured.kind == "change" and status == "on_track":
        rule = t("targets.rule_kept")
    elif status == "on_track":
        rule = t("targets.rule_on_track", least=at[ON_TRACK])
    elif status == "speed_up":
        rule = t("targets.rule_between", least=at[SPEED_UP], below=at[ON_TRACK])
    elif status == "slow":
        rule = t("targets.rule_between", least="0", below=at[SPEED_UP])
    elif status == "moving_away":
        rule = t("targets.rule_moving_away")
    return TraceRow("status", rule, result_text=status_word(status, lang=lang))
