"""The legend of a picture: classes with the number of their units, and what the marks mean."""

from collections.abc import Mapping, Sequence

import shapely

from geo.documents.paper.map.draw import CARRIED_EDGE, EDGE, hatch_area
from geo.documents.paper.map.gates import draw_gate_legend
from geo.documents.paper.paper import QUIET, RULE, Paper, baseline, line_height
from geo.figures.atlas import Atlas, Cell
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.legend import LegendNote, LegendRow, legend_notes, legend_rows
from geo.reading.values import drawn_unit, number_text
from geo.views.drawing import Drawing
from geo.views.symbols import Symbol, weak

_SWATCH = (8.0, 4.6)
_ROW = 6.6
_TEXT, _LIST, _SMALL = 8.5, 7.8, 7.2
_RANKED = 10
_APART = ("carried", "pending", "gates")
"""Notes that stand beside a sample of their mark, or with the gates."""
_BAR = 20.0
_GAP = 2.5


def draw_legend(
    paper: Paper,
    atlas: Atlas,
    drawing: Drawing,
    *,
    left: float,
    top: float,
    width: float,
    lang: str,
    kept: Sequence[bool] | None = None,
) -> float:
    """Draw the legend of a drawing.

    Parameters
    ----------
    paper
        The sheet.
    atlas
        The atlas.
    drawing
        The drawing.
    left, top, width
        Place on the sheet in millimetres.
    lang
        Language.
    kept
        For each unit whether the filter keeps it; None for no filter.

    Returns
    -------
    bottom : float
        Lower edge in millimetres.
    """
    t = texts(lang)
    rows = legend_rows(atlas, drawing, lang=lang, kept=kept)
    y = top + line_height(_SMALL)
    unit = drawn_unit(drawing, lang=lang)
    unit = "" if drawing.classes.ids else unit
    if unit:
        paper.write(left, y, t("export.legend_unit", unit=unit), size=_SMALL, colour=QUIET)
    right = left + width
    paper.write(right, y, t("export.number_of_units"), size=_SMALL, colour=QUIET, across="right")
    y += 1.6
    paper.rule(y, start=left, end=right)
    y += 1.4
    room = width - _SWATCH[0] - _BAR - 3 * _GAP - 7
    most = max([1, *(row.count for row in rows)])
    for row in rows:
        y = _draw_row(paper, row, left=left, top=y, right=right, room=room, most=most)
    y += 0.6
    paper.rule(y, start=left, end=right)
    y += 1.2
    notes = legend_notes(atlas, drawing, lang=lang, kept=kept)
    for line in (note for key, note in notes.items() if key not in _APART):
        lines = paper.wrap(line, size=_SMALL, width=width, most=3)
        y = paper.write_lines(left, y, lines, size=_SMALL, colour=QUIET) + 0.6
    y = _draw_samples(paper, drawing, notes, left=left, top=y, width=width)
    if drawing.kind == "zone":
        y = draw_gate_legend(paper, atlas, drawing, left=left, top=y + 4, width=width, lang=lang)
    elif drawing.ranks and drawing.view.level != "province":
        ranked = _ranked(drawing, kept)
        title = t("export.ranking")
        if kept is not None:
            title = t("export.ranking_kept", all=len(drawing.ranks)) if ranked else t("filter.none")
        y = _draw_ranking(
            paper, atlas, drawing, ranked, title, left=left, top=y + 4, right=right, lang=lang
        )
    return y


def _draw_row(
    paper: Paper, row: LegendRow, *, left: float, top: float, right: float, room: float, most: int
) -> float:
    """Draw a row as tall as its label needs; return its lower edge."""
    lines = paper.wrap(row.label, size=_TEXT, width=room, most=3)
    height = max(_ROW, len(lines) * line_height(_TEXT) + 1.6)
    middle = top + height / 2
    wide, tall = _SWATCH
    _draw_swatch(paper, left, middle - tall / 2, row.symbol)
    start = middle - len(lines) * line_height(_TEXT) / 2
    paper.write_lines(left + wide + _GAP, start, lines, size=_TEXT)
    # Bars, so that the legend also shows how the units are spread over the classes.
    bar = _BAR * row.shown / most
    if row.shown:
        paper.box(right - 7 - _GAP - _BAR, middle - 1.6, bar, 3.2, fill=row.fill, edge=RULE)
    foot = middle - line_height(_TEXT) / 2 + baseline(_TEXT)
    paper.write(right, foot, row.counted, size=_TEXT, bold=True, across="right")
    return top + height


