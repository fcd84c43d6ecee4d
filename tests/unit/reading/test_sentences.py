"""Titles, sentences, source lines and citations, word for word."""

from dataclasses import replace

import pytest

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.sentences import (
    boundaries_label,
    citation,
    source_line,
    view_sentence,
    view_title,
)
from geo.views.drawing import draw

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"
COVER = View("forest_cover_pct", 2020, "commune", MIDDLE)
STATE = View("ntm_status", 2021, "commune", MIDDLE)


@pytest.mark.parametrize(
    ("view", "vi", "en"),
    [
        (
            COVER,
            "Tỷ lệ che phủ rừng, 2020, theo xã, phường (ranh giới 1/1/2015)",
            "Forest cover rate, 2020, by commune (boundaries of 1 January 2015)",
        ),
        (
            COVER.on(mode="gap", vintage=NEW),
            "Khoảng cách đến mục tiêu: Tỷ lệ che phủ rừng, 2020, theo xã, phường "
            "(ranh giới 1/7/2022)",
            "Gap to the target: Forest cover rate, 2020, by commune (boundaries of 1 July 2022)",
        ),
        (
            COVER.on(level="district"),
            "Tỷ lệ che phủ rừng, 2020, 2 huyện, thành phố (đến 30/6/2022)",
            "Forest cover rate, 2020, 2 districts, to 30 June 2022",
        ),
        (
            COVER.on(level="province"),
            "Tỷ lệ che phủ rừng, 2020, toàn tỉnh",
            "Forest cover rate, 2020, whole province",
        ),
        (
            View("trade_all_musd", 2022, "commune", NEW),
            "Cửa khẩu và phạm vi khu kinh tế cửa khẩu, 2022 – Kim ngạch xuất nhập khẩu các loại "
            "hình qua địa bàn, theo xã, phường (ranh giới 1/7/2022)",
            "Border gates and extent of the economic zone, 2022 – Trade of all types through the "
            "province, by commune (boundaries of 1 July 2022)",
        ),
        (
            View("trade_all_musd", 2022, "district", NEW),
            "Kim ngạch xuất nhập khẩu các loại hình qua địa bàn, 2022, 2 huyện, thành phố (đến "
            "30/6/2022)",
            "Trade of all types through the province, 2022, 2 districts, to 30 June 2022",
        ),
    ],
)
def test_titles(tiny_atlas, view, vi, en) -> None:
    assert view_title(tiny_atlas, view, lang="vi") == vi
    assert view_title(tiny_atlas, view, lang="en") == en


def test_boundaries_without_a_first_or_last_day(tiny) -> None:
    label = boundaries_label(tiny, level="commune", vintage=OLD, lang="vi")
    assert label == "theo xã, phường"
    endless = replace(tiny, province=replace(tiny.province, district_end=None))
    label = boundaries_label(endless, level="district", vintage=NEW, lang="en")
    assert label == "by 2 districts"


