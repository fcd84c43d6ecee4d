"""A drawing and its letters apart.

A picture in a page knows no typeface but those of the machine. So the letters of a drawing are laid
over it as words of the page, in the typeface of the page and as large as the picture is shown.
"""

import re
from dataclasses import dataclass
from html import unescape

from geo.documents.paper.letters import POINT
from geo.documents.paper.paper import INK, Lines, Paper
from geo.documents.paper.paper import Word as PaperWord

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_SIDES = re.compile(r'<svg [^>]*viewBox="0 0 (\S+) (\S+)"')
_FACE = re.compile(r' font-family="[^"]*"')
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_QUOTED = str.maketrans({each: f"%{ord(each):02X}" for each in "%#<>&\n"})
_PLACES = 2
"""Decimals of a place in per cent: finer than a pixel on the largest screens."""


@dataclass(frozen=True)
class Word:
    """A text of a drawing.

    Parameters
    ----------
    text
        The text.
    left, bottom
        Where its line stands, in per cent of the drawing, from the left and from below.
    anchor
        What of the text stands there: "start", "middle" or "end"; with "lines " before it the
        text is set in lines from that side, and begins at the left; with " seam" behind it the
        letters have a seam of white.
    bold
        Whether it is bold.
    colour
        Its colour; empty for that of the drawing.
    wide
        Width of its lines in per cent of the drawing; 0 for a text of one line.
    """

    text: str
    left: float
    bottom: float
    anchor: str
    bold: bool
    colour: str
    wide: float = 0.0


@dataclass(frozen=True)
class Lettering:
    """A drawing without its letters.

    Parameters
    ----------
    drawing
        The drawing as SVG.
    words
        Its texts.
    size
        Size of the letters in per cent of its width.
    colour
        Colour of letters that name none.
    """

    drawing: str
    words: tuple[Word, ...]
    size: float
    colour: str


def svg_address(svg: str) -> str:
    """Return a picture as the address of an image: a quarter shorter than in base64."""
    return "data:image/svg+xml;charset=utf-8," + svg.replace('"', "'").translate(_QUOTED)


def part_letters(svg: str) -> Lettering:
    """Take the letters out of a drawing of this library."""
    sides = _SIDES.match(svg)
    if sides is None:
        raise ValueError("a drawing begins with its size")
    width, height = map(float, sides.groups())
    root = _settings(svg[: svg.index(">")])
    return Lettering(
        _TEXT.sub("", svg),
        tuple(_word(given, text, width, height) for given, text in _TEXT.findall(svg)),
        round(100 * float(root["font-size"]) / width, _PLACES),
        root["fill"],
    )


def paper_letters(paper: Paper) -> Lettering:
    """Take the letters off a sheet that is drawn in letters of one size."""
    written: list[PaperWord | Lines] = [*paper.words, *paper.lines]
    size = max((each.size for each in written), default=0.0)

    def word(each: PaperWord | Lines, low: float, anchor: str, wide: float = 0.0) -> Word:
        return Word(
            each.text,
            round(100 * each.x / paper.width, _PLACES),
            round(100 * (paper.height - low) / paper.height, _PLACES),
            anchor,
            each.bold,
            "" if each.colour == INK else each.colour,
            round(100 * wide / paper.width, _PLACES),
        )

    return Lettering(
        _FACE.sub("", paper.svg_without_words()),
        (
            *(
                word(each, each.y, _ANCHORS[each.across] + (" seam" if each.halo else ""))
                for each in paper.words
            ),
            *(
                word(each, each.y + each.height, f"lines {_ANCHORS[each.across]}", each.width)
                for each in paper.lines
            ),
        ),
        round(100 * size * POINT / paper.width, _PLACES),
        INK,
    )


def _word(settings: str, text: str, width: float, height: float) -> Word:
    given = _settings(settings)
    return Word(
        unescape(text),
        round(100 * float(given["x"]) / width, _PLACES),
        round(100 * (height - float(given["y"])) / height, _PLACES),
        given.get("text-anchor", "start"),
        given.get("font-weight") == "700",
        given.get("fill", ""),
    )


def _settings(tag: str) -> dict[str, str]:
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
