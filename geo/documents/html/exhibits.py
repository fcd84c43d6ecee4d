"""The pictures of an exhibit for a page: drawings whose letters the page sets."""

from dataclasses import dataclass

from geo.documents.paper.exhibit.board import draw_board
from geo.documents.paper.letters import FAMILY, POINT
from geo.documents.paper.paper import INK, Paper
from geo.meeting.stage import ExhibitScene

_PIXEL = 0.25
"""Millimetres of a pixel of a drawing."""
_MOVED = 0.35
"""Millimetres that edges may be moved by, so that what is sent stays small."""


@dataclass(frozen=True)
class Size:
    """How large a drawing is made: pixels of its sides, and of its letters."""

    width: int
    height: int
    letters: float


def exhibit_svg(staged: ExhibitScene, size: Size, *, lang: str) -> str:
    """Draw the pictures of an exhibit as one drawing with all its letters of one size."""
    points = size.letters * _PIXEL / POINT
    paper = Paper(size.width * _PIXEL, size.height * _PIXEL)
    draw_board(paper, staged.exhibit, staged.layers, lang=lang, size=points, moved=_MOVED)
    # what parts the letters from the drawing finds them by these; the page has the typeface
    settings = f' font-size="{size.letters * _PIXEL:.3f}" fill="{INK}"'
    return paper.svg().replace(f" font-family=\"'{FAMILY}'\"", settings, 1)
