"""Which chart stands beside a map: its categories, numbers and colours, before any program."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geo.facts.model import Indicator, Target
from geo.figures.atlas import Atlas, Cell
from geo.figures.gate_figures import gate_cell
from geo.figures.province_figures import province_unit
from geo.language.numbers import format_value, written_decimals
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.border.maps import gates_head
from geo.reading.chart_units import in_one_unit, shown_decimals, shrunk, target_measure
from geo.reading.class_labels import class_labels
from geo.reading.gates import gate_name
from geo.reading.values import (
    cell_text,
    drawn_name,
    drawn_places,
    drawn_unit,
    indicator_name,
    number_text,
    target_text,
)
from geo.reading.year_marks import YearMarks, cell_marks, slot_names, year_marks, year_slots
from geo.targets.progress import Progress
from geo.views.drawing import Drawing, draw

BAR, NEEDED = "#3b6e8f", "#666666"
_FEW = 2
_MOST_LABELS = 12
Points = Sequence[tuple[int, float, str]]
"""Year, value, and how it is printed if not exact."""


@dataclass(frozen=True)
class Way:
    """A way from the latest figure of a target to its year; `going` the one at today's pace."""

    name: str
    colour: str
    start: tuple[int, float]
    end: tuple[int, float]
    going: bool = False


