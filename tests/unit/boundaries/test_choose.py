import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box, shape

from geo.boundaries import choose
from geo.boundaries.choose import (
    Boundaries,
    build_boundaries,
    layer_name,
    load_boundaries,
    shipped_boundaries,
)
from geo.boundaries.specks import hectares
from geo.documents.paper.shapes import layer_shapes
from geo.errors import BoundariesError
from geo.facts.model import Facts

LAYERS = ["commune-2015-01-01", "commune-2022-07-01", "district", "province"]


@pytest.fixture
def folder(tiny: Facts, tiny_dir: Path, tmp_path: Path) -> Path:
    """Return a copy of the made-up province with its layers built."""
    copy = tmp_path / "data"
    shutil.copytree(tiny_dir, copy, ignore=shutil.ignore_patterns("boundaries"))
    build_boundaries(tiny, data_folder=copy, out_folder=copy / "boundaries")
    return copy


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def document(folder: Path, name: str) -> dict:
    index = json.loads((folder / "boundaries" / "index.json").read_text("utf-8"))
    return json.loads((folder / "boundaries" / index[name]["file"]).read_text("utf-8"))


def test_layer_names():
    assert layer_name("commune", "2022-07-01") == "commune-2022-07-01"
    assert layer_name("district", "2022-07-01") == "district"
    assert layer_name("province", "2022-07-01") == "province"


def test_building_twice_gives_the_same_bytes(tiny: Facts, folder: Path, tmp_path: Path):
    build_boundaries(tiny, data_folder=folder, out_folder=tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder / "boundaries")


def test_the_index_names_files_by_their_content(folder: Path):
    index = json.loads((folder / "boundaries" / "index.json").read_text("utf-8"))
    assert {name: entry["units"] for name, entry in index.items()} == dict(
        zip(LAYERS, (5, 3, 2, 1), strict=True)
    )
    for name, entry in index.items():
        content = (folder / "boundaries" / entry["file"]).read_bytes()
        assert entry["file"] == f"{name}.{hashlib.sha256(content).hexdigest()[:12]}.json"


def test_building_removes_what_it_supersedes_and_nothing_else(tiny: Facts, folder: Path):
    out = folder / "boundaries"
    before = contents(out)
    (out / "district.0123456789ab.json").write_text("{}", "utf-8")
    (out / "notes.json").write_text("{}", "utf-8")
    build_boundaries(tiny, data_folder=folder, out_folder=out)
    assert contents(out) == {**before, "notes.json": b"{}"}


def test_units_are_named_in_both_languages_and_sorted_by_code(folder: Path):
    units = document(folder, "commune-2022-07-01")["units"]
    names = [(unit["code"], unit["name_vi"], unit["name_en"], unit["label"]) for unit in units]
    assert names == [
        ("70001", "Xã Ô Một", "Ô Một Commune", "Ô Một"),
        ("70007", "Phường Ô Ba", "Ô Ba Ward", "Ô Ba"),
        ("70010", "Xã Ô Mới", "Ô Mới Commune", "Ô Mới"),
    ]


def test_a_layer_says_what_it_is(folder: Path):
    layer = document(folder, "district")
    assert (layer["layer"], layer["level"], layer["vintage"]) == (
        "district",
        "district",
        "2015-01-01",
    )
    assert layer["bbox"] == [100.05, 19.65, 100.45, 19.95]


def test_the_label_point_is_the_middle_of_the_largest_circle(folder: Path):
    # Atom 1 is 20 cells wide and 10 high: a circle of 5 cells, 0.05 degrees, fits inside.
    unit = document(folder, "commune-2015-01-01")["units"][0]
    lat, lon = unit["at"]
    assert lat == pytest.approx(19.9, abs=0.0005)
    assert unit["room"] == pytest.approx(0.05, abs=0.0005)
    assert shape(unit["g"]).contains(Point(lon, lat).buffer(unit["room"] * 0.98))


def test_outlines_run_around_the_province_and_between_the_districts(folder: Path):
    middle = LineString([(100.25, 19.65), (100.25, 19.95)])
    for name in LAYERS:
        layer = document(folder, name)
        assert shape(layer["outlines"]["district"]).equals(middle), name
        province = shape(layer["outlines"]["province"])
        assert province.bounds == tuple(layer["bbox"]), name
        assert province.intersection(middle).length == 0, name
        edges = [shape(unit["g"]).boundary for unit in layer["units"]]
        assert all(any(edge.covers(Point(at)) for edge in edges) for at in province.geoms[0].coords)


def test_frames_are_read_from_the_files_and_kept(tiny: Facts, folder: Path):
    layers = shipped_boundaries(tiny, folder=folder).layers
    assert list(layers) == LAYERS
    layer = layers["commune-2015-01-01"]
    assert layer.codes == ("70001", "70004", "70007", "70010", "70013")
    assert (layer.level, layer.vintage) == ("commune", "2015-01-01")
    assert list(layer.frame.columns) == ["code", "name_vi", "name_en", "geometry"]
    assert tuple(layer.frame["code"]) == layer.codes
    assert layer.frame.crs == "EPSG:4326"
    assert layer.frame is layer.frame


def test_areas_are_those_of_the_ellipsoid():
    areas = hectares(np.array([box(0, 0, 1, 1)], dtype=object))
    # The published area of the cell of one degree at the equator on WGS 84: 12,308.8 km2.
    assert areas == pytest.approx([1230880], rel=2e-4)


def test_sound_shipped_layers_are_used_as_they_are(tiny: Facts, folder: Path):
    boundaries = load_boundaries(tiny, folder=folder)
    assert (boundaries.source, boundaries.faults) == ("shipped", ())
    for layer in boundaries.layers.values():
        assert layer.content == (folder / "boundaries" / layer.file).read_bytes()


