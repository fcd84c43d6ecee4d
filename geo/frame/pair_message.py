"""The message that draws two indicators on one map."""

from zlib import crc32

from geo.frame.change_message import TOGETHER
from geo.frame.message import own_message
from geo.language.texts import texts
from geo.reading.compare.pairs import pair_caption, unit_said
from geo.views.compare.bivariate import SIDE, Bivariate
from geo.views.palettes import BIVARIATE

_DIGITS = "012345678"


def pair_message(
    pair: Bivariate, *, lang: str, layer: str, words: str, selected: str = ""
) -> dict[str, object]:
    """Build the message for the map's frame.

    Parameters
    ----------
    pair
        The two indicators.
    lang
        Language.
    layer, words
        Addresses of the boundary layer and of the frame's words in that language.
    selected
        Code of the selected unit, or empty.

    Returns
    -------
    message : dict
        As that of `geo.frame.message.frame_message`. A class is three times that of the first
        indicator and that of the second; a unit says both figures.
    """
    first, second = pair.views
    stamp = f"{crc32(repr(pair.bounds).encode()):08x}"
    named = (f"{first.indicator}-{first.year}", f"{second.indicator}-{second.year}")
    return own_message(
        ("pair", *named, first.level, first.vintage, lang, stamp),
        layer=layer,
        words=words,
        caption=pair_caption(pair, lang=lang),
        fills=list(BIVARIATE),
        classes="".join(
            "-" if each is None else _DIGITS[SIDE * each[0] + each[1]] for each in pair.classes
        ),
        bases="".join("no"[each is not None] for each in pair.classes),
        values=[unit_said(pair, at, lang=lang) for at in range(len(pair.units))],
        none=texts(lang)("compare.pair_unknown"),
        plain="1" * len(pair.units),
        selected=selected,
        together=TOGETHER,
    )