@dataclass(frozen=True)
class GoalLevel:
    """What a target asks for as a place among the values: a line, or a band between two.

    Parameters
    ----------
    name, said
        What it is, and the value as it is set.
    ends
        The value, or both ends of a band, the lower one first.
    first, last
        The years it is asked for; `first` is None for a value that is to be reached.
    """

    name: str
    said: str
    ends: tuple[float, ...]
    first: int | None
    last: int

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year it is asked for."""
        return (self.last if self.first is None else self.first), self.last


@dataclass(frozen=True)
class Series:
    """A row of numbers, one per category, None where nothing is known.

    `name` says what they are, with their unit; `fills` are their colours, or one for all; `said`
    is how each is printed where that says more than the number ("khoảng 95.000"), else empty. A
    line may join those that stand side by side where they are `joined`.
    """

    name: str
    values: tuple[float | None, ...]
    fills: tuple[str, ...]
    said: tuple[str, ...] = ()
    joined: bool = True


@dataclass(frozen=True)
class ChartPlan:
    """A chart: `kind` is ``bars`` (across), ``columns`` or ``stacked`` (columns of parts).

    Years are all there from the first to the last, without a number where nothing is known.
    `said` tells its breaks in words, which stand among the categories as a mark without numbers;
    `codes` are those of the units that categories are.
    """

    kind: Literal["bars", "columns", "stacked"]
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    decimals: int
    said: str = ""
    codes: tuple[str, ...] = ()


def plan_chart(
    atlas: Atlas,
    drawing: Drawing,
    *,
    most: int | None,
    lang: str,
    kept: Sequence[bool] | None = None,
) -> ChartPlan | None:
    """Choose the chart that says most beside a drawing.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    most
        Most bars; None for all.
    lang
        Language.
    kept
        For each unit whether the filter keeps it; None for no filter.

    Returns
    -------
    plan : ChartPlan or None
        For numbers the highest units in order; for classes their counts through the years; for
        gates their figures, or the province's through the years; None where nothing is known.
    """
    if drawing.kind == "ordinal":
        return _class_counts(atlas, drawing, most, lang)
    if drawing.kind == "zone":
        gates = _gates(atlas, drawing, most, lang)
        if gates is not None or drawing.view.gate_period:
            # the province's whole years are no company for a part of one
            return gates
    if drawing.kind == "zone" or drawing.view.level == "province":
        return province_series(atlas, drawing, lang=lang)
    return _ranking(atlas, drawing, most, lang, kept)


def _ranking(
    atlas: Atlas, drawing: Drawing, most: int | None, lang: str, kept: Sequence[bool] | None
) -> ChartPlan | None:
    keeps = kept or [True] * len(drawing.cells)
    rows = zip(drawing.cells, drawing.numbers, drawing.indices, keeps, strict=True)
    known = [
        (number, cell, index) for cell, number, index, stays in rows if number is not None and stays
    ]
    known.sort(key=lambda entry: (-entry[0], entry[1].unit.code))
    shown = known[:most]
    if len(shown) < _FEW:
        return None
    t = texts(lang)
    all_of_them = len(known) == len(shown)
    title = t("export.ranking") if all_of_them else t("meeting.highest", count=len(shown))
    if kept is not None:
        title = t("meeting.highest_kept", count=len(shown), kept=len(known))
    mode = drawing.view.mode
    unit, places = drawn_unit(drawing, lang=lang), drawn_places(drawing, lang=lang)
    fills = drawing.classes.fills
    numbers = tuple(shrunk(number, places) for number, _, _ in shown)
    series = Series(
        _measured(drawn_name(drawing.indicator, mode, lang=lang), unit),
        numbers,
        tuple(BAR if index is None else fills[index] for _, _, index in shown),
        tuple(
            "" if cell.qualifier == "exact" else number_text(atlas, drawing, cell, lang=lang)
            for _, cell, _ in shown
        ),
    )
    names = tuple(unit_name(cell.unit, lang=lang) for _, cell, _ in shown)
    decimals = shown_decimals(drawing.indicator, numbers, places, pace=mode == "pace")
    codes = tuple(cell.unit.code for _, cell, _ in shown)
    return ChartPlan("bars", title, names, (series,), decimals, codes=codes)


def _class_counts(atlas: Atlas, drawing: Drawing, most: int | None, lang: str) -> ChartPlan | None:
    """Count the units of each class at the end of every year up to the one shown."""
    view = drawing.view
    known = atlas.years(view.indicator, view.level, view.vintage)
    years = [year for year in known if year <= view.year][-most if most else None :]
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
    plan = ChartPlan("stacked", title, tuple(map(str, years)), series, 0)
    return _marked(atlas, drawing.indicator, plan, years, lang)


def _marked(
    atlas: Atlas, indicator: Indicator, plan: ChartPlan, years: Sequence[int], lang: str
) -> ChartPlan:
    """Give every year its place, and put a mark among them wherever the series breaks."""
    marks = year_marks(atlas, indicator.indicator_id, years, lang=lang)
    known = {year: at for at, year in enumerate(years)}
    slots = year_slots(years, {each.year for each in marks.breaks})
    places = [None if year is None else known.get(year) for year in slots]
    series = tuple(_spread(each, places) for each in plan.series)
    return replace(plan, categories=slot_names(slots), series=series, said=marks.said)


def _spread(series: Series, places: Sequence[int | None]) -> Series:
    """Put numbers at places of a longer row, where None stands for an empty one."""
    values = tuple(None if at is None else series.values[at] for at in places)
    said = tuple("" if at is None else series.said[at] for at in places) if series.said else ()
    return replace(series, values=values, said=said)


def _gates(atlas: Atlas, drawing: Drawing, most: int | None, lang: str) -> ChartPlan | None:
    gates = atlas.facts.gates.values()
    found = [(gate, gate_cell(atlas, drawing.view, gate)) for gate in gates]
    known = [(cell, gate) for gate, cell in found if cell is not None and cell.value is not None]
    known.sort(key=lambda entry: -(entry[0].value or 0.0))
    if len(known) < _FEW:
        return None
    shown = known[:most]
    series, _, decimals = _values(atlas, drawing.indicator, [cell for cell, _ in shown], lang)
    names = tuple(gate_name(gate, lang=lang) for _, gate in shown)
    title = gates_head(atlas, drawing.view, lang=lang)
    return ChartPlan("bars", title, names, (series,), decimals)


def _values(
    atlas: Atlas, indicator: Indicator, cells: Sequence[Cell], lang: str
) -> tuple[Series, str, int]:
    """Return the series of some figures, with their common unit and decimals."""
    values = [cell.value for cell in cells if cell.value is not None]
    numbers, unit, decimals = in_one_unit(indicator, values, lang=lang)
    said = tuple(_said(atlas, indicator, cell, lang) for cell in cells)
    name = _measured(indicator_name(indicator, lang=lang), unit)
    return Series(name, numbers, (BAR,), said), unit, decimals


def province_series(atlas: Atlas, drawing: Drawing, *, lang: str) -> ChartPlan | None:
    """Return the province's figures through the years, whole years and states only."""
    cells = atlas.series(drawing.indicator.indicator_id, province_unit(atlas))
    known = [cell for cell in cells if cell.value is not None]
    if not known:
        return None
    series, unit, decimals = _values(atlas, drawing.indicator, known, lang)
    years = [cell.observed_year or 0 for cell in known]
    title = f"{texts(lang)('meeting.whole_province')}, {unit}".rstrip(", ")
    names = tuple(map(str, years))
    plan = ChartPlan("columns", title, names, (series,), decimals)
    return _marked(atlas, drawing.indicator, plan, years, lang)


