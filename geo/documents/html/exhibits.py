"""The pictures of an exhibit for a page: drawings whose letters the page sets."""

from dataclasses import dataclass

from geo.documents.html.lettering import Lettering, paper_letters
from geo.documents.paper.exhibit.board import draw_board
from geo.documents.paper.letters import POINT
from geo.documents.paper.paper import Paper
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


def exhibit_letters(staged: ExhibitScene, size: Size, *, lang: str) -> Lettering:
    """Draw the pictures of an exhibit as one drawing with all its letters of one size apart."""
    points = size.letters * _PIXEL / POINT
    paper = Paper(size.width * _PIXEL, size.height * _PIXEL)
    draw_board(paper, staged.exhibit, staged.layers, lang=lang, size=points, moved=_MOVED)
    return paper_letters(paper)
