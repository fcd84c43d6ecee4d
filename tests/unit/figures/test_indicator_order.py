"""One order of indicators, wherever they are listed."""

from dataclasses import replace

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.indicator_order import ordered_indicators, theme_indicators
from geo.figures.unit_profile import other_figures
from geo.figures.years_known import catalogue
from geo.views.overview import headlines


def test_indicators_of_a_theme_stand_by_rank(tiny) -> None:
    assert [each.indicator_id for each in theme_indicators(tiny, "forest")] == [
        "forest_cover_pct",
        "forest_area_ha",
        "canopy_pct",
    ]


def test_every_list_follows_the_ranks(tiny: Facts) -> None:
    """Turned round, the ranks of a theme turn round every list of its indicators."""
    ranks = {"population": 3, "population_urban": 2, "urban_share_census_pct": 4}
    turned = {key: replace(tiny.indicators[key], default_rank=rank) for key, rank in ranks.items()}
    density = replace(tiny.indicators["population_density"], default_rank=1)
    indicators = {**tiny.indicators, **turned, "population_density": density}
    facts = replace(tiny, indicators=indicators, targets={})
    atlas = Atlas(facts)
    order = ["population_density", "population_urban", "population", "urban_share_census_pct"]
    assert [each.indicator_id for each in theme_indicators(facts, "urban")] == order
    listed = [each.indicator_id for each in ordered_indicators(facts)]
    # forest and the programme stand before, the border after
    assert listed[8:12] == order
    assert [each.indicator.indicator_id for each in catalogue(atlas)] == listed
    unit = facts.units["2015-01-01", "70001"]
    shown = [indicator.indicator_id for indicator, _ in other_figures(atlas, unit)]
    assert [key for key in shown if key in order] == order
    # of indicators without a target the first with a figure leads its theme
    assert headlines(atlas)[2].indicator.indicator_id == "population_density"
