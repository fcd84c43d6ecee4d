"""The message that draws the gates by one figure of one time over the communes of the zone."""

from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import border_themes
from geo.figures.view import View
from geo.frame.message import frame_message
from geo.reading.border.words import gate_title, mark_line
from geo.reading.gates import gate_name
from geo.views.border import GateMark, GateView, gate_marks
from geo.views.drawing import Drawing, draw


def zone_drawing(atlas: Atlas, year: int) -> Drawing | None:
    """Return the communes by the lists in force in a year, on the boundaries the atlas opens with.

    None for a province without border themes.
    """
    themes = border_themes(atlas.facts)
    if not themes:
        return None
    vintage = atlas.facts.province.default_vintage
    return draw(atlas, View(themes[0].default.indicator, year, "commune", vintage))


def gates_message(
    atlas: Atlas,
    drawing: Drawing,
    shown: GateView | None,
    *,
    lang: str,
    layer: str,
    words: str,
) -> dict[str, object]:
    """Build the message for the map's frame.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The communes, of `zone_drawing`.
    shown
        What the gates are sized by; None draws where they are and says nothing of size.
    lang
        Language.
    layer, words
        Addresses of the boundary layer and of the frame's words in that language.

    Returns
    -------
    message : dict
        As that of `geo.frame.message.frame_message`, with symbols of its own. A gate of which
        nobody knows even the commune has none. The frame opens with those that have a figure.
    """
    message = frame_message(atlas, drawing, lang=lang, layer=layer, words=words)
    marks = gate_marks(atlas, shown, vintage=drawing.view.vintage)
    # small ones lie on top
    drawn = sorted((mark for mark in marks if mark.drawn), key=lambda mark: -mark.radius)
    message["gates"] = [_symbol(atlas, mark, shown, lang) for mark in drawn]
    if shown is not None:
        seen = (shown.indicator, shown.when, drawing.view.vintage, lang)
        caption = gate_title(atlas, shown, lang=lang)
        message |= {"view": "|".join(seen), "caption": caption, "near": True}
    return message


def _symbol(atlas: Atlas, mark: GateMark, shown: GateView | None, lang: str) -> list[object]:
    gate = mark.gate
    found: list[object] = [
        *(gate.gate_id, gate.lat, gate.lon, gate_name(gate, lang=lang), gate.kind, mark.radius),
        "filled" if mark.filled else "hollow",
        mark_line(atlas, mark, shown, lang=lang),
    ]
    return [*found, mark.commune] if mark.commune else found
