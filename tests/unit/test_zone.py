"""Membership of the economic zone by list, year and boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from geo.zone import Zone

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


@pytest.fixture(scope="module")
def zone(tiny) -> Zone:
    return Zone(tiny)


def test_the_list_in_force_is_the_newest_issued_by_the_end_of_the_year(zone) -> None:
    assert zone.list_in_force(2014) is None
    assert zone.list_in_force(2015) == date(2015, 5, 1)
    assert zone.list_in_force(2021) == date(2015, 5, 1)
    assert zone.list_in_force(2022) == date(2022, 8, 1)


@pytest.mark.parametrize(
    ("vintage", "code", "year", "expected"),
    [
        (MIDDLE, "70001", 2014, None),
        (MIDDLE, "70001", 2015, ("whole", False)),
        (MIDDLE, "70004", 2015, ("part", False)),
        (MIDDLE, "70007", 2015, ("no", False)),
        # the list of 2015 on the boundaries of 2022: unchanged, one member of two parts, none
        (NEW, "70001", 2021, ("whole", False)),
        (NEW, "70007", 2021, ("part", True)),
        (NEW, "70010", 2021, ("no", True)),
        (NEW, "70007", 2022, ("part", False)),
        (NEW, "70010", 2022, ("no", False)),
        # never backward
        (OLD, "70001", 2015, None),
    ],
)
def test_membership(tiny, zone, vintage, code, year, expected) -> None:
    state = zone.state(tiny.units[vintage, code], year)
    assert (state and (state.membership, state.carried)) == expected


def test_only_whole_members_make_a_whole_member(tiny) -> None:
    member = tiny.zone_members[0]
    both = (
        replace(member, commune_code="70004", share="whole"),
        replace(member, commune_code="70007", share="whole"),
    )
    unit = tiny.units[NEW, "70007"]
    state = Zone(replace(tiny, zone_members=both)).state(unit, 2021)
    assert state is not None
    assert state.membership == "whole"
    half = (both[0], replace(both[1], share="part"))
    state = Zone(replace(tiny, zone_members=half)).state(unit, 2021)
    assert state is not None
    assert state.membership == "part"


def test_a_state_names_its_list(tiny, zone) -> None:
    state = zone.state(tiny.units[NEW, "70007"], 2021)
    assert state is not None
    assert (state.list_date, state.source_id) == (date(2015, 5, 1), "thu-plan")
