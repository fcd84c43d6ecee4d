"""A portrait read out: the sentences of the made-up province in both languages."""

from geo.figures.atlas import Atlas
from geo.reading.portrait.sentences import portrait_sentences
from geo.reading.portrait.words import (
    distance_text,
    districts_said,
    missing_lines,
    origin_lines,
    rank_text,
    recognition_line,
    trend_text,
    value_said,
)
from geo.views.portrait.portrait import Portrait, portrait_of

MIDDLE, NEW = "2015-01-01", "2022-07-01"


def portrait(atlas: Atlas, code: str, vintage: str = NEW) -> Portrait:
    return portrait_of(atlas, atlas.facts.units[vintage, code])


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def said(atlas: Atlas, code: str, vintage: str = NEW, *, lang: str = "vi") -> str:
    return plain("\n".join(portrait_sentences(atlas, portrait(atlas, code, vintage), lang=lang)))


def test_a_new_unit_is_told(tiny_atlas: Atlas) -> None:
    lines = said(tiny_atlas, "70007").split("\n")
    assert lines[0] == "Phường Ô Ba hình thành từ 2 đơn vị cũ: xã Ô Hai và thị trấn Ô Ba."
    assert lines[1] == (
        "Phường Ô Ba có diện tích 400 km²; "
        "dân số theo Tổng điều tra 5.400 người (ngày 1/4/2019, số liệu quy đổi)."
    )
    assert lines[-2].startswith(
        "Trong các xã, phường, giống nhất là xã Ô Mới, xã Ô Một: đơn vị đầu lệch trung bình "
    )
    assert lines[-2].endswith(", tính trên 6 chỉ tiêu cùng biết.")
    assert lines[-1] == "Đã biết 6 trong 7 chỉ tiêu có thể có."


def test_an_old_unit_is_told_with_its_trend_and_class(tiny_atlas: Atlas) -> None:
    text = said(tiny_atlas, "70001", MIDDLE)
    assert "Tỷ lệ che phủ rừng (2020) là 80%, cao nhất trong 5 xã, phường, thị trấn" in text
    assert "; toàn tỉnh trên 38%; huyện Bên Trái 46,7%." in text
    assert "Từ 2018 đến 2020, tỷ lệ che phủ rừng tăng từ 77% lên 80% (+3 điểm %)." in text
    assert "từ 2019 (theo danh sách, trang chính thức)." in text
    assert "Xã Ô Một có cửa khẩu, lối thông quan: Cửa Thử." in text
    assert "Xã Ô Một toàn bộ thuộc khu kinh tế cửa khẩu (danh mục ngày 1/5/2015)." in text
    assert "hỏi: quyết định" not in text
    english = said(tiny_atlas, "70001", MIDDLE, lang="en")
    assert "is 80%, the highest of the 5 communes, wards and townships with a figure" in english
    assert "rose from 77% to 80% (+3 " in english


def test_a_low_rank_is_told_from_below(tiny_atlas: Atlas) -> None:
    # 80, 20, 40, 60 and 10 %
    assert "là 10%, thấp nhất trong 5" in said(tiny_atlas, "70013", MIDDLE)
    assert "là 20%, thấp thứ 2 trong 5" in said(tiny_atlas, "70004", MIDDLE)
    assert "là 60%, cao thứ 2 trong 5" in said(tiny_atlas, "70010", MIDDLE)


def test_parts_of_a_merged_unit_are_counted(tiny_atlas: Atlas) -> None:
    text = said(tiny_atlas, "70010")
    assert "1 trong 2 xã cũ đã có kết quả, chưa đánh giá lại trên ranh giới mới." in text
    assert "1 of 2 former communes with a result" in said(tiny_atlas, "70010", lang="en")


def test_the_province_counts_its_communes(tiny_atlas: Atlas) -> None:
    assert said(tiny_atlas, "77").startswith("Tỉnh Vùng Thử có 3 xã, phường.")


def test_what_is_missing_is_asked_for(tiny_atlas: Atlas) -> None:
    found = portrait(tiny_atlas, "70013", MIDDLE)
    assert said(tiny_atlas, "70013", MIDDLE).endswith("Đã biết 6 trong 9 chỉ tiêu có thể có.")
    assert missing_lines(found, lang="vi")[-1].endswith(": chưa rõ nơi công bố")
    old = portrait(tiny_atlas, "70001", "2011-01-01")
    assert missing_lines(old, lang="vi")[0] == (
        "Tỷ lệ che phủ rừng: hỏi quyết định hiện trạng rừng của Kiểm lâm Thử"
    )
    end = "phần còn thiếu nên hỏi: quyết định hiện trạng rừng của Kiểm lâm Thử."
    assert said(tiny_atlas, "70001", "2011-01-01").endswith(end)


def test_the_parts_of_a_row(tiny_atlas: Atlas) -> None:
    found = portrait(tiny_atlas, "70001")
    rows = {each.indicator.indicator_id: each for each in found.lines}
    forest, urban = rows["forest_cover_pct"], rows["urban_share_census_pct"]
    assert plain(value_said(tiny_atlas, forest, lang="vi")) == "80% (2020, chính thức)"
    assert rank_text(forest, lang="vi") == "1/3"
    assert rank_text(urban, lang="vi") == "2/3, bằng 1 đơn vị khác"
    assert rank_text(rows["population"], lang="en") == "2/2 (known of 2 of 3 units)"
    assert rank_text(rows["ntm_status"], lang="vi") == ""
    assert plain(trend_text(forest, lang="vi")) == "+3 điểm % từ 2018"
    assert trend_text(urban, lang="vi") == ""
    assert plain(districts_said(tiny_atlas, forest, lang="vi")) == "46,7%"
    assert distance_text(found.similar[0], lang="en").endswith(" apart on 6 indicators")


def test_the_register_and_the_way_are_listed(tiny_atlas: Atlas) -> None:
    found = portrait(tiny_atlas, "70001")
    first = recognition_line(tiny_atlas, found.recognitions[0], lang="vi")
    assert first.startswith("2016: ")
    assert first.endswith("(có quyết định công nhận; 12/QĐ-VT; 20/12/2016)")
    lines = [
        plain(each)
        for each in origin_lines(tiny_atlas, portrait(tiny_atlas, "70010", MIDDLE), lang="vi")
    ]
    assert lines == [
        "Hình thành từ xã Ô Hòa: 100% diện tích, 100% dân số của đơn vị cũ",
        "Hình thành từ xã Ô Hai (một phần): 25,0% diện tích, 40,0% dân số của đơn vị cũ "
        "(400 người chuyển đi theo quyết định giả định)",
        "Nay thuộc xã Ô Mới: 100% diện tích, 100% dân số",
    ]
