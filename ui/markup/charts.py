"""Figures over years as charts: those of a unit, and the path of a target to its year."""

from geo.documents.paper.years.chart import YearPicture, draw_years
from geo.documents.paper.years.plan import YearPlan, own_marks, own_plan, plan_said, target_plan
from geo.figures.atlas import Atlas
from geo.reading.year_marks import YearMarks
from geo.targets.progress import Progress
from ui.markup import elements

SMALL = (320, 120)
"""Pixels of a chart beside the words of a card."""
_LETTERS = 11.0


def trend_chart(plan: YearPlan, *, lang: str) -> str:
    """Return a small chart of a unit's figures over the years, whose words stand beside it.

    It is the same in every year; the style sheet marks the one that the page tells of, which
    ``year.js`` names on the page.

    Parameters
    ----------
    plan
        What it shows.
    lang
        Language.
    """
    picture = draw_years(plan, width=SMALL[0], height=SMALL[1], size=_LETTERS, lang=lang)
    image = elements.drawing(picture.svg, label=plan_said(plan, lang=lang))
    (first, left), (last, right) = picture.ends
    marked = (
        f'<span class="at" style="--first:{first};--last:{last};'
        f'--left:{100 * left:.2f};--right:{100 * right:.2f}"></span>'
    )
    return elements.with_breaks(image + marked, picture.breaks, style=f"max-width:{SMALL[0]}px")


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
    plan = target_plan(atlas, measured, lang=lang)
    if not plan.figures:
        return ""
    picture = draw_years(plan, width=width, height=height, size=size, lang=lang)
    label = f"{label} {plan_said(plan, lang=lang)}"
    if css:
        return years_chart(picture, label, css, width / height)
    image = elements.drawing(picture.svg, label=label)
    return elements.with_breaks(image, picture.breaks, css=css, style=f"max-width:{width}px")


def years_chart(picture: YearPicture, label: str, css: str, ratio: float) -> str:
    """Return a chart that fills a place of the style sheet's by the ratio of its sides."""
    image = elements.drawing(picture.svg, label=label)
    return elements.with_breaks(image, picture.breaks, css=css, style=f"--ratio:{ratio:.3f}")


def path_marks(atlas: Atlas, measured: Progress, *, lang: str) -> YearMarks:
    """Return the breaks within the target's own period, from its base year to its last."""
    return own_marks(atlas, measured, lang=lang)


def _markup(
    plan: YearPlan, width: int, height: int, size: float, label: str, lang: str, *, css: str = ""
) -> str:
    picture = draw_years(plan, width=width, height=height, size=size, lang=lang)
    image = elements.drawing(picture.svg, label=f"{label} {plan_said(plan, lang=lang)}".strip())
    style = "" if css else f"max-width:{width}px"
    return elements.with_breaks(image, picture.breaks, css=css, style=style)
