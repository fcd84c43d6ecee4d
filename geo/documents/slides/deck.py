"""The deck: size, layouts, title, foot and notes of slides, in a plain look or a template's."""

from contextlib import nullcontext
from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from geo.documents.paper.paper import INK, QUIET, line_height
from geo.documents.slides.parts import MM, Box, fitted, whole, write_text
from geo.documents.slides.slide_file import write_presentation
from geo.documents.slides.template import open_template, said_of_template, whole_number
from geo.errors import TemplateError
from geo.language.plain import plain

_WIDE = (338.667, 190.5)
"""Millimetres of a slide 16:9."""
_MARGIN, _FOOT = 12.0, 13.0
_TITLE, _SUBTITLE, _SMALL = 26.0, 13.0, 8.0
_FOOT_LINES = 3
_SMALLER = (36.0, 32.0, 28.0, 24.0, 20.0)
"""Sizes that a title may be set in where the template's own is too large for it."""
_ACCENT = "#d4502a"
_TITLE_BOX = Box(_MARGIN, 6.5, _WIDE[0] - 2 * _MARGIN, 22.0)
_COVER_BOX = Box(_MARGIN * 2, 55.0, _WIDE[0] - 4 * _MARGIN, 45.0)
_COVER_TEXT = Box(_MARGIN * 2, 104.0, _WIDE[0] - 4 * _MARGIN, 30.0)
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_SPARE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_ROOMY = 0.35
"""Share of a slide's height that a title may take where a scene stands below it."""


class Deck:
    """A presentation under way.

    Parameters
    ----------
    template
        A presentation whose look is taken, or None.
    """

    def __init__(self, template: bytes | None) -> None:
        self._reading = nullcontext if template is None else said_of_template
        with self._reading():
            self._file = _plain_file() if template is None else open_template(template)
            self.width, self.height = (
                side / MM for side in (self._file.slide_width, self._file.slide_height)
            )
            self._layout = self._scene_layout()
            self._cover = self._cover_layout()
            self._title_size = _title_size(self._layout)
            self._cover_size = _title_size(self._cover)

    @property
    def room(self) -> Box:
        """The room for a scene, below title and subtitle and above the foot."""
        title = _placeholder(self._layout, _TITLES)
        top = (title.top + title.height) / MM + 8.0
        height = self.height - _FOOT - top - 2
        return Box(_MARGIN, top, self.width - 2 * _MARGIN, height)

    def add_cover(self, title: str, text: str) -> None:
        """Add a slide with a title and lines below it."""
        with self._reading():
            slide = self._file.slides.add_slide(self._cover)
        title = plain(title, most=200)
        self._write_title(_placeholder(slide, _TITLES), title, own=self._cover_size)
        kinds = [(each, each.placeholder_format.type) for each in slide.placeholders]
        others = [each for each, kind in kinds if kind not in _TITLES]
        for other in others[1:]:
            other._element.getparent().remove(other._element)
        if others and others[0].has_text_frame:
            others[0].text_frame.text = plain(text, lines=True)

    def add_slide(self, title: str, subtitle: str, foot: str, notes: str) -> tuple[Any, Box]:
        """Add a slide with everything but its scene; return it and the room for the scene."""
        with self._reading():
            slide = self._file.slides.add_slide(self._layout)
            own_notes = slide.notes_slide.notes_text_frame
        own_notes.text = plain(notes, lines=True)
        for each in list(slide.placeholders):
            if each.placeholder_format.type not in _TITLES:
                each._element.getparent().remove(each._element)
        self._write_title(_placeholder(slide, _TITLES), title, own=self._title_size)
        room = self.room
        if subtitle:
            box = Box(room.left, room.top - 7.0, room.width, 6.0)
            write_text(slide.shapes, box, subtitle, size=_SUBTITLE, colour=QUIET)
        box = Box(_MARGIN, self.height - _FOOT, self.width - 2 * _MARGIN - 14, 11.5)
        write_text(slide.shapes, box, foot, size=_SMALL, colour=QUIET, most=_FOOT_LINES)
        self._number(slide, len(self._file.slides))
        return slide, room

    def save(self, target: BytesIO, *, title: str) -> None:
        """Write the presentation."""
        properties = self._file.core_properties
        properties.title = plain(title, most=200)
        properties.author = properties.last_modified_by = ""
        write_presentation(self._file, target)

    def _write_title(self, heading: Any, title: str, *, own: float) -> None:
        """Write a title in the look's own size, or smaller if it needs that to fit."""
        width, height = heading.width / MM - 6, heading.height / MM - 2
        for size in [size for size in (own, *_SMALLER) if size <= own]:
            most = max(1, int(height / line_height(size)))
            words = fitted(title, width=width, size=size, bold=True, most=most)
            if words == whole(title):
                break
        heading.text = words
        if size < own:
            for run in heading.text_frame.paragraphs[0].runs:
                run.font.size = Pt(size)

    def _number(self, slide: Any, number: int) -> None:
        """Write the number of a slide as a field, which stays right when slides are moved."""
        box = Box(self.width - _MARGIN - 12, self.height - _FOOT, 12, 5)
        shape = slide.shapes.add_textbox(*box.emu)
        shape.name = "№"
        body = shape._element.find(qn("p:txBody"))
        body.append(
            etree.fromstring(
                f'<a:p {nsdecls("a")}><a:pPr algn="r"/>'
                '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
                f'<a:rPr lang="vi" sz="{round(_SMALL * 100)}"><a:solidFill>'
                f'<a:srgbClr val="{QUIET[1:]}"/></a:solidFill></a:rPr>'
                f"<a:t>{number}</a:t></a:fld></a:p>"
            )
        )
        body.remove(body.find(qn("a:p")))

    def _scene_layout(self) -> Any:
        """Return the layout with the least besides a title that leaves room for a scene."""
        able = [
            layout
            for layout in self._file.slide_layouts
            if _is_placed(title := _placeholder(layout, _TITLES))
            and (title.top + title.height) / self._file.slide_height < _ROOMY
        ]
        if not able:
            raise TemplateError("template.no_layout")
        return min(able, key=lambda layout: len(_content(layout)))

    def _cover_layout(self) -> Any:
        """Return the layout for the first slide, or the scenes' if there is none of its own."""
        for layout in self._file.slide_layouts:
            if _is_cover(layout) and _is_placed(_placeholder(layout, _TITLES)):
                return layout
        return self._layout


