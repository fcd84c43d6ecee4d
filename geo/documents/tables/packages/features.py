"""A drawing as features with their properties: units with polygons, gates with points."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo.boundaries.layer_files import Layer
from geo.documents.tables.gate_files import gates_table
from geo.facts.model import Gate
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell
from geo.reading.border.maps import border_source_ids, border_title
from geo.reading.conditions import filter_line, full_title
from geo.reading.imprint import boundary_credit, revision_number
from geo.reading.tables import source_table, view_table
from geo.reading.values import indicator_name, indicator_unit
from geo.views.border_address import shown_of
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter, kept


@dataclass(frozen=True)
class Features:
    """Features of one kind: a row of properties and a shape each, no shape where it is not known.

    Parameters
    ----------
    name
        ``units`` or ``gates``.
    ids
        Their ids.
    table
        Their properties; every row says of which indicator and in which unit its figure is.
    shapes
        Polygons, or points.
    """

    name: str
    ids: tuple[str, ...]
    table: pd.DataFrame
    shapes: tuple[BaseGeometry | None, ...]


def drawn_features(
    atlas: Atlas, drawing: Drawing, layer: Layer, *, lang: str, chosen: Filter = NO_FILTER
) -> tuple[Features, ...]:
    """Return what a drawing shows that its filter keeps: units, gates, or the gates beside units.

    Parameters
    ----------
    atlas, drawing
        The atlas and the drawing.
    layer
        The layer of its level and boundaries.
    lang
        Language of the texts.
    chosen
        The filter; of the gates it keeps those in the communes that it keeps.

    Returns
    -------
    features : tuple of Features
        One or two kinds, the units first.
    """
    if shown_of(drawing.view) is not None:
        return (_gates(atlas, drawing, list(atlas.facts.gates.values()), lang),)
    units = _units(atlas, drawing, layer, lang, chosen)
    if drawing.kind != "zone" or drawing.view.gate_period:
        return (units,)
    keeps = zip(drawing.cells, kept(atlas, drawing, chosen), strict=True)
    codes = {cell.unit.code for cell, keep in keeps if keep}
    vintage = drawing.view.vintage
    gates = [
        gate
        for gate in atlas.facts.gates.values()
        if not chosen or gate.commune_codes.get(vintage) in codes
    ]
    return units, _gates(atlas, drawing, gates, lang)


def told_of(
    atlas: Atlas, drawing: Drawing, layer: Layer, *, lang: str, chosen: Filter = NO_FILTER
) -> dict[str, object]:
    """Return what holds for all features: title, filter, indicator, unit, sources, versions."""
    view, border = drawing.view, shown_of(drawing.view) is not None
    keys = border_source_ids(atlas, drawing) if border else drawing.source_ids
    title = border_title(atlas, view, lang=lang) if border else ""
    told = {
        "title": title or full_title(atlas, drawing, chosen, lang=lang),
        "filter": filter_line(atlas, drawing, chosen, lang=lang) or None,
        **_measured(drawing, gates=border, lang=lang),
        "view_year": view.year,
        "view_period": view.gate_period,
        "sources": source_table(atlas, list(keys), lang=lang).to_dict("records"),
        "boundary_credit": boundary_credit(atlas, layer.level, layer.vintage, lang=lang),
        "data_version": atlas.facts.version,
        "revision": revision_number(atlas),
    }
    return {key: each for key, each in told.items() if border or key != "view_period"}


def _measured(drawing: Drawing, *, gates: bool, lang: str) -> dict[str, str]:
    """Return of what the figures are; those of units on a map of the zone are no numbers."""
    bare = drawing.kind == "zone" and not gates
    return {
        "indicator": drawing.indicator.indicator_id,
        "indicator_name": indicator_name(drawing.indicator, lang=lang),
        "unit_of_measure": "" if bare else indicator_unit(drawing.indicator, lang=lang),
    }


def _units(atlas: Atlas, drawing: Drawing, layer: Layer, lang: str, chosen: Filter) -> Features:
    table = view_table(atlas, drawing, lang=lang, chosen=chosen)
    table = table.rename(columns={"unit": "name", "observed_year": "year"})
    table = table.assign(**_measured(drawing, gates=False, lang=lang))
    shapes = dict(zip(layer.frame["code"], layer.frame.geometry, strict=True))
    codes = tuple(table["code"])
    return Features("units", codes, table, tuple(shapes[code] for code in codes))


def _gates(atlas: Atlas, drawing: Drawing, gates: Sequence[Gate], lang: str) -> Features:
    """Return gates; one of which no point is known has no shape: none is placed at a guess."""
    ids = tuple(gate.gate_id for gate in gates)
    table = gates_table(atlas, drawing, lang=lang)
    table = table[table["gate_id"].isin(ids)].reset_index(drop=True)
    # a point is the shape of its feature
    table = table.drop(columns=["lat", "lon"])
    table = table.assign(**_measured(drawing, gates=True, lang=lang))
    table["commune"] = [gate.commune_codes.get(drawing.view.vintage) for gate in gates]
    table["known"] = [gate_cell(atlas, drawing.view, gate) is not None for gate in gates]
    return Features("gates", ids, table, tuple(map(_point, gates)))


def _point(gate: Gate) -> Point | None:
    return None if gate.lat is None or gate.lon is None else Point(gate.lon, gate.lat)
