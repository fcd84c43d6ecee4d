"""The message that turns a map frame to a view: numbers and codes, never polygons or names."""

from collections.abc import Iterable, Sequence

from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gates_in_communes
from geo.figures.view import View
from geo.language.numbers import unit_pattern
from geo.language.texts import texts
from geo.reading.border.maps import border_title
from geo.reading.gates import gate_line, gate_name
from geo.reading.values import class_label, drawn_name, drawn_unit, number_text, unknown_text
from geo.views.drawing import Drawing, draw
from geo.views.gate_symbols import gate_symbols

_BASES = {"observed": "o", "carried": "c", "earlier": "e", "none": "n", "not_applicable": "x"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KEPT = 32
"""Views whose printed numbers are kept with the facts, those asked for last."""


def frame_message(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    layer: str,
    words: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
    outlined: Sequence[str] = (),
    labels: bool = True,
) -> dict[str, object]:
    """Build the message that shows a drawing in a map frame.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.
    layer, words
        Addresses of the boundary layer and of the frame's words in that language.
    kept
        For each unit whether the filter keeps it; None for no filter.
    selected
        Code of the selected unit, or empty.
    outlined
        Codes of the units that stand for one of other boundaries while none is selected.
    labels
        Whether names are written on the map.

    Returns
    -------
    message : dict
        Of JSON types only. Arrays have one entry per unit in the order of the codes, which is
        the order of the layer's file; texts that repeat stand once.
    """
    view = drawing.view
    year = _year(drawing)
    message: dict[str, object] = {
        "view": "|".join(_named(view, lang)),
        "layer": layer,
        "words": words,
        "caption": _caption(atlas, drawing, lang),
        "year": str(year),
        "figure": _figure(drawing, lang),
        "fills": list(drawing.classes.fills),
        "classes": "".join(_digit(index) for index in drawing.indices),
        "bases": "".join(_BASES[cell.basis] for cell in drawing.cells),
        "selected": selected,
        "labels": labels,
    }
    message |= _values(atlas, drawing, lang)
    years = {
        str(at): str(cell.observed_year)
        for at, cell in enumerate(drawing.cells)
        if cell.observed_year not in (None, year)
    }
    one = _figure(drawing, lang, one=True)
    optional = {
        "figure_one": one if one != message["figure"] else "",
        "years": years,
        "outlined": list(outlined),
        "none": unknown_text(drawing.kind, lang=lang) if drawing.kind == "ordinal" else "",
        "plain": _marks([drawing.kind == "zone" and not index for index in drawing.indices]),
        "pending": _marks([cell.pending for cell in drawing.cells]),
        "faded": _marks([not stays for stays in kept or ()]),
        "gates": _gates(atlas, drawing, lang) if drawing.kind == "zone" else [],
        "near": bool(view.gate_period),
    }
    return message | {key: value for key, value in optional.items() if value}


def _named(view: View, lang: str) -> tuple[str, ...]:
    """Return what tells a view from all others."""
    if view.gate_period:
        return (view.indicator, f"{view.year}_{view.gate_period}", view.vintage, lang)
    return (view.indicator, str(view.year), view.level, view.vintage, view.mode, lang)


def own_message(
    view: Iterable[str], *, layer: str, words: str, caption: str, **drawn: object
) -> dict[str, object]:
    """Build the message of a map that draws classes of its own, not those of an indicator.

    Parameters
    ----------
    view
        What tells it from all others.
    layer, words
        As for `frame_message`.
    caption
        What is drawn.
    **drawn
        What else the message has, above all ``fills``, ``classes``, ``bases`` and ``values``.

    Returns
    -------
    message : dict
        Its values have no unit of measure, and no unit of the map is selected.
    """
    plain: dict[str, object] = {"year": "", "figure": "", "selected": "", "labels": True}
    named = {"view": "|".join(view), "layer": layer, "words": words, "caption": caption}
    return plain | named | drawn


def _year(drawing: Drawing) -> int:
    """Return the year that the cells have if they say no other."""
    if drawing.kind != "zone":
        return drawing.view.year
    # all cells are of one list, whose date stands under the legend; names need not repeat it
    years = (cell.observed_year for cell in drawing.cells)
    return next((year for year in years if year is not None), drawing.view.year)


def _gates(atlas: Atlas, drawing: Drawing, lang: str) -> list[list[object]]:
    """Return the symbols of the gates as the frame reads them."""
    own: list[list[object]] = [
        [
            *(symbol.gate.gate_id, symbol.lat, symbol.lon),
            *(gate_name(symbol.gate, lang=lang), symbol.gate.kind, symbol.radius or 0),
            "filled" if symbol.filled else "hollow",
            gate_line(atlas, drawing, symbol.gate, lang=lang),
            *([symbol.commune] if symbol.commune else []),
        ]
        for symbol in gate_symbols(atlas, drawing)
    ]
    if drawing.view.gate_period:
        return own
    # the frame knows where the middle of a commune is
    inside: list[list[object]] = [
        [
            *(gate.gate_id, None, None, gate_name(gate, lang=lang), gate.kind, 0, "hollow"),
            gate_line(atlas, drawing, gate, lang=lang),
            gate.commune_codes[drawing.view.vintage],
        ]
        for gate in gates_in_communes(atlas, drawing.view)
    ]
    return own + inside


def _caption(atlas: Atlas, drawing: Drawing, lang: str) -> str:
    if drawing.view.gate_period:
        return border_title(atlas, drawing.view, lang=lang)
    name = drawn_name(drawing.indicator, drawing.view.mode, lang=lang)
    if drawing.kind == "zone":
        name = texts(lang)("reading.zone_drawn")
    view = drawing.view
    # no year is named where none has a figure
    known = atlas.years(view.indicator, view.level, view.vintage)
    return f"{name}, {view.year}" if known else name


def _figure(drawing: Drawing, lang: str, *, one: bool = False) -> str:
    """Return how a printed value, or a one, and its unit are put together; empty for classes."""
    if drawing.classes.ids:
        return ""
    return unit_pattern(drawn_unit(drawing, lang=lang), one=one, lang=lang)


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
    if drawing is draw(atlas, drawing.view):
        return {"values": list(_printed(atlas, drawing.view, lang))}
    return {"values": list(_numbers(atlas, drawing, lang))}


@kept_with(_KEPT)
def _printed(atlas: Atlas, view: View, lang: str) -> tuple[str, ...]:
    """Return the printed numbers of a view: to print thousands takes most of a message's time."""
    return _numbers(atlas, draw(atlas, view), lang)


def _numbers(atlas: Atlas, drawing: Drawing, lang: str) -> tuple[str, ...]:
    said = (number_text(atlas, drawing, each, lang=lang, with_unit=False) for each in drawing.cells)
    return tuple(said)


def _marks(flags: list[bool]) -> str:
    """Write flags as 0 and 1; empty where none is set."""
    return "".join("1" if flag else "0" for flag in flags) if any(flags) else ""


def _digit(index: int | None) -> str:
    return "-" if index is None else _DIGITS[index]
