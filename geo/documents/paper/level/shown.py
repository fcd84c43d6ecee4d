"""What stands in the place of a map: a chart or a table, as what draws it and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from geo.documents.paper.exhibit.plots import draw_lines_plot
from geo.documents.paper.level.bars import Bars
from geo.documents.paper.level.classes import draw_classes
from geo.documents.paper.level.rows import SIZES
from geo.documents.paper.paper import Paper
from geo.documents.paper.years.chart import draw_on
from geo.documents.paper.years.plan import plan_said, province_plan
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.exhibit import LinesPlot
from geo.reading.level.chart import LevelChart
from geo.reading.level.lines import LevelLines
from geo.reading.level.shown import as_shown, shown_chart
from geo.reading.level.table import LevelTable, figure_marks, figure_notes, level_table
from geo.views.address import SHOWS
from geo.views.drawing import Drawing


@dataclass(frozen=True)
class InPlace:
    """What stands in the place of a map: a drawing with its remarks and words, or a table."""

    draw: Callable[[Paper], None] | None = None
    said: str = ""
    alt: str = ""
    table: dict[str, Any] | None = None
    """Plain data for ``units.typ``."""


def in_place(
    atlas: Atlas,
    drawing: Drawing,
    shown: str,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
    size: float = 0,
) -> InPlace | None:
    """Return what stands in the place of a map; None for the map itself.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing of the view.
    shown
        How the view is shown, one of `geo.views.address.SHOWS`.
    lang
        Language.
    kept
        For each unit whether the filter keeps it; None for no filter.
    selected
        Code of the unit that is marked, or empty.
    size
        Size of the letters of a chart in points; 0 for as large as there is room.
    """
    if shown == "table":
        table = level_table(atlas, drawing, lang=lang, kept=kept)
        return InPlace(table=_table_data(table, selected, lang))
    if drawing.view.level == "province":
        # one unit of one colour makes no map
        plan = province_plan(atlas, drawing, lang=lang)
        if plan is None:
            return None
        said = plan_said(plan, lang=lang)
        return InPlace(partial(draw_on, plan=plan, lang=lang), plan.marks.said, said)
    shown = as_shown(drawing, shown)
    if shown == SHOWS[0]:
        return None
    chart = shown_chart(atlas, drawing, shown, lang=lang, kept=kept, selected=selected)
    if isinstance(chart, str):
        return InPlace(partial(_write, text=chart), alt=chart)
    return InPlace(
        lambda paper: draw_level(paper, chart, selected=selected, size=size, lang=lang),
        chart.below,
        chart.said,
    )


def _write(paper: Paper, *, text: str) -> None:
    """Write why there is nothing to draw."""
    paper.write_lines(0, 0, text, width=paper.width, size=SIZES[0])


def _table_data(table: LevelTable, selected: str, lang: str) -> dict[str, Any]:
    """Put a table into plain data, a mark behind each figure that is no common one."""
    marks = figure_marks(table)
    marked = any(marks.values())
    return {
        "heads": _with_mark(table.heads, "", marked, table.districts),
        "rows": [
            {
                "cells": _with_mark(row.cells, marks.get(row.what, ""), marked, table.districts),
                "known": row.known,
                "chosen": row.code == selected,
            }
            for row in table.rows
        ],
        "right": sorted(table.right),
        "districts": table.districts,
        "notes": figure_notes(marks, lang=lang),
        "others": texts(lang)("export.others", count="{count}"),
        "sizes": SIZES,
    }


def _with_mark(cells: tuple[str, ...], mark: str, marked: bool, districts: bool) -> tuple[str, ...]:
    if not marked:
        return cells
    # the district, which may be left out, stays the last
    at = len(cells) - districts
    return (*cells[:at], mark, *cells[at:])


def draw_level(
    paper: Paper, chart: LevelChart | LevelLines, *, selected: str = "", size: float = 0, lang: str
) -> None:
    """Draw the chart of a level over a whole sheet; the parameters are those of `in_place`."""
    if isinstance(chart, LevelLines):
        pane = LinesPlot(chart.title, chart.named, chart.level, chart.breaks, chart.pale)
        place = (0.0, 0.0, paper.width, paper.height)
        draw_lines_plot(paper, pane, place, size=size or SIZES[0], lang=lang)
    elif chart.plan.kind == "bars":
        Bars(paper, chart, selected=selected, size=size, lang=lang).draw()
    else:
        draw_classes(paper, chart, size=size or SIZES[0])
