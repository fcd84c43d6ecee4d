"""Targets on paper: the table of progress, and one target with its figures as a chart."""

import math
from collections.abc import Sequence

import numpy as np
import shapely

from geo.cells import Atlas
from geo.chart_plan import BAR, may_be_joined, target_points
from geo.numbers import format_number
from geo.paper import (
    INK,
    ONE_AT_A_TIME,
    PAPER,
    QUIET,
    RULE,
    Paper,
    baseline,
    line_height,
    printable,
)
from geo.shapes import Frame
from geo.stage import TargetScene
from geo.target_table import TargetRow, target_headings, target_rows
from geo.target_words import progress_sentence
from geo.targets import Progress
from geo.texts import texts
from geo.wording import indicator_name

MARGIN = 11.0
_TITLE, _LEAD, _NOTE, _CELL, _AXIS = 16.0, 9.2, 8.2, 8.0, 8.5
_SHARES = (0.27, 0.15, 0.19, 0.13, 0.26)
_PAD = 2.5
_HEAD, _FOOT = 34.0, 20.0
_MOST = 5
_GOAL = "#b35806"
_STEPS = (1, 2, 5, 10)
_SCREEN, _SCREEN_DPI = (190.0, 62.0), 220


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
    y = paper.write_lines(MARGIN, y + 1, lines, size=10.5) + 8
    frame = Frame(MARGIN + 16, y + 4, room - 24, bottom - y - 12)
    _draw_chart(paper, atlas, measured, frame, lang)


def target_chart_png(atlas: Atlas, measured: Progress, *, lang: str) -> bytes:
    """Draw the figures of a target and its goal as a picture for a wide screen.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The target's progress.
    lang
        Language.

    Returns
    -------
    content : bytes
        PNG; empty for a target with neither figures nor a goal in numbers.
    """
    if not any(target_points(atlas, measured, lang=lang)):
        return b""
    with ONE_AT_A_TIME:
        paper = Paper(*_SCREEN, dpi=_SCREEN_DPI)
        frame = Frame(18, 12, paper.width - 24, paper.height - 24)
        _draw_chart(paper, atlas, measured, frame, lang)
        return paper.png(title=printable(indicator_name(measured.indicator, lang=lang)))


def _draw_chart(paper: Paper, atlas: Atlas, measured: Progress, frame: Frame, lang: str) -> None:
    figures, goals = target_points(atlas, measured, lang=lang)
    if not figures and not goals:
        return
    chart = _Chart(paper, frame, [*figures, *goals], measured.indicator.decimals, lang)
    chart.draw_axes()
    chart.draw_points(figures, BAR, joined=may_be_joined(atlas, measured))
    chart.draw_points(goals, _GOAL, joined=False)
    names = [(BAR, indicator_name(measured.indicator, lang=lang))] if figures else []
    if goals:
        year = measured.target.target_year
        names.append((_GOAL, texts(lang)("meeting.goal", year=year)))
    _write_key(paper, names, frame.left, frame.top - 8)


class _Chart:
    """Points over years on a sheet."""

    def __init__(
        self,
        paper: Paper,
        frame: Frame,
        points: Sequence[tuple[int, float, str]],
        decimals: int,
        lang: str,
    ) -> None:
        self._paper, self._frame, self._lang = paper, frame, lang
        self._decimals = decimals
        years = [year for year, _, _ in points]
        values = [value for _, value, _ in points]
        self._years = (min(years) - 1, max(years) + 1)
        low, high = min(0.0, *values), max(0.0, *values)
        self._step = _round_step((high - low) / 6)
        self._low = math.floor(low / self._step) * self._step
        self._high = max(math.ceil(high / self._step + 0.2) * self._step, self._low + self._step)

    def _at(self, year: float, value: float) -> tuple[float, float]:
        first, last = self._years
        frame = self._frame
        across = (year - first) / (last - first)
        up = (value - self._low) / (self._high - self._low)
        return frame.left + across * frame.width, frame.top + (1 - up) * frame.height

    def draw_axes(self) -> None:
        """Draw the lines of the values and the years."""
        first, last = self._years
        written = max(0, -math.floor(math.log10(self._step)))
        for place in range(round((self._high - self._low) / self._step) + 1):
            value = self._low + place * self._step
            x, y = self._at(first, value)
            end = self._frame.left + self._frame.width
            self._paper.rule(y, start=x, end=end)
            text = format_number(value, decimals=written, lang=self._lang)
            self._paper.write(x - 2, y + 1.1, text, size=_AXIS, colour=QUIET, across="right")
        every = next((step for step in _STEPS if (last - first) / step <= 16), _STEPS[-1])
        for year in range(first, last + 1):
            if year % every == 0:
                x, y = self._at(year, self._low)
                self._paper.write(x, y + 5, str(year), size=_AXIS, colour=QUIET, across="center")

    def draw_points(
        self, points: Sequence[tuple[int, float, str]], colour: str, *, joined: bool
    ) -> None:
        """Draw points with their values; a line joins them where nothing is missing."""
        spots = [self._at(year, value) for year, value, _ in points]
        if joined and len(spots) > 1:
            self._paper.stroke(shapely.linestrings(spots), colour, width=1.6, layer=6)
        angles = np.arange(24) / 24 * 2 * np.pi
        for (x, y), (_, value, said) in zip(spots, points, strict=True):
            ring = np.column_stack([np.cos(angles), np.sin(angles)]) * 1.5 + [x, y]
            self._paper.polygon(ring, fill=colour, edge=PAPER, line=0.8)
            text = said or format_number(value, decimals=self._decimals, lang=self._lang)
            self._paper.write(
                x,
                y - 2.6,
                text,
                size=_AXIS,
                bold=True,
                colour=colour,
                across="center",
                halo=PAPER,
                layer=12,
            )


def _write_key(paper: Paper, names: Sequence[tuple[str, str]], left: float, y: float) -> None:
    for colour, name in names:
        paper.box(left, y - 2.2, 3, 3, fill=colour)
        paper.write(left + 4.5, y + 0.4, name, size=_AXIS, colour=QUIET)
        left += 12 + paper.text_width(name, size=_AXIS)


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


def _round_step(least: float) -> float:
    """Return 1, 2 or 5 times a power of ten that is not smaller."""
    power = 10.0 ** math.floor(math.log10(least)) if least > 0 else 1.0
    return next(step * power for step in _STEPS if step * power >= least * 0.999)
