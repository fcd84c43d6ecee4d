"""The border gates beside the map: roads under their main gate, those without a point marked."""

from geo.facts.model import Gate
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.reading.gates import gate_line, gate_name
from geo.views.drawing import Drawing
from ui.markup import elements


def gates_html(atlas: Atlas, drawing: Drawing, *, lang: str) -> str:
    """Return every gate with its class and its figure of the year, as HTML."""
    t = texts(lang)
    gates = atlas.facts.gates
    items = []
    for gate in gates.values():
        if gate.parent_gate_id in gates:
            continue
        roads = [each for each in gates.values() if each.parent_gate_id == gate.gate_id]
        below = "".join(elements.tag("li", _line(atlas, drawing, road, lang)) for road in roads)
        nested = elements.tag("ul", below) if roads else ""
        items.append(elements.tag("li", _line(atlas, drawing, gate, lang) + nested))
    head = elements.text("h2", t("gate.title", year=drawing.view.year), css="page-title")
    if not items:
        return head + elements.text("p", t("gate.none"), css="small")
    note = elements.text("p", f"{t('gate.note')} {t('gate.marks')}", css="small")
    return head + note + elements.tag("ul", "".join(items), css="small gates")


def _line(atlas: Atlas, drawing: Drawing, gate: Gate, lang: str) -> str:
    t = texts(lang)
    name = gate_name(gate, lang=lang)
    words = gate_line(atlas, drawing, gate, lang=lang)
    if gate.lat is None:
        words = f"{words}; {t('gate.no_point')}"
    note = pick(gate, "note", lang)
    return elements.text("b", name) + " – " + elements.text("span", words, title=note)
