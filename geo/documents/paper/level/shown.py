"""What stands in the place of a map: a chart or a table, as what draws it and what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from geo.documents.paper.exhibit.lines import write_lines
from geo.documents.paper.exhibit.plots import draw_lines_plot
from geo.documents.paper.level.bars import Bars
from geo.documents.paper.level.classes import draw_classes
from geo.documents.paper.level.rows import SIZES, wrapped
from geo.documents.paper.level.table import Table
from geo.documents.paper.paper import Paper
from geo.documents.paper.target_chart import province_chart
from geo.figures.atlas import Atlas
from geo.meeting.exhibit import LinesPlot
from geo.reading.level.chart import LevelChart
from geo.reading.level.lines import LevelLines
from geo.reading.level.shown import as_shown, shown_chart
from geo.reading.level.table import level_table
from geo.views.address import SHOWS
from geo.views.drawing import Drawing


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
    shown = as_shown(drawing, shown)
    if shown == SHOWS[0]:
        return None
    chart = shown_chart(atlas, drawing, shown, lang=lang, kept=kept, selected=selected)
    if isinstance(chart, str):
        return InPlace(partial(_write, text=chart), "", chart)
    return InPlace(
        lambda paper: draw_level(paper, chart, selected=selected, size=size, lang=lang),
        chart.below,
        chart.said,
    )


def _write(paper: Paper, *, text: str) -> None:
    """Write why there is nothing to draw."""
    write_lines(paper, 0, 0, wrapped(paper, (text,), SIZES[0]), size=SIZES[0])


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
