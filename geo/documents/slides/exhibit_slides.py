"""The slides of an exhibit: its pictures as shapes, then its tables, as far as a slide has room."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from geo.documents.columns import column_widths
from geo.documents.paper.exhibit.board import draw_board
from geo.documents.paper.paper import PAPER
from geo.documents.slides.deck import LEAD, MAP_LEAD, Deck
from geo.documents.slides.parts import (
    Box,
    Canvas,
    Entry,
    Line,
    add_table,
    cell_width,
    row_heights,
    write_text,
)
from geo.documents.slides.slide_paper import SlidePaper, place_group
from geo.language.plain import plain
from geo.language.texts import texts
from geo.meeting.exhibit import Table
from geo.meeting.stage import ExhibitScene

_MAGNIFY = 1.5
_TEXT, _REMARK = 14.0, 12.0
_REMARKS = 0.24
"""Share of a slide that remarks may take below the pictures."""
_READ = 0.55
"""Share of a slide for sentences that stand beside a picture."""
_READ_ABOVE = 2


def add_exhibit(
    deck: Deck, staged: ExhibitScene, foot: str, notes: str, *, subtitle: str = ""
) -> None:
    """Add the slides of an exhibit.

    Parameters
    ----------
    deck
        The presentation.
    staged
        The scene.
    foot, notes
        What stands at the foot of each slide, and in its notes.
    subtitle
        What it shows, where its author calls it otherwise.
    """
    exhibit = staged.exhibit
    many = len(exhibit.sentences) > _READ_ABOVE
    canvas = deck.add_slide(
        *(staged.title, foot, notes),
        subtitle=subtitle,
        sentence="" if many else exhibit.sentence,
        lead=(LEAD if subtitle else 0.0) if many else MAP_LEAD,
    )
    room = canvas.room
    if many:
        wide = round(room.width * _READ, 1)
        _write(canvas, Box(room.left, room.top, wide, room.height), exhibit.sentences, _TEXT)
        room = Box(room.left + wide + 6, room.top, room.width - wide - 6, room.height)
    remarks = [Line(each, _REMARK, canvas.look.quiet) for each in exhibit.remarks]
    below = min(room.height * _REMARKS, sum(line.height(room.width) for line in remarks))
    place = Box(room.left, room.top, room.width, room.height - below - (2 if remarks else 0))
    _add_board(deck, canvas, place, staged)
    if remarks:
        box = Box(room.left, room.bottom - below, room.width, below)
        write_text(canvas, box, remarks, name=texts(canvas.lang)("slides.remark"))
    for table in exhibit.tables:
        _add_table(deck, staged, table, foot, notes)


def _write(canvas: Canvas, box: Box, sentences: Sequence[str], size: float) -> None:
    lines = [Line(each, size, canvas.look.ink) for each in sentences]
    write_text(canvas, box, lines, name=texts(canvas.lang)("slides.sentence"))


def _add_board(deck: Deck, canvas: Canvas, box: Box, staged: ExhibitScene) -> None:
    """Draw the pictures as shapes."""
    group: Any = canvas.shapes.add_group_shape()
    paper = SlidePaper(box, magnify=_MAGNIFY, lang=canvas.lang)
    if canvas.look.dark:
        paper.box(0, 0, paper.width, paper.height, fill=PAPER, layer=0)
    draw_board(paper, staged.exhibit, staged.layers, lang=canvas.lang)
    deck.put_map(canvas, group, paper.shapes())
    place_group(group, box, name=staged.title, text=staged.exhibit.said)


def _add_table(deck: Deck, staged: ExhibitScene, table: Table, foot: str, notes: str) -> None:
    """Add a slide with as many rows of a table as it has room for, and how many it leaves out."""
    title = f"{staged.title}: {table.title}" if table.title != staged.title else table.title
    canvas = deck.add_slide(title, foot, notes)
    room, look = canvas.room, canvas.look
    texts_of = (table.heads, *table.rows)
    widths = column_widths(texts_of, room.width, wide=partial(cell_width, size=_TEXT))

    def row_of(cells: Sequence[str], colour: str) -> list[Entry]:
        aligned = ["r" if at and table.numeric else "l" for at in range(len(cells))]
        return [
            Entry(Line(plain(text), _TEXT, colour, align=align))
            for text, align in zip(cells, aligned, strict=True)
        ]

    rows = [row_of(each, look.ink) for each in table.rows]
    head = row_of(table.heads, look.quiet)
    (first, *heights) = row_heights([head, *rows], widths)
    shown = [rows[at] for at in _fitting(heights, room.height - first - 8, ends=table.ends)]
    bottom = add_table(canvas, room, [head, *shown], widths=widths, name=table.title)
    if len(shown) < len(rows):
        key = "slides.rows_of_ends" if table.ends else "slides.rows_of"
        said = texts(canvas.lang)(key, count=len(shown), all=len(rows))
        box = Box(room.left, bottom + 1.5, room.width, 6)
        write_text(canvas, box, [Line(said, _REMARK, look.quiet)], name=said)


def _fitting(heights: Sequence[float], room: float, *, ends: bool) -> list[int]:
    """Return which rows have room: the first, or as many of the first and of the last."""
    last = len(heights) - 1
    order = sorted(range(len(heights)), key=lambda at: min(at, last - at) if ends else at)
    found = list[int]()
    for at in order:
        room -= heights[at]
        if room < 0 and len(found) > 1:
            break
        found.append(at)
    return sorted(found)
