"""The form that asks for figures, read as a spreadsheet does."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from geo.documents.tables.request_form import request_form
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.targets.missing import wanted
from geo.targets.progress import all_progress

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lang", "title", "heads"),
    [
        ("vi", "Phiếu đề nghị số liệu", ["STT", "Chỉ tiêu", "Đơn vị tính", "Nơi", "Mã", "Năm"]),
        (
            "en",
            "Request for figures",
            ["No.", "Indicator", "Unit of measure", "Place", "Code", "Year"],
        ),
    ],
)
def test_a_row_for_each_missing_figure(
    facts: Facts, lang: str, title: str, heads: list[str]
) -> None:
    atlas = Atlas(facts)
    asked = next(
        each
        for each in wanted(atlas, all_progress(atlas, "52-ctr-tu"))
        if each.waiting[0][0].target.target_id == "forest_cover_2030"
    )
    # 2022 and 2025 of the province, 2025 of each of 65 communes and wards
    assert len(asked.cells) == 67
    sheet = load_workbook(BytesIO(request_form(atlas, asked, lang=lang, now=NOW))).active
    assert sheet["A1"].value == title
    assert "463/QĐ-UBND" in sheet["A2"].value
    table = list(sheet.iter_rows(min_row=5, max_row=72))
    assert [cell.value for cell in table[0][:6]] == heads
    rows = [[cell.value for cell in row] for row in table[1:]]
    assert [row[0] for row in rows] == list(range(1, 68))
    assert [(row[4], row[5]) for row in rows[:2]] == [("20", 2022), ("20", 2025)]
    assert {row[5] for row in rows[2:]} == {2025}
    assert len({row[4] for row in rows[2:]}) == 65
    # nothing is filled in, and only there can anything be
    assert {value for row in rows for value in row[6:]} == {None}
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in table[1]] == [True] * 6 + [False] * 3


def test_a_share_beyond_what_it_can_be_is_refused(facts: Facts) -> None:
    atlas = Atlas(facts)
    asked = wanted(atlas, all_progress(atlas, "52-ctr-tu"))
    bounds = set()
    for each in asked:
        sheet = load_workbook(BytesIO(request_form(atlas, each, lang="vi", now=NOW))).active
        rules = sheet.data_validations.dataValidation
        assert sum(len(rule.sqref.ranges) for rule in rules) >= 1
        bounds |= {(rule.operator, rule.formula1, rule.formula2) for rule in rules}
    assert ("between", "0.0", "100.0") in {(each[0] or "between", *each[1:]) for each in bounds}
