"""Exports and imports of a map of gates as a chart: a column a gate, its parts both directions."""

from geo.figures.atlas import Atlas
from geo.figures.border.axis import one_axis
from geo.language.texts import texts
from geo.reading.border.maps import border_title, pairs_shown
from geo.reading.border.words import row_where
from geo.reading.chart_units import in_one_unit
from geo.reading.charts import ChartPlan, Series
from geo.reading.values import indicator_name
from geo.views.drawing import Drawing

FILLS = ("#0f4c5c", "#e0a458")
"""Colours of exports and of imports, as on the page."""


def plan_pairs(atlas: Atlas, drawing: Drawing, *, lang: str) -> ChartPlan | None:
    """Plan the chart of the exports and imports that a map of gates shows.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.

    Returns
    -------
    plan : ChartPlan or None
        Stacked columns of one pair and one length of time; None where no gate has both.

    Raises
    ------
    MixedAxisError
        They would not share an axis.
    """
    found = pairs_shown(atlas, drawing.view)
    if not found:
        return None
    pair = found[0].pair
    rows = [row for each in found for row in (each.outward, each.inward)]
    one_axis(atlas.facts, rows, pair=pair)
    known = atlas.facts.indicators
    numbers, unit, decimals = in_one_unit(
        known[pair.outward], [row.value for row in rows], lang=lang
    )
    series = tuple(
        Series(f"{indicator_name(known[key], lang=lang)}, {unit}", tuple(numbers[at::2]), (fill,))
        for at, (key, fill) in enumerate(zip((pair.outward, pair.inward), FILLS, strict=True))
    )
    names = tuple(row_where(atlas, each.outward, lang=lang) for each in found)
    parts = {
        "title": border_title(atlas, drawing.view, lang=lang),
        "part": texts(lang)("border.pairs_title"),
    }
    return ChartPlan("stacked", texts(lang)("border.part_title", **parts), names, series, decimals)
