"""The tables of exhibits as typed numbers, for workbooks; their words stand in the exhibit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.figures.atlas import Atlas
from geo.meeting.exhibit import Exhibit
from geo.reading.compare.printed import change_columns, lines_columns, pair_columns
from geo.reading.compare.tables import change_table, lines_table, pair_table, rank_table
from geo.reading.tables import view_table
from geo.saved.meeting import Scene
from geo.views.compare.address import Compared, read_compared
from geo.views.compare.bivariate import compare_two
from geo.views.compare.changes import compare_years
from geo.views.compare.lines import unit_lines
from geo.views.drawing import draw


@dataclass(frozen=True, eq=False)
class Typed:
    """A table of numbers.

    Parameters
    ----------
    table
        The table.
    columns
        Headings of the columns that are written, in their order; empty for those that tables of
        a view have.
    """

    table: pd.DataFrame
    columns: Mapping[str, str] = field(default_factory=dict)


def typed_tables(atlas: Atlas, scene: Scene, exhibit: Exhibit, *, lang: str) -> list[Typed]:
    """Return every table of the exhibit of a scene, as numbers where it has numbers."""
    if scene.kind == "comparison":
        compared = read_compared(atlas, scene.query)
        return _MAKERS[compared.part](atlas, compared, lang)
    return [
        Typed(
            pd.DataFrame(each.rows, columns=list(each.heads)),
            dict(zip(each.heads, each.heads, strict=True)),
        )
        for each in exhibit.tables
    ]


def _years(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    found = compare_years(atlas, compared.view, compared.earlier)
    return [Typed(change_table(atlas, found, lang=lang), change_columns(found, lang=lang))]


def _two(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    other = compared.other or compared.view
    pair = compare_two(atlas, compared.view, other.indicator, other.year)
    return [Typed(pair_table(pair, lang=lang), pair_columns(pair, lang=lang))]


def _maps(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    return [Typed(view_table(atlas, draw(atlas, each), lang=lang)) for each in compared.maps]


def _lines(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    key = compared.view.indicator
    lines = unit_lines(atlas, key, compared.units)
    return [Typed(lines_table(key, lines, lang=lang), lines_columns(atlas, key, lang=lang))]


def _rank(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    return [Typed(rank_table(atlas, draw(atlas, compared.view), lang=lang))]


_MAKERS = {"years": _years, "two": _two, "maps": _maps, "lines": _lines, "rank": _rank}
