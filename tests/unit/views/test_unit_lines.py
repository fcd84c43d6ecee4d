"""Units over the years, and which of them border on each other."""

from dataclasses import replace

from geo.boundaries.layer_files import Layer
from geo.boundaries.neighbours import neighbours
from geo.facts.model import Facts, Unit
from geo.figures.atlas import Atlas
from geo.views.compare.lines import unit_lines

SECOND = "2015-01-01"


def units_of(atlas: Atlas, *codes: str) -> tuple[Unit, ...]:
    return tuple(atlas.facts.units[SECOND, code] for code in codes)


def test_lines_join_only_years_that_follow_each_other(tiny: Facts) -> None:
    own = next(row for row in tiny.observations if row.indicator_id == "canopy_pct")
    # 2018 is there; the series breaks in 2019, nothing is known of 2021
    more = [
        replace(own, year=year, value=40.0 + year - 2010, flag="official")
        for year in (2016, 2017, 2019, 2020, 2022)
    ]
    atlas = Atlas(replace(tiny, observations=(*tiny.observations, *more)))
    (line, *beside) = unit_lines(atlas, "canopy_pct", units_of(atlas, "701"))
    assert line.stretches == ((2016, 2017, 2018), (2019, 2020), (2022,))
    # the province has no figure of its own, and the sum of its districts is known in 2018 alone
    assert [each.role for each in beside] == ["province"]
    assert beside[0].stretches == ((2018,),)


def test_districts_and_the_province_stand_beside_communes(tiny_atlas: Atlas) -> None:
    lines = unit_lines(tiny_atlas, "population", units_of(tiny_atlas, "70001", "70010"))
    assert [(line.role, line.unit.code) for line in lines] == [
        ("unit", "70001"),
        ("unit", "70010"),
        ("district", "701"),
        ("district", "702"),
        ("province", "77"),
    ]
    assert [cell.value for cell in lines[0].cells] == [1000, 1100]
    # no line joins 2014 and 2019
    assert lines[0].stretches == ((2014,), (2019,))


def test_units_that_share_a_border_are_neighbours(tiny_layers: dict[str, Layer]) -> None:
    layer = tiny_layers[f"commune-{SECOND}"]
    # the drawing stands in the README of the made-up province
    assert neighbours(layer, "70001") == ("70004", "70010")
    assert neighbours(layer, "70004") == ("70001", "70007", "70010")
    assert neighbours(layer, "70010") == ("70001", "70004", "70013")
    assert neighbours(layer, "nothing") == ()
