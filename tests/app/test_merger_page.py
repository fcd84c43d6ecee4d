"""The page of the merger, run without a browser: units before and after, the whole, the files."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.app.conftest import Desk, Offered, Visit

OpenPage = Callable[..., Visit]
OLD, V19, NEW = "2024-12-01", "2019-01-01", "2025-07-01"


def places(html: str) -> list[str]:
    """Return the units that a page's links lead to on the page itself."""
    found = [unescape(each) for each in re.findall(r'<a class="turn" href="([^"]*)"', html)]
    return [parse_qs(urlsplit(each).query).get("place", [""])[0] for each in found]


def test_an_old_commune_leads_to_its_new_one(visit: OpenPage) -> None:
    visitor = visit("merger", place=f"{OLD}_06190")
    assert visitor.notices == []
    assert "Xã Bảo Lâm cũ nay thuộc đâu" in visitor.html
    assert "đã nhập toàn bộ vào xã Đồng Đăng cùng thị trấn Đồng Đăng" in visitor.html
    assert f"{NEW}_06184" in places(visitor.html)
    assert 'href="nguon?source=nq-1672-2025"' in visitor.html
    message = visitor.message
    assert message["outlined"] == ["06184"]
    assert message["before"]["marked"] == ["06190"]


def test_a_new_commune_leads_to_its_parts(visit: OpenPage) -> None:
    visitor = visit("merger", place=f"{NEW}_06184", lang="en")
    assert "What Đồng Đăng Commune was made of" in visitor.html
    parts = {f"{OLD}_{code}" for code in ("06184", "06190", "06205", "06208", "06214")}
    assert parts <= set(places(visitor.html))
    assert sorted(visitor.message["before"]["marked"]) == sorted(each[-5:] for each in parts)
    # the wards and communes of 2019 stand beneath
    assert f"{V19}_06190" in places(visitor.html)


def test_a_divided_commune_says_its_shares_and_why(visit: OpenPage) -> None:
    html = visit("merger", place=f"{OLD}_06625").html
    assert "83,9% diện tích và 83,9% dân số nay thuộc xã Kiên Mộc" in html
    assert "Nghị quyết 1672 không nêu tỷ lệ" in html
    # 2,121 and 408 people are an estimate of 2,529 counted ones
    assert re.findall(r">khoảng ([0-9.]+)</td>", html) == ["2.121", "408"]
    assert "“Khoảng” là số ước tính" in html
    assert 'href="nguon?source=census-2019"' in html
    assert {f"{NEW}_06625", f"{NEW}_06637"} <= set(places(html))


def test_a_district_leads_to_all_that_it_is_now(visit: OpenPage) -> None:
    visitor = visit("merger", place=f"{OLD}_183")
    assert "Huyện Cao Lộc (đến 30/6/2025) nay thuộc 8 xã, phường" in visitor.html
    assert visitor.message["before"]["marked"] == ["183"]
    assert "district" in visitor.message["before"]["layer"]
    assert len(visitor.message["outlined"]) == 8
    # whole communes alone: their people are counted, not estimated
    assert "Khoảng" not in visitor.html
    assert "khoảng" not in visitor.html
    assert 'href="nguon?source=census-2019"' in visitor.html


def test_boundaries_without_a_drawing_are_shown_on_the_next(visit: OpenPage) -> None:
    visitor = visit("merger", place=f"{V19}_06154")
    # Tân Lang of 2019 went to three communes of 2020
    assert visitor.message["before"]["marked"] == ["06124", "06139", "06154"]
    assert "bản đồ vẽ ranh giới từ 1/1/2020" in visitor.html


def test_the_whole_names_steps_divided_communes_and_districts(visit: OpenPage) -> None:
    visitor = visit("merger")
    assert "Sắp xếp đơn vị hành chính: từ 194 còn 65 xã, phường" in visitor.html
    for key in ("nq-818-2019", "nq-1246-2024", "nq-1672-2025"):
        assert f'href="nguon?source={key}"' in visitor.html
    divided = visitor.html.partition("divided")[2].partition("</ul>")[0]
    assert len(places(divided)) == 9
    districts = {each for each in places(visitor.html) if len(each.partition("_")[2]) == 3}
    assert len(districts) == 11


