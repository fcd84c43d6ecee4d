"""The face of everything on paper: its files, which letters it can print, how wide words are.

Widths and lines are those that the typesetter finds: nothing here reckons with letters.
"""

import base64
import json
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import typst
from fontpkg_source_sans_3 import FAMILY, ROOT
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
    "TEMPLATES",
    "Glyph",
    "Point",
    "faces",
    "fonts",
    "glyphs",
    "in_two",
    "lines_taken",
    "outline_shape",
    "printable",
    "widths",
]

FOLDER: Path = ROOT / "files"
"""Where the files of the face are."""
TEMPLATES = Path(__file__).with_name("typst")
"""Where those of the typesetter are."""
_FILE = FOLDER / "SourceSans3[wght].ttf"
"""All weights in one."""
_WEIGHTS = {False: 400, True: 700}
_READING, _ASKING = Lock(), Lock()
MISSING = "\u25a1"
"""Stands for a character that no face has."""
_UNITS = 1000
"""Units of the face in which outlines are drawn, to the size of a letter."""
POINT = 25.4 / 72
"""Millimetres of a point."""

Point = tuple[float, float]

_BESIDE = frozenset("←↑→↓−□○●■◆▲▼◄►◇△✓✗№▬╌┈").union(
    map(chr, range(0x0391, 0x03CA)), map(chr, range(0x0410, 0x0450))
) - {"\u03a2"}
"""What the faces that come with the typesetter have besides."""
_MOST_KNOWN = 20_000
"""Answers of the typesetter that are kept."""
_KNOWN: dict[tuple[str, tuple[Any, ...]], Any] = {}


# names are measured and written over and over, at every place that is tried
@lru_cache(4096)
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


def widths(texts: Iterable[str], *, bold: bool = False) -> list[float]:
    """Return the widths of printable lines in parts of their size, as the typesetter sets them."""
    return _found("width", [(text, bold) for text in texts])


def in_two(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return names in two lines as even as they can be; none where there is a single word."""
    return [tuple(lines) for lines in _found("two", [(name,) for name in names])]


def lines_taken(text: str, width: float, *, bold: bool = False) -> int:
    """Return in how many lines the typesetter sets a text; `width` in parts of the size."""
    (count,) = _found("lines", [(printable(text), bold, width)])
    return int(count)


def _found(kind: str, asked: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Let the typesetter find what is not known yet, all at once."""
    with _ASKING:
        if len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.clear()
        new = [each for each in dict.fromkeys(asked) if (kind, each) not in _KNOWN]
        if new:
            compiler = typst.Compiler(
                TEMPLATES / "measure.typ",
                root=TEMPLATES,
                font_paths=fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps({"face": FAMILY, "kind": kind, "asked": new})},
            )
            found = json.loads(compiler.query("<found>", field="value", one=True))
            _KNOWN.update(zip(((kind, each) for each in new), found, strict=True))
        return [_KNOWN[kind, each] for each in asked]


@cache
def fonts() -> typst.Fonts:
    """Return the faces that the typesetter knows: the one of everything, and its own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER])


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


def glyphs(letters: Iterable[str], *, bold: bool) -> list[Glyph]:
    """Return those of some letters that have an outline, in a weight of the face."""
    return [found for each in letters if (found := _glyph(each, bold)) is not None]


@cache
def _glyph(letter: str, bold: bool) -> Glyph | None:
    known = _known(letter, bold)
    rings = [] if known is None else _rings(known.pen.value)
    if known is None or not rings:
        return None
    return Glyph(letter, outline_shape(rings) / _UNITS, known.width / _UNITS)


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


def faces(letters: Mapping[bool, Collection[str]]) -> str:
    """Return the rules of CSS that bring letters of the face, each weight as WOFF inside its rule.

    Parameters
    ----------
    letters
        Those that are needed, by whether they are bold.
    """
    # seldom needed, and dear to import
    from fontTools import subset
    from fontTools.varLib.instancer import instantiateVariableFont

    options = subset.Options(layout_features=["kern", "mark", "ccmp"], hinting=False)
    few = BytesIO()
    # the same letters always give the same bytes
    with TTFont(_FILE, lazy=True, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(set().union(*letters.values()))))
        subsetter.subset(font)
        font.save(few)
    rules = []
    for bold, needed in letters.items():
        if needed:
            font = TTFont(BytesIO(few.getvalue()), recalcTimestamp=False)
            instantiateVariableFont(font, {"wght": _WEIGHTS[bold]}, inplace=True)
            font.flavor = "woff"
            target = BytesIO()
            font.save(target)
            content = base64.b64encode(target.getvalue()).decode()
            rules.append(
                f"@font-face{{font-family:'{FAMILY}';font-weight:{_WEIGHTS[bold]};"
                f"src:url(data:font/woff;base64,{content})}}"
            )
    return "".join(rules)


class _Known(NamedTuple):
    pen: DecomposingRecordingPen
    width: float


@cache
def _known(letter: str, bold: bool) -> _Known | None:
    """Read a letter from the file of the face; None where it has none."""
    name = _names().get(ord(letter))
    if name is None:
        return None
    # what is read from a font moves in its file: one at a time
    with _READING:
        outlines = _outlines(bold)
        pen = DecomposingRecordingPen(outlines)
        outlines[name].draw(pen)
        return _Known(pen, outlines[name].width)


@cache
def _font() -> TTFont:
    return TTFont(_FILE, lazy=True)


@cache
def _names() -> dict[int, str]:
    """Return the names that the letters have inside the face."""
    with _READING:
        names: dict[int, str] = _font().getBestCmap()
    return names


@cache
def _outlines(bold: bool) -> Any:
    return _font().getGlyphSet(location={"wght": _WEIGHTS[bold]})


@cache
def _letters() -> frozenset[str]:
    return frozenset(map(chr, _names())) | _BESIDE
