"""The tables of exhibits as typed numbers, for workbooks; their words stand in the exhibit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from geo.facts.model import Indicator
from geo.figures.atlas import Atlas, Cell
from geo.meeting.exhibit import Exhibit
from geo.reading.compare.printed import change_columns, lines_columns, pair_columns
from geo.reading.compare.tables import change_table, lines_table, pair_table, rank_table
from geo.reading.compare.words import ordered_changes
from geo.reading.tables import view_table
from geo.reading.values import SEPARATOR, cell_text, natures_text, period_text
from geo.saved.meeting import Scene
from geo.views.compare.address import Compared, read_compared
from geo.views.compare.bivariate import compare_two
from geo.views.compare.changes import compare_years
from geo.views.compare.lines import UnitLine, unit_lines
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
    pairs = [(each.before, each.after) for each in ordered_changes(found)]
    told = {
        "from_text": [cell_text(atlas, found.indicator, one, lang=lang) for one, _ in pairs],
        "to_text": [cell_text(atlas, found.indicator, other, lang=lang) for _, other in pairs],
        "flag_text": [natures_text(cells, lang=lang) for cells in pairs],
    }
    table = change_table(atlas, found, lang=lang).assign(**told)
    return [Typed(table, change_columns(found, lang=lang))]


def _two(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    other = compared.other or compared.view
    pair = compare_two(atlas, compared.view, other.indicator, other.year)
    told = {
        f"{view.indicator}_text": [
            cell_text(atlas, indicator, cells[which], lang=lang) for cells in pair.cells
        ]
        for which, (view, indicator) in enumerate(zip(pair.views, pair.indicators, strict=True))
    }
    told["flag_text"] = [natures_text(cells, lang=lang) for cells in pair.cells]
    told["source_ids"] = [
        SEPARATOR.join(dict.fromkeys(key for cell in cells for key in cell.source_ids))
        for cells in pair.cells
    ]
    return [Typed(pair_table(pair, lang=lang).assign(**told), pair_columns(pair, lang=lang))]


def _maps(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    return [Typed(view_table(atlas, draw(atlas, each), lang=lang)) for each in compared.maps]


def _lines(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    key = compared.view.indicator
    return [typed_lines(atlas, key, unit_lines(atlas, key, compared.units), lang=lang)]


def typed_lines(atlas: Atlas, indicator_id: str, lines: Sequence[UnitLine], *, lang: str) -> Typed:
    """Return units over the years, a figure a row, with what its number alone does not say."""
    indicator = atlas.facts.indicators[indicator_id]
    told = [_told(atlas, indicator, cell, lang) for line in lines for cell in line.cells]
    table = lines_table(indicator_id, lines, lang=lang)
    table = pd.concat([table, pd.DataFrame(told)], axis="columns")
    return Typed(table, lines_columns(atlas, indicator_id, lang=lang))


def _told(atlas: Atlas, indicator: Indicator, cell: Cell, lang: str) -> dict[str, str]:
    """Say of a figure what its number alone does not."""
    return {
        "text": cell_text(atlas, indicator, cell, lang=lang),
        "period_text": period_text(cell, indicator, lang=lang),
        "flag_text": natures_text((cell,), lang=lang),
    }


def _rank(atlas: Atlas, compared: Compared, lang: str) -> list[Typed]:
    return [Typed(rank_table(atlas, draw(atlas, compared.view), lang=lang))]


_MAKERS = {"years": _years, "two": _two, "maps": _maps, "lines": _lines, "rank": _rank}
