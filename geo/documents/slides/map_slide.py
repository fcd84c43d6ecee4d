"""The slide of a map: its units as shapes, its legend as a table, its figures as a chart."""

from typing import Any

from geo.documents.paper.map.draw import draw_map, spoken_units
from geo.documents.paper.paper import QUIET
from geo.documents.paper.shapes import Frame, layer_shapes
from geo.documents.slides.parts import Box, Entry, Mark, add_chart, add_table, fitted, write_text
from geo.documents.slides.ruler import wrap
from geo.documents.slides.slide_paper import SlidePaper, place_group
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.meeting.stage import MapScene
from geo.reading.border.pair_chart import plan_pairs
from geo.reading.charts import ChartPlan, plan_chart, province_series
from geo.reading.legend import legend_notes, legend_rows
from geo.reading.sentences import view_sentence, view_title
from geo.reading.values import drawn_unit

_MAGNIFY = 1.6
"""Letters and lines of a slide are read from the far end of a room."""
_MAP = 0.56
_GAP = 8.0
_TEXT, _SMALL = 12.0, 10.0
_ROW, _LINE = 6.8, 4.6
_SWATCH, _COUNT = 11.0, 17.0
_CHART_TEXT = 11.0
_BAR = 6.6
_LEAST_CHART = 34.0
_REMARK = 4
"""Lines of a remark below the legend."""


def add_map(shapes: Any, room: Box, atlas: Atlas, staged: MapScene, *, lang: str) -> None:
    """Fill a slide with a map, its legend and the chart beside it.

    Parameters
    ----------
    shapes
        Shapes of the slide.
    room
        The room on it.
    atlas
        The atlas.
    staged
        The scene.
    lang
        Language.
    """
    whole = province_series(atlas, staged.drawing, lang=lang) if staged.charted else None
    if whole is not None:
        _add_figures(shapes, room, whole)
        return
    width = round(room.width * _MAP, 1)
    _add_units(shapes, Box(room.left, room.top, width, room.height), atlas, staged, lang)
    left = room.left + width + _GAP
    column = Box(left, room.top, room.width - width - _GAP, room.height)
    bottom = _add_legend(shapes, column, atlas, staged, lang)
    most = max(2, int((column.bottom - bottom - 12) / _BAR))
    plan = plan_chart(atlas, staged.drawing, most=min(12, most), lang=lang, kept=staged.kept)
    plan = plan or plan_pairs(atlas, staged.drawing, lang=lang)
    if plan is not None and column.bottom - bottom >= _LEAST_CHART:
        below = Box(column.left, bottom + 3, column.width, column.bottom - bottom - 3)
        _add_figures(shapes, below, plan)


def _add_figures(shapes: Any, column: Box, plan: ChartPlan) -> None:
    """Add a chart with its title above and its remark below."""
    lines = wrap(plan.title, size=_TEXT, width=column.width, most=2, bold=True)
    head = Box(column.left, column.top, column.width, 6 * len(lines))
    write_text(shapes, head, plan.title, size=_TEXT, bold=True, most=2)
    said = wrap(plan.said, size=_SMALL, width=column.width, most=_REMARK) if plan.said else []
    room_left = column.bottom - head.bottom - _LINE * len(said)
    # a few bars keep their width; they need not fill the column
    wanted = len(plan.categories) * _BAR + 6 if plan.kind == "bars" else room_left
    chart = Box(column.left, head.bottom, column.width, min(room_left, max(24.0, wanted)))
    add_chart(shapes, chart, plan, size=_CHART_TEXT)
    if said:
        foot = Box(column.left, chart.bottom, column.width, _LINE * len(said))
        write_text(shapes, foot, plan.said, size=_SMALL, colour=QUIET, most=_REMARK)


def _add_units(shapes: Any, box: Box, atlas: Atlas, staged: MapScene, lang: str) -> None:
    drawing = staged.drawing
    group = shapes.add_group_shape()
    left, top, width, height = box.emu
    paper = SlidePaper(
        group,
        left=left,
        top=top,
        width=box.width / _MAGNIFY,
        height=box.height / _MAGNIFY,
        magnify=_MAGNIFY,
        units=spoken_units(atlas, drawing, lang=lang),
    )
    frame = Frame(0.0, 0.0, paper.width, paper.height)
    layer = layer_shapes(staged.layer)
    draw_map(
        paper, atlas, drawing, layer, frame, lang=lang, kept=staged.kept, selected=staged.selected
    )
    paper.finish()
    title = view_title(atlas, drawing.view, lang=lang)
    said = view_sentence(atlas, drawing, lang=lang)
    place_group(group, (left, top, width, height), name=title, text=f"{title}. {said}")


def _add_legend(shapes: Any, box: Box, atlas: Atlas, staged: MapScene, lang: str) -> float:
    """Add the legend; return its lower edge."""
    t = texts(lang)
    drawing = staged.drawing
    unit = drawn_unit(drawing, lang=lang)
    unit = "" if drawing.classes.ids else unit
    head = t("export.legend_unit", unit=unit) if unit else ""
    words = box.width - _SWATCH - _COUNT - 3
    rows = [
        [Entry(), Entry(head, colour=QUIET), Entry(t("meeting.units"), colour=QUIET, right=True)]
    ]
    heights = [_ROW]
    for row in legend_rows(atlas, drawing, lang=lang, kept=staged.kept):
        mark = Mark(row.symbol.ground, row.symbol.lines)
        lines = wrap(row.label, size=_TEXT, width=words, most=2)
        text = fitted(row.label, size=_TEXT, width=words, most=2)
        rows.append([Entry("", mark), Entry(text), Entry(row.counted, bold=True, right=True)])
        heights.append(max(_ROW, len(lines) * 5.6 + 0.8))
    widths = [_SWATCH, box.width - _SWATCH - _COUNT, _COUNT]
    bottom = add_table(
        shapes, box, rows, widths=widths, heights=heights, size=_TEXT, name=t("meeting.legend")
    )
    for line in _below(atlas, staged, lang):
        lines = wrap(line, size=_SMALL, width=box.width, most=_REMARK)
        place = Box(box.left, bottom + 1.2, box.width, len(lines) * _LINE)
        write_text(shapes, place, line, size=_SMALL, colour=QUIET, most=_REMARK)
        bottom = place.bottom
    return bottom


def _below(atlas: Atlas, staged: MapScene, lang: str) -> list[str]:
    """Say below the legend what its marks and the map's mean; a slide has no room for more."""
    notes = legend_notes(atlas, staged.drawing, lang=lang, kept=staged.kept)
    complete = {"coverage"} if not staged.drawing.unknown else set()
    return [note for key, note in notes.items() if key not in {"bounds", *complete}]
