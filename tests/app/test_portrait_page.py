"""The page of portraits, run without a browser; every unit by the functions of the page."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from geo.documents.portraits import units_of_today
from geo.figures.atlas import Atlas
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.words import locator
from geo.views.portrait.portrait import portrait_of
from tests.app.conftest import Offered, Visit
from tests.app.test_merger_page import places
from ui.portrait import parts
from ui.server import loaded

OpenPage = Callable[..., Visit]
OLD, V19, NEW = "2024-12-01", "2019-01-01", "2025-07-01"


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html)).replace("\u00a0", " ")


def test_a_commune_has_its_portrait(visit: OpenPage) -> None:
    visitor = visit("portrait", place=f"{NEW}_06184")
    assert visitor.notices == []
    text = plain(visitor.html)
    assert "Hồ sơ: Xã Đồng Đăng" in text
    assert "Xã Đồng Đăng hình thành từ 5 đơn vị cũ" in text
    # 22,660 people of the census of 2019 in its five former units, the sixth most of 65
    assert re.search(r"22\.660 người \(ngày 1/4/2019, [^)]*\) +nguồn +6/65", text)
    assert "Hữu Nghị" in text
    assert "Đã biết 9 trong 27 chỉ tiêu" in text
    assert "Còn thiếu 18 chỉ tiêu" in text
    assert f"{NEW}_06529" in places(visitor.html)
    assert 'href="nguon?source=census-2019"' in visitor.html
    assert visitor.query["place"] == f"{NEW}_06184"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (f"{OLD}_06625", "từ 63,3% xuống 11,51% (−51,79 điểm %)"),
        (f"{OLD}_183", "Huyện Cao Lộc (đến 30/6/2025) nay thuộc 8 xã, phường"),
        (f"{NEW}_20", "Tỉnh Lạng Sơn có 65 xã, phường."),
        (f"{V19}_06154", "bản đồ vẽ theo ranh giới từ 1/1/2020"),
    ],
)
def test_units_of_every_level_and_time_have_one(visit: OpenPage, place: str, said: str) -> None:
    assert said in plain(visit("portrait", place=place).html)


def test_a_unit_is_found_chosen_and_left(visit: OpenPage) -> None:
    visitor = visit("portrait", lang="en")
    assert len(places(visitor.html)) == 65 + 1
    visitor.turn("merger_words", "bao lam")
    assert f"{OLD}_06190" in places(visitor.html)
    visitor.turn("merger_unit", "06184")
    assert visitor.query["place"] == f"{NEW}_06184"
    assert "Portrait: Đồng Đăng Commune" in plain(visitor.html)
    visitor.turn("c_lang", "vi")
    assert "Hồ sơ: Xã Đồng Đăng" in plain(visitor.html)
    assert "" in places(visitor.html)


def test_the_search_of_the_head_leads_to_portraits(visit: OpenPage) -> None:
    visitor = visit("portrait")
    visitor.app.session_state["search"] = True
    visitor.run().turn("search_query", "bao lam")
    hit = next(each for each in visitor.app.button if "Bảo Lâm" in each.label)
    hit.click()
    visitor.run()
    assert visitor.query["place"] == f"{OLD}_06190"
    assert "Hồ sơ: Xã Bảo Lâm" in plain(visitor.html)


def test_every_unit_of_the_shipped_province_can_be_shown(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    # without a session there is no address to go on from
    monkeypatch.setattr("ui.merger.asked.address_with", lambda **changes: f"?{changes}")
    drawn = {name: set(layer.codes) for name, layer in loaded.boundaries().layers.items()}
    for unit in atlas.facts.units.values():
        found = portrait_of(atlas, unit)
        spec, codes = locator(atlas, unit)
        assert codes, unit
        assert set(codes) <= drawn[spec.name], unit
        assert portrait_sentences(atlas, found, lang="vi"), unit
        assert parts.below_html(atlas, found, lang="vi").count("<h2") >= 3, unit


def test_a_portrait_and_all_of_them_can_be_taken_along(visit: OpenPage, offered: Offered) -> None:
    visit("portrait", place=f"{NEW}_06184")
    kinds = sorted(name.rpartition(".")[2] for name in offered)
    assert kinds == ["docx", "pdf"]
    assert all("ho-so-xa-dong-dang" in name for name in offered)
    content = {name.rpartition(".")[2]: make() for name, make in offered.items()}
    assert content["pdf"].startswith(b"%PDF")
    assert content["docx"].startswith(b"PK")


def test_all_portraits_are_made_with_progress(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit("portrait")
    three = units_of_today(loaded.atlas())[:3]
    monkeypatch.setattr("geo.documents.orders.units_of_today", lambda _: three)
    next(each for each in visitor.app.button if each.label == "Tạo tệp ZIP").click()
    visitor.run()
    (name,) = [each.proto.label for each in visitor.app.get("download_button")]
    assert re.match(r"Tải lang-son-2030-ho-so-pdf-[0-9-]+\.zip", name)
