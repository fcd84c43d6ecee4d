"""A comparison as a table: the twin of its map, and what its file is written from."""

import pandas as pd

from geo.figures.atlas import Atlas
from geo.places.districts import districts_text
from geo.places.unit_names import unit_name
from geo.reading.compare.words import reason_text
from geo.reading.values import SEPARATOR, cell_text
from geo.views.compare.changes import Change, Comparison


def ordered_changes(comparison: Comparison) -> tuple[Change, ...]:
    """Return the changes from the highest rise to the deepest fall, then those without one."""
    return tuple(
        sorted(
            comparison.changes,
            key=lambda each: (each.number is None, -(each.number or 0.0), each.unit.name_ascii),
        )
    )


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


def _figure(
    atlas: Atlas, comparison: Comparison, change: Change, at: int, lang: str
) -> float | str | None:
    cell = (change.before, change.after)[at]
    if comparison.kind == "ordinal":
        return cell_text(atlas, comparison.indicator, cell, lang=lang)
    return cell.value