def drawn_points(
    atlas: Atlas, indicator: Indicator, cells: Sequence[Cell], *, places: int, lang: str
) -> tuple[tuple[int, float, str], ...]:
    """Return year and value of figures, shrunk, and how each is printed that is not exact."""
    return tuple(
        (cell.observed_year, shrunk(cell.value, places), _said(atlas, indicator, cell, lang))
        for cell in cells
        if cell.observed_year is not None and cell.value is not None
    )


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
        which is no value, nor for an average, which is that of no single year. Values
        are in the unit of `target_measure`.
    """
    places, _ = target_measure(measured, lang=lang)
    indicator, target = measured.indicator, measured.target
    cells = atlas.series(indicator.indicator_id, measured.unit)
    figures = drawn_points(atlas, indicator, cells, places=places, lang=lang)
    if measured.kind in ("average", "change"):
        return figures, ()
    return figures, tuple(
        (
            target.target_year,
            shrunk(end, places),
            format_value(end, decimals=written_decimals(end), places=places, lang=lang),
        )
        for end in _ends(target)
    )


def target_level(measured: Progress, *, lang: str) -> GoalLevel | None:
    """Return what a target asks for among the values; None for a change, which is no value."""
    target = measured.target
    if measured.kind == "change":
        return None
    goal = target_text(measured.indicator, target, lang=lang)
    first, last = None, target.target_year
    if measured.kind == "average" and target.base_year is not None:
        first = target.base_year + 1
        name = texts(lang)("meeting.goal_mean", first=first, last=last)
    else:
        name = texts(lang)("meeting.goal", year=last)
    ends = tuple(shrunk(end, target_measure(measured, lang=lang)[0]) for end in _ends(target))
    return GoalLevel(f"{name}: {goal}", goal, ends, first, last)


def _ends(target: Target) -> tuple[float, ...]:
    ends = dict.fromkeys([target.value_low, target.value_high])
    return tuple(sorted(end for end in ends if end is not None))


def target_marks(atlas: Atlas, measured: Progress, *, lang: str) -> YearMarks:
    """Return the breaks of a target's chart to its year, and which figures a line may join."""
    indicator_id = measured.indicator.indicator_id
    cells = atlas.series(indicator_id, measured.unit)
    until = measured.target.target_year
    return cell_marks(atlas, indicator_id, cells, lang=lang, until=until, told=measured.breaks)


def target_paths(measured: Progress, *, lang: str) -> tuple[Way, ...]:
    """Return the ways from the latest figure to the target's year: the needed one, the going one.

    A mean and a yearly change have no place on an axis of values.
    """
    latest, assessed, year = measured.latest, measured.assessed, measured.target.target_year
    if latest is None or latest.value is None or latest.observed_year is None:
        return ()
    if measured.kind in ("average", "change"):
        return ()
    places, _ = target_measure(measured, lang=lang)

    def point(year: int, value: float) -> tuple[int, float]:
        return (year, shrunk(value, places))

    start = point(latest.observed_year, latest.value)
    ways = []
    if assessed.required is not None:
        aim = measured.goal.aim(latest.value)
        ways.append(Way(texts(lang)("breaks.path_required"), NEEDED, start, point(year, aim)))
    if assessed.projected is not None:
        end = point(year, assessed.projected)
        ways.append(Way(texts(lang)("breaks.path_projected"), BAR, start, end, going=True))
    return tuple(ways)


def labelled_years(marks: YearMarks, figures: Points) -> frozenset[int]:
    """Return the years whose figures are printed, no two in a row where there are many.

    Of many those that their source words vaguely come first, then the ends of each stretch, the
    newest first.
    """
    if len(figures) <= _MOST_LABELS:
        return frozenset(year for year, _, _ in figures)
    found = {year for year, _, said in figures if said}
    ends = {year for each in marks.stretches for year in (each[0], each[-1])}
    for year in sorted(ends, reverse=True):
        if found.isdisjoint({year - 1, year + 1}):
            found.add(year)
    return frozenset(found)


def _measured(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit else name


def _said(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> str:
    """Print a figure that is not exact with the word of its source."""
    return "" if cell.qualifier == "exact" else cell_text(atlas, indicator, cell, lang=lang)
