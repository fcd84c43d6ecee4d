"""The deck: size, layouts, title, foot and notes of slides, in the plain look or a template's."""

from contextlib import nullcontext
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from geo.documents.slides.look import look_of
from geo.documents.slides.parts import MM, Box, Canvas, Line, fitting, write_text
from geo.documents.slides.slide_file import MAP_HERE, write_presentation
from geo.documents.slides.template import open_template, said_of_template, whole_number
from geo.errors import TemplateError
from geo.language.plain import plain
from geo.language.texts import texts

_PLAIN = Path(__file__).parent / "plain.pptx"
"""The plain look, which any program for presentations can change."""
_MARGIN, _FOOT, _GAP = 12.0, 13.0, 2.0
_SUBTITLE, _LEAD, _SMALL = 13.0, 15.0, 9.0
LEAD, MAP_LEAD = 7.5, 20.0
"""Millimetres of what is said below a title: of a map what is shown, and two lines on it."""
_LONGEST = 200
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_NUMBER = (PP_PLACEHOLDER.SLIDE_NUMBER,)
_SPARE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, *_NUMBER)
_ROOMY = 0.35
"""Share of a slide's height that a title may take where a scene stands below it."""
_FIELD = 'id="{6C9A2F4E-3B4D-4D0E-9A53-0C5A3B1E7F10}" type="slidenum"'


