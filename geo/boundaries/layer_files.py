"""The files of the boundary layers: what the browser loads and the library reads.

Each layer is one file of minified JSON with the hash of its content in the name, so that
it may be cached for good; ``index.json`` names the current file of every layer.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import mapping

from geo.boundaries.context import LINES, Context, draw_around
from geo.boundaries.layers import LayerSpec, layer_name, layer_specs
from geo.boundaries.light import is_heavy, light_document, lighten, tolerance
from geo.boundaries.polygons import DECIMALS, borders, dissolve
from geo.errors import BoundariesError, Fault
from geo.facts.model import Facts, Level, Unit
from geo.language.texts import LANGUAGES
from geo.places.districts import districts_line
from geo.places.unit_names import unit_name, unit_short_name
from geo.places.units import level_units
from geo.places.vintages import find_vintage

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

INDEX = "index.json"
_HASHED = re.compile(r".+\.[0-9a-f]{12}\.json")
FORMAT = 3
"""Raised whenever the same polygons would be written in another way."""


@dataclass(frozen=True, eq=False)
class Layer:
    """A boundary layer with the content of its file, which is never read again.

    `file` is the name of that file, with the hash of the content in it.
    `codes` is the order of the units in the file, and of every array sent to the map.
    `bbox` is west, south, east, north in degrees.
    `light_file` and `light` are file and content of its light form, empty unless it is heavy.
    """

    name: str
    level: Level
    vintage: str
    file: str
    content: bytes = field(repr=False)
    codes: tuple[str, ...]
    bbox: tuple[float, float, float, float]
    light_file: str = ""
    light: bytes = field(default=b"", repr=False)

    @cached_property
    def frame(self) -> GeoDataFrame:
        """The units: `code`, `name_vi`, `name_en`, `geometry`, in EPSG:4326, made once."""
        units = json.loads(self.content)["units"]
        columns = {
            column: [unit[column] for unit in units] for column in ("code", "name_vi", "name_en")
        }
        shapes = shapely.from_geojson([json.dumps(unit["g"]) for unit in units])
        # a command that only draws does not wait for it
        from geopandas import GeoDataFrame

        return GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def make_layers(
    facts: Facts, polygons: dict[str, GeoSeries], *, context: Context | None = None
) -> dict[str, Layer]:
    """Make all layers, in memory alone.

    Parameters
    ----------
    facts
        The facts.
    polygons
        By name of layer: EPSG:4326, index the unit codes, sorted; each a coverage.
    context
        What lies around the province, if that is known.

    Returns
    -------
    layers : dict of Layer
        By name, in the order of `layer_specs`; the same input gives the same bytes.
    """
    layers = {}
    for spec in layer_specs(facts.province):
        document = _document(facts, spec, polygons)
        document |= _around(context, polygons[spec.name])
        content = _written(document)
        layer = _layer(spec, f"{spec.name}.{_digest(content)}.json", content)
        if is_heavy(content):
            light = _written(_light(facts, spec, polygons, document, layer.file))
            file = f"{spec.name}.{_digest(light)}.json"
            layer = replace(layer, light_file=file, light=light)
        layers[spec.name] = layer
    return layers


def _light(
    facts: Facts,
    spec: LayerSpec,
    polygons: dict[str, GeoSeries],
    document: dict[str, Any],
    file: str,
) -> dict[str, Any]:
    """Return the document of the light form of a layer with the document and file given."""
    degrees = tolerance(polygons[spec.name])
    beside = layer_name("district", spec.vintage)
    names = [name for name in dict.fromkeys((spec.name, beside)) if name in polygons]
    lighter = {name: lighten(polygons[name], degrees) for name in names}
    # the map opens with the same view, and its neighbours touch no unit
    same = {key: document[key] for key in ("bbox", "around") if key in document}
    return light_document(_document(facts, spec, lighter) | same, degrees=degrees, detail=file)


def write_layers(layers: dict[str, Layer], *, folder: Path, made_from: str) -> None:
    """Write the files of all layers, then the index; remove the files they supersede.

    Parameters
    ----------
    layers
        All layers, by name.
    folder
        Where to write; made if it is missing.
    made_from
        Fingerprint of what the polygons were drawn from, kept in the index.
    """
    folder.mkdir(parents=True, exist_ok=True)
    index: dict[str, dict[str, object]] = {}
    for layer in layers.values():
        _replace(folder / layer.file, layer.content)
        index[layer.name] = {
            "file": layer.file,
            "units": len(layer.codes),
            "made_from": made_from,
        }
        if layer.light_file:
            _replace(folder / layer.light_file, layer.light)
            index[layer.name]["light"] = layer.light_file
    _replace(folder / INDEX, (json.dumps(index, indent=1) + "\n").encode())
    current = {each.light_file for each in layers.values()}
    current |= {each.file for each in layers.values()}
    for path in folder.glob("*.json"):
        if _HASHED.fullmatch(path.name) and path.name not in current:
            path.unlink()


def read_layers(facts: Facts, *, folder: Path, made_from: str) -> dict[str, Layer]:
    """Read the layers that the index of a folder names.

    Parameters
    ----------
    facts
        The facts.
    folder
        The folder of the index.
    made_from
        The fingerprint the layers must have.

    Returns
    -------
    layers : dict of Layer
        By name, in the order of `layer_specs`.

    Raises
    ------
    BoundariesError
        Listing every layer that is missing, damaged or made from something else.
    """
    faults: list[Fault] = []
    layers: dict[str, Layer] = {}
    try:
        index = json.loads((folder / INDEX).read_bytes())
    except (OSError, ValueError):
        raise BoundariesError([Fault(INDEX, "layer_fault.no_index")]) from None
    for spec in layer_specs(facts.province):
        entry = index.get(spec.name)
        if not entry or entry.get("made_from") != made_from:
            faults.append(Fault(INDEX, "layer_fault.outdated", fields={"layer": spec.name}))
            continue
        try:
            layers[spec.name] = _read_layer(spec, folder, entry)
        except (OSError, ValueError):
            faults.append(Fault(entry["file"], "layer_fault.damaged"))
    if faults:
        raise BoundariesError(faults)
    return layers


def _read_layer(spec: LayerSpec, folder: Path, entry: Mapping[str, str]) -> Layer:
    content = _read_content(folder / entry["file"])
    layer = _layer(spec, entry["file"], content)
    if not is_heavy(content):
        return layer
    # one that an earlier version wrote has no light form, and is written again
    file = entry.get("light", "")
    return replace(layer, light_file=file, light=_read_content(folder / file))


def _read_content(path: Path) -> bytes:
    content = path.read_bytes()
    if _digest(content) not in path.name:
        raise ValueError("the content is not the one that the name promises")
    return content


def _written(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _layer(spec: LayerSpec, file: str, content: bytes) -> Layer:
    document = json.loads(content)
    codes = tuple(unit["code"] for unit in document["units"])
    bbox = tuple(document["bbox"])
    return Layer(spec.name, spec.level, spec.vintage, file, content, codes, bbox)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _document(facts: Facts, spec: LayerSpec, polygons: dict[str, GeoSeries]) -> dict[str, Any]:
    layer = polygons[spec.name]
    members = level_units(facts, level=spec.level, vintage=spec.vintage)
    units = {unit.code: unit for unit in members}
    shapes = shapely.orient_polygons(shapely.normalize(layer.to_numpy()))
    lon, lat, room = _label_circles(layer)
    province, _ = borders(layer)
    _, district = borders(_districts(facts, spec, polygons))
    return {
        "layer": spec.name,
        "level": spec.level,
        "vintage": spec.vintage,
        "bbox": layer.total_bounds.tolist(),
        "units": [
            {
                "code": code,
                "name_vi": unit_name(units[code], lang="vi"),
                "name_en": unit_name(units[code], lang="en"),
                "label": unit_short_name(units[code], lang="vi"),
                **_lies(facts, units[code]),
                "at": [lat[place], lon[place]],
                "room": room[place],
                "g": mapping(shapes[place]),
            }
            for place, code in enumerate(layer.index)
        ],
        "outlines": {"province": mapping(province), "district": mapping(district)},
    }


def _around(context: Context | None, layer: GeoSeries) -> dict[str, Any]:
    """Return what the file of a layer tells of the neighbours."""
    if context is None:
        return {}
    around = draw_around(context, layer)
    lines = {kind: mapping(getattr(around, kind)) for kind in LINES}
    return {"around": {"lines": lines, "names": [asdict(each) for each in around.names]}}


def _lies(facts: Facts, unit: Unit) -> dict[str, str]:
    """Say of a commune, in each language, which district it lies or lay in."""
    said = {f"lies_{lang}": districts_line(facts, unit, lang=lang) for lang in LANGUAGES}
    return {key: line for key, line in said.items() if line}


def _districts(facts: Facts, spec: LayerSpec, polygons: dict[str, GeoSeries]) -> GeoSeries:
    """Return the districts whose borders are drawn over a layer.

    Communes that have a district are joined by it, so that the lines lie on their borders
    even where a foreign file draws the districts a little differently.
    """
    layer = polygons[spec.name]
    if spec.level == "commune" and find_vintage(facts.province, spec.vintage).has_districts:
        parents = [facts.units[spec.vintage, code].parent_code for code in layer.index]
        return dissolve(layer, np.array(parents, dtype=object))
    return polygons.get(layer_name("district", spec.vintage), layer.iloc[:0])


def _label_circles(polygons: GeoSeries) -> tuple[list[float], list[float], list[float]]:
    """Return longitude, latitude and radius of the largest circle inside each polygon.

    Longitudes are shrunk by the cosine of the layer's latitude first, so that the circle is
    one on the map; its radius is in degrees of latitude.
    """
    _, south, _, north = polygons.total_bounds
    shrink = np.array([np.cos(np.radians((south + north) / 2)), 1.0])
    flat = shapely.transform(polygons.to_numpy(), lambda points: points * shrink)
    radii = shapely.maximum_inscribed_circle(flat)
    centres = shapely.get_coordinates(shapely.get_point(radii, 0)) / shrink
    rounded = np.round(np.column_stack([centres, shapely.length(radii)]), DECIMALS)
    lon, lat, room = rounded.T.tolist()
    return lon, lat, room


def _replace(path: Path, content: bytes) -> None:
    """Write a file in one step, so that nobody reads half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    draft.write_bytes(content)
    draft.replace(path)
