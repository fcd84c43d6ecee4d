"""Boundary layers as they never should come: parts left out, bytes turned, odd zip files."""

import json
import tempfile
from functools import cache
from pathlib import Path

import pyogrio
from hypothesis import strategies as st

from geo.figures.atlas import Atlas
from geo.imports.layers import read_layers
from geo.imports.report import report_csv
from geo.language.texts import LANGUAGES
from tests.fuzz.targets import TINY, World
from tests.fuzz.turned import Packed, turn, turned
from tests.support.own_boundaries import NEW, save, sound_layers
from tests.support.sheets import packed

_HOUR = "OGR_CURRENT_DATE"
_NAMES = (
    *(f"{NEW}{ending}" for ending in (".shp", ".shx", ".dbf", ".prj", ".cpg")),
    *(f"Ranh giới/{NEW}.SHP", "../x.shp", "C:/x.shp", "x.gpkg", "a/.x.shp", "xa.shp", ".shp", ""),
)


@cache
def package() -> bytes:
    """Return a sound GeoPackage."""
    # the hour of writing would make other inputs every time
    pyogrio.set_gdal_config_options({_HOUR: "2030-01-01T00:00:00.000Z"})
    with tempfile.TemporaryDirectory() as folder:
        content = save(Path(folder) / "own.gpkg", sound_layers()).read_bytes()
    pyogrio.set_gdal_config_options({_HOUR: None})
    return content


@cache
def shapefile() -> dict[str, bytes]:
    """Return the parts of a sound shapefile by their names."""
    with tempfile.TemporaryDirectory() as folder:
        sound_layers()[NEW].to_file(Path(folder) / f"{NEW}.shp")
        return {each.name: each.read_bytes() for each in sorted(Path(folder).iterdir())}


def boundary_files(_atlas: Atlas) -> st.SearchStrategy[bytes]:
    """Return GeoPackages and zipped shapefiles, sound or spoilt, and files that look like them."""
    whole = st.builds(package)
    return _packed(st.one_of(turned(whole), _zipped(), turned(_zipped()), whole.map(_in_zip)))


@st.composite
def _packed(draw: st.DrawFn, files: st.SearchStrategy[bytes]) -> Packed:
    """Return files that are printed packed; of a map, the whole argument would be printed."""
    return Packed(draw(files))


def _in_zip(content: bytes) -> bytes:
    return packed({"own.gpkg": content})


@st.composite
def _zipped(draw: st.DrawFn) -> bytes:
    """Return a shapefile with parts spoilt, left out, or put in."""
    parts = dict(shapefile())
    for _ in range(draw(st.integers(0, 2))):
        name = draw(st.sampled_from(_NAMES))
        if draw(st.booleans()):
            parts[name] = turn(draw, parts.get(name, shapefile()[f"{NEW}.shp"]))
        else:
            parts.pop(name, None)
    return packed(parts)


def read_boundaries(world: World, content: bytes) -> bool:
    """Read layers to their report; whatever the file is, that is no error."""
    made = read_layers(world.atlas.facts, content, name="ranh-gioi", folder=TINY)
    for lang in LANGUAGES:
        json.dumps(made.as_data(lang), ensure_ascii=False, allow_nan=False).encode()
        report_csv(made, lang=lang)
    assert bool(made.layers) or not made.ok
    return made.ok


REFUSED: tuple[bytes, ...] = (
    b"",
    b"SQLite format 3\0",
    b"PK\x05\x06" + b"\0" * 18,
    packed({"x.shp": b"<OGRVRTDataSource></OGRVRTDataSource>"}),
    packed({"x.shp": b"\0\0\x27\x0a" + b"\xff" * 96}),
    packed({"x.dbf": b"", "x.shp": b""}),
)
