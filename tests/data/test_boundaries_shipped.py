"""The shipped boundary layers against the facts, the gazetteer and a full-size reference."""

import csv
import json
from collections import Counter, defaultdict
from math import atanh, radians, sin, sqrt
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import Point, box, shape

from geo.boundaries.brought.geopackage import table_name
from geo.boundaries.choose import (
    Boundaries,
    Layer,
    build_boundaries,
    layer_name,
    load_boundaries,
    shipped_boundaries,
)
from geo.boundaries.layers import layer_specs
from geo.boundaries.polygons import is_coverage
from geo.boundaries.specks import hectares
from geo.documents.tables.csv_geojson import to_geojson
from geo.facts.model import Facts
from geo.facts.particulars import Grid
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import draw

SEMI_MAJOR_KM, FLATTENING = 6378.137, 1 / 298.257223563


@pytest.fixture(scope="module")
def boundaries(facts: Facts, data_dir: Path) -> Boundaries:
    return shipped_boundaries(facts, folder=data_dir)


@pytest.fixture(scope="module")
def documents(boundaries: Boundaries) -> dict[str, dict]:
    return {name: json.loads(layer.content) for name, layer in boundaries.layers.items()}


@pytest.fixture(scope="module")
def drawn_well(facts: Facts) -> list[tuple[str, str]]:
    """Return the layers whose areas must be right, with their columns in the gazetteer."""
    vintage = facts.province.default_vintage
    return [
        (layer_name("commune", vintage), f"commune_{vintage}"),
        ("district", "district_code"),
    ]


@pytest.fixture(scope="module")
def reference(data_dir: Path) -> Path:
    """Return the folder with the project's other material, which a checkout may lack."""
    path = data_dir.parent.parent / "shared" / "reference" / "boundaries" / "langson_admin.gpkg"
    if not path.exists():
        pytest.skip("the full-resolution reference is not here")
    return path


def zone_area(lat: float) -> float:
    """Return the area in km2 from the equator to a latitude, one radian wide, on WGS 84."""
    e = sqrt(FLATTENING * (2 - FLATTENING))
    s = sin(radians(lat))
    b = SEMI_MAJOR_KM * (1 - FLATTENING)
    return b**2 / 2 * (s / (1 - (e * s) ** 2) + atanh(e * s) / e)


def cell_areas(grid: Grid, folder: Path, column: str) -> dict[str, float]:
    """Return the area in km2 of each unit's cells."""
    size = 1 / grid.cells_per_degree
    with (folder / "gazetteer" / "atoms.csv").open(encoding="utf-8") as file:
        owner = {row["atom"]: row[column] for row in csv.DictReader(file)}
    areas: dict[str, float] = defaultdict(float)
    with (folder / "gazetteer" / "runs.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            north = grid.north - int(row["row"]) * size
            width = radians((int(row["col_end"]) - int(row["col_start"])) * size)
            areas[owner[row["atom"]]] += width * (zone_area(north) - zone_area(north - size))
    return areas


def test_the_layers_are_those_a_fresh_build_gives(facts: Facts, data_dir: Path, tmp_path: Path):
    build_boundaries(facts, data_folder=data_dir, out_folder=tmp_path)
    shipped = data_dir / "boundaries"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in shipped.iterdir()
    }


def test_every_layer_shows_exactly_its_units(facts: Facts, boundaries: Boundaries):
    counts = Counter((unit.vintage, unit.level) for unit in facts.units.values())
    drawn = [vintage for vintage in facts.province.vintages if vintage.has_geometry]
    for vintage in drawn:
        layer = boundaries.layers[layer_name("commune", vintage.id)]
        assert len(layer.codes) == counts[vintage.id, "commune"] == vintage.communes
        assert {(vintage.id, code) for code in layer.codes} <= facts.units.keys()
    assert len(boundaries.layers) == len(drawn) + 2
    assert [len(layer.codes) for layer in boundaries.layers.values()] == [200, 194, 65, 11, 1]


