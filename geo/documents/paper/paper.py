"""A sheet of paper to draw on, measured in millimetres from its upper left corner.

Maps and charts are drawn on it; it becomes an SVG that the typesetter, a browser or a designer
takes. What runs in lines, columns and pages is not written here: the templates do that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.documents.paper import letters
from geo.documents.paper.letters import FAMILY, POINT, UNITS, advance, outline, printable, width_of
from geo.documents.paper.shapes import Box, hatch_lines

HALO = 0.28
"""Width of the seam around a letter, in parts of its size."""
INK, QUIET, RULE = "#1d2f3a", "#55656c", "#b8c2c5"
PAPER = "#ffffff"

# ends are round: a dash of no length is a dot
_DASHES = {"dotted": (0.01, 2.4), "frontier": (4, 2.4, 0.01, 2.4)}

_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_BEHIND = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Share of a line that stands before the point it is written at."""

Ring = NDArray[np.float64]


class Word(NamedTuple):
    """A line of text on a sheet: where its first letter stands in millimetres, size in points."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool
    spaced: float = 0
    """How much farther apart its letters are, in parts of the size."""


class Lines(NamedTuple):
    """A text that takes as many lines as it needs: its left and upper edge, and how wide it is.

    Whoever shows the sheet breaks the lines: the typesetter, a browser, a presentation.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    size: float
    colour: str
    bold: bool
    across: str


