import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.boundaries.gazetteer import (
    Gazetteer,
    atom_polygons,
    gazetteer_layers,
    read_gazetteer,
)
from geo.boundaries.polygons import is_coverage
from geo.errors import FactsError
from geo.facts.model import Facts
from geo.facts.particulars import Grid
from geo.facts.tables import ATOMS, RUNS


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_dir, tmp_path / "data"))


def append(path: Path, *lines: str) -> None:
    path.write_text(path.read_text("utf-8") + "\n".join(lines) + "\n", "utf-8")


def faults_of(facts: Facts, folder: Path) -> list[str]:
    with pytest.raises(FactsError) as caught:
        read_gazetteer(facts, folder=folder)
    return [str(fault) for fault in caught.value.faults]


def test_reads_both_tables(tiny: Facts, tiny_dir: Path):
    gazetteer = read_gazetteer(tiny, folder=tiny_dir)
    assert gazetteer.atoms.loc[2].to_dict() == {
        "commune_2015-01-01": "70004",
        "commune_2022-07-01": "70007",
        "district_code": "701",
        "cells": 200,
    }
    assert gazetteer.runs.iloc[0].to_dict() == {"row": 5, "col_start": 5, "col_end": 25, "atom": 1}


def test_atoms_lie_where_their_cells_are(tiny: Facts, tiny_dir: Path):
    polygons = atom_polygons(read_gazetteer(tiny, folder=tiny_dir))
    assert list(polygons.index) == [1, 2, 3, 4, 5]
    assert polygons.crs == "EPSG:4326"
    # Columns 5 to 45 and rows 5 to 35 of a grid from 100 east, 20 north, 100 cells a degree.
    assert polygons.total_bounds.tolist() == [100.05, 19.65, 100.45, 19.95]
    assert polygons[1].equals(shapely.box(100.05, 19.85, 100.25, 19.95))
    # Atom 5 is an L around the lower right corner of atom 4.
    corner = shapely.box(100.25, 19.65, 100.30, 19.75) | shapely.box(100.30, 19.65, 100.45, 19.85)
    assert polygons[5].equals(corner)
    assert is_coverage(polygons)


def test_stairs_become_lines_that_both_neighbours_share(tiny: Facts):
    size = 30
    runs = [(row, 0, row + 1, 1) for row in range(size)]
    runs += [(row, row + 1, size + 1, 2) for row in range(size)]
    gazetteer = Gazetteer(
        replace(tiny.province.grid, cells_per_degree=1200),
        pd.DataFrame(index=[1, 2]),
        pd.DataFrame(runs, columns=["row", "col_start", "col_end", "atom"]),
    )
    polygons = atom_polygons(gazetteer)
    assert is_coverage(polygons)
    points = shapely.get_coordinates(polygons.to_numpy())
    assert (points == points.round(5)).all()
    # 59 corners of the stairs are left out but for a few, and half of each step is moved.
    assert len(points) < 20
    cells = shapely.area(polygons.to_numpy()) * 1200**2
    assert cells == pytest.approx([465, 465], abs=5)


def ring(size: int, *, grid: Grid) -> Gazetteer:
    """Return an atom of three by three stretches of `size` cells whose middle is missing."""
    runs = [(row, 0, 3 * size, 1) for row in (*range(size), *range(2 * size, 3 * size))]
    middle = range(size, 2 * size)
    runs += [(row, start * size, (start + 1) * size, 1) for row in middle for start in (0, 2)]
    table = pd.DataFrame(runs, columns=["row", "col_start", "col_end", "atom"])
    return Gazetteer(grid, pd.DataFrame(index=[1]), table)


@pytest.mark.parametrize(("size", "holes"), [(1, 0), (3, 1)])
def test_a_hole_of_one_cell_of_ninety_metres_is_filled_and_a_larger_one_kept(
    tiny: Facts, size: int, holes: int
):
    # A cell is 92 m high and, at 20 degrees north, 87 m wide: 0.8 ha; nine are 7.2 ha.
    gazetteer = ring(size, grid=replace(tiny.province.grid, cells_per_degree=1200))
    assert len(atom_polygons(gazetteer)[1].interiors) == holes


def test_a_hole_of_one_large_cell_is_kept(tiny: Facts):
    # A cell of the made-up province is a kilometre wide: that is land, not a slip.
    assert len(atom_polygons(ring(1, grid=tiny.province.grid))[1].interiors) == 1


