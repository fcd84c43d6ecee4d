"""Shapefiles whose parts are spoilt: refused by the name of their layer, never a crash."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.boundaries.brought.geopackage import through_gdal
from geo.boundaries.brought.shapefiles import write_package
from geo.errors import BoundariesError


def parts_of_a_layer(folder: Path) -> dict[str, bytes]:
    frame = gpd.GeoDataFrame(
        {"code": ["1"]}, geometry=[shapely.box(100, 19, 101, 20)], crs="EPSG:4326"
    )
    frame.to_file(folder / "one.shp")
    return {file.suffix: file.read_bytes() for file in folder.glob("one.*")}


SYSTEM = (
    b'GEOGCS["%bCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    b'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


@pytest.mark.parametrize("spoilt", [b"\x80", b"{"], ids=["undecodable", "as JSON"])
def test_a_spoilt_reference_system_is_a_fault_of_its_layer(tmp_path: Path, spoilt: bytes) -> None:
    parts = {**parts_of_a_layer(tmp_path), ".prj": SYSTEM % spoilt}
    with pytest.raises(BoundariesError) as raised:
        write_package({"communes": parts}, tmp_path / "made.gpkg")
    [fault] = raised.value.faults
    assert "communes" in str(fault)
    assert "variable" not in str(fault)


def test_a_mistake_of_the_program_is_no_fault_of_a_layer() -> None:
    with pytest.raises(UnboundLocalError), through_gdal():
        raise UnboundLocalError("local variable 'x' referenced before assignment")
