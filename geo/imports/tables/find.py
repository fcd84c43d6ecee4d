"""Finding the table on a sheet: where its head stands, what its columns are, where it begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise

from geo.facts.model import YEARS
from geo.imports.files.read import Sheet, Value
from geo.imports.tables.cells import is_blank
from geo.imports.tables.heads import IDENTITY, Head, IndicatorNames, read_head
from geo.imports.vocabulary import ROLES
from geo.places.search import fold

_ROWS_TRIED = 40
_DEEPEST = 4
_LONG = ("year", "value", "indicator")
_MOST_NUMBERING = 60
_PARTED = 50
"""Points that a head loses whose last row is told apart by the next."""


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

    @cached_property
    def data_rows(self) -> tuple[int, ...]:
        """The rows below the head, without those that are the head again, up to another table."""
        end = min((row for row, _ in self.others), default=len(self.sheet.rows))
        again = {row for row, _ in self._heads_below}
        return tuple(row for row in range(self.first, end) if row not in again)

    @cached_property
    def others(self) -> tuple[tuple[int, int], ...]:
        """Row and column of the heads of other tables further down.

        A head that is written again on every page of paper is none.
        """
        rows = self.sheet.rows
        own = [_folded(row) for row in rows[: self.head_row + 1]]
        return tuple(
            (row, at)
            for row, at in self._heads_below
            if _folded(rows[row]) not in own or not _has_number(_above(rows, row))
        )

    @cached_property
    def _heads_below(self) -> tuple[tuple[int, int], ...]:
        found = []
        for row in range(self.first, len(self.sheet.rows)):
            at = _head_of_units(self.sheet.rows[row])
            if at is not None:
                found.append((row, at))
        return tuple(found)

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
            if _is_parted(sheet, top + deep - 1):
                # where the next row is none of the head, this is one all the same
                score = max(min(score, 1), score - _PARTED)
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


def strays(table: Table) -> tuple[tuple[str, tuple[int, int], Value], ...]:
    """Find what no figure may be read beside: a second table, to the right or further down.

    Returns
    -------
    places : tuple
        Kind of finding of each, row and column counted from 0, and what stands there.
    """
    figures = [head.at for head in table.heads if head.role == "figure"]
    blocks = [
        ("two_blocks", (table.head_row, head.at), head.text)
        for head in table.heads
        if head.role in IDENTITY and any(at < head.at for at in figures) and figures[-1] > head.at
    ]
    rows = table.sheet.rows
    below = [("another_table", (row, at), rows[row][at]) for row, at in table.others[:1]]
    return (*blocks, *below)


def _head_of_units(row: Sequence[Value]) -> int | None:
    """Return the column of units where a row is a head; None where it is none."""
    if any(isinstance(value, float) and value not in YEARS for value in row):
        return None
    roles = [(at, ROLES.get(text, "")) for at, text in enumerate(_folded(row))]
    if sum(bool(role) for _, role in roles) < 2:
        return None
    return next((at for at, role in roles if role in (*IDENTITY, "district")), None)


def _above(rows: Sequence[Sequence[Value]], row: int) -> Sequence[Value]:
    """Return the last row above another in which something stands."""
    return next((each for each in reversed(rows[:row]) if not _empty(each)), ())


def _has_number(row: Sequence[Value]) -> bool:
    return any(isinstance(value, float) for value in row)


def _folded(row: Sequence[Value]) -> list[str]:
    return [fold(value) if isinstance(value, str) else "" for value in row]


def _is_parted(sheet: Sheet, row: int) -> bool:
    """Tell whether a cell that ends with a row spans columns which the next row tells apart."""
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else ()
    return any(
        bottom == row and right > left and any(map(_is_words, below[left : right + 1]))
        for (_, left), (bottom, right) in sheet.merges
    )


def _is_words(value: Value) -> bool:
    return isinstance(value, str) and not is_blank(value)


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
    return sum(map(_points, heads)) * 10 - len(rows)


def _points(head: Head) -> int:
    """Return how much the head of a column says; that it is one of a plan is much."""
    if head.flag == "plan":
        return 6
    understood = {"": 0, "other": 1}.get(head.role, 4)
    return understood + 2 * bool(head.indicator and head.year)


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
