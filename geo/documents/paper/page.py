"""A drawing as a page of an atlas: title, sentence, map, legend, sources, on A4 or A3 across."""

from dataclasses import dataclass
from datetime import datetime

from geo.boundaries.layer_files import Layer
from geo.documents.paper import DPI, FINEST, SIZES
from geo.documents.paper.map.draw import UNITS, draw_map
from geo.documents.paper.page_legend import draw_legend
from geo.documents.paper.paper import INK, ONE_AT_A_TIME, QUIET, Paper, line_height, printable
from geo.documents.paper.shapes import Frame, layer_shapes
from geo.documents.paper.target_chart import draw_province
from geo.documents.paper.thumbnail import to_thumbnail_svg
from geo.documents.paper.vector import paper_svg, papers_pdf
from geo.figures.atlas import Atlas, Cell
from geo.places.unit_names import unit_name
from geo.reading.conditions import filter_line, full_title
from geo.reading.imprint import imprint
from geo.reading.sentences import source_line, view_sentence, view_title
from geo.reading.values import absent_text, basis_text, number_text
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter, kept

__all__ = [
    "Heading",
    "draw_page",
    "new_paper",
    "spoken",
    "to_pdf",
    "to_png",
    "to_svg",
    "to_thumbnail_svg",
    "write_foot",
]

_MARGIN = 11.0
_PANEL = 84.0
_TITLE, _LEAD, _NOTE, _FOOT = 16.0, 9.2, 8.2, 7.0
EXACT = 600
"""Pixels an inch for which the words of a vector file are measured."""


@dataclass(frozen=True)
class Heading:
    """What stands above a page instead of the view's own title.

    Parameters
    ----------
    title
        The title; the view's own stands below it.
    note
        A note below the sentence, or empty.
    page
        The number of the page, or empty.
    """

    title: str
    note: str = ""
    page: str = ""


def to_png(
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    selected: str = "",
    size: str = "a4",
    dpi: int = DPI,
    now: datetime | None = None,
) -> bytes:
    """Draw a page of an atlas as a picture.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    layer
        The layer of its level and boundaries.
    lang
        Language.
    chosen
        The filter: the units that it does not keep fade and are not ranked, and it is named.
    selected
        Code of a unit to outline, or empty.
    size
        Sheet, one of `SIZES`.
    dpi
        Pixels per inch, at most `FINEST`.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        PNG. Several threads may ask at once; they are served one after the other.

    Raises
    ------
    ValueError
        `dpi` is not between 30 and `FINEST`.
    """
    if not 30 <= dpi <= FINEST:
        raise ValueError(f"{dpi} pixels an inch: use 30 to {FINEST}")
    with ONE_AT_A_TIME:
        paper = draw_page(
            *(atlas, drawing, layer),
            lang=lang,
            chosen=chosen,
            selected=selected,
            size=size,
            dpi=dpi,
            now=now,
        )
        return paper.png(title=printable(full_title(atlas, drawing, chosen, lang=lang)))


def to_svg(
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    selected: str = "",
    size: str = "a4",
    now: datetime | None = None,
) -> bytes:
    """Draw a page of an atlas as SVG; the parameters are those of `to_png`.

    Returns
    -------
    content : bytes
        One ``path`` with ``data-code`` and a tip per unit; text stays text.
    """
    words = [spoken(atlas, drawing, cell, lang) for cell in drawing.cells]
    with ONE_AT_A_TIME:
        paper = draw_page(
            *(atlas, drawing, layer),
            lang=lang,
            chosen=chosen,
            selected=selected,
            size=size,
            dpi=EXACT,
            now=now,
        )
        return paper_svg(
            paper,
            title=printable(full_title(atlas, drawing, chosen, lang=lang)),
            description=printable(view_sentence(atlas, drawing, lang=lang)),
            group=UNITS,
            codes=[cell.unit.code for cell in drawing.cells],
            words=words,
        )


def to_pdf(
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    selected: str = "",
    size: str = "a4",
    now: datetime | None = None,
) -> bytes:
    """Draw a page of an atlas as PDF; the parameters are those of `to_png`.

    Returns
    -------
    content : bytes
        One page of vectors, fonts inside, text that can be selected and found.
    """

    def make() -> Paper:
        return draw_page(
            *(atlas, drawing, layer),
            lang=lang,
            chosen=chosen,
            selected=selected,
            size=size,
            dpi=EXACT,
            now=now,
        )

    return papers_pdf([make], title=printable(full_title(atlas, drawing, chosen, lang=lang)))


def new_paper(size: str = "a4", *, dpi: int = 150) -> Paper:
    """Return an empty sheet of a size, one of `SIZES`."""
    width, height, magnify = SIZES[size]
    return Paper(width / magnify, height / magnify, dpi=dpi, magnify=magnify)


