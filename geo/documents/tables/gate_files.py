"""The gates of a map for other programs, each with its figure of one time."""

import pandas as pd

from geo.figures.atlas import Atlas
from geo.reading.tables import gate_table
from geo.views.drawing import Drawing


def gates_table(atlas: Atlas, drawing: Drawing, *, lang: str) -> pd.DataFrame:
    """Tabulate the gates of a map of gates for a program.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing, whose view says of which indicator and time the figures are.
    lang
        Language of the texts.

    Returns
    -------
    table : DataFrame
        One row per gate or road: text columns `gate_id`, `indicator` and `period` as the facts
        write them, `year` (Int64), then the columns of `geo.reading.tables.gate_table`; last
        `place_quality`, whose point it is as the facts write it. Indicator, year and period are
        the same in every row and stand where there is no figure, too.
    """
    view = drawing.view
    table = gate_table(atlas, drawing, lang=lang)
    table.insert(0, "gate_id", list(atlas.facts.gates))
    table.insert(3, "indicator", view.indicator)
    table.insert(4, "year", pd.Series([view.year] * len(table), dtype="Int64"))
    table.insert(5, "period", view.gate_period)
    table["place_quality"] = [gate.coord_quality for gate in atlas.facts.gates.values()]
    return table
