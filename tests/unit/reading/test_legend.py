"""The notes below a legend: which apply, and with which counts."""

import pytest

from geo.figures.view import View
from geo.reading.legend import legend_notes
from geo.views.drawing import draw

MIDDLE, NEW = "2015-01-01", "2022-07-01"


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (
            # one figure alone is told itself, and not classed
            View("forest_cover_pct", 2018, "commune", MIDDLE),
            {"coverage": "Độ phủ số liệu: 1/5"},
        ),
        (
            View("forest_cover_pct", 2020, "commune", MIDDLE),
            {"coverage": "Độ phủ số liệu: 5/5", "bounds": None},
        ),
        (
            View("trade_all_musd", 2021, "commune", MIDDLE),
            {
                "coverage": "Độ phủ số liệu: 5/5",
                "zone_list": "theo danh mục ngày 1/5/2015",
                "gates": None,
                "gate_marks": None,
            },
        ),
        (
            # 70007 is of no concern to the programme; 70004 and 70010 rest on weak evidence
            View("ntm_status", 2020, "commune", MIDDLE),
            {
                "coverage": "Độ phủ số liệu: 3/4",
                "pending": "kẻ sọc: đã thẩm định hoặc bỏ phiếu, chưa tìm thấy quyết định công nhận",
            },
        ),
    ],
)
def test_the_notes_that_apply_in_their_order(tiny_atlas, view, expected) -> None:
    notes = legend_notes(tiny_atlas, draw(tiny_atlas, view), lang="vi")
    assert list(notes) == list(expected)
    assert all(notes[key] == text for key, text in expected.items() if text)


def test_a_filter_says_how_many_it_keeps(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "commune", MIDDLE))
    kept = (True, False, True, True, False)
    said = {
        "vi": "Bộ lọc giữ lại 3 trong 5 đơn vị (số trước dấu “/”); phần còn lại được làm mờ.",
        "en": "The filter keeps 3 of 5 units (the number before “/”); the rest are faded.",
    }
    for lang, words in said.items():
        notes = legend_notes(tiny_atlas, drawing, lang=lang, kept=kept)
        assert notes["kept"] == words
        assert list(notes)[:2] == ["coverage", "kept"]


def test_a_filter_that_keeps_none_says_so(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "commune", MIDDLE))
    notes = legend_notes(tiny_atlas, drawing, lang="vi", kept=[False] * 5)
    assert notes["kept"] == "Không đơn vị nào thỏa bộ lọc."


def test_carried_figures_are_counted(tiny_atlas) -> None:
    # of the three communes of 2022 one is as it was, one has a part without a figure
    notes = legend_notes(
        tiny_atlas, draw(tiny_atlas, View("population", 2019, "commune", NEW)), lang="vi"
    )
    assert notes["carried"] == "viền chấm: số liệu quy đổi (1)"
