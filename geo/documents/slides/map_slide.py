"""The slide of a map: its units as shapes, its legend as a table, its figures as a chart."""

from collections.abc import Iterator
from typing import Any

from geo.documents.paper.map.draw import CARRIED_EDGE, draw_map, spoken_units
from geo.documents.paper.map.gates import gate_key
from geo.documents.paper.paper import PAPER
from geo.documents.paper.shapes import Frame, layer_shapes
from geo.documents.slides.charts import TEXT, YEAR, add_chart
from geo.documents.slides.deck import Deck
from geo.documents.slides.parts import (
    Box,
    Canvas,
    Entry,
    Line,
    add_table,
    row_heights,
    write_text,
)
from geo.documents.slides.slide_paper import SlidePaper, place_group
from geo.figures.atlas import Atlas
from geo.language.plain import NO_BREAK
from geo.language.texts import texts
from geo.meeting.stage import MapScene, scene_sentence, scene_subtitle
from geo.reading.border.pair_chart import plan_pairs
from geo.reading.charts import ChartPlan, plan_chart, province_series
from geo.reading.legend import LegendNote, legend_head, legend_notes, legend_rows
from geo.views.drawing import Drawing
from geo.views.gate_symbols import gate_sign
from geo.views.symbols import flat, weak

_MAGNIFY = 1.75
"""Letters and lines of a slide are read from the far end of a room."""
_FAR = 12 / _MAGNIFY
_MAP, _GAP = 0.56, 8.0
_NOTE = 12.0
_LEGEND = ((16.0, TEXT), (14.0, TEXT), (12.0, TEXT), (12.0, _NOTE))
"""Points of a legend and of the key of gates below it: the first that leave room are taken."""
_CHART = 46.0
"""Millimetres that legend and notes leave to the chart where smaller letters of a legend do."""
_LEGEND_SHARE = 0.5
"""Share of the column that the legend may take."""
_SWATCH, _COUNT = 11.0, 22.0
_BAR, _HEAD = 9.0, 14.0
"""Millimetres of a bar, and of what stands above and below them all."""
_LEAST_CHART = {"bars": 34.0, "columns": 34.0, "stacked": 40.0}
"""Millimetres of a chart with its title, by its kind."""
_REMARK = 22.0
_MOST = 12
_SAMPLED: tuple[LegendNote, ...] = ("pending", "carried")
_APART: tuple[LegendNote, ...] = (*_SAMPLED, "bounds", "gate_marks")
"""Notes that stand beside a sample, in the key of the gates, or go without saying in a room."""


def add_map(deck: Deck, canvas: Canvas, atlas: Atlas, staged: MapScene) -> None:
    """Fill a slide with a map, its legend and the chart beside it; of a province with its years."""
    room, lang = canvas.room, canvas.lang
    whole = province_series(atlas, staged.drawing, lang=lang) if staged.charted else None
    if whole is not None:
        _add_figures(canvas, room, whole)
        return
    width = round(room.width * _MAP, 1)
    _add_units(deck, canvas, Box(room.left, room.top, width, room.height), atlas, staged)
    left = room.left + width + _GAP
    column = Box(left, room.top, room.width - width - _GAP, room.height)
    bottom = _add_legend(canvas, column, atlas, staged)
    below = Box(column.left, bottom + 3, column.width, column.bottom - bottom - 3)
    bars = min(_MOST, max(2, int((below.height - _HEAD) / _BAR)))
    most = int(column.width / YEAR) if staged.drawing.kind == "ordinal" else bars
    plan = plan_chart(atlas, staged.drawing, most=most, lang=lang, kept=staged.kept)
    plan = plan or plan_pairs(atlas, staged.drawing, lang=lang)
    if plan is not None and below.height >= _LEAST_CHART[plan.kind]:
        _add_figures(canvas, below, plan)


def _add_figures(canvas: Canvas, column: Box, plan: ChartPlan) -> None:
    """Add a chart with its title above and its remark below."""
    head = Line(plan.title, TEXT, canvas.look.ink, bold=True)
    remark = Line(plan.said, _NOTE, canvas.look.quiet)
    place = Box(column.left, column.top, column.width, head.height(column.width))
    write_text(canvas, place, [head], name=plan.title)
    said = min(_REMARK, remark.height(column.width)) if plan.said else 0.0
    left = column.bottom - place.bottom - said
    # a few bars keep their width; they need not fill the column
    wanted = len(plan.categories) * _BAR + 6 if plan.kind == "bars" else left
    chart = Box(column.left, place.bottom, column.width, min(left, max(24.0, wanted)))
    add_chart(canvas, chart, plan)
    if said:
        foot = Box(column.left, chart.bottom, column.width, said)
        write_text(canvas, foot, [remark], name=texts(canvas.lang)("slides.remark"))


