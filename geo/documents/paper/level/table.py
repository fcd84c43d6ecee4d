"""The units of a level as a table in blocks beside one another, what figures are below it."""

from itertools import accumulate

from geo.documents.paper.level.rows import BETWEEN, Blocks, fit_rows, widest, wrapped
from geo.documents.paper.paper import INK, QUIET, Paper
from geo.language.texts import texts
from geo.reading.level.table import LevelTable, figure_marks, figure_notes

_GAP = 2.4
_SMALL = 7.0
"""Points below which the districts give way to larger letters."""


class Table:
    """A table on a sheet.

    Parameters
    ----------
    paper
        The sheet.
    table
        What is written.
    selected
        Code of the unit that stands out, or empty.
    lang
        Language.
    """

    def __init__(self, paper: Paper, table: LevelTable, *, selected: str, lang: str) -> None:
        self._paper, self._table, self._selected = paper, table, selected
        self._marks = figure_marks(table)
        self._notes = figure_notes(self._marks, lang=lang)
        self._lang = lang
        self._columns = self._cells(len(table.heads))
        self._at = self._fit()
        if table.districts and self._at.size < _SMALL:
            self._columns = self._cells(len(table.heads) - 1)
            self._at = self._fit()

    def _cells(self, count: int) -> list[tuple[str, ...]]:
        """Return the first columns with their heads, and the marks of what figures are."""
        rows = self._table.rows
        columns = [(self._table.heads[at], *(row.cells[at] for row in rows)) for at in range(count)]
        marks = ("", *(self._marks.get(row.what, "") for row in rows))
        return [*columns, marks] if any(marks) else columns

    def _fit(self) -> Blocks:
        return fit_rows(
            self._paper,
            len(self._table.rows),
            wide=lambda size: sum(widest(self._paper, each, size) + _GAP for each in self._columns),
            beside=lambda size: 3 + len(wrapped(self._paper, self._notes, size)),
        )

    def draw(self) -> None:
        """Write the blocks, below them the notes."""
        at, paper = self._at, self._paper
        widths = [widest(paper, each, at.size) + _GAP for each in self._columns]
        wide = (paper.width + BETWEEN) / at.count
        # what is left over stands between the columns
        over = max(0.0, wide - BETWEEN - sum(widths)) / len(widths)
        starts = list(accumulate([width + over for width in widths], initial=0.0))
        for block in range(at.count):
            mine = range(block * at.rows, min((block + 1) * at.rows, at.shown))
            for line, row in enumerate([-1, *mine], start=1):
                for column, start in enumerate(starts[: len(widths)]):
                    x = block * wide + start
                    self._write(row, column, x, widths[column] - _GAP, line * at.pitch)
            end = (block + 1) * wide - BETWEEN
            paper.rule(1.35 * at.pitch, start=block * wide, end=end)
        rest = len(self._table.rows) - at.shown
        more = (texts(self._lang)("export.others", count=rest),) if rest else ()
        for line, words in enumerate(wrapped(paper, (*more, *self._notes), at.size)):
            y = (at.rows + 2.4 + line) * at.pitch
            paper.write(0, y, words, size=at.size, colour=QUIET)

    def _write(self, row: int, column: int, x: float, width: float, y: float) -> None:
        """Write a cell; row -1 is that of the heads."""
        right = column in self._table.right
        known = row >= 0 and self._table.rows[row].known
        chosen = row >= 0 and self._table.rows[row].code == self._selected
        self._paper.write(
            *(x + width if right else x, y, self._columns[column][row + 1]),
            size=self._at.size,
            bold=row < 0 or chosen,
            colour=INK if known else QUIET,
            across="right" if right else "left",
        )
