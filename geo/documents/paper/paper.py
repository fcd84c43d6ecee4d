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
from geo.documents.paper.letters import FAMILY, POINT, printable
from geo.documents.paper.shapes import Box, hatch_lines

HALO = 0.28
"""Width of the seam around a letter, in parts of its size."""
INK, QUIET, RULE = "#1d2f3a", "#55656c", "#b8c2c5"
PAPER = "#ffffff"

# ends are round: a dash of no length is a dot
_DASHES = {"dotted": (0.01, 2.4), "frontier": (4, 2.4, 0.01, 2.4)}

_ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}

Ring = NDArray[np.float64]
Dress = tuple[str, str, float]
"""The colour of a shape, that of its edge, and how wide that is in points."""


class Word(NamedTuple):
    """A line of text on a sheet: the point it is written at in millimetres, size in points."""

    text: str
    x: float
    y: float
    size: float
    colour: str
    bold: bool
    across: str = "left"
    """Which of its ends, or its middle, stands at the point."""
    halo: str = ""
    """Colour of the seam around it, or empty."""
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
        self._drawn: list[tuple[float, int, str, str]] = []
        self._clips: list[str] = []

    def svg(self) -> str:
        """Return the sheet as SVG, its words as texts; what is set in lines is left out."""
        return self._as_svg([(layer, mark) for layer, _, mark, _ in sorted(self._drawn)])

    def svg_without_words(self) -> str:
        """Return the sheet as SVG for others to set its words on."""
        return self._as_svg([(layer, mark) for layer, _, _, mark in sorted(self._drawn)])

    def _as_svg(self, drawn: Sequence[tuple[float, str]]) -> str:
        starts = sorted(self._groups)
        parts: dict[str, list[str]] = {}
        for layer, mark in drawn:
            start = max((each for each in starts if each <= layer), default=None)
            name = "" if start is None else self._groups[start]
            parts.setdefault(name, []).append(mark)
        body = "".join(
            f'<g id="{name}">{"".join(marks)}</g>' if name else "".join(marks)
            for name, marks in parts.items()
        )
        size = f'width="{self.width:.2f}mm" height="{self.height:.2f}mm"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {self.width:.2f} {self.height:.2f}" font-family="\'{FAMILY}\'" '
            f'stroke-linejoin="round"><defs>{"".join(self._clips)}</defs>{body}</svg>'
        )

    def text_width(self, text: str, *, size: float, bold: bool = False) -> float:
        """Measure a line of text in millimetres; `size` in points."""
        return self.widest([text], size=size, bold=bold)

    def widest(self, texts: Iterable[str], *, size: float, bold: bool = False) -> float:
        """Return the width of the longest of some texts, which are measured at once."""
        found = letters.widths(map(printable, texts), bold=bold)
        return max(found, default=0.0) * size * POINT * self.wider

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
        self._put_word(layer, Word(text, x, y, size, colour, bold, across, halo, spaced))

    def _put_word(self, layer: float, asked: Word) -> None:
        word = asked._replace(text=printable(asked.text))
        self.words.append(word)
        high, halo = word.size * POINT, word.halo
        weight = ' font-weight="700"' if word.bold else ""
        weight += f' letter-spacing="{word.spaced * high:.3f}"' if word.spaced else ""
        seam = (
            f' paint-order="stroke" stroke="{halo}" stroke-width="{high * HALO:.3f}"'
            if halo
            else ""
        )
        place = f'x="{word.x:.2f}" y="{word.y:.2f}" font-size="{high:.3f}" fill="{word.colour}"'
        text = f"<text {place}{weight}{_ANCHORS[word.across]}{seam}>{escape(word.text)}</text>"
        self._add(layer, text, "")

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
        self._put_lines(Lines(words, x, y, width, height, size, colour, bold, across))
        return y + height

    def _put_lines(self, lines: Lines) -> None:
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
        for at, (shape, colour) in enumerate(zip(shapes, colours, strict=True)):
            unit = self._units[at] if name and self._units else ("", "")
            self._put_shape(layer, shape, (colour, edge, width), unit)

    def _put_shape(
        self, layer: float, shape: shapely.Geometry, dress: Dress, unit: tuple[str, str]
    ) -> None:
        (code, tip), (colour, edge, width) = map(escape, unit), dress
        line = f' stroke="{edge}" stroke-width="{width * POINT:.3f}"' if width else ""
        known = f' data-code="{code}"' if code else ""
        mark = f'<path{known} fill="{colour}"{line} {_EVEN} d="{_path(shape)}"'
        titled = f"{mark}><title>{tip}</title></path>" if tip else f"{mark}/>"
        self._add(layer, titled, f"{mark}/>")

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
        paths = [np.asarray(part.coords) for part in shapely.get_parts(lines)]
        paths = [path for path in paths if len(path)]
        if paths:
            self._put_paths(layer, paths, colour, width, line)

    def _put_paths(
        self, layer: float, paths: Sequence[Ring], colour: str, width: float, line: str
    ) -> None:
        wide = width * POINT
        # dashes are as long as the line is thick
        steps = " ".join(f"{step * wide:.3f}" for step in _DASHES.get(line, ()))
        dashes = f' stroke-dasharray="{steps}"' if steps else ""
        self._add(
            layer,
            f'<path fill="none" stroke="{colour}" stroke-width="{wide:.3f}" '
            f'stroke-linecap="round"{dashes} d="{"".join(map(_line, paths))}"/>',
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
        if not area.is_empty:
            lines = hatch_lines(area.bounds, step, falling=falling)
            self._put_hatch(layer, area, lines, (colour, width))

    def _put_hatch(
        self,
        layer: float,
        area: shapely.Geometry,
        lines: NDArray[np.object_],
        pen: tuple[str, float],
    ) -> None:
        # clipped and no pattern: in a picture of pixels the lines of a turned pattern are blurred
        name = f"hatched-{len(self._clips) + 1}"
        self._clips.append(f'<clipPath id="{name}"><path {_CLIP} d="{_path(area)}"/></clipPath>')
        path = "".join(_line(np.asarray(line.coords)) for line in lines)
        self._add(
            layer,
            f'<path clip-path="url(#{name})" fill="none" stroke="{pen[0]}" '
            f'stroke-width="{pen[1] * POINT:.3f}" d="{path}"/>',
        )

    def embed(self, marks: str, *, scale: float, layer: float = 5) -> None:
        """Draw marks of an SVG that measures in other units, `scale` millimetres each."""
        self._add(layer, f'<g transform="scale({scale:g})">{marks}</g>')

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
        self._put_box(layer, (x, y, width, height), (fill, edge, line))

    def _put_box(self, layer: float, place: Box, dress: Dress) -> None:
        (x, y, width, height), (fill, edge, line) = place, dress
        self._add(
            layer,
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
            f'fill="{fill}" stroke="{edge}" stroke-width="{line * POINT:.3f}"/>',
        )

    def polygon(self, ring: Ring, *, fill: str, edge: str, line: float, layer: float = 8) -> None:
        """Draw one closed ring."""
        self._put_shape(layer, shapely.polygons(ring), (fill, edge, line), ("", ""))

    def rule(self, y: float, *, start: float, end: float) -> None:
        """Draw a thin line across."""
        self.stroke(shapely.linestrings([(start, y), (end, y)]), RULE, width=0.6)

    def _add(self, layer: float, mark: str, wordless: str | None = None) -> None:
        without = mark if wordless is None else wordless
        self._drawn.append((layer, len(self._drawn), mark, without))


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
