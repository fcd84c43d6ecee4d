"""Breaks of series, and the years that a line may join."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts, SeriesBreak
from geo.figures.breaks import breaks_between, breaks_of, stretches


def broken(indicator_id: str, year: int | None, kind: str = "basis") -> SeriesBreak:
    return SeriesBreak(indicator_id, kind, year, f"lời {year}", f"words {year}")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("breaks", "years", "expected"),
    [
        ((), (), ()),
        ((), (2018, 2019, 2020), ((2018, 2019, 2020),)),
        ((), (2018, 2020, 2021), ((2018,), (2020, 2021))),
        # the figures from 2020 on stand on the new basis
        ((2020,), (2018, 2019, 2020, 2021), ((2018, 2019), (2020, 2021))),
        ((2015, 2021), (2014, 2015, 2020, 2021), ((2014,), (2015,), (2020,), (2021,))),
        # before the first and after the last nothing is parted
        ((2018, 2030), (2018, 2019), ((2018, 2019),)),
        # counted now this and now that
        ((None,), (2018, 2019), ((2018,), (2019,))),
    ],
)
def test_a_line_joins_a_stretch_alone(breaks, years, expected) -> None:
    rows = tuple(broken("forest_cover_pct", year) for year in breaks)
    assert stretches(rows, years) == expected


def test_a_break_lies_between_two_years() -> None:
    rows = [broken("forest_cover_pct", year) for year in (None, 2019, 2020, 2021)]
    assert [row.year for row in breaks_between(rows, 2019, 2020)] == [2020]


def test_a_ratio_breaks_where_its_parts_do(tiny: Facts) -> None:
    rows = (
        broken("population", 2016),
        broken("population_urban", 2016),
        broken("population_urban", 2012),
        broken("urban_share_census_pct", 2012),
        broken("canopy_pct", 2010),
    )
    facts = replace(tiny, series_breaks=rows)
    found = breaks_of(facts, "urban_share_census_pct")
    # a year with a row of its own is told in the words of that row
    assert [(row.indicator_id, row.year) for row in found] == [
        ("urban_share_census_pct", 2012),
        ("population_urban", 2016),
    ]
    # the area is a column, no indicator
    assert [row.indicator_id for row in breaks_of(facts, "population_density")] == ["population"]
    assert [row.year for row in breaks_of(facts, "population_urban")] == [2012, 2016]
