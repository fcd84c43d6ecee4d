"""What gates are measured by: the figures of one indicator and time, and those of like times."""

from geo.facts.lifetime import kept_with
from geo.facts.model import Observation
from geo.figures.atlas import Atlas
from geo.figures.border.axis import one_axis, time_of
from geo.figures.border.catalogue import border_rows


@kept_with(1)
def gate_rows(atlas: Atlas) -> dict[str, tuple[Observation, ...]]:
    """Return the figures of gates by their indicator, without plans."""
    found: dict[str, list[Observation]] = {}
    for row in border_rows(atlas):
        if row.unit_kind == "gate" and row.flag != "plan":
            found.setdefault(row.indicator_id, []).append(row)
    return {indicator_id: tuple(rows) for indicator_id, rows in found.items()}


@kept_with(256)
def figures_of_time(
    atlas: Atlas, indicator_id: str, year: int, period: str
) -> dict[str, Observation]:
    """Return the figure of each gate that has one of a year's period as it is written, by id."""
    found: dict[str, list[Observation]] = {}
    for row in gate_rows(atlas).get(indicator_id, ()):
        if (row.year, row.period) == (year, period):
            found.setdefault(row.unit_code, []).append(row)
    best = {gate: atlas.figures.observations.best(rows) for gate, rows in found.items()}
    return {gate: row for gate, row in best.items() if row is not None}


def like_times(atlas: Atlas, indicator_id: str, year: int, period: str) -> tuple[Observation, ...]:
    """Return the figures of all gates and years that are of the same length of time.

    They share an axis. Empty where no gate has a figure of the period.
    """
    own = figures_of_time(atlas, indicator_id, year, period)
    times = {time_of(atlas.facts, row) for row in own.values()}
    rows = tuple(
        row for row in gate_rows(atlas).get(indicator_id, ()) if time_of(atlas.facts, row) in times
    )
    if rows:
        one_axis(atlas.facts, rows)
    return rows


@kept_with(256)
def largest_of_time(atlas: Atlas, indicator_id: str, year: int, period: str) -> float:
    """Return the largest figure of that length of time in any year; 0 where there is none."""
    rows = like_times(atlas, indicator_id, year, period)
    return max((row.value for row in rows), default=0.0)
