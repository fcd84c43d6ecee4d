"""Figures on any boundaries, worked out by hand from the made-up province's README."""

from dataclasses import replace

import pytest

from geo.facts.model import UNVERIFIED, Facts, Observation
from geo.figures.carried import Figures

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


@pytest.fixture(scope="module")
def figures(tiny) -> Figures:
    return Figures(tiny)


def value(figures: Figures, indicator_id: str, vintage: str, code: str, year: int) -> float | None:
    found = figures.find(indicator_id, figures.facts.units[vintage, code], year).figure
    return None if found is None else found.value


def figure(figures: Figures, indicator_id: str, vintage: str, code: str, year: int):
    found = figures.find(indicator_id, figures.facts.units[vintage, code], year).figure
    assert found is not None
    return found


def changed(facts: Facts, match: tuple[str, str, int], **fields) -> Figures:
    """Return the figures after changing the rows of an indicator, place and year."""
    rows = [
        replace(row, **fields) if (row.indicator_id, row.unit_code, row.year) == match else row
        for row in facts.observations
    ]
    assert rows != list(facts.observations)
    return Figures(replace(facts, observations=tuple(rows)))


def added(facts: Facts, *rows: Observation) -> Figures:
    return Figures(replace(facts, observations=facts.observations + rows))


def like(facts: Facts, indicator_id: str, **fields) -> Observation:
    """Return a new row that takes what it does not say from one of its indicator."""
    row = next(row for row in facts.observations if row.indicator_id == indicator_id)
    return replace(row, **fields)


@pytest.mark.parametrize(
    ("vintage", "code", "people"),
    [
        (OLD, "70016", 1000),
        (MIDDLE, "70001", 1000),
        (MIDDLE, "70004", 2000),
        (MIDDLE, "70007", 3000),
        (MIDDLE, "70010", 4400),
        (MIDDLE, "70013", 5600),
        (NEW, "70001", 1000),
        (NEW, "70007", 5000),
        (NEW, "70010", 10000),
    ],
)
def test_people_are_carried_by_their_own_share(figures, vintage, code, people) -> None:
    assert value(figures, "population", vintage, code, 2014) == pytest.approx(people)


def test_land_is_carried_by_the_share_of_land(figures) -> None:
    # 5,000 + 0.25 × 2,000 and 4,000 + 0.75 × 2,000
    assert value(figures, "forest_area_ha", MIDDLE, "70010", 2012) == 5500
    assert value(figures, "forest_area_ha", MIDDLE, "70013", 2012) == 5500
    assert value(figures, "forest_area_ha", NEW, "70010", 2012) == 11000


def test_carried_and_divided_figures_say_so(figures) -> None:
    marks = {
        (vintage, code): (found.carried, found.split)
        for vintage, code in [
            (OLD, "70016"),
            (MIDDLE, "70001"),
            (MIDDLE, "70010"),
            (NEW, "70001"),
            (NEW, "70007"),
            (NEW, "70010"),
        ]
        for found in [figure(figures, "population", vintage, code, 2014)]
    }
    assert marks == {
        (OLD, "70016"): (False, False),
        (MIDDLE, "70001"): (False, False),
        (MIDDLE, "70010"): (True, True),
        (NEW, "70001"): (False, False),
        (NEW, "70007"): (True, False),
        # both pieces of the divided unit meet again here
        (NEW, "70010"): (True, False),
    }


def test_a_mean_weighs_by_land(figures) -> None:
    # (20 × 200 + 40 × 200) / 400 and (60 × 250 + 10 × 350) / 600
    assert value(figures, "forest_cover_pct", NEW, "70001", 2020) == 80
    assert value(figures, "forest_cover_pct", NEW, "70007", 2020) == pytest.approx(30)
    assert value(figures, "forest_cover_pct", NEW, "70010", 2020) == pytest.approx(18500 / 600)


def test_a_mean_weighs_a_divided_unit_by_its_part(tiny) -> None:
    rows = [
        like(tiny, "forest_cover_pct", vintage=OLD, unit_code=code, year=2013, value=percent)
        for code, percent in (("70010", 50.0), ("70016", 10.0))
    ]
    # (50 × 200 + 10 × 200 × 0.25) / (200 + 50)
    assert value(added(tiny, *rows), "forest_cover_pct", MIDDLE, "70010", 2013) == pytest.approx(42)


def test_a_ratio_is_computed_again_from_its_parts(tiny, figures) -> None:
    found = figure(figures, "urban_share_census_pct", NEW, "70007", 2014)
    assert (found.value, found.carried, found.computed, found.flag) == (
        pytest.approx(60),
        True,
        "ratio",
        "derived",
    )
    # The published share of a part is not what the ratio rests on.
    other = changed(tiny, ("urban_share_census_pct", "70007", 2014), value=90.0)
    assert value(other, "urban_share_census_pct", NEW, "70007", 2014) == pytest.approx(60)


