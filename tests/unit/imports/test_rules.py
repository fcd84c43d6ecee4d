"""Figures beside the catalogue and beside what is published; values worked out by hand.

Of the made-up province (its README): forest cover of 70001 in 2020 is 80 %, of 70004 20 %;
its people in 2019 are 1,100 and 2,100; those of the province 17,000.
"""

from typing import Any

import pytest

from tests.support.sheets import csv_text
from tests.unit.imports.conftest import Read

OLD, NEW = "2015-01-01", "2022-07-01"


def table(*rows: tuple[object, ...]) -> bytes:
    return csv_text([("code", "indicator", "year", "value", "period"), *rows]).encode()


def said(draft, *keys: str) -> list[tuple[str, int | None, str]]:
    found = [each for each in draft.warnings if each.key in keys]
    return [(each.key, each.row, each.message("en")) for each in found]


def test_what_changes_is_told_with_the_old_and_the_new_figure(read: Read) -> None:
    rows = table(
        ("70001", "forest_cover_pct", 2020, 81.5, ""), ("70004", "forest_cover_pct", 2020, 20, "")
    )
    draft = read(rows, tiny=True, vintage=OLD)
    (warning,) = said(draft, "changed")
    assert warning[:2] == ("changed", 2)
    assert "80 → 81.5" in warning[2]
    assert draft.ok


def test_a_jump_against_an_earlier_year_is_told(read: Read) -> None:
    rows = table(
        ("70001", "forest_cover_pct", 2022, 59, ""),
        ("70004", "forest_cover_pct", 2022, 25, ""),
        ("70001", "population", 2021, 2300, ""),
    )
    draft = read(rows, tiny=True, vintage=OLD)
    told = said(draft, "jump")
    assert [(key, row) for key, row, _ in told] == [("jump", 2), ("jump", 4)]
    assert "80 in 2020" in told[0][2]


@pytest.mark.parametrize(
    ("values", "factor", "first"),
    [((8, 2, 4), "10", 80), ((8000, 2000, 4000), "0.01", 80), ((0.8, 0.2, 0.4), "100", 80)],
)
def test_another_unit_of_measure_is_asked_and_put_right(
    read: Read, values: tuple[float, ...], factor: str, first: float
) -> None:
    codes = ("70001", "70004", "70007")
    rows = [(c, "forest_cover_pct", 2021, v, "") for c, v in zip(codes, values, strict=True)]
    draft = read(table(*rows), tiny=True, vintage=OLD)
    (question,) = draft.questions
    assert (question.id, question.kind) == ("scale:forest_cover_pct", "scale")
    assert question.choices[0].value == factor
    settled = read(table(*rows), tiny=True, vintage=OLD, answers={question.id: factor})
    assert settled.ok
    assert settled.figures[0].value == first
    kept = read(table(*rows), tiny=True, vintage=OLD, answers={question.id: "1"})
    assert kept.questions == ()
    assert kept.figures[0].value == values[0]


def test_one_figure_a_thousand_times_off_is_asked(read: Read) -> None:
    draft = read(table(("77", "trade_all_musd", 2024, 610_000, "")), tiny=True)
    (question,) = draft.questions
    assert [each.value for each in question.choices] == ["0.001", "1"]
    assert [each.label("vi") for each in question.choices] == ["610", "610.000"]


def test_a_share_that_its_parts_do_not_make_is_told(read: Read) -> None:
    parts = (
        ("70001", "population", 2019, 1100, "asof-2019-04-01"),
        ("70001", "population_urban", 2019, 110, "asof-2019-04-01"),
    )
    wrong = ("70001", "urban_share_census_pct", 2019, 12, "asof-2019-04-01")
    right = ("70001", "urban_share_census_pct", 2019, 10, "asof-2019-04-01")
    (told,) = said(read(table(*parts, wrong), tiny=True, vintage=OLD), "share_differs")
    assert told[1] == 4
    assert "10.00" in told[2]
    assert said(read(table(*parts, right), tiny=True, vintage=OLD), "share_differs") == []


def test_units_that_do_not_add_up_to_the_province_are_told(read: Read) -> None:
    codes = ("70001", "70004", "70007", "70010", "70013")
    rows = [(code, "population", 2019, 3000, "asof-2019-04-01") for code in codes]
    (told,) = said(read(table(*rows), tiny=True, vintage=OLD), "parent_differs")
    assert "15,000" in told[2]
    assert "17,000" in told[2]
    rows[0] = ("70001", "population", 2019, 5000, "asof-2019-04-01")
    assert said(read(table(*rows), tiny=True, vintage=OLD), "parent_differs") == []


COMMUNES = ("70001", "70004", "70007", "70010", "70013")
COVER = (80, 20, 40, 60, 10)
"""With 200, 200, 200, 250 and 350 km² the whole is (16,000 + 4,000 + 8,000 + 15,000 + 3,500) /
1,200 = 38.75 %."""


def of_communes(indicator: str, values: tuple[float, ...], period: str = "year") -> list[Any]:
    return [(code, indicator, 2021, v, period) for code, v in zip(COMMUNES, values, strict=True)]


