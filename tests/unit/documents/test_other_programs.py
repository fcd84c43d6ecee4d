"""Files for other programs: a GeoPackage, gates as points, and a CSV with its metadata."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from pyogrio import list_layers, read_info

from geo.boundaries.choose import Boundaries, Layer
from geo.documents.forms import VIEW_FORMS, Wish
from geo.documents.tables.csv_geojson import file_name, to_csv
from geo.documents.tables.packages.csvw import to_csvw
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import Drawing, draw
from geo.views.filters import NO_FILTER, Filter

VINTAGE = "2015-01-01"
FOREST = View("forest_cover_pct", 2020, "commune", VINTAGE)
ZONE = View("trade_all_musd", 2021, "commune", VINTAGE)
# of 80, 20, 40, 60 and 10 per cent the right district has 60 and 10
RIGHT = Filter(districts=("702",))
NOW = datetime(2025, 7, 1, 18, 30, tzinfo=UTC)


@pytest.fixture
def layer(tiny_layers: dict[str, Layer]) -> Layer:
    return tiny_layers[f"commune-{VINTAGE}"]


def made(form: str, atlas: Atlas, view: View, layer: Layer, chosen: Filter = NO_FILTER) -> bytes:
    return VIEW_FORMS[form].make(atlas, draw(atlas, view), layer, Wish("en", chosen=chosen))


def saved(content: bytes, folder: Path) -> Path:
    file = folder / "view.gpkg"
    file.write_bytes(content)
    return file


def test_a_geopackage_says_of_every_feature_what_its_figure_is(
    tiny_atlas: Atlas, layer: Layer, tmp_path: Path
) -> None:
    file = saved(made("gpkg", tiny_atlas, FOREST, layer), tmp_path)
    # named as other boundaries are brought
    assert [list(each) for each in list_layers(file)] == [[f"communes_{VINTAGE}", "MultiPolygon"]]
    frame = gpd.read_file(file)
    assert frame.crs.to_epsg() == 4326
    assert dict(zip(frame["code"], frame["value"], strict=True)) == {
        "70001": 80,
        "70004": 20,
        "70007": 40,
        "70010": 60,
        "70013": 10,
    }
    for name, value in (
        ("indicator", "forest_cover_pct"),
        ("indicator_name", "Forest cover rate"),
        ("unit_of_measure", "%"),
        ("year", 2020),
    ):
        assert set(frame[name]) == {value}
    assert frame.geometry.is_valid.all()
    # 20 cells wide and 10 high, a cell is a hundredth of a degree
    assert frame.geometry[0].area == pytest.approx(0.02)
    told = read_info(file)["dataset_metadata"]
    assert told["TITLE"].startswith("Forest cover rate, 2020")
    assert told["DATA_VERSION"] == tiny_atlas.facts.version
    assert [each["source_id"] for each in json.loads(told["SOURCES"])] == ["thu-forest"]


def test_a_geopackage_goes_back_as_other_boundaries(
    tiny_atlas: Atlas, layer: Layer, load: Callable[[Path], Boundaries], tmp_path: Path
) -> None:
    boundaries = load(saved(made("gpkg", tiny_atlas, FOREST, layer), tmp_path))
    assert boundaries.faults == ()
    assert f"commune-{VINTAGE}" in boundaries.credits


def test_a_filter_is_kept_to_and_named(tiny_atlas: Atlas, layer: Layer, tmp_path: Path) -> None:
    file = saved(made("gpkg", tiny_atlas, FOREST, layer, RIGHT), tmp_path)
    assert gpd.read_file(file)["value"].tolist() == [60, 10]
    told = read_info(file)["dataset_metadata"]
    assert told["FILTER"] == "Filtered: Bên Phải District (former). It keeps 2 of 5 units."
    nobody = saved(made("gpkg", tiny_atlas, FOREST, layer, Filter(low=99.5)), tmp_path)
    assert len(gpd.read_file(nobody)) == 0
    (name, _), files = opened(made("csvw", tiny_atlas, FOREST, layer, RIGHT))
    assert "-district-702-" in name
    assert [row["value"] for row in rows_of(files[name])] == ["60.0", "10.0"]


def test_gates_are_points_with_the_quality_of_their_place(
    tiny_atlas: Atlas, layer: Layer, tmp_path: Path
) -> None:
    file = saved(made("gpkg", tiny_atlas, ZONE, layer), tmp_path)
    layers = [list(each) for each in list_layers(file)]
    assert layers == [[f"communes_{VINTAGE}", "MultiPolygon"], ["gates", "Point"]]
    gates = gpd.read_file(file, layer="gates").set_index("gate_id")
    quality = {key: gate.coord_quality for key, gate in tiny_atlas.facts.gates.items()}
    assert dict(gates["place_quality"]) == quality
    assert gates.loc["cua_thu", "value"] == 300
    assert gates.loc["cua_thu", "unit_of_measure"] == "million USD"
    assert gates.loc["cua_thu"].geometry.coords[0] == (100.1, 19.94)
    # none is placed at a guess
    assert gates.loc["duong_thu"].geometry is None
    told = json.loads(made("geojson", tiny_atlas, ZONE, layer))
    kinds = {each["id"]: (each["geometry"] or {}).get("type") for each in told["features"]}
    assert (kinds["70001"], kinds["cua_thu"], kinds["duong_thu"]) == ("Polygon", "Point", None)
    # gates of the communes that a filter keeps: both lie in the left district
    right = json.loads(made("geojson", tiny_atlas, ZONE, layer, RIGHT))
    assert {each["id"] for each in right["features"]} == {"70010", "70013"}
    names, files = opened(made("csvw", tiny_atlas, ZONE, layer))
    (table,) = [name for name in names if name.endswith("-gates.csv")]
    assert [row["gate_id"] for row in rows_of(files[table])] == ["cua_thu", "duong_thu"]


def test_geojson_says_of_every_feature_what_its_figure_is(tiny_atlas: Atlas, layer: Layer) -> None:
    told = json.loads(made("geojson", tiny_atlas, FOREST, layer))
    for feature in told["features"]:
        found = feature["properties"]
        assert (found["indicator"], found["indicator_name"]) == (
            "forest_cover_pct",
            "Forest cover rate",
        )
        assert found["unit_of_measure"] == "%"


def opened(content: bytes) -> tuple[list[str], dict[str, bytes]]:
    """Return the names of the files of a ZIP without the metadata, and every file by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    (metadata,) = [name for name in files if name.endswith("-metadata.json")]
    tables = [name for name in files if name != metadata]
    # where the standard looks for it
    assert metadata == f"{tables[0]}-metadata.json"
    return [*tables, metadata], files


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def described(tiny_atlas: Atlas) -> tuple[Drawing, str, bytes, dict[str, Any]]:
    drawing = draw(tiny_atlas, FOREST.on(mode="gap"))
    (name, metadata), files = opened(to_csvw(tiny_atlas, drawing, lang="vi", now=NOW))
    return drawing, name, files[name], json.loads(files[metadata])


