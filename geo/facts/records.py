"""The tables of the data folder as typed rows, each with the place it was read from."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from geo.errors import Fault
from geo.facts.model import (
    EVIDENCE,
    FLAGS,
    LEVEL_OF_KIND,
    LEVELS,
    QUALIFIERS,
    CrosswalkRow,
    Gate,
    Indicator,
    Observation,
    OrdinalClass,
    Province,
    Publication,
    Recognition,
    SeriesBreak,
    Source,
    Target,
    TaskGroup,
    Unit,
    UnitKey,
    ZoneMember,
)
from geo.facts.rows import Row, read_rows

_Record = TypeVar("_Record")
Entries = tuple[tuple[Row, _Record], ...]
"""Records with the rows they were made from."""

TABLES = (
    "units",
    "crosswalk",
    "sources",
    "indicators",
    "ordinal_classes",
    "observations",
    "ntm_recognitions",
    "gates",
    "economic_zone",
    "targets",
    "task_groups",
    "publications",
    "series_breaks",
    "gazetteer/atoms",
)
"""The tables that are read here, by name of file."""
_COMMUNE_COLUMN = "commune_"
_TEMPORAL: tuple[Literal["stock", "flow"], ...] = ("stock", "flow")
_CARRY: tuple[Literal["sum", "weighted_mean", "unchanged_only", "never"], ...] = (
    "sum",
    "weighted_mean",
    "unchanged_only",
    "never",
)
_SHARE: tuple[Literal["population", "area", "none"], ...] = ("population", "area", "none")
_AGGREGATE: tuple[Literal["sum", "weighted_mean", "never"], ...] = ("sum", "weighted_mean", "never")
_ZONE_SHARE: tuple[Literal["whole", "part"], ...] = ("whole", "part")
_INDICATOR_KINDS = ("rate", "count", "amount", "ordinal")
_PLACE_KINDS = (*LEVELS, "gate", "zone")
CROSSWALK_BASES = ("documented", "code-history", "unchanged", "inferred")
_SOURCE_KINDS = (
    "census",
    "statistics",
    "decision",
    "portal",
    "press",
    "research",
    "wikipedia-copy",
    "other",
)
_GATE_KINDS = (
    "international_road",
    "international_rail",
    "bilateral",
    "clearance_route",
    "freight_road",
    "secondary",
)
_COORD_QUALITIES = ("gate", "town", "opposite_gate", "none")
_COMPARISONS = ("ge", "le", "range", "change_per_year")
_PATHS = (
    "linear_points",
    "compound",
    "average",
    "change_per_year",
    "range",
    "count_share",
    "level",
)
_BREAK_KINDS: tuple[Literal["basis", "definition"], ...] = ("basis", "definition")


@dataclass(frozen=True)
class Atom:
    """A set of grid cells that share every unit: `cells` is how many there are."""

    atom: int
    district_code: str
    commune_codes: dict[str, str]
    """Commune code by vintage, for every vintage with geometry."""
    cells: int


class _Anything(Container[str]):
    """Stands for the ids of a table that cannot be read: no reference to it is called wrong."""

    def __contains__(self, item: object) -> bool:
        return True


@dataclass(frozen=True)
class Records:
    """The rows of every table; `missing` names the tables that could not be read."""

    province: Province
    missing: frozenset[str]
    units: Entries[Unit]
    crosswalk: Entries[CrosswalkRow]
    sources: Entries[Source]
    indicators: Entries[Indicator]
    ordinal_classes: Entries[OrdinalClass]
    observations: Entries[Observation]
    recognitions: Entries[Recognition]
    gates: Entries[Gate]
    zone_members: Entries[ZoneMember]
    targets: Entries[Target]
    task_groups: Entries[TaskGroup]
    publications: Entries[Publication]
    series_breaks: Entries[SeriesBreak]
    atoms: Entries[Atom]

    @cached_property
    def unit_of(self) -> dict[UnitKey, Unit]:
        """Units by vintage and code."""
        return {unit.key: unit for _, unit in self.units}

    @cached_property
    def indicator_of(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {indicator.indicator_id: indicator for _, indicator in self.indicators}

    @cached_property
    def source_ids(self) -> Container[str]:
        """Ids of the sources."""
        ids = frozenset(source.source_id for _, source in self.sources)
        return _Anything() if "sources.csv" in self.missing else ids

    @cached_property
    def indicator_ids(self) -> Container[str]:
        """Ids of the indicators."""
        return _Anything() if "indicators.csv" in self.missing else frozenset(self.indicator_of)

    @cached_property
    def gate_ids(self) -> Container[str]:
        """Ids of the gates."""
        ids = frozenset(gate.gate_id for _, gate in self.gates)
        return _Anything() if "gates.csv" in self.missing else ids

    @cached_property
    def zone_ids(self) -> Container[str]:
        """Ids of the economic zones."""
        ids = frozenset(member.zone_id for _, member in self.zone_members)
        return _Anything() if "economic_zone.csv" in self.missing else ids


def read_records(folder: Path, province: Province | None, faults: list[Fault]) -> Records | None:
    """Read every table, even if the province is faulty, so that all faults come out at once.

    Parameters
    ----------
    folder
        The data folder.
    province
        The province; None if ``province.json`` is faulty.
    faults
        The list that faults are added to.

    Returns
    -------
    records : Records or None
        Every readable row, those with faulty cells included; None without a province.
    """
    missing: set[str] = set()

    def read(name: str, columns: str, make: Callable[[Row], _Record]) -> Entries[_Record]:
        file = f"{name}.csv"
        rows = read_rows(folder, file, columns=columns.split(), faults=faults)
        if rows is None:
            missing.add(file)
        return tuple((row, make(row)) for row in rows or ())

    drawn = [v.id for v in province.vintages if v.has_geometry] if province else []
    atom_columns = " ".join(_COMMUNE_COLUMN + vintage for vintage in drawn)
    tables: dict[str, Any] = {
        "units": read("units", _UNIT_COLUMNS, _unit),
        "crosswalk": read("crosswalk", _CROSSWALK_COLUMNS, _crosswalk_row),
        "sources": read("sources", _SOURCE_COLUMNS, _source),
        "indicators": read("indicators", _INDICATOR_COLUMNS, _indicator),
        "ordinal_classes": read("ordinal_classes", _CLASS_COLUMNS, _ordinal_class),
        "observations": read("observations", _OBSERVATION_COLUMNS, _observation),
        "recognitions": read("ntm_recognitions", _RECOGNITION_COLUMNS, _recognition),
        "gates": read("gates", _GATE_COLUMNS, _gate),
        "zone_members": read("economic_zone", _ZONE_COLUMNS, _zone_member),
        "targets": read("targets", _TARGET_COLUMNS, _target),
        "task_groups": read("task_groups", "number text_vi text_en source_id", _task_group),
        "publications": read("publications", "indicator_id text_vi text_en", _publication),
        "series_breaks": read("series_breaks", _BREAK_COLUMNS, _series_break),
        "atoms": read("gazetteer/atoms", f"atom district_code {atom_columns} cells", _atom),
    }
    if province is None:
        return None
    return Records(province=province, missing=frozenset(missing), **tables)


_UNIT_COLUMNS = (
    "vintage code kind name name_ascii parent_code former_district_code area_km2 area_source_id"
)


def _unit(row: Row) -> Unit:
    return Unit(
        vintage=row.text("vintage"),
        code=row.required("code"),
        kind=row.choice("kind", tuple(LEVEL_OF_KIND)),
        name=row.required("name"),
        name_ascii=row.required("name_ascii"),
        parent_code=row.text("parent_code"),
        former_district_code=row.text("former_district_code"),
        area_km2=row.number_or_none("area_km2"),
        area_source_id=row.text("area_source_id"),
    )


_CROSSWALK_COLUMNS = (
    "from_vintage from_code to_vintage to_code area_share population_share basis source_id"
    " share_note share_note_vi"
)


def _crosswalk_row(row: Row) -> CrosswalkRow:
    return CrosswalkRow(
        from_vintage=row.text("from_vintage"),
        from_code=row.text("from_code"),
        to_vintage=row.text("to_vintage"),
        to_code=row.text("to_code"),
        area_share=row.number("area_share"),
        population_share=row.number("population_share"),
        basis=row.choice("basis", CROSSWALK_BASES),
        source_id=row.text("source_id"),
        share_note_en=row.text("share_note"),
        share_note_vi=row.text("share_note_vi"),
    )


_SOURCE_COLUMNS = "source_id title publisher published url retrieved kind note note_vi"


def _source(row: Row) -> Source:
    return Source(
        source_id=row.required("source_id"),
        title=row.required("title"),
        publisher=row.required("publisher"),
        published=row.text("published"),
        url=row.text("url"),
        retrieved=row.day("retrieved").isoformat(),
        kind=row.choice("kind", _SOURCE_KINDS),
        note_en=row.text("note"),
        note_vi=row.text("note_vi"),
    )


_INDICATOR_COLUMNS = (
    "indicator_id theme name_vi name_en unit_vi unit_en kind direction min max numerator_id"
    " denominator_id scale decimals definition_vi definition_en never_mix_with temporal carry"
    " share aggregate max_age_years breaks default_rank unit_kinds"
)


def _indicator(row: Row) -> Indicator:
    return Indicator(
        indicator_id=row.required("indicator_id"),
        theme=row.text("theme"),
        name_vi=row.required("name_vi"),
        name_en=row.required("name_en"),
        unit_vi=row.required("unit_vi"),
        unit_en=row.required("unit_en"),
        kind=row.choice("kind", _INDICATOR_KINDS),
        direction=int(row.choice("direction", ("1", "0", "-1"))),
        min=row.number_or_none("min"),
        max=row.number_or_none("max"),
        numerator_id=row.text("numerator_id"),
        denominator_id=row.text("denominator_id"),
        scale=row.number_or_none("scale"),
        decimals=row.integer("decimals"),
        definition_vi=row.required("definition_vi"),
        definition_en=row.required("definition_en"),
        never_mix_with=row.items("never_mix_with"),
        temporal=row.choice("temporal", _TEMPORAL),
        carry=row.choice("carry", _CARRY),
        share=row.choice("share", _SHARE),
        aggregate=row.choice("aggregate", _AGGREGATE),
        max_age_years=row.integer("max_age_years"),
        breaks=row.numbers("breaks"),
        default_rank=row.integer("default_rank"),
        unit_kinds=row.items("unit_kinds"),
    )


_CLASS_COLUMNS = "indicator_id value class_id label_vi label_en"


def _ordinal_class(row: Row) -> OrdinalClass:
    return OrdinalClass(
        indicator_id=row.text("indicator_id"),
        value=row.integer("value"),
        class_id=row.required("class_id"),
        label_vi=row.required("label_vi"),
        label_en=row.required("label_en"),
    )


_OBSERVATION_COLUMNS = (
    "indicator_id unit_kind vintage unit_code year period value value_max flag source_id"
    " qualifier note note_vi"
)


def _observation(row: Row) -> Observation:
    return Observation(
        indicator_id=row.text("indicator_id"),
        unit_kind=row.choice("unit_kind", _PLACE_KINDS),
        vintage=row.text("vintage"),
        unit_code=row.text("unit_code"),
        year=row.integer("year"),
        period=row.text("period"),
        value=row.number("value"),
        value_max=row.number_or_none("value_max"),
        flag=row.choice("flag", FLAGS),
        source_id=row.text("source_id"),
        qualifier=row.choice("qualifier", QUALIFIERS),
        note_en=row.text("note"),
        note_vi=row.text("note_vi"),
    )


_RECOGNITION_COLUMNS = (
    "vintage commune_code class year date evidence decision_no source_id note note_vi"
)


def _recognition(row: Row) -> Recognition:
    return Recognition(
        vintage=row.text("vintage"),
        commune_code=row.text("commune_code"),
        class_id=row.text("class"),
        year=row.integer("year"),
        date=row.day("date").isoformat() if row.text("date") else "",
        evidence=row.choice("evidence", EVIDENCE),
        decision_no=row.text("decision_no"),
        source_id=row.text("source_id"),
        note_en=row.text("note"),
        note_vi=row.text("note_vi"),
    )


_GATE_COLUMNS = (
    "gate_id name_vi name_en kind status_since district_code lat lon coord_quality opposite_name"
    " parent_gate_id source_id note note_vi"
)


def _gate(row: Row) -> Gate:
    return Gate(
        gate_id=row.required("gate_id"),
        name_vi=row.required("name_vi"),
        name_en=row.required("name_en"),
        kind=row.choice("kind", _GATE_KINDS),
        status_since=row.text("status_since"),
        commune_codes=_commune_codes(row),
        district_code=row.text("district_code"),
        lat=row.number_or_none("lat"),
        lon=row.number_or_none("lon"),
        coord_quality=row.choice("coord_quality", _COORD_QUALITIES),
        opposite_name=row.text("opposite_name"),
        parent_gate_id=row.text("parent_gate_id"),
        source_id=row.text("source_id"),
        note_en=row.text("note"),
        note_vi=row.text("note_vi"),
    )


def _commune_codes(row: Row) -> dict[str, str]:
    """Read the columns ``commune_<vintage>``; an empty cell is a commune not known."""
    return {
        column.removeprefix(_COMMUNE_COLUMN): code
        for column, code in row.cells.items()
        if column.startswith(_COMMUNE_COLUMN) and code
    }


_ZONE_COLUMNS = "zone_id list_date vintage commune_code share source_id"


def _zone_member(row: Row) -> ZoneMember:
    return ZoneMember(
        zone_id=row.required("zone_id"),
        list_date=row.day("list_date"),
        vintage=row.text("vintage"),
        commune_code=row.text("commune_code"),
        share=row.choice("share", _ZONE_SHARE),
        source_id=row.text("source_id"),
    )


_TARGET_COLUMNS = (
    "target_id indicator_id unit_code vintage target_year value_low value_high comparison unit"
    " text_vi text_en source_id programme theme path base_year"
)


def _target(row: Row) -> Target:
    return Target(
        target_id=row.required("target_id"),
        indicator_id=row.text("indicator_id"),
        unit_code=row.text("unit_code"),
        vintage=row.text("vintage"),
        target_year=row.integer("target_year"),
        value_low=row.number("value_low"),
        value_high=row.number_or_none("value_high"),
        comparison=row.choice("comparison", _COMPARISONS),
        unit=row.required("unit"),
        text_vi=row.required("text_vi"),
        text_en=row.required("text_en"),
        source_id=row.text("source_id"),
        programme=row.required("programme"),
        theme=row.required("theme"),
        path=row.choice("path", _PATHS),
        base_year=row.integer_or_none("base_year"),
    )


def _task_group(row: Row) -> TaskGroup:
    return TaskGroup(
        number=row.integer("number"),
        text_vi=row.required("text_vi"),
        text_en=row.required("text_en"),
        source_id=row.text("source_id"),
    )


def _publication(row: Row) -> Publication:
    return Publication(
        indicator_id=row.text("indicator_id"),
        text_vi=row.required("text_vi"),
        text_en=row.required("text_en"),
    )


_BREAK_COLUMNS = "indicator_id kind year text_vi text_en"


def _series_break(row: Row) -> SeriesBreak:
    return SeriesBreak(
        indicator_id=row.text("indicator_id"),
        kind=row.choice("kind", _BREAK_KINDS),
        year=row.integer_or_none("year"),
        text_vi=row.required("text_vi"),
        text_en=row.required("text_en"),
    )


def _atom(row: Row) -> Atom:
    return Atom(
        atom=row.integer("atom"),
        district_code=row.text("district_code"),
        commune_codes=_commune_codes(row),
        cells=row.integer("cells"),
    )
