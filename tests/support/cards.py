"""The card beside a map as one text, as a reader sees it."""

from collections.abc import Sequence

from geo.facts.model import Unit
from geo.figures.atlas import Atlas, Cell
from geo.views.drawing import Drawing
from ui.map.card import Card, card_trend, card_words


def card_html(
    atlas: Atlas,
    drawing: Drawing,
    unit: Unit,
    cell: Cell,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
) -> str:
    """Return all that the card of a unit says of a figure."""
    card = Card(unit, drawing, cell)
    over, under = card_words(atlas, card, lang=lang, kept=kept)
    return over + card_trend(atlas, card, lang=lang) + under
