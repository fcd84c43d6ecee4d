"""What is known of an indicator, told with its name, and what a rate was computed from."""

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.notes import available_name, best_known, rule_figures

MIDDLE, NEW = "2015-01-01", "2022-07-01"


def test_the_best_year_counts(tiny_atlas: Atlas) -> None:
    # the census of 2014 is known of every commune, that of 2019 not of Ô Đen
    assert best_known(tiny_atlas, "population", "commune", MIDDLE) == (5, 5)
    assert best_known(tiny_atlas, "canopy_pct", "district", NEW) == (2, 2)
    assert best_known(tiny_atlas, "canopy_pct", "commune", MIDDLE) == (0, 5)


def test_a_name_tells_years_and_shares(tiny_atlas: Atlas) -> None:
    indicators = tiny_atlas.facts.indicators
    name = "Dân số theo Tổng điều tra · tỉnh 2014–2019 · 2/2 huyện · 3/3 xã"
    assert available_name(tiny_atlas, indicators["population"], "vi") == name
    # the urban people of 2014 alone
    name = "Dân số thành thị theo Tổng điều tra · tỉnh 2014 · 2/2 huyện · 3/3 xã"
    assert available_name(tiny_atlas, indicators["population_urban"], "vi") == name


def test_a_rate_names_the_figures_it_was_computed_from(tiny_atlas: Atlas) -> None:
    facts = tiny_atlas.facts
    density, ward = facts.indicators["population_density"], facts.units[NEW, "70007"]
    cell = tiny_atlas.cell(View("population_density", 2014, "commune", NEW), ward)
    # 5,000 people on 400 km²; the area is of no indicator
    assert cell.value == 12.5
    assert [
        (part.indicator_id, said)
        for part, said in rule_figures(tiny_atlas, density, cell, lang="vi")
    ] == [("population", "5.000\u00a0người")]


def test_an_unknown_rate_names_none(tiny_atlas: Atlas) -> None:
    facts = tiny_atlas.facts
    density, commune = facts.indicators["population_density"], facts.units[MIDDLE, "70013"]
    cell = tiny_atlas.cell(View("population_density", 2019, "commune", MIDDLE), commune)
    assert rule_figures(tiny_atlas, density, cell, lang="vi") == ()
