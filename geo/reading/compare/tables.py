"""A comparison as a table: the twin of its map, and what its file is written from."""

from collections.abc import Sequence

import pandas as pd

from geo.figures.atlas import Atlas
from geo.places.districts import districts_text
from geo.places.unit_names import unit_name
from geo.reading.compare.words import ordered_changes, reason_text
from geo.reading.tables import view_table
from geo.reading.values import SEPARATOR, cell_text
from geo.views.compare.bivariate import Bivariate
from geo.views.compare.changes import Change, Comparison
from geo.views.compare.lines import UnitLine
from geo.views.drawing import Drawing


def change_table(atlas: Atlas, comparison: Comparison, *, lang: str) -> pd.DataFrame:
    """Tabulate a comparison, one row per unit, the highest rise first.

    Parameters
    ----------
    atlas
        The atlas.
    comparison
        The comparison.
    lang
        Language of the texts; codes are the same in both.

    Returns
    -------
    table : DataFrame
        `code`, `unit`, `district`; `from_year`, `to_year`; `from`, `to` (float, for classes as
        text), `change`, `relative_pct` (float, NaN where there is none), `class` (Int64),
        `reason`, `reason_text`, `source_ids` joined by `SEPARATOR`.
    """
    steps = {
        each.unit.code: step
        for each, step in zip(comparison.changes, comparison.steps, strict=True)
    }
    rows = [
        {
            "code": each.unit.code,
            "unit": unit_name(each.unit, lang=lang),
            "district": districts_text(atlas.facts, each.unit, lang=lang),
            "from_year": comparison.earlier,
            "to_year": comparison.later,
            "from": _figure(atlas, comparison, each, 0, lang),
            "to": _figure(atlas, comparison, each, 1, lang),
            "change": each.number,
            "relative_pct": each.relative,
            "class": steps[each.unit.code],
            "reason": each.reason,
            "reason_text": reason_text(comparison, each.reason, lang=lang),
            "source_ids": SEPARATOR.join(
                dict.fromkeys((*each.before.source_ids, *each.after.source_ids))
            ),
        }
        for each in ordered_changes(comparison)
    ]
    return pd.DataFrame(rows).astype({"class": "Int64", "change": float, "relative_pct": float})


def rank_table(atlas: Atlas, drawing: Drawing, *, lang: str) -> pd.DataFrame:
    """Tabulate the units of a drawing by their ranks, those without a figure last.

    Returns
    -------
    table : DataFrame
        As `geo.reading.tables.view_table`, in another order.
    """
    table = view_table(atlas, drawing, lang=lang)
    return table.sort_values("rank", kind="stable", ignore_index=True)


def _figure(
    atlas: Atlas, comparison: Comparison, change: Change, at: int, lang: str
) -> float | str | None:
    cell = (change.before, change.after)[at]
    if comparison.kind == "ordinal":
        return cell_text(atlas, comparison.indicator, cell, lang=lang)
    return cell.value


def pair_table(pair: Bivariate, *, lang: str) -> pd.DataFrame:
    """Tabulate two indicators, one row per unit by code.

    Returns
    -------
    table : DataFrame
        `code`, `unit`; for either indicator, by its id, the value (float, NaN where unknown),
        and with ``_year`` and ``_class`` behind it (Int64, classes from 0) year and class.
    """
    rows = []
    for unit, cells, found in zip(pair.units, pair.cells, pair.classes, strict=True):
        row: dict[str, object] = {"code": unit.code, "unit": unit_name(unit, lang=lang)}
        for which, (view, cell) in enumerate(zip(pair.views, cells, strict=True)):
            row[view.indicator] = cell.value
            row[f"{view.indicator}_year"] = cell.observed_year
            row[f"{view.indicator}_class"] = None if found is None else found[which]
        rows.append(row)
    whole = [f"{view.indicator}_{part}" for view in pair.views for part in ("year", "class")]
    return pd.DataFrame(rows).astype(dict.fromkeys(whole, "Int64"))


def lines_table(indicator_id: str, lines: Sequence[UnitLine], *, lang: str) -> pd.DataFrame:
    """Tabulate units over the years, one row per figure.

    Returns
    -------
    table : DataFrame
        `code`, `unit`, `role` (``unit``, ``district``, ``province``), `year`, the value under the
        id of the indicator, `qualifier`, `basis`, `flag`, `source_ids` joined by `SEPARATOR`.
    """
    rows = [
        {
            "code": line.unit.code,
            "unit": unit_name(line.unit, lang=lang),
            "role": line.role,
            "year": cell.observed_year,
            indicator_id: cell.value,
            "qualifier": cell.qualifier,
            "basis": cell.basis,
            "flag": cell.flag,
            "source_ids": SEPARATOR.join(cell.source_ids),
        }
        for line in lines
        for cell in line.cells
    ]
    return pd.DataFrame(rows)
