"""Which chart stands beside a map: its categories, numbers and colours, before any program."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from geo.cells import Atlas, Cell
from geo.drawing import Drawing, draw
from geo.gates import gate_cell, gate_name
from geo.numbers import format_number, written_decimals
from geo.targets import Progress
from geo.texts import texts
from geo.types import Indicator
from geo.units import unit_name
from geo.wording import (
    cell_text,
    class_labels,
    drawn_name,
    drawn_unit,
    indicator_name,
    indicator_unit,
    number_text,
)

BAR = "#3b6e8f"
_FEW = 2


@dataclass(frozen=True)
class Series:
    """A row of numbers, one per category, None where nothing is known.

    Parameters
    ----------
    name
        What the numbers are, with their unit.
    values
        The numbers.
    fills
        Colour of each, or one for all.
    said
        For each number how it is printed where that says more than the number ("khoảng 95.000");
        else empty.
    """

    name: str
    values: tuple[float | None, ...]
    fills: tuple[str, ...]
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartPlan:
    """A chart: `kind` is ``bars`` (across), ``columns`` or ``stacked`` (columns of parts)."""

    kind: Literal["bars", "columns", "stacked"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int


def plan_chart(atlas: Atlas, drawing: Drawing, *, most: int, lang: str) -> ChartPlan | None:
    """Choose the chart that says most beside a drawing.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    most
        Most bars.
    lang
        Language.

    Returns
    -------
    plan : ChartPlan or None
        For numbers the highest units in order; for classes their counts through the years; for
        gates their figures, or the province's through the years; None where nothing is known.
    """
    if drawing.kind == "ordinal":
        return _classes_by_year(atlas, drawing, most, lang)
    if drawing.kind == "zone":
        return _gates(atlas, drawing, most, lang) or province_series(atlas, drawing, lang=lang)
    if drawing.view.level == "province":
        return province_series(atlas, drawing, lang=lang)
    return _ranking(atlas, drawing, most, lang)


def _ranking(atlas: Atlas, drawing: Drawing, most: int, lang: str) -> ChartPlan | None:
    pairs = zip(drawing.cells, drawing.numbers, drawing.indices, strict=True)
    known = [(number, cell, index) for cell, number, index in pairs if number is not None]
    known.sort(key=lambda entry: (-entry[0], entry[1].unit.code))
    shown = known[:most]
    if len(shown) < _FEW:
        return None
    t = texts(lang)
    all_of_them = len(known) == len(shown)
    title = t("export.ranking") if all_of_them else t("meeting.highest", count=len(shown))
    mode = drawing.view.mode
    unit = drawn_unit(drawing, lang=lang)
    fills = drawing.classes.fills
    series = Series(
        _measured(drawn_name(drawing.indicator, mode, lang=lang), unit),
        tuple(number for number, _, _ in shown),
        tuple(BAR if index is None else fills[index] for _, _, index in shown),
        tuple(
            "" if cell.qualifier == "exact" else number_text(atlas, drawing, cell, lang=lang)
            for _, cell, _ in shown
        ),
    )
    names = tuple(unit_name(cell.unit, lang=lang) for _, cell, _ in shown)
    # a pace is printed with a decimal even where its indicator has none
    decimals = max(drawing.indicator.decimals, int(mode == "pace"))
    return ChartPlan("bars", title, names, (series,), decimals)


def _classes_by_year(atlas: Atlas, drawing: Drawing, most: int, lang: str) -> ChartPlan | None:
    """Count the units of each class at the end of every year up to the one shown."""
    view = drawing.view
    known = atlas.years(view.indicator, view.level, view.vintage)
    years = [year for year in known if year <= view.year][-most:]
    counted = [draw(atlas, view.on(year=year)).counts for year in years]
    labels = class_labels(atlas, drawing, lang=lang)
    series = tuple(
        Series(label, tuple(float(counts[at]) for counts in counted), (fill,))
        for at, (label, fill) in enumerate(zip(labels, drawing.classes.fills, strict=True))
        if any(counts[at] for counts in counted)
    )
    if not series:
        return None
    title = texts(lang)("meeting.classes_by_year")
    return ChartPlan("stacked", title, tuple(map(str, years)), series, 0)


def _gates(atlas: Atlas, drawing: Drawing, most: int, lang: str) -> ChartPlan | None:
    gates = atlas.facts.gates.values()
    found = [(gate, gate_cell(atlas, drawing, gate)) for gate in gates]
    known = [(cell, gate) for gate, cell in found if cell is not None and cell.value is not None]
    known.sort(key=lambda entry: -(entry[0].value or 0.0))
    if len(known) < _FEW:
        return None
    shown = known[:most]
    unit = indicator_unit(drawing.indicator, lang=lang)
    series = Series(
        _measured(indicator_name(drawing.indicator, lang=lang), unit),
        tuple(cell.value for cell, _ in shown),
        (BAR,),
        tuple(_said(atlas, drawing.indicator, cell, lang) for cell, _ in shown),
    )
    names = tuple(gate_name(gate, lang=lang) for _, gate in shown)
    title = texts(lang)("gate.title", year=drawing.view.year)
    return ChartPlan("bars", title, names, (series,), drawing.indicator.decimals)


def province_series(atlas: Atlas, drawing: Drawing, *, lang: str) -> ChartPlan | None:
    """Return the province's figures through the years, whole years and states only."""
    province = atlas.units("province", atlas.facts.province.default_vintage)[0]
    cells = atlas.series(drawing.indicator.indicator_id, province)
    known = [cell for cell in cells if cell.value is not None]
    if not known:
        return None
    unit = indicator_unit(drawing.indicator, lang=lang)
    series = Series(
        _measured(indicator_name(drawing.indicator, lang=lang), unit),
        tuple(cell.value for cell in known),
        (BAR,),
        tuple(_said(atlas, drawing.indicator, cell, lang) for cell in known),
    )
    years = tuple(str(cell.observed_year) for cell in known)
    title = f"{texts(lang)('meeting.whole_province')}, {unit}".rstrip(", ")
    return ChartPlan("columns", title, years, (series,), drawing.indicator.decimals)


