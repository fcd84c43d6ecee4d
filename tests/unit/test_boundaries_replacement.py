import hashlib
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from geopandas import GeoDataFrame
from shapely.geometry import LineString, Polygon, box

from geo import replacement
from geo.boundaries import Boundaries, build_boundaries, load_boundaries
from geo.coverage import is_coverage
from geo.types import Facts

OLD = "communes_2015-01-01"
NEW = "communes_2022-07-01"
Frames = dict[str, GeoDataFrame]
Load = Callable[[Path], Boundaries]


def layer(units: dict[str, Polygon]) -> GeoDataFrame:
    frame = {"code": list(units), "name": ["any column more"] * len(units)}
    return gpd.GeoDataFrame(frame, geometry=list(units.values()), crs="EPSG:4326")


@pytest.fixture
def frames() -> Frames:
    """Return sound layers: another drawing of the made-up province, ten degrees off."""
    one, two, three = box(90, 2, 91, 3), box(90, 1, 91, 2), box(90, 0, 91, 1)
    right = {"70010": box(91, 1.5, 92, 3), "70013": box(91, 0, 92, 1.5)}
    return {
        # West and east meet in T-junctions, where the neighbour has no vertex.
        OLD: layer({"70001": one, "70004": two, "70007": three, **right}),
        NEW: layer({"70010": box(91, 0, 92, 3), "70001": one, "70007": box(90, 0, 91, 2)}),
        "districts": layer({"701": box(90, 0, 91, 3), "702": box(91, 0, 92, 3)}),
        "province": layer({"77": box(90, 0, 92, 3)}),
    }


@pytest.fixture
def load(tiny: Facts, tiny_dir: Path, tmp_path: Path) -> Load:
    data = tmp_path / "data"
    shutil.copytree(tiny_dir, data, ignore=shutil.ignore_patterns("boundaries"))
    build_boundaries(tiny, data_folder=data, out_folder=data / "boundaries")

    def run(path: Path) -> Boundaries:
        return load_boundaries(tiny, folder=data, replacement=path)

    return run


def save(path: Path, frames: Frames) -> Path:
    for name, frame in frames.items():
        with warnings.catch_warnings():
            # A frame without a reference system is one of the cases.
            warnings.simplefilter("ignore")
            frame.to_file(path, layer=name, driver="GPKG")
    return path


@pytest.fixture
def refused(load: Load, tmp_path: Path) -> Callable[[Frames], list[str]]:
    """Return a function that saves layers and returns the faults for which they are refused."""

    def run(frames: Frames) -> list[str]:
        boundaries = load(save(tmp_path / "own.gpkg", frames))
        assert boundaries.source == "shipped"
        assert list(boundaries.layers) == [
            "commune-2015-01-01",
            "commune-2022-07-01",
            "district",
            "province",
        ]
        assert boundaries.layers["district"].frame.total_bounds[0] == 100.05
        return [str(fault) for fault in boundaries.faults]

    return run


def test_a_sound_file_replaces_every_layer(load: Load, frames: Frames, tmp_path: Path):
    path = save(tmp_path / "own.gpkg", frames)
    boundaries = load(path)
    path.unlink()
    assert (boundaries.source, boundaries.faults) == (str(path), ())
    assert {name: layer.codes for name, layer in boundaries.layers.items()} == {
        "commune-2015-01-01": ("70001", "70004", "70007", "70010", "70013"),
        "commune-2022-07-01": ("70001", "70007", "70010"),
        "district": ("701", "702"),
        "province": ("77",),
    }
    for each in boundaries.layers.values():
        assert each.frame.total_bounds.tolist() == [90, 0, 92, 3]
        assert is_coverage(each.frame.geometry)
        assert hashlib.sha256(each.content).hexdigest()[:12] in each.file
    frame = boundaries.layers["commune-2015-01-01"].frame.set_index("code")
    assert frame.loc["70007", "name_vi"] == "Thị trấn Ô Ba"
    assert frame.geometry["70010"].equals(box(91, 1.5, 92, 3))


def test_districts_and_province_are_joined_where_they_are_absent(
    load: Load, frames: Frames, tmp_path: Path
):
    given = {name: frames[name] for name in (OLD, NEW)}
    boundaries = load(save(tmp_path / "own.gpkg", given))
    assert boundaries.faults == ()
    district, province = boundaries.layers["district"], boundaries.layers["province"]
    assert district.codes == ("701", "702")
    assert district.frame.geometry[0].equals(box(90, 0, 91, 3))
    assert province.frame.geometry[0].equals(box(90, 0, 92, 3))


