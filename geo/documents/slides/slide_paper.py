"""A sheet of paper whose drawing becomes shapes of a slide: every unit can be edited there."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np
import shapely
from lxml import etree
from numpy.typing import NDArray
from pptx.oxml.ns import nsdecls, qn

from geo.documents.paper.map.draw import GROUPS
from geo.documents.paper.paper import PAPER, Dress, Lines, Paper, Ring, Word, line_height
from geo.documents.paper.shapes import Box as Place
from geo.documents.slides.look import rgb, solid
from geo.documents.slides.parts import MM, Box
from geo.language.plain import plain
from geo.language.texts import texts

_POINT_EMU = 12_700
_GRID = 360
"""Points of outlines are written in hundredths of a millimetre."""
_SPACES = nsdecls("p", "a")
_DASHES = {"dotted": "sysDot", "frontier": "dashDot"}
_PARTS = {
    "neighbours": "slides.neighbours",
    "shade": "slides.shade",
    "units": "slides.units",
    "hatching": "slides.hatching",
    "carried": "slides.carried",
    "names-of-neighbours": "slides.names_of_neighbours",
    "borders": "slides.borders",
    "scale": "slides.scale",
    "selected": "slides.selected",
    "symbols": "slides.symbols",
    "names": "slides.names",
}
"""What shapes are called by the part of the map that they belong to."""
_ALIGNED = {"left": "l", "center": "ctr", "right": "r"}
_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
_FIRST = 9001
"""Number of the first shape; python-pptx counts the others from one on."""
_WIDER = 1.24
"""How much wider letters may be than on paper: a slide is shown in the face of its template."""
_PLATE = '<a:srgbClr val="FFFFFF"><a:alpha val="70000"/></a:srgbClr>'
"""What lies below letters on a map: the glow around them is not shown everywhere."""


class SlidePaper(Paper):
    """A sheet that draws shapes of a slide.

    Parameters
    ----------
    box
        Its place on the slide.
    magnify
        How much larger all of it is made than on paper.
    lang
        Language of the shapes' names.
    units
        As for `Paper`; a unit is called what is said of it.
    """

    def __init__(
        self, box: Box, *, magnify: float, lang: str, units: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(box.width / magnify, box.height / magnify, units=units, wider=_WIDER)
        self.magnify = magnify
        self._left, self._top, _, _ = box.emu
        self._unit = MM * magnify
        t = texts(lang)
        self._names = {start: t(_PARTS[name]) for start, name in GROUPS.items()}
        self._found: list[tuple[float, int, str]] = []

    def shapes(self) -> str:
        """Return all shapes, the lowest layer first, in the spaces that a slide names."""
        found = enumerate(sorted(self._found), start=_FIRST)
        return "".join(shape.replace("ID_OF_SHAPE", str(at)) for at, (_, _, shape) in found)

    def _put_word(self, layer: float, word: Word) -> None:
        """Write a line as a text box."""
        words, size, across, halo = plain(word.text), word.size, word.across, word.halo
        width = self.text_width(words, size=size, bold=word.bold) * (1 + word.spaced)
        height = line_height(size)
        left = {"left": word.x, "center": word.x - width / 2, "right": word.x - width}[across]
        glow = (
            f'<a:effectLst><a:glow rad="{_POINT_EMU * 2}">{rgb(halo)}</a:glow></a:effectLst>'
            if halo
            else ""
        )
        weight = ' b="1"' if word.bold else ""
        spaced = round(word.spaced * size * self.magnify * 100)
        weight += f' spc="{spaced}"' if spaced else ""
        dress = f"{solid(rgb(word.colour))}{glow}"
        body = self._text(words, size, across, dress, weight)
        box = (left, word.y - 0.36 * size * 0.3528 - height / 2, width, height)
        plate = solid(_PLATE) if halo == PAPER else "<a:noFill/>"
        self._add_shape(layer, box, f"{_RECTANGLE}{plate}", name=words, body=body)

    def _put_lines(self, lines: Lines) -> None:
        """Write a text box whose lines the presentation breaks."""
        words, dress = plain(lines.text), solid(rgb(lines.colour))
        body = self._text(
            *(words, lines.size, lines.across, dress, ' b="1"' if lines.bold else ""), wraps=True
        )
        box = (lines.x, lines.y, lines.width, lines.height)
        self._add_shape(10, box, f"{_RECTANGLE}<a:noFill/>", name=words, body=body)

    def _text(
        self, text: str, size: float, across: str, dress: str, weight: str, *, wraps: bool = False
    ) -> str:
        """Return the content of a text box without edges."""
        kind = 'wrap="square" anchor="t"' if wraps else 'wrap="none" anchor="ctr"'
        return (
            f'<p:txBody><a:bodyPr {kind} lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/>'
            f'</a:bodyPr><a:p><a:pPr algn="{_ALIGNED[across]}"/><a:r>'
            f'<a:rPr sz="{round(size * self.magnify * 100)}"{weight}>{dress}</a:rPr>'
            f"<a:t>{escape(text)}</a:t></a:r></a:p></p:txBody>"
        )

    def _put_shape(
        self, layer: float, shape: shapely.Geometry, dress: Dress, unit: tuple[str, str]
    ) -> None:
        """Fill a polygon as a freeform shape."""
        rings = shapely.get_rings(shapely.get_parts(shape))
        paths = [np.asarray(ring.coords) for ring in rings]
        self._outline(layer, paths, name=unit[1], closed=True, dress=self._dress(dress))

    def _put_paths(
        self, layer: float, paths: Sequence[Ring], colour: str, width: float, line: str
    ) -> None:
        """Draw lines as one freeform shape."""
        dress = f"<a:noFill/>{self._line(colour, width, line)}"
        self._outline(layer, paths, closed=False, dress=dress)

    def _put_hatch(
        self,
        layer: float,
        area: shapely.Geometry,
        lines: NDArray[np.object_],
        pen: tuple[str, float],
    ) -> None:
        """Draw lines cut to an area, for shapes cannot be clipped."""
        parts = shapely.get_parts(shapely.intersection(lines, area))
        parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
        self.stroke(shapely.multilinestrings(parts), pen[0], width=pen[1], layer=layer)

    def _put_box(self, layer: float, place: Place, dress: Dress) -> None:
        """Draw a rectangle."""
        self._add_shape(layer, place, f"{_RECTANGLE}{self._dress(dress)}")

    def _dress(self, dress: Dress) -> str:
        fill, edge, width = dress
        ground = solid(rgb(fill)) if fill != "none" else "<a:noFill/>"
        return ground + (self._line(edge, width) if edge != "none" else "<a:ln><a:noFill/></a:ln>")

    def _line(self, colour: str, width: float, line: str = "") -> str:
        dash = f'<a:prstDash val="{_DASHES[line]}"/>' if line else ""
        # dots of a presentation stand closer than those on paper
        thick = round(width * self.magnify * _POINT_EMU * (0.6 if line == "dotted" else 1))
        return f'<a:ln w="{thick}" cap="rnd">{solid(rgb(colour))}{dash}<a:round/></a:ln>'

    def _outline(
        self, layer: float, paths: Sequence[Ring], *, closed: bool, dress: str, name: str = ""
    ) -> None:
        """Draw paths of points as one freeform shape."""
        points = np.vstack(paths)
        low, high = points.min(axis=0), points.max(axis=0)
        step = _GRID / self._unit
        size = np.maximum(np.round((high - low) / step), 1).astype(int)
        end = "<a:close/>" if closed else ""
        drawn = "".join(_path((path - low) / step, closed=closed) + end for path in paths)
        geometry = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{size[0]}" h="{size[1]}">{drawn}</a:path></a:pathLst>'
            f"</a:custGeom>{dress}"
        )
        self._add_shape(layer, (*low, *(high - low)), geometry, name=name)

    def _add_shape(
        self,
        layer: float,
        box: tuple[float, float, float, float],
        geometry: str,
        *,
        name: str = "",
        body: str = "",
    ) -> None:
        x, y, width, height = (round(side * self._unit) for side in box)
        kind = ' txBox="1"' if body else ""
        called = name or self._names[max(start for start in self._names if start <= layer)]
        shape = (
            f'<p:sp><p:nvSpPr><p:cNvPr id="ID_OF_SHAPE" name="{escape(called)}"/>'
            f"<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
            f'<a:off x="{self._left + x}" y="{self._top + y}"/>'
            f'<a:ext cx="{max(1, width)}" cy="{max(1, height)}"/></a:xfrm>{geometry}</p:spPr>'
            f"{body}</p:sp>"
        )
        self._found.append((layer, len(self._found), shape))


def place_group(group: Any, box: Box, *, name: str, text: str) -> None:
    """Give a group its place on the slide in EMU, its name, and a text for assistive technology."""
    left, top, width, height = box.emu
    properties = group._element.find(qn("p:grpSpPr"))
    for old in properties.findall(qn("a:xfrm")):
        properties.remove(old)
    properties.insert(
        0,
        etree.fromstring(
            f'<a:xfrm {_SPACES}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
            f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm>'
        ),
    )
    described = group._element.find(f"{qn('p:nvGrpSpPr')}/{qn('p:cNvPr')}")
    described.set("name", plain(name))
    described.set("descr", plain(text))


def _path(points: Ring, *, closed: bool) -> str:
    whole = np.round(points).astype(int)
    # the last point of a ring is its first one, and closing draws that side
    rest = whole[1:-1] if closed and len(whole) > 2 and (whole[0] == whole[-1]).all() else whole[1:]
    start = f'<a:moveTo><a:pt x="{whole[0][0]}" y="{whole[0][1]}"/></a:moveTo>'
    return start + "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest.tolist())
