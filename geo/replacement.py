"""A GeoPackage with other boundaries: reading it, and every reason to refuse it.

The file has one layer of communes for each vintage with geometry, ``communes_<vintage>``
(``communes_2025-07-01``), and may have ``districts`` and ``province``; these two are joined
from the newest communes that tell them where they are absent. Every layer is in EPSG:4326,
holds polygons or multipolygons that meet without gaps and overlaps, and has a text column
``code`` with the codes of ``units.csv``, each once.
"""

import warnings
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from geopandas import GeoDataFrame, GeoSeries

from geo.coverage import dissolve, round_coverage
from geo.errors import BoundariesError, Fault
from geo.layer_specs import LayerSpec, first_codes, layer_specs
from geo.types import Facts
from geo.units import find_vintage, level_units

CRS = "EPSG:4326"
MAX_BYTES = 200_000_000
TOLERANCE = 0.0005
"""Square root of the area, in degrees, of a corner that simplifying may cut off: 55 m."""
HAIRLINE = 1e-6
"""Width in degrees up to which a gap or overlap is a slip of the pen: 11 cm."""
_POLYGON_TYPES = (3, 6)


def read_replacement(facts: Facts, path: Path) -> dict[str, GeoSeries]:
    """Read the layers of a GeoPackage that is to replace the shipped boundaries.

    Parameters
    ----------
    facts
        The facts whose units the file must hold.
    path
        The GeoPackage.

    Returns
    -------
    polygons : dict of GeoSeries
        By name of layer as in `layer_specs`: EPSG:4326, index the unit codes, sorted; each
        layer simplified, rounded and a coverage.

    Raises
    ------
    BoundariesError
        Listing every fault of the file.
    """
    present = _layers_present(path)
    specs = layer_specs(facts.province)
    faults: list[Fault] = []
    polygons: dict[str, GeoSeries] = {}
    for spec in specs:
        if table_name(spec) in present:
            polygons[spec.name] = _read_layer(facts, spec, path, faults)
        elif _joined_from(facts, spec) is None:
            faults.append(Fault(path.name, f"has no layer {table_name(spec)}; add it"))
    if faults:
        raise BoundariesError(faults)
    for spec in specs:
        source = _joined_from(facts, spec)
        if spec.name not in polygons and source is not None:
            polygons[spec.name] = _joined(facts, spec, source, polygons[source.name])
    return polygons


def table_name(spec: LayerSpec) -> str:
    """Name the layer of the GeoPackage that replaces a shipped layer.

    Parameters
    ----------
    spec
        The shipped layer.

    Returns
    -------
    name : str
        ``"communes_2025-07-01"``, ``"districts"`` or ``"province"``.
    """
    if spec.level == "commune":
        return f"communes_{spec.vintage}"
    return "districts" if spec.level == "district" else "province"


def _layers_present(path: Path) -> set[str]:
    """Return the names of the layers of a file, or refuse it as a whole."""
    try:
        with path.open("rb") as file:
            is_package = file.read(16) == b"SQLite format 3\0"
        size = path.stat().st_size
    except OSError as error:
        problem = f"cannot be opened ({error.strerror}); name a file that the server can read"
        raise BoundariesError([Fault(path.name, problem)]) from error
    if size > MAX_BYTES:
        problem = f"is larger than {MAX_BYTES // 1_000_000} MB; thin its lines out first"
        raise BoundariesError([Fault(path.name, problem)])
    if is_package:
        try:
            with warnings.catch_warnings():
                # GDAL warns of a wrong file ending or version; the checks below decide.
                warnings.simplefilter("ignore")
                return {str(name) for name in pyogrio.list_layers(path)[:, 0]}
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
            pass
    raise BoundariesError([Fault(path.name, "is no readable GeoPackage; save it again as one")])


def _joined_from(facts: Facts, spec: LayerSpec) -> LayerSpec | None:
    """Return the newest layer of communes that an absent layer can be joined from."""
    province = facts.province
    communes = [
        other
        for other in layer_specs(province)
        if other.level == "commune"
        and (spec.level == "province" or find_vintage(province, other.vintage).has_districts)
    ]
    return communes[-1] if communes and spec.level != "commune" else None


def _joined(facts: Facts, spec: LayerSpec, source: LayerSpec, communes: GeoSeries) -> GeoSeries:
    owners = [facts.units[source.vintage, code].parent_code for code in communes.index]
    if spec.level == "province":
        owners = [facts.province.code] * len(communes)
    return dissolve(communes, np.array(owners, dtype=object))


