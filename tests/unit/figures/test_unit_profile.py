"""What is known of one unit: its parts, its other figures, figures beside a year."""

from geo.figures.unit_profile import figures_beside, other_figures, parts_of
from geo.figures.view import View

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


def parts(atlas, view, code) -> list[tuple[str, str, float | None]]:
    unit = atlas.facts.units[view.vintage, code]
    found = parts_of(atlas, view, unit)
    return [(part.unit.vintage, part.unit.code, part.cell.value) for part in found]


def test_a_merged_unit_lists_its_parts_with_their_figures(tiny_atlas) -> None:
    view = View("population", 2019, "commune", NEW)
    assert parts(tiny_atlas, view, "70010") == [
        (MIDDLE, "70010", 4500),
        (MIDDLE, "70013", None),
    ]


def test_parts_may_lie_on_boundaries_that_are_not_drawn(tiny_atlas) -> None:
    view = View("population", 2014, "commune", MIDDLE)
    assert parts(tiny_atlas, view, "70010") == [(OLD, "70010", 4000), (OLD, "70016", 1000)]
    shares = parts_of(tiny_atlas, view, tiny_atlas.facts.units[MIDDLE, "70010"])
    assert [part.row.population_share for part in shares] == [1, 0.4]


def test_parts_of_a_state_tell_their_classes(tiny_atlas) -> None:
    view = View("ntm_status", 2021, "commune", NEW)
    unit = tiny_atlas.facts.units[NEW, "70007"]
    found = [(part.cell.basis, part.cell.class_id) for part in parts_of(tiny_atlas, view, unit)]
    assert found == [("observed", "met"), ("not_applicable", "")]


def test_unchanged_units_and_levels_above_have_no_parts(tiny_atlas) -> None:
    assert parts(tiny_atlas, View("population", 2019, "commune", NEW), "70001") == []
    assert parts(tiny_atlas, View("population", 2014, "commune", OLD), "70001") == []
    assert parts(tiny_atlas, View("population", 2014, "district", MIDDLE), "701") == []


def test_other_figures_are_the_newest_of_each_indicator_by_theme(tiny_atlas) -> None:
    unit = tiny_atlas.facts.units[NEW, "70001"]
    found = other_figures(tiny_atlas, unit, except_for="population")
    assert [(each.indicator_id, cell.value, cell.observed_year) for each, cell in found] == [
        ("forest_cover_pct", 80, 2020),
        ("forest_area_ha", 16000, 2020),
        ("ntm_status", 2, 2019),
        ("ntm_criteria_met", 12, 2019),
        ("urban_share_census_pct", 0, 2014),
        ("population_urban", 0, 2014),
        ("population_density", 5.5, 2019),
    ]


def test_a_commune_has_no_gate_s_trade_but_the_province_has(tiny_atlas) -> None:
    unit = tiny_atlas.facts.units[NEW, "77"]
    ids = [each.indicator_id for each, _ in other_figures(tiny_atlas, unit)]
    assert "trade_all_musd" in ids
    assert "zone_area_km2" not in ids


def test_figures_beside_a_year(tiny_atlas) -> None:
    rows = figures_beside(tiny_atlas, "trade_all_musd", tiny_atlas.facts.units[NEW, "77"])
    assert [(row.year, row.period, row.value) for row in rows] == [
        (2023, "Q1", 150),
        (2022, "2021-2022", 1120),
        (2022, "M11", 550),
        (2022, "Q1", 120),
    ]
    assert figures_beside(tiny_atlas, "population", tiny_atlas.facts.units[NEW, "77"]) == ()
