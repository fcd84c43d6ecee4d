"""What takes the place of a map on slides: the chart of a level, or its table over slides."""

from geo.documents.paper.level.shown import in_place
from geo.documents.slides.deck import Deck
from geo.documents.slides.look import Look
from geo.documents.slides.parts import Box, Canvas, Entry, Line, add_table, row_heights, write_text
from geo.documents.slides.slide_paper import SlidePaper, place_group
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import MapScene
from geo.reading.level.table import (
    LevelRow,
    LevelTable,
    figure_marks,
    figure_notes,
    level_table,
)
from geo.views.address import SHOWS

_SIZES = (14.0, 12.0, 10.0)
"""Points of the letters of a table, the largest in which all rows stand on one slide."""
_LETTER, _PAD = 0.56, 6.0
"""Width of a letter in parts of its height, and millimetres at both sides of a cell."""
_POINT = 25.4 / 72
_GAP = 6.0
_NOTE, _REMARK = 10.0, 11.0
_MAGNIFY = 1.75
_INSET, _AIR = 3.0, 2.0
"""Millimetres of white around a chart on a dark slide, and between it and the words below."""


def is_level_table(staged: MapScene) -> bool:
    """Tell whether a scene is a table of units."""
    return staged.shown == SHOWS[-1]


def add_level_chart(deck: Deck, canvas: Canvas, atlas: Atlas, staged: MapScene) -> None:
    """Fill a slide with the chart of a level, as shapes: no chart of the program marks a value."""
    found = in_place(
        *(atlas, staged.drawing, staged.shown),
        lang=canvas.lang,
        kept=staged.kept,
        selected=staged.selected,
    )
    if found is None or found.draw is None:
        return
    group, room = canvas.shapes.add_group_shape(), canvas.room
    said = Line(found.said, _REMARK, canvas.look.quiet)
    below = said.height(room.width) if found.said else 0.0
    place = Box(room.left, room.top, room.width, room.height - (below + _AIR if below else 0.0))
    if found.said:
        box = Box(room.left, place.bottom + _AIR, room.width, below)
        write_text(canvas, box, [said], name=texts(canvas.lang)("slides.remark"))
    inset = _INSET if canvas.look.dark else 0.0
    inner = Box(
        *(place.left + inset, place.top + inset),
        *(place.width - 2 * inset, place.height - 2 * inset),
    )
    paper = SlidePaper(inner, magnify=_MAGNIFY, lang=canvas.lang, units=())
    if inset:
        edge = inset / _MAGNIFY
        sides = (paper.width + 2 * edge, paper.height + 2 * edge)
        paper.box(-edge, -edge, *sides, fill="#ffffff", layer=0)
    found.draw(paper)
    deck.put_map(canvas, group, paper.shapes())
    place_group(group, place, name=staged.title, text=f"{staged.title}. {found.alt}")


class TablePages:
    """The table of a level in blocks beside one another, over as many slides as it needs.

    Parameters
    ----------
    atlas
        The atlas.
    staged
        The scene.
    room
        The room of a slide.
    look
        The colours of the deck.
    lang
        Language.
    """

    def __init__(self, atlas: Atlas, staged: MapScene, *, room: Box, look: Look, lang: str) -> None:
        self._table: LevelTable = level_table(atlas, staged.drawing, lang=lang, kept=staged.kept)
        self._staged, self._look = staged, look
        self._marks = figure_marks(self._table)
        self._notes = [
            Line(each, _NOTE, look.quiet) for each in figure_notes(self._marks, lang=lang)
        ]
        below = sum(line.height(room.width) for line in self._notes) + 2
        self._room = room = Box(room.left, room.top, room.width, room.height - below)
        every = self._table.rows
        for size in _SIZES:
            self._size = size
            self._widths = self._fit_widths()
            self._blocks = max(1, int((room.width + _GAP) / (sum(self._widths) + _GAP)))
            high = max(row_heights(map(self._entries, every[:1]), self._widths), default=1.0)
            self._rows = max(1, int(room.height / high) - 1)
            if self._blocks * self._rows >= len(every):
                break
        each = self._blocks * self._rows
        self.pages = [every[at : at + each] for at in range(0, len(every), each)]

    def _fit_widths(self) -> list[float]:
        """Return the widths of the columns by their longest text."""
        cells = [self._words(row) for row in self._table.rows]
        letter = _LETTER * self._size * _POINT
        return [
            max(len(words) for words in column) * letter + _PAD
            for column in zip(self._heads(), *cells, strict=True)
        ]

    def _heads(self) -> tuple[str, ...]:
        return (*self._shown(self._table.heads), "")

    def _shown(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out the districts: a slide is read from afar."""
        return cells[:-1] if self._table.districts else cells

    def _words(self, row: LevelRow) -> tuple[str, ...]:
        return (*self._shown(row.cells), self._marks.get(row.what, ""))

    def _entries(self, row: LevelRow) -> list[Entry]:
        bold = row.code == self._staged.selected
        colour = self._look.ink if row.known else self._look.quiet
        return [
            self._entry(words, at, colour, bold=bold) for at, words in enumerate(self._words(row))
        ]

    def _entry(self, words: str, at: int, colour: str, *, bold: bool) -> Entry:
        align = "r" if at in self._table.right else "l"
        return Entry(Line(words, self._size, colour, bold=bold, align=align))

    def add(self, canvas: Canvas, page: tuple[LevelRow, ...]) -> None:
        """Fill a slide with one of the pages."""
        head = [
            self._entry(words, at, self._look.quiet, bold=True)
            for at, words in enumerate(self._heads())
        ]
        for block in range(0, len(page), self._rows):
            rows = [head, *map(self._entries, page[block : block + self._rows])]
            left = block // self._rows * (sum(self._widths) + _GAP)
            place = Box(
                self._room.left + left, self._room.top, sum(self._widths), self._room.height
            )
            name = texts(canvas.lang)("table.alt")
            add_table(canvas, place, rows, widths=self._widths, name=name)
        if self._notes:
            foot = canvas.room.bottom - self._room.bottom
            below = Box(self._room.left, self._room.bottom + 1, self._room.width, foot)
            write_text(canvas, below, self._notes, name=self._table.what)
