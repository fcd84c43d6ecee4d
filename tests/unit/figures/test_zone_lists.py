"""Membership of the economic zone by list, year and boundaries."""

from dataclasses import replace
from datetime import date

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.figures.zone_lists import Zone
from geo.reading.legend import legend_notes
from geo.views.drawing import draw

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


@pytest.fixture(scope="module")
def zone(tiny) -> Zone:
    return Zone(tiny)


def test_the_list_in_force_is_the_newest_issued_by_the_end_of_the_year(zone) -> None:
    assert zone.lists_in_force(2014) == ()
    assert zone.lists_in_force(2015) == (date(2015, 5, 1),)
    assert zone.lists_in_force(2021) == (date(2015, 5, 1),)
    assert zone.lists_in_force(2022) == (date(2022, 8, 1),)


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
    assert (state.list_date, state.source_ids) == (date(2015, 5, 1), ("thu-plan",))


@pytest.fixture(scope="module")
def two_zones(tiny) -> Facts:
    """Return facts with a second zone, whose one list of 2020 names two communes of 2015."""
    member = replace(
        tiny.zone_members[0], zone_id="khu_hai", list_date=date(2020, 3, 1), source_id="thu-press"
    )
    second = (
        replace(member, commune_code="70001", share="part"),
        replace(member, commune_code="70004", share="whole"),
        replace(member, commune_code="70010", share="part"),
    )
    # the order of the rows must not matter
    return replace(tiny, zone_members=(*second, *tiny.zone_members))


@pytest.mark.parametrize(
    ("vintage", "code", "year", "membership", "day", "sources", "carried"),
    [
        # before the second zone: the first one's list alone
        (MIDDLE, "70004", 2019, "part", (2015, 5, 1), ["thu-plan"], False),
        (MIDDLE, "70010", 2019, "no", (2015, 5, 1), ["thu-plan"], False),
        # both in force: the strongest membership, with its own list's date, sources of both
        (MIDDLE, "70001", 2020, "whole", (2015, 5, 1), ["thu-plan", "thu-press"], False),
        (MIDDLE, "70004", 2020, "whole", (2020, 3, 1), ["thu-press", "thu-plan"], False),
        (MIDDLE, "70010", 2020, "part", (2020, 3, 1), ["thu-press", "thu-plan"], False),
        (MIDDLE, "70013", 2020, "no", (2020, 3, 1), ["thu-press", "thu-plan"], False),
        # the first zone's list of 2022 leaves the second zone's of 2020 in force, carried
        (NEW, "70001", 2022, "whole", (2022, 8, 1), ["thu-plan", "thu-press"], False),
        (NEW, "70007", 2022, "part", (2022, 8, 1), ["thu-plan", "thu-press"], False),
        (NEW, "70010", 2022, "part", (2020, 3, 1), ["thu-press", "thu-plan"], True),
    ],
)
def test_a_list_replaces_only_those_of_its_own_zone(
    two_zones, vintage, code, year, membership, day, sources, carried
) -> None:
    state = Zone(two_zones).state(two_zones.units[vintage, code], year)
    assert state is not None
    assert (state.membership, state.list_date) == (membership, date(*day))
    assert (list(state.source_ids), state.carried) == (sources, carried)


def test_each_zone_has_a_list_in_force(two_zones) -> None:
    zone = Zone(two_zones)
    assert zone.lists_in_force(2019) == (date(2015, 5, 1),)
    assert zone.lists_in_force(2021) == (date(2015, 5, 1), date(2020, 3, 1))
    assert zone.lists_in_force(2022) == (date(2020, 3, 1), date(2022, 8, 1))


def test_outside_one_zone_and_unknown_of_another_is_unknown(tiny) -> None:
    # the second zone's list speaks of the boundaries of 2022 alone, never backward
    member = replace(tiny.zone_members[2], zone_id="khu_hai", list_date=date(2015, 6, 1))
    zone = Zone(replace(tiny, zone_members=(*tiny.zone_members, member)))
    assert zone.state(tiny.units[MIDDLE, "70010"], 2016) is None
    inside = zone.state(tiny.units[MIDDLE, "70004"], 2016)
    assert inside is not None
    assert inside.membership == "part"


def test_the_map_shows_every_zone(two_zones) -> None:
    atlas = Atlas(two_zones)
    drawing = draw(atlas, View("trade_all_musd", 2020, "commune", MIDDLE))
    assert [cell.class_id for cell in drawing.cells] == ["whole", "whole", "no", "part", "no"]
    assert set(drawing.source_ids) >= {"thu-plan", "thu-press"}
    notes = legend_notes(atlas, drawing, lang="vi")
    assert notes["zone_list"] == "theo danh mục ngày 1/5/2015, 1/3/2020"
