"""The gazetteer: a grid that says to which units each place belongs, and its polygons.

Atoms are sets of grid cells that share all their units. Every boundary layer is dissolved
from the same simplified atoms, so that the layers nest and their outlines coincide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.boundaries.layers import LayerSpec, first_codes, layer_specs
from geo.boundaries.polygons import DECIMALS, dissolve, round_coverage
from geo.boundaries.specks import fill_gaps, find_gaps
from geo.errors import FactsError, Fault
from geo.facts.model import Facts
from geo.facts.particulars import Grid
from geo.facts.rows import read_rows
from geo.facts.tables import ATOMS, RUNS, Table
from geo.language.texts import Phrase

if TYPE_CHECKING:
    import pandas as pd
    from geopandas import GeoSeries

TOLERANCE = 1.9
"""Square root of the area, in cells, of the largest corner that simplifying may cut off."""
CRS = "EPSG:4326"


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """The two tables of the gazetteer, read and checked.

    `atoms` has the index `atom` and one column of unit codes per layer; `runs` has the
    integer columns `row, col_start, col_end, atom`, `col_end` exclusive.
    """

    grid: Grid
    atoms: pd.DataFrame
    runs: pd.DataFrame


def read_gazetteer(facts: Facts, *, folder: Path) -> Gazetteer:
    """Read and check the gazetteer of a data folder.

    Parameters
    ----------
    facts
        The facts of the data folder, which vouch for the codes of the atoms.
    folder
        The data folder.

    Returns
    -------
    gazetteer : Gazetteer

    Raises
    ------
    FactsError
        Listing every fault of the two tables.
    """
    faults: list[Fault] = []
    units = [unit_column(spec) for spec in layer_specs(facts.province) if spec.level != "province"]
    atoms = read_table(folder, ATOMS, faults, units=units)
    runs = read_table(folder, RUNS, faults)
    if not faults:
        faults += cell_faults(ATOMS, atoms, RUNS, runs)
        faults += run_faults(RUNS, runs, facts.province.grid, owners=ATOMS, known=atoms["atom"])
    if faults:
        raise FactsError(faults)
    return Gazetteer(facts.province.grid, atoms.set_index("atom"), runs)


def atom_polygons(gazetteer: Gazetteer) -> GeoSeries:
    """Draw the atoms: polygons simplified together and turned into degrees.

    Parameters
    ----------
    gazetteer
        The gazetteer.

    Returns
    -------
    polygons : GeoSeries
        EPSG:4326, index `atom` in the order of the table; a valid coverage whose
        coordinates are rounded to five decimals. Holes no larger than a speck are filled.

    Raises
    ------
    FactsError
        If the cells are too small for coordinates of five decimals.

    """
    index = gazetteer.atoms.index
    drawn = cell_polygons(gazetteer.grid, gazetteer.runs, "atom", index)
    try:
        drawn = round_coverage(drawn.set_axis(index.astype(str)))
    except ValueError as error:
        fault = Fault("province.json", "gazetteer_fault.too_fine", fields={"decimals": DECIMALS})
        raise FactsError([fault]) from error
    specks = [gap for gap in find_gaps(drawn) if gap.small]
    return fill_gaps(drawn, specks).set_axis(index)


def cell_polygons(grid: Grid, runs: pd.DataFrame, owner: str, index: pd.Index) -> GeoSeries:
    """Draw what owns the cells of a grid.

    Parameters
    ----------
    grid
        The grid.
    runs
        Columns `row, col_start, col_end` and that of the owners.
    owner
        Name of the column of the owners.
    index
        The owners, in the order wanted.

    Returns
    -------
    polygons : GeoSeries
        EPSG:4326, a coverage, not rounded yet.

    Notes
    -----
    Simplified by Visvalingam-Whyatt as one coverage (`shapely.coverage_simplify`), after a
    vertex was set at every cell corner: without those, polygons that meet at a T have no
    common vertex there.
    """
    boxes = shapely.box(runs["col_start"], runs["row"], runs["col_end"], runs["row"] + 1)
    owners = runs[owner].to_numpy()
    cells = np.array([shapely.union_all(boxes[owners == each]) for each in index])
    shapes = shapely.coverage_simplify(shapely.segmentize(cells, 1), TOLERANCE)

    def to_degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
        degrees = points / grid.cells_per_degree
        return np.column_stack([grid.west + degrees[:, 0], grid.north - degrees[:, 1]])

    # a command that draws nothing anew does not wait for it
    from geopandas import GeoSeries

    return GeoSeries(shapely.transform(shapes, to_degrees), index=index, crs=CRS)


def unit_column(spec: LayerSpec) -> str:
    """Name the column of `atoms.csv` that holds the units of a layer.

    Parameters
    ----------
    spec
        A layer of communes or districts.

    Returns
    -------
    column : str
    """
    return "district_code" if spec.level == "district" else f"commune_{spec.vintage}"


def gazetteer_layers(facts: Facts, gazetteer: Gazetteer) -> dict[str, GeoSeries]:
    """Draw the polygons of every boundary layer.

    Parameters
    ----------
    facts
        The facts.
    gazetteer
        Their gazetteer.

    Returns
    -------
    layers : dict of GeoSeries
        By name of layer: EPSG:4326, index the unit codes, sorted; coverages that nest.

    Raises
    ------
    FactsError
        If the cells are too small for coordinates of five decimals.
    """
    polygons = atom_polygons(gazetteer)
    layers = {}
    for spec in layer_specs(facts.province):
        if spec.level == "province":
            owners = np.full(len(polygons), facts.province.code, dtype=object)
        else:
            owners = gazetteer.atoms[unit_column(spec)].to_numpy(dtype=object)
        layers[spec.name] = dissolve(polygons, owners)
    return layers


def read_table(
    folder: Path, table: Table, faults: list[Fault], *, units: Sequence[str] = ()
) -> pd.DataFrame:
    """Read a table of cells or of what owns them.

    Parameters
    ----------
    folder
        The data folder.
    table
        The table.
    faults
        The list that faults are added to.
    units
        Names of further columns, with codes of units; all must be filled.

    Returns
    -------
    table : DataFrame
        The units, then the declared columns that must be filled; whole numbers as int64; the
        index is the line.
    """
    declared = [column for column in table.columns if column.required]
    names = [*units, *(column.name for column in declared)]
    rows = read_rows(folder, table.file, columns=names, faults=faults) or []
    columns: dict[str, NDArray[np.object_] | NDArray[np.int64]] = {
        name: np.array([row.required(name) for row in rows], dtype=object) for name in units
    }
    for column in declared:
        kind = np.int64 if column.type == "integer" else object
        columns[column.name] = np.array([row.cell(column) for row in rows], dtype=kind)
    import pandas as pd

    return pd.DataFrame(columns, index=[row.line for row in rows])


def run_faults(
    table: Table, runs: pd.DataFrame, grid: Grid, *, owners: Table, known: pd.Series
) -> list[Fault]:
    """Return the faults of runs outside the grid, inside each other, or of no known owner.

    Parameters
    ----------
    table, runs
        The table of runs, as it is declared and as it was read.
    grid
        Their grid.
    owners, known
        The table of the owners of the cells, and their names in it.

    Returns
    -------
    faults : list of Fault
    """
    owner = owners.key[0]
    row, start, end = runs["row"], runs["col_start"], runs["col_end"]
    ordered = runs.sort_values(["row", "col_start"], kind="stable")
    before = ordered.groupby("row")["col_end"].transform(lambda ends: ends.cummax().shift())
    overlaps = (ordered["col_start"] < before).reindex(runs.index)
    beyond = (row < 0) | (row >= grid.rows)
    rules = (
        ("row", beyond, Phrase("gazetteer_fault.row", {"rows": grid.rows})),
        ("col_start", start < 0, Phrase("gazetteer_fault.before_first")),
        (
            "col_end",
            end > grid.columns,
            Phrase("gazetteer_fault.beyond_last", {"columns": grid.columns}),
        ),
        ("col_end", end <= start, Phrase("gazetteer_fault.backward")),
        ("col_start", overlaps, Phrase("gazetteer_fault.overlap")),
        (owner, ~runs[owner].isin(known), Phrase("gazetteer_fault.no_atom", {"file": owners.file})),
    )
    return [
        fault
        for column, wrong, problem in rules
        for fault in _row_faults(table.file, runs, column, wrong, problem)
    ]


def cell_faults(
    owners: Table, owned: pd.DataFrame, table: Table, runs: pd.DataFrame
) -> list[Fault]:
    """Return the faults of owners that say another number of cells than their runs have."""
    owner = owners.key[0]
    drawn = (runs["col_end"] - runs["col_start"]).groupby(runs[owner]).sum()
    different = owned[owner].map(drawn).fillna(0) != owned["cells"]
    problem = Phrase("gazetteer_fault.count", {"file": table.file})
    return _row_faults(owners.file, owned, "cells", different, problem)


def _row_faults(
    file: str, table: pd.DataFrame, column: str, wrong: pd.Series, problem: Phrase
) -> list[Fault]:
    """Return one fault for all the wrong rows of a column, naming their first five lines."""
    lines = table.index[wrong]
    if lines.empty:
        return []
    if len(lines) > 1:
        listed = first_codes(str(line) for line in lines)
        fields = {"problem": problem, "count": len(lines), "rows": listed}
        problem = Phrase("gazetteer_fault.rows", fields)
    value = str(table[column][lines[0]])
    return [Fault(file, problem.key, int(lines[0]), column, value, problem.fields)]
