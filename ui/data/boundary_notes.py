"""What a reader should know of the boundaries: vintages, origin, defects, what is in use."""

from collections import Counter

import streamlit as st

from geo.boundaries.brought.doubts import LISTED, doubt_text
from geo.boundaries.layers import LayerSpec, layer_specs
from geo.facts.model import Vintage
from geo.figures.atlas import Atlas
from geo.language.numbers import format_number
from geo.language.texts import Texts, pick, texts
from geo.reading.imprint import boundary_credit, version_text
from geo.reading.sentences import boundaries_label
from ui.markup import elements
from ui.server import loaded


def show_boundaries(atlas: Atlas, *, lang: str) -> None:
    """Show the boundaries in use, their origin, what is doubtful in them, known defects."""
    t = texts(lang)
    facts, boundaries = atlas.facts, loaded.boundaries()
    refused = [t("data.boundaries_refused", fault=fault.words(lang)) for fault in boundaries.faults]
    if refused:
        st.html(elements.notice(refused, fault=True))
    doubts = [doubt_text(facts, doubt, lang=lang, most=LISTED) for doubt in boundaries.doubts]
    if doubts:
        st.html(elements.notice([t("data.doubts"), *doubts]))
    pieces = [elements.text("p", line) for line in origin_lines(atlas, lang=lang)]
    items = []
    for vintage in facts.province.vintages:
        label = pick(vintage, "label", lang)
        drawn = t("data.drawn") if vintage.has_geometry else t("data.not_drawn")
        items.append(
            elements.text(
                "li", t("data.vintage", label=label, units=_units(atlas, vintage, t), drawn=drawn)
            )
        )
    pieces.append(elements.tag("ul", "".join(items)))
    notes = shipped_notes(atlas, lang=lang)
    if notes:
        pieces.append(elements.text("h2", t("data.notes"), css="page-title"))
        pieces.append(elements.tag("ul", "".join(elements.text("li", note) for note in notes)))
    st.html(elements.tag("div", "".join(pieces), css="panel"))
    counts = {
        "version": version_text(atlas, lang=lang),
        "observations": format_number(len(facts.observations), decimals=0, lang=lang),
        "sources": format_number(len(facts.sources), decimals=0, lang=lang),
    }
    st.caption(t("data.version", **counts))


def origin_lines(atlas: Atlas, *, lang: str) -> list[str]:
    """Credit the layers, those of the same credit in one line."""
    t = texts(lang)
    layers: dict[str, list[str]] = {}
    for spec in layer_specs(atlas.facts.province):
        credit = boundary_credit(atlas, spec.level, spec.vintage, lang=lang)
        layers.setdefault(credit, []).append(_layer_label(atlas, spec, lang))
    if len(layers) == 1:
        return [t("data.boundaries_origin", credit=credit) for credit in layers]
    return [
        t("data.layer_origin", layers="; ".join(labels), credit=credit)
        for credit, labels in layers.items()
    ]


def shipped_notes(atlas: Atlas, *, lang: str) -> list[str]:
    """Return what is known of the shipped drawing, as far as that is in use."""
    specs = layer_specs(atlas.facts.province)
    shipped = [spec for spec in specs if spec.name not in atlas.boundary_credits]
    if not shipped:
        return []
    known = atlas.facts.province.boundary_notes
    notes = [pick(note, "text", lang) for note in known]
    if len(shipped) == len(specs):
        return notes
    labels = "; ".join(_layer_label(atlas, spec, lang) for spec in shipped)
    return [texts(lang)("data.notes_shipped", layers=labels), *notes]


def _layer_label(atlas: Atlas, spec: LayerSpec, lang: str) -> str:
    return boundaries_label(atlas.facts, level=spec.level, vintage=spec.vintage, lang=lang)


def _units(atlas: Atlas, vintage: Vintage, t: Texts) -> str:
    """Count the communes of boundaries by kind: "65 xã, phường (61 xã, 4 phường)"."""
    kinds = Counter(unit.kind for unit in atlas.units("commune", vintage.id))
    names = {kind: t(f"counted.{kind}") for kind in ("commune", "ward", "township") if kinds[kind]}
    parts = [t("counted.several", count=kinds[kind], kind=name) for kind, name in names.items()]
    if len(parts) < 2:
        return ", ".join(parts)
    said = {"names": ", ".join(names.values()), "parts": ", ".join(parts)}
    return t("counted.units", all=kinds.total(), **said)
