"""The rules between the tables: units, vintages, crosswalk and gazetteer."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass
from itertools import pairwise

from geo.errors import Fault
from geo.facts.check_figures import check_figures
from geo.facts.model import CrosswalkRow, Level, Unit, Vintage
from geo.facts.province import FILE as PROVINCE_FILE
from geo.facts.records import Atom, Records
from geo.facts.rows import Row
from geo.facts.rules import check_notes, check_sources, check_unique, check_unit
from geo.facts.tables import ATOMS, CROSSWALK, UNITS

CODE_WIDTH: dict[Level, int] = {"province": 2, "district": 3, "commune": 5}
"""Digits of a code in the national register of administrative units."""
SHARE_TOLERANCE = 1e-6
"""Shares are written with four decimals and made to sum to 1."""


def check_records(records: Records, faults: list[Fault]) -> None:
    """Check every rule that needs more than one cell.

    Parameters
    ----------
    records
        The rows of every table.
    faults
        The list that faults are added to.
    """
    if "units.csv" not in records.missing:
        _check_units(records)
        _check_counts(records, faults)
        _check_districts(records, faults)
    _check_crosswalk(records)
    _check_atoms(records, faults)
    _check_themes(records, faults)
    _check_register(records, faults)
    check_figures(records)


def _check_units(records: Records) -> None:
    check_unique(records.units, *UNITS.key)
    check_sources(records, records.units, "area_source_id")
    with_districts = {v.id: v.has_districts for v in records.province.vintages}
    districts = {code for (_, code), each in records.unit_of.items() if each.level == "district"}
    for row, unit in records.units:
        if not row.refers("vintage", with_districts, "cell_fault.vintage") or not row.sound:
            continue
        width = CODE_WIDTH[unit.level]
        if not (unit.code.isascii() and unit.code.isdigit() and len(unit.code) == width):
            row.fault("code", "unit_fault.code", width=width)
        if not unit.name_ascii.isascii():
            row.fault("name_ascii", "unit_fault.name_ascii")
        if unit.area_km2 is not None and unit.area_km2 <= 0:
            row.fault("area_km2", "unit_fault.area")
        _check_parents(records, row, unit, with_districts[unit.vintage])
        _check_former(row, unit, with_districts[unit.vintage], districts)


def _check_parents(records: Records, row: Row, unit: Unit, has_districts: bool) -> None:
    """Check that a unit lies in a unit of the level above."""
    if unit.level == "province":
        if unit.code != records.province.code:
            row.fault("code", "unit_fault.province_code")
        if unit.parent_code:
            row.fault("parent_code", "unit_fault.province_parent")
        return
    above = "district" if unit.level == "commune" and has_districts else "province"
    parent = records.unit_of.get((unit.vintage, unit.parent_code))
    if parent is None or parent.level != above:
        problem = (
            "unit_fault.parent_district" if above == "district" else "unit_fault.parent_province"
        )
        row.fault("parent_code", problem)


def _check_former(row: Row, unit: Unit, has_districts: bool, districts: Collection[str]) -> None:
    """Check that a commune without a district names its former one, and nobody else does."""
    if unit.level == "province":
        return
    needs_former = unit.level == "commune" and not has_districts
    if not needs_former and unit.former_district_code:
        row.fault("former_district_code", "unit_fault.former_district")
    if needs_former and districts and unit.former_district_code not in districts:
        row.fault("former_district_code", "cell_fault.no_district")


@dataclass(frozen=True)
class _VintageEntry:
    """A vintage with its place in ``province.json``, which may not agree with the tables."""

    at: int
    vintage: Vintage
    faults: list[Fault]

    def fault(self, entry: str, key: str, /, **fields: object) -> None:
        """Note that an entry is wrong."""
        shown = str(getattr(self.vintage, entry))
        place = f"vintages[{self.at}].{entry}"
        self.faults.append(Fault(PROVINCE_FILE, key, None, place, shown, fields))


def _check_counts(records: Records, faults: list[Fault]) -> None:
    """Check that every vintage has the number of units that the province says."""
    counts = Counter((unit.vintage, unit.level) for _, unit in records.units)
    for at, vintage in enumerate(records.province.vintages):
        row = _VintageEntry(at, vintage, faults)
        communes = counts[vintage.id, "commune"]
        if communes != vintage.communes:
            row.fault("communes", "province_fault.communes", count=communes, vintage=vintage.id)
        if counts[vintage.id, "province"] != 1:
            row.fault("id", "province_fault.one_province", vintage=vintage.id)
        if vintage.has_districts != (counts[vintage.id, "district"] > 0):
            row.fault("has_districts", "province_fault.has_districts", vintage=vintage.id)
        if vintage.source_id not in records.source_ids:
            row.fault("source_id", "cell_fault.source")


def _check_districts(records: Records, faults: list[Fault]) -> None:
    """Check that the districts are the same in every vintage: the level ignores the vintage."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for _, unit in records.units:
        if unit.level == "district":
            names[unit.vintage][unit.code] = unit.name
    for (first, before), (second, after) in pairwise(sorted(names.items())):
        for code in sorted(before.keys() | after.keys()):
            if before.get(code) != after.get(code):
                both = {"first": first, "second": second}
                problem = "unit_fault.district_differs"
                faults.append(Fault("units.csv", problem, None, "code", code, both))


