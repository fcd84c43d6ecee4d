"""A map of the gates as files for other programs: the gates, each with its figure of one time."""

import json

import pandas as pd

from geo.boundaries.layer_files import Layer
from geo.facts.model import Gate
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell
from geo.reading.border.maps import border_source_ids, border_title
from geo.reading.imprint import boundary_credit, revision_number
from geo.reading.tables import gate_table, source_table
from geo.reading.values import indicator_name, indicator_unit
from geo.views.drawing import Drawing


def gates_table(atlas: Atlas, drawing: Drawing, *, lang: str) -> pd.DataFrame:
    """Tabulate the gates of a map of gates for a program.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing, whose view says of which indicator and time the figures are.
    lang
        Language of the texts.

    Returns
    -------
    table : DataFrame
        One row per gate or road: text columns `gate_id`, `indicator` and `period` as the facts
        write them, `year` (Int64), then the columns of `geo.reading.tables.gate_table`. Indicator,
        year and period are the same in every row and stand where there is no figure, too.
    """
    view = drawing.view
    table = gate_table(atlas, drawing, lang=lang)
    table.insert(0, "gate_id", list(atlas.facts.gates))
    table.insert(3, "indicator", view.indicator)
    table.insert(4, "year", pd.Series([view.year] * len(table), dtype="Int64"))
    table.insert(5, "period", view.gate_period)
    return table


def gates_geojson(atlas: Atlas, drawing: Drawing, layer: Layer, *, lang: str) -> bytes:
    """Write a map of gates as GeoJSON.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    layer
        The layer of its communes, which are not in the file.
    lang
        Language of the texts.

    Returns
    -------
    content : bytes
        A FeatureCollection after RFC 7946, a feature per gate. One of which no point is known has
        the geometry null: none is placed at a guess; ``commune`` is where it is then drawn.
    """
    table = gates_table(atlas, drawing, lang=lang)
    records = table.astype(object).where(table.notna(), None).to_dict("records")
    sources = source_table(atlas, list(border_source_ids(atlas, drawing)), lang=lang)
    gates = atlas.facts.gates.values()
    document = {
        "type": "FeatureCollection",
        "title": border_title(atlas, drawing.view, lang=lang),
        "indicator": drawing.indicator.indicator_id,
        "indicator_name": indicator_name(drawing.indicator, lang=lang),
        "unit_of_measure": indicator_unit(drawing.indicator, lang=lang),
        "view_year": drawing.view.year,
        "view_period": drawing.view.gate_period,
        "sources": sources.to_dict("records"),
        "boundary_credit": boundary_credit(atlas, layer.level, layer.vintage, lang=lang),
        "data_version": atlas.facts.version,
        "revision": revision_number(atlas),
        "features": [
            {
                "type": "Feature",
                "id": gate.gate_id,
                "geometry": _point(gate),
                "properties": {str(name): value for name, value in record.items()}
                | {
                    "commune": gate.commune_codes.get(drawing.view.vintage),
                    "place_quality": gate.coord_quality,
                    "known": gate_cell(atlas, drawing.view, gate) is not None,
                },
            }
            for gate, record in zip(gates, records, strict=True)
        ],
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


def _point(gate: Gate) -> dict[str, object] | None:
    if gate.lat is None or gate.lon is None:
        return None
    return {"type": "Point", "coordinates": [gate.lon, gate.lat]}
