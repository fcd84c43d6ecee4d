"""What the colours and lines of a chart mean, in columns above it."""

from collections.abc import Sequence
from typing import NamedTuple

import shapely

from geo.documents.paper.letters import POINT
from geo.documents.paper.paper import QUIET, RULE, Paper, line_height

_BETWEEN = 6.0
_SIGN = 1.5
"""Room between a sign and its words, in the height of letters."""


class Sign(NamedTuple):
    """A sign with its words: a square, a line upright or across, or nothing."""

    name: str
    colour: str = QUIET
    kind: str = "square"
    line: str = ""


def write_key(
    paper: Paper, signs: Sequence[Sign], *, left: float, top: float, width: float, size: float
) -> float:
    """Write signs in as many columns as have room for the longest; return the lower edge."""
    high = size * POINT
    longest = paper.widest([sign.name for sign in signs], size=size)
    # a line that has just the width of its text may be broken
    wanted = longest + _SIGN * high + 1 + _BETWEEN
    across = max(1, int((width + _BETWEEN) / wanted))
    wide = min(wanted, width + _BETWEEN)
    y = top
    for first in range(0, len(signs), across):
        x, foot = left, y
        for sign in signs[first : first + across]:
            _draw(paper, sign, x, y + 0.5 * line_height(size), high)
            beside = _SIGN * high if sign.kind else 0.0
            room = wide - _BETWEEN - beside
            ink = QUIET if sign.kind == "square" else sign.colour
            end = paper.write_lines(x + beside, y, sign.name, width=room, size=size, colour=ink)
            x, foot = x + wide, max(foot, end)
        y = foot
    return y


def key_height(paper: Paper, signs: Sequence[Sign], *, width: float, size: float) -> float:
    """Return how high a key comes to stand."""
    trial = Paper(paper.width, paper.height, wider=paper.wider)
    return write_key(trial, signs, left=0, top=0, width=width, size=size)


def _draw(paper: Paper, sign: Sign, x: float, middle: float, high: float) -> None:
    if sign.kind == "square":
        side = 0.85 * high
        paper.box(x, middle - side / 2, side, side, fill=sign.colour, edge=RULE)
    elif sign.kind:
        upright = sign.kind == "upright"
        dx, dy = (0.0, 0.5 * high) if upright else (0.5 * high, 0.0)
        ends = [(x + 0.5 * high - dx, middle - dy), (x + 0.5 * high + dx, middle + dy)]
        paper.stroke(shapely.linestrings(ends), sign.colour, width=1.3, line=sign.line, layer=9)