@pytest.mark.parametrize("place", ["2025-07-01_99999", "nonsense", "2024-12-01_"])
def test_a_place_that_there_is_not_is_told(visit: OpenPage, place: str) -> None:
    visitor = visit("merger", place=place)
    assert visitor.notices == [f"Không có đơn vị “{place}” trên ranh giới nào."]
    assert "từ 194 còn 65" in visitor.html


def test_the_province_is_the_whole(visit: OpenPage) -> None:
    assert "từ 194 còn 65" in visit("merger", place=f"{NEW}_20").html


def test_a_unit_is_found_and_chosen(visit: OpenPage) -> None:
    visitor = visit("merger")
    visitor.turn("merger_words", "bao lam")
    assert f"{OLD}_06190" in places(visitor.html)
    visitor.turn("merger_words", "khong co xa nay")
    assert "khong co xa nay" in visitor.html
    visitor.turn("merger_unit", "06184")
    assert visitor.query["place"] == f"{NEW}_06184"
    assert "gồm những đơn vị cũ nào" in visitor.html
    visitor.turn("c_lang", "en")
    assert visitor.query["place"] == f"{NEW}_06184"
    assert "What Đồng Đăng Commune was made of" in visitor.html


def test_the_search_of_the_head_stays_on_this_page(visit: OpenPage) -> None:
    visitor = visit("merger")
    visitor.app.session_state["search"] = True
    visitor.run().turn("search_query", "bao lam")
    hit = next(each for each in visitor.app.button if "Bảo Lâm" in each.label)
    hit.click()
    visitor.run()
    assert visitor.query["place"] == f"{OLD}_06190"
    assert "Xã Bảo Lâm cũ nay thuộc đâu" in visitor.html


def test_a_district_is_chosen_by_whichever_boundaries_name_it(visit: OpenPage) -> None:
    for vintage in (V19, OLD):
        visitor = visit("merger", place=f"{vintage}_183")
        assert visitor.control("merger_unit").value == "183"


def test_the_unit_of_the_map_comes_along(visit: OpenPage) -> None:
    assert "Xã Đồng Đăng gồm" in visit("merger", vintage=NEW, level="commune", unit="06184").html


def test_the_table_of_passage_is_offered(visit: OpenPage, offered: Offered) -> None:
    visit("merger")
    tables = {name: make for name, make in offered.items() if not name.endswith(".svg")}
    kinds = sorted(name.rpartition(".")[2] for name in tables)
    assert kinds == ["csv", "txt", "xlsx"]
    assert all(name.startswith("lang-son-2030-bang-quy-doi-sap-xep-") for name in tables)
    content = {name.rpartition(".")[2]: make() for name, make in tables.items()}
    assert content["csv"].count(b"\r\n") == 1 + 226 + 9 + 200 + 3 + 194 + 2 + 3 * 69
    assert content["xlsx"].startswith(b"PK")


def test_another_province_has_the_page_too(desk: Desk, visit: OpenPage) -> None:
    assert desk.settings.data_dir.name == "tiny"
    html = visit("merger", place="2015-01-01_70004").html
    assert "đã nhập toàn bộ vào phường Ô Ba cùng thị trấn Ô Ba" in html
    assert "2022-07-01_70007" in places(html)
    assert "không đổi" in visit("merger", place="2011-01-01_70001").html


def test_the_drawing_that_is_shown_can_be_taken_along(
    visit: OpenPage, offered: dict[str, object]
) -> None:
    visit("merger", place=f"{OLD}_183")
    (name,) = [each for each in offered if each.endswith(".svg")]
    assert "so-do-sap-xep-huyen-cao-loc-cu" in name
    content = str(offered[name])
    assert content.startswith("<svg xmlns=")
    # a commune of the district and what it is now
    assert ">Phú Xá<" in content
    assert ">Đồng Đăng<" in content