@pytest.mark.parametrize(
    ("view", "vi", "en"),
    [
        (
            COVER,
            "Toàn tỉnh năm 2020: trên 38%. Cao nhất là xã Ô Một (80%), thấp nhất là xã Ô Đen "
            "(10%).",
            "Whole province in 2020: over 38%. The highest is Ô Một Commune (80%), the lowest "
            "Ô Đen Commune (10%).",
        ),
        (
            # 80, 30 and 30.83 against 48
            COVER.on(vintage=NEW, mode="gap"),
            "Toàn tỉnh năm 2020: trên 38%. Mục tiêu 2030: 48%. Còn thấp hơn mục tiêu khoảng "
            "10\u00a0"
            "điểm\u00a0%. Tốc độ cần đạt: nhiều nhất +1,0\u00a0điểm\u00a0% mỗi năm. 1 trong 3 "
            "đơn vị có số liệu "
            "đã đạt mức mục tiêu; gần hoặc vượt nhất là xã Ô Một (đã đạt, cao hơn mục tiêu 32\u00a0"
            "điểm\u00a0%), xa nhất là phường Ô Ba (còn thấp hơn mục tiêu 18\u00a0điểm\u00a0%).",
            "Whole province in 2020: over 38%. Target for 2030: 48%. Still about "
            "10\u00a0points below "
            "the target. Required pace: at most +1.0\u00a0points a year. Target reached by 1 of 3 "
            "units with figures; closest or furthest beyond is Ô Một Commune (met, 32\u00a0points "
            "above the target), furthest away Ô Ba Ward (still 18\u00a0points below the target).",
        ),
        (
            COVER.on(year=2018),
            "Chỉ có số liệu của một đơn vị: xã Ô Một (77%). 4 đơn vị chưa có số liệu.",
            "Only one unit has a figure: Ô Một Commune (77%). Units without data: 4.",
        ),
        (
            View("urban_share_census_pct", 2014, "commune", NEW),
            "Toàn tỉnh năm 2014: 18,8%. 2/3 xã, phường không có dân số thành thị theo Tổng "
            "điều tra; cao nhất là phường Ô Ba (60%).",
            "Whole province in 2014: 18.8%. 2 of 3 communes and wards have no urban census "
            "population; the highest is Ô Ba Ward (60%).",
        ),
        (
            View("population", 2019, "commune", NEW),
            "Toàn tỉnh năm 2019: 17.000\u00a0người. Cao nhất là phường Ô Ba "
            "(5.400\u00a0người), thấp nhất "
            "là xã Ô Một (1.100\u00a0người). 1 đơn vị chưa có số liệu.",
            "Whole province in 2019: 17,000\u00a0people. The highest is Ô Ba Ward "
            "(5,400\u00a0people), the "
            "lowest Ô Một Commune (1,100\u00a0people). Units without data: 1.",
        ),
        (
            STATE,
            "Trong 4 xã: 2 đạt chuẩn nông thôn mới (trong đó 2 chưa tìm thấy quyết định công "
            "nhận); 1 nông "
            "thôn mới nâng cao. 1 xã chưa có căn cứ (chưa có bằng chứng, không phải chưa đạt).",
            "Of 4 communes: 2 NTM standard met (2 of them: decision not found); 1 advanced "
            'NTM. Unclear communes: 1 (no evidence, which is not "not met").',
        ),
        (
            STATE.on(year=2020, vintage=NEW),
            "Tỉnh công bố 2\u00a0xã đạt chuẩn (ngày 31/12/2020). Trong 2 xã: 1 nông thôn mới nâng "
            "cao. 1 xã chưa có căn cứ (chưa có bằng chứng, không phải chưa đạt).",
            "The province counts 2\u00a0communes that meet the standard (31 December 2020). Of 2 "
            'communes: 1 advanced NTM. Unclear communes: 1 (no evidence, which is not "not met").',
        ),
        (
            STATE.on(level="district"),
            "Chỉ tiêu này không áp dụng ở cấp này.",
            "The indicator does not apply at this level.",
        ),
        (
            View("trade_all_musd", 2022, "commune", NEW),
            "Toàn tỉnh năm 2022: 600\u00a0triệu USD. Trong 3 xã, phường: 1 ngoài khu kinh tế "
            "cửa khẩu; 1 một phần thuộc khu kinh tế cửa khẩu; 1 toàn bộ thuộc khu kinh tế cửa "
            "khẩu.",
            "Whole province in 2022: USD\u00a0600\u00a0million. Of 3 communes and wards: 1 "
            "outside the "
            "economic zone; 1 partly in the economic zone; 1 wholly in the economic zone.",
        ),
        (
            View("canopy_pct", 2018, "commune", MIDDLE),
            # the mean of 44 and 30 over equal areas
            "Toàn tỉnh năm 2018: 37%. Chưa có số liệu cho 5 xã, phường, thị trấn.",
            "Whole province in 2018: 37%. No figures for 5 communes, wards and townships.",
        ),
        (
            View("trade_all_musd", 2023, "province", NEW),
            "Chưa có số liệu toàn tỉnh cho năm 2023.",
            "No figure for the whole province in 2023.",
        ),
    ],
)
def test_sentences(tiny_atlas, view, vi, en) -> None:
    drawing = draw(tiny_atlas, view)
    assert view_sentence(tiny_atlas, drawing, lang="vi") == vi
    assert view_sentence(tiny_atlas, drawing, lang="en") == en


