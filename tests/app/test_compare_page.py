"""The page of comparisons, run without a browser: years, maps, table, reasons, the empty page."""

import json
import re
from collections.abc import Callable
from csv import DictReader
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.app.conftest import Offered, Visit
from ui.server.described import described

OpenPage = Callable[..., Visit]
URBAN = {
    "indicator": "urban_share_census_pct",
    "year": "2019",
    "level": "district",
    "vintage": "2025-07-01",
}


def messages(visitor: Visit) -> list[dict[str, Any]]:
    """Return what went to the frames, by their place on the page."""
    scripts = [
        json.loads(each.proto.json_args)["feature_group"]
        for each in visitor.app.get("component_instance")
    ]
    found = [re.search(r"window\.Atlas\.show\((\{.*\})\);", script) for script in scripts]
    return [json.loads(each[1]) for each in found if each is not None]


def rows(visitor: Visit) -> list[list[str]]:
    """Return the cells of the table of gains and losses, row by row."""
    table = re.search(r'<table class="figures small changes">(.*?)</table>', visitor.html, re.S)
    assert table is not None
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", table[1], re.S)
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in found
    ]


def test_two_years_stand_beside_what_changed(visit: OpenPage) -> None:
    visitor = visit("compare", **URBAN)
    assert visitor.notices == []
    assert (visitor.query["from"], visitor.query["to"]) == ("2009", "2019")
    before, change, after = messages(visitor)
    assert before["view"].startswith("urban_share_census_pct|2009|")
    assert after["view"].startswith("urban_share_census_pct|2019|")
    # one pair of classes, and all three move together
    assert before["fills"] == after["fills"]
    assert {each["together"] for each in (before, change, after)} == {"compare"}
    table = rows(visitor)
    assert table[0] == ["Đơn vị", "2009 (%)", "2019 (%)", "Thay đổi (điểm\u00a0%)"]
    # 18.98 and 21.98 of the table of the census
    assert table[1] == ["Huyện Cao Lộc", "19,0", "22,0", "+3,0"]
    assert table[-1] == ["Thành phố Lạng Sơn", "75,3", "72,1", "−3,2"]
    assert "10 tăng, 1 giảm, 0 không đổi" in visitor.html


def test_the_address_names_the_years_and_says_what_it_cannot_take(visit: OpenPage) -> None:
    trees = {**URBAN, "indicator": "tree_cover_esa_pct", "year": "2018"}
    visitor = visit("compare", **trees, **{"from": "2005", "to": "2010"})
    assert [each["view"].split("|")[1] for each in messages(visitor)] == [
        "2005",
        "tree_cover_esa_pct",
        "2010",
    ]
    visitor.turn("compare_from", 2009)
    assert visitor.query["from"] == "2009"
    wrong = visit("compare", **URBAN, **{"from": "1066", "to": "2050"})
    assert wrong.notices == [
        "Không có năm cuối “2050” để so sánh; đang hiện năm khác.",
        "Không có năm đầu “1066” để so sánh; đang hiện năm khác.",
    ]
    assert (wrong.query["from"], wrong.query["to"]) == ("2009", "2019")
    turned = visit("compare", **URBAN, **{"from": "2019", "to": "2009"})
    assert (turned.query["from"], turned.query["to"]) == ("2009", "2019")


def test_classes_of_communes_say_why_they_are_not_compared(visit: OpenPage) -> None:
    asked = {**URBAN, "indicator": "ntm_status", "level": "commune", "vintage": "2020-01-01"}
    visitor = visit("compare", **asked, **{"from": "2023", "to": "2024"})
    assert "có mức chưa tìm thấy quyết định công nhận" in visitor.html
    assert "19 đơn vị: không thuộc diện" in visitor.html
    assert visitor.html.count("<details") == 4
    _, change, _ = messages(visitor)
    assert change["bases"].count("x") == 19


