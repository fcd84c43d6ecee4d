"""Figures over years as charts: those of a unit, and the path of a target to its year."""

from collections.abc import Sequence

from geo.documents.html.target_years import own_marks, own_plan, target_years
from geo.documents.html.year_chart import YearPlan, draw_years
from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import format_written
from geo.reading.charts import GoalLevel
from geo.reading.year_marks import YearMarks
from geo.targets.progress import Progress
from ui.markup import elements

SMALL = (320, 120)
"""Pixels of a chart beside the words of a card."""
_LETTERS = 11.0


def trend_chart(
    cells: Sequence[Cell],
    marks: YearMarks,
    *,
    label: str,
    lang: str,
    decimals: int,
    goal: float | None = None,
    year: int | None = None,
    width: int = SMALL[0],
    height: int = SMALL[1],
    size: float = _LETTERS,
) -> str:
    """Return a chart of a unit's figures over the years.

    Parameters
    ----------
    cells
        Known numeric cells, ascending by year.
    marks
        Their breaks, and which of them a line may join.
    label
        What the chart shows, for assistive technology.
    lang
        Language.
    decimals
        Most decimals of a printed value.
    goal
        Value of the target, drawn as a line.
    year
        The year that the page shows, marked.
    width, height
        Pixels at which it is shown.
    size
        Pixels of its letters.
    """
    known = [
        (cell.observed_year, cell.value, "")
        for cell in cells
        if cell.observed_year is not None and cell.value is not None
    ]
    carried = {cell.observed_year for cell in cells if cell.basis == "carried"}
    said = format_written(goal, lang=lang) if goal is not None else ""
    level = None if goal is None else GoalLevel("", said, (goal,), None, known[-1][0])
    plan = YearPlan(
        name="",
        unit="",
        figures=known,
        marks=marks,
        decimals=decimals,
        level=level,
        hollow=frozenset(each for each in carried if each is not None),
        year=year,
    )
    return _markup(plan, width, height, size, label, lang)


def path_chart(
    atlas: Atlas,
    measured: Progress,
    *,
    label: str,
    lang: str,
    width: int = SMALL[0],
    height: int = SMALL[1],
    size: float = _LETTERS,
    css: str = "",
) -> str:
    """Return a chart of the figures, the target and both paths to its year; empty without any.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress.
    label
        What the chart shows, for assistive technology.
    lang
        Language.
    width, height
        Pixels at which it is shown.
    size
        Pixels of its letters.
    css
        A class of the whole. A chart that has one fills its place.
    """
    plan = own_plan(atlas, measured, lang=lang)
    if not plan.figures or plan.level is None:
        return ""
    return _markup(plan, width, height, size, label, lang, css=css)


def target_chart(
    atlas: Atlas,
    measured: Progress,
    *,
    label: str,
    lang: str,
    width: int,
    height: int,
    size: float,
    css: str = "",
) -> str:
    """Return a chart of all figures of a target's indicator with the target; empty without any.

    Parameters
    ----------
    atlas
        The atlas.
    measured
        The progress.
    label
        What the chart shows, for assistive technology.
    lang
        Language.
    width, height
        Pixels at which it is shown; from 220 of height it tells what its lines are.
    size
        Pixels of its letters.
    css
        A class of the whole. A chart that has one fills its place.
    """
    picture = target_years(atlas, measured, width=width, height=height, size=size, lang=lang)
    if picture is None:
        return ""
    image = elements.image(picture.address, label=label)
    shown = f"--ratio:{width / height:.3f}" if css else f"max-width:{width}px"
    return elements.with_breaks(image, picture.breaks, css=css, style=shown)


def path_marks(atlas: Atlas, measured: Progress, *, lang: str) -> YearMarks:
    """Return the breaks within the target's own period, from its base year to its last."""
    return own_marks(atlas, measured, lang=lang)


def _markup(
    plan: YearPlan, width: int, height: int, size: float, label: str, lang: str, *, css: str = ""
) -> str:
    picture = draw_years(plan, width=width, height=height, size=size, lang=lang)
    image = elements.image(picture.address, label=label)
    style = "" if css else f"max-width:{width}px"
    return elements.with_breaks(image, picture.breaks, css=css, style=style)