def draw_page(
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    *,
    lang: str,
    heading: Heading | None = None,
    chosen: Filter = NO_FILTER,
    selected: str = "",
    size: str = "a4",
    dpi: int = DPI,
    now: datetime | None = None,
) -> Paper:
    """Draw a page of an atlas; the parameters are those of `to_png`.

    Parameters
    ----------
    heading
        What stands above it instead of the view's title.

    Returns
    -------
    paper : Paper
        The sheet, to be saved in whatever form is wanted.
    """
    paper = new_paper(size, dpi=dpi)
    said = filter_line(atlas, drawing, chosen, lang=lang)
    keeps = kept(atlas, drawing, chosen) if chosen else None
    top = _write_head(paper, atlas, drawing, lang, heading, said)
    made = imprint(atlas, now, lang=lang)
    if heading is not None and heading.page:
        made = f"{made} · {heading.page}"
    bottom = write_foot(paper, source_line(atlas, drawing, lang=lang), made)
    frame = Frame(_MARGIN, top, paper.width - 2 * _MARGIN - _PANEL - 6, bottom - top)
    if drawing.view.level == "province":
        # one unit of one colour makes no map
        whole = Frame(_MARGIN, top, paper.width - 2 * _MARGIN, bottom - top)
        if draw_province(paper, atlas, drawing, whole, lang=lang):
            return paper
    shapes = layer_shapes(layer)
    draw_map(paper, atlas, drawing, shapes, frame, lang=lang, kept=keeps, selected=selected)
    draw_legend(
        paper,
        atlas,
        drawing,
        left=paper.width - _MARGIN - _PANEL,
        top=top + 2,
        width=_PANEL,
        lang=lang,
        kept=keeps,
    )
    return paper


def _write_head(
    paper: Paper, atlas: Atlas, drawing: Drawing, lang: str, heading: Heading | None, said: str
) -> float:
    """Write title, filter and sentence; return the lower edge."""
    room = paper.width - 2 * _MARGIN
    own = view_title(atlas, drawing.view, lang=lang)
    title = heading.title if heading is not None else own
    lines = paper.wrap(title, size=_TITLE, width=room, most=2, bold=True)
    y = paper.write_lines(_MARGIN, _MARGIN - 3, lines, size=_TITLE, bold=True) + 1
    if title != own:
        lines = paper.wrap(own, size=_LEAD, width=room, most=2, bold=True)
        y = paper.write_lines(_MARGIN, y, lines, size=_LEAD, bold=True) + 0.4
    if said:
        lines = paper.wrap(said, size=_LEAD, width=room, most=3, bold=True)
        y = paper.write_lines(_MARGIN, y, lines, size=_LEAD, bold=True) + 0.4
    lines = paper.wrap(view_sentence(atlas, drawing, lang=lang), size=_LEAD, width=room, most=4)
    y = paper.write_lines(_MARGIN, y, lines, size=_LEAD, colour=INK)
    if heading is not None and heading.note:
        lines = paper.wrap(heading.note, size=_NOTE, width=room, most=4)
        y = paper.write_lines(_MARGIN, y + 0.6, lines, size=_NOTE, colour=QUIET)
    y += 2.2
    paper.rule(y, start=_MARGIN, end=paper.width - _MARGIN)
    return y + 3.5


def write_foot(paper: Paper, sources: str, made: str) -> float:
    """Write sources and imprint at the foot of a sheet; return the upper edge."""
    room = paper.width - 2 * _MARGIN
    lines = paper.wrap(sources, size=_FOOT, width=room, most=4) or [""]
    last = paper.text_width(lines[-1], size=_FOOT)
    # The imprint stands at the end of the last line, or on one of its own.
    if last + paper.text_width(made, size=_FOOT) + 4 > room:
        lines.append("")
    y = paper.height - _MARGIN + 4 - len(lines) * line_height(_FOOT)
    bottom = paper.write_lines(_MARGIN, y, lines, size=_FOOT, colour=QUIET)
    baseline = bottom - 0.28 * line_height(_FOOT)
    right = paper.width - _MARGIN
    paper.write(right, baseline, made, size=_FOOT, colour=QUIET, across="right")
    paper.rule(y - 1.6, start=_MARGIN, end=right)
    return y - 4.5


def spoken(atlas: Atlas, drawing: Drawing, cell: Cell, lang: str) -> str:
    """Say a unit's figure in one line, as the tip of its polygon."""
    said = number_text(atlas, drawing, cell, lang=lang)
    basis = basis_text(cell, lang=lang)
    facts = [said, basis if cell.known else absent_text(cell, drawing.kind, lang=lang)]
    name = unit_name(cell.unit, lang=lang)
    return printable(f"{name}: {', '.join(filter(None, facts))}")