def test_layers_outlive_their_folder(tiny: Facts, folder: Path):
    layers = shipped_boundaries(tiny, folder=folder).layers
    shutil.rmtree(folder)
    assert tuple(layers["district"].frame["code"]) == ("701", "702")
    assert layer_shapes(layers["district"]).codes == ("701", "702")


def test_line_ends_of_the_gazetteer_do_not_matter(tiny: Facts, folder: Path):
    for path in (folder / "gazetteer").glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert list(shipped_boundaries(tiny, folder=folder).layers) == LAYERS


def damage(folder: Path) -> None:
    path = next((folder / "boundaries").glob("district.*.json"))
    path.write_bytes(path.read_bytes().replace(b"701", b"709"))


def remove_index(folder: Path) -> None:
    (folder / "boundaries" / "index.json").unlink()


def redraw(folder: Path) -> None:
    runs = folder / "gazetteer" / "runs.csv"
    text = runs.read_text("utf-8").replace("5,5,25,1\n5,25,45,4", "5,5,24,1\n5,24,45,4", 1)
    runs.write_text(text, "utf-8")
    atoms = folder / "gazetteer" / "atoms.csv"
    text = atoms.read_text("utf-8").replace(",200\n2,", ",199\n2,").replace(",250\n", ",251\n")
    atoms.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (damage, "is missing or damaged"),
        (remove_index, "is missing or cannot be read"),
        (redraw, "the layer district is missing or out of date"),
    ],
)
def test_layers_that_are_not_sound_are_refused_and_built_anew(
    tiny: Facts, folder: Path, spoil, problem: str
):
    spoil(folder)
    with pytest.raises(BoundariesError, match=problem) as caught:
        shipped_boundaries(tiny, folder=folder)
    assert "python -m geo build-boundaries" in str(caught.value)
    before = contents(folder / "boundaries")
    boundaries = load_boundaries(tiny, folder=folder)
    assert (boundaries.source, boundaries.faults) == ("shipped", ())
    assert contents(folder / "boundaries") == before
    assert boundaries.layers["district"].codes == ("701", "702")


def test_a_new_name_makes_the_layers_out_of_date(tiny: Facts, folder: Path):
    unit = replace(tiny.units["2022-07-01", "70010"], name="Ô Khác")
    facts = replace(tiny, units={**tiny.units, unit.key: unit})
    with pytest.raises(BoundariesError, match="commune-2022-07-01 is missing or out of date"):
        shipped_boundaries(facts, folder=folder)


def test_another_crosswalk_makes_what_it_says_of_the_units_out_of_date(
    tiny: Facts, folder: Path
) -> None:
    # people of Bên Phải, the other district, come to Ô Ba, too
    moved = {"from_vintage": "2015-01-01", "from_code": "70013", "to_code": "70010"}
    rows = tuple(
        replace(row, to_code="70007") if moved.items() <= vars(row).items() else row
        for row in tiny.crosswalk
    )
    facts = replace(tiny, crosswalk=rows)
    with pytest.raises(BoundariesError, match="commune-2022-07-01 is missing or out of date"):
        shipped_boundaries(facts, folder=folder)
    content = load_boundaries(facts, folder=folder).layers["commune-2022-07-01"].content
    said = {unit["code"]: unit["lies_vi"] for unit in json.loads(content)["units"]}
    assert said["70007"] == "Đến 30/6/2022 thuộc huyện Bên Trái, huyện Bên Phải"


def renamed(tiny: Facts, name: str) -> Facts:
    unit = replace(tiny.units["2022-07-01", "70010"], name=name)
    return replace(tiny, units={**tiny.units, unit.key: unit})


def kept_contents(boundaries: Boundaries) -> dict[str, bytes]:
    return {name: layer.content for name, layer in boundaries.layers.items()}


def test_layers_that_had_to_be_built_are_kept_for_the_next_time(
    tiny: Facts, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, beside = renamed(tiny, "Ô Khác"), tmp_path / "layers"
    built = load_boundaries(facts, folder=folder, beside=beside)
    assert "Ô Khác" in set(built.layers["commune-2022-07-01"].frame["name_vi"].str[-6:])
    with monkeypatch.context() as patch:
        patch.setattr(choose, "read_gazetteer", None)
        again = load_boundaries(facts, folder=folder, beside=beside)
    assert kept_contents(again) == kept_contents(built)
    # what was kept and then damaged is built again
    (damaged,) = beside.glob("*/district.*.json")
    damaged.write_bytes(b"{}")
    assert kept_contents(load_boundaries(facts, folder=folder, beside=beside)) == kept_contents(
        built
    )
    # others are others
    other = load_boundaries(renamed(tiny, "Ô Nữa"), folder=folder, beside=beside)
    assert kept_contents(other) != kept_contents(built)


def test_as_many_built_layers_are_kept_as_are_of_use(
    tiny: Facts, folder: Path, tmp_path: Path
) -> None:
    beside = tmp_path / "layers"
    for number in range(6):
        load_boundaries(renamed(tiny, f"Ô {number}"), folder=folder, beside=beside)
    assert len(list(beside.iterdir())) == 4


def test_layers_that_cannot_be_kept_are_drawn_all_the_same(
    tiny: Facts, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "layers").write_text("a file stands where the folder is to be")
    facts = renamed(tiny, "Ô Khác")
    drawn = load_boundaries(facts, folder=folder, beside=tmp_path / "layers")
    assert kept_contents(drawn) == kept_contents(load_boundaries(facts, folder=folder))
    assert [each.name for each in tmp_path.iterdir() if each.is_dir()] == ["data"]
