"""Reading the data folder into typed facts."""

import hashlib
from dataclasses import replace
from pathlib import Path

from geo.errors import FactsError, Fault
from geo.facts.check_places import check_records
from geo.facts.model import UNVERIFIED, UNVERIFIED_KINDS, Facts, Observation
from geo.facts.province import FILE as PROVINCE_FILE
from geo.facts.province import read_province
from geo.facts.records import Records, read_records
from geo.facts.rows import same_in_any_editor
from geo.facts.tables import CROSSWALK, RUNS, TABLES

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
