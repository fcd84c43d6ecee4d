"""The rules between the tables: units, vintages, crosswalk and gazetteer."""

from collections import Counter, defaultdict
from itertools import pairwise

from geo.errors import Fault
from geo.facts.check_figures import check_figures
from geo.facts.model import CrosswalkRow, Level, Unit
from geo.facts.province import FILE as PROVINCE_FILE
from geo.facts.records import Atom, Records
from geo.facts.rows import Row
from geo.facts.rules import check_notes, check_sources, check_unique, check_unit

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
    check_figures(records)


def _check_units(records: Records) -> None:
    check_unique(records.units, "vintage", "code")
    check_sources(records, records.units, "area_source_id")
    with_districts = {v.id: v.has_districts for v in records.province.vintages}
    for row, unit in records.units:
        if not row.refers("vintage", with_districts, "a vintage of province.json") or not row.sound:
            continue
        width = CODE_WIDTH[unit.level]
        if not (unit.code.isascii() and unit.code.isdigit() and len(unit.code) == width):
            problem = f"must be {width} digits for this kind; keep codes as text, zeros included"
            row.fault("code", problem)
        if not unit.name_ascii.isascii():
            row.fault("name_ascii", "has letters with marks; write the name without them")
        if unit.area_km2 is not None and unit.area_km2 <= 0:
            row.fault("area_km2", "must be above zero; leave it empty where it is unknown")
        _check_parents(records, row, unit, with_districts[unit.vintage])


def _check_parents(records: Records, row: Row, unit: Unit, has_districts: bool) -> None:
    """Check that a unit lies in a unit of the level above, and names its former district."""
    if unit.level == "province":
        if unit.code != records.province.code:
            row.fault("code", "is not the code of the province in province.json")
        if unit.parent_code:
            row.fault("parent_code", "must be empty; a province has no parent here")
        return
    above = "district" if unit.level == "commune" and has_districts else "province"
    parent = records.unit_of.get((unit.vintage, unit.parent_code))
    if parent is None or parent.level != above:
        row.fault("parent_code", f"is not a {above} of the same vintage")
    needs_former = unit.level == "commune" and not has_districts
    if not needs_former and unit.former_district_code:
        row.fault("former_district_code", "must be empty; only communes without districts have one")
    districts = {code for (_, code), each in records.unit_of.items() if each.level == "district"}
    if needs_former and districts and unit.former_district_code not in districts:
        row.fault("former_district_code", "is not a district of any vintage")


def _check_counts(records: Records, faults: list[Fault]) -> None:
    """Check that every vintage has the number of units that the province says."""
    counts = Counter((unit.vintage, unit.level) for _, unit in records.units)
    for at, vintage in enumerate(records.province.vintages):
        place = f"vintages[{at}]"
        communes = counts[vintage.id, "commune"]
        if communes != vintage.communes:
            problem = f"does not agree with units.csv, which has {communes} in {vintage.id}"
            faults.append(
                Fault(PROVINCE_FILE, problem, None, f"{place}.communes", str(vintage.communes))
            )
        if counts[vintage.id, "province"] != 1:
            problem = f"needs exactly one unit of kind province in units.csv for {vintage.id}"
            faults.append(Fault(PROVINCE_FILE, problem, None, f"{place}.id", vintage.id))
        if vintage.has_districts != (counts[vintage.id, "district"] > 0):
            problem = f"does not agree with the districts of units.csv in {vintage.id}"
            shown = str(vintage.has_districts)
            faults.append(Fault(PROVINCE_FILE, problem, None, f"{place}.has_districts", shown))
        if vintage.source_id not in records.source_ids:
            problem = "is not known; name a source of sources.csv"
            faults.append(
                Fault(PROVINCE_FILE, problem, None, f"{place}.source_id", vintage.source_id)
            )


