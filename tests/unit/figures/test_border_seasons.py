"""Parts of years stand beside the same part of the year before, days as they were reported."""

from dataclasses import replace

import pytest

from geo.errors import MixedAxisError
from geo.facts.model import Facts, Observation, SeriesBreak
from geo.figures.atlas import Atlas
from geo.figures.border.parts import Part
from geo.figures.border.seasons import Change, change, day_reports, seasons
from tests.support.border import figure, with_figures

ALL = "trade_all_musd"
QUARTER = Part((1, 1), (3, 31))


def test_the_same_part_of_two_years_stands_in_one_row(tiny_atlas: Atlas) -> None:
    found = {(each.indicator_id, each.place, each.part): each for each in seasons(tiny_atlas)}
    quarter = found[ALL, ("province", "77"), QUARTER]
    assert [(row.year, row.value) for row in quarter.rows] == [(2022, 120.0), (2023, 150.0)]
    assert quarter.beside(quarter.rows[1]) is quarter.rows[0]
    assert quarter.beside(quarter.rows[0]) is None
    gate = found[ALL, ("gate", "cua_thu"), QUARTER]
    assert [(row.year, row.value) for row in gate.rows] == [(2022, 80.0)]
    # neither a whole year, nor a plan, nor several years, nor a day is a part
    assert set(found) == {
        (ALL, ("province", "77"), QUARTER),
        (ALL, ("province", "77"), Part((1, 1), (11, 30))),
        (ALL, ("gate", "cua_thu"), QUARTER),
    }


def test_a_full_year_is_never_beside_a_part(tiny_atlas: Atlas) -> None:
    for season in seasons(tiny_atlas):
        assert {row.period for row in season.rows}.isdisjoint({"year"})
    with pytest.raises(MixedAxisError):
        change(tiny_atlas.facts, figure(ALL, 600.0), figure(ALL, 150.0, year=2023, period="Q1"))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("exact", "exact", Change(25.0, "exact")),
        ("exact", "over", Change(25.0, "over")),
        ("exact", "nearly", Change(25.0, "nearly")),
        # 100 (150 / x - 1) falls as x grows: from over 120 it is less than 25 %
        ("over", "exact", Change(25.0, "nearly")),
        ("nearly", "exact", Change(25.0, "over")),
        ("over", "over", Change(None, "vague")),
        ("about", "exact", Change(None, "vague")),
        ("exact", "range", Change(None, "vague")),
    ],
)
def test_a_change_is_told_as_exactly_as_both_figures_allow(
    tiny: Facts, before: str, after: str, expected: Change
) -> None:
    earlier = figure(ALL, 120.0, period="Q1", qualifier=before)
    later = figure(ALL, 150.0, year=2023, period="Q1", qualifier=after)
    assert change(tiny, earlier, later) == expected


def test_no_change_is_told_from_nothing_or_across_a_break(tiny: Facts) -> None:
    later = figure(ALL, 150.0, year=2023, period="Q1")
    assert change(tiny, figure(ALL, 0.0, period="Q1"), later) == Change(None, "zero")
    shares = replace(tiny.indicators[ALL], unit_en="%")
    counted = replace(tiny, indicators=tiny.indicators | {ALL: shares})
    assert change(counted, figure(ALL, 120.0, period="Q1"), later) == Change(None, "share")
    broken = replace(tiny, series_breaks=(SeriesBreak(ALL, "basis", 2023, "đổi", "changed"),))
    assert change(broken, figure(ALL, 120.0, period="Q1"), later) == Change(None, "break")


def test_of_one_part_the_stronger_flag_is_told(tiny: Facts) -> None:
    more = figure(ALL, 155.0, year=2023, period="to-2023-03-31", flag="official")
    found = next(each for each in seasons(Atlas(with_figures(tiny, more))) if len(each.rows) > 1)
    assert [row.value for row in found.rows] == [120.0, 155.0]


def test_a_day_is_reported_with_the_state_of_that_day(tiny: Facts) -> None:
    state = figure("zone_area_km2", 9.0, period="asof-2022-05-01", place=("zone", "khu_thu"))
    other = figure("zone_area_km2", 8.0, period="asof-2022-05-02", place=("zone", "khu_thu"))
    (report,) = day_reports(Atlas(with_figures(tiny, state, other)))
    assert (report.day.isoformat(), report.source_id) == ("2022-05-01", "thu-press")
    assert _values(report.rows) == [("trucks_per_day", 90.0), ("zone_area_km2", 9.0)]


def _values(rows: tuple[Observation, ...]) -> list[tuple[str, float]]:
    return [(row.indicator_id, row.value) for row in rows]