def _read_layer(facts: Facts, spec: LayerSpec, path: Path, faults: list[Fault]) -> GeoSeries:
    """Read one layer; an empty series stands for a layer whose faults were noted."""
    place = f"{path.name}, layer {table_name(spec)}"
    nothing = GeoSeries([], crs=CRS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = gpd.read_file(path, layer=table_name(spec))
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        faults.append(Fault(place, f"cannot be read: {error}"))
        return nothing
    if not isinstance(frame, GeoDataFrame):
        faults.append(Fault(place, "holds no geometry; save polygons in it"))
        return nothing
    members = level_units(facts, level=spec.level, vintage=spec.vintage)
    found = _code_faults(place, frame, {unit.code for unit in members})
    found += _crs_faults(place, frame)
    found += _shape_faults(place, frame)
    faults += found
    if found:
        return nothing
    frame = frame.sort_values("code")
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    return _cleaned(place, GeoSeries(shapes, index=list(frame["code"]), crs=CRS), faults)


def _code_faults(place: str, frame: GeoDataFrame, known: set[str]) -> list[Fault]:
    if "code" not in frame.columns:
        return [Fault(place, "is missing; add the codes of units.csv as text", column="code")]
    given = frame["code"].dropna()
    if not pd.api.types.is_string_dtype(given):
        return [Fault(place, "is not text; write codes with their leading zeros", column="code")]
    codes = set(given)
    rules = (
        (known - codes, f"missing codes: {{}} of {len(known)}; add their units"),
        (codes - known, "codes that units.csv lacks for these boundaries: {}; remove them"),
        (set(given[given.duplicated()]), "codes more than once: {}; join the parts of a unit"),
    )
    faults = [
        Fault(place, problem.format(len(wrong)), column="code", value=first_codes(sorted(wrong)))
        for wrong, problem in rules
        if wrong
    ]
    empty = len(frame) - len(given)
    if empty:
        faults.append(Fault(place, f"rows without a code: {empty}; write it", column="code"))
    return faults


def _crs_faults(place: str, frame: GeoDataFrame) -> list[Fault]:
    advice = f"save it in {CRS}, longitude and latitude in degrees"
    if frame.crs is None:
        return [Fault(place, f"names no coordinate reference system; {advice}")]
    if not frame.crs.equals(CRS, ignore_axis_order=True):
        problem = f"has another coordinate reference system; {advice}"
        return [Fault(place, problem, value=frame.crs.name)]
    west, south, east, north = frame.total_bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        problem = f"has coordinates that are no degrees; {advice}"
        return [Fault(place, problem, value=f"{west:.0f}, {south:.0f}, {east:.0f}, {north:.0f}")]
    return []


def _shape_faults(place: str, frame: GeoDataFrame) -> list[Fault]:
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
    rules = (
        (names[absent], "units without geometry: {}; draw them"),
        (
            names[~absent & ~polygonal],
            "units that are no polygons: {}; save polygons or multipolygons",
        ),
        (reasons, "units with invalid polygons: {}; mend them"),
    )
    return [
        Fault(
            place, problem.format(len(wrong)), column="geometry", value=first_codes(map(str, wrong))
        )
        for wrong, problem in rules
        if len(wrong)
    ]


def _cleaned(place: str, polygons: GeoSeries, faults: list[Fault]) -> GeoSeries:
    """Return the polygons simplified as one coverage, or note why they are none."""
    overlaps = _overlaps(polygons)
    if overlaps:
        problem = f"pairs of units that overlap: {len(overlaps)}; draw each place once"
        faults.append(Fault(place, problem, column="geometry", value=first_codes(overlaps)))
        return polygons
    shapes = shapely.coverage_clean(polygons.to_numpy(), gap_width=HAIRLINE)
    gaps = _gaps(shapes)
    if gaps:
        problem = f"gaps between the units (latitude longitude): {len(gaps)}; close them"
        faults.append(Fault(place, problem, column="geometry", value=first_codes(gaps)))
        return polygons
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    try:
        return round_coverage(GeoSeries(simple, index=polygons.index, crs=CRS))
    except ValueError as error:
        faults.append(Fault(place, f"{error}; remove polygons of less than a few metres"))
        return polygons


def _overlaps(polygons: GeoSeries) -> list[str]:
    """Return the pairs of units that overlap by more than a hairline along their edges."""
    shapes = polygons.to_numpy()
    if shapely.coverage_is_valid(shapes):
        return []
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    common = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    length = shapely.length(shapes)
    wide = common > HAIRLINE * np.minimum(length[one], length[other])
    codes = polygons.index
    return [f"{codes[i]} and {codes[j]}" for i, j in zip(one[wide], other[wide], strict=True)]


def _gaps(shapes: Iterable[shapely.Geometry]) -> list[str]:
    """Return a point in each hole that the units enclose."""
    parts = shapely.get_parts(shapely.coverage_union_all(shapes))
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    points = [shapely.point_on_surface(hole) for hole in holes]
    return [f"{point.y:.5f} {point.x:.5f}" for point in points]
