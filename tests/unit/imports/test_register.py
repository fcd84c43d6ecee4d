"""Recognitions on a sheet of their own."""

from datetime import date

import pytest

from geo.facts.load import load_facts
from geo.imports.publishing import with_draft
from geo.store.folders import as_folder, read_files
from geo.store.long_table import Origin
from geo.store.states import read_state, written
from tests.support.sheets import workbook
from tests.unit.imports.conftest import Read

HEAD = ["TT", "Xã", "Mức đạt", "Năm công nhận", "Số quyết định", "Ngày quyết định"]
ROWS = [
    ["DANH SÁCH XÃ ĐƯỢC CÔNG NHẬN (SỐ LIỆU GIẢ ĐỊNH)"],
    HEAD,
    [1, "Ô Một", "Nâng cao", 2022, "11/QĐ-VT", "5/1/2023"],
    [2, "Ô Hai", "Đạt chuẩn nông thôn mới", 2021, "", ""],
    [3, "Ô Hòa", "kiểu mẫu", 2020, "22/QĐ-VT", "2020-12-30"],
]
BOUNDARIES = "2015-01-01"


def test_classes_years_and_decisions_are_read(read: Read) -> None:
    draft = read(workbook(ROWS), tiny=True, vintage=BOUNDARIES)
    assert (draft.faults, draft.questions, draft.figures) == ((), (), ())
    assert [
        (e.commune_code, e.class_id, e.year, e.evidence, e.decision_no, e.date)
        for e in draft.recognitions
    ] == [
        ("70001", "advanced", 2022, "decision", "11/QĐ-VT", "2023-01-05"),
        ("70004", "met", 2021, "listing", "", ""),
        ("70010", "model", 2020, "decision", "22/QĐ-VT", "2020-12-30"),
    ]
    assert (draft.ok, draft.rows, draft.units) == (True, 3, 3)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Đạt chuẩn NTM", "met"),
        ("xã đạt chuẩn nông thôn mới", "met"),
        ("NTM nâng cao", "advanced"),
        ("Đạt chuẩn NTM nâng cao", "advanced"),
        ("Được công nhận xã NTM kiểu mẫu", "model"),
        # of which class this is it does not say
        ("NTM", ""),
        ("Chưa đạt chuẩn NTM", ""),
        ("Đạt chuẩn NTM nâng cao, kiểu mẫu", ""),
    ],
)
def test_a_class_is_known_by_its_short_form(read: Read, said: str, expected: str) -> None:
    rows = [HEAD, [1, "Ô Một", said, 2022, "", ""]]
    draft = read(workbook(rows), tiny=True, vintage=BOUNDARIES)
    assert [each.class_id for each in draft.recognitions] == ([expected] if expected else [])
    assert [each.key for each in draft.faults] == ([] if expected else ["no_class"])


def test_what_is_wrong_with_a_recognition_is_said_where_it_stands(read: Read) -> None:
    rows = [
        HEAD,
        [1, "Ô Một", "rất tốt", 2022, "", ""],
        [2, "TT. Ô Ba", "đạt chuẩn nông thôn mới", 2022, "", ""],
        [3, "Ô Hòa", "kiểu mẫu", 2020, "22/QĐ-VT", "30/2/2020"],
        [4, "Ô Hai", "kiểu mẫu", 2020, "22/QĐ-VT", "30/12/2018"],
        [5, "Ô Đen", "kiểu mẫu", 2031, "", ""],
        [6, "Ô Đen", "kiểu mẫu", 2031, "", ""],
        [7, "Ô Đen", "kiểu mẫu", "", "", ""],
    ]
    draft = read(workbook(rows), tiny=True, vintage=BOUNDARIES)
    assert [(each.key, each.row, each.column) for each in draft.faults] == [
        ("no_class", 2, "C"),
        ("not_concerned", 3, "C"),
        ("no_day", 4, "F"),
        ("day_of_other_year", 5, "F"),
        ("year_to_come", 6, "F"),
        ("year_to_come", 7, "F"),
        ("no_year", 8, "C"),
        ("twice", 7, "C"),
    ]


def test_a_recognition_known_with_another_decision_is_told(read: Read) -> None:
    row = [1, "Ô Một", "đạt chuẩn nông thôn mới", 2016, "99/QĐ-VT", "20/12/2016"]
    draft = read(workbook([HEAD, row]), tiny=True, vintage=BOUNDARIES)
    (warning,) = draft.warnings
    assert warning.key == "changed"
    assert "12/QĐ-VT 2016-12-20 → 99/QĐ-VT 2016-12-20" in warning.message("vi")


def test_recognitions_are_published(read: Read, tiny_dir) -> None:
    draft = read(workbook(ROWS), tiny=True, vintage=BOUNDARIES)
    files = read_files(tiny_dir)
    origin = Origin("Danh sách giả định", "Sở Thử", date(2026, 1, 2), BOUNDARIES)
    with as_folder({**files, **written(with_draft(read_state(files), draft, origin))}) as folder:
        facts = load_facts(folder)
    new = [each for each in facts.recognitions if each.source_id.startswith("own-")]
    assert {(each.commune_code, each.class_id, each.decision_no) for each in new} == {
        ("70001", "advanced", "11/QĐ-VT"),
        ("70004", "met", ""),
        ("70010", "model", "22/QĐ-VT"),
    }