def target_points(
    atlas: Atlas, measured: Progress, *, lang: str
) -> tuple[tuple[tuple[int, float, str], ...], tuple[tuple[int, float, str], ...]]:
    """Return the points of a target's chart.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress of the target.
    lang
        Language.

    Returns
    -------
    figures, goals : tuple of tuple of int, float and str
        Year and value of the unit's figures, printed where they are not exact; and of the
        target, printed as it is set: one point, or both ends of a band. No goals for a change,
        which is no value.
    """
    cells = atlas.series(measured.indicator.indicator_id, measured.unit)
    figures = tuple(
        (cell.observed_year, cell.value, _said(atlas, measured.indicator, cell, lang))
        for cell in cells
        if cell.observed_year is not None and cell.value is not None
    )
    target = measured.target
    if measured.kind == "change":
        return figures, ()
    ends = dict.fromkeys([target.value_low, target.value_high])
    return figures, tuple(
        (target.target_year, end, format_number(end, decimals=written_decimals(end), lang=lang))
        for end in ends
        if end is not None
    )


def may_be_joined(atlas: Atlas, measured: Progress) -> bool:
    """Tell whether a line may join the figures of a target.

    It may where no year between them is unknown and all stand on one basis.
    """
    cells = atlas.series(measured.indicator.indicator_id, measured.unit)
    years = [cell.observed_year for cell in cells if cell.observed_year is not None]
    gaps = any(later - earlier > 1 for earlier, later in pairwise(years))
    broken = any(
        row.indicator_id == measured.indicator.indicator_id
        and (row.year is None or min(years, default=0) < row.year <= max(years, default=0))
        for row in atlas.facts.series_breaks
    )
    return not gaps and not broken


def _measured(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def _said(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> str:
    """Print a figure that is not exact with the word of its source."""
    return "" if cell.qualifier == "exact" else cell_text(atlas, indicator, cell, lang=lang)
