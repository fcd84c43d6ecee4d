import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pyogrio
import pytest
import shapely
from shapely.geometry import LineString, Polygon, box

from geo.boundaries.brought import geopackage
from geo.boundaries.brought.doubts import doubt_text
from geo.boundaries.choose import Layer
from geo.boundaries.polygons import is_coverage
from tests.support.own_boundaries import NEW, OLD, Frames, layer, save, sound_layers, spot
from tests.unit.conftest import Load


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
        assert each.frame.total_bounds.tolist() == [100.05, 19.65, 100.45, 19.95]
        assert is_coverage(each.frame.geometry)
        assert hashlib.sha256(each.content).hexdigest()[:12] in each.file
    frame = boundaries.layers["commune-2015-01-01"].frame.set_index("code")
    assert frame.loc["70007", "name_vi"] == "Thị trấn Ô Ba"
    assert frame.geometry["70010"].equals(spot(1, 1.5, 2, 3))


def test_districts_and_province_are_joined_where_they_are_absent(
    load: Load, frames: Frames, tmp_path: Path
):
    given = {name: frames[name] for name in (OLD, NEW)}
    boundaries = load(save(tmp_path / "own.gpkg", given))
    assert boundaries.faults == ()
    district, province = boundaries.layers["district"], boundaries.layers["province"]
    assert district.codes == ("701", "702")
    assert district.frame.geometry[0].equals(spot(0, 0, 1, 3))
    assert province.frame.geometry[0].equals(spot(0, 0, 2, 3))


def test_hairline_gaps_and_overlaps_are_closed(load: Load, frames: Frames, tmp_path: Path):
    east = spot(1.0000004, 0, 2, 3)
    frames[NEW].loc[0, "geometry"] = east
    frames["districts"].loc[1, "geometry"] = spot(0.9999996, 0, 2, 3)
    slit = spot(0.5, 0.5, 0.5000004, 1.5)
    frames[NEW].loc[2, "geometry"] = spot(0, 0, 1, 2) - slit
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


@pytest.mark.parametrize("name", sound_layers())
def test_each_layer_replaces_its_own_and_the_others_stay_shipped(
    load: Load, frames: Frames, tiny_layers: dict[str, Layer], tmp_path: Path, name: str
):
    own = name.replace("communes_", "commune-").replace("districts", "district")
    boundaries = load(save(tmp_path / "own.gpkg", {name: frames[name]}))
    assert boundaries.faults == ()
    assert boundaries.source == str(tmp_path / "own.gpkg")
    assert list(boundaries.credits) == [own]
    assert list(boundaries.layers) == list(tiny_layers)
    for each, shipped in tiny_layers.items():
        if each != own:
            assert boundaries.layers[each].content == shipped.content
    drawn = boundaries.layers[own].frame.set_index("code").geometry
    for code, shape in frames[name].set_index("code").geometry.items():
        assert drawn[code].equals(shape)


def test_a_file_without_any_of_the_layers_is_refused(refused, frames: Frames):
    assert refused({"communes_2011-01-01": frames[OLD], "vung": frames["province"]}) == [
        f"own.gpkg: has none of the layers {OLD}, {NEW}, districts, province; name one of them so"
    ]


def test_layers_that_replace_nothing_are_told(load: Load, frames: Frames, tiny, tmp_path: Path):
    frames["district"] = frames["districts"]
    boundaries = load(save(tmp_path / "own.gpkg", frames))
    assert boundaries.faults == ()
    told = [doubt for doubt in boundaries.doubts if doubt.kind == "unused"]
    assert [doubt_text(tiny, doubt, lang="en") for doubt in told] == [
        "Layers of the file that replace nothing, check their names: 1: district."
    ]


LEGACY = b"\xb7\xe9" * 7 + b"\xb7"


def test_letters_of_another_time_in_other_columns_do_not_matter(
    load: Load, frames: Frames, tmp_path: Path
):
    path = save(tmp_path / "own.gpkg", frames)
    content = path.read_bytes()
    assert len(LEGACY) == len(b"any column more")
    assert content.count(b"any column more") == 11
    path.write_bytes(content.replace(b"any column more", LEGACY))
    boundaries = load(path)
    assert (boundaries.source, boundaries.faults) == (str(path), ())


def test_letters_of_another_time_in_a_name_of_a_column_do_not_matter(
    load: Load, frames: Frames, tmp_path: Path
):
    for name, frame in frames.items():
        frames[name] = frame.rename(columns={"name": "ten_cu"})
    path = save(tmp_path / "own.gpkg", frames)
    path.write_bytes(path.read_bytes().replace(b"ten_cu", b"t\xb7n_cu"))
    boundaries = load(path)
    assert (boundaries.source, boundaries.faults) == (str(path), ())


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
    more = {str(number): spot(2, number, 3, number + 1) for number in range(6)}
    frames["province"] = layer({"77": spot(0, 0, 2, 3), **more})
    assert refused(frames) == [
        "own.gpkg, layer province, column code, value '0, 1, 2, 3, 4, …': "
        "codes that units.csv lacks for these boundaries: 6; remove them"
    ]


