"""What is known of the units against the polygons of a file that is to draw them.

Published areas, the shipped drawing (which says where each unit lies), the points of the
gates, and the level above or below. What concerns more than half of a unit cannot be right and
is refused; what concerns more than 3 % of it and more than 0.5 km² is a doubt.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import shapely
from geopandas import GeoSeries
from numpy.typing import NDArray
from pyproj import Geod

from geo.boundaries.brought.doubts import Doubt, Item
from geo.boundaries.brought.faults import layer_fault
from geo.boundaries.layers import LayerSpec, layer_specs
from geo.boundaries.specks import hectares
from geo.errors import Fault
from geo.facts.model import Facts, Gate
from geo.language.numbers import Amount
from geo.language.texts import Phrase
from geo.places.vintages import find_vintage

WRONG_SHARE = 0.5
"""Share of a unit above which it cannot be right."""
WRONG_RATIO = 2.0
"""Times that a drawn area may be larger or smaller than the published one."""
DOUBT_SHARE = 0.03
DOUBT_KM2 = 0.5
"""Share of a unit and area that must both be exceeded for a doubt: cells of 90 m alone move
0.3 km² of a commune of 10 km²."""
GATE_DOUBT_KM = 1.0
GATE_WRONG_KM = 5.0
"""Kilometres from the point of a gate to the commune it lies in. Some points are those of the
town, or of the gate opposite."""
_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Checked:
    """A layer to be checked: its name in the file, and its polygons by code."""

    name: str
    spec: LayerSpec
    polygons: GeoSeries

    @property
    def codes(self) -> list[str]:
        """Codes in the order of the polygons."""
        return [str(code) for code in self.polygons.index]


def check_layers(
    facts: Facts,
    polygons: Mapping[str, GeoSeries],
    *,
    known: Mapping[str, GeoSeries],
    replaced: Set[str],
    place: Callable[[LayerSpec], str],
) -> tuple[list[Fault], list[Doubt]]:
    """Hold the layers of a file against all that is known of their units.

    Parameters
    ----------
    facts
        The facts.
    polygons
        The layers that would be in use, by name, each a coverage in degrees sorted by code;
        layers whose polygons are not sound are left out.
    known
        The shipped layers, likewise.
    replaced
        Names of the layers that come from the file.
    place
        Gives the name of a layer in the file.

    Returns
    -------
    faults : list of Fault
        What cannot be right, by layer; the name of the file is left open.
    doubts : list of Doubt
        What may be right.
    """
    layers = {
        spec.name: Checked(place(spec), spec, polygons[spec.name])
        for spec in layer_specs(facts.province)
        if spec.name in polygons
    }
    faults: list[Fault] = []
    doubts: list[Doubt] = []
    misplaced = set()

    def note(found: list[Fault], doubtful: list[Doubt]) -> bool:
        faults.extend(found)
        doubts.extend(doubtful)
        return bool(found)

    for name, layer in layers.items():
        if name not in replaced:
            continue
        note(*_areas(facts, layer))
        if note(*_places(layer, known[name])):
            misplaced.add(name)
        else:
            note(*_gates(facts, layer, known[name]))
    for child, parent in _pairs(facts, layers):
        pair = {child.spec.name, parent.spec.name}
        # what lies elsewhere fits nothing: that would be one cause told many times
        if pair & replaced and not pair & misplaced:
            note(*_nesting(facts, child, parent))
    return faults, doubts


def _places(layer: Checked, known: GeoSeries) -> tuple[list[Fault], list[Doubt]]:
    """Compare where each unit is drawn with where the shipped drawing has it."""
    shapes, there = layer.polygons.to_numpy(), known.to_numpy()
    drawn = shapely.area(shapes)
    common = shapely.area(shapely.intersection(shapes, there))
    elsewhere = common < WRONG_SHARE * np.minimum(drawn, shapely.area(there))
    faults = _faults(layer, "elsewhere", _whereabouts(layer, known, elsewhere), column="code")
    doubts = _outside(layer, shapely.difference(shapes, there), "place", ~elsewhere)
    return faults, doubts


def _whereabouts(layer: Checked, known: GeoSeries, wrong: NDArray[np.bool_]) -> list[Phrase]:
    """Say of each wrong unit whose place it has, or how far away it is."""
    there = known.to_numpy()
    found = []
    for at in np.flatnonzero(wrong).tolist():
        code, shape = layer.codes[at], layer.polygons.iloc[at]
        shares = shapely.area(shapely.intersection(shape, there))
        best = int(np.argmax(shares))
        if shares[best] > WRONG_SHARE * shape.area and best != at:
            fields = {"unit": code, "other": str(known.index[best])}
            found.append(Phrase("boundary_fault.elsewhere_swapped", fields))
            continue
        km = Amount(value=_km(shape.centroid, there[at].centroid), decimals=0)
        found.append(Phrase("boundary_fault.elsewhere_far", {"unit": code, "km": km}))
    return found


def _areas(facts: Facts, layer: Checked) -> tuple[list[Fault], list[Doubt]]:
    """Compare the drawn areas with the published ones."""
    units = [facts.units[layer.spec.vintage, code] for code in layer.codes]
    published = np.array([unit.area_km2 or np.nan for unit in units])
    drawn = hectares(layer.polygons.to_numpy()) / 100
    ratio = drawn / published
    wrong = (ratio > WRONG_RATIO) | (ratio < 1 / WRONG_RATIO)
    told = [
        Phrase(
            "boundary_fault.areas_place",
            {
                "unit": layer.codes[at],
                "km2": Amount(value=float(drawn[at]), decimals=1),
                "known": Amount(value=float(published[at]), decimals=1),
            },
        )
        for at in np.flatnonzero(wrong).tolist()
    ]
    faults = _faults(layer, "areas", told, column="geometry")
    differing = np.abs(ratio - 1)
    doubtful = ~wrong & (differing > DOUBT_SHARE) & (np.abs(drawn - published) > DOUBT_KM2)
    items = [
        Item(
            (units[at].key,),
            {
                "km2": drawn[at],
                "known_km2": published[at],
                "percent": 100 * differing[at],
            },
        )
        for at in _largest(differing, doubtful)
    ]
    return faults, _doubt("area", layer, items)


def _gates(facts: Facts, layer: Checked, known: GeoSeries) -> tuple[list[Fault], list[Doubt]]:
    """Measure how far the points of the gates lie from the communes that have them."""
    far = []
    for gate in facts.gates.values():
        code = gate.commune_codes.get(layer.spec.vintage, "")
        if layer.spec.level != "commune" or gate.lat is None or gate.lon is None:
            continue
        if code in layer.polygons.index and _gate_km(gate, known[code]) <= GATE_DOUBT_KM:
            far.append((_gate_km(gate, layer.polygons[code]), gate, code))
    far.sort(key=lambda each: -each[0])
    told = [
        Phrase(
            "boundary_fault.gates_place",
            {"gate": gate.gate_id, "km": Amount(value=km, decimals=1), "unit": code},
        )
        for km, gate, code in far
        if km > GATE_WRONG_KM
    ]
    faults = _faults(layer, "gates", told, column="geometry")
    items = [
        Item(
            ((layer.spec.vintage, code),),
            {"km": km},
            name={"vi": gate.name_vi, "en": gate.name_en},
        )
        for km, gate, code in far
        if GATE_DOUBT_KM < km <= GATE_WRONG_KM
    ]
    return faults, _doubt("gate", layer, items)


def _gate_km(gate: Gate, shape: shapely.Geometry) -> float:
    point = shapely.Point(gate.lon, gate.lat)
    start, end = shapely.get_coordinates(shapely.shortest_line(point, shape))
    return _km(shapely.Point(start), shapely.Point(end))


def _pairs(facts: Facts, layers: Mapping[str, Checked]) -> Iterator[tuple[Checked, Checked]]:
    """Return each layer with the one above it."""
    above = {layer.spec.level: layer for layer in layers.values()}
    for layer in layers.values():
        upper = "province"
        if layer.spec.level == "commune":
            vintage = find_vintage(facts.province, layer.spec.vintage)
            upper = "district" if vintage.has_districts else "province"
        if upper in above and layer.spec.level != "province":
            yield layer, above[upper]


def _nesting(facts: Facts, child: Checked, parent: Checked) -> tuple[list[Fault], list[Doubt]]:
    """Compare the units of a layer with those of the layer above that they lie in."""
    owners = [facts.units[child.spec.vintage, code].parent_code for code in child.codes]
    shapes = child.polygons.to_numpy()
    around = parent.polygons[owners].to_numpy()
    outside = shapely.difference(shapes, around)
    wrong = shapely.area(outside) > WRONG_SHARE * shapely.area(shapes)
    told = [
        Phrase("boundary_fault.outside_place", {"unit": child.codes[at], "other": owners[at]})
        for at in np.flatnonzero(wrong).tolist()
    ]
    faults = _faults(child, "outside", told, other=parent.name)
    above = [(parent.spec.vintage, owner) for owner in owners]
    doubts = _outside(child, outside, "outside", ~wrong, above)
    empty, bare = _uncovered(child, parent, np.array(owners, dtype=object))
    return faults + empty, doubts + bare


def _uncovered(
    child: Checked, parent: Checked, owners: NDArray[np.object_]
) -> tuple[list[Fault], list[Doubt]]:
    """Compare the units of the layer above with what the units below cover of them."""
    shapes, below = parent.polygons.to_numpy(), child.polygons.to_numpy()
    parts = [shapely.coverage_union_all(below[owners == code]) for code in parent.codes]
    bare = shapely.difference(shapes, np.array(parts, dtype=object))
    wrong = shapely.area(bare) > WRONG_SHARE * shapely.area(shapes)
    told = [parent.codes[at] for at in np.flatnonzero(wrong).tolist()]
    faults = _faults(parent, "uncovered", told, other=child.name)
    return faults, _outside(parent, bare, "uncovered", ~wrong)


def _faults(
    layer: Checked,
    key: str,
    places: Sequence[str | Phrase],
    *,
    column: str | None = None,
    **fields: object,
) -> list[Fault]:
    """Return the fault of units that cannot be right, if there are any."""
    if not places:
        return []
    counts = {"count": len(places), "all": len(layer.polygons), **fields}
    return [layer_fault(layer.name, key, column=column, places=places, **counts)]


def _outside(
    layer: Checked,
    pieces: NDArray[np.object_],
    kind: str,
    among: NDArray[np.bool_],
    others: Sequence[tuple[str, str]] = (),
) -> list[Doubt]:
    """Return the doubt of units with pieces that lie where they should not, if any is large."""
    km2 = hectares(pieces) / 100
    share = km2 * 100 / hectares(layer.polygons.to_numpy())
    doubtful = among & (share > DOUBT_SHARE) & (km2 > DOUBT_KM2)
    items = [
        Item(
            ((layer.spec.vintage, layer.codes[at]), *others[at : at + 1]),
            {"km2": km2[at], "percent": 100 * share[at]},
        )
        for at in _largest(share, doubtful)
    ]
    return _doubt(kind, layer, items)


def _doubt(kind: str, layer: Checked, items: Sequence[Item]) -> list[Doubt]:
    return [Doubt(kind, layer.name, tuple(items))] if items else []


def _largest(share: NDArray[np.float64], among: NDArray[np.bool_]) -> list[int]:
    """Return the places among the given ones, those of the largest share first."""
    places = np.flatnonzero(among)
    ordered: list[int] = places[np.argsort(-share[places], kind="stable")].tolist()
    return ordered


def _km(one: shapely.Point, other: shapely.Point) -> float:
    _, _, metres = _GEOD.inv(one.x, one.y, other.x, other.y)
    return float(metres) / 1000
