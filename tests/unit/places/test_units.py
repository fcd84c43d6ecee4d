"""Names of units, members of levels, vintages by day, districts of communes."""

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import ViewError
from geo.places.units import (
    district_of,
    district_vintage,
    districts_of,
    drawn_vintage,
    find_vintage,
    level_units,
    unit_in_sentence,
    unit_name,
    unit_short_name,
    vintage_at,
)


@pytest.mark.parametrize(
    ("key", "vietnamese", "sentence", "english"),
    [
        (("2025-07-01", "06184"), "Xã Đồng Đăng", "xã Đồng Đăng", "Đồng Đăng Commune"),
        (
            ("2024-12-01", "06184"),
            "Thị trấn Đồng Đăng",
            "thị trấn Đồng Đăng",
            "Đồng Đăng Township",
        ),
        (("2025-07-01", "06187"), "Phường Kỳ Lừa", "phường Kỳ Lừa", "Kỳ Lừa Ward"),
        (("2024-12-01", "183"), "Huyện Cao Lộc", "huyện Cao Lộc", "Cao Lộc District"),
        (("2024-12-01", "178"), "Thành phố Lạng Sơn", "thành phố Lạng Sơn", "Lạng Sơn City"),
        (("2025-07-01", "20"), "Tỉnh Lạng Sơn", "tỉnh Lạng Sơn", "Lạng Sơn Province"),
    ],
)
def test_names(facts, key, vietnamese: str, sentence: str, english: str) -> None:
    unit = facts.units[key]
    assert unit_name(unit, lang="vi") == vietnamese
    assert unit_in_sentence(unit, lang="vi") == sentence
    assert unit_name(unit, lang="en") == english
    assert unit_in_sentence(unit, lang="en") == english


def test_short_name_keeps_the_kind_of_a_bare_number(facts) -> None:
    ward = facts.units["2025-07-01", "06187"]
    assert unit_short_name(ward, lang="vi") == "Kỳ Lừa"
    assert unit_short_name(replace(ward, name="1"), lang="vi") == "Phường 1"


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


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        (date(1999, 4, 1), "2019-01-01"),
        (date(2019, 12, 31), "2019-01-01"),
        (date(2020, 1, 1), "2020-01-01"),
        (date(2024, 11, 30), "2020-01-01"),
        (date(2024, 12, 1), "2024-12-01"),
        (date(2025, 6, 30), "2024-12-01"),
        (date(2025, 7, 1), "2025-07-01"),
        (date(2030, 12, 31), "2025-07-01"),
    ],
)
def test_vintage_at(facts, day: date, vintage: str) -> None:
    assert vintage_at(facts.province, day).id == vintage


def test_vintage_at_names_a_day_without_boundaries(facts) -> None:
    closed = replace(facts.province.vintages[-1], valid_to=date(2026, 6, 30))
    province = replace(facts.province, vintages=(*facts.province.vintages[:-1], closed))
    with pytest.raises(ViewError, match="2026-07-01"):
        vintage_at(province, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("asked", "drawn"),
    [("2019-01-01", "2020-01-01"), ("2020-01-01", "2020-01-01"), ("2025-07-01", "2025-07-01")],
)
def test_drawn_vintage(facts, asked: str, drawn: str) -> None:
    assert drawn_vintage(facts.province, asked) == drawn


def test_drawn_vintage_without_later_geometry(facts) -> None:
    last = replace(facts.province.vintages[-1], has_geometry=False)
    province = replace(facts.province, vintages=(*facts.province.vintages[:-1], last))
    with pytest.raises(ViewError, match="can be drawn"):
        drawn_vintage(province, last.id)


def test_find_vintage_names_the_known_ones(facts) -> None:
    assert find_vintage(facts.province, "2020-01-01").communes == 200
    with pytest.raises(ViewError, match=r"2019-01-01, 2020-01-01, 2024-12-01, 2025-07-01"):
        find_vintage(facts.province, "")


@pytest.mark.parametrize(
    ("key", "district"),
    [
        (("2024-12-01", "06184"), ("2024-12-01", "183")),
        (("2019-01-01", "06184"), ("2019-01-01", "183")),
        # Most of Đông Kinh's land was in Cao Lộc, although the old ward was in the city.
        (("2025-07-01", "05977"), ("2024-12-01", "183")),
        (("2025-07-01", "06154"), ("2024-12-01", "182")),
    ],
)
def test_district_of(facts, key, district) -> None:
    found = district_of(facts, facts.units[key])
    assert found is not None
    assert found.key == district


@pytest.mark.parametrize("key", [("2024-12-01", "183"), ("2025-07-01", "20")])
def test_district_of_a_unit_that_is_no_commune(facts, key) -> None:
    assert district_of(facts, facts.units[key]) is None


def test_district_of_a_commune_without_one(facts) -> None:
    lost = replace(facts.units["2025-07-01", "06184"], former_district_code="")
    assert district_of(facts, lost) is None


def test_districts_of_covers_every_commune(facts) -> None:
    for vintage, count in (("2019-01-01", 226), ("2025-07-01", 65)):
        districts = districts_of(facts, vintage=vintage)
        assert len(districts) == count
        assert len({district.code for district in districts.values()}) == 11