def _draw_swatch(paper: Paper, x: float, y: float, symbol: Symbol) -> None:
    wide, tall = _SWATCH
    paper.box(x, y, wide, tall, fill=symbol.ground, edge=EDGE, line=0.6)
    hatch_area(paper, shapely.box(x, y, x + wide, y + tall), symbol, layer=6)


def _draw_samples(
    paper: Paper,
    drawing: Drawing,
    notes: Mapping[LegendNote, str],
    *,
    left: float,
    top: float,
    width: float,
) -> float:
    """Explain by samples the hatching of weak evidence and the edge of carried figures."""
    wide, tall = _SWATCH[0], 2.6
    y = top
    if "pending" in notes:
        pairs = zip(drawing.cells, drawing.indices, strict=True)
        index = next(index for cell, index in pairs if cell.pending)
        y = _draw_sample(paper, left, y, notes["pending"], width=width)
        box = shapely.box(left, top + 0.4, left + wide, top + 0.4 + tall)
        symbol = weak(drawing.classes.fills[index or 0])
        paper.fill([box], [symbol.ground], edge=EDGE, width=0.6, layer=5)
        hatch_area(paper, box, symbol, layer=6)
    if "carried" in notes:
        top = y
        y = _draw_sample(paper, left, y, notes["carried"], width=width)
        box = shapely.box(left, top + 0.4, left + wide, top + 0.4 + tall)
        edge = shapely.multilinestrings([shapely.boundary(box)])
        paper.stroke(edge, CARRIED_EDGE, width=0.95, line="dotted", layer=5)
    return y


def _draw_sample(paper: Paper, left: float, top: float, text: str, *, width: float) -> float:
    """Write the words beside a sample; return the lower edge."""
    indent = _SWATCH[0] + _GAP
    lines = paper.wrap(text, size=_SMALL, width=width - indent, most=2)
    return paper.write_lines(left + indent, top, lines, size=_SMALL, colour=QUIET) + 0.8


def _ranked(drawing: Drawing, kept: Sequence[bool] | None) -> list[Cell]:
    """Return the cells that are ranked and that the filter keeps, the first one first."""
    ranks = drawing.ranks
    pairs = zip(drawing.cells, kept or [True] * len(drawing.cells), strict=True)
    found = (cell for cell, keeps in pairs if keeps and cell.unit.code in ranks)
    return sorted(found, key=lambda cell: ranks[cell.unit.code])


def _draw_ranking(
    paper: Paper,
    atlas: Atlas,
    drawing: Drawing,
    ranked: Sequence[Cell],
    title: str,
    *,
    left: float,
    top: float,
    right: float,
    lang: str,
) -> float:
    """List the units with the highest numbers, and how many follow."""
    t = texts(lang)
    lines = paper.wrap(title, size=_TEXT, width=right - left, most=2, bold=True)
    y = paper.write_lines(left, top, lines, size=_TEXT, bold=True) + 0.6
    paper.rule(y, start=left, end=right)
    y += 0.8
    # A list of districts is whole; of many communes the first ones have to do.
    shown = ranked if len(ranked) <= _RANKED + 2 else ranked[:_RANKED]
    for cell in shown:
        foot = y + baseline(_LIST)
        number = number_text(atlas, drawing, cell, lang=lang)
        end = right - paper.text_width(number, size=_LIST) - _GAP
        start = left + _SWATCH[0]
        name = paper.wrap(unit_name(cell.unit, lang=lang), size=_LIST, width=end - start, most=1)
        rank = str(drawing.ranks[cell.unit.code])
        paper.write(left + 5, foot, rank, size=_LIST, colour=QUIET, across="right")
        paper.write(start, foot, name[0], size=_LIST)
        paper.write(right, foot, number, size=_LIST, across="right")
        y += line_height(_LIST) * 1.12
    rest = len(ranked) - len(shown)
    if rest:
        words = t("export.others", count=rest)
        y = paper.write_lines(left + _SWATCH[0], y, [words], size=_LIST, colour=QUIET)
    return y