def test_hairline_gaps_and_overlaps_are_closed(load: Load, frames: Frames, tmp_path: Path):
    east = box(91.0000004, 0, 92, 3)
    frames[NEW].loc[0, "geometry"] = east
    frames["districts"].loc[1, "geometry"] = box(90.9999996, 0, 92, 3)
    slit = box(90.5, 0.5, 90.5000004, 1.5)
    frames[NEW].loc[2, "geometry"] = box(90, 0, 91, 2) - slit
    boundaries = load(save(tmp_path / "own.gpkg", frames))
    assert boundaries.faults == ()
    assert is_coverage(boundaries.layers["commune-2022-07-01"].frame.geometry)
    assert is_coverage(boundaries.layers["district"].frame.geometry)


def test_the_same_system_with_the_axes_named_otherwise_is_accepted(
    load: Load, frames: Frames, tmp_path: Path
):
    frames["province"] = frames["province"].set_crs("OGC:CRS84", allow_override=True)
    assert load(save(tmp_path / "own.gpkg", frames)).faults == ()


def test_heights_are_dropped(load: Load, frames: Frames, tmp_path: Path):
    frames["province"]["geometry"] = shapely.force_3d(frames["province"].geometry.to_numpy(), 7)
    boundaries = load(save(tmp_path / "own.gpkg", frames))
    assert boundaries.faults == ()
    assert not boundaries.layers["province"].frame.geometry.has_z.any()


def test_a_missing_layer_is_refused(refused, frames: Frames):
    del frames[NEW]
    assert refused(frames) == [f"own.gpkg: has no layer {NEW}; add it"]


def test_a_missing_column_is_refused(refused, frames: Frames):
    frames[OLD] = frames[OLD].drop(columns="code")
    assert refused(frames) == [
        f"own.gpkg, layer {OLD}, column code: is missing; add the codes of units.csv as text"
    ]


def test_codes_that_are_numbers_are_refused(refused, frames: Frames):
    frames["districts"]["code"] = [701, 702]
    assert refused(frames) == [
        "own.gpkg, layer districts, column code: is not text; write codes with their leading zeros"
    ]


def test_missing_codes_are_counted_and_the_first_five_listed(refused, frames: Frames):
    frames[OLD] = frames[OLD].iloc[:2]
    assert refused(frames) == [
        f"own.gpkg, layer {OLD}, column code, value '70007, 70010, 70013': "
        "missing codes: 3 of 5; add their units"
    ]


def test_more_than_five_codes_end_in_an_ellipsis(refused, frames: Frames):
    more = {str(number): box(92, number, 93, number + 1) for number in range(6)}
    frames["province"] = layer({"77": box(90, 0, 92, 3), **more})
    assert refused(frames) == [
        "own.gpkg, layer province, column code, value '0, 1, 2, 3, 4, …': "
        "codes that units.csv lacks for these boundaries: 6; remove them"
    ]


def test_a_code_that_stands_twice_is_refused(refused, frames: Frames):
    frames[NEW].loc[3] = frames[NEW].loc[0]
    frames[NEW].loc[3, "geometry"] = box(92, 0, 93, 1)
    assert refused(frames) == [
        f"own.gpkg, layer {NEW}, column code, value '70010': "
        "codes more than once: 1; join the parts of a unit"
    ]


def test_a_row_without_a_code_is_refused(refused, frames: Frames):
    frames["districts"].loc[1, "code"] = None
    assert refused(frames) == [
        "own.gpkg, layer districts, column code, value '702': "
        "missing codes: 1 of 2; add their units",
        "own.gpkg, layer districts, column code: rows without a code: 1; write it",
    ]


def test_another_reference_system_is_refused(refused, frames: Frames):
    frames[NEW] = frames[NEW].to_crs("EPSG:32648")
    [fault] = refused(frames)
    assert fault == (
        f"own.gpkg, layer {NEW}, value 'WGS 84 / UTM zone 48N': has another coordinate reference "
        "system; save it in EPSG:4326, longitude and latitude in degrees"
    )


def test_no_reference_system_is_refused(refused, frames: Frames):
    frames[NEW] = frames[NEW].set_crs(None, allow_override=True)
    assert refused(frames) == [
        f"own.gpkg, layer {NEW}: names no coordinate reference system; "
        "save it in EPSG:4326, longitude and latitude in degrees"
    ]


def test_metres_that_claim_to_be_degrees_are_refused(refused, frames: Frames):
    frames["province"]["geometry"] = [box(500000, 2400000, 600000, 2500000)]
    assert refused(frames) == [
        "own.gpkg, layer province, value '500000, 2400000, 600000, 2500000': has coordinates that "
        "are no degrees; save it in EPSG:4326, longitude and latitude in degrees"
    ]


