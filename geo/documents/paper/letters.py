"""The face of everything on paper: its files, its widths, and which letters it can print."""

import base64
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
from fontpkg_be_vietnam_pro import FAMILY, ROOT
from fontTools import subset
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from numpy.typing import NDArray

from geo.language.plain import NO_BREAK

__all__ = [
    "FAMILY",
    "FOLDER",
    "MISSING",
    "POINT",
    "Glyph",
    "Point",
    "face",
    "glyphs",
    "outline_shape",
    "printable",
    "width_of",
]

FOLDER: Path = ROOT / "files"
"""Where the files of the face are."""
MISSING = "\u25a1"
"""Stands for a character that no face has."""
POINT = 25.4 / 72
"""Millimetres of a point."""

Point = tuple[float, float]

_BESIDE = frozenset("←↑→↓−□○●■◆▲▼◄►◇△✓✗№").union(
    map(chr, range(0x0391, 0x03CA)), map(chr, range(0x0410, 0x0450))
) - {"\u03a2"}
"""What the faces that come with the typesetter have besides."""
_WIDTH_BESIDE = 0.62
"""Width of such a letter in parts of the size."""


def printable(text: str) -> str:
    """Return a text as it can be printed.

    Letters are composed; line ends become blanks; marks that only steer a text's direction or
    a terminal are left out; what no face has becomes a box.
    """
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            kept.append(NO_BREAK if character == NO_BREAK else " ")
        elif unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Mn"):
            kept.append(character if character in _letters() else MISSING)
    return "".join(kept)


def width_of(text: str, *, bold: bool = False) -> float:
    """Return the width of a printable line in parts of its size."""
    widths = _widths(bold)
    return sum(widths.get(character, _WIDTH_BESIDE) for character in text)


@dataclass(frozen=True)
class Glyph:
    """A letter of the face, in parts of its size.

    Parameters
    ----------
    letter
        The character.
    shape
        What tells its outline from others, of `outline_shape`.
    advance
        How far behind it the next one stands.
    """

    letter: str
    shape: NDArray[np.float64]
    advance: float


@cache
def glyphs(bold: bool) -> tuple[Glyph, ...]:
    """Return the letters of a weight of the face that have an outline."""
    found = []
    with TTFont(_file(bold), lazy=True) as font:
        units, outlines = font["head"].unitsPerEm, font.getGlyphSet()
        for code, name in font.getBestCmap().items():
            pen = DecomposingRecordingPen(outlines)
            outlines[name].draw(pen)
            rings = _rings(pen.value)
            if rings:
                shape = outline_shape(rings) / units
                found.append(Glyph(chr(code), shape, outlines[name].width / units))
    return tuple(found)


def outline_shape(rings: Sequence[Sequence[Point]]) -> NDArray[np.float64]:
    """Return left, bottom, right, top of an outline, and the mean of its points.

    The points that steer a curve count like those on it; one that closes a ring does not.
    """
    points = np.vstack(
        [ring[:-1] if len(ring) > 1 and np.allclose(ring[0], ring[-1]) else ring for ring in rings]
    )
    return np.concatenate([points.min(axis=0), points.max(axis=0), points.mean(axis=0)])


def _rings(recorded: Sequence[tuple[str, tuple[Point, ...]]]) -> list[list[Point]]:
    rings: list[list[Point]] = []
    for step, points in recorded:
        if step == "moveTo":
            rings.append(list(points))
        elif step == "qCurveTo":
            rings[-1].extend(point for pair in decomposeQuadraticSegment(points) for point in pair)
        else:
            rings[-1].extend(points)
    return rings


def face(letters: Iterable[str], *, bold: bool) -> str:
    """Return the rule of CSS that brings some letters of the face, as WOFF inside it."""
    target = BytesIO()
    # the same letters always give the same bytes
    with TTFont(_file(bold), recalcTimestamp=False) as font:
        options = subset.Options(layout_features=["kern", "mark", "ccmp"], hinting=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(target)
    content = base64.b64encode(target.getvalue()).decode()
    weight = 700 if bold else 400
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{content})}}"
    )


def _file(bold: bool) -> Path:
    return FOLDER / f"BeVietnamPro-{'Bold' if bold else 'Regular'}.ttf"


@cache
def _widths(bold: bool) -> dict[str, float]:
    with TTFont(_file(bold), lazy=True) as font:
        units, widths = font["head"].unitsPerEm, font["hmtx"]
        return {chr(code): widths[name][0] / units for code, name in font.getBestCmap().items()}


@cache
def _letters() -> frozenset[str]:
    return frozenset(_widths(False).keys() & _widths(True).keys()) | _BESIDE
