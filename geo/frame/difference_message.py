"""The message that draws what differs between two states of the figures of one view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.message import own_message
from geo.language.texts import texts
from geo.reading.sentences import view_title
from geo.views.symbols import OUTSIDE

Kind = Literal["changed", "added", "removed"]
KINDS: tuple[Kind, ...] = ("changed", "added", "removed")
FILLS = ("#2b6a99", "#b5dcc0", "#b4531f")
"""Of each kind: dark, pale, and the lines of a hatching, so that they differ without colour."""
HATCHED: Kind = "removed"


@dataclass(frozen=True)
class UnitDifference:
    """What differs of the figure of a unit, and how it is said: "đổi: 80 → 61,7%"."""

    kind: Kind
    text: str


def difference_message(
    atlas: Atlas,
    view: View,
    found: Mapping[str, UnitDifference],
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
    view
        The view whose figures are compared.
    found
        What differs, by the code of the unit.
    lang
        Language.
    layer, words
        Addresses of the boundary layer and of the frame's words in that language.

    Returns
    -------
    message : dict
        As that of `geo.frame.message.frame_message`; a unit in which nothing differs is blank.
    """
    units = atlas.units(view.level, view.vintage)
    here = [found.get(unit.code) for unit in units]
    named, stamp = (view.indicator, str(view.year)), f"{crc32(repr(here).encode()):08x}"
    # names go first to the higher classes
    kinds = [0 if each is None else 1 + KINDS.index(each.kind) for each in here]
    return own_message(
        ("difference", *named, view.level, view.vintage, lang, stamp),
        layer=layer,
        words=words,
        caption=view_title(atlas, view, lang=lang),
        fills=[OUTSIDE.ground, *FILLS],
        classes="".join(map(str, kinds)),
        bases="o" * len(units),
        phrases=[texts(lang)("difference.same")],
        values=["{0}" if each is None else each.text for each in here],
        plain="".join("1" if each is None else "0" for each in here),
        lined="".join("1" if kind == 1 + KINDS.index(HATCHED) else "0" for kind in kinds),
    )