def test_layers_hold_the_units_and_nest(tiny: Facts, tiny_dir: Path):
    layers = gazetteer_layers(tiny, read_gazetteer(tiny, folder=tiny_dir))
    assert {name: list(layer.index) for name, layer in layers.items()} == {
        "commune-2015-01-01": ["70001", "70004", "70007", "70010", "70013"],
        "commune-2022-07-01": ["70001", "70007", "70010"],
        "district": ["701", "702"],
        "province": ["77"],
    }
    assert all(is_coverage(layer) for layer in layers.values())
    old = layers["commune-2015-01-01"]
    west = shapely.coverage_union_all(old[["70001", "70004", "70007"]].to_numpy())
    assert west.equals(layers["district"]["701"])
    assert layers["province"]["77"].equals(shapely.coverage_union_all(old.to_numpy()))


def test_a_province_without_districts_has_no_such_layer(tiny: Facts, folder: Path):
    vintages = tuple(replace(each, has_districts=False) for each in tiny.province.vintages)
    facts = replace(tiny, province=replace(tiny.province, vintages=vintages))
    text = (folder / ATOMS.file).read_text("utf-8").replace("district_code", "remark")
    (folder / ATOMS.file).write_text(text, "utf-8")
    layers = gazetteer_layers(facts, read_gazetteer(facts, folder=folder))
    assert list(layers) == ["commune-2015-01-01", "commune-2022-07-01", "province"]


def test_a_missing_table_and_a_missing_column_are_listed_together(tiny: Facts, folder: Path):
    (folder / ATOMS.file).unlink()
    runs = folder / RUNS.file
    runs.write_text(runs.read_text("utf-8").replace("col_end", "end", 1), "utf-8")
    faults = faults_of(tiny, folder)
    assert len(faults) == 2
    assert faults[0].startswith(f"{ATOMS.file}: is missing")
    assert faults[1].startswith(f"{RUNS.file}, row 1, column col_end: is missing")


def test_a_cell_that_is_no_number_is_named(tiny: Facts, folder: Path):
    append(folder / RUNS.file, "36,x,45,5")
    line = len((folder / RUNS.file).read_text("utf-8").splitlines())
    [fault] = faults_of(tiny, folder)
    assert fault.startswith(f"{RUNS.file}, row {line}, column col_start, value 'x': ")


@pytest.mark.parametrize(
    ("run", "column", "problem"),
    [
        ("40,0,1,5", "row", "is not one of the 40 rows of the grid"),
        ("-1,0,1,5", "row", "is not one of the 40 rows of the grid"),
        ("0,-1,1,5", "col_start", "is outside the grid, whose first column is 0"),
        ("0,49,51,5", "col_end", "is beyond the 50 columns of the grid"),
        ("0,9,9,5", "col_end", "must be greater than col_start"),
        ("5,4,6,5", "col_start", "lies inside another run of the same row"),
        ("0,0,1,6", "atom", f"is not in {ATOMS.file}"),
    ],
)
def test_a_run_that_cannot_be_drawn_is_named(
    tiny: Facts, folder: Path, run: str, column: str, problem: str
):
    append(folder / RUNS.file, run)
    faults = [fault for fault in faults_of(tiny, folder) if f"column {column}," in fault]
    assert len(faults) == 1
    assert faults[0].endswith(problem)


def test_many_bad_rows_of_one_kind_are_one_fault(tiny: Facts, folder: Path):
    line = len((folder / RUNS.file).read_text("utf-8").splitlines()) + 1
    append(folder / RUNS.file, *(["0,0,1,9"] + [f"{row},0,1,9" for row in range(1, 4)]))
    [fault] = faults_of(tiny, folder)
    lines = f"{line}, {line + 1}, {line + 2}, {line + 3}"
    assert fault == (
        f"{RUNS.file}, row {line}, column atom, value '9': "
        f"is not in {ATOMS.file}; 4 such rows: {lines}"
    )


def test_a_count_of_cells_must_agree_with_the_runs(tiny: Facts, folder: Path):
    append(folder / RUNS.file, "0,0,3,2")
    [fault] = faults_of(tiny, folder)
    assert fault == (
        f"{ATOMS.file}, row 3, column cells, value '200': "
        f"is not the number of cells that {RUNS.file} gives it"
    )


def test_a_grid_too_fine_for_the_coordinates_is_refused(tiny: Facts, tiny_dir: Path):
    grid = replace(tiny.province.grid, cells_per_degree=10_000_000)
    facts = replace(tiny, province=replace(tiny.province, grid=grid))
    with pytest.raises(FactsError, match="the grid is too fine"):
        atom_polygons(read_gazetteer(facts, folder=tiny_dir))
