"""Reading the data folder into typed facts."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from geo.errors import FactsError, Fault
from geo.facts.check_places import check_records
from geo.facts.model import UNVERIFIED, UNVERIFIED_KINDS, Facts, Observation, Recognition
from geo.facts.particulars import Published
from geo.facts.province import FILE as PROVINCE_FILE
from geo.facts.province import read_province
from geo.facts.records import Records, read_records
from geo.facts.rows import same_in_any_editor
from geo.facts.tables import CROSSWALK, OBSERVATIONS, RECOGNITIONS, RUNS, TABLES

FACTS_FILES = (PROVINCE_FILE, RUNS.file, *(table.file for table in TABLES))
"""The files that make up a version of the facts."""


def load_facts(folder: Path, *, with_crosswalk: bool = True) -> Facts:
    """Read the data folder and check it.

    Parameters
    ----------
    folder
        A folder laid out as ``data/README.md`` says.
    with_crosswalk
        False leaves the crosswalk out, so that it can be worked out anew for units that it does
        not know yet.

    Returns
    -------
    facts : Facts
        Every table but the runs of the gazetteer, which `geo.boundaries.gazetteer` reads.

    Raises
    ------
    FactsError
        Something in the folder is wrong; its `faults` list all that was found, by file and row.
    """
    faults: list[Fault] = []
    province = read_province(folder, faults)
    records = read_records(folder, province, faults)
    if not with_crosswalk and records is not None:
        faults = [fault for fault in faults if fault.file != CROSSWALK.file]
        records = replace(records, crosswalk=(), missing=records.missing | {CROSSWALK.file})
    if not (folder / RUNS.file).is_file():
        faults.append(Fault(RUNS.file, "table_fault.runs_missing"))
    if records is not None:
        check_records(records, faults)
    if faults or records is None:
        raise FactsError(sorted(faults, key=lambda fault: (fault.file, fault.row or 0)))
    return Facts(
        province=records.province,
        units={unit.key: unit for _, unit in records.units},
        crosswalk=tuple(row for _, row in records.crosswalk),
        sources={source.source_id: source for _, source in records.sources},
        indicators={indicator.indicator_id: indicator for _, indicator in records.indicators},
        ordinal_classes=tuple(each for _, each in records.ordinal_classes),
        observations=_observations(records),
        recognitions=tuple(each for _, each in records.recognitions),
        gates={gate.gate_id: gate for _, gate in records.gates},
        zone_members=tuple(member for _, member in records.zone_members),
        targets={target.target_id: target for _, target in records.targets},
        task_groups=tuple(group for _, group in records.task_groups),
        publications={each.indicator_id: each for _, each in records.publications},
        series_breaks=tuple(each for _, each in records.series_breaks),
        version=data_version(folder),
    )


def _observations(records: Records) -> tuple[Observation, ...]:
    """Return the figures; what was read in a copy that nobody answers for has a flag of its own."""
    unverified = {
        source.source_id for _, source in records.sources if source.kind in UNVERIFIED_KINDS
    }
    return tuple(
        replace(each, flag=UNVERIFIED)
        if each.source_id in unverified and each.flag != "plan"
        else each
        for _, each in records.observations
    )


def as_draft(facts: Facts) -> Facts:
    """Mark facts as holding figures that nobody has published, by their version too."""
    return replace(facts, draft=True, published=None, version=f"{facts.version}-draft")


def with_published(facts: Facts, published: Published) -> Facts:
    """Return facts whose figures and recognitions say in which revision they were published.

    Parameters
    ----------
    facts
        The facts of a revision, as they were read.
    published
        What the store says of them.

    Returns
    -------
    facts : Facts
        The same facts; a figure that is as shipped stays as it is.
    """
    rows = published.rows
    # what nobody answers for has lost the flag that it was written with
    anyhow = {(table, key[:-1]): number for (table, key), number in rows.items()}
    return replace(
        facts,
        published=published,
        observations=tuple(
            replace(row, release=number) if (number := _release(row, rows, anyhow)) else row
            for row in facts.observations
        ),
        recognitions=tuple(
            replace(row, release=number) if (number := rows.get(_place(row), 0)) else row
            for row in facts.recognitions
        ),
    )


_Rows = Mapping[tuple[str, tuple[str, ...]], int]


def _release(row: Observation, rows: _Rows, anyhow: _Rows) -> int:
    key = (row.indicator_id, row.unit_kind, row.vintage, row.unit_code, str(row.year), row.period)
    if row.flag == UNVERIFIED:
        return anyhow.get((OBSERVATIONS.name, key), 0)
    return rows.get((OBSERVATIONS.name, (*key, row.flag)), 0)


def _place(row: Recognition) -> tuple[str, tuple[str, ...]]:
    key = (row.vintage, row.commune_code, row.class_id, str(row.year), row.evidence)
    return RECOGNITIONS.name, key


def data_version(folder: Path) -> str:
    """Return a short hash of the tables of a data folder.

    Parameters
    ----------
    folder
        The data folder.

    Returns
    -------
    version : str
        The first 12 hexadecimal digits of the SHA-256 over ``province.json`` and every table,
        names and contents, in the order of the names. Line ends do not matter, nor do other
        files: what a spreadsheet leaves beside a table that it has open, hidden ones, copies.
    """
    digest = hashlib.sha256()
    for name in sorted(FACTS_FILES):
        content = same_in_any_editor((folder / name).read_bytes())
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]
