"""A GeoPackage with other boundaries: reading it, and every reason to refuse it.

The file has layers of communes, ``communes_<vintage>`` (``communes_2025-07-01``), and may have
``districts`` and ``province``. Each replaces the shipped layer of its own; the others stay
shipped, but for districts and province of a file that has the communes of every vintage with
geometry: these two are joined from the newest communes that tell them. Every layer is in
EPSG:4326, holds polygons or multipolygons that meet without gaps and overlaps, and has a text
column ``code`` with the codes of ``units.csv``, each once. Nothing else in it is read but the
description of a layer, which is its credit. Specks are mended and told, and what is known of
the units must not contradict the polygons (`geo.boundaries.brought.checks`).
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely
from geopandas import GeoDataFrame, GeoSeries

from geo.boundaries.brought.checks import check_layers
from geo.boundaries.brought.doubts import Doubt, Item
from geo.boundaries.brought.faults import layer_fault
from geo.boundaries.brought.mending import mend
from geo.boundaries.brought.plain_tables import computed_tables
from geo.boundaries.layers import LayerSpec, layer_specs, table_name
from geo.boundaries.polygons import DECIMALS, dissolve, round_coverage
from geo.errors import BoundariesError, Fault
from geo.facts.model import Facts
from geo.language.texts import LANGUAGES
from geo.places.units import level_units
from geo.places.vintages import find_vintage

CRS = "EPSG:4326"
MAX_BYTES = 200_000_000
TOLERANCE = 0.0005
"""Square root of the area, in degrees, of a corner that simplifying may cut off: 55 m."""
_POLYGON_TYPES = (3, 6)
_NOT_LAYERS = {"layer_styles"}
"""Tables that QGIS adds."""
UNREADABLE = (
    *(pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError),
    *(shapely.errors.ShapelyError, pyproj.exceptions.CRSError, ValueError),
)
"""What reading a layer may raise; the third of a ring that does not close."""


@dataclass(frozen=True, eq=False)
class Replacement:
    """What a file has to put in the place of shipped layers.

    `polygons` are by name of layer as in `layer_specs`: EPSG:4326, index the unit codes,
    sorted; each layer simplified, rounded and a coverage. `credits` are the descriptions of
    the layers that have one, by the same names.
    """

    polygons: dict[str, GeoSeries]
    credits: dict[str, str]
    doubts: tuple[Doubt, ...]


def read_replacement(facts: Facts, path: Path, *, known: Mapping[str, GeoSeries]) -> Replacement:
    """Read the layers of a GeoPackage that is to replace shipped boundaries.

    Parameters
    ----------
    facts
        The facts whose units the file must hold.
    path
        The GeoPackage.
    known
        The polygons of the shipped layers, by name: EPSG:4326, index the unit codes, sorted.

    Returns
    -------
    replacement : Replacement
        The layers of the file, and those joined from them.

    Raises
    ------
    BoundariesError
        Listing every fault of the file.
    """
    specs = layer_specs(facts.province)
    present = _layers_present(path, [table_name(spec) for spec in specs])
    faults: list[Fault] = []
    doubts = _unused(present - {table_name(spec) for spec in specs})
    sound: dict[str, GeoSeries] = {}
    given = [spec for spec in specs if table_name(spec) in present]
    if not given:
        wanted = [table_name(spec) for spec in specs]
        faults.append(Fault(path.name, "boundary_fault.no_layer", fields={"wanted": wanted}))
    for spec in given:
        polygons, told = _read_layer(facts, spec, path, known[spec.name], faults)
        doubts += told
        if polygons is not None:
            sound[spec.name] = polygons
    about = {spec.name: _description(path, spec) for spec in given}
    _join_absent(facts, sound, about)
    found, doubtful = check_layers(
        facts, {**known, **sound}, known=known, replaced=sound.keys(), place=table_name
    )
    faults += found
    if faults:
        raise BoundariesError([replace(fault, file=path.name) for fault in faults])
    credited = {name: text for name, text in about.items() if text}
    return Replacement(sound, credited, (*doubts, *doubtful))


@contextmanager
def through_gdal() -> Iterator[None]:
    """Read or write layers without GDAL's warnings of endings and versions: the checks decide."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except UnboundLocalError as error:
            # pyogrio does not expect a reference system that cannot be decoded
            if not isinstance(error.__context__, UnicodeDecodeError):
                raise
            raise error.__context__ from None


