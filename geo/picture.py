"""A drawing as a page of an atlas: title, sentence, map, legend, sources, on A4 across."""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.imprint import imprint
from geo.layer_files import Layer
from geo.paper import INK, QUIET, Paper, line_height, printable
from geo.picture_legend import draw_legend
from geo.picture_map import draw_map
from geo.reading import source_line, view_sentence, view_title
from geo.shapes import Frame, layer_shapes
from geo.thumbnail import to_thumbnail_svg

__all__ = ["draw_page", "to_png", "to_thumbnail_svg"]

_A4 = (297.0, 210.0)
_MARGIN = 11.0
_PANEL = 84.0
_TITLE, _LEAD, _FOOT = 16.0, 9.2, 7.0

_ONE_AT_A_TIME = Lock()
"""Matplotlib shares its fonts between threads and does not promise that two may draw at once."""


def to_png(
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
    dpi: int = 150,
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
    kept
        For each unit whether the filter keeps it, the rest fade; None for no filter.
    selected
        Code of a unit to outline, or empty.
    dpi
        Pixels per inch of an A4 page across.
    now
        Moment of making, with a time zone; None for the present.

    Returns
    -------
    content : bytes
        PNG. Several threads may ask at once; they are served one after the other.
    """
    with _ONE_AT_A_TIME:
        paper = draw_page(
            atlas, drawing, layer, lang=lang, kept=kept, selected=selected, dpi=dpi, now=now
        )
        return paper.png(title=printable(view_title(atlas, drawing.view, lang=lang)))


def draw_page(
    atlas: Atlas,
    drawing: Drawing,
    layer: Layer,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
    dpi: int = 150,
    now: datetime | None = None,
) -> Paper:
    """Draw a page of an atlas; the parameters are those of `to_png`.

    Returns
    -------
    paper : Paper
        The sheet, to be saved in whatever form is wanted.
    """
    width, height = _A4
    paper = Paper(width, height, dpi=dpi)
    top = _write_head(paper, atlas, drawing, lang)
    bottom = _write_foot(paper, atlas, drawing, lang, now)
    frame = Frame(_MARGIN, top, width - 2 * _MARGIN - _PANEL - 6, bottom - top)
    shapes = layer_shapes(layer.path)
    draw_map(paper, atlas, drawing, shapes, frame, lang=lang, kept=kept, selected=selected)
    draw_legend(
        paper,
        atlas,
        drawing,
        left=width - _MARGIN - _PANEL,
        top=top + 2,
        width=_PANEL,
        lang=lang,
        kept=kept,
    )
    return paper


def _write_head(paper: Paper, atlas: Atlas, drawing: Drawing, lang: str) -> float:
    """Write title and sentence; return the lower edge."""
    room = paper.width - 2 * _MARGIN
    title = view_title(atlas, drawing.view, lang=lang)
    lines = paper.wrap(title, size=_TITLE, width=room, most=2, bold=True)
    y = paper.write_lines(_MARGIN, _MARGIN - 3, lines, size=_TITLE, bold=True) + 1
    lines = paper.wrap(view_sentence(atlas, drawing, lang=lang), size=_LEAD, width=room, most=4)
    y = paper.write_lines(_MARGIN, y, lines, size=_LEAD, colour=INK) + 2.2
    paper.rule(y, start=_MARGIN, end=paper.width - _MARGIN)
    return y + 3.5


def _write_foot(
    paper: Paper, atlas: Atlas, drawing: Drawing, lang: str, now: datetime | None
) -> float:
    """Write sources and imprint; return the upper edge."""
    room = paper.width - 2 * _MARGIN
    made = imprint(atlas, now, lang=lang)
    lines = paper.wrap(source_line(atlas, drawing, lang=lang), size=_FOOT, width=room, most=4)
    last = paper.text_width(lines[-1], size=_FOOT) if lines else 0.0
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
