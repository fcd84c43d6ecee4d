"""Finding the table on a sheet: where its head stands, what its columns are, where it begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from geo.imports.files.read import Sheet, Value
from geo.imports.tables.cells import is_blank
from geo.imports.tables.heads import IDENTITY, Head, IndicatorNames, read_head
from geo.imports.vocabulary import ROLES
from geo.places.search import fold

_ROWS_TRIED = 40
_DEEPEST = 4
_LONG = ("year", "value", "indicator")
_MOST_NUMBERING = 60


@dataclass(frozen=True)
class Table:
    """A table on a sheet.

    Parameters
    ----------
    sheet
        The sheet.
    heads
        Its columns.
    head_row
        The last row of the head, counted from 0.
    first
        The first row below the head.
    title
        The texts above the head.
    """

    sheet: Sheet
    heads: tuple[Head, ...]
    head_row: int
    first: int
    title: tuple[str, ...]

    def column(self, role: str) -> Head | None:
        """Return the first column of a role."""
        return next((head for head in self.heads if head.role == role), None)

    @property
    def is_register(self) -> bool:
        """Whether it lists recognitions."""
        return self.column("class") is not None and self.column("figure") is None

    @property
    def is_long(self) -> bool:
        """Whether each row is one figure."""
        return self.column("value") is not None

    def cell(self, row: int, head: Head | None) -> Value:
        """Return a cell; blank without a column, or beyond the end of the row."""
        cells = self.sheet.rows[row]
        return cells[head.at] if head is not None and head.at < len(cells) else ""


def find_table(sheet: Sheet, names: IndicatorNames) -> Table | None:
    """Find the table on a sheet.

    Parameters
    ----------
    sheet
        The sheet.
    names
        What the indicators are called.

    Returns
    -------
    table : Table or None
        None where no row, and no few rows together, head a column of units and one of figures.
    """
    grid = _filled(sheet)
    best: tuple[int, int, int] | None = None
    found: tuple[Head, ...] = ()
    heading = [any(_is_identity(value) for value in row) for row in grid]
    for top in range(min(_ROWS_TRIED, len(grid))):
        for deep in range(1, min(_DEEPEST, len(grid) - top) + 1):
            if not any(heading[top : top + deep]):
                continue
            heads = _heads(grid[top : top + deep], names)
            score = _score(heads, grid[top : top + deep])
            if score and (best is None or score > best[0]):
                best, found = (score, top, deep), heads
    if best is None:
        return None
    _, top, deep = best
    title = tuple(
        text for row in sheet.rows[:top] for text in row if isinstance(text, str) and text
    )
    first = top + deep
    while first < len(grid) and _is_numbering(grid[first]):
        first += 1
    return Table(sheet, found, top + deep - 1, first, title)


def _is_identity(value: Value) -> bool:
    """Tell whether a cell may head the column of units."""
    return isinstance(value, str) and ROLES.get(fold(value)) in (*IDENTITY, "district")


def _filled(sheet: Sheet) -> list[list[Value]]:
    """Return the upper rows with merged cells filled in all over."""
    grid = [list(row) for row in sheet.rows[: _ROWS_TRIED + _DEEPEST + 2]]
    wide = max(map(len, grid), default=0)
    grid = [row + [""] * (wide - len(row)) for row in grid]
    for (top, left), (bottom, right) in sheet.merges:
        if top >= len(grid) or left >= wide:
            continue
        value = grid[top][left]
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = [value] * len(row[left : right + 1])
    return grid


def _heads(rows: Sequence[Sequence[Value]], names: IndicatorNames) -> tuple[Head, ...]:
    heads = []
    for at in range(len(rows[0])):
        parts = list(dict.fromkeys(t for row in rows if (t := _text(row[at]))))
        heads.append(read_head(at, parts, names))
    if not any(head.role in IDENTITY for head in heads):
        # a table of districts
        return tuple(
            replace(head, role="name") if head.role == "district" else head for head in heads
        )
    return tuple(heads)


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | datetime | bool):
        return ""
    return str(value).strip()


def _score(heads: Sequence[Head], rows: Sequence[Sequence[Value]]) -> int:
    """Measure how much of a head these rows are: 0 for none."""
    identity = [head for head in heads if head.role in IDENTITY]
    if not identity or not _above_figures(heads) or _empty(rows[-1]):
        return 0
    for head in heads:
        parts = {t for row in rows if (t := _text(row[head.at]))}
        # a row of figures under a head would add its own code or name to it
        if head.role in (*IDENTITY, *_LONG, "class") and len(parts) > 1:
            return 0
    points = {"": 0, "other": 1}
    known = sum(points.get(head.role, 4) + 2 * bool(head.indicator and head.year) for head in heads)
    return known * 10 - len(rows)


def _above_figures(heads: Sequence[Head]) -> bool:
    return any(head.role in ("figure", "other", "value", "class") for head in heads)


def _empty(row: Sequence[Value]) -> bool:
    return all(is_blank(value) for value in row)


def _is_numbering(row: Sequence[Value]) -> bool:
    """Tell whether a row numbers the columns: A, B, 1, 2 = 1 + 3, (3)."""
    texts = [text for value in row if (text := _text(value))]
    if len(texts) < 2:
        return False
    letters = [text for text in texts if len(text) == 1 and text.isalpha()]
    numbers = [
        text.strip("()[] ").split("=")[0].strip("()[] ") for text in texts if text not in letters
    ]
    if not all(each.isdecimal() and int(each) <= _MOST_NUMBERING for each in numbers):
        return False
    counted = [int(each) for each in numbers]
    rising = all(first < second for first, second in pairwise(counted))
    return rising and (len(letters) + len(counted) == len(texts)) and len(texts) >= 3
