"""The page of the sources, run without a browser: the list, one source, and the ways there."""

import csv
import re
from collections.abc import Callable

import pytest

from geo.figures.atlas import Atlas
from tests.app.conftest import Visit
from ui.data.source_page import says_html, source_html
from ui.server.settings import ROOT

OpenPage = Callable[..., Visit]
WIKIPEDIA = "Wikipedia, chưa kiểm chứng"


def read_sources() -> list[dict[str, str]]:
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SOURCES = {row["source_id"]: row for row in read_sources()}


def links(html: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', html)


def test_the_list_leads_to_the_page_of_every_source(visit: OpenPage) -> None:
    visitor = visit("sources")
    led = {each.removeprefix("nguon?source=") for each in links(visitor.html)}
    assert led == set(SOURCES)
    assert f"{len(SOURCES)} nguồn" in visitor.html


@pytest.mark.parametrize(
    ("words", "found"),
    [
        # without marks, by title, by publisher, by number
        ("dien tich rung co den", {"nso-e0651"}),
        ("818/nq", {"nq-818-2019"}),
        ("bien ban khong co", set()),
    ],
)
def test_the_list_is_searched_without_marks(visit: OpenPage, words: str, found: set[str]) -> None:
    visitor = visit("sources")
    visitor.turn("d_source_words", words)
    assert {each.removeprefix("nguon?source=") for each in links(visitor.html)} == found
    assert bool(found) != ("Không có dòng nào" in visitor.html)


def test_one_source_says_all_that_is_known_of_it(visit: OpenPage) -> None:
    visitor = visit("sources", source="nso-e0651")
    html = visitor.html
    for words in (
        "Diện tích rừng có đến ngày 31/12 theo địa phương (bảng E06.51)",
        "Area of forest as of 31st December by province (PX-Web E0651)",
        "Cục Thống kê, Bộ Tài chính",
        "thống kê chính thức",
        "tiếng Anh",
        "25/11/2026",
        "64,1%",
    ):
        assert words in html, words
    assert visitor.notices == []
    shown = [each for each in links(html) if each.startswith("ban-do?")]
    assert len(shown) > 30
    assert any("indicator=forest_cover_pct&amp;year=2024" in each for each in shown)


def test_a_decision_has_its_number_and_the_language_switch_keeps_the_source(
    visit: OpenPage,
) -> None:
    visitor = visit("sources", source="qd-83-2026")
    assert "83/QĐ-UBND" in visitor.html
    visitor.turn("c_lang", "en")
    assert visitor.query["source"] == "qd-83-2026"
    assert "Date of issue or publication" in visitor.html


def test_the_original_stands_before_the_translation_that_was_read(visit: OpenPage) -> None:
    html = visit("sources", source="laodong-2026-01-16").html
    outside = [each for each in links(html) if each.startswith("https://")]
    assert [each.split("/")[2] for each in outside] == ["laodong.vn", "ja.laodong.vn"]
    assert "Mở bản đã đọc (tiếng Nhật)" in html


def test_the_way_back_leads_to_the_list(visit: OpenPage) -> None:
    visitor = visit("sources", source="nso-e0651")
    back = next(each for each in visitor.app.button if each.label == "Tất cả nguồn")
    back.click()
    visitor.run()
    assert "source" not in visitor.query
    assert f"{len(SOURCES)} nguồn" in visitor.html


def test_a_source_that_there_is_not_is_told(visit: OpenPage) -> None:
    visitor = visit("sources", source="nowhere")
    assert visitor.notices == ["Không có nguồn “nowhere”; đang hiện danh sách nguồn."]
    assert f"{len(SOURCES)} nguồn" in visitor.html


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_source_has_a_page(atlas: Atlas, lang: str) -> None:
    for source in atlas.facts.sources.values():
        html = source_html(source, lang=lang)
        said = says_html(atlas, source, lang=lang)
        assert html.count("<h1") == 1
        kind = SOURCES[source.source_id]["kind"]
        assert (kind == "wikipedia-copy") == ("Wikipedia, " in html and "verified" in html.replace(
            "chưa kiểm chứng", "verified"))  # fmt: skip
        assert said.startswith("<h2")


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {}),
        ("map", {}),
        ("map", {"indicator": "grdp_growth_pct", "level": "province", "year": "2020"}),
        ("map", {"indicator": "ntm_status", "vintage": "2024-12-01", "year": "2025",
                 "level": "commune", "unit": "06121"}),
        ("map", {"indicator": "tree_cover_esa_pct", "level": "district", "year": "2018"}),
        ("targets", {}),
        ("targets", {"section": "tasks"}),
        ("data", {}),
    ],
)  # fmt: skip
def test_every_page_leads_to_the_page_of_a_source_first(
    visit: OpenPage, page: str, query: dict[str, str]
) -> None:
    found = links(visit(page, **query).html)
    outside = [each for each in found if each.startswith(("http:", "https:"))]
    assert outside == []
    assert any(each.startswith("nguon?source=") for each in found)


def test_the_map_names_what_its_figures_mean_and_where_they_come_from(visit: OpenPage) -> None:
    html = visit("map", indicator="forest_cover_pct", level="province", year="2024").html
    assert (
        "Cục Thống kê, Bộ Tài chính, truy cập 25/11/2026: Diện tích rừng có đến ngày 31/12 theo "
        "địa phương (bảng E06.51) – thống kê chính thức"
    ) in html
    assert "Định nghĩa: Tỷ lệ diện tích rừng đủ tiêu chí che phủ" in html


def test_a_figure_of_wikipedia_says_so_on_its_card(visit: OpenPage) -> None:
    visitor = visit("map", indicator="urbanisation_pct", level="province", year="2022")
    assert WIKIPEDIA in visitor.html
    assert "cơ quan nêu, báo chí dẫn" not in visitor.html.partition('class="card"')[2]


def test_the_front_page_has_nothing_of_wikipedia(visit: OpenPage) -> None:
    for lang in ("vi", "en"):
        assert "Wikipedia" not in visit("overview", lang=lang).html
