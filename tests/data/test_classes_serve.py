"""Classes serve the level they are drawn for: a sweep over every view that can be opened."""

from collections.abc import Iterator

import pytest

from geo.facts.model import LEVELS, Level
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.legend import legend_rows
from geo.views.drawing import Drawing, draw
from geo.views.request import best_covered, coverage, theme_view

NEW, OLD = "2025-07-01", "2024-12-01"


def drawings(atlas: Atlas) -> Iterator[Drawing]:
    """Draw every indicator for each level and boundaries in the newest year that it has there."""
    drawn = [each.id for each in atlas.facts.province.vintages if each.has_geometry]
    for indicator_id in atlas.facts.indicators:
        for level in LEVELS:
            for vintage in drawn if level == "commune" else drawn[-1:]:
                if atlas.has_figures(indicator_id, level, vintage):
                    year = atlas.years(indicator_id, level, vintage)[-1]
                    yield draw(atlas, View(indicator_id, year, level, vintage))


def test_no_classes_hold_all_units_in_one_nor_are_more_than_twice_the_values(atlas) -> None:
    seen = 0
    for drawing in drawings(atlas):
        if drawing.kind != "numeric":
            continue
        seen += 1
        rows = legend_rows(atlas, drawing, lang="vi")
        classes = [row for row in rows if row.meaning == "class"]
        values = [row for row in rows if row.meaning == "value"]
        different = {number for number in drawing.numbers if number is not None}
        view = drawing.view
        assert bool(classes) == (len(different) >= 4), view
        assert len(values) <= 3, view
        if classes:
            assert sum(row.count > 0 for row in classes) >= 2, view
            assert len(classes) <= 2 * len(different), view
            assert classes[0].count > 0 < classes[-1].count, view
    assert seen > 150


@pytest.mark.parametrize("year", [2009, 2019])
def test_the_people_of_districts_are_not_all_in_the_top_class_of_communes(atlas, year) -> None:
    communes = draw(atlas, View("population", 2019, "commune", NEW))
    assert communes.classes.bounds == (2500, 5000, 10000, 20000)
    districts = draw(atlas, View("population", year, "district", NEW))
    assert districts.classes.scheme == "fisher"
    assert max(districts.counts) < 8
    # asked for by name they do not come back
    named = draw(atlas, View("population", year, "district", NEW, scheme="breaks"))
    assert named.classes == districts.classes


@pytest.mark.parametrize(
    ("indicator", "year", "level", "vintage", "rows"),
    [
        ("forest_cover_pct", 2024, "province", NEW, [("64,1%", 1)]),
        (
            "forestry_land_ha",
            2023,
            "district",
            NEW,
            [("trên 41.300\u00a0ha", 1), ("trên 98.000\u00a0ha", 1)],
        ),
        (
            "ntm_criteria_met",
            2025,
            "commune",
            NEW,
            [("15\u00a0tiêu chí", 1), ("17\u00a0tiêu chí", 1)],
        ),
        ("difficult_villages_count", 2026, "commune", NEW, [("0\u00a0thôn", 16)]),
    ],
)
def test_few_values_are_told_themselves(atlas, indicator, year, level: Level, vintage, rows):
    drawing = draw(atlas, View(indicator, year, level, vintage))
    found = legend_rows(atlas, drawing, lang="vi")
    assert [(row.label, row.count) for row in found if row.meaning == "value"] == rows
    assert {row.meaning for row in found} <= {"value", "unknown", "outside"}


def test_empty_classes_at_the_ends_are_not_shown(atlas) -> None:
    # 175 communes without urban people, 2 and 1 from 30 and 45 per cent on, 16 from 60
    drawing = draw(atlas, View("urban_share_census_pct", 2019, "commune", OLD))
    rows = legend_rows(atlas, drawing, lang="vi")
    assert [row.count for row in rows] == [175, 0, 0, 2, 1, 16]
    # no district lies above 45 but the city
    district = draw(atlas, View("toilet_flush_census_pct", 2009, "district", OLD))
    assert legend_rows(atlas, district, lang="vi")[-1].count == 1


def test_the_published_areas_are_shown_on_their_boundaries(atlas) -> None:
    drawing = draw(atlas, View("area_km2", 2025, "commune", NEW))
    assert (drawing.known, drawing.concerned) == (65, 65)
    # units.csv of 1 July 2025 adds up to 8,309.67 km²
    assert sum(number or 0 for number in drawing.numbers) == pytest.approx(8309.67, abs=0.01)
    cell = drawing.cells[0]
    assert (cell.period, cell.source_ids) == ("asof-2025-07-01", ("vn-provinces-db",))
    # areas measured on reconstructed boundaries are no published ones
    assert draw(atlas, View("area_km2", 2024, "commune", OLD)).known == 5


def test_themes_open_on_the_best_covered_view_of_their_indicator(atlas) -> None:
    for theme in atlas.facts.province.themes:
        view = theme_view(atlas, theme.id)
        best = best_covered(atlas, view)
        assert best is not None
        assert coverage(atlas, view) == coverage(atlas, best), theme.id
