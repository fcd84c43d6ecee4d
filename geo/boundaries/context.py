"""What lies around the province: the neighbours, drawn for orientation and for nothing else.

A coarse grid, as that of the gazetteer, says of each cell outside the province to which
neighbouring province, country or sea it belongs. Nothing of it is a unit: no figure, no measure.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiLineString

from geo.boundaries.gazetteer import (
    CRS,
    cell_faults,
    cell_polygons,
    read_table,
    run_faults,
)
from geo.boundaries.polygons import DECIMALS, borders, joined_lines, shared_edges
from geo.errors import FactsError, Fault
from geo.facts.model import Facts
from geo.facts.tables import CONTEXT, CONTEXT_PLACES, CONTEXT_RUNS

if TYPE_CHECKING:
    import pandas as pd
    from geopandas import GeoSeries

LINES = ("country", "province", "coast", "own_country")
"""The lines of `Around`."""
NEAR = 0.16
"""Degrees from the province within which the name of a neighbour stands."""
_APART = 0.45
"""Degrees between two names of one neighbour."""
_NAMES = 3
_SECOND = 0.55
"""Room that another name of a neighbour needs, as a share of the first one's."""
_SHIFTED = 2.0
"""Cells by which a coarse line may miss the finer outline that it leads to."""


@dataclass(frozen=True)
class PlaceName:
    """The name of a neighbour, its kind, and a place for it with the room there.

    `at` is latitude and longitude; `room` the radius of a free circle in degrees of latitude.
    """

    name_vi: str
    name_en: str
    kind: str
    at: tuple[float, float]
    room: float


@dataclass(frozen=True, eq=False)
class Around:
    """What is drawn around an outline of the province, in degrees.

    Parameters
    ----------
    country, province, coast
        Borders between a country and others, between neighbouring provinces, and with the sea.
    own_country
        The part of the province's own outline that is a border with a country.
    names
        The names of the neighbours.
    """

    country: MultiLineString
    province: MultiLineString
    coast: MultiLineString
    own_country: MultiLineString
    names: tuple[PlaceName, ...]


@dataclass(frozen=True, eq=False)
class Context:
    """The neighbours of a province.

    `places` has the index `place` and the columns `name_vi, name_en, kind, geometry`:
    EPSG:4326, a coverage that leaves the province out. `cell` is the side of a cell in degrees.
    """

    places: pd.DataFrame
    cell: float

    @property
    def polygons(self) -> GeoSeries:
        """The polygons of the neighbours."""
        # a command that draws nothing anew does not wait for it
        from geopandas import GeoSeries

        return GeoSeries(self.places["geometry"], crs=CRS)


def read_context(facts: Facts, *, folder: Path) -> Context | None:
    """Read and check what a data folder tells of the neighbours.

    Parameters
    ----------
    facts
        The facts of the folder.
    folder
        The data folder.

    Returns
    -------
    context : Context or None
        None if the folder tells nothing.

    Raises
    ------
    FactsError
        Listing every fault of the two tables.
    """
    grid = facts.province.context_grid
    if grid is None or not any((folder / table.file).exists() for table in CONTEXT):
        return None
    faults: list[Fault] = []
    places = read_table(folder, CONTEXT_PLACES, faults)
    runs = read_table(folder, CONTEXT_RUNS, faults)
    if not faults:
        faults += _twice(places)
        faults += cell_faults(CONTEXT_PLACES, places, CONTEXT_RUNS, runs)
        known = places["place"]
        faults += run_faults(CONTEXT_RUNS, runs, grid, owners=CONTEXT_PLACES, known=known)
    if faults:
        raise FactsError(faults)
    places = places.set_index("place").drop(columns="cells")
    places["geometry"] = cell_polygons(grid, runs, "place", places.index)
    return Context(places, 1 / grid.cells_per_degree)


def draw_around(context: Context, layer: GeoSeries) -> Around:
    """Draw the neighbours around the units of a layer.

    Parameters
    ----------
    context
        The neighbours.
    layer
        The units: EPSG:4326, a coverage.

    Returns
    -------
    around : Around
        Coordinates are rounded to five decimals. A line that ends near the outline of the layer
        is led on to it, for the two are not of one fineness.
    """
    kinds = context.places["kind"]
    polygons = context.polygons
    outline, _ = borders(layer)
    dry = polygons[kinds != "sea"]
    by_country = dry.to_numpy(), (kinds[dry.index] == "country").to_numpy()
    wet = polygons.to_numpy(), (kinds == "sea").to_numpy()
    _, between = borders(polygons[kinds == "province"])
    lines = [_between(*by_country), between, _between(*wet)]
    country, province, coast = (
        _rounded(_led_on(each, outline, reach=_SHIFTED * context.cell)) for each in lines
    )
    return Around(
        country=country,
        province=province,
        coast=coast,
        own_country=_facing_country(outline, polygons, kinds),
        names=tuple(_names(context, shapely.coverage_union_all(layer.to_numpy()))),
    )