def _plain_file() -> Any:
    """Return an empty presentation, wide, with its titles where scenes leave room for them."""
    file = Presentation()
    file.slide_width, file.slide_height = (Emu(round(side * MM)) for side in _WIDE)
    for layout in file.slide_layouts:
        _add_stripe(layout)
        for each in list(layout.placeholders):
            kind = each.placeholder_format.type
            if kind in _SPARE:
                each._element.getparent().remove(each._element)
            elif kind in _TITLES:
                _set(each, _COVER_BOX if _is_cover(layout) else _TITLE_BOX, layout)
            elif _is_cover(layout):
                _set(each, _COVER_TEXT, layout)
    return file


def _add_stripe(layout: Any) -> None:
    """Draw a stripe along the upper edge of a layout's slides."""
    width, height = (round(side * MM) for side in (_WIDE[0], 1.6))
    stripe = (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="900" name="―"/><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        f'<a:srgbClr val="{_ACCENT[1:]}"/></a:solidFill></p:spPr></p:sp>'
    )
    layout.shapes._spTree.append(etree.fromstring(stripe))


def _set(placeholder: Any, box: Box, layout: Any) -> None:
    """Give a placeholder of a layout its place and its letters."""
    left, top, width, height = box.emu
    placeholder.left, placeholder.top = left, top
    placeholder.width, placeholder.height = width, height
    cover = _is_cover(layout)
    title = placeholder.placeholder_format.type in _TITLES
    size = (36 if cover else _TITLE) if title else 16
    colour, weight = (INK, 1) if title else (QUIET, 0)
    anchor = ("b" if cover else "ctr") if title else "t"
    body = placeholder._element.find(qn("p:txBody"))
    properties = body.find(qn("a:bodyPr"))
    properties.attrib.update({"anchor": anchor, "lIns": "0", "rIns": "0"})
    for child in list(properties):
        properties.remove(child)
    style = body.find(qn("a:lstStyle"))
    for child in list(style):
        style.remove(child)
    style.append(
        etree.fromstring(
            f'<a:lvl1pPr {nsdecls("a")} algn="l" marL="0" indent="0"><a:buNone/>'
            f'<a:defRPr sz="{round(size * 100)}" b="{weight}"><a:solidFill>'
            f'<a:srgbClr val="{colour[1:]}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    )


def _placeholder(layout: Any, kinds: tuple[Any, ...]) -> Any:
    found = (each for each in layout.placeholders if each.placeholder_format.type in kinds)
    return next(found, None)


def _is_placed(placeholder: Any) -> bool:
    """Tell whether there is a placeholder, and its place known from its layout or master."""
    return placeholder is not None and None not in (
        placeholder.left,
        placeholder.top,
        placeholder.width,
        placeholder.height,
    )


def _title_size(layout: Any) -> float:
    """Return the size of a layout's titles in points, from where it is set first."""
    title = _placeholder(layout, _TITLES)
    master = _placeholder(layout.slide_master, _TITLES)
    styles = layout.slide_master._element.find(qn("p:txStyles"))
    places = [title._element, *([master._element] if master is not None else [])]
    if styles is not None:
        places.append(styles.find(qn("p:titleStyle")))
    for place in places:
        found = None if place is None else place.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        if found is not None and found.get("sz"):
            # a size of nothing cannot be measured
            return max(_SMALL, whole_number(found.get("sz")) / 100)
    return _TITLE


def _content(layout: Any) -> list[Any]:
    kinds = (*_TITLES, *_SPARE)
    return [each for each in layout.placeholders if each.placeholder_format.type not in kinds]


def _is_cover(layout: Any) -> bool:
    return _placeholder(layout, (PP_PLACEHOLDER.CENTER_TITLE,)) is not None
