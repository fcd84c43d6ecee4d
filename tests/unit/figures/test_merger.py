"""The table of passage of the made-up province, by hand; see its README for the drawing."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.merger import (
    Passage,
    divided,
    is_same,
    newest_vintage,
    passages,
    passages_from,
    passages_into,
    people_counted,
    people_indicator,
    people_moved,
)

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


def shares(ways: tuple[Passage, ...]) -> list[tuple[str, float | None, float | None, str]]:
    return [(each.new.code, each.area_share, each.population_share, each.basis) for each in ways]


def with_crosswalk(tiny: Facts) -> Atlas:
    """Divide Ô Ba of 2015, which went whole to the ward of its code."""
    left = (MIDDLE, "70007")
    rows = [row for row in tiny.crosswalk if (row.from_vintage, row.from_code) != left]
    row = next(row for row in tiny.crosswalk if (row.from_vintage, row.from_code) == left)
    parts = [
        replace(row, area_share=0.25, population_share=0.1, basis="inferred"),
        replace(row, to_code="70010", area_share=0.75, population_share=0.9),
    ]
    return Atlas(replace(tiny, crosswalk=(*rows, *parts)))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ((OLD, "70001"), [("70001", 1, 1, "unchanged")]),
        # "unchanged" in 2015, but all of it went to Ô Mới by a document in 2022
        ((OLD, "70010"), [("70010", 1, 1, "documented")]),
        # a quarter to 70010 and three quarters to 70013, which are both in Ô Mới now
        ((OLD, "70016"), [("70010", 1, 1, "documented")]),
        ((MIDDLE, "70004"), [("70007", 1, 1, "documented")]),
        # 200 of 600 km²; in 2019 the district had 1,100 + 2,100 + 3,300 people
        (
            (MIDDLE, "701"),
            [
                ("70007", 400 / 600, 5400 / 6500, "computed"),
                ("70001", 200 / 600, 1100 / 6500, "computed"),
            ],
        ),
        # the same district, on boundaries of which no people of 2019 are known
        (
            (OLD, "701"),
            [
                ("70007", 400 / 600, 5400 / 6500, "computed"),
                ("70001", 200 / 600, 1100 / 6500, "computed"),
            ],
        ),
        ((MIDDLE, "702"), [("70010", 1, 1, "computed")]),
    ],
)
def test_where_an_old_unit_went(tiny_atlas: Atlas, key, expected) -> None:
    assert shares(passages_from(tiny_atlas)[key]) == expected


def test_shares_are_multiplied_along_the_way(tiny: Facts) -> None:
    atlas = with_crosswalk(tiny)
    ways = passages_from(atlas)
    # Ô Ba of 2011 is that of 2015, whole; the weakest step says how it is known
    assert shares(ways[OLD, "70007"]) == [
        ("70010", 0.75, 0.9, "documented"),
        ("70007", 0.25, 0.1, "inferred"),
    ]
    assert [[each.old.code for each in group] for group in divided(atlas, MIDDLE)] == [
        ["70007", "70007"]
    ]
    # (200 + 200 × 0.25) of 600 km², (2,100 + 3,300 × 0.1) of 6,500 people
    found = {each.new.code: each for each in ways[MIDDLE, "701"]}
    assert found["70007"].area_share == pytest.approx(250 / 600)
    assert found["70007"].population_share == pytest.approx(2430 / 6500)


def test_shares_of_a_district_are_unknown_where_a_part_is(tiny: Facts) -> None:
    key = (MIDDLE, "70001")
    unit = replace(tiny.units[key], area_km2=None)
    people = tuple(
        row
        for row in tiny.observations
        if not (row.indicator_id == "population" and row.unit_code == "70004")
    )
    atlas = Atlas(replace(tiny, units={**tiny.units, key: unit}, observations=people))
    ways = passages_from(atlas)
    assert [each[1:3] for each in shares(ways[MIDDLE, "701"])] == [(None, None), (None, None)]
    # what its communes shared is known all the same
    assert shares(ways[MIDDLE, "70004"]) == [("70007", 1, 1, "documented")]


def test_every_unit_reaches_the_newest_and_back(tiny_atlas: Atlas) -> None:
    facts = tiny_atlas.facts
    old = {
        unit.key
        for unit in facts.units.values()
        if unit.vintage != NEW and unit.level != "province"
    }
    ways = passages_from(tiny_atlas)
    assert set(ways) == old
    for group in ways.values():
        assert sum(each.area_share or 0 for each in group) == pytest.approx(1, abs=1e-9)
        assert sum(each.population_share or 0 for each in group) == pytest.approx(1, abs=1e-9)
    for each in passages(tiny_atlas):
        if each.old.level == "commune":
            assert each in passages_into(tiny_atlas, each.new, each.old.vintage)


def test_a_new_unit_lists_its_whole_parts_first(tiny: Facts, tiny_atlas: Atlas) -> None:
    new = tiny.units[NEW, "70010"]
    assert [each.old.code for each in passages_into(tiny_atlas, new, OLD)] == [
        "70010",
        "70013",
        "70016",
    ]
    split = with_crosswalk(tiny)
    assert [each.old.code for each in passages_into(split, new, MIDDLE)] == [
        "70010",
        "70013",
        "70007",
    ]


def test_what_did_not_change_is_the_same(tiny: Facts, tiny_atlas: Atlas) -> None:
    same = [key for key, unit in tiny.units.items() if key[0] != NEW and is_same(tiny_atlas, unit)]
    # the province, and Ô Một
    assert same == [(OLD, "77"), (OLD, "70001"), (MIDDLE, "77"), (MIDDLE, "70001")]
    assert newest_vintage(tiny) == NEW


def test_people_are_those_of_a_density(tiny: Facts, tiny_atlas: Atlas) -> None:
    assert people_indicator(tiny) == "population"
    right = [tiny.units[MIDDLE, code] for code in ("70010", "70013")]
    # in 2019 those of 70013 are unknown; carried from 2014 they are 4,400 and 5,600
    year, people = people_counted(tiny_atlas, right) or (0, {})
    assert (year, {key: each.value for key, each in people.items()}) == (
        2014,
        {"70010": 4400, "70013": 5600},
    )
    assert people_counted(tiny_atlas, []) is None
    without = {key: each for key, each in tiny.indicators.items() if key != "population_density"}
    assert people_indicator(replace(tiny, indicators=without)) is None


def test_people_of_a_divided_commune_are_an_estimate(tiny: Facts, tiny_atlas: Atlas) -> None:
    def moved(atlas: Atlas, key: tuple[str, str]) -> object:
        found = people_moved(atlas, passages_from(atlas)[key])
        assert found is not None
        assert found.source_ids == ("thu-census",)
        return found.year, [round(each) for each in found.moved], found.estimated

    # the newest count of all communes is that of 2014: 2,000 and 3,000 went whole, and 1,000
    assert moved(tiny_atlas, (MIDDLE, "701")) == (2014, [5000, 1000], (False, False))
    # 70016 of 2011 was divided between both communes of this district
    assert moved(tiny_atlas, (MIDDLE, "70010")) == (2014, [4400], (True,))
    assert moved(tiny_atlas, (MIDDLE, "702")) == (2014, [10000], (True,))
    # nine tenths of 3,000 and one tenth; 2,000 + 300 of the district
    atlas = with_crosswalk(tiny)
    assert moved(atlas, (MIDDLE, "70007")) == (2014, [2700, 300], (True, True))
    district = dict(zip(*_by_code(atlas, (MIDDLE, "701")), strict=True))
    assert district == {"70007": (2300, True), "70010": (2700, True), "70001": (1000, False)}
    assert people_moved(tiny_atlas, ()) is None


def _by_code(atlas: Atlas, key: tuple[str, str]) -> tuple[list[str], list[tuple[int, bool]]]:
    ways = passages_from(atlas)[key]
    found = people_moved(atlas, ways)
    assert found is not None
    people = [
        (round(each), about) for each, about in zip(found.moved, found.estimated, strict=True)
    ]
    return [each.new.code for each in ways], people