def _twice(places: pd.DataFrame) -> list[Fault]:
    """Return the faults of places that stand twice."""
    file, [key] = CONTEXT_PLACES.file, CONTEXT_PLACES.key
    lines: dict[str, int] = {}
    faults = []
    for line, place in zip(places.index.tolist(), places[key], strict=True):
        first = lines.setdefault(place, line)
        if first != line:
            fields = {"row": first, "columns": key}
            faults.append(Fault(file, "cell_fault.repeats", line, key, place, fields))
    return faults


def _between(polygons: NDArray[np.object_], chosen: NDArray[np.bool_]) -> MultiLineString:
    """Return the edges between the polygons chosen and the others."""
    sides = [shapely.coverage_union_all(polygons[each]) for each in (chosen, ~chosen)]
    _, edges = shared_edges(np.array([side for side in sides if not shapely.is_empty(side)]))
    return edges


def _led_on(lines: MultiLineString, outline: MultiLineString, *, reach: float) -> MultiLineString:
    """Lead the ends of lines that lie near an outline on to it."""
    led: list[shapely.LineString] = []
    for line in shapely.get_parts(lines):
        points = shapely.get_coordinates(line)
        for end in (0, -1):
            way = shapely.shortest_line(shapely.Point(points[end]), outline)
            if 0 < shapely.length(way) <= reach:
                goal = shapely.get_coordinates(way)[-1:]
                points = np.vstack([goal, points] if end == 0 else [points, goal])
        led.append(shapely.linestrings(points))
    return shapely.multilinestrings(np.array(led, dtype=object))


def _facing_country(
    outline: MultiLineString, polygons: GeoSeries, kinds: pd.Series
) -> MultiLineString:
    """Return the edges of an outline that have a country as their nearest neighbour."""
    lines = shapely.get_parts(outline)
    points, line = shapely.get_coordinates(lines, return_index=True)
    steps = np.hstack([points[:-1], points[1:]])[line[:-1] == line[1:]]
    middles = shapely.points((steps[:, :2] + steps[:, 2:]) / 2)
    nearest = shapely.STRtree(polygons.to_numpy()).nearest(middles)
    return joined_lines(steps[(kinds == "country").to_numpy()[nearest]])


def _names(context: Context, land: shapely.Geometry) -> list[PlaceName]:
    """Find places for the names: along the province, or inside neighbours farther away."""
    _, south, _, north = shapely.bounds(land)
    shrink = np.array([np.cos(np.radians((south + north) / 2)), 1.0])

    def flat(shape: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(shape, lambda points: points * shrink)

    beside = shapely.buffer(flat(land), NEAR)
    own = shapely.buffer(flat(land), context.cell)
    names = []
    for _, place in context.places.iterrows():
        whole = shapely.difference(flat(place["geometry"]), own)
        near = shapely.intersection(whole, beside)
        for middle, room in _free_circles(whole if shapely.is_empty(near) else near):
            lon, lat = np.round(middle / shrink, DECIMALS).tolist()
            words = str(place["name_vi"]), str(place["name_en"]), str(place["kind"])
            names.append(PlaceName(*words, (lat, lon), round(room, DECIMALS)))
    return names


def _free_circles(area: shapely.Geometry) -> list[tuple[NDArray[np.float64], float]]:
    """Return middle and radius of the largest circles in an area, well apart."""
    found: list[tuple[NDArray[np.float64], float]] = []
    while len(found) < _NAMES and not shapely.is_empty(area):
        circle = shapely.maximum_inscribed_circle(area)
        middle, room = shapely.get_coordinates(circle)[0], float(shapely.length(circle))
        if not room or (found and room < _SECOND * found[0][1]):
            break
        found.append((middle, room))
        area = shapely.difference(area, shapely.buffer(shapely.Point(middle), _APART))
    return found


def _rounded(lines: MultiLineString) -> MultiLineString:
    rounded: MultiLineString = shapely.transform(lines, lambda points: np.round(points, DECIMALS))
    return rounded
