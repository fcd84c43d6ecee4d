"""The light form of a heavy layer, on the layers of the made-up province."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from geo.boundaries import light
from geo.boundaries.choose import build_boundaries, shipped_boundaries
from geo.boundaries.layer_files import INDEX, Layer
from geo.errors import BoundariesError
from geo.facts.model import Facts
from ui.server import assets
from ui.server.assets import address_of_layer, find_asset

NAME = "commune-2015-01-01"


@pytest.fixture
def folder(tiny: Facts, tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder whose layers are all heavy."""
    monkeypatch.setattr(light, "HEAVY_BYTES", 0)
    for file in ("province.json", *(each.name for each in tiny_dir.glob("*.csv"))):
        (tmp_path / file).write_bytes((tiny_dir / file).read_bytes())
    (tmp_path / "gazetteer").mkdir()
    for each in (tiny_dir / "gazetteer").glob("*.csv"):
        (tmp_path / "gazetteer" / each.name).write_bytes(each.read_bytes())
    build_boundaries(tiny, data_folder=tmp_path, out_folder=tmp_path / "boundaries")
    return tmp_path


def points(line: list[int], grid: dict[str, float]) -> np.ndarray:
    """Return the points of a line of a light layer in degrees."""
    steps = np.array(line).reshape(-1, 2).cumsum(axis=0)
    return np.array([grid["west"], grid["south"]]) + steps * grid["step"]


def content(layer: Layer) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(layer.light)
    return made


def test_a_light_layer_has_the_same_units_nearly_where_they_are(tiny: Facts, folder: Path) -> None:
    layer = shipped_boundaries(tiny, folder=folder).layers[NAME]
    made, whole = content(layer), json.loads(layer.content)
    assert tuple(unit["code"] for unit in made["units"]) == layer.codes
    assert made["bbox"] == whole["bbox"]
    assert made["detail"]["file"] == layer.file
    for unit, shape in zip(made["units"], layer.frame.geometry, strict=True):
        rings = shapely.linearrings([points(line, made["grid"]) for line in unit["g"]])
        drawn = shapely.polygons(rings).reshape(-1)
        between = shapely.hausdorff_distance(shapely.union_all(drawn), shape)
        assert between <= 2 * made["detail"]["degrees"]
    assert made["outlines"].keys() == whole["outlines"].keys()
    assert all(isinstance(step, int) for line in made["outlines"]["province"] for step in line)


def test_an_ordinary_layer_has_none(tiny_layers: dict[str, Layer]) -> None:
    assert all(layer.light == b"" for layer in tiny_layers.values())


def test_points_that_fall_together_stand_once() -> None:
    line = {"type": "LineString", "coordinates": [[0, 0], [0.001, 0], [0.8, 0.4]]}
    layer = {"bbox": [0, 0, 1, 1], "units": [{"code": "1", "g": line}], "outlines": {}}
    made = light.light_document(layer, degrees=0.8, detail="whole.json")
    assert made["units"] == [{"code": "1", "g": [[0, 0, 8, 4]]}]
    assert made["grid"] == {"west": 0, "south": 0, "step": 0.1}


def test_layers_of_a_version_without_light_forms_are_built_again(tiny: Facts, folder: Path) -> None:
    file = folder / "boundaries" / INDEX
    index = json.loads(file.read_bytes())
    del index[NAME]["light"]
    file.write_text(json.dumps(index), encoding="utf-8")
    with pytest.raises(BoundariesError):
        shipped_boundaries(tiny, folder=folder)


def test_a_map_is_given_the_light_form_and_finds_the_whole(
    tiny: Facts, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = shipped_boundaries(tiny, folder=folder)
    monkeypatch.setattr(assets, "drawn", lambda: [drawn])
    address = address_of_layer(drawn, NAME)
    found = find_asset(address)
    assert found is not None
    assert found.body == drawn.layers[NAME].light
    beside = address.rpartition("/")[0]
    whole = find_asset(f"{beside}/{content(drawn.layers[NAME])['detail']['file']}")
    assert whole is not None
    assert whole.body == drawn.layers[NAME].content
