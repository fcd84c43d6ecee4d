"""The facts as typed records: what a row of each table means once it is read.

Codes are text. Absent text is the empty string, an absent number is ``None``.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from geo.facts.particulars import (
    Aim,
    Grid,
    News,
    Pair,
    Publication,
    Published,
    RegisterIndicators,
    TargetTheme,
    TaskGroup,
    TimeZone,
)

Level = Literal["commune", "district", "province"]
Basis = Literal["observed", "carried", "earlier", "none", "not_applicable"]
UnitKey = tuple[str, str]
"""Vintage and code: the only key of a unit."""

LEVELS: tuple[Level, ...] = ("commune", "district", "province")
LEVEL_OF_KIND: dict[str, Level] = {
    "province": "province",
    "city": "district",
    "district": "district",
    "commune": "commune",
    "ward": "commune",
    "township": "commune",
}
WRITTEN_FLAGS = ("official", "reported", "provisional", "estimate", "derived", "plan")
"""The flags a table may give, from the strongest to the weakest; a plan is never an observation."""
UNVERIFIED = "unverified"
"""Flag of a figure that was read in a copy nobody answers for, whatever its row says."""
FLAGS = (*WRITTEN_FLAGS[:-1], UNVERIFIED, "plan")
"""The flags a figure may have, from the strongest to the weakest."""
UNVERIFIED_KINDS = ("wikipedia-copy",)
"""Kinds of sources that nobody answers for."""
QUALIFIERS = ("exact", "over", "nearly", "about", "range")
YEARS = range(1900, 2101)
"""Years that anything here can be of."""
UNIT_AREA = "units.area_km2"
"""What stands for an indicator where a rate is divided by the published area of a unit."""
EVIDENCE = ("decision", "listing", "vote", "appraisal", "plan")
FIRM_EVIDENCE = ("decision", "listing")


@dataclass(frozen=True)
class Vintage:
    """A set of boundaries and the days it was in force."""

    id: str
    label_vi: str
    label_en: str
    valid_from: date | None
    valid_to: date | None
    communes: int
    has_geometry: bool
    has_districts: bool
    source_id: str


@dataclass(frozen=True)
class DefaultView:
    """The view a theme opens with."""

    indicator: str
    year: int
    level: Level
    vintage: str


@dataclass(frozen=True)
class Theme:
    """A group of indicators with the view it opens with.

    `beside` is the one whose series of the province stands beside its maps, if any.
    """

    id: str
    name_vi: str
    name_en: str
    palette: str
    communes_by_zone: bool
    default: DefaultView
    beside: str = ""
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class BoundaryNote:
    """Something a reader of the maps should know of the boundaries."""

    text_vi: str
    text_en: str


@dataclass(frozen=True)
class Province:
    """What is particular to the province: names, vintages, themes."""

    code: str
    name_vi: str
    name_en: str
    district_end: date | None
    default_vintage: str
    vintages: tuple[Vintage, ...]
    themes: tuple[Theme, ...]
    target_themes: tuple[TargetTheme, ...]
    grid: Grid
    context_grid: Grid | None  # of what lies around
    boundary_credit_vi: str
    boundary_credit_en: str
    boundary_notes: tuple[BoundaryNote, ...]
    programme: str
    """Programme whose targets the atlas is about, of ``targets.csv``."""
    horizon: int
    time_zone: TimeZone
    register: RegisterIndicators
    aims: tuple[Aim, ...]
    news: tuple[News, ...] = ()
    """What is new in the facts, the newest first."""

    @cached_property
    def vintage_ids(self) -> tuple[str, ...]:
        """Ids of the vintages, oldest first."""
        return tuple(vintage.id for vintage in self.vintages)


@dataclass(frozen=True)
class Unit:
    """A province, district or commune of one vintage."""

    vintage: str
    code: str
    kind: str
    name: str
    name_ascii: str
    parent_code: str
    former_district_code: str
    area_km2: float | None
    area_source_id: str

    @property
    def key(self) -> UnitKey:
        """Vintage and code."""
        return (self.vintage, self.code)

    @property
    def level(self) -> Level:
        """The level of the unit's kind."""
        return LEVEL_OF_KIND[self.kind]


@dataclass(frozen=True)
class CrosswalkRow:
    """An old unit and one of the units it went to; shares are of the old unit."""

    from_vintage: str
    from_code: str
    to_vintage: str
    to_code: str
    area_share: float
    population_share: float
    basis: str
    source_id: str
    share_note_en: str
    share_note_vi: str


