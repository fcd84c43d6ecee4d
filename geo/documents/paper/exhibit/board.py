"""All pictures of an exhibit side by side, or below each other where the place is narrow."""

from collections.abc import Mapping, Sequence
from typing import Any

from geo.boundaries.layer_files import Layer
from geo.documents.paper.exhibit.plots import draw_dots_plot, draw_lines_plot, draw_strip_plot
from geo.documents.paper.exhibit.units_map import draw_units_map
from geo.documents.paper.paper import Paper
from geo.documents.paper.shapes import Box
from geo.documents.paper.typeset import Picture
from geo.meeting.exhibit import DotsPlot, Exhibit, LinesPlot, Pane, StripPlot, UnitsMap

LETTERS = 7.5
"""Points of the letters of a board on paper."""
MOVED = 0.1
"""Millimetres that edges may be moved by on paper."""
_GAP = 5.0
_READ_ABOVE = 3
"""Sentences that stand above pictures; more stand beside them."""
_LEAST_WIDE = 1.15
"""A place that is so many times as wide as high has its pictures in a row."""
_DOTS = 0.36
"""Share of a row for units by two figures, beside the map of both."""


def exhibit_picture(
    exhibit: Exhibit, layers: Mapping[str, Layer], *, lang: str, size: float = LETTERS
) -> Picture:
    """Return what draws the board of an exhibit in a room of a document."""

    def draw(width: float, height: float) -> Paper:
        paper = Paper(width, height)
        draw_board(paper, exhibit, layers, lang=lang, size=size)
        return paper

    return draw


def exhibit_data(exhibit: Exhibit) -> dict[str, Any]:
    """Put the words and tables of an exhibit into plain data, as ``exhibit.typ`` takes them."""
    return {
        "alt": exhibit.said,
        "sentence": exhibit.sentence,
        "sentences": exhibit.sentences,
        "remarks": exhibit.remarks,
        "beside": len(exhibit.sentences) > _READ_ABOVE,
        "tables": [
            {"title": each.title, "heads": each.heads, "rows": each.rows, "numeric": each.numeric}
            for each in exhibit.tables
        ],
        "sections": [{"title": title, "lines": lines} for title, lines in exhibit.sections],
        # what a part of a page asks of every scene
        "filter": "",
        "legend": None,
    }


def draw_board(
    paper: Paper,
    exhibit: Exhibit,
    layers: Mapping[str, Layer],
    *,
    lang: str,
    size: float = LETTERS,
    moved: float = MOVED,
) -> None:
    """Draw the pictures of an exhibit on a whole sheet.

    Parameters
    ----------
    paper
        The sheet.
    exhibit
        The exhibit.
    layers
        The boundary layers of its maps, by name.
    lang
        Language of the numbers.
    size
        Points of the letters, which are all alike.
    moved
        Millimetres that the edges of units may be moved by.
    """
    panes = exhibit.panes
    alone = len(panes) == 1
    maps = [each for each in panes if isinstance(each, UnitsMap)]
    places = _places(paper, panes)
    captions = [
        paper.lines_height(pane.caption, width=box[2] - box[0], size=size, bold=True)
        for pane, box in zip(panes, places, strict=True)
    ]
    for pane, box in zip(panes, places, strict=True):
        left, top, right, bottom = box
        if not alone:
            paper.write_lines(left, top, pane.caption, width=right - left, size=size, bold=True)
            top += max(captions) + 1
        _draw_pane(paper, pane, layers, (left, top, right, bottom), size, lang, (moved, maps))


def _places(paper: Paper, panes: tuple[Pane, ...]) -> list[Box]:
    """Return the place of each picture."""
    count = len(panes)
    in_rows = paper.width >= _LEAST_WIDE * paper.height
    columns = 1 if not in_rows else 2 if count == 4 else count
    shares = [1 / columns] * columns
    if columns == 2 and isinstance(panes[-1], DotsPlot):
        shares = [1 - _DOTS, _DOTS]
    rows = -(-count // columns)
    high = (paper.height - _GAP * (rows - 1)) / rows
    wide = paper.width - _GAP * (columns - 1)
    places = []
    for at in range(count):
        row, column = divmod(at, columns)
        left = sum(shares[:column]) * wide + column * _GAP
        top = row * (high + _GAP)
        places.append((left, top, left + shares[column] * wide, top + high))
    return places


def _draw_pane(
    paper: Paper,
    pane: Pane,
    layers: Mapping[str, Layer],
    box: Box,
    size: float,
    lang: str,
    of_maps: tuple[float, Sequence[UnitsMap]],
) -> None:
    if isinstance(pane, UnitsMap):
        moved, beside = of_maps
        draw_units_map(paper, pane, layers, box, size=size, moved=moved, beside=beside)
    elif isinstance(pane, LinesPlot):
        draw_lines_plot(paper, pane, box, size=size, lang=lang)
    elif isinstance(pane, StripPlot):
        draw_strip_plot(paper, pane, box, size=size, lang=lang)
    else:
        draw_dots_plot(paper, pane, box, size=size, lang=lang)
