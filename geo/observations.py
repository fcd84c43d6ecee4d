"""Observations of one place and year: which row is the figure, which rows only stand beside it."""

from collections import defaultdict
from typing import Literal

from geo.types import FLAGS, Facts, Observation, Unit

PeriodFamily = Literal["year", "state", "part", "several"]
PlaceKey = tuple[str, str, str]
"""Kind of place, vintage (communes only) and code or id."""


def period_family(period: str) -> PeriodFamily:
    """Tell the family a period belongs to.

    Parameters
    ----------
    period
        A period as written in ``observations.csv``: ``year``, ``asof-2019-04-01``, ``H1``,
        ``Q1``, ``M09``, ``mon-07``, ``day-2022-01-05``, ``to-2025-06-14``,
        ``2025-01-01/2025-07-15``, ``2021-2025``.

    Returns
    -------
    family
        ``year``, ``state``, ``part`` (of a year) or ``several`` (years).
    """
    if period == "year":
        return "year"
    if period.startswith("asof-"):
        return "state"
    if len(period) == len("2021-2025") and period[:4].isdigit() and period[5:].isdigit():
        return "several"
    return "part"


class Observations:
    """The observations by place, indicator and year; plans are left out.

    Parameters
    ----------
    facts
        The facts.
    """

    def __init__(self, facts: Facts) -> None:
        self._published = {key: source.published for key, source in facts.sources.items()}
        self._stocks = {
            key for key, indicator in facts.indicators.items() if indicator.temporal == "stock"
        }
        self._rows: dict[tuple[str, PlaceKey], list[Observation]] = defaultdict(list)
        self._places: dict[tuple[str, str], set[PlaceKey]] = defaultdict(set)
        for row in facts.observations:
            if row.flag != "plan":
                place = _row_place(row)
                self._rows[(row.indicator_id, place)].append(row)
                self._places[(row.indicator_id, row.unit_kind)].add(place)

    def figure(self, indicator_id: str, place: PlaceKey, year: int) -> Observation | None:
        """Return the row that is the figure of a whole year, or None.

        Parameters
        ----------
        indicator_id
            Id of the indicator.
        place
            Place of the figure, from `unit_place` or ``("gate", "", gate_id)``.
        year
            The year.

        Returns
        -------
        row
            The ``year`` row, else for a stock the latest ``asof`` row of that year; within the
            same period the strongest flag wins, then the latest publication.
        """
        rows = [
            row
            for row in self._rows.get((indicator_id, place), ())
            if row.year == year and self._is_figure(row)
        ]
        latest_first = sorted(rows, key=lambda row: self._published[row.source_id], reverse=True)
        return min(latest_first, key=_preference, default=None)

    def years(self, indicator_id: str, place: PlaceKey) -> tuple[int, ...]:
        """Return the years that have a figure for a place, ascending."""
        rows = self._rows.get((indicator_id, place), ())
        return tuple(sorted({row.year for row in rows if self._is_figure(row)}))

    def beside(self, indicator_id: str, place: PlaceKey) -> tuple[Observation, ...]:
        """Return the rows that are no figure of a year: parts of years and spans of years.

        Newest first. They stand in the unit's card as what they are and enter no class,
        rank, sum or pace.
        """
        rows = [
            row for row in self._rows.get((indicator_id, place), ()) if not self._is_figure(row)
        ]
        return tuple(sorted(rows, key=lambda row: (-row.year, row.period)))

    def places(self, indicator_id: str, kind: str) -> tuple[PlaceKey, ...]:
        """Return the places of a kind that have any row of an indicator."""
        return tuple(sorted(self._places.get((indicator_id, kind), ())))

    def _is_figure(self, row: Observation) -> bool:
        family = period_family(row.period)
        return family == "year" or (family == "state" and row.indicator_id in self._stocks)


def unit_place(unit: Unit) -> PlaceKey:
    """Return the place of a unit; districts and the province are one place in every vintage."""
    return (unit.level, unit.vintage if unit.level == "commune" else "", unit.code)


def _row_place(row: Observation) -> PlaceKey:
    return (row.unit_kind, row.vintage if row.unit_kind == "commune" else "", row.unit_code)


def _preference(row: Observation) -> tuple[int, int, int]:
    """Sort key: a whole year before a state, a later state before an earlier one, then the flag."""
    is_state = period_family(row.period) == "state"
    day = int(row.period.removeprefix("asof-").replace("-", "")) if is_state else 0
    return (int(is_state), -day, FLAGS.index(row.flag))