def test_an_indicator_of_one_year_leads_to_those_of_two(visit: OpenPage) -> None:
    # a bare address opens where there is something to compare
    bare = visit("compare")
    assert (bare.query["indicator"], bare.query["level"]) == ("urban_share_census_pct", "district")
    assert len(messages(bare)) == 3
    today = {"indicator": "urban_share_census_pct", "level": "commune", "vintage": "2025-07-01"}
    visitor = visit("compare", **today)
    assert visitor.app.get("component_instance") == []
    (said,) = [each.value for each in visitor.app.info]
    assert "chỉ có số liệu năm 2019" in said
    links = re.findall(r'<a class="turn" href="([^"]*)"', visitor.html)
    first = parse_qs(urlsplit(links[0].replace("&amp;", "&")).query)
    assert (first["indicator"], first["level"]) == (["urban_share_census_pct"], ["district"])
    # of each indicator the best place alone
    asked = [parse_qs(urlsplit(each.replace("&amp;", "&")).query)["indicator"][0] for each in links]
    assert len(asked) == len(set(asked)) > 10
    visitor.turn("compare_indicator", "population")
    assert visitor.query["level"] == "district"
    assert len(messages(visitor)) == 3


def test_a_unit_is_chosen_on_all_maps_and_in_the_table(visit: OpenPage) -> None:
    visitor = visit("compare", **URBAN, unit="183", lang="en")
    assert {each["selected"] for each in messages(visitor)} == {"183"}
    assert '<tr class="chosen" data-code="183"><th scope="row">' in visitor.html
    assert "19.0% → 22.0%" in visitor.html
    assert "Of 11 units that can be compared 10 rose, 1 fell" in visitor.html


def test_the_table_is_taken_away(visit: OpenPage, offered: Offered) -> None:
    visit("compare", **URBAN)
    (name,) = [each for each in offered if each.endswith(".csv")]
    assert "so-sanh-ty-le-dan-so-thanh-thi-tong-dieu-tra-2009-2019" in name
    table = list(DictReader(StringIO(offered[name]().decode("utf-8-sig"))))
    assert len(table) == 11
    assert (table[0]["code"], table[0]["class"], table[0]["reason"]) == ("183", "3", "")
    assert float(table[0]["change"]) == pytest.approx(
        float(table[0]["to"]) - float(table[0]["from"])
    )


def test_an_address_is_told_before_it_is_opened() -> None:
    said = described("so-sanh", URBAN)
    assert said is not None
    assert said[0].startswith("Thay đổi 2009–2019: Tỷ lệ dân số thành thị")
    assert said[1].startswith("Hai năm của một chỉ tiêu đặt cạnh nhau")
    pair = described("so-sanh", {**URBAN, "compare": "two", "with": "population_density"})
    assert pair is not None
    assert "– và – Mật độ dân số" in pair[0]
    assert described("so-sanh", {"lang": "en"}) == (
        "Compare",
        "Two years of an indicator side by side: which units rose, which fell, and why some "
        "cannot be compared.",
    )


def test_two_indicators_are_laid_together(visit: OpenPage) -> None:
    asked = {**URBAN, "compare": "two", "level": "commune", "unit": "06184"}
    visitor = visit("compare", **asked, **{"with": "household_size_census"})
    assert visitor.notices == []
    (message,) = messages(visitor)
    assert len(message["fills"]) == 9
    # as many units as the legend counts, and a dot for each
    cells = re.findall(r'<td style="background:.*?</td>', visitor.html)
    counts = [re.findall(r">(\d+)<", cell)[0] for cell in cells]
    assert sum(map(int, counts)) == 65
    assert visitor.html.count('class="turn dot') == 65
    assert visitor.html.count('class="turn dot chosen"') == 1
    assert "tính trên 65 đơn vị" in visitor.html
    assert "Có số liệu quy đổi" in visitor.html
    visitor.turn("compare_with", "population_density")
    assert visitor.query["with"] == "population_density"


def test_what_must_not_be_mixed_is_not_paired(visit: OpenPage) -> None:
    asked = {**URBAN, "compare": "two", "indicator": "population"}
    visitor = visit("compare", **asked, **{"with": "population_annual"})
    assert visitor.notices == [
        "Không ghép được với chỉ tiêu “population_annual”; đang ghép chỉ tiêu khác."
    ]
    assert visitor.query["with"] not in ("population", "population_annual", "population_admin")
    alone = visit("compare", **{**asked, "indicator": "ntm_status", "level": "commune"})
    assert [each.value for each in alone.app.info]