def test_a_total_in_the_file_counts_for_more_than_what_is_published(read: Read) -> None:
    period = "asof-2019-04-01"
    rows = [(code, "population", 2019, 3000, period) for code in COMMUNES]
    whole = ("77", "population", 2019, 15_000, period)
    assert said(read(table(*rows, whole), tiny=True, vintage=OLD), "parent_differs") == []
    wrong = ("77", "population", 2019, 15_400, period)
    (told,) = said(read(table(*rows, wrong), tiny=True, vintage=OLD), "parent_differs")
    assert told[1] == 7
    assert "15,400" in told[2]


@pytest.mark.parametrize(("whole", "differs"), [(38.8, False), (38.4, False), (41, True)])
def test_shares_that_do_not_make_the_province_are_told(
    read: Read, whole: float, differs: bool
) -> None:
    rows = [*of_communes("forest_cover_pct", COVER), ("77", "forest_cover_pct", 2021, whole, "")]
    told = said(read(table(*rows), tiny=True, vintage=OLD), "mean_differs", "mean_outside")
    assert [(key, row) for key, row, _ in told] == ([("mean_differs", 7)] if differs else [])
    # 1 % around 38.75
    assert all("from 38.4 to 39.1" in message and "41" in message for _, _, message in told)


def test_shares_are_weighed_with_wholes_of_the_file(read: Read) -> None:
    shares = (0, 0, 100, 0, 0)
    people = (1000, 2000, 3000, 2000, 2000)
    rows = of_communes("urban_share_census_pct", shares) + of_communes("population", people)
    for whole, expected in ((30, []), (33, ["mean_differs"])):
        province = ("77", "urban_share_census_pct", 2021, whole, "year")
        told = said(read(table(*rows, province), tiny=True, vintage=OLD), "mean_differs")
        assert [key for key, _, _ in told] == expected


def test_a_share_outside_those_of_all_units_is_told(read: Read) -> None:
    shares = of_communes("urban_share_census_pct", (10, 20, 30, 20, 20))
    for whole, expected in ((30, []), (31, ["mean_outside"])):
        province = ("77", "urban_share_census_pct", 2021, whole, "year")
        draft = read(table(*shares, province), tiny=True, vintage=OLD)
        assert [key for key, _, _ in said(draft, "mean_outside", "mean_differs")] == expected
    # of communes that are not all there nothing can be said
    assert said(read(table(*shares[1:], province), tiny=True, vintage=OLD), "mean_outside") == []


def test_a_part_that_is_larger_than_its_whole_is_a_fault(read: Read) -> None:
    rows = (
        ("70001", "population", 2021, 110, "year"),
        ("70001", "population_urban", 2021, 1100, "year"),
        ("70004", "population", 2021, 210, "year"),
        ("70004", "population_urban", 2021, 210, "year"),
    )
    draft = read(table(*rows), tiny=True, vintage=OLD, answers={"scale:population": "1"})
    assert [(each.key, each.row) for each in draft.faults] == [("part_above", 3)]
    assert "would be 1,000.0" in draft.faults[0].message("en")


def test_figures_of_other_periods_are_no_parts(read: Read) -> None:
    rows = (
        ("70001", "population", 2021, 110, "H1"),
        ("70001", "population_urban", 2021, 1100, "year"),
    )
    draft = read(table(*rows), tiny=True, vintage=OLD, answers={"scale:population": "1"})
    assert [each.key for each in draft.faults] == []


def test_a_part_that_is_larger_than_a_published_whole_is_told(read: Read) -> None:
    # 1,100 people are published
    rows = (("70001", "population_urban", 2019, 1200, "asof-2019-04-01"),)
    (told,) = said(read(table(*rows), tiny=True, vintage=OLD), "part_above")
    assert told[1] == 2
    assert "1,100" in told[2]


def test_units_without_a_figure_are_counted_and_named(read: Read) -> None:
    draft = read(table(("70001", "forest_cover_pct", 2021, 80, "")), tiny=True, vintage=NEW)
    (told,) = said(draft, "coverage")
    assert "2 of 3" in told[2]
    assert "Ô Ba, Ô Mới" in told[2]
    # the ward is not concerned
    draft = read(table(("70001", "ntm_criteria_met", 2021, 12, "")), tiny=True, vintage=NEW)
    (told,) = said(draft, "coverage")
    assert "1 of 2" in told[2]


def test_more_decimals_than_are_shown_and_a_year_not_over_are_told(read: Read) -> None:
    rows = table(
        ("77", "trade_all_musd", 2026, 610.25, ""), ("77", "trade_all_musd", 2026, 1, "Q1")
    )
    draft = read(rows, tiny=True)
    assert [row for _, row, _ in said(draft, "decimals")] == [2]
    assert [row for _, row, _ in said(draft, "year_not_over")] == [2]
    assert draft.ok


def test_a_figure_of_the_province_keeps_the_boundaries_it_is_published_under(read: Read) -> None:
    draft = read(table(("77", "population", 2014, 16_001, "asof-2014-04-01")), tiny=True)
    assert [each.vintage for each in draft.figures] == ["2011-01-01"]
    assert said(draft, "changed")
