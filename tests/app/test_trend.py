"""What stands beside a theme's maps, on cards and on the front page: series, breaks, rules."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from geo.facts.particulars import News
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.notes import rule_figures
from geo.targets.progress import measure_progress
from geo.views.drawing import draw
from geo.views.overview import headlines
from tests.support.cards import card_html
from ui.map.trend import beside_html, trend_html
from ui.markup.charts import target_chart
from ui.overview.parts import headline_html

NEW = "2025-07-01"


@pytest.mark.parametrize(
    ("lang", "title"),
    [("vi", "Tỷ lệ che phủ rừng, toàn tỉnh"), ("en", "Forest cover rate, whole province")],
)
def test_the_official_series_stands_beside_the_satellite_under_its_own_title(
    atlas: Atlas, lang: str, title: str
) -> None:
    html = beside_html(atlas, View("tree_cover_esa_pct", 2018, "district", NEW), lang=lang)
    assert f"<h3>{title}</h3>" in html
    assert html.count('class="break"') == 1
    assert "2015" in html
    assert "href=" in html
    # the series itself needs no second picture
    assert not beside_html(atlas, View("forest_cover_pct", 2024, "province", NEW), lang=lang)


def test_words_lead_from_and_to_figures_of_one_basis(atlas: Atlas) -> None:
    (province,) = atlas.units("province", NEW)
    said = {
        key: trend_html(atlas, atlas.facts.indicators[key], province, lang="vi")
        for key in ("forest_cover_pct", "urban_share_annual_pct", "health_insurance_pct")
    }
    # nine figures since 2015: seven to 2021, then 2023 and 2024
    assert "Từ 60,6% (2015) đến 64,1% (2024), 9 số liệu" in said["forest_cover_pct"]
    assert "16,9% (2025), số liệu đầu tiên sau chỗ đứt" in said["urban_share_annual_pct"]
    assert "Từ 85,7% (2015) đến 94,0% (2024), 10 số liệu" in said["health_insurance_pct"]


def spoken(html: str) -> str:
    """Return what is read aloud of the first image of a text."""
    found = re.search(r'<img alt="([^"]*)"', html)
    assert found is not None
    return unescape(found[1])


def test_all_that_a_chart_shows_is_read_aloud(atlas: Atlas) -> None:
    (province,) = atlas.units("province", NEW)
    forest = atlas.facts.indicators["forest_cover_pct"]
    said = spoken(trend_html(atlas, forest, province, lang="vi"))
    for words in ("2006: 41,3;", "2008: 44,1;", "2017: trên 60%;", "2020: 63,0;", "2024: 64,1."):
        assert words in said
    assert "Mục tiêu: 67." in said
    assert "Chuỗi số liệu đứt năm 2015" in said
    target = measure_progress(atlas, atlas.facts.targets["forest_cover_2030"])
    chart = target_chart(
        atlas, target, label="Che phủ rừng.", lang="vi", width=980, height=330, size=16
    )
    said = spoken(chart)
    for words in ("2008: 44,1%;", "2024: 64,1%.", "Mục tiêu 2030: 67%.", "Đường cần đi: 67,0%"):
        assert words in said


def test_every_figure_of_every_series_is_read_aloud(atlas: Atlas) -> None:
    (province,) = atlas.units("province", NEW)
    for indicator in atlas.facts.indicators.values():
        series = atlas.series(indicator.indicator_id, province)
        html = trend_html(atlas, indicator, province, lang="en")
        if html:
            years = re.findall(r"(?<![\d–])(\d{4}): [^;]*\d", spoken(html))
            assert [int(year) for year in years[: len(series)]] == [
                cell.observed_year for cell in series
            ]


def test_the_year_of_the_page_can_be_marked_in_a_chart_that_stays(atlas: Atlas) -> None:
    """The style sheet places the mark between the first and the last year by their places."""
    (province,) = atlas.units("province", NEW)
    forest = atlas.facts.indicators["forest_cover_pct"]
    html = unquote(trend_html(atlas, forest, province, lang="vi"))
    found = re.search(r"--first:(\d+);--last:(\d+);--left:([\d.]+);--right:([\d.]+)", html)
    assert found is not None
    first, last, left, right = map(float, found.groups())
    assert (first, last) == (2006, 2024)
    written = dict(re.findall(r"left:([\d.]+)%;[^>]*>(2006|2024)<", html))
    at = {int(year): float(place) for place, year in written.items()}
    # the letters are placed to a tenth of a pixel, the numbers of the axis kept within the picture
    assert left == pytest.approx(at[2006], abs=0.5)
    assert right == pytest.approx(at[2024], abs=0.5)


def test_every_theme_with_a_series_beside_shows_it(atlas: Atlas) -> None:
    for theme in atlas.facts.province.themes:
        opens = theme.default
        view = View(opens.indicator, opens.year, opens.level, opens.vintage)
        # beside the card of a unit; that of the province shows the share of communes by itself
        assert bool(beside_html(atlas, view, unit="06184", lang="vi")) == bool(theme.beside)
        by_register = opens.indicator == "ntm_status"
        alone = bool(beside_html(atlas, view, lang="vi"))
        assert alone == (bool(theme.beside) and not by_register), theme.id


def test_the_card_of_household_size_names_people_and_households(atlas: Atlas) -> None:
    (cell,) = atlas.cells(View("household_size_census", 2019, "province", NEW))
    indicator = atlas.facts.indicators["household_size_census"]
    said = [value for _, value in rule_figures(atlas, indicator, cell, lang="vi")]
    assert said == ["781.655\u00a0người", "198.805\u00a0hộ"]
    drawing = draw(atlas, View("household_size_census", 2019, "commune", NEW))
    html = card_html(atlas, drawing, cell.unit, cell, lang="vi")
    assert "Tính từ: Dân số theo Tổng điều tra 781.655\u00a0người; Số hộ dân cư" in html


def test_a_headline_on_a_new_basis_says_so(atlas: Atlas) -> None:
    lines = {line.theme.id: line for line in headlines(atlas)}
    urban = headline_html(atlas, lines["urban"], lang="vi")
    # 138,530 of 820,630 people
    assert "16,9%" in urban
    assert "Chuỗi số liệu đứt năm 2025: từ 01/7/2025 không còn thị trấn" in urban
    assert "Chuỗi số liệu đứt" not in headline_html(atlas, lines["forest"], lang="vi")


def test_headlines_are_the_newest_official_figures(atlas: Atlas) -> None:
    found = {
        line.theme.id: (line.indicator.indicator_id, line.cell and line.cell.observed_year)
        for line in headlines(atlas)
    }
    assert found == {
        "forest": ("forest_cover_pct", 2024),
        # of these two no authority's own figure is in the facts
        "ntm": ("ntm_share_pct", 2025),
        "border": ("trade_all_musd", 2025),
        "urban": ("urban_share_annual_pct", 2025),
        "population": ("population_annual", 2025),
        "economy": ("grdp_growth_pct", 2025),
        "society": ("poverty_multidim_pct", 2025),
        "environment": ("urban_clean_water_pct", 2024),
        "land": ("agricultural_land_pct", 2023),
    }


def test_what_is_new_names_the_second_pack(atlas: Atlas) -> None:
    (news,) = atlas.facts.province.news
    assert isinstance(news, News)
    assert news.day.isoformat() == "2026-11-25"
    for words in ("814", "64,1%", "3,90%", "65 xã, phường"):
        assert words in news.text_vi
    for words in ("814", "64.1%", "3.90%", "65 communes and wards"):
        assert words in news.text_en
