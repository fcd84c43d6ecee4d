"""Figures that are computed here: each by the rule of its row, from parts of one date and basis."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from geo.facts.model import Indicator, Unit
from geo.figures.atlas import Atlas
from geo.figures.breaks import breaks_of
from geo.figures.carried import Figure
from geo.figures.view import View
from tests.data.test_worked_cases import NEW, VINTAGES, carried_by_hand, rows

ROOT = Path(__file__).parents[2]
HOUSEHOLDS = 198805


@pytest.fixture(scope="module")
def people() -> dict[str, dict[str, Fraction]]:
    return carried_by_hand("population")


@pytest.fixture(scope="module")
def households() -> dict[str, dict[str, Fraction]]:
    return carried_by_hand("households_census")


def counted(indicator_id: str, level: str) -> dict[str, Fraction]:
    """Return the counts of 2019 of a level as they stand in the file."""
    return {
        row["unit_code"]: Fraction(row["value"])
        for row in rows("observations")
        if (row["indicator_id"], row["unit_kind"], row["period"])
        == (indicator_id, level, "asof-2019-04-01")
    }


def ratios(atlas: Atlas) -> list[tuple[Indicator, Unit, Figure]]:
    """Return every figure that is a ratio computed here, of every unit and year."""
    found = []
    for indicator in atlas.facts.indicators.values():
        for unit in atlas.facts.units.values():
            for year in atlas.figures.years(indicator.indicator_id):
                figure = atlas.figures.find(indicator.indicator_id, unit, year).figure
                if figure is not None and figure.computed == "ratio":
                    found.append((indicator, unit, figure))
    return found


def test_every_ratio_is_its_rule_from_parts_of_one_date_and_basis(atlas: Atlas) -> None:
    found = ratios(atlas)
    assert {each.indicator_id for each, _, _ in found} == {
        "population_density",
        "urban_share_census_pct",
        "household_size_census",
        "urban_share_annual_pct",
    }
    for indicator, unit, figure in found:
        assert indicator.scale is not None
        above = atlas.figures.find(indicator.numerator_id, unit, figure.year).figure
        assert above is not None
        if indicator.denominator_id == "units.area_km2":
            # a unit whose boundaries never changed keeps the area of its oldest row
            area = unit.area_km2
            assert area
            assert figure.value == pytest.approx(indicator.scale * above.value / area)
            continue
        below = atlas.figures.find(indicator.denominator_id, unit, figure.year).figure
        assert below is not None
        assert figure.value == pytest.approx(indicator.scale * above.value / below.value)
        dated = [(each.year, each.period, each.origin) for each in (figure, above, below)]
        assert len(set(dated)) == 1, (indicator.indicator_id, unit.key, dated)
        assert figure.carried == (above.carried or below.carried)


def test_a_ratio_is_never_made_of_what_never_mixes(atlas: Atlas) -> None:
    for indicator in atlas.facts.indicators.values():
        if indicator.numerator_id and indicator.numerator_id != "units.area_km2":
            above = atlas.facts.indicators[indicator.numerator_id]
            assert indicator.denominator_id not in above.never_mix_with


def test_a_ratio_breaks_wherever_its_parts_break(atlas: Atlas) -> None:
    for indicator in atlas.facts.indicators.values():
        told = {(row.kind, row.year) for row in breaks_of(atlas.facts, indicator.indicator_id)}
        for part in filter(None, (indicator.numerator_id, indicator.denominator_id)):
            if indicator.numerator_id:
                own = {
                    (row.kind, row.year)
                    for row in atlas.facts.series_breaks
                    if row.indicator_id == part
                }
                assert own <= told, indicator.indicator_id


def test_no_computed_indicator_is_named_in_the_code() -> None:
    computed = {row["indicator_id"] for row in rows("indicators") if row["numerator_id"]} - {
        row["indicator_id"] for row in rows("observations")
    }
    assert computed == {"population_density", "household_size_census", "urban_share_annual_pct"}
    named = re.compile("|".join(computed))
    for folder in ("geo", "ui", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not named.search(path.read_text(encoding="utf-8")), path


# ---- households of the census


@pytest.mark.parametrize("vintage", VINTAGES)
def test_households_keep_their_sum_on_all_boundaries(atlas: Atlas, vintage: str) -> None:
    units = atlas.units("commune", vintage)
    found = [atlas.figures.find("households_census", unit, 2019).figure for unit in units]
    assert len(found) == {NEW: 65, VINTAGES[0]: 226}.get(vintage, len(found))
    assert sum(each.value for each in found if each) == pytest.approx(HOUSEHOLDS, abs=1e-6)
    assert None not in found


def test_households_of_districts_and_of_the_226_sum_to_the_province() -> None:
    communes, districts = (counted("households_census", each) for each in ("commune", "district"))
    assert (len(communes), len(districts)) == (226, 11)
    assert sum(communes.values()) == sum(districts.values()) == HOUSEHOLDS
    assert counted("households_census", "province") == {"20": HOUSEHOLDS}


@pytest.mark.parametrize("vintage", VINTAGES)
def test_household_size_is_people_over_households(
    atlas: Atlas, people, households, vintage: str
) -> None:
    for unit in atlas.units("commune", vintage):
        figure = atlas.figures.find("household_size_census", unit, 2019).figure
        assert figure is not None
        size = people[vintage][unit.code] / households[vintage][unit.code]
        assert figure.value == pytest.approx(float(size))
        assert 2.5 <= size <= 6, unit.name


@pytest.mark.parametrize("level", ["district", "province"])
def test_household_size_above_the_communes(atlas: Atlas, level) -> None:
    people, households = counted("population", level), counted("households_census", level)
    cells = atlas.cells(View("household_size_census", 2019, level, NEW))
    assert {cell.unit.code for cell in cells} == set(people) == set(households)
    for cell in cells:
        size = people[cell.unit.code] / households[cell.unit.code]
        assert cell.value == pytest.approx(float(size))
        assert 2.5 <= size <= 6


def test_household_size_of_the_province_worked_by_hand(atlas: Atlas) -> None:
    (cell,) = atlas.cells(View("household_size_census", 2019, "province", NEW))
    # 781,655 people in 198,805 households
    assert cell.value == pytest.approx(3.9318, abs=0.00005)


def test_53_of_the_65_are_sums_and_12_are_estimates(atlas: Atlas) -> None:
    for indicator_id in ("households_census", "household_size_census"):
        cells = atlas.cells(View(indicator_id, 2019, "commune", NEW))
        assert (len(cells), sum(cell.split for cell in cells)) == (65, 12)
