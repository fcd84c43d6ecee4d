"""What is known is told where it is chosen: in the lists of indicators, levels and years."""

from collections.abc import Callable

import pytest

from tests.app.conftest import Visit

OpenPage = Callable[..., Visit]
NEWEST, BEFORE = "2025-07-01", "2024-12-01"
FOREST = {"indicator": "forest_cover_pct", "year": "2024", "vintage": NEWEST}


def options(visitor: Visit, name: str) -> list[str]:
    return [str(each) for each in visitor.control(name).options]


@pytest.mark.parametrize(
    ("lang", "cover", "people"),
    [
        # the province from 2006 on, Đình Lập alone of the eleven districts
        (
            "vi",
            "Tỷ lệ che phủ rừng · tỉnh 2006–2024 · 1/11 huyện",
            "Dân số theo Tổng điều tra · tỉnh 2009–2019 · 11/11 huyện · 65/65 xã",
        ),
        (
            "en",
            "Forest cover rate · province 2006–2024 · 1/11 districts",
            "Census population · province 2009–2019 · 11/11 districts · 65/65 communes",
        ),
    ],
)
def test_an_indicator_tells_what_it_has(visit: OpenPage, lang: str, cover: str, people: str):
    assert cover in options(visit("map", level="district", lang=lang, **FOREST), "c_indicator")
    census = visit("map", indicator="population", level="commune", vintage=NEWEST, lang=lang)
    assert people in options(census, "c_indicator")


def test_indicators_without_figures_come_when_they_are_asked_for(visit: OpenPage) -> None:
    visitor = visit("map", indicator="poverty_multidim_pct", level="province", vintage=NEWEST)
    before = options(visitor, "c_indicator")
    assert not [each for each in before if each.endswith("(chưa có số liệu)")]
    hidden = int(before[-1].removeprefix("Hiện cả ").split()[0])
    assert before[-1] == f"Hiện cả {hidden} chỉ tiêu chưa có số liệu"
    visitor.turn("c_indicator", "everything")
    after = options(visitor, "c_indicator")
    assert len(after) == len(before) - 1 + hidden
    assert len([each for each in after if each.endswith("(chưa có số liệu)")]) == hidden
    # the view stays as it was
    assert visitor.query["indicator"] == "poverty_multidim_pct"


def test_an_indicator_without_figures_that_is_asked_for_stands_in_the_list(visit: OpenPage):
    visitor = visit("map", indicator="trained_labour_pct", level="province", vintage=NEWEST)
    assert visitor.control("c_indicator").value == "trained_labour_pct"


def test_a_level_without_figures_is_marked_and_the_help_counts(visit: OpenPage) -> None:
    visitor = visit("map", level="district", **FOREST)
    assert options(visitor, "c_boundaries") == [
        *("65 xã (từ 7/2025) ○", "194 xã (12/2024) ○", "200 xã (2020) ○", "Huyện", "Tỉnh")
    ]
    said = visitor.control("c_boundaries").proto.help
    for line in ("65 xã (từ 7/2025) ○: 0/65", "200 xã (2020) ○: 0/200", "Huyện: 1/11", "Tỉnh: 1/1"):
        assert line in said
    # above the communes the share stands for the classes of the register
    status = visit("map", indicator="ntm_status", level="commune", vintage=BEFORE)
    assert options(status, "c_boundaries")[-2:] == ["Huyện", "Tỉnh"]


def test_years_have_ticks_and_two_years_are_two_buttons(visit: OpenPage) -> None:
    trees = visit("map", indicator="tree_cover_esa_pct", level="district", year="2018")
    (ticks,) = [each for each in trees.pieces if 'class="ticks"' in each]
    assert ticks.count("<i>") == 21
    assert "<i>1998</i>" in ticks
    assert "<i>2018</i>" in ticks
    two = visit("map", indicator="urban_share_census_pct", level="district", year="2019")
    assert options(two, "c_year") == ["2009", "2019"]
    two.turn("c_year", 2009)
    assert two.query["year"] == "2009"
    assert not [each for each in two.pieces if 'class="ticks"' in each]


def test_the_province_is_a_chart_in_the_place_of_the_map(visit: OpenPage) -> None:
    visitor = visit("map", level="province", **FOREST)
    (chart,) = [each for each in visitor.pieces if "province-chart" in each]
    assert chart.count("<img") == 3
    # 67 % as the target, the break of 2015, and the sources of all years
    assert "67" in chart
    assert "đứt năm 2015" in chart
    assert "Nguồn của các năm: " in chart
    assert 'class="legend"' not in visitor.html
    assert not [
        each for each in visit("map", level="district", **FOREST).pieces if "province-chart" in each
    ]
