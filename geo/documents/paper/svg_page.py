"""A page of the typesetter as an SVG for browsers and designers: text stays text, maps are open.

The typesetter writes letters as outlines and pictures as files within the file. Here each line
of outlines becomes the text that it shows, found by the outlines of the face, and each picture
a part of the page, whose units can be found by their codes.
"""

import base64
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np

from geo.documents.paper.letters import FAMILY, Glyph, Point, faces, glyphs, outline_shape

_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_HREF = f"{{{_LINK}}}href"
_PICTURE = "data:image/svg+xml;base64,"
_TOKEN = re.compile(r"[a-zA-Z]|-?[\d.]+(?:e-?\d+)?")
_NEAR = 0.012
"""How far an outline may be off, in parts of the size: it is written with few digits."""
_SPACE = 0.12
"""Widest kerning, in parts of the size; a wider gap is a space."""
_STEPS = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6}


@dataclass(frozen=True)
class _Seen:
    """A letter that an outline may be."""

    glyph: Glyph
    bold: bool
    size: float


def svg_page(content: bytes, *, title: str, description: str, letters: Collection[str]) -> bytes:
    """Turn a page of the typesetter into an SVG that can be read and changed.

    Parameters
    ----------
    content
        The page as the typesetter writes it.
    title, description
        What it shows, for assistive technology.
    letters
        The characters that its texts may have.

    Returns
    -------
    content : bytes
        UTF-8. The letters it needs are inside, so that it looks the same where the face is
        missing.
    """
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _LINK)
    root = ElementTree.fromstring(content)
    _write_texts(root, letters)
    _open_pictures(root)
    root.set("role", "img")
    root.set("font-family", f"'{FAMILY}'")
    root.set("text-rendering", "geometricPrecision")
    heads = [Element(f"{{{_SVG}}}{name}") for name in ("title", "desc", "style")]
    heads[0].text, heads[1].text, heads[2].text = title, description, _faces(root)
    for place, head in enumerate(heads):
        root.insert(place, head)
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _open_pictures(root: Element) -> None:
    """Put each picture into the page instead of a file within the file."""
    for parent in list(root.iter()):
        for place, image in enumerate(parent):
            address = image.get(_HREF, "")
            if image.tag != f"{{{_SVG}}}image" or not address.startswith(_PICTURE):
                continue
            picture = ElementTree.fromstring(base64.b64decode(address.removeprefix(_PICTURE)))
            for side in ("width", "height"):
                picture.set(side, image.get(side, ""))
            moved = Element(f"{{{_SVG}}}g", {"transform": image.get("transform", "")})
            moved.append(picture)
            parent[place] = moved


def _write_texts(root: Element, letters: Collection[str]) -> None:
    """Write each line of outlines as text, unless it has one of another face."""
    known = [(glyph, bold) for bold in (False, True) for glyph in glyphs(letters, bold=bold)]
    seen = {
        symbol.get("id", ""): _candidates(symbol.find(f"{{{_SVG}}}path"), known)
        for symbol in root.iter(f"{{{_SVG}}}symbol")
    }
    for line in root.iter(f"{{{_SVG}}}g"):
        uses = line.findall(f"{{{_SVG}}}use")
        if not uses or len(uses) != len(line):
            continue
        text = _read([(float(use.get("x", "0")), _target(use)) for use in uses], seen)
        if text is not None:
            text.set("fill", uses[0].get("fill", "#000000"))
            # letters stand upside down in the typesetter's lines
            text.set("transform", "scale(1 -1)")
            line[:] = [text]
    kept = {_target(use) for use in root.iter(f"{{{_SVG}}}use")}
    for holder in root.iter(f"{{{_SVG}}}defs"):
        for symbol in holder.findall(f"{{{_SVG}}}symbol"):
            if symbol.get("id") not in kept:
                holder.remove(symbol)


def _target(use: Element) -> str:
    return use.get(_HREF, "").removeprefix("#")


def _candidates(path: Element | None, known: Sequence[tuple[Glyph, bool]]) -> list[_Seen]:
    """Return the letters whose outline is this one, made larger or smaller, the nearest first."""
    rings = _rings("" if path is None else path.get("d", ""))
    if not rings:
        return []
    shape = outline_shape(rings)
    shapes = np.array([glyph.shape for glyph, _ in known])
    sizes = (shape[3] - shape[1]) / (shapes[:, 3] - shapes[:, 1])
    off = np.abs(shape - sizes[:, None] * shapes).max(axis=1) / sizes
    near = [at for at in np.argsort(off).tolist() if off[at] < _NEAR]
    return [_Seen(known[at][0], known[at][1], float(sizes[at])) for at in near]


def _rings(outline: str) -> list[list[Point]]:
    """Return the points of each ring of an outline of relative steps."""
    tokens = _TOKEN.findall(outline.removeprefix("M 0 0"))
    rings: list[list[Point]] = []
    x, y, place, command = 0.0, 0.0, 0, ""
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
            if command == "Z":
                x, y = rings[-1][0]
            continue
        numbers = [float(each) for each in tokens[place : place + _STEPS[command]]]
        place += _STEPS[command]
        if command in "hv":
            numbers = [*numbers, 0.0] if command == "h" else [0.0, *numbers]
        points = [(x + dx, y + dy) for dx, dy in zip(numbers[::2], numbers[1::2], strict=True)]
        x, y = points[-1]
        if command == "m":
            rings.append([])
        rings[-1].extend(points)
    return rings


def _read(line: list[tuple[float, str]], seen: dict[str, list[_Seen]]) -> Element | None:
    """Return the text of a line, in the one weight and size that all its letters may have."""
    for first in seen[line[0][1]]:
        found = [_alike(seen[name], first) for _, name in line]
        letters = [each for each in found if each is not None]
        if len(letters) < len(line):
            continue
        words, end = "", line[0][0]
        for (x, _), each in zip(line, letters, strict=True):
            words += " " if x - end > _SPACE * first.size else ""
            words += each.glyph.letter
            end = x + each.glyph.advance * first.size
        text = Element(f"{{{_SVG}}}text", {"x": f"{line[0][0]:g}"})
        text.set(
            "font-size", f"{max(letters, key=lambda each: float(each.glyph.shape[3])).size:.2f}"
        )
        if first.bold:
            text.set("font-weight", "700")
        text.text = words
        return text
    return None


def _alike(seen: list[_Seen], first: _Seen) -> _Seen | None:
    near = (
        each
        for each in seen
        if each.bold == first.bold and abs(each.size / first.size - 1) < 4 * _NEAR
    )
    return next(near, None)


def _faces(root: Element) -> str:
    """Return the rules that bring the letters of all texts, each weight as a face of its own."""
    needed: dict[bool, set[str]] = {False: set(), True: set()}
    for text in root.iter(f"{{{_SVG}}}text"):
        needed[text.get("font-weight") == "700"].update("".join(text.itertext()))
    return faces(needed)
