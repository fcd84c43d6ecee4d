"""The gap to a target: how far, whose target, and where it is offered."""

from dataclasses import replace

import pytest

from geo.facts.model import Target
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.targets.distance import gap_reason
from geo.targets.goals import cell_gap, goal_of, province_target, unit_target

MIDDLE, NEW = "2015-01-01", "2022-07-01"


@pytest.fixture(scope="module")
def forest(tiny) -> Target:
    return tiny.targets["forest_2030"]


@pytest.mark.parametrize(
    ("comparison", "value", "expected"),
    [
        ("ge", 38, -10),
        ("ge", 48, 0),
        ("ge", 50.5, 2.5),
        ("le", 38, 10),
        ("le", 50, -2),
    ],
)
def test_a_gap_is_negative_until_the_target_is_met(
    tiny, forest, comparison, value, expected
) -> None:
    indicator = tiny.indicators[forest.indicator_id]
    assert goal_of(replace(forest, comparison=comparison), indicator).gap(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # more is better: at least 30; less is better: at most 35; neither: from 30 to 35
        (29, (-1, 6, -1)),
        (30, (0, 5, 0)),
        (33, (3, 2, 0)),
        (35, (5, 0, 0)),
        (36.5, (6.5, -1.5, -1.5)),
    ],
)
def test_a_band_is_reached_from_the_side_its_direction_says(tiny, value, expected) -> None:
    target = tiny.targets["urban_2030"]
    indicator = tiny.indicators[target.indicator_id]
    gaps = [
        goal_of(target, replace(indicator, direction=direction)).gap(value)
        for direction in (1, -1, 0)
    ]
    assert gaps == list(expected)


def test_the_newest_target_of_the_province_counts(tiny, tiny_atlas) -> None:
    target = province_target(tiny_atlas, "forest_cover_pct")
    assert target is not None
    assert target.target_id == "forest_2030"
    assert province_target(tiny_atlas, "canopy_pct") is None
    older = replace(tiny.targets["forest_2030"], target_id="old", target_year=2025, value_low=40)
    atlas = Atlas(replace(tiny, targets={"old": older} | tiny.targets))
    assert province_target(atlas, "forest_cover_pct") == tiny.targets["forest_2030"]


def test_a_unit_is_held_against_its_own_target_first(tiny, tiny_atlas) -> None:
    left = unit_target(tiny_atlas, "forest_cover_pct", tiny.units[MIDDLE, "701"])
    right = unit_target(tiny_atlas, "forest_cover_pct", tiny.units[MIDDLE, "702"])
    assert left == tiny.targets["forest_left_2021"]
    assert right == tiny.targets["forest_2030"]
    cells = tiny_atlas.cells(View("forest_cover_pct", 2020, "district", MIDDLE))
    gaps = [cell_gap(tiny_atlas, "forest_cover_pct", cell) for cell in cells]
    # 140 / 3 against 50, 18,500 / 600 against 48
    assert gaps == pytest.approx([140 / 3 - 50, 18500 / 600 - 48])


def test_a_commune_s_target_is_for_its_own_boundaries(tiny, forest) -> None:
    own = replace(forest, target_id="own", unit_code="70007", vintage=NEW, value_low=10.0)
    atlas = Atlas(replace(tiny, targets=tiny.targets | {"own": own}))
    assert unit_target(atlas, "forest_cover_pct", tiny.units[NEW, "70007"]) == own
    assert unit_target(atlas, "forest_cover_pct", tiny.units[MIDDLE, "70007"]) == forest


def test_an_amount_of_the_province_is_no_target_of_its_units(tiny, tiny_atlas) -> None:
    trade = tiny.targets["trade_2030"]
    assert unit_target(tiny_atlas, "trade_all_musd", tiny.units[NEW, "77"]) == trade
    assert unit_target(tiny_atlas, "trade_all_musd", tiny.units[MIDDLE, "701"]) is None


def test_no_gap_without_figure_target_or_level(tiny, tiny_atlas) -> None:
    unknown = tiny_atlas.cells(View("forest_cover_pct", 2019, "commune", MIDDLE))[0]
    assert cell_gap(tiny_atlas, "forest_cover_pct", unknown) is None
    canopy = tiny_atlas.cells(View("canopy_pct", 2018, "district", MIDDLE))[0]
    assert cell_gap(tiny_atlas, "canopy_pct", canopy) is None
    pace = replace(tiny.targets["forest_2030"], path="change_per_year")
    atlas = Atlas(replace(tiny, targets={"pace": pace}))
    known = atlas.cells(View("forest_cover_pct", 2020, "commune", MIDDLE))[0]
    assert known.value == 80
    assert cell_gap(atlas, "forest_cover_pct", known) is None


@pytest.mark.parametrize(
    ("indicator_id", "level", "reason"),
    [
        ("forest_cover_pct", "commune", ""),
        ("forest_cover_pct", "district", ""),
        ("urban_share_census_pct", "commune", ""),
        ("ntm_share_pct", "district", ""),
        ("ntm_share_pct", "commune", "no_figures"),
        ("canopy_pct", "district", "no_target"),
        ("ntm_status", "commune", "no_target"),
        ("trade_all_musd", "commune", "kind"),
        ("trade_all_musd", "district", "whole_province"),
        ("trade_all_musd", "province", ""),
    ],
)
def test_where_the_gap_is_offered(tiny_atlas, indicator_id, level, reason) -> None:
    assert gap_reason(tiny_atlas, indicator_id, level=level, vintage=NEW) == reason


def test_a_pace_is_no_level_and_a_class_has_no_distance(tiny) -> None:
    pace = replace(tiny.targets["forest_2030"], path="average")
    status = replace(tiny.targets["ntm_share_2030"], target_id="s", indicator_id="ntm_status")
    atlas = Atlas(replace(tiny, targets={"pace": pace, "s": status}))
    assert gap_reason(atlas, "forest_cover_pct", level="commune", vintage=NEW) == "pace"
    assert gap_reason(atlas, "ntm_status", level="commune", vintage=MIDDLE) == "kind"


def test_targets_of_single_units_are_enough_where_they_have_figures(tiny) -> None:
    own = replace(
        tiny.targets["forest_left_2021"], indicator_id="forest_area_ha", value_low=30000.0
    )
    atlas = Atlas(replace(tiny, targets={"own": own}))
    assert gap_reason(atlas, "forest_area_ha", level="district", vintage=NEW) == ""
    elsewhere = replace(own, indicator_id="trucks_per_day")
    atlas = Atlas(replace(tiny, targets={"own": elsewhere}))
    assert gap_reason(atlas, "trucks_per_day", level="district", vintage=NEW) == "no_figures"
