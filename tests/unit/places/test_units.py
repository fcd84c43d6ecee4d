"""Members of levels."""

from dataclasses import replace

import pytest

from geo.errors import ViewError
from geo.places.units import level_units
from geo.places.vintages import district_vintage


@pytest.mark.parametrize(
    ("level", "vintage", "count", "first", "of_vintage"),
    [
        ("commune", "2025-07-01", 65, "05977", "2025-07-01"),
        ("commune", "2024-12-01", 194, "05971", "2024-12-01"),
        ("commune", "2020-01-01", 200, "05971", "2020-01-01"),
        ("commune", "2019-01-01", 226, "05971", "2019-01-01"),
        ("district", "2025-07-01", 11, "178", "2024-12-01"),
        ("district", "2019-01-01", 11, "178", "2024-12-01"),
        ("province", "2019-01-01", 1, "20", "2025-07-01"),
    ],
)
def test_level_units(facts, level, vintage: str, count: int, first: str, of_vintage: str) -> None:
    units = level_units(facts, level=level, vintage=vintage)
    codes = [unit.code for unit in units]
    assert len(codes) == count
    assert codes[0] == first
    assert codes == sorted(codes)
    assert {unit.vintage for unit in units} == {of_vintage}


def test_level_units_without_districts(facts) -> None:
    vintages = tuple(replace(v, has_districts=False) for v in facts.province.vintages)
    without = replace(facts, province=replace(facts.province, vintages=vintages))
    assert district_vintage(without.province) is None
    assert level_units(without, level="district", vintage="2025-07-01") == ()


def test_level_units_refuses_unknown_vintage(facts) -> None:
    with pytest.raises(ViewError, match="2023-01-01"):
        level_units(facts, level="commune", vintage="2023-01-01")


def test_level_units_of_a_made_up_province(tiny) -> None:
    for vintage in tiny.province.vintages:
        units = level_units(tiny, level="commune", vintage=vintage.id)
        assert len(units) == vintage.communes
        assert {unit.vintage for unit in units} == {vintage.id}
