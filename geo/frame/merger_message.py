"""The message that draws earlier boundaries over the newest ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import is_same, newest_vintage, passages_into
from geo.frame.message import own_message
from geo.language.texts import texts

FILLS = ("#ffffff", "#e3edf1", "#f8e3cc")
"""Of a unit that did not change, of one made of whole units, of one with a part of another."""
_NEAR = 3
"""Units that can be seen together from near."""


@dataclass(frozen=True)
class Before:
    """Earlier boundaries and what is marked on them.

    Parameters
    ----------
    layer
        Address of their layer.
    name
        What they are called beside the slider.
    marked
        Codes of their units that are filled.
    """

    layer: str
    name: str
    marked: Sequence[str] = ()


def merger_message(
    atlas: Atlas,
    vintage: str,
    before: Before | None,
    *,
    lang: str,
    layer: str,
    words: str,
    chosen: Sequence[str] = (),
) -> dict[str, object]:
    """Build the message for the map's frame.

    Parameters
    ----------
    atlas
        The atlas.
    vintage
        Id of the boundaries that the parts of the newest units are counted on.
    before
        The boundaries that lie over the newest ones; None for none.
    lang
        Language.
    layer, words
        Addresses of the layer of the newest communes and of the frame's words in that language.
    chosen
        Codes of the newest communes that are outlined; the first is gone near to where they are
        few.

    Returns
    -------
    message : dict
        As that of `geo.frame.message.frame_message`; ``before`` is read by ``before.js``.
    """
    units = atlas.units("commune", newest_vintage(atlas.facts))
    kinds, said = zip(*(_made_of(atlas, unit, vintage, lang) for unit in units), strict=True)
    phrases = list(dict.fromkeys(said))
    t = texts(lang)
    stamp = f"{crc32(repr((before, chosen)).encode()):08x}"
    message = own_message(
        ("merger", newest_vintage(atlas.facts), vintage, lang, stamp),
        layer=layer,
        words=words,
        caption=t("merger.map"),
        fills=list(FILLS),
        classes="".join(map(str, kinds)),
        bases="o" * len(units),
        phrases=phrases,
        values=[f"{{{phrases.index(each)}}}" for each in said],
        plain="1" * len(units),
        outlined=list(chosen),
    )
    if chosen and len(chosen) <= _NEAR:
        message |= {"focus": chosen[0], "focus_seq": stamp}
    if before is not None:
        slider = {
            "name": t("merger.slider"),
            "now": t("merger.slider_new"),
            "old": before.name,
            "failed": t("frame.load_failed"),
            "retry": t("frame.retry"),
        }
        message["before"] = {
            "layer": before.layer,
            "marked": list(before.marked),
            "words": slider,
        }
    return message


def _made_of(atlas: Atlas, unit: Unit, vintage: str, lang: str) -> tuple[int, str]:
    """Return the class of a unit of the newest boundaries, and what it was made of."""
    t = texts(lang)
    ways = passages_into(atlas, unit, vintage)
    if len(ways) == 1 and is_same(atlas, ways[0].old):
        return 0, t("merger.map_same")
    parted = any(each.area_share != 1 for each in ways)
    return (2 if parted else 1), t("merger.map_parts", count=len(ways))
