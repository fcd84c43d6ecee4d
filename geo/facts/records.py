"""The tables of the data folder as typed rows, each with the place it was read from."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from geo.errors import Fault
from geo.facts.model import (
    CrosswalkRow,
    Gate,
    Indicator,
    Observation,
    OrdinalClass,
    Province,
    Recognition,
    SeriesBreak,
    Source,
    Target,
    Unit,
    UnitKey,
    ZoneMember,
)
from geo.facts.particulars import Publication, TaskGroup
from geo.facts.rows import Row, read_rows
from geo.facts.tables import (
    ATOMS,
    CROSSWALK,
    ECONOMIC_ZONE,
    GATES,
    INDICATORS,
    OBSERVATIONS,
    ORDINAL_CLASSES,
    PUBLICATIONS,
    RECOGNITIONS,
    SERIES_BREAKS,
    SOURCES,
    TARGETS,
    TASK_GROUPS,
    UNITS,
    Table,
)

_Record = TypeVar("_Record")
Entries = tuple[tuple[Row, _Record], ...]
"""Records with the rows they were made from."""

_COMMUNE_COLUMN = "commune_"
_CALLED = {
    "class": "class_id",
    "note": "note_en",
    "share_note": "share_note_en",
}
"""Columns whose values have another name in a record."""


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

    def read(
        table: Table, make: Callable[..., _Record], besides: Sequence[str] = ()
    ) -> Entries[_Record]:
        needed = [*table.needed_names, *besides]
        rows = read_rows(folder, table.file, columns=needed, faults=faults)
        if rows is None:
            missing.add(table.file)
        return tuple((row, make(**_values(table, row))) for row in rows or ())

    drawn = [v.id for v in province.vintages if v.has_geometry] if province else []
    tables: dict[str, Any] = {
        "units": read(UNITS, Unit),
        "crosswalk": read(CROSSWALK, CrosswalkRow),
        "sources": read(SOURCES, _source),
        "indicators": read(INDICATORS, _indicator),
        "ordinal_classes": read(ORDINAL_CLASSES, OrdinalClass),
        "observations": read(OBSERVATIONS, Observation),
        "recognitions": read(RECOGNITIONS, _recognition),
        "gates": read(GATES, Gate),
        "zone_members": read(ECONOMIC_ZONE, ZoneMember),
        "targets": read(TARGETS, Target),
        "task_groups": read(TASK_GROUPS, TaskGroup),
        "publications": read(PUBLICATIONS, Publication),
        "series_breaks": read(SERIES_BREAKS, SeriesBreak),
        "atoms": read(ATOMS, Atom, [_COMMUNE_COLUMN + vintage for vintage in drawn]),
    }
    if province is None:
        return None
    return Records(province=province, missing=frozenset(missing), **tables)


def _values(table: Table, row: Row) -> dict[str, Any]:
    """Return the values of a row by the names that a record has for them."""
    present = [each for each in table.columns if not each.optional or each.name in row.cells]
    values = {_CALLED.get(each.name, each.name): row.cell(each) for each in present}
    return values | ({"commune_codes": _commune_codes(row)} if table.by_vintage else {})


def _source(*, retrieved: date, **values: Any) -> Source:
    """Make a source; one that has no words of its own in Vietnamese is Vietnamese already."""
    for name in ("title", "publisher"):
        values[f"{name}_vi"] = values.get(f"{name}_vi") or values[name]
    return Source(retrieved=retrieved.isoformat(), **values)


def _indicator(*, direction: str, **values: Any) -> Indicator:
    return Indicator(direction=int(direction), **values)


def _recognition(*, date: date | None, **values: Any) -> Recognition:
    return Recognition(date=date.isoformat() if date else "", **values)


def _commune_codes(row: Row) -> dict[str, str]:
    """Read the columns ``commune_<vintage>``; an empty cell is a commune not known."""
    return {
        column.removeprefix(_COMMUNE_COLUMN): code
        for column, code in row.cells.items()
        if column.startswith(_COMMUNE_COLUMN) and code
    }