@pytest.mark.parametrize("shape", [None, Polygon()])
def test_a_unit_without_geometry_is_refused(refused, frames: Frames, shape: Polygon | None):
    frames[OLD].loc[1, "geometry"] = shape
    assert refused(frames) == [
        f"own.gpkg, layer {OLD}, column geometry, value '70004': "
        "units without geometry: 1; draw them"
    ]


def test_a_line_is_refused(refused, frames: Frames):
    frames[OLD].loc[0, "geometry"] = LineString([(90, 2), (91, 3)])
    assert refused(frames) == [
        f"own.gpkg, layer {OLD}, column geometry, value '70001': "
        "units that are no polygons: 1; save polygons or multipolygons"
    ]


def test_an_invalid_polygon_is_refused_with_its_reason(refused, frames: Frames):
    bow = Polygon([(90, 2), (91, 3), (91, 2), (90, 3)])
    frames[OLD].loc[0, "geometry"] = bow
    assert refused(frames) == [
        f"own.gpkg, layer {OLD}, column geometry, value '70001 (Self-intersection[90.5 2.5])': "
        "units with invalid polygons: 1; mend them"
    ]


def test_units_that_overlap_are_refused(refused, frames: Frames):
    frames[NEW].loc[0, "geometry"] = box(90.999, 0, 92, 3)
    assert refused(frames) == [
        f"own.gpkg, layer {NEW}, column geometry, value '70001 and 70010, 70007 and 70010': "
        "pairs of units that overlap: 2; draw each place once"
    ]


def test_a_gap_between_units_is_refused(refused, frames: Frames):
    hole = box(90.4, 0.4, 90.6, 0.6)
    frames[NEW].loc[2, "geometry"] = box(90, 0, 91, 2) - hole
    assert refused(frames) == [
        f"own.gpkg, layer {NEW}, column geometry, value '0.50000 90.50000': "
        "gaps between the units (latitude longitude): 1; close them"
    ]


def test_a_unit_smaller_than_the_drawing_is_refused(refused, frames: Frames):
    frames["province"]["geometry"] = [box(90, 0, 90.000001, 0.000001)]
    [fault] = refused(frames)
    assert fault.startswith("own.gpkg, layer province: the polygons do not survive rounding")


def test_a_table_without_geometry_is_refused(refused, frames: Frames, tmp_path: Path):
    del frames["province"]
    table = layer({"77": box(0, 0, 1, 1)}).drop(columns="geometry")
    pyogrio.write_dataframe(table, tmp_path / "own.gpkg", layer="province", driver="GPKG")
    assert refused(frames) == ["own.gpkg, layer province: holds no geometry; save polygons in it"]


def test_every_fault_is_listed_at_once(refused, frames: Frames):
    frames[OLD] = frames[OLD].iloc[1:]
    frames[OLD].loc[1, "geometry"] = None
    frames[OLD] = frames[OLD].set_crs("EPSG:9209", allow_override=True)
    frames["districts"].loc[0, "code"] = "799"
    del frames[NEW]
    faults = refused(frames)
    assert [fault.split(": ")[0].split(", value")[0] for fault in faults] == [
        f"own.gpkg, layer {OLD}, column code",
        f"own.gpkg, layer {OLD}",
        f"own.gpkg, layer {OLD}, column geometry",
        "own.gpkg",
        "own.gpkg, layer districts, column code",
        "own.gpkg, layer districts, column code",
    ]


def test_a_file_that_is_not_there_is_refused(load: Load, tmp_path: Path):
    [fault] = load(tmp_path / "absent.gpkg").faults
    assert str(fault).startswith("absent.gpkg: cannot be opened (No such file or directory)")


@pytest.mark.parametrize("content", [b"code,name\n", b"SQLite format 3\0" + b"\0" * 100, b""])
def test_a_file_that_is_no_geopackage_is_refused(load: Load, tmp_path: Path, content: bytes):
    path = tmp_path / "own.gpkg"
    path.write_bytes(content)
    [fault] = load(path).faults
    assert str(fault) == "own.gpkg: is no readable GeoPackage; save it again as one"


def test_a_file_that_is_too_large_is_refused(load: Load, frames: Frames, tmp_path, monkeypatch):
    monkeypatch.setattr(replacement, "MAX_BYTES", 1000)
    [fault] = load(save(tmp_path / "own.gpkg", frames)).faults
    assert str(fault).startswith("own.gpkg: is larger than")
