"""What stands on a page, read by other programs than wrote it."""

from dataclasses import dataclass
from xml.etree import ElementTree

import pypdfium2

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Line:
    """A piece of a line of a PDF, in points from the lower left corner of its page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def svg_words(content: bytes) -> list[str]:
    """Return the lines of text of an SVG, in their order."""
    root = ElementTree.fromstring(content)
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def pdf_lines(content: bytes, page: int = 0) -> list[Line]:
    """Return the pieces of lines of a page with their boxes, as pdfium finds them.

    The letters of a picture within a page come one by one; those of a line are put together.
    """
    text = pypdfium2.PdfDocument(content)[page].get_textpage()
    found: list[Line] = []
    for at in range(text.count_rects()):
        box = text.get_rect(at)
        line = Line(text.get_text_bounded(*box).strip(), *box)
        if found and _goes_on(found[-1], line):
            line = _joined(found.pop(), line)
        found.append(line)
    return found


def _goes_on(one: Line, other: Line) -> bool:
    """Tell whether a piece stands behind another on the same line."""
    high = max(one.top - one.bottom, 4)
    near = -0.2 * high < other.left - one.right < 0.5 * high
    return near and abs(one.top + one.bottom - other.top - other.bottom) < 0.9 * high


def _joined(one: Line, other: Line) -> Line:
    high = max(one.top - one.bottom, 4)
    gap = " " if other.left - one.right > 0.3 * high else ""
    return Line(
        f"{one.text}{gap}{other.text}",
        one.left,
        min(one.bottom, other.bottom),
        other.right,
        max(one.top, other.top),
    )


def follows(words: list[str], *wanted: str) -> bool:
    """Tell whether some words stand in a row somewhere."""
    rows = zip(*(words[at:] for at in range(len(wanted))), strict=False)
    return wanted in rows


def overlaps(one: Line, other: Line) -> bool:
    """Tell whether two lines share more than their edges."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 1 and high > 0.35 * min(one.top - one.bottom, other.top - other.bottom)
