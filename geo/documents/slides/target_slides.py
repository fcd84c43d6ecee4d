"""The slides of targets: a table of progress, and for a single target its figures as a chart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.documents.paper.paper import INK, QUIET
from geo.documents.slides.deck import Deck
from geo.documents.slides.parts import (
    Box,
    Entry,
    add_table,
    fitted,
    write_text,
)
from geo.documents.slides.points import add_points_chart, target_series
from geo.documents.slides.ruler import wrap
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import TargetScene
from geo.reading.chart_units import target_decimals
from geo.reading.charts import target_marks, target_points
from geo.reading.progress.rows import TargetRow, target_headings, target_rows
from geo.reading.progress.words import progress_sentence

_TEXT = 12.0
_LINE = 5.6
_MOST = 3
"""Lines of a cell."""
_SHARES = (0.38, 0.19, 0.26, 0.17)
_PAD = 2.8
_SAID_LINE, _NOTE, _NOTE_LINE = 6.6, 10.0, 4.6
_LEFT = 0.6


@dataclass(frozen=True)
class Page:
    """The rows of one slide with their heights in millimetres."""

    rows: tuple[TargetRow, ...]
    heights: tuple[float, ...]


def target_pages(deck: Deck, atlas: Atlas, staged: TargetScene, *, lang: str) -> list[Page]:
    """Spread the rows of a scene over slides.

    Parameters
    ----------
    deck
        The deck, whose slides have so much room.
    atlas
        The atlas.
    staged
        The scene.
    lang
        Language.

    Returns
    -------
    pages : list of Page
        At least one.
    """
    rows = target_rows(atlas, staged.measured, lang=lang)
    room = deck.room.height - _height(_heading(lang), deck.room.width)
    heights = [_height(row.short, deck.room.width) for row in rows]
    # pages of about the same height, so that the last one is not left with a single row
    count = math.ceil(sum(heights) / room)
    even = min(room, sum(heights) / max(1, count) + max(heights) / 2)
    pages: list[list[tuple[TargetRow, float]]] = [[]]
    for row, height in zip(rows, heights, strict=True):
        if pages[-1] and sum(each for _, each in pages[-1]) + height > even:
            pages.append([])
        pages[-1].append((row, height))
    return [Page(tuple(row for row, _ in page), tuple(h for _, h in page)) for page in pages]


def add_targets(
    shapes: Any,
    room: Box,
    atlas: Atlas,
    staged: TargetScene,
    page: Page,
    *,
    lang: str,
) -> None:
    """Fill a slide with a page of targets."""
    widths = _widths(room.width)
    entries = [[Entry(text, colour=QUIET, bold=True) for text in _heading(lang)]]
    for row in page.rows:
        words = [
            fitted(text, size=_TEXT, width=width - _PAD, most=_MOST)
            for text, width in zip(row.short, widths, strict=True)
        ]
        entries.append(
            [
                Entry(words[0]),
                Entry(words[1]),
                Entry(words[2]),
                Entry(words[3], bold=True, colour=row.colour),
            ]
        )
    heights = [_height(_heading(lang), room.width), *page.heights]
    name = texts(lang)("meeting.target_table")
    bottom = add_table(
        shapes, room, entries, widths=widths, heights=heights, size=_TEXT, name=name, head=True
    )
    if len(staged.measured) == 1:
        rest = Box(room.left, bottom + 5, room.width, room.bottom - bottom - 5)
        _add_series(shapes, rest, atlas, staged, lang)


def _add_series(shapes: Any, box: Box, atlas: Atlas, staged: TargetScene, lang: str) -> None:
    """Show the figures of one target and read its progress aloud."""
    measured = staged.measured[0]
    marks = target_marks(atlas, measured, lang=lang)
    words = box
    series = target_series(atlas, measured, lang=lang)
    if series:
        chart = Box(box.left, box.top, box.width * _LEFT, box.height)
        words = Box(chart.left + chart.width + 8, box.top, box.width - chart.width - 8, box.height)
        figures, _ = target_points(atlas, measured, lang=lang)
        decimals = target_decimals(measured, figures, lang=lang)
        add_points_chart(
            *(shapes, chart, series),
            size=_TEXT,
            decimals=decimals,
            name=staged.title,
            said=marks.said,
        )
    sentence = progress_sentence(atlas, measured, lang=lang)
    lines = wrap(sentence, size=14, width=words.width, most=int(words.height / _SAID_LINE))
    told = Box(words.left, words.top, words.width, len(lines) * _SAID_LINE)
    write_text(shapes, told, sentence, size=14, colour=INK, most=len(lines))
    most = int((words.bottom - told.bottom - 4) / _NOTE_LINE)
    if marks.said and most > 0:
        below = Box(words.left, told.bottom + 4, words.width, most * _NOTE_LINE)
        write_text(shapes, below, marks.said, size=_NOTE, colour=QUIET, most=most)


def _heading(lang: str) -> tuple[str, ...]:
    # the reasons stand where the pace is missing
    return target_headings(lang=lang)[: len(_SHARES)]


def _widths(width: float) -> list[float]:
    return [width * share for share in _SHARES]


def _height(row: Sequence[str], width: float) -> float:
    """Return the height of a row whose words are broken to the columns."""
    lines = [
        len(wrap(text, size=_TEXT, width=room - _PAD, most=_MOST))
        for text, room in zip(row, _widths(width), strict=True)
    ]
    return max([1, *lines]) * _LINE + 2.4
