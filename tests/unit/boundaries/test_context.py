"""What lies around the province: read, checked, and drawn around an outline."""

import csv
import json
import shutil
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.boundaries.choose import load_boundaries, shipped_boundaries
from geo.boundaries.context import Around, Context, draw_around, read_context
from geo.boundaries.layer_files import Layer
from geo.errors import BoundariesError, FactsError
from geo.facts.model import Facts
from geo.facts.particulars import Grid
from geo.facts.tables import CONTEXT_PLACES, CONTEXT_RUNS, Table

SIDE = 0.1
# ten rows and ten columns of a tenth of a degree from 100 E, 21 N; the province, rows and columns
# 3 to 6, has its neighbours A above, B below, a country to the right and a sea to the left
PLACES = [
    ("A", "Tỉnh Trên", "Upper", "province", 30),
    ("B", "Tỉnh Dưới", "Lower", "province", 30),
    ("C", "Nước Bên", "Beside", "country", 12),
    ("S", "Biển Thử", "Sea", "sea", 12),
]
RUNS = [(row, 0, 10, "A") for row in range(3)]
RUNS += [(row, 0, 3, "S") for row in range(3, 7)]
RUNS += [(row, 7, 10, "C") for row in range(3, 7)]
RUNS += [(row, 0, 10, "B") for row in range(7, 10)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "context").mkdir()
    write(tmp_path / CONTEXT_PLACES.file, CONTEXT_PLACES.column_names, PLACES)
    write(tmp_path / CONTEXT_RUNS.file, CONTEXT_RUNS.column_names, RUNS)
    return tmp_path


def write(file: Path, head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *rows])


@pytest.fixture
def gridded(tiny: Facts) -> Facts:
    grid = Grid(west=100.0, north=21.0, cells_per_degree=10, rows=10, columns=10)
    return replace(tiny, province=replace(tiny.province, context_grid=grid))


@pytest.fixture
def context(gridded: Facts, folder: Path) -> Context:
    found = read_context(gridded, folder=folder)
    assert found is not None
    return found


@pytest.fixture
def around(context: Context) -> Around:
    # a little smaller than the gap that the cells leave, as a finer outline is
    square = shapely.box(100.31, 20.31, 100.69, 20.69)
    return draw_around(context, gpd.GeoSeries([square], index=["1"], crs="EPSG:4326"))


def ends(lines: shapely.MultiLineString) -> list[tuple[float, float]]:
    points = [shapely.get_coordinates(line)[[0, -1]] for line in lines.geoms]
    return sorted(map(tuple, np.round(np.vstack(points), 3).tolist()))


def test_the_neighbours_are_drawn_from_their_cells(context: Context) -> None:
    area = dict(zip(context.places.index, shapely.area(context.polygons).round(6), strict=True))
    assert area == {"A": 0.3, "B": 0.3, "C": 0.12, "S": 0.12}
    assert list(context.places["kind"]) == ["province", "province", "country", "sea"]
    assert context.cell == SIDE


def test_lines_are_told_apart_by_what_they_part(around: Around) -> None:
    """The country meets A and B; the sea, too; A and B never touch each other."""
    assert ends(around.country) == [(100.69, 20.31), (100.69, 20.69), (101.0, 20.3), (101.0, 20.7)]
    assert ends(around.coast) == [(100.0, 20.3), (100.0, 20.7), (100.31, 20.31), (100.31, 20.69)]
    assert around.province.is_empty


def test_the_own_border_with_a_country_is_what_faces_it(around: Around) -> None:
    assert around.own_country.bounds == (100.69, 20.31, 100.69, 20.69)
    assert around.own_country.length == pytest.approx(0.38)


def test_a_line_that_ends_far_from_the_outline_ends_where_it_does(context: Context) -> None:
    small = shapely.box(100.49, 20.49, 100.51, 20.51)
    found = draw_around(context, gpd.GeoSeries([small], index=["1"], crs="EPSG:4326"))
    assert ends(found.country) == [(100.7, 20.3), (100.7, 20.7), (101.0, 20.3), (101.0, 20.7)]


def test_every_neighbour_has_its_name_outside_of_the_province_and_near_it(
    context: Context, around: Around
) -> None:
    assert {name.name_vi for name in around.names} == {str(row[1]) for row in PLACES}
    land = shapely.box(100.31, 20.31, 100.69, 20.69)
    for name in around.names:
        lat, lon = name.at
        place = context.places[context.places["name_vi"] == name.name_vi]["geometry"].iloc[0]
        assert place.contains(shapely.Point(lon, lat))
        assert 0 < land.distance(shapely.Point(lon, lat)) <= 0.2
        assert name.room > 0


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        (CONTEXT_PLACES, ("D", "Đất", "Land", "planet", 0), "column kind, value 'planet': "),
        (CONTEXT_PLACES, ("A", "Hai", "Two", "sea", 30), "column place, value 'A': repeats row 2"),
        (CONTEXT_PLACES, ("D", "", "Land", "sea", 0), "column name_vi, value '': is empty"),
        (CONTEXT_PLACES, ("D", "Đất", "Land", "sea", 4), "column cells, value '4': "),
        (CONTEXT_RUNS, (4, 4, 5, "D"), "column place, value 'D': is not in context/places.csv"),
        (CONTEXT_RUNS, (0, 4, 5, "A"), "column col_start, value '4': "),
        (CONTEXT_RUNS, (4, 5, 11, "A"), "column col_end, value '11': "),
        (CONTEXT_RUNS, (12, 5, 6, "A"), "column row, value '12': "),
    ],
)
def test_a_bad_row_is_refused_by_name(
    gridded: Facts, folder: Path, table: Table, row: tuple[object, ...], said: str
) -> None:
    file = folder / table.file
    with file.open("a", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerow(row)
    with pytest.raises(FactsError) as raised:
        read_context(gridded, folder=folder)
    assert any(said in str(fault) for fault in raised.value.faults)


def test_half_of_it_is_a_fault_and_none_of_it_is_none(gridded: Facts, folder: Path) -> None:
    (folder / CONTEXT_RUNS.file).unlink()
    with pytest.raises(FactsError, match=r"context/runs\.csv: is missing"):
        read_context(gridded, folder=folder)
    (folder / CONTEXT_PLACES.file).unlink()
    assert read_context(gridded, folder=folder) is None


def test_a_province_that_tells_no_grid_has_none(tiny: Facts, folder: Path) -> None:
    assert read_context(tiny, folder=folder) is None


def test_layers_without_it_say_nothing_of_it(tiny_layers: dict[str, Layer]) -> None:
    assert "around" not in json.loads(tiny_layers["province"].content)


def test_a_change_of_it_makes_the_drawn_layers_outdated(
    data_dir: Path, facts: Facts, tmp_path: Path
) -> None:
    own = tmp_path / "data"
    shutil.copytree(data_dir, own)
    file = own / CONTEXT_PLACES.file
    file.write_text(file.read_text("utf-8").replace("Quảng Ninh", "Quảng Thử"), encoding="utf-8")
    with pytest.raises(BoundariesError, match=r"layer district is missing or out of date"):
        shipped_boundaries(facts, folder=own)
    drawn = load_boundaries(facts, folder=own).layers["district"]
    names = json.loads(drawn.content)["around"]["names"]
    assert "Quảng Thử" in {each["name_vi"] for each in names}
