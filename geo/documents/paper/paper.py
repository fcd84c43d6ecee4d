"""A sheet of paper to draw on, measured in millimetres from its upper left corner.

Pictures of a view, the pages of a report and the maps on slides are drawn on it. No pyplot and
no settings of the process are touched, but matplotlib shares its fonts between threads, so
whoever draws holds `ONE_AT_A_TIME`.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from io import BytesIO
from threading import Lock

import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.patches import Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from numpy.typing import NDArray

from geo.language.plain import NO_BREAK, words_of

FAMILY = "DejaVu Sans"
"""Comes with matplotlib and has every Vietnamese letter."""
HALO = 0.28
"""Width of the seam around a letter, in parts of its size."""
INK, QUIET, RULE = "#1d2f3a", "#55656c", "#b8c2c5"
PAPER = "#ffffff"
MISSING = "\u25a1"
"""Stands for a character that the font lacks."""

ONE_AT_A_TIME = Lock()
"""Held by whoever draws: matplotlib does not promise that two threads may at once."""

_MM, _ELLIPSIS = 25.4, "…"
_POINT = _MM / 72
"""Millimetres of a point."""
# ends are round: a dash of no length is a dot
_DASHES = {"dotted": (0, (0.01, 2.4)), "frontier": (0, (4, 2.4, 0.01, 2.4))}

Ring = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Paper:
    """A sheet with the means to write and draw on it.

    Parameters
    ----------
    width, height
        Size in millimetres.
    dpi
        Pixels per inch for which words are measured: letters are fitted to the pixels, so that
        a line is up to 5 % longer on a coarse picture than on paper.
    magnify
        How much larger all of it is made: a sheet of 100 millimetres magnified twice is a page
        of 200, on which a letter of 6 points has 12.
    """

    def __init__(self, width: float, height: float, *, dpi: int, magnify: float = 1.0) -> None:
        self.width, self.height, self.dpi, self.magnify = width, height, dpi, magnify
        size = (width * magnify / _MM, height * magnify / _MM)
        self.figure = Figure(figsize=size, dpi=dpi, facecolor=PAPER)
        self._canvas = FigureCanvasAgg(self.figure)
        # Measuring needs no picture as large as the sheet.
        self._measure = FigureCanvasAgg(Figure(figsize=(0.1, 0.1), dpi=dpi))
        self._measured: dict[tuple[str, float, bool], float] = {}
        self.taken: list[Box] = []
        """Places of words, which others keep off."""
        self.halos: list[tuple[Text, str]] = []
        """Letters with a seam around them, and its colour."""
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_autoscale_on(False)
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)

    def png(self, *, title: str) -> bytes:
        """Return the sheet as a PNG."""
        target = BytesIO()
        self._canvas.print_figure(
            target, format="png", dpi=self.dpi, facecolor=PAPER, metadata={"Title": title}
        )
        return target.getvalue()

    def text_width(self, text: str, *, size: float, bold: bool = False) -> float:
        """Measure a line of text in millimetres; `size` in points."""
        words = printable(text).split(" ")
        blanks = (len(words) - 1) * self._word_width(" ", size, bold)
        return blanks + sum(self._word_width(word, size, bold) for word in words)

    def _word_width(self, word: str, size: float, bold: bool) -> float:
        """Measure a word once: a picture asks for most of them several times."""
        key = (word, size, bold)
        if key not in self._measured:
            renderer = self._measure.get_renderer()  # type: ignore[no-untyped-call]
            width, _, _ = renderer.get_text_width_height_descent(
                word, _font(size * self.magnify, bold), ismath=False
            )
            self._measured[key] = width / self.dpi * _MM / self.magnify
        return self._measured[key]

    def take(self, box: Box, *, anyway: bool = False) -> bool:
        """Take a place for words, unless it is taken; tell whether it was free."""
        left, top, right, bottom = box
        free = not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for other in self.taken
        )
        if free or anyway:
            self.taken.append(box)
        return free

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
        down: str = "baseline",
        halo: str = "",
        layer: float = 10,
    ) -> None:
        """Write a line at a point; `size` in points, `halo` the colour of a seam around it."""
        size *= self.magnify
        effects = [withStroke(linewidth=size * HALO, foreground=halo)] if halo else None
        written = self._axes.text(
            x,
            y,
            printable(text),
            fontproperties=_font(size, bold),
            color=colour,
            ha=across,
            va=down,
            path_effects=effects,
            zorder=layer,
            # A pair of dollar signs in a name is no formula.
            parse_math=False,
        )
        if halo:
            self.halos.append((written, halo))

    def write_lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float,
        colour: str = INK,
        bold: bool = False,
    ) -> float:
        """Write lines below each other from an upper edge; return the lower edge."""
        for line in lines:
            self.write(x, y + baseline(size), line, size=size, colour=colour, bold=bold)
            y += line_height(size)
        return y

    def wrap(
        self, text: str, *, size: float, width: float, most: int, bold: bool = False
    ) -> list[str]:
        """Break a text into lines.

        Parameters
        ----------
        text
            The text; its own line ends are blanks like others.
        size
            Size in points.
        width
            Room in millimetres.
        most
            Number of lines that there is room for; what does not fit ends in an ellipsis.
        bold
            Whether it is set in bold.

        Returns
        -------
        lines : list of str
            No line for an empty text. A word that is longer than a line is broken within.
        """

        def fits(line: str) -> bool:
            return self.text_width(line, size=size, bold=bold) <= width

        lines: list[str] = []
        line = ""
        for piece in _pieces(text, fits):
            longer = f"{line} {piece}".strip()
            if line and not fits(longer):
                lines.append(line)
                line = piece
            else:
                line = longer
            if len(lines) > most:
                break
        if line:
            lines.append(line)
        return lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], fits)]

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

        A vector file keeps the `name` of the group, by which its polygons are found again.
        """
        paths = [_path(shape) for shape in shapes]
        self._axes.add_collection(
            PathCollection(
                paths,
                facecolors=list(colours),
                edgecolors=edge,
                linewidths=width * self.magnify,
                joinstyle="round",
                zorder=layer,
                gid=name,
            ),
            autolim=False,
        )

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
        parts = [np.asarray(part.coords) for part in shapely.get_parts(lines)]
        self._axes.add_collection(
            LineCollection(
                parts,
                colors=colour,
                linewidths=width * self.magnify,
                linestyles=[_DASHES.get(line, "solid")],
                capstyle="round",
                joinstyle="round",
                zorder=layer,
            ),
            autolim=False,
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
        west, north, east, south = area.bounds
        pitch = step * np.sqrt(2)
        first = np.floor((west + north) / pitch) * pitch
        sums = np.arange(first, east + south + pitch, pitch)
        ends = np.stack(
            [
                np.column_stack([sums - south, np.full_like(sums, south)]),
                np.column_stack([sums - north, np.full_like(sums, north)]),
            ],
            axis=1,
        )
        if falling:
            # the same lines seen in a mirror that stands in the middle of the area
            ends[..., 0] = west + east - ends[..., 0]
        clipped = shapely.intersection(shapely.linestrings(ends), area)
        parts = shapely.get_parts(clipped)
        parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
        self.stroke(shapely.multilinestrings(parts), colour, width=width, layer=layer)

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
        self._axes.add_patch(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=fill,
                edgecolor=edge,
                lw=line * self.magnify,
                zorder=layer,
            )
        )

    def polygon(self, ring: Ring, *, fill: str, edge: str, line: float, layer: float = 8) -> None:
        """Draw one closed ring."""
        self._axes.add_patch(
            Polygon(
                ring,
                closed=True,
                facecolor=fill,
                edgecolor=edge,
                lw=line * self.magnify,
                joinstyle="round",
                zorder=layer,
            )
        )

    def rule(self, y: float, *, start: float, end: float) -> None:
        """Draw a thin line across."""
        self.stroke(shapely.linestrings([(start, y), (end, y)]), RULE, width=0.6)


