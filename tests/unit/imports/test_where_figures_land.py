"""Units, boundaries, years, periods and numbers that a file leaves open or says elsewhere.

What is expected was written by hand from the rows; every value is made up.
"""

import pytest

from geo.facts.model import Facts
from geo.imports.draft import Draft, draft
from geo.imports.files.read import read_file
from geo.places.units import level_units
from tests.support.sheets import Percent, workbook
from tests.unit.imports.conftest import Read

NEW, OLD = "2025-07-01", "2024-12-01"
PAIR: list[list[object]] = [["Xã Đồng Đăng", 41], ["Phường Kỳ Lừa", 12]]
POOR = "poor_households_count"


def keys(found: object) -> list[str]:
    return [each.key for each in found]  # type: ignore[attr-defined]


def asked(draft: Draft) -> list[str]:
    return [question.kind for question in draft.questions]


def figures(draft: Draft) -> list[tuple[str, int, float]]:
    return [(each.unit_code, each.year, each.value) for each in draft.figures]


def test_codes_alone_are_in_the_boundaries_of_their_year(read: Read) -> None:
    rows = [["Mã", "Số hộ nghèo 2022"], ["06184", 41], ["06211", 12]]
    draft = read(workbook(rows))
    assert (draft.vintage, draft.questions) == ("2020-01-01", ())
    rows[0] = ["Mã", "Số hộ nghèo 2025"]
    assert asked(read(workbook(rows))) == ["vintage"]


