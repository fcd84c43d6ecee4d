"""The front page without a browser: a figure, the way to its target, and what stands beside it."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.targets.progress import measure_progress
from geo.views.overview import headlines
from tests.app.conftest import Visit
from ui.markup.goal_bar import goal_bar
from ui.overview.parts import headline_html


@pytest.fixture(scope="module")
def atlas(facts: Facts) -> Atlas:
    return Atlas(facts)


def card(atlas: Atlas, theme: str) -> str:
    line = next(each for each in headlines(atlas) if each.theme.id == theme)
    return unescape(headline_html(atlas, line, lang="vi"))


def test_a_figure_has_a_bar_to_its_target_and_a_status(atlas: Atlas) -> None:
    html = card(atlas, "forest")
    # 64.1 and 67 of 1.15 x 67 = 77.05
    assert 'class="now slow" style="width:83.2%"' in html
    assert 'class="aim" style="left:87.0%;width:0.0%"' in html
    assert 'aria-label="Hiện nay 64,1%. Mục tiêu 2030: 67%"' in html
    assert re.search(r'class="status slow">▼', html)
    # where the target was set
    assert re.search(r'Mục tiêu 2030: 67% · <a href="nguon[?]source=52-ctr-tu-2022"', html)


def test_a_bar_ends_where_its_indicator_does(atlas: Atlas) -> None:
    # 95 of 100 per cent, not of 115
    assert 'style="width:95.0%"' in card(atlas, "environment")


@pytest.mark.parametrize("target", ["grdp_growth_2030", "poverty_2030", "urban_waste_2030"])
def test_a_pace_and_what_is_unknown_have_no_bar(atlas: Atlas, target: str) -> None:
    assert goal_bar(measure_progress(atlas, atlas.facts.targets[target]), label="x") == ""


def test_a_band_is_as_wide_as_it_is(atlas: Atlas) -> None:
    bar = goal_bar(measure_progress(atlas, atlas.facts.targets["services_share_2030"]), label="x")
    # 47.0, from 50 to 51 of 1.15 x 51 = 58.65
    assert 'style="width:80.1%"' in bar
    assert 'style="left:85.3%;width:1.7%"' in bar


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_map_has_its_title_its_legend_and_its_link(
    visit: Callable[..., Visit], lang: str
) -> None:
    visitor = visit("overview", lang=lang)
    other = {"vi": "Bản đồ không tô con số trên mà tô: ", "en": "The map does not show"}[lang]
    # the classes of communes, the zone of the gates
    maps = [piece for piece in visitor.pieces if 'class="keys small"' in piece]
    assert len(maps) == 2
    for piece in maps:
        assert unescape(piece).startswith(f'<p class="small">{other}')
    # what no commune is stands in no legend
    assert "(0)" not in "".join(maps)
    links = [each.proto.page for each in visitor.app.get("page_link")]
    assert links.count("ban-do") >= 9


def test_the_reason_of_a_break_is_said_once(visit: Callable[..., Visit]) -> None:
    words = unescape(re.sub(r"<[^>]+>", " ", visit("overview").html))
    # under the picture of the years, which marks it
    assert words.count("từ 01/7/2025 không còn thị trấn") == 1
