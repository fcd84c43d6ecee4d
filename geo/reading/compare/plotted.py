"""What the plots of comparisons show, as numbers with their words; for pages and documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.figures.atlas import Atlas
from geo.figures.breaks import breaks_of
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.reading.level.chart import value_marks
from geo.reading.values import (
    indicator_unit,
    number_text,
    target_text,
    value_text,
)
from geo.targets.goals import LEVEL_PATHS, province_target
from geo.views.compare.lines import UnitLine
from geo.views.drawing import Drawing

COLOURS = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7"),
    *("#e69f00", "#56b4e9", "#7f5539", "#6a3d9a"),
)
"""Of the units: eight that colour-blind readers tell apart (Okabe and Ito), the last two darker."""
_ABOVE = {"district": "#6a757b", "province": "#111111"}


@dataclass(frozen=True)
class Level:
    """A value that is marked across a plot, and what it is."""

    value: float
    said: str


Point = tuple[int, float, str]
"""Year, value and words of a figure."""


@dataclass(frozen=True)
class Trace:
    """A line of a chart over years.

    Parameters
    ----------
    name
        Whose it is.
    colour
        Its colour.
    beside
        Whether it only stands beside the others: it is dashed then.
    parts
        Its stretches of points, which alone are joined.
    newest
        The newest figure with its year, or that there is none.
    """

    name: str
    colour: str
    beside: bool
    parts: tuple[tuple[Point, ...], ...]
    newest: str = ""


@dataclass(frozen=True)
class Placed:
    """A unit on a strip: its code, value, the colour of its class, its name, figure and rank."""

    code: str
    value: float
    fill: str
    said: str


def line_traces(
    atlas: Atlas, indicator_id: str, lines: Sequence[UnitLine], *, lang: str
) -> tuple[Trace, ...]:
    """Return units over the years; one without figures has no parts."""
    indicator = atlas.facts.indicators[indicator_id]
    unit = indicator_unit(indicator, lang=lang)
    found = []
    for at, line in enumerate(lines):
        name = unit_name(line.unit, lang=lang)
        said = [value_text(indicator, cell, unit=unit, lang=lang) for cell in line.cells]
        points = [
            (cell.observed_year or 0, cell.value or 0.0, f"{name}, {cell.observed_year}: {words}")
            for cell, words in zip(line.cells, said, strict=True)
        ]
        parts = tuple(
            tuple(point for point in points if point[0] in part) for part in line.stretches
        )
        newest = texts(lang)("legend.no_data")
        if line.cells:
            newest = f"{said[-1]} ({line.cells[-1].observed_year})"
        colour = _ABOVE.get(line.role, COLOURS[at % len(COLOURS)])
        found.append(Trace(name, colour, line.role != "unit", parts, newest))
    return tuple(found)


def target_mark(atlas: Atlas, indicator_id: str, *, lang: str) -> Level | None:
    """Return the target of the province as a level: of rates alone, not of amounts."""
    indicator = atlas.facts.indicators[indicator_id]
    target = province_target(atlas, indicator_id) if indicator.kind == "rate" else None
    if target is None or target.path not in LEVEL_PATHS:
        return None
    said = target_text(indicator, target, lang=lang)
    return Level(
        target.value_low, texts(lang)("compare.target", year=target.target_year, value=said)
    )


def break_marks(atlas: Atlas, indicator_id: str, *, lang: str) -> tuple[tuple[int, str], ...]:
    """Return the years in which a series breaks, and why."""
    rows = breaks_of(atlas.facts, indicator_id)
    return tuple((row.year, pick(row, "text", lang)) for row in rows if row.year is not None)


def rank_marks(atlas: Atlas, drawing: Drawing, *, lang: str) -> tuple[Level, ...]:
    """Return where the province and its target stand among units: rates alone, not amounts."""
    marks = value_marks(atlas, drawing, lang=lang)
    return tuple(Level(each.value, each.said) for each in marks)


def rank_placed(atlas: Atlas, drawing: Drawing, *, lang: str) -> tuple[Placed, ...]:
    """Return the units that have a figure, each with its rank."""
    found = []
    for cell, index in zip(drawing.cells, drawing.indices, strict=True):
        if cell.value is None or index is None:
            continue
        code = cell.unit.code
        rank = texts(lang)("compare.rank_of", rank=drawing.ranks[code], count=len(drawing.ranks))
        number = number_text(atlas, drawing, cell, lang=lang)
        said = f"{unit_name(cell.unit, lang=lang)}: {number}, {rank}"
        found.append(Placed(code, cell.value, drawing.classes.fills[index], said))
    return tuple(found)