def test_a_code_that_stands_twice_is_refused(refused, frames: Frames):
    frames[NEW].loc[3] = frames[NEW].loc[0]
    frames[NEW].loc[3, "geometry"] = spot(2, 0, 3, 1)
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


@pytest.mark.parametrize("spoilt", [b"\x80", b"{"], ids=["undecodable", "as JSON"])
def test_a_spoilt_reference_system_is_refused(
    load: Load, frames: Frames, tmp_path: Path, spoilt: bytes
):
    path = save(tmp_path / "own.gpkg", {NEW: frames[NEW]})
    system = (
        b'GEOGCS["%bCS",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
        b'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, CAST(? AS TEXT), ?)",
            ("own", 99999, "NONE", 99999, system % spoilt, ""),
        )
        connection.execute("UPDATE gpkg_contents SET srs_id = 99999")
        connection.execute("UPDATE gpkg_geometry_columns SET srs_id = 99999")
    faults = [str(fault) for fault in load(path).faults]
    assert faults[0].startswith(f"own.gpkg, layer {NEW}: cannot be read")
    assert "variable" not in faults[0]


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
    frames[OLD].loc[0, "geometry"] = LineString([(100.05, 19.85), (100.25, 19.95)])
    assert refused(frames) == [
        f"own.gpkg, layer {OLD}, column geometry, value '70001': "
        "units that are no polygons: 1; save polygons or multipolygons"
    ]


def test_an_invalid_polygon_is_refused_with_its_reason(refused, frames: Frames):
    bow = Polygon([(100, 19.8), (100.2, 20), (100.2, 19.8), (100, 20)])
    frames[OLD].loc[0, "geometry"] = bow
    assert refused(frames) == [
        f"own.gpkg, layer {OLD}, column geometry, value '70001 (Self-intersection[100.1 19.9])': "
        "units with invalid polygons: 1; mend them"
    ]


def test_a_unit_smaller_than_the_drawing_is_refused(refused, frames: Frames):
    frames["province"]["geometry"] = [spot(0, 0, 1e-06, 1e-06)]
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


_AS_BYTES = "PRAGMA writable_schema = ON; UPDATE sqlite_master SET {0} = CAST({0} AS BLOB)"


def test_statements_kept_as_bytes_are_read_as_text(load: Load, frames: Frames, tmp_path: Path):
    path = save(tmp_path / "own.gpkg", frames)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_AS_BYTES.format("sql"))
    assert load(path).faults == ()


@pytest.mark.parametrize("column", ["name", "type", "sql"])
def test_a_view_whose_schema_is_kept_as_bytes_is_refused(
    load: Load, frames: Frames, tmp_path: Path, column: str
):
    path = save(tmp_path / "own.gpkg", frames)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            f'ALTER TABLE "{NEW}" RENAME TO kept; CREATE VIEW "{NEW}" AS SELECT * FROM kept; '
            f"{_AS_BYTES.format(column)}"
        )
    [fault] = load(path).faults
    assert f"(views, virtual tables or generated columns: {NEW})" in str(fault)


@pytest.mark.parametrize(
    ("script", "computed"),
    [
        # a condition that never ends would hold up whoever reads the file
        ("CREATE VIEW province AS SELECT * FROM kept", "province"),
        (
            "CREATE TABLE province (fid INTEGER PRIMARY KEY, geom POLYGON, "
            "code TEXT GENERATED ALWAYS AS ('7' || '7') VIRTUAL); "
            "INSERT INTO province SELECT fid, geom FROM kept",
            "province",
        ),
        ("CREATE VIRTUAL TABLE Province USING fts5(code)", "Province"),
        (
            "ALTER TABLE kept RENAME TO province; ALTER TABLE gpkg_contents RENAME TO contents; "
            "CREATE VIEW gpkg_contents AS SELECT * FROM contents",
            "gpkg_contents",
        ),
    ],
    ids=["view", "column", "virtual", "contents"],
)
def test_a_file_that_computes_what_it_shows_is_refused(
    load: Load, frames: Frames, tmp_path: Path, script: str, computed: str
):
    path = save(tmp_path / "own.gpkg", frames)
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.executescript(f"ALTER TABLE province RENAME TO kept; {script};")
    [fault] = load(path).faults
    assert str(fault).startswith("own.gpkg: has tables that are computed when they are read")
    assert f": {computed})" in str(fault)


def test_a_file_that_is_too_large_is_refused(load: Load, frames: Frames, tmp_path, monkeypatch):
    monkeypatch.setattr(geopackage, "MAX_BYTES", 1000)
    [fault] = load(save(tmp_path / "own.gpkg", frames)).faults
    assert str(fault).startswith("own.gpkg: is larger than")
