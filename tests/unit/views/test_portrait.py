"""Portraits of the made-up province, worked out by hand; see its README for the figures."""

from dataclasses import replace
from statistics import pstdev

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.views.portrait.portrait import Line, Portrait, portrait_of, size_indicators

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


def portrait(atlas: Atlas, vintage: str, code: str) -> Portrait:
    return portrait_of(atlas, atlas.facts.units[vintage, code])


def line(atlas: Atlas, vintage: str, code: str, indicator: str) -> Line:
    found = portrait(atlas, vintage, code).lines
    return next(each for each in found if each.indicator.indicator_id == indicator)


def test_a_figure_stands_among_those_of_its_year(tiny_atlas: Atlas) -> None:
    # 80, 30 and 30.83 % in 2020; the province "over 38", the district 46.67
    forest = line(tiny_atlas, NEW, "70007", "forest_cover_pct")
    assert (forest.cell.value, forest.cell.observed_year) == (30, 2020)
    rank = forest.standing
    assert rank is not None
    assert (rank.rank, rank.known, rank.concerned, rank.tied, rank.lower) == (3, 3, 3, 0, 0)
    assert forest.province is not None
    assert (forest.province.value, forest.province.qualifier) == (38, "over")
    assert [round(each.value or 0, 2) for each in forest.districts] == [46.67]


def test_only_units_with_a_figure_of_the_year_are_ranked(tiny_atlas: Atlas) -> None:
    # 1,100 and 5,400 people in 2019, those of Ô Mới unknown
    rank = line(tiny_atlas, NEW, "70007", "population").standing
    assert rank is not None
    assert (rank.rank, rank.known, rank.concerned) == (1, 2, 3)


def test_ties_share_a_rank_and_are_told(tiny_atlas: Atlas) -> None:
    # 0, 60 and 0 % in towns
    rank = line(tiny_atlas, NEW, "70001", "urban_share_census_pct").standing
    assert rank is not None
    assert (rank.rank, rank.tied, rank.lower) == (2, 1, 0)


@pytest.mark.parametrize(
    ("code", "indicator", "expected"),
    [
        ("70001", "forest_cover_pct", (2018, 77, 3)),
        ("70001", "population", (2014, 1000, 100)),
        # 5,000 carried from the units of 2011, 5,400 from those of 2015
        ("70007", "population", None),
        ("70007", "forest_cover_pct", None),
        ("70001", "ntm_status", None),
    ],
)
def test_a_trend_keeps_to_comparable_years(tiny_atlas: Atlas, code, indicator, expected) -> None:
    trend = line(tiny_atlas, NEW, code, indicator).trend
    found = trend and (trend.before.observed_year, trend.before.value, trend.number)
    assert found == expected


def test_a_trend_does_not_cross_a_break(tiny: Facts) -> None:
    row = next(
        each
        for each in tiny.observations
        if (each.indicator_id, each.unit_code, each.year) == ("canopy_pct", "701", 2018)
    )
    later = [replace(row, year=2019, value=50.0), replace(row, year=2021, value=51.5)]
    facts = replace(tiny, observations=(*tiny.observations, *later))
    # pictures of another satellite from 2019 on
    trend = line(Atlas(facts), MIDDLE, "701", "canopy_pct").trend
    assert trend is not None
    assert (trend.before.observed_year, trend.number) == (2019, 1.5)


def test_similar_units_by_the_stated_distance(tiny_atlas: Atlas) -> None:
    # of the three units of 2022, each in the year of which most of them are known
    known = [
        (80, 30, 92.5 / 3),  # forest cover 2020
        (16000, 12000, 18500),  # forest area 2020
        (1000, 5000, 10000),  # people 2014
        (0, 3000, 0),  # people in towns 2014
        (0, 60, 0),  # their share
        (5, 12.5, 50 / 3),  # people a km²
    ]
    far = [abs(first - second) / pstdev(each) for each in known for first, second, _ in [each]]
    near = [abs(second - third) / pstdev(each) for each in known for _, second, third in [each]]
    found = portrait(tiny_atlas, NEW, "70007").similar
    assert [each.unit.code for each in found] == ["70010", "70001"]
    assert [each.rests_on for each in found] == [6, 6]
    assert [each.distance for each in found] == pytest.approx([sum(near) / 6, sum(far) / 6])