def printable(text: str) -> str:
    """Return a text as the font can print it.

    Letters are composed; line ends become blanks; marks that only steer a text's direction or
    a terminal are left out; what the font lacks becomes a box.
    """
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            kept.append(NO_BREAK if character == NO_BREAK else " ")
        elif unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Mn"):
            kept.append(character if character in _letters() else MISSING)
    return "".join(kept)


def line_height(size: float) -> float:
    """Return the height of a line of text in millimetres; `size` in points."""
    return size * 1.32 * _POINT


def baseline(size: float) -> float:
    """Return the distance from the upper edge of a line to its letters' feet in millimetres."""
    return 0.72 * line_height(size)


def _pieces(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Yield the words of a text, one that is longer than a line in several pieces."""
    for word in words_of(printable(text)):
        rest = word
        while rest:
            end = len(rest)
            while end > 1 and not fits(rest[:end]):
                end = end - 1 if end < 40 else end // 2
            yield rest[:end]
            rest = rest[end:]


def _cut(line: str, fits: Callable[[str], bool]) -> str:
    """End a line in an ellipsis that still fits."""
    while len(line) > 1 and not fits(line + _ELLIPSIS):
        line = line[:-1]
    return line + _ELLIPSIS


@lru_cache(maxsize=256)
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal")


@cache
def _letters() -> frozenset[str]:
    """Return the characters that the font has, regular and bold."""
    charmaps = [get_font(findfont(_font(10, bold))).get_charmap() for bold in (False, True)]
    return frozenset(map(chr, charmaps[0].keys() & charmaps[1].keys()))


def _path(shape: shapely.Geometry) -> Path:
    rings = shapely.get_rings(shapely.get_parts(shape))
    return Path.make_compound_path(*(Path(np.asarray(ring.coords), closed=True) for ring in rings))
