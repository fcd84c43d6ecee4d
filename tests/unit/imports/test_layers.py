"""Boundary layers that are brought: taken by the rule of other boundaries, or refused in words."""

import sqlite3
import struct
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from geo.errors import BoundariesError
from geo.facts.model import Facts
from geo.imports.files.read import read_file
from geo.imports.layers import LayersDraft, is_layers, read_layers
from geo.imports.marked import marked_workbook
from geo.imports.publishing import publish_layers
from geo.imports.report import report_rows
from geo.store.current import current
from geo.store.database import Database, open_database
from tests.support.own_boundaries import NEW, OLD, Frames, save, sound_layers, spot
from tests.support.publishing import EDITOR
from tests.support.sheets import packed, repacked, workbook

ENDINGS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
Bring = Callable[..., LayersDraft]


@pytest.fixture
def bring(tiny: Facts, tiny_dir: Path) -> Bring:
    return lambda content, name="ranh-gioi": read_layers(tiny, content, name=name, folder=tiny_dir)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return save(tmp_path_factory.mktemp("own") / "own.gpkg", sound_layers()).read_bytes()


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the newest communes as a zipped shapefile, in a folder as people pack it."""
    return shapefiles(tmp_path_factory.mktemp("shp"), {NEW: sound_layers()[NEW]})


def shapefiles(folder: Path, frames: Frames) -> bytes:
    for name, frame in frames.items():
        frame.to_file(folder / f"{name}.shp")
    parts = {f"Ranh giới/{each.name}": each.read_bytes() for each in sorted(folder.iterdir())}
    return packed(parts | {"__MACOSX/Ranh giới/._communes.shp": b"\0\5\x16\7"})


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Open an empty store."""
    opened = open_database(tmp_path / "state")
    yield opened
    opened.engine.dispose()


def told(made: LayersDraft) -> list[tuple[str, str, str]]:
    """Return layer, column and the text of each fault."""
    keys = [getattr(each.fields.get("problem"), "key", each.key) for each in made.faults]
    places = [(each.sheet, each.column) for each in made.faults]
    return [(*place, key.rpartition(".")[2]) for place, key in zip(places, keys, strict=True)]


def test_a_package_is_taken_as_it_is(bring: Bring, package: bytes) -> None:
    made = bring(package)
    assert (made.ok, made.units, made.vintage) == (True, 11, "2022-07-01")
    assert made.layers == (OLD, NEW, "districts", "province")
    assert made.content == package
    data = made.as_data("en")
    assert (data["ok"], data["rows"], data["figures"]) == (True, 11, [])
    # of 1,200 km² in all this drawing makes 1,391.9
    assert "1,391.9" in str(data["warnings"])


def test_a_shapefile_is_the_same_as_its_package(bring: Bring, shapes: bytes) -> None:
    made = bring(shapes)
    assert (made.faults, made.layers, made.units) == ((), (NEW,), 3)
    again = bring(made.content)
    assert (again.faults, again.layers, again.units) == ((), (NEW,), 3)
    assert bring(shapes).content == made.content


def test_a_package_may_come_zipped(bring: Bring, package: bytes) -> None:
    assert bring(packed({"a/own.gpkg": package})).content == package


def test_a_faulty_layer_is_told_with_its_place(bring: Bring, tmp_path: Path) -> None:
    frames = sound_layers()
    frames[NEW].loc[frames[NEW]["code"] == "70001", "geometry"] = spot(0, 1, 1, 3)
    frames[OLD] = frames[OLD].rename(columns={"code": "ma"})
    made = bring(save(tmp_path / "own.gpkg", frames).read_bytes())
    assert told(made) == [(OLD, "code", "no_code"), (NEW, "geometry", "overlaps")]
    overlap = made.as_data("en")["faults"][1]  # type: ignore[index]
    assert "70001 and 70007" in overlap["value"]
    (first, second) = report_rows(made, lang="vi")
    assert (first["kind"], second["sheet"]) == ("fault", NEW)
    assert read_file(marked_workbook(b"", made, lang="vi"), name="a.xlsx").faults == ()