def test_maps_stand_side_by_side(visit: OpenPage) -> None:
    chosen = "population:2009,population:2019,nothing:1,toilet_flush_census_pct:2019"
    visitor = visit("compare", **URBAN, compare="maps", maps=chosen, lang="en")
    assert len(visitor.notices) == 1
    views = [each["view"].split("|")[:2] for each in messages(visitor)]
    assert views == [
        ["population", "2009"],
        ["population", "2019"],
        ["toilet_flush_census_pct", "2019"],
    ]
    assert {each["together"] for each in messages(visitor)} == {"compare"}
    assert "3 maps side by side" in visitor.html
    bare = visit("compare", **URBAN, compare="maps")
    assert len(messages(bare)) == 2
    assert bare.query["maps"].startswith("urban_share_census_pct:2019,")


def test_units_are_followed_over_the_years(visit: OpenPage) -> None:
    trees = {**URBAN, "indicator": "tree_cover_esa_pct", "year": "2018", "compare": "lines"}
    visitor = visit("compare", **trees, units="183,189,999")
    assert visitor.notices == ["Có đơn vị không thuộc ranh giới này: “183,189,999”."]
    assert visitor.query["units"] == "183,189"
    # two districts and the province in 21 years
    assert visitor.html.count('class="pt"') == 3 * 21
    assert "Huyện Cao Lộc, 2018: 54,0%" in visitor.html
    assert "Huyện Cao Lộc: 54,0% (2018)" in visitor.html
    communes = {**URBAN, "level": "commune", "compare": "lines", "unit": "06184"}
    assert visit("compare", **communes).query["units"] == "06184"


def test_a_unit_stands_among_all_and_its_neighbours(visit: OpenPage) -> None:
    asked = {**URBAN, "level": "commune", "compare": "rank", "unit": "06184"}
    visitor = visit("compare", **asked)
    assert visitor.html.count('class="turn dot') == 65
    assert "Xã Đồng Đăng: 39,4%, hạng 9 trong 65" in visitor.html
    assert "Xã Đồng Đăng và 4 đơn vị giáp ranh" in visitor.html
    assert [row[0] for row in rows(visitor)[1:]] == [
        *("Phường Tam Thanh", "Xã Đồng Đăng", "Xã Hoàng Văn Thụ", "Xã Cao Lộc", "Xã Khánh Khê"),
    ]
    assert "Toàn tỉnh: 20,4%" in visitor.html
    visitor.turn("compare_unit", "")
    assert "giáp ranh" in visitor.html
    assert "unit" not in visitor.query


def test_the_card_of_the_map_says_how_its_figure_changed(visit: OpenPage) -> None:
    said = visit("map", **URBAN, unit="183").html.replace("\u00a0", " ")
    assert "So với năm 2009: +3,0 điểm %" in said
    first = visit("map", **{**URBAN, "year": "2009"}, unit="183")
    assert "So với năm" not in first.html


def test_what_a_plot_shows_is_taken_away(visit: OpenPage, offered: Offered) -> None:
    visit("compare", **URBAN, compare="two", **{"with": "population_density"})
    (name,) = [each for each in offered if each.endswith(".csv")]
    table = list(DictReader(StringIO(offered.pop(name)().decode("utf-8-sig"))))
    assert len(table) == 11
    assert {"population_density", "urban_share_census_pct_class"} <= set(table[0])
    trees = {**URBAN, "indicator": "tree_cover_esa_pct", "year": "2018", "compare": "lines"}
    visit("compare", **trees, units="183")
    (name,) = [each for each in offered if each.endswith(".csv")]
    table = list(DictReader(StringIO(offered[name]().decode("utf-8-sig"))))
    assert [row["role"] for row in table] == ["unit"] * 21 + ["province"] * 21