@dataclass(frozen=True)
class Source:
    """A document a figure comes from.

    `title` and `publisher` are in the language of the document, which is what other readers than
    Vietnamese ones are shown. `language` is a code of ISO 639-1, of the page at `url`;
    `original_url` is the address of a Vietnamese original that `url` is a translation of.
    """

    source_id: str
    title: str
    publisher: str
    published: str
    url: str
    retrieved: str
    kind: str
    note_en: str
    note_vi: str
    title_vi: str = ""
    publisher_vi: str = ""
    number: str = ""
    language: str = ""
    original_url: str = ""

    @property
    def title_en(self) -> str:
        """Title for readers who are not Vietnamese."""
        return self.title

    @property
    def publisher_en(self) -> str:
        """Publisher for readers who are not Vietnamese."""
        return self.publisher


@dataclass(frozen=True)
class Indicator:
    """An indicator with its unit, definition and the rules for moving its figures.

    `numerator_id` with `denominator_id` and `scale` tells how a ratio is computed again
    from its parts: ``scale * numerator / denominator``. `unit_kinds` lists the kinds of
    commune-level units it concerns; empty means all.
    """

    indicator_id: str
    theme: str
    name_vi: str
    name_en: str
    unit_vi: str
    unit_en: str
    kind: str
    direction: int
    min: float | None
    max: float | None
    numerator_id: str
    denominator_id: str
    scale: float | None
    decimals: int
    definition_vi: str
    definition_en: str
    never_mix_with: tuple[str, ...]
    temporal: Literal["stock", "flow"]
    carry: Literal["sum", "weighted_mean", "unchanged_only", "never"]
    share: Literal["population", "area", "none"]
    aggregate: Literal["sum", "weighted_mean", "never"]
    max_age_years: int
    breaks: tuple[float, ...]
    default_rank: int
    unit_kinds: tuple[str, ...]


@dataclass(frozen=True)
class OrdinalClass:
    """A class of an ordinal indicator: its value and its name."""

    indicator_id: str
    value: int
    class_id: str
    label_vi: str
    label_en: str


@dataclass(frozen=True)
class Stated:
    """A figure for a unit (or gate, or zone) and a period, whoever states it."""

    indicator_id: str
    unit_kind: str
    vintage: str
    unit_code: str
    year: int
    period: str
    value: float
    value_max: float | None
    flag: str
    qualifier: str
    note_en: str
    note_vi: str


@dataclass(frozen=True)
class Observation(Stated):
    """A figure as its source gives it; `release` is its revision's number, 0 for a shipped one."""

    source_id: str
    release: int = 0


@dataclass(frozen=True)
class Recognition:
    """A commune's class in the new-rural-area programme, with its evidence; `release` as above."""

    vintage: str
    commune_code: str
    class_id: str
    year: int
    date: str
    evidence: str
    decision_no: str
    source_id: str
    note_en: str
    note_vi: str
    release: int = 0


@dataclass(frozen=True)
class Gate:
    """A border gate, route or freight road."""

    gate_id: str
    name_vi: str
    name_en: str
    kind: str
    status_since: str
    commune_codes: dict[str, str]
    """Commune code by vintage, where it is known."""
    district_code: str
    lat: float | None
    lon: float | None
    coord_quality: str
    opposite_name: str
    parent_gate_id: str
    source_id: str
    note_en: str
    note_vi: str


@dataclass(frozen=True)
class ZoneMember:
    """A commune that belongs to an economic zone by one of its lists."""

    zone_id: str
    list_date: date
    vintage: str
    commune_code: str
    share: Literal["whole", "part"]
    source_id: str


@dataclass(frozen=True)
class Target:
    """A target of a plan for a unit of one vintage."""

    target_id: str
    indicator_id: str
    unit_code: str
    vintage: str
    target_year: int
    value_low: float
    value_high: float | None
    comparison: str
    unit: str
    text_vi: str
    text_en: str
    source_id: str
    programme: str
    theme: str
    path: str
    base_year: int | None


@dataclass(frozen=True)
class SeriesBreak:
    """Why figures of an indicator must not be measured against others, or against its target.

    `kind` is ``basis`` (from `year` on the figures stand on another basis than before) or
    ``definition`` (from `year` on, or all, they may count something else than targets mean).
    """

    indicator_id: str
    kind: Literal["basis", "definition"]
    year: int | None
    text_vi: str
    text_en: str


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything the data folder says, read and checked.

    `version` is a short hash of the folder's tables: the data version shown to readers.
    `published` is what the store says of them; None where nothing was published. `draft` tells
    that figures nobody has published are among them.
    """

    province: Province
    units: dict[UnitKey, Unit]
    crosswalk: tuple[CrosswalkRow, ...]
    sources: dict[str, Source]
    indicators: dict[str, Indicator]
    ordinal_classes: tuple[OrdinalClass, ...]
    observations: tuple[Observation, ...]
    recognitions: tuple[Recognition, ...]
    gates: dict[str, Gate]
    zone_members: tuple[ZoneMember, ...]
    targets: dict[str, Target]
    task_groups: tuple[TaskGroup, ...]
    publications: dict[str, Publication]
    """By indicator."""
    series_breaks: tuple[SeriesBreak, ...]
    version: str
    published: Published | None = None
    draft: bool = False
