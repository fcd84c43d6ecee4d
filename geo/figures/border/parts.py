"""Parts of a year as days of the calendar, so that like is laid beside like."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from geo.facts.model import Observation

MonthDay = tuple[int, int]
_LEAP = 2000
"""A year that has every day."""
_FEW_DAYS = 7
"""A span of so many days or fewer is what was seen on those days, and no sum of a season."""
_QUARTER, _HALF = 3, 6
"""Months."""


@dataclass(frozen=True, order=True)
class Part:
    """A part of a year, the same in every year.

    Parameters
    ----------
    first, last
        Month and day it begins and ends with; the last day of February is always the 29th.
    """

    first: MonthDay
    last: MonthDay

    @property
    def days(self) -> int:
        """Number of days in a leap year."""
        return (date(_LEAP, *self.last) - date(_LEAP, *self.first)).days + 1

    @property
    def whole_months(self) -> bool:
        """Whether it begins and ends with a month."""
        month, ends = self.last
        return self.first[1] == 1 and ends == calendar.monthrange(_LEAP, month)[1]

    @property
    def short(self) -> bool:
        """Whether it is a few days."""
        return self.days <= _FEW_DAYS


def part_of_year(period: str) -> Part | None:
    """Return the part of a year that a period is.

    Parameters
    ----------
    period
        A period as written in ``observations.csv``.

    Returns
    -------
    part : Part or None
        None for a whole year, several years, a state on a day, and days of two years.
        "Q1", "M03" and "to-2025-03-31" are one part.
    """
    days = re.findall(r"\d{4}-\d{2}-\d{2}", period)
    if days and not period.startswith("asof-"):
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
        if period.startswith("to-"):
            first = date(last.year, 1, 1)
        return Part((first.month, first.day), _last(last)) if first.year == last.year else None
    if match := re.fullmatch(r"(Q|H|M|mon-)(\d+)", period):
        return _months(match[1], int(match[2]))
    return None


def _months(kind: str, number: int) -> Part:
    length = {"Q": _QUARTER, "H": _HALF, "M": number, "mon-": 1}[kind]
    last = number if kind in ("M", "mon-") else number * length
    return Part((last - length + 1, 1), (last, calendar.monthrange(_LEAP, last)[1]))


def _last(day: date) -> MonthDay:
    _, length = calendar.monthrange(day.year, day.month)
    full = calendar.monthrange(_LEAP, day.month)[1]
    return (day.month, full if day.day == length else day.day)


def day_of(row: Observation) -> date | None:
    """Return the last day of a figure that was seen on a few days; None for any other."""
    part = part_of_year(row.period)
    if part is None or not part.short:
        return None
    written = re.findall(r"\d{4}-\d{2}-\d{2}", row.period)
    return date.fromisoformat(written[-1]) if written else None
