"""What a chart over years shows: figures, what a target asks for, and the ways there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.facts.model import Indicator
from geo.figures.atlas import Atlas, Cell
from geo.figures.province_figures import province_unit
from geo.language.numbers import (
    format_number,
    format_value,
    with_unit,
    written_decimals,
)
from geo.language.texts import texts
from geo.reading.chart_units import (
    printed_decimals,
    series_measure,
    shown_decimals,
    shrunk,
    target_decimals,
    target_measure,
)
from geo.reading.charts import (
    GoalLevel,
    Points,
    Way,
    drawn_points,
    target_level,
    target_marks,
    target_paths,
    target_points,
)
from geo.reading.values import indicator_name
from geo.reading.year_marks import YearMarks, cell_marks
from geo.targets.progress import Progress, progress_ahead
from geo.views.drawing import Drawing


@dataclass(frozen=True)
class YearPlan:
    """What a chart over years shows.

    Parameters
    ----------
    name, unit
        What the figures are, and their unit.
    figures
        The figures, ascending by year.
    marks
        Which of them a line may join, and the breaks.
    decimals
        Most decimals of a printed value.
    level
        What the target asks for, if it has a place among the values.
    ways
        The ways from the latest figure to the target's year.
    hollow
        Years whose figure is carried from other units.
    year
        The year that the page around shows.
    """

    name: str
    unit: str
    figures: Points
    marks: YearMarks
    decimals: int
    level: GoalLevel | None = None
    ways: tuple[Way, ...] = ()
    hollow: frozenset[int] = frozenset()
    year: int | None = None


def series_plan(
    atlas: Atlas,
    indicator: Indicator,
    cells: Sequence[Cell],
    *,
    goal: float | None = None,
    lang: str,
) -> YearPlan:
    """Return what the chart of a unit's figures shows.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The indicator.
    cells
        The figures that are known, ascending by year; one at least.
    goal
        Value of the target, drawn as a line.
    lang
        Language.

    Returns
    -------
    plan : YearPlan
        All in one unit; a figure that its source words vaguely is printed with its word.
    """
    places, unit = series_measure(indicator, goal, *(cell.value for cell in cells), lang=lang)
    figures = drawn_points(atlas, indicator, cells, places=places, lang=lang)
    level = None
    if goal is not None:
        said = format_value(goal, decimals=written_decimals(goal), places=places, lang=lang)
        level = GoalLevel("", said, (shrunk(goal, places),), None, figures[-1][0])
    carried = {cell.observed_year for cell in cells if cell.basis == "carried"}
    return YearPlan(
        name=indicator_name(indicator, lang=lang),
        unit=unit,
        figures=figures,
        marks=cell_marks(atlas, indicator.indicator_id, cells, lang=lang),
        decimals=shown_decimals(indicator, [value for _, value, _ in figures], places),
        level=level,
        hollow=frozenset(year for year in carried if year is not None),
    )


def target_plan(atlas: Atlas, measured: Progress, *, lang: str) -> YearPlan:
    """Return what the chart of a target shows of all years."""
    figures, _ = target_points(atlas, measured, lang=lang)
    return YearPlan(
        name=indicator_name(measured.indicator, lang=lang),
        unit=target_measure(measured, lang=lang)[1],
        figures=figures,
        marks=target_marks(atlas, measured, lang=lang),
        decimals=target_decimals(measured, figures, lang=lang),
        level=target_level(measured, lang=lang),
        ways=target_paths(measured, lang=lang),
    )


def province_plan(atlas: Atlas, drawing: Drawing, *, lang: str) -> YearPlan | None:
    """Return what the chart of the province shows: all figures, and the newest target ahead.

    None where no year has a figure. The year of the drawing is marked.
    """
    indicator, province = drawing.indicator, province_unit(atlas)
    series = atlas.series(indicator.indicator_id, province)
    if not series:
        return None
    ahead = progress_ahead(atlas, indicator.indicator_id, province)
    if ahead is not None:
        plan = target_plan(atlas, ahead, lang=lang)
    else:
        plan = series_plan(atlas, indicator, series, lang=lang)
    return replace(plan, year=drawing.view.year)


def own_plan(atlas: Atlas, measured: Progress, *, lang: str) -> YearPlan:
    """Return what the chart of a target shows of its own period, from its base year on."""
    years = {cell.observed_year for cell in _own_period(atlas, measured)}
    plan = target_plan(atlas, measured, lang=lang)
    figures = tuple(each for each in plan.figures if each[0] in years)
    return replace(plan, figures=figures, marks=own_marks(atlas, measured, lang=lang))


def own_marks(atlas: Atlas, measured: Progress, *, lang: str) -> YearMarks:
    """Return the breaks within the target's own period, from its base year to its last."""
    cells, until = _own_period(atlas, measured), measured.target.target_year
    indicator_id = measured.indicator.indicator_id
    return cell_marks(atlas, indicator_id, cells, lang=lang, until=until, told=measured.breaks)


def plan_said(plan: YearPlan, *, lang: str) -> str:
    """Return all that a chart shows as words: each figure, the target, the ways to it, the breaks.

    Nothing of an image is read aloud but its words.
    """
    t = texts(lang)
    numbers = [value for _, value, _ in plan.figures]

    def told(value: float, said: str = "") -> str:
        decimals = printed_decimals(value, numbers, plan.decimals)
        number = format_number(value, decimals=decimals, lang=lang)
        return said or with_unit(number, plan.unit, lang=lang)

    values = "; ".join(f"{year}: {told(value, said)}" for year, value, said in plan.figures)
    parts = [t("card.chart_values", values=values)] if values else []
    if plan.level is not None:
        # a name of its own has the value in it
        goal = plan.level.name or f"{t('card.chart_goal')}: {plan.level.said}"
        parts.append(f"{goal}.")
    parts += [f"{way.name}: {told(way.end[1])} ({way.end[0]})." for way in plan.ways]
    return " ".join([*parts, plan.marks.said]).strip()


def _own_period(atlas: Atlas, measured: Progress) -> tuple[Cell, ...]:
    """Return the figures from the base year of a target on; without one only the latest."""
    base, last = measured.target.base_year, measured.target.target_year
    if base is None:
        return measured.figures
    cells = atlas.series(measured.indicator.indicator_id, measured.unit)
    return tuple(cell for cell in cells if base <= (cell.observed_year or 0) <= last)
