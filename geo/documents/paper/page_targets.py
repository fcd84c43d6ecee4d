"""Targets on paper: the table of progress, and one target with its figures as a chart."""

from collections.abc import Sequence

import shapely

from geo.documents.paper.paper import (
    INK,
    QUIET,
    RULE,
    Paper,
    baseline,
    line_height,
)
from geo.documents.paper.shapes import Frame
from geo.documents.paper.target_chart import draw_chart
from geo.figures.atlas import Atlas
from geo.meeting.stage import TargetScene
from geo.reading.charts import target_marks
from geo.reading.progress.rows import TargetRow, target_headings, target_rows
from geo.reading.progress.words import progress_sentence

MARGIN = 11.0
_TITLE, _NOTE, _CELL = 16.0, 8.2, 8.0
_SHARES = (0.27, 0.15, 0.19, 0.13, 0.26)
_PAD = 2.5
_HEAD, _FOOT = 34.0, 20.0
_MOST = 5


def table_pages(paper: Paper, rows: Sequence[TargetRow]) -> list[Sequence[TargetRow]]:
    """Spread the rows of a table over sheets like this one; at least one."""
    room = paper.height - _HEAD - _FOOT
    pages: list[list[TargetRow]] = [[]]
    left = room
    for row in rows:
        height = _row_height(paper, _columns(row))
        if pages[-1] and height > left:
            pages.append([])
            left = room
        pages[-1].append(row)
        left -= height
    return [tuple(page) for page in pages]


def draw_table(
    paper: Paper, rows: Sequence[TargetRow], *, title: str, note: str, lang: str
) -> None:
    """Draw a sheet of the table of progress.

    Parameters
    ----------
    paper
        The sheet.
    rows
        The rows of this sheet, of `table_pages`.
    title, note
        What stands above them.
    lang
        Language.
    """
    y = _write_head(paper, title, note)
    lefts = _lefts(paper)
    for left, heading in zip(lefts, target_headings(lang=lang), strict=True):
        foot = y + baseline(_CELL)
        paper.write(left, foot, heading, size=_CELL, colour=QUIET, bold=True)
    y += line_height(_CELL) + 1.2
    paper.rule(y, start=MARGIN, end=paper.width - MARGIN)
    for row in rows:
        columns = _columns(row)
        for at, (left, text) in enumerate(zip(lefts, columns, strict=True)):
            colour = row.colour if at == 3 else INK
            lines = _lines(paper, at, text)
            paper.write_lines(left, y + 1.2, lines, size=_CELL, colour=colour, bold=at == 3)
        y += _row_height(paper, columns)
        paper.rule(y, start=MARGIN, end=paper.width - MARGIN)


def draw_target(
    paper: Paper, atlas: Atlas, staged: TargetScene, *, bottom: float, lang: str
) -> None:
    """Draw a sheet of one target.

    Parameters
    ----------
    paper
        The sheet.
    atlas
        The atlas.
    staged
        A scene of one target.
    bottom
        Lower edge of the room in millimetres.
    lang
        Language.
    """
    measured = staged.measured[0]
    row = target_rows(atlas, staged.measured, lang=lang)[0]
    y = _write_head(paper, staged.title, staged.note)
    room = paper.width - 2 * MARGIN
    y = paper.write_lines(MARGIN, y, [row.said], size=12, bold=True, colour=row.colour)
    sentence = progress_sentence(atlas, measured, lang=lang)
    lines = paper.wrap(sentence, size=10.5, width=room, most=6)
    y = paper.write_lines(MARGIN, y + 1, lines, size=10.5)
    said = target_marks(atlas, measured, lang=lang).said
    lines = paper.wrap(said, size=_NOTE, width=room, most=4) if said else []
    y = paper.write_lines(MARGIN, y + 1, lines, size=_NOTE, colour=QUIET) + 8
    frame = Frame(MARGIN + 16, y + 4, room - 24, bottom - y - 12)
    draw_chart(paper, atlas, measured, frame, lang=lang)


def _write_head(paper: Paper, title: str, note: str) -> float:
    room = paper.width - 2 * MARGIN
    lines = paper.wrap(title, size=_TITLE, width=room, most=2, bold=True)
    y = paper.write_lines(MARGIN, MARGIN - 3, lines, size=_TITLE, bold=True) + 1
    if note:
        lines = paper.wrap(note, size=_NOTE, width=room, most=3)
        y = paper.write_lines(MARGIN, y, lines, size=_NOTE, colour=QUIET) + 1
    paper.stroke(shapely.linestrings([(MARGIN, y), (paper.width - MARGIN, y)]), RULE, width=0.6)
    return y + 3.5


def _columns(row: TargetRow) -> tuple[str, str, str, str, str]:
    why = row.reasons[:1].upper() + row.reasons[1:]
    return (row.goal, row.latest, row.pace, row.said, why)


def _lefts(paper: Paper) -> list[float]:
    room = paper.width - 2 * MARGIN
    return [MARGIN + room * sum(_SHARES[:at]) for at in range(len(_SHARES))]


def _lines(paper: Paper, column: int, text: str) -> list[str]:
    width = (paper.width - 2 * MARGIN) * _SHARES[column] - _PAD
    return paper.wrap(text, size=_CELL, width=width, most=_MOST, bold=column == 3)


def _row_height(paper: Paper, columns: Sequence[str]) -> float:
    most = max(len(_lines(paper, at, text)) for at, text in enumerate(columns))
    return max(1, most) * line_height(_CELL) + 2.4
