"""Border gates in words."""

from geo.facts.model import Gate
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell
from geo.language.texts import pick, texts
from geo.reading.values import cell_text, period_text
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
    else:
        value = cell_text(atlas, drawing.indicator, cell, lang=lang)
        parts.append(f"{value}, {period_text(cell, drawing.indicator, lang=lang)}")
    if gate.coord_quality not in ("gate", "none"):
        parts.append(t("gate.approximate"))
    return "; ".join(parts)