def _add_units(deck: Deck, canvas: Canvas, box: Box, atlas: Atlas, staged: MapScene) -> None:
    drawing, lang = staged.drawing, canvas.lang
    group: Any = canvas.shapes.add_group_shape()
    units = spoken_units(atlas, drawing, lang=lang)
    paper = SlidePaper(box, magnify=_MAGNIFY, lang=lang, units=units)
    if canvas.look.dark:
        paper.box(0, 0, paper.width, paper.height, fill=PAPER, layer=0)
    draw_map(
        *(paper, atlas, drawing, layer_shapes(staged.layer)),
        Frame(0.0, 0.0, paper.width, paper.height),
        lang=lang,
        kept=staged.kept,
        selected=staged.selected,
        far=_FAR,
    )
    deck.put_map(canvas, group, paper.shapes())
    title = scene_subtitle(atlas, staged, lang=lang) or staged.title
    said = scene_sentence(atlas, staged, lang=lang)
    place_group(group, box, name=title, text=f"{title}. {said}")


def _add_legend(canvas: Canvas, box: Box, atlas: Atlas, staged: MapScene) -> float:
    """Add the legend and what its marks mean; return the lower edge."""
    t = texts(canvas.lang)
    notes = legend_notes(atlas, staged.drawing, lang=canvas.lang, kept=staged.kept)
    widths = [_SWATCH, box.width - _SWATCH - _COUNT, _COUNT]
    apart = {*_APART} | ({"coverage"} if not staged.drawing.unknown else set())
    quiet = canvas.look.quiet
    said = [Line(note, _NOTE, quiet) for key, note in notes.items() if key not in apart]
    for size, of_key in _LEGEND:
        rows = list(_legend(canvas, atlas, staged, notes, size))
        lines = [*_key(canvas, atlas, staged.drawing, of_key), *said]
        needed = sum(line.height(box.width) for line in lines)
        most = min(box.height * _LEGEND_SHARE, box.height - needed - _CHART)
        if sum(row_heights(rows, widths)) <= most:
            break
    bottom = add_table(canvas, box, rows, widths=widths, name=t("meeting.legend"))
    if not lines:
        return bottom
    # the letters of a note stay of a size to be read; the chart goes where it has no room
    place = Box(box.left, bottom + 1.2, box.width, min(needed, box.bottom - bottom - 1.2))
    write_text(canvas, place, lines, name=t("slides.legend_notes"))
    return place.bottom


def _legend(
    canvas: Canvas, atlas: Atlas, staged: MapScene, notes: dict[LegendNote, str], size: float
) -> Iterator[list[Entry]]:
    """Yield the rows: heads, classes with their counts, samples of marks, symbols of gates."""
    look, drawing, lang = canvas.look, staged.drawing, canvas.lang
    t = texts(lang)

    def words(text: str, colour: str = look.ink, **more: Any) -> Line:
        return Line(text, size, colour, **more)

    empty = Entry(words(""))
    head = legend_head(drawing, lang=lang)
    counted = Entry(words(t("meeting.units"), look.quiet, align="r"))
    yield [empty, Entry(words(head, look.quiet)), counted]
    for row in legend_rows(atlas, drawing, lang=lang, kept=staged.kept):
        count = Entry(words(row.counted, bold=True, align="r"))
        yield [Entry(words(""), symbol=row.symbol), Entry(words(row.label)), count]
    pairs = zip(drawing.cells, drawing.indices, strict=True)
    pending = next((index for cell, index in pairs if cell.pending), None)
    # the edge is made for the white of a map
    samples = {"edge": CARRIED_EDGE} | ({"symbol": flat(PAPER)} if look.dark else {})
    for key in _SAMPLED:
        if key in notes:
            hatched = {"symbol": weak(drawing.classes.fills[pending or 0])}
            sample = hatched if key == "pending" else samples
            yield [Entry(words(""), **sample), Entry(Line(notes[key], _NOTE, look.ink)), empty]


def _key(canvas: Canvas, atlas: Atlas, drawing: Drawing, size: float) -> Iterator[Line]:
    """Yield the line that explains the symbols of gates, each with a letter that looks like it."""
    if drawing.kind == "zone":
        rows = gate_key(atlas, drawing, lang=canvas.lang)
        said = (f"{gate_sign(row.kind, filled=row.filled)}{NO_BREAK}{row.words}" for row in rows)
        yield Line("; ".join(said), size, canvas.look.ink)