def areas(layer: Layer) -> dict[str, float]:
    """Return the square kilometres of each unit of a layer."""
    found = hectares(layer.frame.geometry.to_numpy()) / 100
    return dict(zip(layer.codes, found.tolist(), strict=True))


def test_every_layer_is_a_coverage_and_nothing_is_lost_on_the_way(boundaries: Boundaries):
    area = sum(areas(boundaries.layers["province"]).values())
    for layer in boundaries.layers.values():
        assert is_coverage(layer.frame.geometry), layer.name
        assert tuple(sorted(layer.codes)) == layer.codes
        assert sum(areas(layer).values()) == pytest.approx(area, rel=1e-9), layer.name


def test_no_layer_has_a_hole_that_is_nobodys(boundaries: Boundaries):
    for layer in boundaries.layers.values():
        whole = shapely.coverage_union_all(layer.frame.geometry.to_numpy())
        assert sum(len(part.interiors) for part in shapely.get_parts(whole)) == 0, layer.name


@pytest.mark.parametrize(
    ("vintage", "code"),
    [("2020-01-01", "06514"), ("2024-12-01", "06514"), ("2025-07-01", "06517")],
)
def test_the_cell_that_the_grid_leaves_out_goes_to_the_unit_around_it(
    boundaries: Boundaries, vintage: str, code: str
):
    frame = boundaries.layers[layer_name("commune", vintage)].frame
    owners = frame[frame.contains(Point(106.75791, 21.54708))]["code"]
    assert list(owners) == [code]


def test_areas_are_within_one_per_cent_of_the_cells(
    facts: Facts, data_dir: Path, boundaries: Boundaries, drawn_well
):
    for name, column in drawn_well:
        cells = cell_areas(facts.province.grid, data_dir, column)
        drawn = areas(boundaries.layers[name])
        assert drawn == pytest.approx(cells, rel=0.01), name


def test_the_border_of_every_district_runs_along_communes(
    facts: Facts, boundaries: Boundaries, documents
):
    inner = shape(documents["district"]["outlines"]["district"])
    assert inner.length > 0
    for vintage in facts.province.vintages:
        if not (vintage.has_geometry and vintage.has_districts):
            continue
        frame = boundaries.layers[layer_name("commune", vintage.id)].frame
        edges = shapely.union_all(frame.geometry.boundary.to_numpy())
        assert inner.difference(edges).length == 0, vintage.id
        parents = [facts.units[vintage.id, code].parent_code for code in frame["code"]]
        joined = frame.assign(district=parents).dissolve("district", method="coverage").geometry
        districts = boundaries.layers["district"].frame.set_index("code").geometry
        assert joined.sort_index().normalize().equals(districts.normalize())


def test_outlines_are_the_same_lines_in_every_layer(documents):
    province = shape(documents["province"]["outlines"]["province"])
    district = shape(documents["district"]["outlines"]["district"])
    assert province.length > district.length > 0
    whole = shape(documents["province"]["units"][0]["g"])
    assert province.symmetric_difference(whole.boundary).length == 0
    for name, document in documents.items():
        outlines = document["outlines"]
        assert shape(outlines["province"]).symmetric_difference(province).length == 0, name
        assert shape(outlines["district"]).symmetric_difference(district).length == 0, name


def test_label_points_lie_inside_with_room_around(documents):
    for name, document in documents.items():
        for unit in document["units"]:
            lat, lon = unit["at"]
            circle = Point(lon, lat).buffer(unit["room"] * 0.9)
            assert unit["room"] > 0.001, (name, unit["code"])
            assert shape(unit["g"]).contains(circle), (name, unit["code"])


def test_units_are_named_as_the_facts_name_them(facts: Facts, documents):
    for name, document in documents.items():
        for unit in document["units"]:
            known = facts.units[document["vintage"], unit["code"]].name
            assert unit["name_vi"].endswith(f" {known}"), name
            assert unit["name_en"].startswith(f"{known} "), name


