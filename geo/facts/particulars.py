"""What is particular to a province besides its units: colours, time, themes, news, releases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, timezone

PALETTES = (
    *("Blues", "Greens", "Greys", "Oranges", "Purples", "Reds"),
    *("BuGn", "BuPu", "GnBu", "OrRd", "PuBu", "PuBuGn", "PuRd", "RdPu"),
    *("YlGn", "YlGnBu", "YlOrBr", "YlOrRd"),
)
"""ColorBrewer's sequential schemes."""


@dataclass(frozen=True)
class TimeZone:
    """The time that days are told by: its name, and hours before UTC, without summer time."""

    name: str
    utc_offset_hours: int

    @property
    def zone(self) -> timezone:
        """The same for the clock of the machine."""
        return timezone(timedelta(hours=self.utc_offset_hours))


@dataclass(frozen=True)
class TargetTheme:
    """A theme of targets: one of the maps, one under another name, or one that only they have."""

    id: str
    name_vi: str
    name_en: str


@dataclass(frozen=True)
class Pair:
    """Two indicators that are the two directions of a third, which both together make.

    `outward` and `inward` are ids of the exports and the imports, `whole` that of their sum, on
    the same basis; empty where nobody counts it.
    """

    outward: str
    inward: str
    whole: str = ""


@dataclass(frozen=True)
class RegisterIndicators:
    """Ids of the indicators that the register of recognitions gives or explains; may be empty."""

    status: str
    """The class of a commune: its figures are the recognitions."""
    communes_met: str
    """How many communes of a province or district meet the standard."""
    criteria_met: str
    """How many criteria a commune meets."""
    second_class_share: str
    """The share that counts communes of the second class or higher."""


@dataclass(frozen=True)
class Aim:
    """An aim that the programme states in words, with what is missing to measure it."""

    text_vi: str
    text_en: str


@dataclass(frozen=True)
class News:
    """What came into the facts on a day, in the words of whoever put it there."""

    day: date
    text_vi: str
    text_en: str


@dataclass(frozen=True)
class Grid:
    """A grid of the gazetteer, or of what lies around: EPSG:4326, rows from north to south."""

    west: float
    north: float
    cells_per_degree: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Release:
    """A revision of the store as readers are told of it: number, time (UTC, ISO 8601), author."""

    number: int
    time: str
    author: str


@dataclass(frozen=True, eq=False)
class Published:
    """What the store says of the facts of one revision.

    Parameters
    ----------
    revision
        The revision.
    releases
        Every revision up to it, by number.
    rows
        Rows that are not as shipped, by table and key, with the revision that put each there.
    """

    revision: Release
    releases: Mapping[int, Release]
    rows: Mapping[tuple[str, tuple[str, ...]], int]


@dataclass(frozen=True)
class TaskGroup:
    """A group of tasks of the action programme."""

    number: int
    text_vi: str
    text_en: str
    source_id: str


@dataclass(frozen=True)
class Publication:
    """Where newer figures of an indicator would be published."""

    indicator_id: str
    text_vi: str
    text_en: str