def test_a_csv_with_metadata_is_the_csv(
    tiny_atlas: Atlas, described: tuple[Drawing, str, bytes, dict[str, Any]]
) -> None:
    drawing, name, content, _ = described
    assert name == file_name(tiny_atlas, drawing, "csv", lang="vi", now=NOW)
    assert content == to_csv(tiny_atlas, drawing, lang="vi")


def test_the_metadata_tell_indicator_unit_year_terms_and_sources(
    described: tuple[Drawing, str, bytes, dict[str, Any]],
) -> None:
    _, _, _, told = described
    assert told["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "vi"}]
    measured = told["schema:variableMeasured"]
    assert measured["schema:identifier"] == "forest_cover_pct"
    assert measured["schema:name"] == "Tỷ lệ che phủ rừng"
    assert measured["schema:unitText"] == "%"
    assert told["schema:temporalCoverage"] == "2020"
    assert told["dc:rights"].startswith("Con số, tên và mã là dữ kiện")
    assert told["dc:created"] == "2025-07-01"
    first = told["dc:source"][0]
    assert (first["dc:identifier"], first["dc:publisher"], first["schema:url"]) == (
        *("thu-forest", "Kiểm lâm Thử"),
        "https://example.org/forest",
    )


def test_the_metadata_describe_every_column_in_its_order(
    described: tuple[Drawing, str, bytes, dict[str, Any]],
) -> None:
    _, name, content, told = described
    (table,) = told["tables"]
    columns = table["tableSchema"]["columns"]
    assert table["url"] == name
    assert [each["name"] for each in columns] == list(rows_of(content)[0])
    found = {each["name"]: each for each in columns}
    assert found["code"]["datatype"] == "string"
    assert found["value"]["datatype"] == "number"
    assert found["rank"]["datatype"] == "integer"
    assert found["gap"]["titles"] == ["gap", "Khoảng cách đến mục tiêu"]
    assert (found["gap"]["schema:unitText"], found["gap"]["null"]) == ("%", "")
    assert table["tableSchema"]["primaryKey"] == "code"
