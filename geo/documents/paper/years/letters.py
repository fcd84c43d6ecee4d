"""The letters of a chart: measured, kept inside the picture and apart from each other."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

_WIDE, _NARROW = 0.7, 0.62
"""Widths of letters in their size: of capitals and signs, of all others. Those of the faces that
the pages are shown in are narrower, so that what is free here is free there."""
_BOLD = 1.1
Ruler = Callable[[str, bool], float]
"""Returns how wide a text is, bold or not, in its size."""
_HIGH, _DEEP = 0.8, 0.24
"""How far letters reach above and below their line."""
Box = tuple[float, float, float, float]


class Written(NamedTuple):
    """A text of a picture with its place, what of it stands there, its colour, if it is bold."""

    text: str
    x: float
    y: float
    anchor: str
    colour: str
    bold: bool

    @property
    def svg(self) -> str:
        """The text as an element."""
        fill = f' fill="{self.colour}"' if self.colour else ""
        # what is bold stands on the lines of the chart: its halo keeps it readable
        halo = ' font-weight="700" stroke="#fff" stroke-width="3" paint-order="stroke"'
        start = f' text-anchor="{self.anchor}"' if self.anchor != "start" else ""
        place = f'x="{self.x:.1f}" y="{self.y:.1f}"'
        return f"<text {place}{start}{fill}{halo if self.bold else ''}>{escape(self.text)}</text>"


def estimated(text: str, bold: bool) -> float:
    """Return how wide a text is in its size in a face that nobody knows: rather too wide."""
    wide = sum(_WIDE if each.isupper() or each in "●▬╌┈%–" else _NARROW for each in text)
    return wide * (_BOLD if bold else 1.0)


class Letters:
    """The letters of a picture.

    Parameters
    ----------
    width, height
        Of the picture in pixels.
    size
        Of the letters in pixels.
    ruler
        Tells how wide they are.
    """

    def __init__(self, width: int, height: int, size: float, ruler: Ruler) -> None:
        self._width, self._height, self._size, self._ruler = width, height, size, ruler
        self._taken: list[Box] = []
        self._lines: list[Box] = []
        self.written: list[Written] = []
        """All texts."""

    def width(self, text: str, *, bold: bool = False) -> float:
        """Return the width of a text in pixels."""
        return self._ruler(text, bold) * self._size

    def rows(
        self, words: Sequence[tuple[str, str]], room: float
    ) -> list[list[tuple[float, str, str]]]:
        """Set words of a colour beside each other, in as many rows as it takes.

        Returns
        -------
        rows : list of list of tuple
            Place from the left, words and colour.
        """
        rows: list[list[tuple[float, str, str]]] = [[]]
        x = 1.0
        for text, colour in words:
            wide = self.width(text, bold=True)
            if rows[-1] and x + wide > room:
                rows.append([])
                x = 1.0
            rows[-1].append((x, text, colour))
            x += wide + self._size * 1.2
        return rows if words else []

    def keep_free(self, *box: float) -> None:
        """Note a place that no letters may be put on."""
        left, top, right, bottom = box
        self._taken.append((left, top, right, bottom))

    def keep_off(self, line: Sequence[tuple[float, float]]) -> None:
        """Note a line from left to right that letters cross only where there is no other room."""
        self._lines += [(x, y, u, v) for (x, y), (u, v) in pairwise(line)]

    def write(
        self,
        text: str,
        x: float,
        y: float,
        *,
        anchor: str = "middle",
        colour: str = "",
        bold: bool = False,
    ) -> None:
        """Write a text on a line whatever stands there."""
        self._taken.append(self._box(text, x, y, anchor, bold))
        self.written.append(Written(text, x, y, anchor, colour, bold))

    def fit(
        self,
        text: str,
        places: Sequence[tuple[float, float]],
        *,
        colour: str,
        anchor: str = "middle",
        bold: bool = True,
    ) -> None:
        """Write a text at the first place where it touches nothing; nowhere if there is none.

        A place that is too near to an end of the picture is moved inwards; one that no line
        crosses goes first.
        """
        free = [
            (x, y, box)
            for x, y, box in self._moved(text, places, anchor, bold)
            if self._inside(box) and not any(_meet(box, each) for each in self._taken)
        ]
        if free:
            x, y, _ = min(free, key=lambda place: any(_cross(place[2], e) for e in self._lines))
            self.write(text, x, y, anchor=anchor, colour=colour, bold=bold)

    def _moved(
        self, text: str, places: Sequence[tuple[float, float]], anchor: str, bold: bool
    ) -> Iterator[tuple[float, float, Box]]:
        for near, y in places:
            left, _, right, _ = self._box(text, near, y, anchor, bold)
            x = near + max(0.0, -left) - max(0.0, right - self._width)
            yield x, y, self._box(text, x, y, anchor, bold)

    def _box(self, text: str, x: float, y: float, anchor: str, bold: bool) -> Box:
        wide = self.width(text, bold=bold)
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        return left, y - self._size * _HIGH, left + wide, y + self._size * _DEEP

    def _inside(self, box: Box) -> bool:
        left, top, right, bottom = box
        return left >= 0 and top >= 0 and right <= self._width and bottom <= self._height


def _meet(one: Box, other: Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def _cross(box: Box, line: Box) -> bool:
    """Tell whether a line, from left to right, goes through a box."""
    left, top, right, bottom = box
    x, y, u, v = line
    begin, end = max(left, x), min(right, u)
    if begin >= end:
        return False
    heights = [y + (v - y) * (at - x) / (u - x) for at in (begin, end)]
    return max(heights) > top and min(heights) < bottom
