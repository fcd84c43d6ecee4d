"""The slides of targets: a table of progress, and for a single target its figures as a chart."""

import math
from collections.abc import Sequence
from textwrap import shorten

from geo.documents.slides.look import Look
from geo.documents.slides.parts import (
    Box,
    Canvas,
    Entry,
    Line,
    add_table,
    letters_in,
    row_heights,
    write_text,
)
from geo.documents.slides.points import add_target_chart
from geo.figures.atlas import Atlas
from geo.language.plain import plain
from geo.language.texts import texts
from geo.meeting.stage import TargetScene
from geo.reading.charts import target_marks
from geo.reading.progress.rows import TargetRow, target_headings, target_rows
from geo.reading.progress.words import progress_sentence

_TEXT, _LARGE, _ALONE, _NOTE = 14.0, 20.0, 16.0, 12.0
_MOST = 3
"""Lines of a cell; the notes of the slide hold what is beyond them."""
_SHARES = (0.36, 0.19, 0.27, 0.18)
_CHART, _HEADS = 0.6, 0.32
_GAP = 8.0
Rows = list[list[Entry]]


def target_pages(
    atlas: Atlas, staged: TargetScene, *, room: Box, look: Look, lang: str
) -> list[Rows]:
    """Spread the rows of a scene over slides with some room each, all with their head."""
    widths = [room.width * share for share in _SHARES]
    head = _entries(target_headings(lang=lang), widths, [look.quiet] * len(widths))
    rows = [
        _entries(row.short, widths, [look.ink] * 3 + [look.readable(row.colour)])
        for row in target_rows(atlas, staged.measured, lang=lang)
    ]
    (first, *heights) = row_heights([head, *rows], widths)
    # pages of about the same height, so that the last one is not left with a single row
    count = math.ceil(sum(heights) / (room.height - first))
    even = min(room.height - first, sum(heights) / max(1, count) + max(heights) / 2)
    pages: list[Rows] = [[head]]
    filled = 0.0
    for row, height in zip(rows, heights, strict=True):
        if len(pages[-1]) > 1 and filled + height > even:
            pages.append([head])
            filled = 0.0
        pages[-1].append(row)
        filled += height
    return pages


def _entries(texts: Sequence[str], widths: Sequence[float], colours: Sequence[str]) -> list[Entry]:
    """Return the cells of a row, each cut at a word to the lines it has room for."""
    cells = enumerate(zip(texts, widths, colours, strict=False))
    return [
        Entry(Line(_cut(text, width), _TEXT, colour, bold=at == len(widths) - 1))
        for at, (text, width, colour) in cells
    ]


def _cut(text: str, width: float) -> str:
    return shorten(plain(text), _MOST * letters_in(width, size=_TEXT), placeholder="…")


def add_targets(canvas: Canvas, rows: Rows) -> None:
    """Fill a slide with a page of targets."""
    widths = [canvas.room.width * share for share in _SHARES]
    name = texts(canvas.lang)("meeting.target_table")
    add_table(canvas, canvas.room, rows, widths=widths, name=name)


def add_target(canvas: Canvas, atlas: Atlas, staged: TargetScene) -> None:
    """Fill a slide with a single target: its figures as a chart, and beside it how it stands."""
    room, look, lang = canvas.room, canvas.look, canvas.lang
    measured = staged.measured[0]
    said = target_marks(atlas, measured, lang=lang).said
    told = f"{progress_sentence(atlas, measured, lang=lang)} {said}"
    chart = Box(room.left, room.top, room.width * _CHART, room.height)
    drawn = add_target_chart(canvas, chart, atlas, measured, name=staged.title, said=told)
    left = chart.left + chart.width + _GAP if drawn else room.left
    side = Box(left, room.top, room.left + room.width - left, room.height)
    (row,) = target_rows(atlas, staged.measured, lang=lang)
    widths = [side.width * _HEADS, side.width * (1 - _HEADS)]
    rows = [
        [Entry(Line(head, _NOTE, look.quiet)), Entry(line)]
        for head, line in zip(target_headings(lang=lang), _told(row, look), strict=False)
    ]
    name = texts(lang)("meeting.target_table")
    bottom = add_table(canvas, side, rows, widths=widths, name=name, head=False)
    remark = Line(said, _NOTE, look.quiet)
    room_left = side.bottom - bottom - 4
    if said and room_left > 0:
        place = Box(side.left, bottom + 4, side.width, min(room_left, remark.height(side.width)))
        write_text(canvas, place, [remark], name=texts(lang)("slides.remark"))


def _told(row: TargetRow, look: Look) -> list[Line]:
    """Return the aim, the latest figure, the pace or why there is none, and the status."""
    _, latest, pace, status = row.short
    return [
        Line(row.aim, _LARGE, look.ink, bold=True),
        Line(latest, _LARGE, look.ink, bold=True),
        Line(pace, _ALONE, look.ink),
        Line(status, _ALONE, look.readable(row.colour), bold=True),
    ]
