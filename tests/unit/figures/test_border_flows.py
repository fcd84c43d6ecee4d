"""Exports and imports as pairs, what belongs to the border economy, and the lists of its zone."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import bases, border_rows, without_figures
from geo.figures.border.flows import splits, year_cells
from geo.figures.border.zone_changes import zone_lists
from tests.support.border import INWARD, OUTWARD, WHOLE, figure, with_figures, with_pair

ROWS = (figure(OUTWARD, 20.0), figure(INWARD, 40.0))


def test_both_directions_of_one_place_and_time_are_a_pair(tiny: Facts) -> None:
    # 60 is the trade declared in 2022
    (found,) = splits(with_pair(tiny, *ROWS, figure(OUTWARD, 9.0, period="H1")))
    assert (found.outward.value, found.inward.value, found.total) == (20.0, 40.0, 60.0)
    assert found.whole is not None
    assert (found.whole.value, found.exact) == (60.0, True)


def test_a_word_of_the_source_leaves_no_share(tiny: Facts) -> None:
    rows = (figure(OUTWARD, 20.0, qualifier="over"), figure(INWARD, 40.0))
    (found,) = splits(with_pair(tiny, *rows))
    assert not found.exact


@pytest.mark.parametrize(("inward", "count"), [(40.5, 1), (39.5, 1), (41.0, 0), (400.0, 0)])
def test_parts_that_do_not_make_the_sum_stand_on_other_bases(
    tiny: Facts, inward: float, count: int
) -> None:
    # of 60, a hundredth is 0.6
    rows = (figure(OUTWARD, 20.0), figure(INWARD, inward))
    assert len(splits(with_pair(tiny, *rows))) == count


def test_parts_in_two_units_are_no_pair(tiny: Facts) -> None:
    assert splits(with_pair(tiny, *ROWS, unit="tonnes")) == ()


def test_a_province_without_pairs_has_none(tiny_atlas: Atlas) -> None:
    assert splits(tiny_atlas) == ()


def test_the_years_of_a_place_are_whole_years_alone(tiny_atlas: Atlas) -> None:
    trade = tiny_atlas.facts.indicators["trade_all_musd"]
    found = year_cells(tiny_atlas, trade, "province")
    assert {key: [(c.observed_year, c.value) for c in cells] for key, cells in found.items()} == {
        "77": [(2020, 500.0), (2021, 520.0), (2022, 600.0)]
    }
    gates = year_cells(tiny_atlas, trade, "gate")
    assert [(c.observed_year, c.value) for c in gates["cua_thu"]] == [(2021, 300.0)]
    assert year_cells(tiny_atlas, trade, "zone") == {}


def test_the_bases_are_those_that_never_mix(tiny_atlas: Atlas) -> None:
    assert [each.indicator_id for each in bases(tiny_atlas)] == ["trade_all_musd", WHOLE]


def test_what_has_its_own_unit_is_no_basis_of_the_same(tiny: Facts) -> None:
    other = replace(tiny.indicators[WHOLE], unit_en="billion CNY")
    facts = replace(tiny, indicators=tiny.indicators | {WHOLE: other})
    assert bases(Atlas(facts)) == ()


def test_every_figure_of_a_gate_or_zone_belongs_whatever_its_theme(tiny: Facts) -> None:
    wood = figure("forest_area_ha", 5.0, place=("gate", "cua_thu"))
    found = border_rows(Atlas(with_figures(tiny, wood)))
    assert wood in found
    # ten of the province, four of gates and one of the zone stand in the table
    assert len(found) == 10 + 4 + 1 + 1
    assert [row.value for row in found if row.flag == "plan"] == [400.0]


def test_an_indicator_with_nothing_but_plans_has_no_figure(tiny: Facts) -> None:
    rows = tuple(row for row in tiny.observations if row.indicator_id != "trucks_per_day")
    plan = figure("trucks_per_day", 900.0, year=2030, flag="plan")
    facts = replace(tiny, observations=(*rows, plan))
    assert [each.indicator_id for each in without_figures(Atlas(facts))] == ["trucks_per_day"]
    assert without_figures(Atlas(tiny)) == ()


def test_a_list_tells_what_it_changed_on_its_own_boundaries(tiny_atlas: Atlas) -> None:
    first, second = zone_lists(tiny_atlas)
    assert (first.day.isoformat(), first.changes) == ("2015-05-01", None)
    assert [(unit.code, share) for unit, share in first.members] == [
        ("70001", "whole"),
        ("70004", "part"),
    ]
    # 70007 was made of 70004, in part a member, and of 70007: in part, as the second list says
    assert (second.vintage, second.changes) == ("2022-07-01", ())


def test_what_came_in_and_went_is_told_on_the_boundaries_of_the_later_list(tiny: Facts) -> None:
    members = [
        replace(each, commune_code="70010", share="whole")
        if (each.commune_code, each.vintage) == ("70007", "2022-07-01")
        else each
        for each in tiny.zone_members
    ]
    _, second = zone_lists(Atlas(replace(tiny, zone_members=tuple(members))))
    changed = {each.unit.code: (each.before, each.after) for each in second.changes or ()}
    assert changed == {"70007": ("part", "no"), "70010": ("no", "whole")}


def test_a_province_without_a_zone_has_no_list(tiny: Facts) -> None:
    assert zone_lists(Atlas(replace(tiny, zone_members=()))) == ()
