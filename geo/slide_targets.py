"""The slides of targets: a table of progress, and for a single target its figures as a chart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import XyChartData
from pptx.chart.datalabel import DataLabels
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.util import Pt

from geo.cells import Atlas
from geo.chart_plan import BAR, may_be_joined, target_points
from geo.deck import Deck
from geo.exports import inert
from geo.paper import INK, QUIET, RULE, Paper
from geo.plain import plain
from geo.slide_parts import (
    Box,
    Entry,
    TextsStayTexts,
    add_table,
    fill_paragraph,
    fitted,
    write_text,
)
from geo.stage import TargetScene
from geo.target_table import TargetRow, target_headings, target_rows
from geo.target_words import progress_sentence
from geo.texts import texts
from geo.wording import indicator_name

_TEXT = 12.0
_LINE = 5.6
_MOST = 3
"""Lines of a cell."""
_SHARES = (0.38, 0.19, 0.26, 0.17)
_PAD = 2.8
_GOAL = "#b35806"
_LEFT = 0.6


@dataclass(frozen=True)
class _Points:
    """A series of a chart over years: year, value, and how it is printed if not exact."""

    name: str
    points: tuple[tuple[int, float, str], ...]
    colour: str
    lined: bool


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
    room = deck.room.height - _height(deck.ruler, _heading(lang), deck.room.width)
    heights = [_height(deck.ruler, row.short, deck.room.width) for row in rows]
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
    ruler: Paper,
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
            fitted(ruler, text, size=_TEXT, width=width - _PAD, most=_MOST)
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
    heights = [_height(ruler, _heading(lang), room.width), *page.heights]
    name = texts(lang)("meeting.target_table")
    bottom = add_table(
        shapes, room, entries, widths=widths, heights=heights, size=_TEXT, name=name, head=True
    )
    if len(staged.measured) == 1:
        rest = Box(room.left, bottom + 5, room.width, room.bottom - bottom - 5)
        _add_series(shapes, rest, ruler, atlas, staged, lang)


def _add_series(
    shapes: Any, box: Box, ruler: Paper, atlas: Atlas, staged: TargetScene, lang: str
) -> None:
    """Show the figures of one target and read its progress aloud."""
    t = texts(lang)
    measured = staged.measured[0]
    figures, goals = target_points(atlas, measured, lang=lang)
    words = box
    if figures or goals:
        chart = Box(box.left, box.top, box.width * _LEFT, box.height)
        words = Box(chart.left + chart.width + 8, box.top, box.width - chart.width - 8, box.height)
        series = []
        if figures:
            name = indicator_name(measured.indicator, lang=lang)
            series.append(_Points(name, figures, BAR, may_be_joined(atlas, measured)))
        if goals:
            year = measured.target.target_year
            series.append(_Points(t("meeting.goal", year=year), goals, _GOAL, lined=False))
        decimals = measured.indicator.decimals
        _add_points_chart(shapes, chart, series, size=_TEXT, decimals=decimals, name=staged.title)
    sentence = progress_sentence(atlas, measured, lang=lang)
    write_text(
        shapes, words, sentence, ruler=ruler, size=14, colour=INK, most=int(words.height / 6.6)
    )


def _heading(lang: str) -> tuple[str, ...]:
    # the reasons stand where the pace is missing
    return target_headings(lang=lang)[: len(_SHARES)]


def _widths(width: float) -> list[float]:
    return [width * share for share in _SHARES]


def _height(ruler: Paper, row: Sequence[str], width: float) -> float:
    """Return the height of a row whose words are broken to the columns."""
    lines = [
        len(ruler.wrap(text, size=_TEXT, width=room - _PAD, most=_MOST))
        for text, room in zip(row, _widths(width), strict=True)
    ]
    return max([1, *lines]) * _LINE + 2.4


class _YearData(TextsStayTexts, XyChartData):  # type: ignore[misc]
    """Numbers by year."""


def _add_points_chart(
    shapes: Any,
    box: Box,
    series: Sequence[_Points],
    *,
    size: float,
    decimals: int,
    name: str,
) -> None:
    """Add a chart of points over years, its numbers in its own workbook."""
    places = "." + "0" * decimals if decimals else ""
    data = _YearData(number_format=f"#,##0{places}")
    for each in series:
        added = data.add_series(inert(plain(each.name, most=200)))
        for year, value, _ in each.points:
            added.add_data_point(year, value)
    frame = shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES, *box.emu, data)
    frame.name = plain(name, most=200)
    chart = frame.chart
    chart.has_title = False
    chart.font.size = Pt(size)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    years = [year for each in series for year, _, _ in each.points]
    _set_years(chart, min(years), max(years))
    for drawn, each in zip(chart.plots[0].series, series, strict=True):
        _dress_points(drawn, each, size=size, places=places)


def _set_years(chart: Any, first: int, last: int) -> None:
    years, values = chart.category_axis, chart.value_axis
    years.minimum_scale, years.maximum_scale = first - 1, last + 1
    years.tick_labels.number_format, years.tick_labels.number_format_is_linked = "0", False
    years.has_major_gridlines = False
    span = last - first + 2
    years.major_unit = next(step for step in (1, 2, 5, 10, 20) if span / step <= 12 or step == 20)
    values.has_major_gridlines = True
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "#,##0", False
    for line in (values.major_gridlines.format.line, years.format.line):
        line.color.rgb = RGBColor.from_string(RULE[1:].upper())
    values.format.line.fill.background()


def _dress_points(drawn: Any, series: _Points, *, size: float, places: str) -> None:
    rgb = RGBColor.from_string(series.colour[1:].upper())
    drawn.smooth = False
    if series.lined:
        drawn.format.line.color.rgb = rgb
        drawn.format.line.width = Pt(2.25)
    else:
        drawn.format.line.fill.background()
    drawn.marker.size = 9
    drawn.marker.format.fill.solid()
    drawn.marker.format.fill.fore_color.rgb = rgb
    drawn.marker.format.line.color.rgb = rgb
    labels = _labels_of(drawn)
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = f"#,##0{places}", False
    labels.position = XL_LABEL_POSITION.ABOVE
    labels.font.size = Pt(size)
    for at, (_, _, said) in enumerate(series.points):
        if said:
            label = drawn.points[at].data_label
            fill_paragraph(label.text_frame, said, size=size, colour=INK)
            label.position = XL_LABEL_POSITION.ABOVE


def _labels_of(drawn: Any) -> Any:
    """Return the labels of a series of points, which python-pptx gives to bars only."""
    return DataLabels(drawn._element.get_or_add_dLbls())