def _vrt(folder: Path) -> bytes:
    (folder / "secret.csv").write_text("code\n70001\n")
    text = f'<OGRVRTDataSource><OGRVRTLayer name="l"><SrcDataSource>{folder}/secret.csv'
    return f"{text}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>".encode()


SPOILT: dict[str, tuple[dict[str, bytes | None], tuple[str, str, str]]] = {
    "without an index": ({".shx": None}, (NEW, "", "unreadable")),
    "without a table": ({".dbf": None}, (NEW, "code", "no_code")),
    "without a system": ({".prj": None}, (NEW, "", "no_crs")),
    "a system that is none": ({".prj": b"GEOGCS[\0"}, (NEW, "", "unreadable")),
    "a table that is none": ({".dbf": b"\3" + b"\xff" * 300}, (NEW, "code", "no_code")),
    "a picture": ({".shp": b"\x89PNG" * 30}, (NEW, "", "no_shapefile")),
    "nothing": ({".shp": b""}, (NEW, "", "no_shapefile")),
    "cut off": ({".shp": b"\0\0\x27\x0a" + b"\0" * 20}, (NEW, "", "unreadable")),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_shapefile_is_refused(bring: Bring, shapes: bytes, name: str) -> None:
    changes, expected = SPOILT[name]
    content = repacked(shapes, {f"Ranh giới/{NEW}{end}": part for end, part in changes.items()})
    assert expected in told(bring(content))
    assert not bring(content).ok


def test_a_shapefile_leads_to_no_other_file(bring: Bring, shapes: bytes, tmp_path: Path) -> None:
    content = repacked(shapes, {f"Ranh giới/{NEW}.shp": _vrt(tmp_path)})
    assert told(bring(content)) == [(NEW, "", "no_shapefile")]


def test_a_ring_that_does_not_close_is_refused(
    bring: Bring, package: bytes, shapes: bytes, tmp_path: Path
) -> None:
    end = struct.pack("<2d", 100.0, 19.0)
    name = f"Ranh giới/{NEW}.shp"
    with zipfile.ZipFile(BytesIO(shapes)) as archive:
        part = archive.read(name)
    # the points of the first polygon, of one ring, begin at 156; there are so many
    last = 156 + 16 * (struct.unpack_from("<i", part, 148)[0] - 1)
    spoilt = repacked(shapes, {name: part[:last] + end + part[last + 16 :]})
    assert told(bring(spoilt)) == [(NEW, "", "unreadable")]
    file = tmp_path / "own.gpkg"
    file.write_bytes(package)
    with sqlite3.connect(file) as connection:
        (blob,) = connection.execute(f'SELECT geom FROM "{NEW}"').fetchone()
    # the shape of a district is the same
    found = told(bring(package.replace(blob, blob[:-16] + end)))
    assert set(found) == {(NEW, "", "unreadable"), ("districts", "", "unreadable")}


def test_another_system_and_number_codes_are_refused(bring: Bring, tmp_path: Path) -> None:
    frames = {NEW: sound_layers()[NEW].to_crs(3405)}
    frames[NEW]["code"] = frames[NEW]["code"].astype(int)
    found = told(bring(shapefiles(tmp_path, frames)))
    assert found == [(NEW, "code", "code_not_text"), (NEW, "", "other_crs")]


def test_a_layer_of_another_name_is_refused(bring: Bring, tmp_path: Path) -> None:
    made = bring(shapefiles(tmp_path, {"xa": sound_layers()[NEW]}))
    assert told(made) == [("", "", "no_layer")]
    assert NEW in made.faults[0].message("vi")


def _bomb(package: bytes) -> bytes:
    return packed({"own.gpkg": package[:100] + b"\0" * 60_000_000})


def _otherwise_packed(package: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("own.gpkg", package)
    return out.getvalue()


def _locked(package: bytes) -> bytes:
    content = bytearray(packed({"own.gpkg": package}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    return bytes(content)


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a bomb": (_bomb, "bomb"),
    "packed otherwise": (_otherwise_packed, "damaged"),
    "behind a password": (_locked, "password"),
    "cut off": (lambda package: packed({"own.gpkg": package})[:-40] + b"x" * 40, "damaged"),
    "climbing": (lambda package: packed({"../own.gpkg": package}), "climbing_path"),
    "of a drive": (lambda package: packed({"C:/own.gpkg": package}), "climbing_path"),
    "many parts": (
        lambda package: packed({"own.gpkg": package, **{f"a{n}": b"" for n in range(2_100)}}),
        "many_parts",
    ),
    "two packages": (lambda package: packed({"a.gpkg": package, "b.gpkg": b""}), "several_layers"),
    "a package and a shapefile": (
        lambda package: packed({"a.gpkg": package, "b.shp": b""}),
        "several_layers",
    ),
    "no package": (lambda _: packed({"own.gpkg": b"<html>"}), "no_package"),
    "a package cut off": (lambda package: package[:3000], "no_package"),
    "too large": (lambda package: package + b"\0" * 64_000_000, "large_file"),
    "one layer twice": (
        lambda _: packed({"a/x.shp": b"\0\0\x27\x0a", "b/x.shp": b"\0\0\x27\x0a"}),
        "layer_twice",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(bring: Bring, package: bytes, name: str) -> None:
    make, expected = HOSTILE[name]
    made = bring(make(package))
    assert [key for _, _, key in told(made)] == [expected]
    assert not made.ok


def test_a_package_that_would_be_computed_is_refused(
    bring: Bring, package: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "own.gpkg"
    file.write_bytes(package)
    with sqlite3.connect(file) as connection:
        connection.execute(f'ALTER TABLE "{NEW}" RENAME TO kept')
        connection.execute(f'CREATE VIEW "{NEW}" AS SELECT * FROM kept')
    assert told(bring(file.read_bytes())) == [("", "", "computed")]


def test_a_package_whose_tables_have_no_names_is_refused(
    bring: Bring, package: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "own.gpkg"
    file.write_bytes(package)
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "INSERT INTO sqlite_master VALUES ('table', CAST(x'80ff' AS TEXT), 'a', 3, 'CREATE x')"
        )
    assert told(bring(file.read_bytes())) == [("", "", "no_package")]


def test_only_files_of_layers_are_taken_for_such(package: bytes, shapes: bytes) -> None:
    assert is_layers(package)
    assert is_layers(shapes)
    for other in (b"", b"PK\3\4", workbook([["a"]]), packed({"a.csv": b"1"}), b"code,year\n"):
        assert not is_layers(other)


def test_a_zip_file_without_layers_is_refused(bring: Bring) -> None:
    assert told(bring(packed({"a.dbf": b"1"}))) == [("", "", "is_archive")]


def test_layers_are_published_as_a_revision(
    bring: Bring, shapes: bytes, database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    made = bring(shapes)
    revision = publish_layers(database, tiny_dir, made, "Sở Giả Định", EDITOR)
    assert revision.counts == {"boundaries": 1}
    folder = current(database, tiny_dir, under=tmp_path / "states").folder
    assert (folder / "boundaries.gpkg").read_bytes() == made.content
    assert (folder / "boundaries.txt").read_text("utf-8") == "Sở Giả Định"
    with pytest.raises(ValueError, match="faults"):
        publish_layers(database, tiny_dir, bring(shapes[:-9]), "Sở Giả Định", EDITOR)


def test_layers_that_no_longer_fit_are_not_published(
    bring: Bring, package: bytes, database: Database, tiny_dir: Path
) -> None:
    made = bring(package)
    spoilt = LayersDraft(made.name, made.digest, package[:5000], made.layers)
    with pytest.raises(BoundariesError):
        publish_layers(database, tiny_dir, spoilt, "Sở Giả Định", EDITOR)
