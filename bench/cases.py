"""What is measured: the pages and the views whose year is turned."""

from dataclasses import dataclass
from typing import Literal

Way = Literal["floor", "app", "plain", "feature", "deck", "trace"]
JUDGED: tuple[Way, ...] = ("floor", "app", "plain")
"""Those that bounds are about."""
OTHERS: tuple[Way, ...] = ("feature", "deck", "trace")
WAYS = (*JUDGED, *OTHERS)


@dataclass(frozen=True)
class Case:
    """An indicator on the communes of one date, with the years its slider offers.

    Parameters
    ----------
    indicator
        Indicator whose year is turned; one with many years at the level of the communes.
    vintage
        Date of the boundaries.
    units
        Number of polygons.
    years
        Years, ascending.
    """

    indicator: str
    vintage: str
    units: int
    years: tuple[int, ...]

    @property
    def layer(self) -> str:
        """Name of the boundary layer."""
        return f"commune-{self.vintage}"


MEASURED = (("ntm_status", "2025-07-01"), ("ntm_status", "2020-01-01"))
"""Indicator and boundaries: the 65 communes of today and the 200 of 2020."""