def test_too_little_makes_no_likeness(tiny: Facts, tiny_atlas: Atlas) -> None:
    # two districts cannot tell how much a unit usually differs
    assert portrait(tiny_atlas, MIDDLE, "701").similar == ()
    few = ("population", "population_urban")
    kept = tuple(row for row in tiny.observations if row.indicator_id in few)
    indicators = {key: each for key, each in tiny.indicators.items() if key in few}
    atlas = Atlas(replace(tiny, observations=kept, indicators=indicators))
    assert portrait(atlas, NEW, "70007").similar == ()


def test_indicators_that_never_mix_count_once(tiny: Facts) -> None:
    own = next(row for row in tiny.observations if row.indicator_id == "forest_cover_pct")
    rows = [
        replace(own, indicator_id="canopy_pct", vintage=NEW, unit_code=code, value=value)
        for code, value in (("70001", 10.0), ("70007", 20.0), ("70010", 90.0))
    ]
    atlas = Atlas(replace(tiny, observations=(*tiny.observations, *rows)))
    assert {each.rests_on for each in portrait(atlas, NEW, "70007").similar} == {6}


def test_what_is_known_and_where_to_ask(tiny_atlas: Atlas) -> None:
    # a ward: land, people and forest, but no canopy and nothing of the rural programme
    ward = portrait(tiny_atlas, NEW, "70007").known
    assert (ward.known, ward.expected) == (6, 7)
    missing = [
        (
            each.publication and each.publication.text_en,
            [own.indicator_id for own in each.indicators],
        )
        for each in ward.missing
    ]
    assert missing == [(None, ["canopy_pct"])]
    commune = portrait(tiny_atlas, NEW, "70001").known
    assert (commune.known, commune.expected) == (8, 9)
    first = portrait(tiny_atlas, OLD, "70001").known.missing[0]
    assert first.publication is not None
    assert first.publication.text_en == "the forest decision of the Trial Foresters"


def test_where_it_came_from_and_went(tiny_atlas: Atlas) -> None:
    new = portrait(tiny_atlas, NEW, "70007")
    assert [(each.old.code, each.area_share) for each in new.made_of] == [
        ("70004", 1),
        ("70007", 1),
    ]
    assert new.went_into == ()
    # a quarter of the land and 40 % of the people of 70016, whole 70010
    middle = portrait(tiny_atlas, MIDDLE, "70010")
    assert [(each.old.code, each.area_share, each.population_share) for each in middle.made_of] == [
        ("70010", 1, 1),
        ("70016", 0.25, 0.4),
    ]
    assert [each.new.code for each in middle.went_into] == ["70010"]
    assert [each.new.code for each in portrait(tiny_atlas, OLD, "701").went_into] == [
        "70007",
        "70001",
    ]


def test_the_register_gates_and_zone(tiny_atlas: Atlas) -> None:
    first = portrait(tiny_atlas, NEW, "70001")
    assert [(row.year, row.class_id) for row in first.recognitions] == [
        (2016, "met"),
        (2019, "advanced"),
        (2021, "met"),
    ]
    assert first.status is not None
    assert first.status.class_id == "advanced"
    assert [gate.gate_id for gate in first.gates] == ["cua_thu", "duong_thu"]
    assert first.zone is not None
    assert first.zone.membership == "whole"
    merged = portrait(tiny_atlas, NEW, "70010").status
    # one of the two old communes has a vote or an appraisal, the other a plan
    assert merged is not None
    assert (merged.known, merged.known_parts, merged.all_parts) == (False, 1, 2)
    ward = portrait(tiny_atlas, NEW, "70007")
    assert (ward.status, ward.recognitions) == (None, ())


def test_people_are_what_densities_are_worked_out_from(tiny: Facts) -> None:
    assert size_indicators(tiny) == ("population",)
    other = replace(tiny.indicators["population"], indicator_id="people_by_dossier")
    counted = replace(tiny.indicators["population"], never_mix_with=("people_by_dossier",))
    size = replace(
        tiny.indicators["urban_share_census_pct"],
        indicator_id="household_size",
        numerator_id="population",
        denominator_id="population_urban",
    )
    more = {"population": counted, "people_by_dossier": other, "household_size": size}
    facts = replace(tiny, indicators={**tiny.indicators, **more})
    assert size_indicators(facts) == ("population", "people_by_dossier", "population_urban")
    without = {key: each for key, each in tiny.indicators.items() if key != "population_density"}
    assert size_indicators(replace(tiny, indicators=without)) == ()
