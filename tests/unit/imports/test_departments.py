"""Workbooks in the manner of departments; every value in them is made up.

What is expected was written by hand from the rows above it.
"""

import unicodedata

import pytest

from geo.facts.model import Facts
from geo.places.districts import districts_text
from geo.places.unit_names import unit_name
from geo.places.units import level_units
from tests.support.sheets import Formula, Percent, csv_text, workbook
from tests.unit.imports.conftest import Read

NEW, OLD = "2025-07-01", "2024-12-01"
TITLE = [
    ["ỦY BAN NHÂN DÂN TỈNH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["SỞ GIẢ ĐỊNH", "", "", "Độc lập - Tự do - Hạnh phúc"],
    [],
]
SIGNED = [
    [],
    ["", "", "", "Nơi lập, ngày 5 tháng 1 năm 2026"],
    ["", "NGƯỜI LẬP BIỂU", "", "GIÁM ĐỐC"],
    ["", "(Ký, ghi rõ họ tên)", "", "(Ký tên, đóng dấu)"],
    ["", "Nguyễn Văn Giả", "", "Trần Thị Định"],
]


def figures(draft) -> dict[tuple[str, str, int], float]:
    return {(each.indicator_id, each.unit_code, each.year): each.value for each in draft.figures}


def of_units(draft) -> dict[str, float]:
    return {each.unit_code: each.value for each in draft.figures}


def test_title_signature_and_numbered_rows(read: Read) -> None:
    rows = [
        *TITLE,
        ["BIỂU TỔNG HỢP TỶ LỆ CHE PHỦ RỪNG NĂM 2025"],
        ["(Kèm theo Báo cáo số 11/BC-SGĐ ngày 05/01/2026 của Sở Giả định)"],
        ["STT", "Tên xã, phường", "Diện tích tự nhiên", "Tỷ lệ che phủ rừng (%)", "Ghi chú"],
        [1, "Xã Đồng Đăng", 111.1, 41.1, ""],
        [2, "Phường Kỳ Lừa", 111.2, 12.2, "số tạm tính"],
        [3, "Xã Ba Sơn", 111.3, 63.3, ""],
        *SIGNED,
    ]
    draft = read(workbook(rows, merges=["A4:E4"]))
    assert draft.faults == ()
    assert draft.questions == ()
    assert draft.vintage == NEW
    assert of_units(draft) == {"06184": 41.1, "06187": 12.2, "06196": 63.3}
    assert {each.indicator_id for each in draft.figures} == {"forest_cover_pct"}
    assert {each.year for each in draft.figures} == {2025}
    assert [each.note_vi for each in draft.figures] == ["", "số tạm tính", ""]
    assert "column_left_out" in {each.key for each in draft.warnings}


def test_two_row_merged_head_with_years_below_the_indicator(read: Read) -> None:
    rows = [
        ["Phụ lục 02: RỪNG VÀ HỘ NGHÈO"],
        ["TT", "Đơn vị", "Tỷ lệ che phủ rừng (%)", "", "Số hộ nghèo (hộ)", ""],
        ["", "", "2024", "2025", "2024", "2025"],
        ["A", "B", 1, 2, 3, 4],
        [1, "Đồng Đăng", 41.1, 41.2, 11, 10],
        [2, "Kỳ Lừa", 12.1, 12.2, 22, 20],
        [3, "Ba Sơn", 63.1, 63.2, 33, 30],
    ]
    merges = ["A2:A3", "B2:B3", "C2:D2", "E2:F2"]
    draft = read(workbook(rows, merges=merges))
    assert draft.faults == ()
    assert draft.questions == ()
    assert figures(draft) == {
        ("forest_cover_pct", "06184", 2024): 41.1,
        ("forest_cover_pct", "06184", 2025): 41.2,
        ("poor_households_count", "06184", 2024): 11,
        ("poor_households_count", "06184", 2025): 10,
        ("forest_cover_pct", "06187", 2024): 12.1,
        ("forest_cover_pct", "06187", 2025): 12.2,
        ("poor_households_count", "06187", 2024): 22,
        ("poor_households_count", "06187", 2025): 20,
        ("forest_cover_pct", "06196", 2024): 63.1,
        ("forest_cover_pct", "06196", 2025): 63.2,
        ("poor_households_count", "06196", 2024): 33,
        ("poor_households_count", "06196", 2025): 30,
    }


GROUPED = [
    ["SỐ HỘ NGHÈO NĂM 2024 THEO ĐƠN VỊ CẤP XÃ"],
    ["STT", "Xã, phường, thị trấn", "Số hộ nghèo"],
    ["", "TỔNG CỘNG", 1111],
    ["I", "HUYỆN CAO LỘC", 611],
    [1, "TT. Đồng Đăng", 11],
    [2, "X. Thụy Hùng", 100],
    [3, "X. Hồng Phong", 500],
    ["II", "Huyện Văn Lãng", 500],
    [1, "Thụy Hùng", 200],
    [2, "Hoàng Văn Thụ", 300],
    ["Ghi chú: số liệu rà soát cuối năm (1)"],
    ["(1) theo chuẩn giả định"],
]


PLANNED = [
    ["KẾT QUẢ THỰC HIỆN NĂM 2025 VÀ KẾ HOẠCH NĂM 2026"],
    ["STT", "Đơn vị", "Tỷ lệ che phủ rừng (%)", "", ""],
    ["", "", "Kế hoạch 2025", "Thực hiện 2025", "Phấn đấu 2026"],
    [1, "Xã Đồng Đăng", 45.5, 41.5, 46.5],
    [2, "Xã Ba Sơn", 65.5, 60.5, 66.5],
]


def test_a_plan_beside_what_was_done_is_left_out(read: Read) -> None:
    draft = read(workbook(PLANNED, merges=["A1:E1", "C2:E2"]))
    assert (draft.faults, draft.questions) == ((), ())
    assert of_units(draft) == {"06184": 41.5, "06196": 60.5}
    assert {each.year for each in draft.figures} == {2025}
    left_out = [each.column for each in draft.warnings if each.key == "plan_column"]
    assert left_out == ["C", "E"]


def test_a_plan_is_left_out_though_nothing_is_merged(read: Read) -> None:
    # of which indicator the column beside it is only a person can tell
    draft = read(workbook(PLANNED))
    assert draft.figures == ()
    assert [(each.kind, each.about.column) for each in draft.questions] == [("indicator", "D")]
    settled = read(workbook(PLANNED), answers={draft.questions[0].id: "forest_cover_pct"})
    assert of_units(settled) == {"06184": 41.5, "06196": 60.5}


def test_a_head_over_two_columns_may_be_whole(read: Read) -> None:
    rows = [
        ["CHE PHỦ RỪNG NĂM 2025"],
        ["STT", "Đơn vị", "", "Tỷ lệ che phủ rừng (%)"],
        [1, "Xã Đồng Đăng", "vùng I", 41.5],
        [2, "Xã Ba Sơn", "vùng II", 60.5],
    ]
    draft = read(workbook(rows, merges=["B2:C2"]))
    assert (draft.faults, draft.questions) == ((), ())
    assert of_units(draft) == {"06184": 41.5, "06196": 60.5}


def test_roman_districts_with_subtotals_tell_units_of_one_name_apart(read: Read) -> None:
    draft = read(workbook(GROUPED))
    assert draft.faults == ()
    assert draft.questions == ()
    assert draft.vintage == OLD
    assert of_units(draft) == {
        "06184": 11,
        "06208": 100,
        "06205": 500,
        "06136": 200,
        "06178": 300,
    }


def test_a_subtotal_that_is_not_the_sum_is_a_fault(read: Read) -> None:
    rows = [list(row) for row in GROUPED]
    rows[3][2] = 612
    (fault,) = read(workbook(rows)).faults
    assert (fault.key, fault.row, fault.column, fault.value) == ("sum_differs", 4, "C", "612")
    assert "611" in fault.message("vi")


def test_decimal_commas_and_per_cents_as_text(read: Read) -> None:
    rows = [
        ["Mã xã", "Tên xã", "Tỷ lệ che phủ rừng năm 2025"],
        ["06184", "Đồng Đăng", "41,25%"],
        ["06187", "Kỳ Lừa", "12,5 %"],
        ["06196", "Ba Sơn", "…"],
        ["06211", "Cao Lộc", "chưa có số liệu"],
        ["06220", "Công Sơn", "7,75 (2)"],
    ]
    draft = read(workbook(rows))
    assert draft.faults == ()
    assert of_units(draft) == {"06184": 41.25, "06187": 12.5, "06220": 7.75}


def test_cells_shown_as_per_cent(read: Read) -> None:
    rows = [
        ["Mã xã", "Tên xã", "Tỷ lệ che phủ rừng (%)"],
        [6184, "Đồng Đăng", Percent(0.411)],
        [6187, "Kỳ Lừa", Percent(0.122)],
        [6196, "Ba Sơn", Percent(0.633)],
    ]
    draft = read(workbook(rows), year=2025)
    assert draft.faults == ()
    assert draft.questions == ()
    assert of_units(draft) == {"06184": 41.1, "06187": 12.2, "06196": 63.3}


def test_thousands_with_points_are_told_by_another_cell_of_the_column(read: Read) -> None:
    rows = [
        ["STT", "Tên đơn vị", "Tổng diện tích có rừng 2024", "Tổng số hộ 2024"],
        [1, "Xã Đồng Đăng", "1.234,5", "1.111"],
        [2, "Xã Ba Sơn", "2.345", "1.222.333"],
    ]
    draft = read(workbook(rows), vintage=NEW, answers={"indicator:Biểu:C": "forest_area_ha"})
    assert draft.faults == ()
    assert draft.questions == ()
    found = {e.unit_code: e.value for e in draft.figures if e.indicator_id == "forest_area_ha"}
    assert found == {"06184": 1234.5, "06196": 2345}


def test_old_names_without_marks_and_decomposed(read: Read) -> None:
    rows = [
        ["Huyện", "Xã", "Số tiêu chí đạt (bộ 19 tiêu chí)", "Năm"],
        ["Cao Lộc", unicodedata.normalize("NFD", "Thanh Lòa"), 11, 2023],
        ["Cao Lộc", "Xuat Le", 12, 2023],
        ["Văn Lãng", "Thuỵ Hùng", 13, 2023],
        ["Cao Lộc", "xã Thụy Hùng", 14, 2023],
    ]
    draft = read(workbook(rows), indicator="ntm_criteria_met", year=2023)
    assert draft.faults == ()
    assert draft.questions == ()
    assert draft.vintage == "2020-01-01"
    assert of_units(draft) == {"06193": 11, "06202": 12, "06136": 13, "06208": 14}


def test_two_boundaries_that_fit_as_well_are_asked(read: Read) -> None:
    rows = [
        ["Tên xã", "Tỷ lệ che phủ rừng 2025"],
        ["Xã Thống Nhất", 41.1],
        ["Xã Hữu Liên", 42.2],
    ]
    draft = read(workbook(rows))
    (question,) = draft.questions
    assert (question.id, question.kind) == ("vintage", "vintage")
    assert draft.faults == ()
    settled = read(workbook(rows), answers={"vintage": OLD})
    assert settled.ok
    assert settled.vintage == OLD


def test_a_misspelt_name_is_asked_with_suggestions_and_settled(read: Read) -> None:
    rows = [
        ["Tên xã", "Tỷ lệ che phủ rừng 2026"],
        ["Xã Đồng Đăngg", 41.1],
        ["Phường Kỳ Lừa", 12.2],
    ]
    draft = read(workbook(rows))
    (question,) = draft.questions
    assert question.kind == "unit"
    assert question.choices[0].value == "06184"
    assert (question.about.row, question.about.column) == (2, "A")
    settled = read(workbook(rows), answers={question.id: "06184"})
    assert settled.ok
    assert of_units(settled) == {"06184": 41.1, "06187": 12.2}


def test_units_by_codes_that_lost_their_zeros_or_have_a_prefix(read: Read) -> None:
    rows = [
        ["Mã ĐVHC", "Tỷ lệ che phủ rừng 2025"],
        [6184, 41.1],
        ["6187", 12.2],
        ["VN2006196", 63.3],
        ["06211.0", 21.1],
        ["'06220", 22.2],
    ]
    draft = read(workbook(rows))
    assert draft.faults == ()
    assert of_units(draft) == {
        "06184": 41.1,
        "06187": 12.2,
        "06196": 63.3,
        "06211": 21.1,
        "06220": 22.2,
    }


def test_a_sheet_of_districts_and_one_of_the_province(read: Read) -> None:
    rows = [
        ["STT", "Huyện, thành phố", "Số hộ nghèo 2024"],
        [1, "Cao Lộc", 111],
        [2, "Văn Lãng", 222],
        ["", "Toàn tỉnh", 333],
    ]
    draft = read(workbook(rows))
    assert of_units(draft) == {"183": 111, "182": 222}
    assert {each.unit_kind for each in draft.figures} == {"district"}
    alone = read(workbook([["Đơn vị", "Số hộ nghèo 2024"], ["Toàn tỉnh", 5111]]))
    assert of_units(alone) == {"20": 5111}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_csv_of_every_kind(read: Read, separator: str, codec: str) -> None:
    rows = [
        ["Mã xã", "Tên đơn vị", "Tỷ lệ che phủ rừng 2025"],
        ["06184", "Xã Đồng Đăng", "41.1"],
        ["06187", "Phường Kỳ Lừa", "12.2"],
    ]
    text = csv_text(rows, separator=separator)
    if codec == "cp1258":
        text = _for_windows_1258(text)
    draft = read(text.encode(codec), name="bieu.csv")
    assert draft.faults == ()
    assert of_units(draft) == {"06184": 41.1, "06187": 12.2}
    assert [each.key for each in draft.warnings if each.key == "old_letters"] == (
        ["old_letters"] if codec == "cp1258" else []
    )


def _for_windows_1258(text: str) -> str:
    """Compose all but the tones, as that code page has them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in tones))
        out.append(base + "".join(p for p in parts if p in tones))
    return "".join(out)


def test_long_table_with_names_of_indicators(read: Read) -> None:
    rows = [
        ["code", "indicator", "year", "value", "flag", "qualifier", "period"],
        ["06184", "forest_cover_pct", 2024, 41.1, "", "", ""],
        ["06184", "Tỷ lệ che phủ rừng", 2025, 42.2, "estimate", "about", ""],
        ["06187", "Forest cover rate", 2024, 12.2, "reported", "", "asof-2024-12-31"],
        ["20", "poor_households_count", 2024, 5111, "", "", ""],
    ]
    draft = read(workbook(rows))
    assert draft.faults == ()
    found = [(e.unit_code, e.year, e.value, e.flag, e.qualifier, e.period) for e in draft.figures]
    assert found == [
        ("06184", 2024, 41.1, "official", "exact", "year"),
        ("06184", 2025, 42.2, "estimate", "about", "year"),
        ("06187", 2024, 12.2, "reported", "exact", "asof-2024-12-31"),
        ("20", 2024, 5111, "official", "exact", "year"),
    ]


def test_formulas_are_read_by_their_results(read: Read) -> None:
    rows = [
        ["Mã", "Số hộ nghèo 2025"],
        ["06184", Formula("=5+6", 11)],
        ["06187", 22],
        ["Tổng cộng", Formula("=SUM(B2:B3)", 33)],
    ]
    draft = read(workbook(rows))
    assert draft.faults == ()
    assert of_units(draft) == {"06184": 11, "06187": 22}


def test_half_old_and_half_new_names_name_the_rows(read: Read) -> None:
    rows = [
        ["Mã", "Tên xã", "Tỷ lệ che phủ rừng 2025"],
        ["06184", "Xã Đồng Đăng", 41.1],
        ["06187", "Phường Kỳ Lừa", 12.2],
        ["06196", "Xã Ba Sơn", 63.3],
        ["06208", "Xã Thụy Hùng", 11.1],
        ["", "TT. Cao Lộc", 11.2],
    ]
    draft = read(workbook(rows))
    assert [(each.key, each.row) for each in draft.faults] == [
        ("other_boundaries", 5),
        ("other_boundaries", 6),
    ]


def test_a_table_without_a_year_is_asked_once(read: Read) -> None:
    text = "Xã;Giá trị\nĐồng Đăng;41,5\nKỳ Lừa;12,25\n".encode()
    said = {"indicator": "forest_cover_pct", "vintage": NEW, "name": "bieu.csv"}
    draft = read(text, **said)
    assert ([each.id for each in draft.questions], draft.faults) == (["year:"], ())
    settled = read(text, answers={"year:": "2025"}, **said)
    assert of_units(settled) == {"06184": 41.5, "06187": 12.25}
    assert settled.ok


@pytest.mark.parametrize("vintage", ["2019-01-01", "2020-01-01", OLD, NEW])
@pytest.mark.parametrize("bare", [True, False])
def test_every_commune_is_found_by_its_name(
    read: Read, facts: Facts, vintage: str, bare: bool
) -> None:
    rows: list[list[object]] = [["STT", "Huyện", "Tên đơn vị", "Tỷ lệ che phủ rừng 2025"]]
    expected = {}
    for at, unit in enumerate(level_units(facts, level="commune", vintage=vintage), start=1):
        district = districts_text(facts, unit, lang="vi")
        name = unit.name if bare else unit_name(unit, lang="vi")
        rows.append([at, district, name, at / 4])
        expected[unit.code] = at / 4
    draft = read(workbook(rows), vintage=vintage)
    # a township and a commune of one name in one district: only the word of the kind tells
    asked = {choice.value for each in draft.questions for choice in each.choices}
    assert of_units(draft) == {code: v for code, v in expected.items() if code not in asked}
    assert draft.faults == ()
    assert len(asked) == 2 * len(draft.questions)
    assert bare or not asked
