"""The neighbours that ship: all of them, on every layer, and nothing of them is a unit."""

import json
from typing import Any

import pytest
import shapely
from pyproj import Geod

from geo.boundaries.layer_files import Layer

Documents = dict[str, dict[str, Any]]
NEIGHBOURS = {
    "Cao Bằng": "province", "Thái Nguyên": "province", "Quảng Ninh": "province",
    "Bắc Ninh": "province", "Hà Nội": "province", "Hải Phòng": "province",
    "Trung Quốc (Quảng Tây)": "country", "Vịnh Bắc Bộ": "sea",
}  # fmt: skip
KILOMETRES = (150, 260)
"""Of the border with China on an outline of the scale 1:250,000."""


@pytest.fixture(scope="module")
def documents(layers: dict[str, Layer]) -> Documents:
    return {name: json.loads(layer.content) for name, layer in layers.items()}


def test_every_layer_names_every_neighbour(documents: Documents) -> None:
    for name, document in documents.items():
        told = {each["name_vi"]: each["kind"] for each in document["around"]["names"]}
        assert told == NEIGHBOURS, name


def test_the_border_with_china_is_a_part_of_the_outline_and_of_its_length(
    documents: Documents,
) -> None:
    for name, document in documents.items():
        own = shapely.from_geojson(json.dumps(document["around"]["lines"]["own_country"]))
        outline = shapely.from_geojson(json.dumps(document["outlines"]["province"]))
        assert outline.buffer(1e-9).covers(own), name
        kilometres = Geod(ellps="WGS84").geometry_length(own) / 1000
        assert KILOMETRES[0] < kilometres < KILOMETRES[1], name


def test_no_name_stands_on_the_province(documents: Documents) -> None:
    for document in documents.values():
        units = shapely.from_geojson([json.dumps(unit["g"]) for unit in document["units"]])
        land = shapely.union_all(units)
        for each in document["around"]["names"]:
            lat, lon = each["at"]
            assert not land.contains(shapely.Point(lon, lat)), each["name_vi"]
