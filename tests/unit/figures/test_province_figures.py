"""The province's own figures stand beside every map, on the card and on the front page."""

from dataclasses import replace

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.province_figures import newest_province_figure, province_figure, province_unit
from geo.figures.view import View
from geo.views.drawing import draw
from geo.views.overview import headlines
from tests.support.cards import card_html

NEW = "2022-07-01"


def test_the_province_is_a_unit_of_the_default_boundaries(tiny_atlas: Atlas) -> None:
    assert province_unit(tiny_atlas).key == (NEW, "77")


def test_a_year_without_a_figure_has_a_cell_that_knows_nothing(tiny_atlas: Atlas) -> None:
    assert province_figure(tiny_atlas, "forest_cover_pct", 2020).value == 38.0
    assert not province_figure(tiny_atlas, "forest_cover_pct", 1999).known


def test_the_newest_figure_is_the_last_that_is_no_part_of_a_year(tiny_atlas: Atlas) -> None:
    newest = newest_province_figure(tiny_atlas, "forest_cover_pct")
    assert newest is not None
    assert (newest.observed_year, newest.value) == (2021, 37.0)
    assert newest_province_figure(tiny_atlas, "zone_area_km2") is None


def test_card_and_front_page_name_the_same_newest_figure(tiny: Facts) -> None:
    """A newer figure of the province reaches both, wherever it is looked up."""
    before = next(
        row
        for row in tiny.observations
        if (row.indicator_id, row.unit_kind, row.year) == ("forest_cover_pct", "province", 2020)
    )
    newer = replace(before, year=2023, value=41.5, qualifier="exact")
    atlas = Atlas(replace(tiny, observations=(*tiny.observations, newer)))
    headline = next(
        each for each in headlines(atlas) if each.indicator.indicator_id == "forest_cover_pct"
    )
    assert headline.cell == newest_province_figure(atlas, "forest_cover_pct")
    drawing = draw(atlas, View("forest_cover_pct", 2022, "province", NEW))
    html = card_html(atlas, drawing, province_unit(atlas), drawing.cells[0], lang="vi")
    assert "41,5%" in html


def test_figures_of_the_province_beside_a_map(tiny_atlas) -> None:
    assert province_figure(tiny_atlas, "forest_cover_pct", 2021).value == 37
    assert province_figure(tiny_atlas, "forest_cover_pct", 2019).value is None
    newest = newest_province_figure(tiny_atlas, "trade_all_musd")
    assert newest is not None
    assert (newest.observed_year, newest.value) == (2022, 600)
    assert newest_province_figure(tiny_atlas, "forest_area_ha") is not None
    assert newest_province_figure(tiny_atlas, "ntm_criteria_met") is None
