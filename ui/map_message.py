"""The message that turns the map to a view: numbers and codes, never polygons or names."""

from dataclasses import dataclass

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.filters import Filter, kept
from geo.gates import gate_line, gate_name, gate_symbols
from geo.layer_specs import layer_name
from geo.numbers import format_number, format_value
from geo.texts import texts
from geo.wording import class_label, indicator_name, indicator_unit
from ui.assets import layer_address, words_address
from ui.request import Request

_BASES = {"observed": "o", "carried": "c", "earlier": "e", "none": "n", "not_applicable": "x"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class MapOptions:
    """What the reader sets about the map itself, outside of the view."""

    labels: bool = True
    focus: str = ""
    focus_count: int = 0


def map_message(
    atlas: Atlas, drawing: Drawing, request: Request, options: MapOptions
) -> dict[str, object]:
    """Build the message for the map's frame.

    Arrays have one entry per unit in the order of the codes, which is the order of the layer's
    file. Texts that repeat stand once, for every Vietnamese letter is six characters on its way.
    """
    view, lang = drawing.view, request.lang
    message: dict[str, object] = {
        "view": "|".join(
            (view.indicator, str(view.year), view.level, view.vintage, view.mode, lang)
        ),
        "layer": layer_address(layer_name(view.level, view.vintage)),
        "words": words_address(lang),
        "caption": _caption(drawing, lang),
        "year": str(view.year),
        "unit": _unit(drawing, lang),
        "fills": list(drawing.classes.fills),
        "classes": "".join(_digit(index) for index in drawing.indices),
        "bases": "".join(_BASES[cell.basis] for cell in drawing.cells),
        "selected": request.unit,
        "labels": options.labels,
    }
    message |= _values(atlas, drawing, lang)
    years = {
        str(at): str(cell.observed_year)
        for at, cell in enumerate(drawing.cells)
        if cell.observed_year not in (None, view.year)
    }
    optional = {
        "years": years,
        "pending": _marks([cell.pending for cell in drawing.cells]),
        "faded": _faded(atlas, drawing, request.filter),
        "gates": _gates(atlas, drawing, lang) if drawing.kind == "zone" else [],
    }
    message |= {key: value for key, value in optional.items() if value}
    if options.focus:
        message |= {"focus": options.focus, "focus_seq": options.focus_count}
    return message


def _gates(atlas: Atlas, drawing: Drawing, lang: str) -> list[list[object]]:
    """Return the symbols of the gates as the frame reads them."""
    return [
        [
            symbol.gate.gate_id,
            symbol.lat,
            symbol.lon,
            gate_name(symbol.gate, lang=lang),
            symbol.gate.kind,
            symbol.radius or 0,
            "filled" if symbol.filled else "hollow",
            gate_line(atlas, drawing, symbol.gate, lang=lang),
        ]
        for symbol in gate_symbols(atlas, drawing)
    ]


def _caption(drawing: Drawing, lang: str) -> str:
    name = indicator_name(drawing.indicator, lang=lang)
    if drawing.view.mode == "gap":
        name = texts(lang)("reading.gap_of", name=name)
    return f"{name}, {drawing.view.year}"


def _unit(drawing: Drawing, lang: str) -> str:
    if drawing.classes.ids:
        return ""
    unit = indicator_unit(drawing.indicator, lang=lang)
    if drawing.view.mode == "gap" and unit == "%":
        return texts(lang)("reading.points_unit")
    return unit


def _values(atlas: Atlas, drawing: Drawing, lang: str) -> dict[str, object]:
    """Return the printed value of each unit without its unit; names of classes by reference."""
    if drawing.classes.ids:
        indicator_id = drawing.indicator.indicator_id
        labels = [
            class_label(atlas.facts, indicator_id, class_id, lang=lang)
            for class_id in drawing.classes.ids
        ]
        values = ["" if index is None else f"{{{index}}}" for index in drawing.indices]
        return {"phrases": labels, "values": values}
    return {"values": [_value(drawing, at, lang) for at in range(len(drawing.cells))]}


def _value(drawing: Drawing, at: int, lang: str) -> str:
    cell, number = drawing.cells[at], drawing.numbers[at]
    decimals = drawing.indicator.decimals
    if number is None:
        return ""
    if drawing.view.mode == "gap":
        sign = "+" if number > 0 else ""
        return sign + format_number(number, decimals=decimals, lang=lang)
    return format_value(
        number,
        value_max=cell.value_max,
        qualifier=cell.qualifier,
        decimals=decimals,
        lang=lang,
    )


def _faded(atlas: Atlas, drawing: Drawing, chosen: Filter) -> str:
    return _marks([not stays for stays in kept(atlas, drawing, chosen)]) if chosen else ""


def _marks(flags: list[bool]) -> str:
    """Write flags as 0 and 1; empty where none is set."""
    return "".join("1" if flag else "0" for flag in flags) if any(flags) else ""


def _digit(index: int | None) -> str:
    return "-" if index is None else _DIGITS[index]
