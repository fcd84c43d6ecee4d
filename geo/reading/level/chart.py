"""The chart that takes the place of a map: all its units in their order, or classes by year."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.figures.atlas import Atlas
from geo.figures.province_figures import province_figure
from geo.language.numbers import format_number
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from geo.reading.chart_units import printed_decimals, shrunk
from geo.reading.charts import ChartPlan, plan_chart
from geo.reading.values import absent_text, cell_text, drawn_places, target_text
from geo.targets.goals import LEVEL_PATHS, province_target
from geo.views.drawing import Drawing


@dataclass(frozen=True)
class Mark:
    """A value that is marked across all bars: `kind` is ``province`` or ``target``."""

    kind: str
    value: float
    said: str


@dataclass(frozen=True)
class LevelChart:
    """The chart of a level.

    Parameters
    ----------
    plan
        Its bars, or columns of classes.
    printed
        How each number of the first series is printed.
    marks
        What is marked across the bars.
    unknown
        Who is not in it, and why, in a line for each reason.
    """

    plan: ChartPlan
    printed: tuple[str, ...]
    marks: tuple[Mark, ...]
    unknown: tuple[str, ...]

    @property
    def title(self) -> str:
        """What it shows."""
        return self.plan.title

    @property
    def below(self) -> str:
        """What is said below it."""
        return self.plan.said

    @property
    def scale(self) -> tuple[float, float]:
        """The lowest and the highest value that bars and marks need, zero among them."""
        values = [each for each in self.plan.series[0].values if each is not None]
        values += [mark.value for mark in self.marks]
        low, high = min(0.0, *values), max(0.0, *values)
        return low, high if high > low else low + 1

    @property
    def said(self) -> str:
        """All of it in words, for whoever does not see it."""
        if self.plan.kind == "bars":
            rows = zip(self.plan.categories, self.printed, strict=True)
            bars = [f"{name} {number}" for name, number in rows]
        else:
            bars = [_year_said(self.plan, at) for at in range(len(self.plan.categories))]
        told = [f"{self.plan.title}: {'; '.join(filter(None, bars))}", self.plan.said]
        told += [*(mark.said for mark in self.marks), *self.unknown]
        return ". ".join(each.rstrip(".") for each in told if each) + "."


def level_chart(
    atlas: Atlas, drawing: Drawing, *, lang: str, kept: Sequence[bool] | None = None
) -> LevelChart | None:
    """Plan the chart of a level: every unit that is known, the others named and counted.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        A drawing of communes or districts.
    lang
        Language.
    kept
        For each unit whether the filter keeps it; None for no filter.

    Returns
    -------
    chart : LevelChart or None
        For numbers all units from the highest on, with province and target where these are
        comparable; for the register its classes through the years; for the zone its gates; None
        where fewer than two numbers are known.
    """
    plan = plan_chart(atlas, drawing, most=None, lang=lang, kept=kept)
    if plan is None or plan.kind == "columns":
        return None
    numbers = [value for value in plan.series[0].values if value is not None]
    said = plan.series[0].said or ("",) * len(plan.categories)
    printed = tuple(
        words
        or (
            ""
            if value is None
            else format_number(
                value, decimals=printed_decimals(value, numbers, plan.decimals), lang=lang
            )
        )
        for value, words in zip(plan.series[0].values, said, strict=True)
    )
    if not plan.codes:
        return LevelChart(plan, printed, (), ())
    marks = _marks(atlas, drawing, lang)
    return LevelChart(plan, printed, marks, _unknown(drawing, kept, lang))


def value_marks(atlas: Atlas, drawing: Drawing, *, lang: str) -> tuple[Mark, ...]:
    """Return where the province and its target stand among units: rates alone, not amounts."""
    t, view, indicator = texts(lang), drawing.view, drawing.indicator
    if indicator.kind != "rate" or view.mode != "value":
        return ()
    marks = []
    province = province_figure(atlas, view.indicator, view.year)
    if province.value is not None:
        said = cell_text(atlas, indicator, province, lang=lang)
        marks.append(Mark("province", province.value, t("compare.province_at", value=said)))
    target = province_target(atlas, view.indicator)
    if target is not None and target.path in LEVEL_PATHS:
        said = target_text(indicator, target, lang=lang)
        words = t("compare.target", year=target.target_year, value=said)
        marks.append(Mark("target", target.value_low, words))
    return tuple(marks)


def _marks(atlas: Atlas, drawing: Drawing, lang: str) -> tuple[Mark, ...]:
    """Return the marks in the unit of the bars."""
    places = drawn_places(drawing, lang=lang)
    found = value_marks(atlas, drawing, lang=lang)
    return tuple(Mark(each.kind, shrunk(each.value, places), each.said) for each in found)


def _unknown(drawing: Drawing, kept: Sequence[bool] | None, lang: str) -> tuple[str, ...]:
    """Name and count the units without a number, by why there is none."""
    found: dict[str, list[str]] = {}
    keeps = kept or [True] * len(drawing.cells)
    for cell, number, stays in zip(drawing.cells, drawing.numbers, keeps, strict=True):
        if number is None and stays:
            why = absent_text(cell, drawing.kind, lang=lang)
            found.setdefault(why, []).append(unit_name(cell.unit, lang=lang))
    return tuple(
        f"{why[:1].upper()}{why[1:]} ({len(names)}): {', '.join(names)}"
        for why, names in found.items()
    )


def _year_said(plan: ChartPlan, at: int) -> str:
    """Say the classes of a year by their counts."""
    counts = [
        f"{series.name} {int(value)}"
        for series in plan.series
        if (value := series.values[at]) is not None
    ]
    return f"{plan.categories[at]}: {', '.join(counts)}" if counts else ""