def test_communes_tell_the_district_they_lie_in_or_lay_in(documents):
    def lies(vintage: str, name: str, lang: str) -> str:
        units = documents[f"commune-{vintage}"]["units"]
        (found,) = [unit for unit in units if unit["name_vi"] == name]
        return found[f"lies_{lang}"]

    assert lies("2025-07-01", "Xã Đồng Đăng", "vi") == "Đến 30/6/2025 thuộc huyện Cao Lộc"
    # its people came from two districts
    both = "Đến 30/6/2025 thuộc thành phố Lạng Sơn, huyện Cao Lộc"
    assert lies("2025-07-01", "Phường Đông Kinh", "vi") == both
    assert "30 June 2025" in lies("2025-07-01", "Phường Đông Kinh", "en")
    assert lies("2024-12-01", "Thị trấn Đồng Đăng", "vi") == "Thuộc huyện Cao Lộc"
    for name in ("district", "province"):
        assert not [unit for unit in documents[name]["units"] if "lies_vi" in unit]


def test_coordinates_have_five_decimals_and_lie_in_the_bbox(documents):
    for document in documents.values():
        shapes = [shape(unit["g"]) for unit in document["units"]]
        points = shapely.get_coordinates(shapes)
        assert (points == points.round(5)).all()
        assert document["bbox"] == list(shapely.total_bounds(shapes))


def test_the_layers_agree_with_the_reference(boundaries: Boundaries, drawn_well, reference: Path):
    names = {"district": "districts", drawn_well[0][0]: "communes_2025"}
    for name, table in names.items():
        truth = gpd.read_file(reference, layer=table).set_index("code").geometry.sort_index()
        layer = boundaries.layers[name]
        assert tuple(truth.index) == layer.codes
        drawn = layer.frame.geometry.to_numpy()
        common = shapely.area(shapely.intersection(drawn, truth.to_numpy()))
        union = shapely.area(drawn) + shapely.area(truth.to_numpy()) - common
        overlap = common / union
        # Cells of 90 m alone leave 0.976 to the smallest ward of the default vintage.
        assert overlap.min() > 0.965, name
        assert np.median(overlap) > 0.98, name
        assert shapely.area(drawn) == pytest.approx(shapely.area(truth.to_numpy()), rel=0.01), name


def test_what_is_downloaded_can_be_given_back(
    facts: Facts, data_dir: Path, boundaries: Boundaries, tmp_path: Path
):
    atlas, own = Atlas(facts), tmp_path / "own.gpkg"
    for spec in layer_specs(facts.province):
        drawing = draw(atlas, View("population", 2019, spec.level, spec.vintage))
        download = tmp_path / "map.geojson"
        download.write_bytes(to_geojson(atlas, drawing, boundaries.layers[spec.name], lang="vi"))
        gpd.read_file(download).to_file(own, layer=table_name(spec), driver="GPKG")
    again = load_boundaries(facts, folder=data_dir, replacement=own, credit="bản tải về")
    assert again.faults == ()
    assert list(again.credits) == list(boundaries.layers)
    # Nothing had to be mended. What differs from published areas is known of the drawing: the
    # land of old Tân Yên and Tân Thành, and two communes divided in shares that nobody gives.
    [doubt] = again.doubts
    assert (doubt.kind, doubt.layer) == ("area", "communes_2025-07-01")
    assert {item.units[0][1] for item in doubt.items} == {
        *("06001", "06019", "06364", "06376", "06625", "06637")
    }


def test_the_public_map_of_the_communes_can_be_used(
    facts: Facts, data_dir: Path, reference: Path, tmp_path: Path
):
    own = tmp_path / "own.gpkg"
    official = gpd.read_file(reference, layer="communes_2025")
    # the publisher's own map draws such a place at their border twice; the reference is mended
    twice = box(107.0596, 21.7076, 107.0605, 21.7085)
    for at in official.index[official["code"].isin(["06565", "06601"])]:
        official.loc[at, "geometry"] = official.geometry[at] | twice
    official.to_file(own, layer="communes_2025-07-01", driver="GPKG")
    found = load_boundaries(facts, folder=data_dir, replacement=own, credit="NXB")
    assert found.faults == ()
    assert list(found.credits) == ["commune-2025-07-01"]
    assert {doubt.kind for doubt in found.doubts} == {"overlap", "area"}
