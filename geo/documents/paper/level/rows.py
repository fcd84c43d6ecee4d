"""Rows in as many blocks beside one another as there is room for, in letters as large as fit."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from geo.documents.paper.letters import POINT
from geo.documents.paper.paper import Paper

SIZES = (9.0, 8.0, 7.2, 6.4, 5.6, 4.8, 4.2)
"""Of letters in points."""
PITCH = 1.36
"""Height of a row in that of its letters."""
BETWEEN = 6.0
"""Millimetres between two blocks."""


@dataclass(frozen=True)
class Blocks:
    """How rows are laid out.

    Parameters
    ----------
    size
        Size of the letters in points.
    count
        How many blocks stand beside one another.
    rows
        How many rows each has.
    shown
        How many rows there is room for, of all.
    """

    size: float
    count: int
    rows: int
    shown: int

    @property
    def pitch(self) -> float:
        """Millimetres of a row."""
        return self.size * POINT * PITCH


def fit_rows(
    paper: Paper,
    count: int,
    *,
    wide: Callable[[float], float],
    beside: Callable[[float], int],
    size: float = 0,
) -> Blocks:
    """Lay rows out in the largest letters in which all have a place.

    Parameters
    ----------
    paper
        The sheet that they fill.
    count
        How many rows there are.
    wide
        Returns how wide a block must be, for a size of letters.
    beside
        Returns how many rows of the height are not theirs, for a size of letters.
    size
        The one size of letters; 0 for as large as there is room.

    Returns
    -------
    blocks : Blocks
        With fewer rows than there are where the smallest letters leave no room for all.
    """
    sizes = (size,) if size else SIZES
    for each in sizes:
        rows = max(1, int(paper.height / (each * POINT * PITCH)) - beside(each))
        blocks = math.ceil(count / rows)
        if blocks * wide(each) + (blocks - 1) * BETWEEN <= paper.width:
            return Blocks(each, blocks, math.ceil(count / blocks), count)
    last = sizes[-1]
    rows = max(1, int(paper.height / (last * POINT * PITCH)) - beside(last))
    most = max(1, int((paper.width + BETWEEN) / (wide(last) + BETWEEN)))
    return Blocks(last, most, rows, min(count, most * rows))
