"""Columns of tables that Streamlit paints: wide enough, and first what is looked for."""

import json
from collections.abc import Callable
from typing import Any

from tests.app.conftest import Visit

LETTER = 7.0
"""Pixels of a digit at the size of letters in tables."""


def columns(visitor: Visit) -> dict[str, Any]:
    """Return the settings of the columns of the first table of a page."""
    settings: dict[str, Any] = json.loads(visitor.app.dataframe[0].proto.columns)
    return settings


def test_years_of_the_catalogue_are_never_cut(visit: Callable[..., Visit]) -> None:
    visitor = visit("data")
    table = visitor.app.dataframe[0].value
    widths = columns(visitor)
    years = list(table)[2:6]
    assert years == ["Toàn tỉnh", "Huyện", "Xã", "Cửa khẩu, khu kinh tế"]
    cut = {
        name: cell
        for name in years
        for cell in table[name]
        if len(cell) * LETTER > widths[name]["width"]
    }
    assert cut == {}
    # name and unit take about 290: what is known stands in view on the narrowest desktop
    assert sum(widths[name]["width"] for name in years) < 1366 - 290
    assert "2002–2024 (12 năm)" in set(table["Toàn tỉnh"])


def test_what_a_planner_sets_stands_in_view_on_a_telephone(visit: Callable[..., Visit]) -> None:
    visitor = visit("targets", section="plan")
    widths = columns(visitor)
    first = list(visitor.app.dataframe[0].proto.column_order)[:3]
    assert first == ["unit", "year", "known"]
    # 358 are left between the margins of 390: a third of them for what is known
    assert widths["unit"]["width"] + widths["year"]["width"] < 358 * 2 / 3
    assert widths["unit"]["pinned"]