def test_the_work_tells_how_far_it_is(facts: Facts) -> None:
    file = read_file(workbook([["Mã", "Số hộ nghèo 2025"], ["06184", 41]]), name="bieu.xlsx")
    told: list[tuple[int, int]] = []
    draft(facts, file, tell=lambda done, parts: told.append((done, parts)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_codes_with_names_are_in_the_boundaries_of_their_year(read: Read) -> None:
    rows = [["Mã", "Tên", "Số hộ nghèo 2022"], ["06184", "Đồng Đăng", 41]]
    draft = read(workbook(rows))
    assert (draft.vintage, draft.questions) == ("2020-01-01", ())


def test_all_codes_of_some_boundaries_are_of_those(read: Read, facts: Facts) -> None:
    units = level_units(facts, level="commune", vintage=NEW)
    rows = [["Mã", "Số hộ nghèo 2022"], *([unit.code, 10] for unit in units)]
    draft = read(workbook(rows))
    assert (draft.vintage, draft.questions) == (NEW, ())


def test_a_misspelt_name_does_not_choose_the_newest_boundaries(read: Read) -> None:
    rows = [["Tên xã", "Số hộ nghèo 2022"], ["Xã Hữu Liên", 41], ["Xã Thống Nhất", 2], ["Xyz", 1]]
    draft = read(workbook(rows))
    assert draft.vintage == "2020-01-01"
    assert asked(draft) == ["unit"]


def test_an_answer_about_a_name_is_none_about_a_code(read: Read) -> None:
    rows = [["Mã", "Tên", "Số hộ nghèo 2025"], ["06184", "Đồng Đăng", 41]]
    answers = {f"unit:{NEW}:đồng đăng": "06187"}
    draft = read(workbook(rows), vintage=NEW, answers=answers)
    assert figures(draft) == [("06184", 2025, 41)]


@pytest.mark.parametrize("title", [[], [["BÁO CÁO SỐ HỘ NGHÈO NĂM 2025"]]])
def test_the_year_of_a_row_is_its_own(read: Read, title: list[list[object]]) -> None:
    rows = [*title, ["Tên xã", "Năm", "Số hộ nghèo"], ["Xã Đồng Đăng", 2023, 42]]
    for year in (None, 2024):
        draft = read(workbook(rows), vintage=NEW, year=year)
        assert (draft.questions, figures(draft)) == ((), [("06184", 2023, 42)])


def test_a_row_of_another_year_than_its_column_is_a_fault(read: Read) -> None:
    rows = [["Tên xã", "Năm", "Số hộ nghèo 2024"], ["Xã Đồng Đăng", 2023, 42]]
    draft = read(workbook(rows), vintage=NEW)
    assert (keys(draft.faults), draft.figures) == (["two_years"], ())


@pytest.mark.parametrize(
    "above",
    [
        [["Tên xã", "Số hộ nghèo"], ["", "6 tháng 2025"]],
        [["SỐ HỘ NGHÈO 6 THÁNG ĐẦU NĂM 2025"], ["Tên xã", "Số hộ nghèo"]],
        [["SỐ HỘ NGHÈO QUÝ III NĂM 2025"], ["Tên xã", "Số hộ nghèo"]],
        [["SỐ HỘ NGHÈO THÁNG 9 NĂM 2025"], ["Tên xã", "Số hộ nghèo"]],
    ],
)
def test_a_part_of_a_year_is_not_taken_for_the_year(read: Read, above: list[list[object]]) -> None:
    draft = read(workbook([*above, *PAIR]), vintage=NEW, indicator=POOR)
    assert keys(draft.faults) == ["part_of_year"]


@pytest.mark.parametrize(
    "told",
    [
        *("Nửa đầu năm 2025", "nửa cuối năm 2025", "nửa năm 2025", "bán niên 2025"),
        *("6T/2025", "9T đầu năm 2025", "6tháng 2025", "11 tháng năm 2025", "mười tháng 2025"),
        *("tháng chín năm 2025", "Tháng mười một năm 2025", "Tháng Mười 2025", "tháng 06/2025"),
        *("Quí II năm 2025", "quí 3/2025", "quý hai năm 2025", "Quý tư năm 2025", "Q.II/2025"),
        *("Q2/2025", "hai quý đầu năm 2025", "3 quý đầu năm 2025", "H1 2025"),
        *("first six months of 2025", "9 months of 2025", "second quarter of 2025"),
    ],
)
def test_a_part_of_a_year_is_known_however_it_is_written(read: Read, told: str) -> None:
    rows = [[f"SỐ HỘ NGHÈO {told}"], ["Tên xã", "Số hộ nghèo"], *PAIR]
    draft = read(workbook(rows), vintage=NEW, year=2025)
    assert "part_of_year" in keys(draft.faults)


@pytest.mark.parametrize(
    "told",
    [
        *("năm 2025", "12 tháng năm 2025", "Mười hai tháng năm 2025", "Tháng mười hai năm 2025"),
        *("năm 2025 (đvt: 5t)", "năm 2025, Quỹ từ thiện", "năm 2025, quy mô hai xã"),
    ],
)
def test_a_whole_year_is_no_part_of_one(read: Read, told: str) -> None:
    rows = [[f"SỐ HỘ NGHÈO {told}"], ["Tên xã", "Số hộ nghèo"], *PAIR]
    assert read(workbook(rows), vintage=NEW, year=2025).faults == ()


def test_a_period_of_each_row_settles_a_part_of_a_year(read: Read) -> None:
    rows = [
        ["SỐ HỘ NGHÈO 6 THÁNG ĐẦU NĂM 2025"],
        ["Nơi lập, ngày 5 tháng 7 năm 2025"],
        ["Tên xã", "Kỳ", "Số hộ nghèo"],
        ["Xã Đồng Đăng", "H1", 41],
    ]
    draft = read(workbook(rows), vintage=NEW)
    assert draft.faults == ()
    assert [each.period for each in draft.figures] == ["H1"]


def test_the_day_of_a_document_is_no_period(read: Read) -> None:
    rows = [["Ngày 5 tháng 7 năm 2025"], ["Số 12 tháng, năm 2025"], ["Tên xã", "Số hộ nghèo 2025"]]
    assert read(workbook([*rows, *PAIR]), vintage=NEW).faults == ()


def test_a_part_of_an_indicator_is_asked(read: Read) -> None:
    head: list[list[object]] = [["Tên xã", "Số hộ nghèo"], ["", "Trong đó: hộ neo đơn 2025"]]
    draft = read(workbook([*head, *PAIR]), vintage=NEW)
    assert (asked(draft), draft.figures) == (["indicator"], ())
    assert draft.questions[0].choices[0].value == POOR


def test_the_indicator_of_a_title_is_not_that_of_a_column_of_other_words(read: Read) -> None:
    rows = [["TỶ LỆ CHE PHỦ RỪNG NĂM 2025"], ["Tên xã", "Diện tích tự nhiên"], *PAIR]
    assert asked(read(workbook(rows), vintage=NEW)) == ["indicator"]
    rows[1] = ["Tên xã", "Tỷ lệ (%)"]
    draft = read(workbook(rows), vintage=NEW)
    assert figures(draft) == [("06184", 2025, 41), ("06187", 2025, 12)]


@pytest.mark.parametrize("head", ["Số hộ nghèo 2025 (ước)", "Số hộ nghèo (ước) 2025"])
def test_an_estimate_in_brackets_is_no_unit_of_measure(read: Read, head: str) -> None:
    draft = read(workbook([["Tên xã", head], *PAIR]), vintage=NEW)
    assert draft.faults == ()
    assert {each.flag for each in draft.figures} == {"estimate"}


def test_a_plan_in_brackets_is_left_out(read: Read) -> None:
    draft = read(workbook([["Tên xã", "Số hộ nghèo (kế hoạch) 2025"], *PAIR]), vintage=NEW)
    assert draft.figures == ()
    assert "plan_column" in keys(draft.warnings)


@pytest.mark.parametrize("name", ["Cộng huyện Cao Lộc", "Toàn huyện", "Bình quân", "Tổng số xã"])
def test_a_total_of_a_part_is_not_the_province(read: Read, name: str) -> None:
    long = [["Đơn vị", "Năm", "Chỉ tiêu", "Giá trị"], [name, 2024, POOR, 41]]
    for rows in (long, [["Đơn vị", "Số hộ nghèo 2024"], [name, 41]]):
        draft = read(workbook(rows))
        assert draft.figures == ()
        assert "no_figures" in keys(draft.faults)


def test_the_upper_end_of_a_range_is_read_as_the_lower_is(read: Read) -> None:
    rows = [
        ["Mã", "Năm", "Chỉ tiêu", "Giá trị", "Cận trên"],
        ["06184", 2025, "forest_cover_pct", "40,5", "45,5"],
        ["06187", 2025, "forest_cover_pct", Percent(0.4), Percent(0.5)],
        ["06196", 2025, "forest_cover_pct", 40, "hơn nữa"],
    ]
    draft = read(workbook(rows), vintage=NEW)
    assert [(each.value, each.value_max) for each in draft.figures] == [
        (40.5, 45.5),
        (40, 50),
        (40, None),
    ]
    assert [(each.key, each.row, each.column) for each in draft.faults] == [
        ("text_for_number", 4, "E")
    ]
