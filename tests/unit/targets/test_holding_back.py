"""Who holds the province back, worked out by hand on the made-up province."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts, SeriesBreak
from geo.figures.atlas import Atlas
from geo.targets.holding_back import HoldingBack, holding_back


def test_units_stand_by_their_part_in_the_gap(tiny: Facts) -> None:
    found = holding_back(Atlas(tiny), tiny.targets["forest_2030"])
    assert found is not None
    # all five communes of 2015 have a figure of 2020; those of today rest on the same figures,
    # and of equal ones the first vintage is taken
    assert (found.view.level, found.view.year) == ("commune", 2020)
    assert found.view.vintage == "2015-01-01"
    # of 1,200 km2; the target is 48 %
    assert [
        (each.cell.unit.code, each.gap, pytest.approx(each.weight), pytest.approx(each.pull))
        for each in found.pulls
    ] == [
        # 10 % of 350 km2: -38 x 350 / 1200
        ("70013", -38, 350 / 1200, -38 * 350 / 1200),
        # 20 % of 200 km2
        ("70004", -28, 200 / 1200, -28 * 200 / 1200),
        # 40 % of 200 km2
        ("70007", -8, 200 / 1200, -8 * 200 / 1200),
    ]
    # 80 % and 60 %
    assert [unit.code for unit in found.met] == ["70001", "70010"]
    assert found.unknown == ()
    assert found.units == 5


def test_a_small_unit_far_off_may_weigh_less_than_a_large_one(tiny: Facts) -> None:
    areas = {"70004": 10.0, "70007": 400.0}
    units = {
        key: replace(unit, area_km2=areas.get(unit.code, unit.area_km2))
        for key, unit in tiny.units.items()
    }
    found = holding_back(Atlas(replace(tiny, units=units)), tiny.targets["forest_2030"])
    assert found is not None
    # 38 x 350, 8 x 400, 28 x 10
    assert [each.cell.unit.code for each in found.pulls] == ["70013", "70007", "70004"]


def test_the_parts_add_up_to_the_gap_of_the_province(tiny: Facts) -> None:
    rows = tuple(
        replace(row, value=min(row.value, 40.0))
        if row.indicator_id == "forest_cover_pct" and row.unit_kind == "commune"
        else row
        for row in tiny.observations
    )
    found = holding_back(Atlas(replace(tiny, observations=rows)), tiny.targets["forest_2030"])
    assert found is not None
    assert len(found.pulls) == 5
    # 40 and 20 and 40 of 200 km2 each, 40 of 250, 10 of 350: (8000 + 4000 + 8000 + 10000 + 3500)
    # of 1,200 are 27.9167
    assert sum(each.pull or 0 for each in found.pulls) == pytest.approx(33500 / 1200 - 48)


def test_what_is_unknown_is_told_and_takes_part_in_no_rank(tiny: Facts) -> None:
    rows = tuple(row for row in tiny.observations if row.unit_code != "70013")
    found = holding_back(Atlas(replace(tiny, observations=rows)), tiny.targets["forest_2030"])
    assert found is not None
    # four of five are known; on the boundaries of today two of three
    assert found.view.vintage == "2015-01-01"
    assert [unit.code for unit in found.unknown] == ["70013"]
    # its area still counts: the others do not weigh more because it is unknown
    assert found.pulls[0].weight == pytest.approx(200 / 1200)


def test_without_a_denominator_of_every_unit_nobody_is_weighed(tiny: Facts) -> None:
    units = {
        key: replace(unit, area_km2=None) if unit.code == "70001" else unit
        for key, unit in tiny.units.items()
    }
    found = holding_back(Atlas(replace(tiny, units=units)), tiny.targets["forest_2030"])
    assert found is not None
    assert {(each.weight, each.pull) for each in found.pulls} == {(None, None)}
    assert [each.gap for each in found.pulls] == [-38, -28, -8]


def test_communes_weigh_as_many_as_they_are(tiny: Facts) -> None:
    # districts by their communes at the standard: 1 of 2 and 1 of 2, 80 % are asked
    found = holding_back(Atlas(tiny), tiny.targets["ntm_share_2030"])
    assert found is not None
    assert (found.view.level, found.view.year) == ("district", 2020)
    assert [(each.gap, each.weight, each.pull) for each in found.pulls] == [
        *((-30, 0.5, -15), (-30, 0.5, -15)),
    ]


def test_figures_from_before_a_target_say_nothing_of_it(tiny: Facts) -> None:
    target = replace(tiny.targets["forest_2030"], base_year=2021)
    assert holding_back(Atlas(tiny), target) is None


def test_without_a_base_year_figures_from_before_a_target_was_set_say_nothing(
    tiny: Facts,
) -> None:
    target = replace(tiny.targets["forest_2030"], base_year=None)

    def found(published: str) -> HoldingBack | None:
        plan = replace(tiny.sources["thu-plan"], published=published)
        facts = replace(tiny, sources=tiny.sources | {"thu-plan": plan})
        return holding_back(Atlas(facts), target)

    of_its_year = found("2020-11-30")
    assert of_its_year is not None
    assert of_its_year.view.year == 2020
    assert found("2021-01-05") is None


@pytest.mark.parametrize("target", ["forest_left_2021", "trade_2030"])
def test_only_a_rate_of_the_province_is_held_back(tiny: Facts, target: str) -> None:
    assert holding_back(Atlas(tiny), tiny.targets[target]) is None


def test_where_the_meaning_is_in_doubt_nobody_is_ranked(tiny: Facts) -> None:
    doubt = SeriesBreak("forest_cover_pct", "definition", None, "ngờ", "doubt")
    atlas = Atlas(replace(tiny, series_breaks=(*tiny.series_breaks, doubt)))
    assert holding_back(atlas, tiny.targets["forest_2030"]) is None
