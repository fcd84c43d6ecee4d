"""A sheet of paper whose drawing becomes shapes of a slide: every unit can be edited there."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from lxml import etree
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.group import GroupShape

from geo.documents.paper.paper import INK, Paper, Ring, hatch_lines, line_height
from geo.documents.slides.ruler import text_width
from geo.language.plain import plain

_EMU = 36_000
"""English metric units of a millimetre."""
_POINT_EMU = 12_700
_GRID = 360
"""Points of outlines are written in hundredths of a millimetre."""
_SPACES = nsdecls("p", "a")
_DASHES = {"dotted": "sysDot", "frontier": "dashDot"}


class SlidePaper(Paper):
    """A sheet that draws into a group of shapes.

    Parameters
    ----------
    group
        The group; its place on the slide is that of the sheet.
    left, top
        Upper left corner on the slide in EMU.
    width, height, units
        As for `Paper`; a unit is called what is said of it.
    magnify
        How much larger all of it is made.
    """

    def __init__(
        self,
        group: GroupShape,
        *,
        left: int,
        top: int,
        width: float,
        height: float,
        magnify: float,
        units: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(width, height, units=units)
        self.magnify = magnify
        self._tree = group._element
        self._left, self._top = left, top
        self._unit = _EMU * magnify
        self._found: list[tuple[float, int, str]] = []

    def finish(self) -> None:
        """Put all shapes into the group, the lowest layer first."""
        for number, (_, _, shape) in enumerate(sorted(self._found), start=1):
            self._tree.append(etree.fromstring(shape.replace("ID_OF_SHAPE", str(9000 + number))))

    def text_width(self, text: str, *, size: float, bold: bool = False) -> float:
        """Measure a line of text as it may stand on a slide; see `Paper.text_width`."""
        return text_width(text, size=size, bold=bold)

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
        layer: float = 10,
    ) -> None:
        """Write a line as a text box; see `Paper.write`."""
        words = plain(text)
        width = self.text_width(words, size=size, bold=bold) * 1.1
        height = line_height(size)
        left = {"left": x, "center": x - width / 2, "right": x - width}[across]
        align = {"left": "l", "center": "ctr", "right": "r"}[across]
        glow = (
            f'<a:effectLst><a:glow rad="{_POINT_EMU * 2}">{_solid_colour(halo)}</a:glow>'
            "</a:effectLst>"
            if halo
            else ""
        )
        weight = ' b="1"' if bold else ""
        body = (
            '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr">'
            f'<a:noAutofit/></a:bodyPr><a:p><a:pPr algn="{align}"/><a:r>'
            f'<a:rPr sz="{round(size * self.magnify * 100)}"{weight}>{_solid(colour)}{glow}</a:rPr>'
            f"<a:t>{_escaped(words)}</a:t></a:r></a:p></p:txBody>"
        )
        box = (left, y - 0.36 * size * 0.3528 - height / 2, width, height)
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        self._add_shape(layer, words, box, geometry, body=body, text_box=True)

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
        """Fill polygons as freeform shapes; see `Paper.fill`."""
        line = self._line(edge, width) if edge != "none" else "<a:ln><a:noFill/></a:ln>"
        for at, (shape, colour) in enumerate(zip(shapes, colours, strict=True)):
            rings = shapely.get_rings(shapely.get_parts(shape))
            paths = [np.asarray(ring.coords) for ring in rings]
            called = self._units[at][1] if name is not None and self._units else "·"
            self._outline(layer, called, paths, closed=True, dress=_solid(colour) + line)

    def stroke(
        self,
        lines: shapely.Geometry,
        colour: str,
        *,
        width: float,
        line: str = "",
        layer: float = 4,
    ) -> None:
        """Draw lines as one freeform shape; see `Paper.stroke`."""
        parts = [np.asarray(part.coords) for part in shapely.get_parts(lines)]
        paths = [part for part in parts if len(part)]
        if paths:
            dress = f"<a:noFill/>{self._line(colour, width, line)}"
            self._outline(layer, "·", paths, closed=False, dress=dress)

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
        """Hatch an area with lines cut to it, for shapes cannot be clipped; see `Paper.hatch`."""
        if area.is_empty:
            return
        clipped = shapely.intersection(hatch_lines(area.bounds, step, falling=falling), area)
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
        """Draw a rectangle; see `Paper.box`."""
        dress = _solid(fill) if fill != "none" else "<a:noFill/>"
        dress += self._line(edge, line) if edge != "none" else "<a:ln><a:noFill/></a:ln>"
        geometry = f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{dress}'
        self._add_shape(layer, "·", (x, y, width, height), geometry)

    def polygon(self, ring: Ring, *, fill: str, edge: str, line: float, layer: float = 8) -> None:
        """Draw one closed ring; see `Paper.polygon`."""
        dress = _solid(fill) + self._line(edge, line)
        self._outline(layer, "·", [np.asarray(ring)], closed=True, dress=dress)

    def _line(self, colour: str, width: float, line: str = "") -> str:
        dash = f'<a:prstDash val="{_DASHES[line]}"/>' if line else ""
        # dots of a presentation stand closer than those on paper
        thick = round(width * self.magnify * _POINT_EMU * (0.6 if line == "dotted" else 1))
        return f'<a:ln w="{thick}" cap="rnd">{_solid(colour)}{dash}<a:round/></a:ln>'

    def _outline(
        self, layer: float, name: str, paths: Sequence[Ring], *, closed: bool, dress: str
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
        self._add_shape(layer, name, (*low, *(high - low)), geometry)

    def _add_shape(
        self,
        layer: float,
        name: str,
        box: tuple[float, float, float, float],
        geometry: str,
        *,
        body: str = "",
        text_box: bool = False,
    ) -> None:
        x, y, width, height = (round(side * self._unit) for side in box)
        kind = ' txBox="1"' if text_box else ""
        shape = (
            f'<p:sp {_SPACES}><p:nvSpPr><p:cNvPr id="ID_OF_SHAPE" name="{_escaped(name)}"/>'
            f"<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
            f'<a:off x="{self._left + x}" y="{self._top + y}"/>'
            f'<a:ext cx="{max(1, width)}" cy="{max(1, height)}"/></a:xfrm>{geometry}</p:spPr>'
            f"{body}</p:sp>"
        )
        self._found.append((layer, len(self._found), shape))


def place_group(group: GroupShape, box: tuple[int, int, int, int], *, name: str, text: str) -> None:
    """Give a group its place on the slide in EMU, its name, and a text for assistive technology."""
    left, top, width, height = box
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


def _solid(colour: str) -> str:
    return f"<a:solidFill>{_solid_colour(colour)}</a:solidFill>"


def _solid_colour(colour: str) -> str:
    return f'<a:srgbClr val="{colour[1:].upper()}"/>'


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