def _layers_present(path: Path, wanted: Sequence[str]) -> set[str]:
    """Return the names of the layers of a file, or refuse it as a whole."""
    try:
        with path.open("rb") as file:
            is_package = file.read(16) == b"SQLite format 3\0"
        size = path.stat().st_size
    except OSError as error:
        fault = Fault(path.name, "boundary_fault.closed", fields={"reason": error.strerror})
        raise BoundariesError([fault]) from error
    if size > MAX_BYTES:
        most = {"megabytes": MAX_BYTES // 1_000_000}
        raise BoundariesError([Fault(path.name, "boundary_fault.too_large", fields=most)])
    computed = computed_tables(path, wanted) if is_package else None
    if computed:
        names = {"names": ", ".join(computed)}
        raise BoundariesError([Fault(path.name, "boundary_fault.computed", fields=names)])
    if computed is not None:
        try:
            with through_gdal():
                return {str(name) for name in pyogrio.list_layers(path)[:, 0]}
        except UNREADABLE:
            pass
    raise BoundariesError([Fault(path.name, "boundary_fault.no_package")])


def _unused(names: set[str]) -> list[Doubt]:
    """Return the doubt of layers that replace nothing, for one may be misspelt."""
    items = [Item(name=dict.fromkeys(LANGUAGES, name)) for name in sorted(names - _NOT_LAYERS)]
    return [Doubt("unused", "", tuple(items))] if items else []


def _join_absent(facts: Facts, polygons: dict[str, GeoSeries], about: dict[str, str]) -> None:
    """Add districts and province to a file with all communes that lacks them.

    Parts of a file are not joined: the shipped layers that stay in use fit one another.
    """
    province = facts.province
    specs = layer_specs(province)
    communes = [spec for spec in specs if spec.level == "commune"]
    if any(spec.name not in polygons for spec in communes):
        return
    for spec in specs:
        tell = [
            other
            for other in communes
            if spec.level == "province" or find_vintage(province, other.vintage).has_districts
        ]
        if spec.name in polygons or spec.level == "commune" or not tell:
            continue
        source = tell[-1]
        below = polygons[source.name]
        owners = [facts.units[source.vintage, code].parent_code for code in below.index]
        if spec.level == "province":
            owners = [province.code] * len(below)
        polygons[spec.name] = dissolve(below, np.array(owners, dtype=object))
        about[spec.name] = about[source.name]


def _description(path: Path, spec: LayerSpec) -> str:
    """Return the description of a layer, which credits it, as one line; empty if it has none."""
    try:
        with through_gdal():
            info = pyogrio.read_info(path, layer=table_name(spec))["layer_metadata"] or {}
    except UNREADABLE:
        return ""
    return " ".join(info.get("DESCRIPTION", "").split())


def _read_layer(
    facts: Facts, spec: LayerSpec, path: Path, known: GeoSeries, faults: list[Fault]
) -> tuple[GeoSeries | None, list[Doubt]]:
    """Read one layer; None stands for a layer whose faults were noted."""
    layer = table_name(spec)
    try:
        with through_gdal():
            frame = _codes_and_shapes(path, layer)
    except UNREADABLE as error:
        faults.append(layer_fault(layer, "unreadable", reason=str(error)))
        return None, []
    if not isinstance(frame, GeoDataFrame):
        faults.append(layer_fault(layer, "no_geometry"))
        return None, []
    members = level_units(facts, level=spec.level, vintage=spec.vintage)
    found = _code_faults(layer, frame, {unit.code for unit in members})
    found += _crs_faults(layer, frame)
    found += _shape_faults(layer, frame)
    faults += found
    if found:
        return None, []
    frame = frame.sort_values("code")
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    polygons = GeoSeries(shapes, index=list(frame["code"]), crs=CRS)
    mended, wrong, doubts = mend(layer, polygons, vintage=spec.vintage, known=known)
    faults += wrong
    return None if wrong else _simplified(layer, mended, faults), doubts


def _codes_and_shapes(path: Path, layer: str) -> pd.DataFrame:
    """Read what is needed of a layer: other columns may hold anything, in any letters."""
    frame: pd.DataFrame
    try:
        frame = gpd.read_file(path, layer=layer, columns=["code"])
    except UnicodeDecodeError:
        # the name of another column; a query does not look at it
        frame = gpd.read_file(path, sql=f'SELECT code FROM "{layer}"', sql_dialect="OGRSQL")
    return frame


def _code_faults(layer: str, frame: GeoDataFrame, known: set[str]) -> list[Fault]:
    if "code" not in frame.columns:
        return [layer_fault(layer, "no_code", column="code")]
    given = frame["code"].dropna()
    if not pd.api.types.is_string_dtype(given):
        return [layer_fault(layer, "code_not_text", column="code")]
    codes = set(given)
    rules = {
        "codes_missing": known - codes,
        "codes_unknown": codes - known,
        "codes_twice": set(given[given.duplicated()]),
    }
    faults = [
        layer_fault(
            layer,
            key,
            column="code",
            places=sorted(wrong),
            count=len(wrong),
            all=len(known),
        )
        for key, wrong in rules.items()
        if wrong
    ]
    empty = len(frame) - len(given)
    if empty:
        faults.append(layer_fault(layer, "codes_empty", column="code", count=empty))
    return faults


def _crs_faults(layer: str, frame: GeoDataFrame) -> list[Fault]:
    if frame.crs is None:
        return [layer_fault(layer, "no_crs", crs=CRS)]
    if not frame.crs.equals(CRS, ignore_axis_order=True):
        return [layer_fault(layer, "other_crs", places=[frame.crs.name], crs=CRS)]
    west, south, east, north = frame.total_bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        bounds = [f"{each:.0f}" for each in (west, south, east, north)]
        return [layer_fault(layer, "no_degrees", places=bounds, crs=CRS)]
    return []


def _shape_faults(layer: str, frame: GeoDataFrame) -> list[Fault]:
    """Return faults for the units with no geometry, with other than polygons, with invalid ones."""
    shapes = frame.geometry.to_numpy()
    rows = np.array([f"row {row}" for row in range(1, len(frame) + 1)], dtype=object)
    names = frame["code"].to_numpy(dtype=object) if "code" in frame.columns else rows
    names = np.where(pd.isna(names), rows, names)
    absent = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    polygonal = np.isin(shapely.get_type_id(shapes), _POLYGON_TYPES)
    invalid = ~absent & polygonal & ~shapely.is_valid(shapes)
    reasons = [
        f"{name} ({shapely.is_valid_reason(shape)})"
        for name, shape in zip(names[invalid], shapes[invalid], strict=True)
    ]
    rules = {
        "shapes_missing": names[absent],
        "no_polygons": names[~absent & ~polygonal],
        "shapes_invalid": reasons,
    }
    return [
        layer_fault(
            layer, key, column="geometry", places=[str(each) for each in wrong], count=len(wrong)
        )
        for key, wrong in rules.items()
        if len(wrong)
    ]


def _simplified(layer: str, polygons: GeoSeries, faults: list[Fault]) -> GeoSeries | None:
    """Return a coverage with fewer vertices and rounded, or note why that cannot be."""
    simple = shapely.coverage_simplify(polygons.to_numpy(), TOLERANCE)
    try:
        return round_coverage(GeoSeries(simple, index=polygons.index, crs=CRS))
    except ValueError:
        faults.append(layer_fault(layer, "too_small", decimals=DECIMALS))
        return None
