"""What the shipped targets say of the firmness of their status, each worked out by hand."""

import pytest

from geo.figures.atlas import Atlas
from geo.reading.charts import target_marks
from geo.reading.progress.caveats import caveats, is_near, status_phrase
from geo.reading.progress.trace import trace
from geo.reading.year_marks import year_marks
from geo.targets.progress import Progress, measure_progress


@pytest.fixture
def measure(atlas: Atlas):
    def measured(target_id: str) -> Progress:
        return measure_progress(atlas, atlas.facts.targets[target_id])

    return measured


@pytest.mark.parametrize(
    ("target_id", "ratio", "text"),
    [
        # 0.275 against (67 - 63) / 10 = 0.4
        ("forest_cover_2030", 0.6875, "0.69: would be “must speed up”"),
        # 9.9125 against (150 / 44.23) ^ 0.1 - 1 = 12.99 %
        ("grdp_per_capita_2030", 0.7631, "0.76: “must speed up” as well"),
        # 0.325 against (95 - 92.7) / 10 = 0.23
        ("health_insurance_2030", 1.413, "1.41: “on track” as well"),
        # 6.478 against (80 - 28.18) / 10 = 5.182
        ("ntm_share_2030", 1.2501, "1.25: “on track” as well"),
    ],
)
def test_open_sdg_reads_the_pace_from_the_base_year(measure, atlas, target_id, ratio, text):
    rows = trace(atlas, measure(target_id), lang="en")
    (row,) = [row for row in rows if row.step == "open_sdg"]
    assert row.result == pytest.approx(ratio, abs=1e-4)
    assert row.result_text == text


def test_an_average_has_no_pace_from_the_base_year(measure, atlas) -> None:
    rows = trace(atlas, measure("grdp_growth_2030"), lang="en")
    assert "open_sdg" not in {row.step for row in rows}


@pytest.mark.parametrize(
    ("target_id", "near"),
    [
        # 0.569 and 0.614 beside 0.60; 0.652 is 0.052 away; 0.737, 1.667 and 1.95 are far
        ("forest_cover_2030", True),
        ("grdp_per_capita_2030", True),
        ("grdp_per_capita_usd_2030", False),
        ("grdp_growth_2030", False),
        ("ntm_share_2030", False),
        ("health_insurance_2030", False),
        ("doctors_2030", False),
    ],
)
def test_a_ratio_near_a_bound_says_so(measure, target_id, near) -> None:
    measured = measure(target_id)
    assert is_near(measured) is near
    assert status_phrase(measured, lang="vi").endswith(", sát ngưỡng") is near


def test_forest_hangs_on_its_base(measure, atlas) -> None:
    # with over 62: (64.1 - 62) / 4 = 0.525 against 0.483: 1.09
    assert caveats(atlas, measure("forest_cover_2030"), lang="vi") == (
        "tỷ lệ 0,57 sát ngưỡng 0,60: số liệu thay đổi chút ít là đổi trạng thái",
        "nếu lấy trên 62% như đã công bố trước đây cho năm 2020 thì tỷ lệ là 1,09, tức là “đúng "
        "tiến độ”",
    )


def test_health_insurance_hangs_on_a_preliminary_year(measure, atlas) -> None:
    said = caveats(atlas, measure("health_insurance_2030"), lang="vi")
    assert said == ("số năm 2024 là số tạm tính",)


@pytest.mark.parametrize(
    ("target_id", "words"),
    [
        ("hospital_beds_2030", "đếm các cơ sở khác nhau giữa các năm"),
        ("doctors_2030", "lúc tính, lúc không tính một số cơ sở"),
        ("urban_water_2030", "nên có thể đã đổi cách tính"),
    ],
)
def test_what_forbids_a_status_stands_in_the_trace(measure, atlas, target_id, words) -> None:
    measured = measure(target_id)
    assert caveats(atlas, measured, lang="vi") == ()
    assert any(words in row.formula for row in trace(atlas, measured, lang="vi"))


def test_a_break_that_is_told_beside_the_picture_is_not_said_twice(atlas: Atlas) -> None:
    measured = measure_progress(atlas, atlas.facts.targets["ntm_share_2030"])
    # the criteria change in 2026, which the reasons of its status say
    assert [row.year for row in measured.breaks] == [2026]
    marks = target_marks(atlas, measured, lang="vi")
    assert [mark.year for mark in marks.breaks] == [2026]
    assert marks.said == ""
    years = [2020, 2025]
    untold = year_marks(atlas, "ntm_share_pct", years, lang="vi", until=2030)
    assert "2026" in untold.said