@pytest.mark.parametrize("part", ["population_urban", "population"])
def test_a_ratio_of_what_nobody_answers_for_is_not_made_better(tiny, part: str) -> None:
    weak = changed(tiny, (part, "70007", 2014), flag=UNVERIFIED)
    found = figure(weak, "urban_share_census_pct", NEW, "70007", 2014)
    assert (found.computed, found.flag) == ("ratio", UNVERIFIED)


def test_an_inexact_part_makes_no_ratio(tiny) -> None:
    other = changed(tiny, ("population_urban", "70007", 2014), qualifier="about")
    found = figure(other, "urban_share_census_pct", NEW, "70007", 2014)
    # the mean of the published shares, (0 × 2,000 + 100 × 3,000) / 5,000
    assert (found.value, found.computed, found.qualifier) == (pytest.approx(60), "", "exact")


def test_parts_of_a_ratio_must_speak_of_one_period(tiny) -> None:
    own = tuple(row for row in tiny.observations if row.indicator_id != "ntm_share_pct")
    facts = replace(tiny, observations=own)
    found = figure(Figures(facts), "ntm_share_pct", MIDDLE, "701", 2020)
    assert (found.value, found.computed) == (50, "ratio")
    later = changed(facts, ("ntm_communes_met", "701", 2020), period="asof-2020-06-30")
    assert value(later, "ntm_share_pct", MIDDLE, "701", 2020) is None


def test_parts_of_a_ratio_must_stand_on_the_same_boundaries(tiny) -> None:
    own = tuple(row for row in tiny.observations if row.indicator_id != "ntm_share_pct")
    facts = replace(tiny, observations=own)
    # a count of the communes of other boundaries is another whole
    other = changed(facts, ("ntm_communes_total", "701", 2020), vintage=OLD)
    assert value(other, "ntm_share_pct", MIDDLE, "701", 2020) is None


@pytest.mark.parametrize(
    ("code", "density"), [("70001", 5), ("70007", 12.5), ("70010", 10000 / 600)]
)
def test_a_density_divides_carried_people_by_the_published_area(figures, code, density) -> None:
    found = figure(figures, "population_density", NEW, code, 2014)
    assert found.value == pytest.approx(density)
    assert found.source_ids == ("thu-census", "thu-register")


def test_a_density_uses_the_area_of_its_own_boundaries(tiny) -> None:
    unit = replace(tiny.units[NEW, "70001"], area_km2=250.0)
    facts = replace(tiny, units=tiny.units | {unit.key: unit})
    found = Figures(facts).find("population_density", unit, 2014).figure
    assert found is not None
    assert (found.value, found.carried) == (4.0, False)


def test_without_an_area_the_density_is_the_mean_of_its_parts(tiny) -> None:
    unit = replace(tiny.units[NEW, "70007"], area_km2=None)
    facts = replace(tiny, units=tiny.units | {unit.key: unit})
    found = Figures(facts).find("population_density", unit, 2014).figure
    assert found is not None
    # (2,000 / 200 × 200 + 3,000 / 200 × 200) / 400
    assert (found.value, found.computed) == (pytest.approx(12.5), "")


@pytest.mark.parametrize(
    ("indicator_id", "vintage", "code", "year", "known", "parts"),
    [
        ("population", NEW, "70010", 2019, 1, 2),
        ("ntm_criteria_met", NEW, "70007", 2019, 1, 2),
        ("ntm_criteria_met", NEW, "70010", 2019, 1, 2),
        # "unchanged" in the crosswalk, but a piece of another unit came to it
        ("ntm_criteria_met", MIDDLE, "70010", 2013, 1, 2),
        ("forest_cover_pct", NEW, "70010", 2019, 0, 2),
        # nothing is carried of what exists only for the province
        ("trade_all_musd", NEW, "70010", 2022, 0, 0),
        # the first vintage has nothing before it, districts are never carried
        ("population", OLD, "70001", 2019, 0, 0),
        ("population", MIDDLE, "702", 2019, 0, 0),
    ],
)
def test_unknown_says_how_many_parts_are_known(
    figures, indicator_id, vintage, code, year, known, parts
) -> None:
    found = figures.find(indicator_id, figures.facts.units[vintage, code], year)
    assert (found.figure, found.known_parts, found.all_parts) == (None, known, parts)


def test_unchanged_units_keep_what_is_never_moved(figures) -> None:
    found = figure(figures, "ntm_criteria_met", NEW, "70001", 2019)
    assert (found.value, found.carried) == (12, False)


def test_parts_of_unequal_periods_are_not_added(tiny) -> None:
    other = changed(tiny, ("population", "70004", 2019), period="year")
    found = other.find("population", tiny.units[NEW, "70007"], 2019)
    assert (found.figure, found.known_parts, found.all_parts) == (None, 2, 2)


def test_figures_are_never_carried_backward(tiny) -> None:
    row = like(tiny, "forest_area_ha", vintage=NEW, unit_code="70007", year=2023, value=900.0)
    figures = added(tiny, row)
    assert value(figures, "forest_area_ha", NEW, "70007", 2023) == 900
    assert value(figures, "forest_area_ha", MIDDLE, "70007", 2023) is None


