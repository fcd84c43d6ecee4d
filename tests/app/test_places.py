"""Turned to other boundaries, the map keeps the place that the reader looks at."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl

import pytest

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.request import Request, outlined, read_request, write_request
from geo.views.turns import turned
from tests.app.conftest import Visit

MIDDLE, NEW = "2015-01-01", "2022-07-01"
PEOPLE = View("population", 2019, "commune", NEW)


def codes(atlas: Atlas, request: Request) -> list[str]:
    return [unit.code for unit in outlined(atlas, request)]


def test_a_merged_commune_becomes_its_parts_and_comes_back(tiny_atlas: Atlas) -> None:
    there = turned(tiny_atlas, Request(PEOPLE, unit="70007"), PEOPLE.on(vintage=MIDDLE))
    assert (there.unit, there.place) == ("", (NEW, "70007"))
    assert codes(tiny_atlas, there) == ["70004", "70007"]
    back = turned(tiny_atlas, there, PEOPLE)
    assert (back.unit, back.place) == ("70007", None)


def test_an_old_commune_becomes_the_new_one_and_comes_back(tiny_atlas: Atlas) -> None:
    old = PEOPLE.on(vintage=MIDDLE)
    there = turned(tiny_atlas, Request(old, unit="70004"), PEOPLE)
    assert (there.unit, there.place) == ("70007", (MIDDLE, "70004"))
    assert codes(tiny_atlas, there) == []
    back = turned(tiny_atlas, there, old)
    assert (back.unit, back.place) == ("70004", None)


def test_the_place_outlasts_other_levels_years_and_indicators(tiny_atlas: Atlas) -> None:
    start = Request(PEOPLE, unit="70007")
    district = turned(tiny_atlas, start, PEOPLE.on(level="district"))
    assert (district.unit, district.place) == ("701", (NEW, "70007"))
    province = turned(tiny_atlas, district, PEOPLE.on(level="province"))
    assert (province.unit, province.place) == ("", (NEW, "70007"))
    back = turned(tiny_atlas, province, PEOPLE.on(year=2014))
    assert (back.unit, back.place) == ("70007", None)
    other = turned(tiny_atlas, start, View("forest_cover_pct", 2020, "commune", NEW))
    assert (other.unit, other.place) == ("70007", None)


def test_the_address_keeps_the_place(tiny_atlas: Atlas) -> None:
    there = turned(tiny_atlas, Request(PEOPLE, unit="70007"), PEOPLE.on(vintage=MIDDLE))
    written = write_request(there)
    assert written["place"] == "2022-07-01_70007"
    assert read_request(tiny_atlas, written, fallback=Request(PEOPLE)) == (there, [])


@pytest.mark.parametrize("place", ["70007", "2022-07-01_1", "2022-07-01", "_", "x_y_z"])
def test_a_place_that_the_facts_do_not_hold_is_left_out(tiny_atlas: Atlas, place: str) -> None:
    query = write_request(Request(PEOPLE)) | {"place": place}
    request, notices = read_request(tiny_atlas, query, fallback=Request(PEOPLE))
    assert request.place is None
    assert [notice.key for notice in notices] == ["notice.place"]


def links(visitor: Visit) -> dict[str, dict[str, str]]:
    """Return the queries of the links inside the map page, by their words."""
    found = re.findall(r'<a class="turn" href="[?]([^"]*)">([^<]*)</a>', visitor.html)
    here = {unescape(words): dict(parse_qsl(unescape(query))) for query, words in found}
    protos = [element.proto for element in visitor.app.main if element.type == "page_link"]
    return here | {proto.label: dict(parse_qsl(proto.query_string)) for proto in protos}


def test_the_card_leads_to_the_old_communes_and_back(visit: Callable[..., Visit]) -> None:
    view = {"indicator": "urban_share_census_pct", "year": "2019", "level": "commune"}
    old = {"Thị trấn Đồng Đăng": "06184", "Xã Bảo Lâm": "06190", "Xã Phú Xá": "06214"}
    formed = links(visit("map", **view, vintage="2025-07-01", unit="06184"))
    for name, code in old.items():
        (query,) = [query for label, query in formed.items() if label.startswith(f"{name}:")]
        assert (query["vintage"], query["unit"]) == ("2024-12-01", code)
    became = links(visit("map", **view, vintage="2024-12-01", unit="06214"))
    assert became["Xã Đồng Đăng (từ 1/7/2025)"]["unit"] == "06184"
    shown = visit("map", **view, vintage="2024-12-01", place="2025-07-01_06184")
    assert "Trên ranh giới đang xem là 5 đơn vị:" in shown.html
    found = links(shown)
    assert found["← Trở về Xã Đồng Đăng (từ 1/7/2025)"]["vintage"] == "2025-07-01"
    here = [
        query["unit"]
        for query in found.values()
        if query.get("vintage") == "2024-12-01" and "unit" in query
    ]
    assert sorted(here) == ["06184", "06190", "06205", "06208", "06214"]
    assert shown.message["outlined"] == sorted(here)


def test_a_class_of_a_former_commune_says_its_year_and_what_it_rests_on(
    visit: Callable[..., Visit],
) -> None:
    view = {"indicator": "ntm_status", "level": "commune", "vintage": "2025-07-01"}
    formed = links(visit("map", **view, unit="06184"))
    # ntm_recognitions.csv has one row of 06190: an appraisal of 2023
    assert (
        "Xã Bảo Lâm: đạt chuẩn nông thôn mới (2023, chưa tìm thấy quyết định công nhận)" in formed
    )


def test_a_card_leads_to_the_merger_and_the_gates_and_the_merger_back(
    visit: Callable[..., Visit],
) -> None:
    view = {"indicator": "urban_share_census_pct", "year": "2019", "level": "commune"}
    way = "Sắp xếp: đơn vị này từ đâu, về đâu"
    found = links(visit("map", **view, vintage="2025-07-01", unit="06184"))
    assert found[way] == {"place": "2025-07-01_06184"}
    # gates.csv: three lie in Đồng Đăng since July 2025
    (gates,) = [label for label in found if label.startswith("Cửa khẩu ở đây: ")]
    for name in ("Hữu Nghị", "Đường chuyên dụng Hữu Nghị", "Ga liên vận quốc tế Đồng Đăng"):
        assert name in gates
    other = links(visit("map", **view, vintage="2024-12-01", unit="06214", lang="en"))
    assert other["The merger: where this unit came from and went"] == {
        "place": "2024-12-01_06214",
        "lang": "en",
    }
    assert not [label for label in other if label.startswith("Gates here")]
    # the card of the province, which stands there at every turn without a choice, has neither
    province = links(visit("map", **view, vintage="2025-07-01"))
    assert way not in province
    back = links(visit("merger", place="2024-12-01_06214"))["Xem số liệu trên bản đồ"]
    assert back == {"level": "commune", "vintage": "2024-12-01", "unit": "06214"}
    # the boundaries before 2020 cannot be drawn
    assert "Xem số liệu trên bản đồ" not in links(visit("merger", place="2019-01-01_06214"))
