"""Which row is the figure of a year: period first, then flag, then publication."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts, Observation
from geo.figures.observations import Observations, period_family, unit_place

PROVINCE = ("province", "", "77")
FIRST = ("commune", "2015-01-01", "70001")


def row(period="year", flag="reported", value=1.0, source="thu-press", **others) -> Observation:
    fields = {
        "indicator_id": "forest_cover_pct",
        "unit_kind": "commune",
        "vintage": "2015-01-01",
        "unit_code": "70001",
        "year": 2021,
        "value_max": None,
        "qualifier": "exact",
        "note_en": "",
        "note_vi": "",
    }
    return Observation(**(fields | others), period=period, flag=flag, value=value, source_id=source)


def chosen(facts: Facts, *rows: Observation) -> float | None:
    """Return the value that stands for 2021, and check that the order of the rows is no matter."""
    there = Observations(replace(facts, observations=rows))
    back = Observations(replace(facts, observations=rows[::-1]))
    indicator_id = rows[0].indicator_id
    found = there.figure(indicator_id, FIRST, 2021)
    assert found == back.figure(indicator_id, FIRST, 2021)
    return None if found is None else found.value


@pytest.mark.parametrize(
    ("period", "family"),
    [
        ("year", "year"),
        ("asof-2019-04-01", "state"),
        ("H1", "part"),
        ("Q1", "part"),
        ("M09", "part"),
        ("mon-07", "part"),
        ("day-2022-01-05", "part"),
        ("to-2025-06-14", "part"),
        ("2025-01-01/2025-07-15", "part"),
        ("2021-2025", "several"),
    ],
)
def test_period_families(period, family) -> None:
    assert period_family(period) == family


def test_a_whole_year_goes_before_a_state_of_a_better_flag(tiny) -> None:
    state = row("asof-2021-12-31", "official", 36.0)
    assert chosen(tiny, row("year", "estimate", 35.0), state) == 35.0


def test_the_latest_state_goes_before_a_better_flag(tiny) -> None:
    early = row("asof-2021-06-30", "official", 36.0)
    assert chosen(tiny, early, row("asof-2021-12-31", "reported", 37.0)) == 37.0


def test_flags_have_their_order(tiny) -> None:
    flags = ("official", "reported", "provisional", "estimate", "derived")
    rows = [row(flag=flag, value=float(place)) for place, flag in enumerate(flags)]
    for place in range(len(rows)):
        assert chosen(tiny, *rows[place:]) == place


def test_at_equal_flags_the_later_publication_wins(tiny) -> None:
    # published: thu-forest 2021-02-25, thu-press 2023-01, thu-register without a date
    rows = [
        row(value=1.0, source="thu-forest"),
        row(value=2.0, source="thu-press"),
        row(value=3.0, source="thu-register"),
    ]
    assert chosen(tiny, *rows) == 2.0
    assert chosen(tiny, rows[0], rows[2]) == 1.0


@pytest.mark.parametrize("period", ["H1", "M11", "to-2021-11-30", "2020-2021"])
def test_parts_and_several_years_are_never_the_figure(tiny, period) -> None:
    assert chosen(tiny, row(period, "official", 9.0)) is None
    assert chosen(tiny, row(period, "official", 9.0), row(value=4.0)) == 4.0


def test_a_plan_is_no_figure_and_stands_nowhere(tiny) -> None:
    rows = (row("year", "plan", 90.0), row("H1", "plan", 80.0))
    observations = Observations(replace(tiny, observations=rows))
    assert chosen(tiny, *rows) is None
    assert observations.beside("forest_cover_pct", FIRST) == ()
    assert observations.places("forest_cover_pct", "commune") == ()
    assert observations.years("forest_cover_pct", FIRST) == ()


def test_a_state_is_the_figure_of_a_stock_only(tiny) -> None:
    state = row("asof-2021-12-31", indicator_id="trade_all_musd", value=500.0)
    assert chosen(tiny, state) is None
    assert chosen(tiny, replace(state, indicator_id="forest_area_ha")) == 500.0
    observations = Observations(replace(tiny, observations=(state,)))
    assert observations.beside("trade_all_musd", FIRST) == (state,)


@pytest.mark.parametrize(
    ("indicator_id", "place", "year", "value"),
    [
        ("forest_cover_pct", FIRST, 2018, 77.0),
        ("forest_cover_pct", PROVINCE, 2021, 37.0),
        ("trade_all_musd", PROVINCE, 2021, 520.0),
        ("trade_all_musd", PROVINCE, 2022, 600.0),
        ("trade_all_musd", PROVINCE, 2023, None),
        ("trade_all_musd", ("gate", "", "cua_thu"), 2021, 300.0),
        ("trade_all_musd", ("gate", "", "cua_thu"), 2022, None),
        ("trade_all_musd", ("gate", "", "cua_thu"), 2025, None),
        ("zone_area_km2", ("zone", "", "khu_thu"), 2015, 250.0),
        ("trade_all_musd", ("gate", "", "nowhere"), 2021, None),
    ],
)
def test_figures_of_the_made_up_province(tiny, indicator_id, place, year, value) -> None:
    found = Observations(tiny).figure(indicator_id, place, year)
    assert (found.value if found else None) == value


def test_years_are_those_with_a_figure(tiny) -> None:
    observations = Observations(tiny)
    assert observations.years("trade_all_musd", PROVINCE) == (2020, 2021, 2022)
    assert observations.years("trade_all_musd", ("gate", "", "cua_thu")) == (2021,)


def test_rows_beside_the_figures_stand_newest_first(tiny) -> None:
    rows = Observations(tiny).beside("trade_all_musd", PROVINCE)
    assert [(each.year, each.period) for each in rows] == [
        (2023, "Q1"),
        (2022, "2021-2022"),
        (2022, "M11"),
        (2022, "Q1"),
    ]


def test_places_of_a_kind(tiny) -> None:
    observations = Observations(tiny)
    assert observations.places("canopy_pct", "district") == (
        ("district", "", "701"),
        ("district", "", "702"),
    )
    assert observations.places("canopy_pct", "commune") == ()
    assert observations.places("trade_all_musd", "gate") == (("gate", "", "cua_thu"),)


def test_only_communes_have_a_place_of_their_own_in_every_vintage(tiny) -> None:
    old, new = tiny.units["2011-01-01", "701"], tiny.units["2015-01-01", "701"]
    assert unit_place(old) == unit_place(new) == ("district", "", "701")
    first = tiny.units["2022-07-01", "70001"]
    assert unit_place(first) == ("commune", "2022-07-01", "70001")


# ---- what was published before


def left(facts: Facts, *rows: Observation) -> list[float]:
    observations = Observations(replace(facts, observations=rows))
    return [row.value for row in observations.replaced(rows[0].indicator_id, FIRST, 2021)]


def test_another_figure_of_the_same_year_is_told(tiny) -> None:
    assert left(tiny, row(flag="official", value=3.9), row(flag="estimate", value=2.03)) == [2.03]


@pytest.mark.parametrize(
    ("drawn", "printed", "told"),
    [
        (44.23, 44.2, False),
        (802090.0, 802100.0, False),
        # rounded it would be the same, but a target of 7 lies between
        (6.84, 7.0, True),
        (57.83, 59.8, True),
    ],
)
def test_the_same_figure_with_fewer_digits_is_no_other(tiny, drawn, printed, told) -> None:
    rows = (row(flag="official", value=drawn), row(flag="estimate", value=printed))
    assert left(tiny, *rows) == ([printed] if told else [])


def test_a_vague_figure_is_another_one(tiny) -> None:
    vague = row("asof-2021-12-31", value=62.0, qualifier="over")
    assert left(tiny, row("asof-2021-12-31", "official", 63.0), vague) == [62.0]


def test_a_state_of_another_day_or_a_part_is_no_earlier_figure(tiny) -> None:
    state = row("asof-2021-12-31", "official", 63.0)
    assert left(tiny, state, row("asof-2021-06-30", value=50.0), row("H1", value=40.0)) == []
    assert left(tiny, row(flag="official", value=60.0), state) == [63.0]


def test_no_figure_has_no_earlier_one(tiny) -> None:
    assert left(tiny, row("H1", value=40.0)) == []