def test_merged_communes_are_said_to_wait_for_their_assessment(tiny) -> None:
    rows = tuple(row for row in tiny.recognitions if row.commune_code != "70001")
    atlas = Atlas(replace(tiny, recognitions=rows))
    drawing = draw(atlas, STATE.on(vintage=NEW))
    assert view_sentence(atlas, drawing, lang="vi") == (
        "2 xã hình thành sau sáp nhập chưa được đánh giá lại, nên bản đồ để trống; kết quả của "
        "xã cũ xem trên ranh giới trước đó."
    )
    assert view_sentence(atlas, drawing, lang="en").startswith(
        "The 2 communes formed by the mergers have not been assessed anew, so the map is blank"
    )


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0.0, "Cả 2 đơn vị có số liệu đều là 0%.", "All 2 units with figures stand at 0%."),
        (7.5, "Cả 2 đơn vị có số liệu đều là 7,5%.", "All 2 units with figures stand at 7.5%."),
    ],
)
def test_equal_figures_have_neither_highest_nor_lowest(tiny, value, vi, en) -> None:
    rows = tuple(
        replace(row, value=value) for row in tiny.observations if row.indicator_id == "canopy_pct"
    )
    atlas = Atlas(replace(tiny, observations=rows))
    drawing = draw(atlas, View("canopy_pct", 2018, "district", MIDDLE))
    assert view_sentence(atlas, drawing, lang="vi").endswith(vi)
    assert view_sentence(atlas, drawing, lang="en").endswith(en)


def test_only_a_programme_is_told_of_evidence(tiny) -> None:
    status = replace(tiny.indicators["canopy_pct"], kind="ordinal")
    classes = (*tiny.ordinal_classes, replace(tiny.ordinal_classes[0], indicator_id="canopy_pct"))
    rows = tuple(
        replace(row, value=1.0)
        for row in tiny.observations
        if (row.indicator_id, row.unit_code) == ("canopy_pct", "701")
    )
    indicators = tiny.indicators | {"canopy_pct": status}
    atlas = Atlas(replace(tiny, indicators=indicators, ordinal_classes=classes, observations=rows))
    drawing = draw(atlas, View("canopy_pct", 2018, "district", MIDDLE))
    assert view_sentence(atlas, drawing, lang="vi") == (
        "Trong 2 huyện, thành phố: 1 đạt chuẩn nông thôn mới. 1 đơn vị chưa có số liệu."
    )


@pytest.mark.parametrize(
    ("view", "vi", "en"),
    [
        (
            # the communes' figures first, then the province's "over 38"
            COVER,
            "Nguồn: Kiểm lâm Thử, 25/2/2021: Hiện trạng rừng giả định – thống kê chính thức; Báo "
            "Thử, tháng 1/2023: Tin giả định – báo chí dẫn cơ quan · Ranh giới 1/1/2015: ranh "
            "giới giả định, không phải ranh giới pháp lý",
            "Source: Kiểm lâm Thử, 25 February 2021: Hiện trạng rừng giả định – official "
            "statistics; Báo Thử, January 2023: Tin giả định – press quoting an authority · "
            "Boundaries of 1 January 2015: made-up boundaries, not legal ones",
        ),
        (
            # the province's figure first, then the list of the zone
            View("trade_all_musd", 2022, "commune", NEW),
            "Nguồn: Báo Thử, tháng 1/2023: Tin giả định – báo chí dẫn cơ quan; Văn phòng Thử, "
            "2022: Kế hoạch giả định đến năm 2030 – văn bản chính thức · Ranh giới 1/7/2022: "
            "ranh giới giả định, không phải ranh giới pháp lý",
            "Source: Báo Thử, January 2023: Tin giả định – press quoting an authority; Văn phòng "
            "Thử, 2022: Kế hoạch giả định đến năm 2030 – official document · Boundaries of 1 "
            "July 2022: made-up boundaries, not legal ones",
        ),
        (
            View("population", 2014, "district", NEW),
            "Nguồn: Cục Thống kê Thử, 2019: Tổng điều tra giả định – Tổng điều tra · Ranh giới "
            "30/6/2022: ranh giới giả định, không phải ranh giới pháp lý",
            "Source: Cục Thống kê Thử, 2019: Tổng điều tra giả định – census · Boundaries of 30 "
            "June 2022: made-up boundaries, not legal ones",
        ),
        (
            View("trade_all_musd", 2023, "province", NEW),
            "Ranh giới: ranh giới giả định, không phải ranh giới pháp lý",
            "Boundaries: made-up boundaries, not legal ones",
        ),
    ],
)
def test_source_lines(tiny_atlas, view, vi, en) -> None:
    drawing = draw(tiny_atlas, view)
    assert source_line(tiny_atlas, drawing, lang="vi") == vi
    assert source_line(tiny_atlas, drawing, lang="en") == en