def _check_crosswalk(records: Records) -> None:
    check_unique(records.crosswalk, *CROSSWALK.key)
    check_sources(records, records.crosswalk, "source_id")
    check_notes(records.crosswalk, "share_note", "share_note_vi")
    steps = dict(pairwise(records.province.vintage_ids))
    parts: dict[tuple[str, str], list[tuple[Row, CrosswalkRow]]] = defaultdict(list)
    for row, link in records.crosswalk:
        if steps.get(link.from_vintage) != link.to_vintage:
            row.fault("to_vintage", "crosswalk_fault.forward")
            continue
        check_unit(records, row, "from_vintage", "from_code", "commune")
        check_unit(records, row, "to_vintage", "to_code", "commune")
        parts[link.from_vintage, link.from_code].append((row, link))
        for column in ("area_share", "population_share"):
            share = getattr(link, column)
            if not 0 <= share <= 1:
                row.fault(column, "crosswalk_fault.share")
            if link.basis == "unchanged" and share != 1 and row.sound:
                row.fault(column, "crosswalk_fault.unchanged")
    _check_share_sums(parts)
    _check_crosswalk_is_whole(records, steps)


def _check_share_sums(parts: dict[tuple[str, str], list[tuple[Row, CrosswalkRow]]]) -> None:
    for (vintage, code), rows in parts.items():
        if not all(row.sound for row, _ in rows):
            continue
        for column in ("area_share", "population_share"):
            total = sum(getattr(link, column) for _, link in rows)
            if abs(total - 1) > SHARE_TOLERANCE:
                place = {"code": code, "vintage": vintage}
                rows[0][0].fault(column, "crosswalk_fault.share_sum", total=f"{total:g}", **place)


def _check_crosswalk_is_whole(records: Records, steps: dict[str, str]) -> None:
    """Check that every old unit goes somewhere and every new one comes from somewhere."""
    if "crosswalk.csv" in records.missing:
        return
    gone = {(link.from_vintage, link.from_code) for _, link in records.crosswalk}
    come = {(link.to_vintage, link.to_code) for _, link in records.crosswalk}
    for row, unit in records.units:
        if unit.level != "commune" or unit.vintage not in records.province.vintage_ids:
            continue
        if unit.vintage in steps and unit.key not in gone:
            row.fault("code", "unit_fault.goes_nowhere")
        if unit.vintage in steps.values() and unit.key not in come:
            row.fault("code", "unit_fault.comes_from_nowhere")


def _check_atoms(records: Records, faults: list[Fault]) -> None:
    """Check that the gazetteer knows exactly the communes of the vintages it can draw."""
    check_unique(records.atoms, *ATOMS.key)
    drawn: set[tuple[str, str]] = set()
    for row, atom in records.atoms:
        if row.sound and atom.cells <= 0:
            row.fault("cells", "gazetteer_fault.cells")
        drawn |= set(atom.commune_codes.items())
        if "units.csv" not in records.missing:
            _check_atom(records, row, atom)
    grid = records.province.grid
    cells = sum(atom.cells for _, atom in records.atoms)
    if cells > grid.rows * grid.columns:
        problem, held = "gazetteer_fault.too_many_cells", {"cells": cells}
        faults.append(Fault("gazetteer/atoms.csv", problem, None, "cells", fields=held))
    if "gazetteer/atoms.csv" in records.missing:
        return
    for vintage in records.province.vintages:
        for row, unit in records.units:
            wanted = unit.level == "commune" and unit.vintage == vintage.id and vintage.has_geometry
            if wanted and unit.key not in drawn:
                row.fault("code", "unit_fault.no_cell")


def _check_atom(records: Records, row: Row, atom: Atom) -> None:
    """Check that an atom names a commune of every drawn vintage, within its district."""
    for vintage in records.province.vintages:
        if not vintage.has_geometry:
            continue
        column = f"commune_{vintage.id}"
        unit = records.unit_of.get((vintage.id, atom.commune_codes.get(vintage.id, "")))
        if unit is None or unit.level != "commune":
            row.fault(column, "cell_fault.no_commune")
        elif vintage.has_districts and unit.parent_code != atom.district_code:
            place = {"code": unit.code, "vintage": vintage.id}
            row.fault("district_code", "gazetteer_fault.district", **place)


def _check_themes(records: Records, faults: list[Fault]) -> None:
    """Check that every theme opens with an indicator of its own, and has one beside its maps."""
    if "indicators.csv" in records.missing:
        return
    ids = [theme.id for theme in records.province.themes]
    ranks: set[tuple[str, int]] = set()
    for row, indicator in records.indicators:
        row.refers("theme", ids, "figure_fault.theme")
        rank = (indicator.theme, indicator.default_rank)
        if rank in ranks:
            row.fault("default_rank", "figure_fault.rank_twice")
        ranks.add(rank)
    for at, theme in enumerate(records.province.themes):
        named = {"default.indicator": theme.default.indicator, "beside": theme.beside}
        for number, pair in enumerate(theme.pairs):
            named |= {f"pairs[{number}].{key}": each for key, each in asdict(pair).items()}
        for key, indicator_id in named.items():
            found = records.indicator_of.get(indicator_id)
            if indicator_id and (found is None or found.theme != theme.id):
                problem = "province_fault.theme_indicator"
                place = f"themes[{at}].{key}"
                faults.append(Fault(PROVINCE_FILE, problem, None, place, indicator_id))


def _check_register(records: Records, faults: list[Fault]) -> None:
    """Check that what the register gives are indicators, and the class of a commune ordinal."""
    for key, indicator_id in asdict(records.province.register).items():
        place = f"register.{key}"
        if indicator_id and indicator_id not in records.indicator_ids:
            problem = "province_fault.register"
            faults.append(Fault(PROVINCE_FILE, problem, None, place, indicator_id))
        indicator = records.indicator_of.get(indicator_id)
        if key == "status" and indicator is not None and indicator.kind != "ordinal":
            problem = "province_fault.register_ordinal"
            faults.append(Fault(PROVINCE_FILE, problem, None, place, indicator_id))
