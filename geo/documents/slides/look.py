"""The colours that a look gives to words and lines beside the map, so that all can be read."""

import colorsys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from geo.documents.paper.map.names import contrast
from geo.documents.paper.paper import INK, PAPER

READABLE = 4.5
"""Contrast of letters to their ground (WCAG 2)."""
_INKS = ("tx1", "bg1", "tx2", "bg2")
_DARK, _LIGHT = "#000000", "#ffffff"
_QUIET, _PALE, _DIM = (0.75, 0.25), (0.25, 0.75), (0.5, 0.0)
"""Share of the ink's own lightness, and what is added: of quiet words, of lines by the ink."""
_WHOLE = 100_000
"""Shares in a theme are told in thousandths of a percent."""
_COVERS = 0.9


@dataclass(frozen=True)
class Look:
    """What is written and ruled with, each as an element of DrawingML.

    Parameters
    ----------
    ink, quiet, rule
        Letters, those that say less, and lines: the theme's own colours, which change with it.
    grounds
        Colours of the ground.
    """

    ink: str
    quiet: str
    rule: str
    grounds: tuple[str, ...]

    @property
    def dark(self) -> bool:
        """Whether what is made for white paper cannot be read on the ground."""
        return _least(self.grounds, INK) < READABLE

    def readable(self, colour: str, *, least: float = READABLE) -> str:
        """Return a colour where it stands out from the ground, else the ink."""
        return rgb(colour) if _least(self.grounds, colour) >= least else self.ink


def rgb(colour: str) -> str:
    """Return a colour of its own, such as ``#1a9850``, as DrawingML has it."""
    return f'<a:srgbClr val="{colour[1:].upper()}"/>'


def solid(colour: str) -> str:
    """Return a fill of a colour."""
    return f"<a:solidFill>{colour}</a:solidFill>"


def look_of(layout: Any) -> Look:
    """Find colours that can be read on a layout's ground.

    Parameters
    ----------
    layout
        The layout of the slides.

    Returns
    -------
    look : Look
        With the theme's colour of text, unless the ground is not made for it.
    """
    scheme = _scheme(layout)
    grounds = tuple(_grounds(layout, scheme)) or (scheme.get("bg1", PAPER),)
    known = {name: _least(grounds, scheme[name]) for name in _INKS if name in scheme}
    name = "tx1" if known.get("tx1", 0) >= READABLE else max(known, key=known.__getitem__)
    if known[name] < READABLE:
        ink = rgb(max(_DARK, _LIGHT, key=lambda each: _least(grounds, each)))
        return Look(ink, ink, ink, grounds)
    ink = f'<a:schemeClr val="{name}"/>'
    softer = _lightened(scheme[name], *_QUIET)
    quiet = ink if _least(grounds, softer) < READABLE else _changed(name, *_QUIET)
    light = contrast(scheme[name], _DARK) > contrast(scheme[name], _LIGHT)
    return Look(ink, quiet, _changed(name, *(_DIM if light else _PALE)), grounds)


def _changed(name: str, share: float, more: float) -> str:
    """Return a colour of the theme as `_lightened` changes it."""
    changes = f'<a:lumMod val="{_WHOLE * share:.0f}"/><a:lumOff val="{_WHOLE * more:.0f}"/>'
    return f'<a:schemeClr val="{name}">{changes}</a:schemeClr>'


def _least(grounds: Sequence[str], colour: str) -> float:
    return min(contrast(ground, colour) for ground in grounds)


def _scheme(layout: Any) -> dict[str, str]:
    """Return the colours of a layout's theme, also by the names that its slides call them."""
    master = layout.slide_master
    theme = etree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    found = {}
    for slot in theme.iterfind(f".//{qn('a:clrScheme')}/*"):
        value = _value(slot[0], {}) if len(slot) else ""
        if value:
            found[etree.QName(slot).localname] = value
    own = layout._element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    names = own if own is not None else master._element.find(qn("p:clrMap"))
    named = {} if names is None else dict(names.attrib)
    return found | {name: found[slot] for name, slot in named.items() if slot in found}


def _grounds(layout: Any, scheme: Mapping[str, str]) -> Iterator[str]:
    """Yield the colours of what lies behind a layout's slides, those of a ramp all."""
    for owner in (layout, layout.slide_master):
        for shape in owner.shapes:
            if not shape.is_placeholder and _covers(shape, owner):
                yield from _colours(
                    shape._element.find(f"{qn('p:spPr')}/{qn('a:solidFill')}"), scheme
                )
        ground = owner._element.cSld.find(qn("p:bg"))
        if ground is not None:
            yield from _colours(ground, scheme)
            return


def _covers(shape: Any, owner: Any) -> bool:
    file = owner.part.package.presentation_part.presentation
    area = (shape.width or 0) * (shape.height or 0)
    return bool(area >= _COVERS * file.slide_width * file.slide_height)


def _colours(element: Any, scheme: Mapping[str, str]) -> list[str]:
    found = [] if element is None else [_value(each, scheme) for each in element.iter("*")]
    return [value for value in found if value]


def _value(element: Any, scheme: Mapping[str, str]) -> str:
    """Return the colour that an element names; empty for what is none, or is not known."""
    kind, named = etree.QName(element).localname, element.get("val", "")
    if kind == "sysClr":
        value = f"#{element.get('lastClr', '')}".lower()
    else:
        value = {"srgbClr": f"#{named}".lower(), "schemeClr": scheme.get(named, "")}.get(kind, "")
    if len(value) != 7:
        return ""
    shares = {etree.QName(each).localname: int(each.get("val")) / _WHOLE for each in element}
    return _lightened(value, shares.get("lumMod", 1.0), shares.get("lumOff", 0.0))


def _lightened(colour: str, share: float, more: float) -> str:
    """Return a colour whose lightness is a share of its own, and some more."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(*channels)
    mixed = colorsys.hls_to_rgb(hue, min(1.0, light * share + more), strength)
    return "#" + "".join(f"{round(255 * each):02x}" for each in mixed)