class Deck:
    """A presentation under way.

    Parameters
    ----------
    template
        A presentation whose look is taken, or None.
    lang
        Language of the texts.

    Attributes
    ----------
    look
        The colours that can be read on its slides.
    """

    def __init__(self, template: bytes | None, *, lang: str = "vi") -> None:
        self._lang = lang
        self._maps: dict[Any, bytes] = {}
        self._reading = nullcontext if template is None else said_of_template
        with self._reading():
            self._file = Presentation(_PLAIN) if template is None else open_template(template)
            self.width, self.height = (
                side / MM for side in (self._file.slide_width, self._file.slide_height)
            )
            self._layout = self._scene_layout()
            self._cover = self._cover_layout()
            self.look = look_of(self._layout)
            self._title_size = _title_size(self._layout)
            self._cover_size = _title_size(self._cover)

    def room(self, lead: float) -> Box:
        """Return the room for a scene: below title and a lead of a height, above the foot."""
        title = _placeholder(self._layout, _TITLES)
        top = (title.top + title.height) / MM + _GAP + (lead + _GAP if lead else 0)
        bottom = self.height - _FOOT
        number = self._number_box()
        if number is not None and number.top > self.height / 2:
            bottom = min(bottom, number.top)
        return Box(_MARGIN, top, self.width - 2 * _MARGIN, bottom - _GAP - top)

    def add_cover(self, title: str, text: str) -> None:
        """Add a slide with a title and lines below it."""
        with self._reading():
            slide = self._file.slides.add_slide(self._cover)
        self._write_title(slide, plain(title, most=_LONGEST), own=self._cover_size)
        kinds = [(each, each.placeholder_format.type) for each in slide.placeholders]
        others = [each for each, kind in kinds if kind not in _TITLES]
        for other in others[1:]:
            other._element.getparent().remove(other._element)
        if others and others[0].has_text_frame:
            others[0].text_frame.text = plain(text, lines=True)

    def add_slide(
        self,
        title: str,
        foot: str,
        notes: str,
        *,
        subtitle: str = "",
        sentence: str = "",
        lead: float = 0.0,
    ) -> Canvas:
        """Add a slide with everything but its scene; return it with the room for the scene."""
        with self._reading():
            slide = self._file.slides.add_slide(self._layout)
            slide.notes_slide.notes_text_frame.text = plain(notes, lines=True)
        self._take_colours(slide)
        for each in list(slide.placeholders):
            if each.placeholder_format.type not in _TITLES:
                each._element.getparent().remove(each._element)
        self._write_title(slide, title, own=self._title_size)
        look, t = self.look, texts(self._lang)
        room = self.room(lead)
        canvas = Canvas(slide.shapes, room, look, self._lang)
        lines = [Line(subtitle, _SUBTITLE, look.quiet), Line(sentence, _LEAD, look.ink)]
        if lead:
            box = Box(room.left, room.top - lead - _GAP, room.width, lead)
            write_text(
                canvas, box, [line for line in lines if line.text], name=t("slides.sentence")
            )
        write_text(canvas, self._foot(), [Line(foot, _SMALL, look.quiet)], name=t("slides.sources"))
        self._number(slide)
        return canvas

    def put_map(self, canvas: Canvas, group: Any, shapes: str) -> None:
        """Let a group of a slide hold shapes, given as text in the spaces of a slide."""
        group._element.append(etree.Comment(MAP_HERE))
        self._maps[canvas.shapes.part.partname] = shapes.encode()

    def save(self, target: BytesIO, *, title: str, author: str, now: datetime) -> None:
        """Write the presentation."""
        properties = self._file.core_properties
        properties.title = plain(title, most=_LONGEST)
        properties.author = properties.last_modified_by = plain(author, most=_LONGEST)
        properties.language = self._lang
        properties.created = properties.modified = now
        properties.revision = 1
        for spare in ("subject", "keywords", "comments", "category"):
            setattr(properties, spare, "")
        write_presentation(self._file, target, self._maps)

    def _write_title(self, slide: Any, title: str, *, own: float) -> None:
        """Write a title in the look's own size, or smaller if it is long."""
        heading = _placeholder(slide, _TITLES)
        box = Box(0, 0, heading.width / MM - 6, heading.height / MM - 2)
        heading.text = " ".join(plain(title).split(" "))
        size = fitting(heading.text, own, box)
        body = heading.text_frame._txBody.find(qn("a:bodyPr"))
        for child in list(body):
            body.remove(child)
        etree.SubElement(body, qn("a:normAutofit"))
        if size < own:
            for run in heading.text_frame.paragraphs[0].runs:
                run.font.size = Pt(size)

    def _take_colours(self, slide: Any) -> None:
        """Let a slide call the theme's colours as its layout does, where that has its own way."""
        own = self._layout._element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
        place = slide._element.find(qn("p:clrMapOvr"))
        if own is not None and place is not None:
            place[:] = [etree.fromstring(etree.tostring(own))]

    def _foot(self) -> Box:
        """Return the place of the sources, beside the number of the page if that is there."""
        top, left, right = self.height - _FOOT, _MARGIN, self.width - _MARGIN
        number = self._number_box()
        if number is not None and number.bottom > top:
            if number.left + number.width / 2 > self.width / 2:
                right = min(right, number.left - _GAP)
            else:
                left = max(left, number.left + number.width + _GAP)
        return Box(left, top, right - left, _FOOT - _GAP)

    def _number_box(self) -> Box | None:
        number = _placeholder(self._layout, _NUMBER)
        if not _is_placed(number):
            return None
        return Box(*(side / MM for side in (number.left, number.top, number.width, number.height)))

    def _number(self, slide: Any) -> None:
        """Write the number of a slide where its layout has a place for that, as a field."""
        place = _placeholder(self._layout, _NUMBER)
        if place is None:
            return
        name, index = place.name, place.placeholder_format.idx
        shape = etree.fromstring(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{len(slide.shapes) + 2}" name=""/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
            f'<p:ph type="sldNum" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld "
            f"{_FIELD}><a:rPr/><a:t>{len(self._file.slides)}</a:t></a:fld></a:p></p:txBody></p:sp>"
        )
        shape.find(f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}").set("name", plain(name))
        slide.shapes._spTree.append(shape)

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
            covers = _placeholder(layout, (PP_PLACEHOLDER.CENTER_TITLE,)) is not None
            if covers and _is_placed(_placeholder(layout, _TITLES)):
                return layout
        return self._layout


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
    return _LEAD


def _content(layout: Any) -> list[Any]:
    kinds = (*_TITLES, *_SPARE)
    return [each for each in layout.placeholders if each.placeholder_format.type not in kinds]