def test_a_source_line_names_two_and_counts_the_rest(tiny) -> None:
    sources = dict(
        zip(("70001", "70004", "70007"), ("thu-plan", "thu-press", "thu-census"), strict=True)
    )
    rows = tuple(
        replace(row, source_id=sources.get(row.unit_code, row.source_id))
        for row in tiny.observations
    )
    atlas = Atlas(replace(tiny, observations=rows))
    line = source_line(atlas, draw(atlas, COVER), lang="vi")
    # thu-forest stands for two communes, thu-press for the province
    assert line.startswith(
        "Nguồn: Kiểm lâm Thử, 25/2/2021: Hiện trạng rừng giả định – thống kê chính thức; "
        "Báo Thử, tháng 1/2023: Tin giả định – báo chí dẫn cơ quan; và 2 nguồn khác · Ranh giới"
    )


@pytest.mark.parametrize(
    ("view", "at", "vi", "en"),
    [
        (
            View("population", 2014, "commune", NEW),
            1,
            "Phường Ô Ba (ranh giới 1/7/2022): Dân số theo Tổng điều tra 5.000\u00a0người (ngày "
            "1/4/2014, số liệu quy đổi, chính thức). Nguồn: Cục Thống kê Thử, 2019: Tổng điều tra "
            "giả định – Tổng điều tra.",
            "Ô Ba Ward (boundaries of 1 July 2022): Census population 5,000\u00a0people (1 April "
            "2014, carried figure, official). Source: Cục Thống kê Thử, 2019: Tổng điều tra giả "
            "định – census.",
        ),
        (
            View("forest_cover_pct", 2020, "district", MIDDLE),
            0,
            "Huyện Bên Trái: Tỷ lệ che phủ rừng 46,7% (2020, tính từ các đơn vị cấp dưới, tính "
            "từ số liệu gốc). Nguồn: Kiểm lâm Thử, 25/2/2021: Hiện trạng rừng giả định – thống kê "
            "chính thức.",
            "Bên Trái District: Forest cover rate 46.7% (2020, computed from the units below, "
            "derived from sources). Source: Kiểm lâm Thử, 25 February 2021: Hiện trạng rừng giả "
            "định – official statistics.",
        ),
        (
            STATE,
            1,
            "Xã Ô Hai (ranh giới 1/1/2015): Mức nông thôn mới của xã đạt chuẩn nông thôn mới "
            "(2018, hội đồng đã bỏ phiếu, chưa tìm thấy quyết định công nhận). Nguồn: Báo Thử, "
            "tháng 1/2023: "
            "Tin giả định – báo chí dẫn cơ quan.",
            "Ô Hai Commune (boundaries of 1 January 2015): NTM class of the commune NTM standard "
            "met (2018, council voted, decision not found). Source: Báo Thử, January 2023: "
            "Tin giả định – press quoting an authority.",
        ),
        (
            View("trade_all_musd", 2021, "commune", NEW),
            0,
            "Xã Ô Một (ranh giới 1/7/2022): Khu kinh tế cửa khẩu: toàn bộ thuộc khu kinh tế "
            "cửa khẩu (ngày "
            "1/5/2015). Nguồn: Văn phòng Thử, 2022: Kế hoạch giả định đến năm 2030 – văn bản chính "
            "thức.",
            "Ô Một Commune (boundaries of 1 July 2022): Border-gate economic zone: wholly in the "
            "economic zone (1 May 2015). Source: Văn phòng Thử, 2022: Kế hoạch giả định đến "
            "năm 2030 – official document.",
        ),
    ],
)
def test_citations(tiny, tiny_atlas, view, at, vi, en) -> None:
    indicator = tiny.indicators[view.indicator]
    cell = tiny_atlas.cells(view)[at]
    assert citation(tiny_atlas, indicator, cell, lang="vi") == vi
    assert citation(tiny_atlas, indicator, cell, lang="en") == en