def _check_districts(records: Records, faults: list[Fault]) -> None:
    """Check that the districts are the same in every vintage: the level ignores the vintage."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for _, unit in records.units:
        if unit.level == "district":
            names[unit.vintage][unit.code] = unit.name
    for (first, before), (second, after) in pairwise(sorted(names.items())):
        for code in sorted(before.keys() | after.keys()):
            if before.get(code) != after.get(code):
                problem = f"is not the same district in {first} and {second}; districts must agree"
                faults.append(Fault("units.csv", problem, None, "code", code))


def _check_crosswalk(records: Records) -> None:
    check_unique(records.crosswalk, "from_vintage", "from_code", "to_vintage", "to_code")
    check_sources(records, records.crosswalk, "source_id")
    check_notes(records.crosswalk, "share_note", "share_note_vi")
    steps = dict(pairwise(records.province.vintage_ids))
    parts: dict[tuple[str, str], list[tuple[Row, CrosswalkRow]]] = defaultdict(list)
    for row, link in records.crosswalk:
        if steps.get(link.from_vintage) != link.to_vintage:
            row.fault("to_vintage", "is not the vintage right after from_vintage; rows go forward")
            continue
        check_unit(records, row, "from_vintage", "from_code", "commune")
        check_unit(records, row, "to_vintage", "to_code", "commune")
        parts[link.from_vintage, link.from_code].append((row, link))
        for column in ("area_share", "population_share"):
            share = getattr(link, column)
            if not 0 <= share <= 1:
                row.fault(column, "is not a share; write a number from 0 to 1")
            if link.basis == "unchanged" and share != 1 and row.sound:
                row.fault(column, "must be 1 where the basis is unchanged")
    _check_share_sums(parts)
    _check_crosswalk_is_whole(records, steps)


def _check_share_sums(parts: dict[tuple[str, str], list[tuple[Row, CrosswalkRow]]]) -> None:
    for (vintage, code), rows in parts.items():
        if not all(row.sound for row, _ in rows):
            continue
        for column in ("area_share", "population_share"):
            total = sum(getattr(link, column) for _, link in rows)
            if abs(total - 1) > SHARE_TOLERANCE:
                problem = f"sums to {total:g} over the rows of {code} ({vintage}), not to 1"
                rows[0][0].fault(column, problem)


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
            row.fault("code", "has no row in crosswalk.csv that says where it went")
        if unit.vintage in steps.values() and unit.key not in come:
            row.fault("code", "has no row in crosswalk.csv that says where it came from")


def _check_atoms(records: Records, faults: list[Fault]) -> None:
    """Check that the gazetteer knows exactly the communes of the vintages it can draw."""
    check_unique(records.atoms, "atom")
    drawn: set[tuple[str, str]] = set()
    for row, atom in records.atoms:
        if row.sound and atom.cells <= 0:
            row.fault("cells", "must be above zero; leave out an atom without cells")
        drawn |= set(atom.commune_codes.items())
        if "units.csv" not in records.missing:
            _check_atom(records, row, atom)
    grid = records.province.grid
    cells = sum(atom.cells for _, atom in records.atoms)
    if cells > grid.rows * grid.columns:
        problem = f"holds {cells} cells in all, more than the grid of province.json"
        faults.append(Fault("gazetteer/atoms.csv", problem, None, "cells"))
    if "gazetteer/atoms.csv" in records.missing:
        return
    for vintage in records.province.vintages:
        for row, unit in records.units:
            wanted = unit.level == "commune" and unit.vintage == vintage.id and vintage.has_geometry
            if wanted and unit.key not in drawn:
                row.fault("code", "has no cell in gazetteer/atoms.csv, so it cannot be drawn")


def _check_atom(records: Records, row: Row, atom: Atom) -> None:
    """Check that an atom names a commune of every drawn vintage, within its district."""
    for vintage in records.province.vintages:
        if not vintage.has_geometry:
            continue
        column = f"commune_{vintage.id}"
        unit = records.unit_of.get((vintage.id, atom.commune_codes.get(vintage.id, "")))
        if unit is None or unit.level != "commune":
            row.fault(column, "is not a commune of that vintage")
        elif vintage.has_districts and unit.parent_code != atom.district_code:
            row.fault("district_code", f"is not the district of {unit.code} in {vintage.id}")


def _check_themes(records: Records, faults: list[Fault]) -> None:
    """Check that every theme opens with an indicator of its own, and has one beside its maps."""
    if "indicators.csv" in records.missing:
        return
    ids = [theme.id for theme in records.province.themes]
    ranks: set[tuple[str, int]] = set()
    for row, indicator in records.indicators:
        row.refers("theme", ids, "a theme of province.json")
        rank = (indicator.theme, indicator.default_rank)
        if rank in ranks:
            row.fault("default_rank", "stands twice in the theme; give every indicator its own")
        ranks.add(rank)
    for at, theme in enumerate(records.province.themes):
        named = {"default.indicator": theme.default.indicator, "beside": theme.beside}
        for key, indicator_id in named.items():
            found = records.indicator_of.get(indicator_id)
            if indicator_id and (found is None or found.theme != theme.id):
                problem = "is not an indicator of this theme in indicators.csv"
                place = f"themes[{at}].{key}"
                faults.append(Fault(PROVINCE_FILE, problem, None, place, indicator_id))