class Paper:
    """A sheet with the means to write and draw on it.

    Parameters
    ----------
    width, height
        Size in millimetres.
    units
        Code of each polygon of a named group, and what is said of it, in their order.
    groups
        What the parts are called that begin at a layer, such as ``{2: "units"}``.
    wider
        How much wider letters may be than those of the face.
    """

    def __init__(
        self,
        width: float,
        height: float,
        *,
        units: Sequence[tuple[str, str]] = (),
        groups: Mapping[float, str] | None = None,
        wider: float = 1.0,
    ) -> None:
        self.width, self.height, self.wider = width, height, wider
        self.taken: list[Box] = []
        """Places of words, which others keep off."""
        self.words: list[Word] = []
        """All that is written on lines of its own, in its order."""
        self.lines: list[Lines] = []
        """All that is left to be broken into lines."""
        self._units = units
        self._groups = groups or {}
        self._drawn: list[tuple[float, int, str]] = []
        self._texts: dict[int, tuple[str, str]] = {}
        self._clips: list[str] = []

    def svg(self) -> str:
        """Return the sheet as SVG, its words as texts; what is set in lines is left out."""
        return self._as_svg({at: text for at, (text, _) in self._texts.items()}, "")

    def svg_without_words(self) -> str:
        """Return the sheet as SVG for others to set its words on: their seams alone are drawn."""
        needed = sorted({(letter, word.bold) for word in self.words for letter in word.text})
        shapes = "".join(
            f'<path id="{_letter_id(*each)}" d="{outline(*each)}"/>' for each in needed
        )
        return self._as_svg({at: seam for at, (_, seam) in self._texts.items()}, shapes)

    def _as_svg(self, texts: Mapping[int, str], shapes: str) -> str:
        starts = sorted(self._groups)
        parts: dict[str, list[str]] = {}
        for layer, at, mark in sorted(self._drawn):
            start = max((each for each in starts if each <= layer), default=None)
            name = "" if start is None else self._groups[start]
            parts.setdefault(name, []).append(texts.get(at, mark))
        body = "".join(
            f'<g id="{name}">{"".join(marks)}</g>' if name else "".join(marks)
            for name, marks in parts.items()
        )
        size = f'width="{self.width:.2f}mm" height="{self.height:.2f}mm"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {self.width:.2f} {self.height:.2f}" font-family="\'{FAMILY}\'" '
            f'stroke-linejoin="round"><defs>{"".join(self._clips)}{shapes}</defs>{body}</svg>'
        )

    def text_width(self, text: str, *, size: float, bold: bool = False) -> float:
        """Measure a line of text in millimetres; `size` in points."""
        return width_of(printable(text), bold=bold) * size * POINT * self.wider

    def lines_height(self, text: str, *, width: float, size: float, bold: bool = False) -> float:
        """Return how high a text is in the lines of a width; all but `size` in millimetres."""
        taken = letters.lines_taken(text, round(width / (size * POINT * self.wider), 3), bold=bold)
        return taken * line_height(size)

    def take(self, box: Box, *, anyway: bool = False) -> bool:
        """Take a place for words, unless it is taken; tell whether it was free."""
        free = self.is_free(box)
        if free or anyway:
            self.taken.append(box)
        return free

    def is_free(self, box: Box) -> bool:
        """Tell whether a place is not taken."""
        left, top, right, bottom = box
        # a loop, for it is asked a hundred thousand times for a map
        for west, north, east, south in self.taken:
            if left < east and west < right and top < south and north < bottom:
                return False
        return True

    def are_free(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell of many places, a row each of left, top, right and bottom, which are not taken."""
        taken = np.array(self.taken).reshape(-1, 4)
        apart = (boxes[:, None, :2] >= taken[:, 2:]) | (taken[:, :2] >= boxes[:, None, 2:])
        free: NDArray[np.bool_] = np.all(np.any(apart, axis=2), axis=1)
        return free

    def keep_within(self, box: Box | None = None) -> None:
        """Take the places around the sheet, or around a box on it, so that no name leaves it."""
        left, top, right, bottom = box or (0.0, 0.0, self.width, self.height)
        far = 10 * max(self.width, self.height)
        self.take((-far, -far, left, far), anyway=True)
        self.take((right, -far, far, far), anyway=True)
        self.take((-far, -far, far, top), anyway=True)
        self.take((-far, bottom, far, far), anyway=True)

    @contextmanager
    def within(self, box: Box) -> Iterator[None]:
        """Let names keep within a box for a while, whatever is taken; then the box is taken."""
        before, self.taken = self.taken, []
        self.keep_within(box)
        yield
        self.taken = [*before, box]

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str = INK,
        bold: bool = False,
        across: str = "left",
        halo: str = "",
        spaced: float = 0,
        layer: float = 10,
    ) -> None:
        """Write a line at a point; `size` in points, `halo` the colour of a seam around it.

        Letters are `spaced` farther apart than they are wide, in parts of the size.
        """
        words = printable(text)
        high = size * POINT
        wide = width_of(words, bold=bold) + spaced * len(words)
        start = x - wide * high * _BEHIND[across]
        weight = ' font-weight="700"' if bold else ""
        weight += f' letter-spacing="{spaced * high:.3f}"' if spaced else ""
        seam = (
            f' paint-order="stroke" stroke="{halo}" stroke-width="{high * HALO:.3f}"'
            if halo
            else ""
        )
        self.words.append(Word(words, start, y, size, colour, bold, spaced))
        self._texts[len(self._drawn)] = (
            f'<text x="{x:.2f}" y="{y:.2f}" font-size="{high:.3f}" fill="{colour}"{weight}'
            f"{_ANCHORS[across]}{seam}>{escape(words)}</text>",
            _seam(self.words[-1], halo) if halo else "",
        )
        self._add(layer, "")

    def write_lines(
        self,
        x: float,
        y: float,
        text: str,
        *,
        width: float,
        size: float,
        colour: str = INK,
        bold: bool = False,
        across: str = "left",
    ) -> float:
        """Have a text set in lines of a width below a point; return their lower edge."""
        height = self.lines_height(text, width=width, size=size, bold=bold)
        words = printable(text)
        self._set_lines(Lines(words, x, y, width, height, size, colour, bold, across))
        return y + height

    def _set_lines(self, lines: Lines) -> None:
        self.lines.append(lines)

    def fill(
        self,
        shapes: Iterable[shapely.Geometry],
        colours: Sequence[str],
        *,
        edge: str = "none",
        width: float = 0,
        layer: float = 2,
        name: str | None = None,
    ) -> None:
        """Fill polygons, each with its colour; `width` of the edge in points.

        Those of a `name` are the units: each has its code, and words that browsers show as a tip.
        """
        line = f' stroke="{edge}" stroke-width="{width * POINT:.3f}"' if width else ""
        for at, (shape, colour) in enumerate(zip(shapes, colours, strict=True)):
            code, tip = self._units[at] if name and self._units else ("", "")
            known = f' data-code="{escape(code)}"' if code else ""
            mark = f'<path{known} fill="{colour}"{line} {_EVEN} d="{_path(shape)}"'
            if tip:
                titled = f"{mark}><title>{escape(tip)}</title></path>"
                self._texts[len(self._drawn)] = (titled, f"{mark}/>")
            self._add(layer, f"{mark}/>")

    def stroke(
        self,
        lines: shapely.Geometry,
        colour: str,
        *,
        width: float,
        line: str = "",
        layer: float = 4,
    ) -> None:
        """Draw lines; `width` in points, `line` empty, ``dotted`` or ``frontier``."""
        path = "".join(_line(np.asarray(part.coords)) for part in shapely.get_parts(lines))
        if not path:
            return
        wide = width * POINT
        # dashes are as long as the line is thick
        steps = " ".join(f"{step * wide:.3f}" for step in _DASHES.get(line, ()))
        dashes = f' stroke-dasharray="{steps}"' if steps else ""
        self._add(
            layer,
            f'<path fill="none" stroke="{colour}" stroke-width="{wide:.3f}" '
            f'stroke-linecap="round"{dashes} d="{path}"/>',
        )

    def hatch(
        self,
        area: shapely.Geometry,
        colour: str,
        *,
        step: float,
        width: float,
        falling: bool = False,
        layer: float = 3,
    ) -> None:
        """Hatch an area with lines that rise, or fall, to the right, `step` millimetres apart.

        The lines belong to the sheet and not to the area, so that neighbours hatch as one.
        """
        if area.is_empty:
            return
        # clipped and no pattern: in a picture of pixels the lines of a turned pattern are blurred
        name = f"hatched-{len(self._clips) + 1}"
        self._clips.append(f'<clipPath id="{name}"><path {_CLIP} d="{_path(area)}"/></clipPath>')
        lines = hatch_lines(area.bounds, step, falling=falling)
        path = "".join(_line(np.asarray(line.coords)) for line in lines)
        self._add(
            layer,
            f'<path clip-path="url(#{name})" fill="none" stroke="{colour}" '
            f'stroke-width="{width * POINT:.3f}" d="{path}"/>',
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        edge: str = "none",
        line: float = 0.5,
        layer: float = 5,
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        self._add(
            layer,
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
            f'fill="{fill}" stroke="{edge}" stroke-width="{line * POINT:.3f}"/>',
        )

    def polygon(self, ring: Ring, *, fill: str, edge: str, line: float, layer: float = 8) -> None:
        """Draw one closed ring."""
        self._add(
            layer,
            f'<path fill="{fill}" stroke="{edge}" stroke-width="{line * POINT:.3f}" '
            f'd="{_line(np.asarray(ring))}Z"/>',
        )

    def rule(self, y: float, *, start: float, end: float) -> None:
        """Draw a thin line across."""
        self.stroke(shapely.linestrings([(start, y), (end, y)]), RULE, width=0.6)

    def _add(self, layer: float, mark: str) -> None:
        self._drawn.append((layer, len(self._drawn), mark))


def _seam(word: Word, colour: str) -> str:
    """Draw the outlines of a line so wide that its letters stand out upon them."""
    uses, place = [], 0.0
    for letter in word.text:
        if letter.strip():
            uses.append(f'<use href="#{_letter_id(letter, word.bold)}" x="{place:.0f}"/>')
        place += (advance(letter, word.bold) + word.spaced) * UNITS
    scale = word.size * POINT / UNITS
    return (
        f'<g fill="{colour}" stroke="{colour}" stroke-width="{HALO * UNITS:.0f}" '
        f'transform="translate({word.x:.2f} {word.y:.2f}) scale({scale:.6f} -{scale:.6f})">'
        f"{''.join(uses)}</g>"
    )


def _letter_id(letter: str, bold: bool) -> str:
    return f"{'bold' if bold else 'letter'}-{ord(letter)}"


_EVEN, _CLIP = 'fill-rule="evenodd"', 'clip-rule="evenodd"'


def line_height(size: float) -> float:
    """Return the height of a line of text in millimetres; `size` in points."""
    return size * 1.32 * POINT


def baseline(size: float) -> float:
    """Return the distance from the upper edge of a line to its letters' feet in millimetres."""
    return 0.72 * line_height(size)


def _path(shape: shapely.Geometry) -> str:
    rings = shapely.get_rings(shapely.get_parts(shape))
    return "".join(f"{_line(np.asarray(ring.coords)[:-1])}Z" for ring in rings)


def _line(points: Ring) -> str:
    """Write points in hundredths of a millimetre, each as the step from the one before."""
    if not len(points):
        return ""
    whole = np.round(points * 100).astype(int)
    # rounding each point, not each step, keeps neighbours together
    steps = [(dx, dy) for dx, dy in np.diff(whole, axis=0).tolist() if dx or dy]
    x, y = whole[0].tolist()
    moves = " ".join(f"{dx / 100:g} {dy / 100:g}" for dx, dy in steps)
    return f"M{x / 100:g} {y / 100:g}" + (f"l{moves}" if moves else "l0 0")