@pytest.mark.parametrize(
    ("words", "combined"),
    [
        (("exact", "exact"), "exact"),
        (("over", "exact"), "over"),
        (("over", "over"), "over"),
        (("over", "nearly"), "about"),
        (("about", "over"), "about"),
    ],
)
def test_a_sum_is_as_vague_as_its_parts(tiny, words, combined) -> None:
    rows = [
        like(tiny, "forest_area_ha", vintage=MIDDLE, unit_code=code, year=2013, qualifier=word)
        for code, word in zip(("70004", "70007"), words, strict=True)
    ]
    found = figure(added(tiny, *rows), "forest_area_ha", NEW, "70007", 2013)
    assert found.qualifier == combined


def test_a_range_among_the_parts_makes_a_range(tiny) -> None:
    other = changed(tiny, ("forest_cover_pct", "70010", 2020), value_max=70.0, qualifier="range")
    found = figure(other, "forest_cover_pct", NEW, "70010", 2020)
    # to (70 × 250 + 10 × 350) / 600
    assert (found.value, found.value_max, found.qualifier) == (
        pytest.approx(18500 / 600),
        pytest.approx(35),
        "range",
    )


def test_a_sum_has_the_weakest_flag_and_every_source_once(tiny) -> None:
    rows = [
        like(
            tiny,
            "forest_area_ha",
            vintage=MIDDLE,
            unit_code=code,
            year=2013,
            flag=flag,
            source_id=source,
        )
        for code, flag, source in (
            ("70004", "provisional", "thu-press"),
            ("70007", "official", "thu-forest"),
        )
    ]
    found = figure(added(tiny, *rows), "forest_area_ha", NEW, "70007", 2013)
    assert (found.flag, found.source_ids) == ("provisional", ("thu-press", "thu-forest"))
    whole = figure(Figures(tiny), "population", NEW, "70007", 2014)
    assert (whole.flag, whole.source_ids) == ("official", ("thu-census",))


@pytest.mark.parametrize(
    ("indicator_id", "code", "year", "total"),
    [
        ("population", "701", 2019, 6500),
        ("forest_area_ha", "701", 2020, 28000),
        ("forest_area_ha", "702", 2020, 18500),
        ("forest_area_ha", "77", 2020, 46500),
        # (80 + 20 + 40) / 3, (60 × 250 + 10 × 350) / 600, (44 × 600 + 30 × 600) / 1,200
        ("forest_cover_pct", "701", 2020, 140 / 3),
        ("forest_cover_pct", "702", 2020, 18500 / 600),
        ("canopy_pct", "77", 2018, 37),
    ],
)
def test_units_below_are_summed_up_if_all_are_known(
    figures, indicator_id, code, year, total
) -> None:
    found = figure(figures, indicator_id, MIDDLE, code, year)
    assert found.value == pytest.approx(total)
    assert (found.computed, found.flag, found.carried) == ("aggregate", "derived", False)


def test_a_sum_of_what_nobody_answers_for_is_not_made_better(tiny) -> None:
    weak = changed(tiny, ("forest_area_ha", "70013", 2020), flag=UNVERIFIED)
    found = figure(weak, "forest_area_ha", MIDDLE, "77", 2020)
    assert (found.value, found.computed, found.flag) == (46500, "aggregate", UNVERIFIED)


def test_a_published_figure_goes_before_the_sum(figures) -> None:
    found = figure(figures, "forest_cover_pct", MIDDLE, "77", 2020)
    assert (found.value, found.qualifier, found.computed) == (38, "over", "")
    assert value(figures, "population", MIDDLE, "77", 2019) == 17000


def test_the_published_density_of_the_province_rests_on_its_people(figures) -> None:
    assert value(figures, "population_density", NEW, "77", 2019) == pytest.approx(17000 / 1200)


def test_units_below_of_unequal_periods_are_not_summed_up(tiny) -> None:
    other = changed(tiny, ("canopy_pct", "702", 2018), period="asof-2018-06-30")
    assert value(other, "canopy_pct", MIDDLE, "77", 2018) is None


def test_after_the_districts_the_province_is_summed_up_from_its_communes(tiny) -> None:
    rows = [
        like(tiny, "forest_area_ha", vintage=NEW, unit_code=code, year=2023, value=area)
        for code, area in (("70001", 100.0), ("70007", 20.0), ("70010", 3.0))
    ]
    figures = added(tiny, *rows)
    assert value(figures, "forest_area_ha", NEW, "77", 2023) == 123
    assert value(figures, "forest_area_ha", MIDDLE, "701", 2023) is None
    assert value(added(tiny, *rows[:2]), "forest_area_ha", NEW, "77", 2023) is None


def test_years_of_a_computed_indicator_are_those_of_its_numerator(figures) -> None:
    assert figures.years("population") == (2014, 2019)
    assert figures.years("population_density") == (2014, 2019)
    assert figures.years_of_own("population_density") == ()
    assert figures.years("trade_declared_musd") == (2022,)
