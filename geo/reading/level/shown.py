"""What stands in the place of a map: which of the ways it can be shown, and its chart."""

from collections.abc import Sequence

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.level.chart import LevelChart, level_chart
from geo.reading.level.lines import LevelLines, known_lines, level_lines
from geo.views.compare.lines import UnitLine
from geo.views.drawing import Drawing


def as_shown(drawing: Drawing, shown: str) -> str:
    """Return how a drawing is shown that was asked for in some way: what has no lines, as chart.

    Lines are of numbers of several units as they stand; classes, gates, the province, distances
    and paces have one chart each.
    """
    view = drawing.view
    lined = drawing.kind == "numeric" and view.level != "province" and view.mode == "value"
    return "chart" if shown == "lines" and not lined else shown


def shown_lines(
    atlas: Atlas, drawing: Drawing, shown: str, *, kept: Sequence[bool] | None = None
) -> tuple[UnitLine, ...]:
    """Return the figures of the lines in the place of a map; none where it is shown otherwise."""
    if as_shown(drawing, shown) != "lines":
        return ()
    return known_lines(atlas, drawing, kept=kept)


def shown_chart(
    atlas: Atlas,
    drawing: Drawing,
    shown: str,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
) -> LevelChart | LevelLines | str:
    """Plan the chart of a level in the way it is shown.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        A drawing of communes or districts.
    shown
        ``chart`` or ``lines``, as `as_shown` returns it.
    lang
        Language.
    kept
        For each unit whether the filter keeps it; None for no filter.
    selected
        Code of the unit that is marked, or empty.

    Returns
    -------
    chart : LevelChart, LevelLines or str
        Words where there is nothing to draw: why.
    """
    t = texts(lang)
    if kept is not None and not any(kept):
        return t("filter.none")
    if shown == "lines":
        return level_lines(atlas, drawing, lang=lang, kept=kept, selected=selected)
    found = level_chart(atlas, drawing, lang=lang, kept=kept)
    return t("compare.no_ranks") if found is None else found
