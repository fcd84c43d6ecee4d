"""Border gates in words."""

from geo.facts.model import Gate
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell
from geo.language.texts import pick, texts
from geo.reading.values import observation_period, observation_text, period_text, quoted_text
from geo.views.drawing import Drawing


def gate_name(gate: Gate, *, lang: str) -> str:
    """Return the name of a gate."""
    return pick(gate, "name", lang)


def gate_line(atlas: Atlas, drawing: Drawing, gate: Gate, *, lang: str) -> str:
    """Describe a gate in one line: kind, figure of the year, and whether its point is its own."""
    t = texts(lang)
    cell = gate_cell(atlas, drawing.view, gate)
    parts = [t(f"gate.{gate.kind}")]
    if cell is None:
        parts.append(t("gate.no_figure", year=drawing.view.year))
        parts += _part_of_the_year(atlas, drawing, gate, lang)
    else:
        value = quoted_text(atlas, drawing.indicator, cell, lang=lang)
        parts.append(f"{value}, {period_text(cell, drawing.indicator, lang=lang)}")
    if gate.lat is None and drawing.view.vintage in gate.commune_codes:
        parts.append(t("gate.in_commune"))
    if gate.coord_quality not in ("gate", "none"):
        parts.append(t("gate.approximate"))
    return "; ".join(parts)


def _part_of_the_year(atlas: Atlas, drawing: Drawing, gate: Gate, lang: str) -> list[str]:
    """Return the gate's newest figure of a part of the year, said as what it is."""
    indicator = drawing.indicator
    place = ("gate", "", gate.gate_id)
    rows = atlas.figures.observations.beside(indicator.indicator_id, place)
    row = next((row for row in rows if row.year == drawing.view.year), None)
    if row is None:
        return []
    period = observation_period(row, indicator, lang=lang)
    return [f"{period}: {observation_text(indicator, row, lang=lang)}"]
