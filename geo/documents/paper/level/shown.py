"""What stands in the place of a map: a chart or a table, as what draws it and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.documents.paper.level.bars import Bars
from geo.documents.paper.level.classes import draw_classes
from geo.documents.paper.level.rows import SIZES
from geo.documents.paper.level.table import Table
from geo.documents.paper.paper import Paper
from geo.documents.paper.target_chart import province_chart
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.level.chart import LevelChart, level_chart
from geo.reading.level.table import level_table
from geo.views.drawing import Drawing

_FIRST = 5.0
"""Millimetres from the upper edge to the first line."""


@dataclass(frozen=True)
class InPlace:
    """What stands in the place of a map: what draws it, its remarks, and all of it in words."""

    draw: Callable[[Paper], None]
    said: str
    alt: str


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
        rows = "; ".join(" ".join(filter(None, row.cells)) for row in table.rows)

        def draw(paper: Paper) -> None:
            Table(paper, table, selected=selected, lang=lang).draw()

        return InPlace(draw, "", rows)
    if drawing.view.level == "province":
        # one unit of one colour makes no map
        found = province_chart(atlas, drawing, lang=lang)
        return None if found is None else InPlace(found[1], found[0], "")
    if shown != "chart":
        return None
    chart = level_chart(atlas, drawing, lang=lang, kept=kept)
    if chart is None:
        none = texts(lang)("compare.no_ranks")
        return InPlace(lambda paper: paper.write(0, _FIRST, none, size=SIZES[0]), "", none)
    return InPlace(
        lambda paper: draw_level(paper, chart, selected=selected, size=size, lang=lang),
        chart.plan.said,
        chart.said,
    )


def draw_level(
    paper: Paper, chart: LevelChart, *, selected: str = "", size: float = 0, lang: str
) -> None:
    """Draw the chart of a level over a whole sheet; the parameters are those of `in_place`."""
    if chart.plan.kind == "bars":
        Bars(paper, chart, selected=selected, size=size, lang=lang).draw()
    else:
        draw_classes(paper, chart, size=size or SIZES[0])
