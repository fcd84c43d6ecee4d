"""A source in words, and what is told of what was taken from it."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts, Source
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.sources.says import figures_of, other_uses
from geo.reading.sources.words import (
    Outward,
    cited,
    cited_all,
    outward,
    source_publisher,
    source_short,
    source_title,
)

FOREIGN = Source(
    source_id="example",
    title="Area of forest by province",
    publisher="Statistics Office",
    published="",
    url="https://example.org/en/forest",
    retrieved="2026-11-25",
    kind="statistics",
    note_en="",
    note_vi="",
    title_vi="Diện tích rừng theo địa phương",
    publisher_vi="Cục Thống kê",
    language="en",
)


def test_a_source_line_names_publisher_date_title_and_kind() -> None:
    assert cited(FOREIGN, lang="vi") == (
        "Cục Thống kê, truy cập 25/11/2026: Diện tích rừng theo địa phương – thống kê chính thức"
    )
    assert cited(FOREIGN, lang="en") == (
        "Statistics Office, read 25 November 2026: Area of forest by province – official statistics"
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("press", "báo chí dẫn cơ quan"),
        ("decision", "văn bản chính thức"),
        ("census", "Tổng điều tra"),
        ("wikipedia-copy", "Wikipedia, chưa kiểm chứng"),
    ],
)
def test_the_kind_of_a_source_is_told(kind: str, said: str) -> None:
    source = replace(FOREIGN, kind=kind, published="2026-01-16")
    assert cited(source, lang="vi").startswith("Cục Thống kê, 16/1/2026: ")
    assert cited(source, lang="vi").endswith(f" – {said}")


def test_a_vietnamese_document_keeps_its_words_in_both_languages(tiny: Facts) -> None:
    source = tiny.sources["thu-plan"]
    for lang in ("vi", "en"):
        assert source_title(source, lang=lang) == "Kế hoạch giả định đến năm 2030"
        assert source_publisher(source, lang=lang) == "Văn phòng Thử"
    assert source_short(source, lang="vi") == "Văn phòng Thử, 2022"


def test_a_line_names_two_sources_and_counts_the_others(tiny: Facts) -> None:
    keys = ("thu-plan", "thu-forest", "thu-census", "thu-press")
    line = cited_all(tiny, keys, lang="vi")
    assert line == (
        "Văn phòng Thử, 2022: Kế hoạch giả định đến năm 2030 – văn bản chính thức; "
        "Kiểm lâm Thử, 25/2/2021: Hiện trạng rừng giả định – thống kê chính thức; "
        "và 2 nguồn khác"
    )
    assert cited_all(tiny, (), lang="vi") == ""


def test_the_vietnamese_original_comes_before_the_translation_that_was_read(tiny: Facts) -> None:
    assert outward(tiny.sources["thu-press"], lang="vi") == (
        Outward("https://example.org/tin", "Mở bản gốc (tiếng Việt)"),
        Outward("https://example.org/news", "Mở bản đã đọc (tiếng Nhật)"),
    )
    assert outward(FOREIGN, lang="en") == (
        Outward("https://example.org/en/forest", "Open the page (English)"),
    )
    assert outward(tiny.sources["thu-plan"], lang="vi") == ()


def test_few_figures_of_a_period_are_told_one_by_one_many_as_a_span(tiny_atlas: Atlas) -> None:
    said = figures_of(tiny_atlas, tiny_atlas.facts.sources["thu-census"], lang="vi")
    people = [each for each in said if each.what == "Dân số theo Tổng điều tra"]
    # by hand from the table: 2019 has the province and four communes, 2014 the province, two
    # districts and six communes
    assert [(each.where, each.when, each.value) for each in people] == [
        ("Tỉnh Vùng Thử", "ngày 1/4/2019", "17.000\u00a0người"),
        ("4 xã, phường, thị trấn", "ngày 1/4/2019", "1.100–4.500\u00a0người"),
        ("Tỉnh Vùng Thử", "ngày 1/4/2014", "16.000\u00a0người"),
        ("Huyện Bên Trái", "ngày 1/4/2014", "6.000\u00a0người"),
        ("Huyện Bên Phải", "ngày 1/4/2014", "10.000\u00a0người"),
        ("6 xã, phường, thị trấn", "ngày 1/4/2014", "1.000–5.000\u00a0người"),
    ]
    assert {each.mark for each in people} == {"chính thức"}
    assert people[0].view == View("population", 2019, "province", "2022-07-01")


def test_every_figure_leads_to_a_view_that_has_it(tiny_atlas: Atlas) -> None:
    led = 0
    for source in tiny_atlas.facts.sources.values():
        for each in figures_of(tiny_atlas, source, lang="vi"):
            if each.view is not None:
                cells = tiny_atlas.cells(each.view)
                codes = {cell.unit.code for cell in cells}
                assert each.unit in codes | {""}
                led += 1
    assert led > 20


def test_what_else_rests_on_a_source_is_told(tiny_atlas: Atlas) -> None:
    uses = other_uses(tiny_atlas, tiny_atlas.facts.sources["thu-plan"], lang="vi")
    targets = [
        "Tỷ lệ che phủ rừng đạt 48%",
        "Huyện Bên Trái che phủ rừng 50%",
        "80% số xã đạt chuẩn nông thôn mới",
        "Dân số thành thị chiếm 30-35%",
        "Kim ngạch đạt 1 tỷ USD",
    ]
    assert uses[:5] == tuple(f"Mục tiêu: {text}" for text in targets)
    assert "2 nhóm nhiệm vụ của Chương trình" in uses
