"""Parts of years beside the same part of other years, and what single days were reported with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from geo.facts.lifetime import kept_with
from geo.facts.model import Facts, Observation
from geo.figures.atlas import Atlas
from geo.figures.border.axis import one_axis
from geo.figures.border.catalogue import border_rows
from geo.figures.border.parts import Part, day_of, part_of_year
from geo.figures.breaks import breaks_between, breaks_of

_HUNDRED = 100.0


@dataclass(frozen=True)
class Season:
    """The figures of one indicator, place and part of the year, by year, ascending.

    Parameters
    ----------
    indicator_id
        The indicator.
    place
        Kind and code of the place.
    part
        The part of the year.
    rows
        The figure of each year.
    """

    indicator_id: str
    place: tuple[str, str]
    part: Part
    rows: tuple[Observation, ...]

    def beside(self, row: Observation) -> Observation | None:
        """Return the figure of the year before."""
        return next((each for each in self.rows if each.year == row.year - 1), None)


@dataclass(frozen=True)
class Change:
    """How a figure changed from the same part of the year before.

    Parameters
    ----------
    percent
        Per cent; None where it is not told.
    word
        ``exact``; ``over`` or ``nearly`` where one end is so worded; else why it is not told:
        ``vague``, ``break``, ``zero`` or ``share``.
    """

    percent: float | None
    word: str


@dataclass(frozen=True)
class DayReport:
    """What a source said of one day.

    Parameters
    ----------
    day
        The day, the last one of a few.
    source_id
        The source.
    rows
        Its figures.
    """

    day: date
    source_id: str
    rows: tuple[Observation, ...]


@kept_with(1)
def seasons(atlas: Atlas) -> tuple[Season, ...]:
    """Return the figures of parts of years, by indicator, place and the end of the part.

    Whole years, single days and spans over the turn of a year are none.
    """
    found: dict[tuple[str, str, str], dict[Part, list[Observation]]] = {}
    for row in border_rows(atlas):
        part = part_of_year(row.period)
        if part is not None and not part.short and row.flag != "plan":
            places = found.setdefault((row.indicator_id, row.unit_kind, row.unit_code), {})
            places.setdefault(part, []).append(row)
    return tuple(
        Season(indicator_id, (kind, code), part, _one_a_year(atlas, rows))
        for (indicator_id, kind, code), parts in found.items()
        for part, rows in sorted(parts.items(), key=lambda each: (each[0].last, each[0].first))
    )


def _one_a_year(atlas: Atlas, rows: list[Observation]) -> tuple[Observation, ...]:
    one_axis(atlas.facts, rows)
    years = sorted({row.year for row in rows})
    best = (
        atlas.figures.observations.best([row for row in rows if row.year == year]) for year in years
    )
    return tuple(row for row in best if row is not None)


def change(facts: Facts, earlier: Observation, later: Observation) -> Change:
    """Return the change between the same part of two years.

    Parameters
    ----------
    facts
        The facts.
    earlier, later
        Figures of one indicator, place and part of the year.

    Returns
    -------
    change : Change
        100 (later / earlier - 1). None across a break of the series, from zero, of shares in per
        cent, and where the words of both leave open whether it is more or less.

    Raises
    ------
    MixedAxisError
        They are not of one indicator and part of the year.
    """
    one_axis(facts, (earlier, later))
    if breaks_between(breaks_of(facts, later.indicator_id), earlier.year, later.year):
        return Change(None, "break")
    if facts.indicators[later.indicator_id].unit_en.startswith("%"):
        return Change(None, "share")
    if earlier.value <= 0:
        return Change(None, "zero")
    words = (earlier.qualifier, later.qualifier)
    told = {
        ("exact", "exact"): "exact",
        ("exact", "over"): "over",
        ("exact", "nearly"): "nearly",
        ("nearly", "exact"): "over",
        ("over", "exact"): "nearly",
    }
    if words not in told:
        return Change(None, "vague")
    return Change(_HUNDRED * (later.value / earlier.value - 1), told[words])


@kept_with(1)
def day_reports(atlas: Atlas) -> tuple[DayReport, ...]:
    """Return what was reported of single days, the newest first.

    A state that the same source gives for the same day belongs to its report.
    """
    found: dict[tuple[date, str], list[Observation]] = defaultdict(list)
    for row in border_rows(atlas):
        day = day_of(row)
        if day is not None and row.flag != "plan":
            found[day, row.source_id].append(row)
    for row in border_rows(atlas):
        state = row.period.removeprefix("asof-")
        if state != row.period and (date.fromisoformat(state), row.source_id) in found:
            found[date.fromisoformat(state), row.source_id].append(row)
    newest_first = sorted(found, reverse=True)
    return tuple(DayReport(*key, tuple(found[key])) for key in newest_first)


def by_indicator(found: tuple[Season, ...]) -> Iterator[tuple[str, tuple[Season, ...]]]:
    """Give the seasons of each indicator."""
    for indicator_id, group in groupby(found, key=lambda each: each.indicator_id):
        yield indicator_id, tuple(group)
