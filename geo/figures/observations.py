"""Observations of one place and year: which row is the figure, which rows only stand beside it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from geo.facts.model import FLAGS, UNVERIFIED, Facts, Observation, Unit
from geo.language.numbers import round_half_up, written_decimals

PeriodFamily = Literal["year", "state", "part", "several"]
_NEAR, _EQUAL = 0.005, 0.0005
"""Shares: 44.2 says what 44.23 says, but 7 not what 6.84 says; 802,100 says what 802,090 says."""
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
            same period the strongest flag wins, then the latest publication. What nobody
            answers for comes after everything else.
        """
        rows = [
            row
            for row in self._rows.get((indicator_id, place), ())
            if row.year == year and self._is_figure(row)
        ]
        return self.best(rows)

    def of_period(
        self, indicator_id: str, place: PlaceKey, year: int, period: str
    ) -> Observation | None:
        """Return the row of a year and of a period as it is written, or None."""
        rows = self._rows.get((indicator_id, place), ())
        return self.best(row for row in rows if (row.year, row.period) == (year, period))

    def best(self, rows: Iterable[Observation]) -> Observation | None:
        """Return the one of several figures of the same time that is told: the strongest flag."""
        latest_first = sorted(rows, key=lambda row: self._published[row.source_id], reverse=True)
        return min(latest_first, key=_preference, default=None)

    def replaced(self, indicator_id: str, place: PlaceKey, year: int) -> tuple[Observation, ...]:
        """Return the rows of a year that were left for the one that is its figure.

        Parameters
        ----------
        indicator_id
            Id of the indicator.
        place
            Place of the figure.
        year
            The year.

        Returns
        -------
        rows
            Rows of the same period, or of the year's last day beside a whole year, that say
            another thing, by the dates of their publication. A value that is the figure's own,
            only printed with fewer digits, says the same.
        """
        drawn = self.figure(indicator_id, place, year)
        if drawn is None:
            return ()
        rows = [
            row
            for row in self._rows[indicator_id, place]
            if row is not drawn and row.year == year and self._is_figure(row)
            if _same_time(row.period, drawn.period) and not _says_the_same(row, drawn)
        ]
        return tuple(sorted(rows, key=lambda row: self._published[row.source_id]))

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


def _same_time(first: str, second: str) -> bool:
    """Tell whether two periods of one year are the same, or the year and its last day."""
    families = {period_family(first), period_family(second)}
    return first == second or (families == {"year", "state"} and "-12-31" in first + second)


def _says_the_same(row: Observation, drawn: Observation) -> bool:
    """Tell whether a row has the figure that is drawn, or that figure with a digit or two less."""
    if (row.qualifier, row.value_max) != (drawn.qualifier, drawn.value_max):
        return False
    rounded = round_half_up(drawn.value, decimals=written_decimals(row.value))
    near = _NEAR if rounded == row.value else _EQUAL
    return abs(row.value - drawn.value) <= near * abs(drawn.value)


def _preference(row: Observation) -> tuple[bool, bool, int, int]:
    """Sort key: verified first, a year before a state, a later state first, then the flag."""
    is_state = period_family(row.period) == "state"
    day = int(row.period.removeprefix("asof-").replace("-", "")) if is_state else 0
    return (row.flag == UNVERIFIED, is_state, -day, FLAGS.index(row.flag))
