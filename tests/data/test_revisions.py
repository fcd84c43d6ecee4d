"""Figures of the shipped facts that were published otherwise before."""

import pytest

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.progress.trace import trace
from geo.reading.revisions import revision_text
from geo.reading.tables import view_table
from geo.targets.progress import measure_progress
from geo.views.drawing import draw


def province(atlas: Atlas, indicator_id: str, year: int, lang: str = "vi") -> str:
    view = View(indicator_id, year, "province", atlas.facts.province.default_vintage)
    (cell,) = atlas.cells(view)
    return revision_text(atlas, atlas.facts.indicators[indicator_id], cell, lang=lang)


@pytest.mark.parametrize(
    ("indicator_id", "year", "text"),
    [
        ("grdp_growth_pct", 2020, "trước đây công bố 2,03% (ước tính, Văn phòng UBND tỉnh"),
        ("grdp_growth_pct", 2022, "trước đây công bố 7,22% (ước tính, Cục Thống kê tỉnh"),
        ("grdp_growth_pct", 2023, "trước đây công bố 7"),
        ("grdp_growth_pct", 2024, "trước đây công bố 6,01% (ước tính, Lao Động"),
        ("grdp_per_capita_mvnd", 2023, "trước đây công bố 59,8\u00a0triệu đồng"),
        ("grdp_per_capita_mvnd", 2024, "trước đây công bố 61,1\u00a0triệu đồng"),
        ("forest_cover_pct", 2020, "trước đây công bố trên 62%"),
        ("population_annual", 2018, "nguồn khác nêu 790.500\u00a0người"),
    ],
)
def test_what_was_published_before_is_told(atlas, indicator_id, year, text) -> None:
    assert province(atlas, indicator_id, year).startswith(text)


def test_it_is_told_in_english_with_the_month(atlas: Atlas) -> None:
    text = province(atlas, "grdp_growth_pct", 2020, "en")
    assert text.startswith("published before: 2.03% (estimate, ")
    assert text.endswith("December 2020)")


# 44.2 says the same as 44.23; the press of 2026 had the same growth of 2025
@pytest.mark.parametrize(
    ("indicator_id", "year"), [("grdp_per_capita_mvnd", 2020), ("grdp_growth_pct", 2025)]
)
def test_an_equal_figure_is_not_told_twice(atlas, indicator_id, year) -> None:
    assert province(atlas, indicator_id, year) == ""


def test_the_table_of_a_view_has_it_beside_the_figure(atlas: Atlas) -> None:
    vintage = atlas.facts.province.default_vintage
    drawing = draw(atlas, View("grdp_growth_pct", 2020, "province", vintage))
    (row,) = view_table(atlas, drawing, lang="vi").to_dict("records")
    assert row["value"] == 3.9
    assert "2,03%" in row["revised"]


def test_only_the_drawn_figure_enters_a_pace(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["grdp_growth_2030"])
    rows = trace(atlas, measured, lang="vi")
    told = {row.year: row.value for row in rows if row.step == "revised"}
    assert told == {2022: 7.22, 2023: 7.0, 2024: 6.01}
    # 6.75 + 6.63 + 6.84 + 5.67 + 8.06 = 33.95
    assert measured.assessed.observed == pytest.approx(33.95 / 5)
