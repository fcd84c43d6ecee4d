"""The chart of a level for a browser: a picture with its letters apart."""

from geo.documents.html.lettering import Lettering, paper_letters
from geo.documents.paper.level.shown import draw_level
from geo.documents.paper.paper import Paper
from geo.reading.level.chart import LevelChart
from geo.reading.level.lines import LevelLines

_PIXEL = 25.4 / 96
_LETTERS = 12.0
"""Pixels of the largest letters of a sheet that is shown as large as it is."""
_UPRIGHT = 5.0
"""Millimetres of a bar where they all stand in one row, as on a telephone."""
_NAMED = 9.0
"""Millimetres of what a line is called below them, in two lines."""


def level_picture(
    chart: LevelChart | LevelLines,
    *,
    width: int,
    height: int,
    size: float,
    selected: str = "",
    lang: str,
) -> Lettering:
    """Draw the chart of a level.

    Parameters
    ----------
    chart
        The chart.
    width, height
        Pixels at which it is shown.
    size
        Pixels that its letters have at most.
    selected
        Code of the unit that is marked, or empty.
    lang
        Language.
    """
    scale = _PIXEL * _LETTERS / size
    return _drawn(Paper(width * scale, height * scale), chart, selected, lang)


def upright_picture(
    chart: LevelChart | LevelLines, *, selected: str = "", lang: str
) -> tuple[Lettering, float]:
    """Draw the chart of a level for a telephone: one bar below another; return its ratio, too."""
    width, height = 92.0, 0.8 * 92.0
    if isinstance(chart, LevelLines):
        height += _NAMED * len(chart.named)
    elif chart.plan.kind == "bars":
        height = _UPRIGHT * (len(chart.plan.categories) + 4 + 2 * len(chart.unknown))
    return _drawn(Paper(width, height), chart, selected, lang), width / height


def _drawn(paper: Paper, chart: LevelChart | LevelLines, selected: str, lang: str) -> Lettering:
    draw_level(paper, chart, selected=selected, lang=lang)
    return paper_letters(paper)
