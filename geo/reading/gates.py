"""Border gates in words."""

from geo.facts.model import Gate, Observation
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell
from geo.language.texts import pick, texts
from geo.reading.values import (
    named_period,
    observation_period,
    observation_text,
    period_text,
    quoted_text,
)
from geo.views.border_address import shown_of
from geo.views.drawing import Drawing


def gate_name(gate: Gate, *, lang: str) -> str:
    """Return the name of a gate."""
    return pick(gate, "name", lang)


def gate_line(atlas: Atlas, drawing: Drawing, gate: Gate, *, lang: str) -> str:
    """Describe a gate in one line: kind, figure of the time, and whether its point is its own."""
    t = texts(lang)
    cell = gate_cell(atlas, drawing.view, gate)
    parts = [t(f"gate.{gate.kind}")]
    if cell is None:
        parts += _no_figure(atlas, drawing, gate, lang)
    else:
        value = quoted_text(atlas, drawing.indicator, cell, lang=lang)
        parts.append(f"{value}, {period_text(cell, drawing.indicator, lang=lang)}")
    if gate.lat is None and drawing.view.vintage in gate.commune_codes:
        parts.append(t("gate.in_commune"))
    if gate.coord_quality not in ("gate", "none"):
        parts.append(t("gate.approximate"))
    return "; ".join(parts)


def _no_figure(atlas: Atlas, drawing: Drawing, gate: Gate, lang: str) -> list[str]:
    """Say that a gate has no figure, of a map of gates of the very time that it shows."""
    t, view = texts(lang), drawing.view
    if not view.gate_period:
        year = t("gate.no_figure", year=view.year)
        return [year, *_part_of_the_year(atlas, drawing, gate, lang)]
    if shown_of(view) is None:
        return []
    time = named_period(drawing.indicator, view.gate_period, view.year, lang=lang)
    return [t("border.no_figure", time=time)]


def is_silent(atlas: Atlas, drawing: Drawing, gate: Gate) -> bool:
    """Tell whether a gate has no figure of the drawing's year, not even of a part of it."""
    return gate_cell(atlas, drawing.view, gate) is None and not _row_beside(atlas, drawing, gate)


def _part_of_the_year(atlas: Atlas, drawing: Drawing, gate: Gate, lang: str) -> list[str]:
    """Return the gate's newest figure of a part of the year, said as what it is."""
    indicator = drawing.indicator
    row = _row_beside(atlas, drawing, gate)
    if row is None:
        return []
    period = observation_period(row, indicator, lang=lang)
    return [f"{period}: {observation_text(indicator, row, lang=lang)}"]


def _row_beside(atlas: Atlas, drawing: Drawing, gate: Gate) -> Observation | None:
    place = ("gate", "", gate.gate_id)
    rows = atlas.figures.observations.beside(drawing.indicator.indicator_id, place)
    return next((row for row in rows if row.year == drawing.view.year), None)
