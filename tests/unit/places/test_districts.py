"""Districts of communes: the one they lie in, or all that their people came from."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts
from geo.places.districts import (
    district_heading,
    districts_by_commune,
    districts_of,
    districts_text,
)

NEW = "2025-07-01"
CITY, CAO_LOC, VAN_QUAN = "178", "183", "184"


@pytest.mark.parametrize(
    ("key", "district"),
    [
        (("2024-12-01", "06184"), ("2024-12-01", "183")),
        (("2019-01-01", "06184"), ("2019-01-01", "183")),
        ((NEW, "06154"), ("2024-12-01", "182")),
    ],
)
def test_most_communes_have_one_district(facts: Facts, key, district) -> None:
    assert [each.key for each in districts_of(facts, facts.units[key])] == [district]


# by the resolution of 2025: from which communes of which districts each was formed
@pytest.mark.parametrize(
    ("code", "name", "districts"),
    [
        # Vĩnh Trại, Đông Kinh and Mai Pha of the city, Yên Trạch of Cao Lộc
        ("05977", "Đông Kinh", [CITY, CAO_LOC]),
        # Cao Lộc, Hợp Thành, Tân Liên and Gia Cát of Cao Lộc, Hoàng Văn Thụ of the city
        ("06187", "Kỳ Lừa", [CAO_LOC, CITY]),
        # Bình Trung and Xuân Long of Cao Lộc, Khánh Khê of Văn Quan
        ("06286", "Khánh Khê", [CAO_LOC, VAN_QUAN]),
        # Tràng Phái and Tân Đoàn of Văn Quan, Tân Thành of Cao Lộc
        ("06316", "Tân Đoàn", [VAN_QUAN, CAO_LOC]),
    ],
)
def test_a_commune_joined_from_two_districts_has_both(
    facts: Facts, code: str, name: str, districts: list[str]
) -> None:
    unit = facts.units[NEW, code]
    assert unit.name == name
    assert [each.code for each in districts_of(facts, unit)] == districts


def test_the_others_have_one(facts: Facts) -> None:
    found = districts_by_commune(facts, NEW)
    assert len(found) == 65
    joined = {code for code, districts in found.items() if len(districts) > 1}
    assert joined == {"05977", "06187", "06286", "06316"}


def test_people_count_and_land_does_not(tiny: Facts) -> None:
    # Ô Đen gives a third of its people and hardly land to Ô Ba, and land without people to Ô Một
    rows = [
        row for row in tiny.crosswalk if row.from_code != "70013" or row.from_vintage[:4] < "2015"
    ]
    whole = next(row for row in tiny.crosswalk if row.from_vintage[:4] == "2015")
    parts = [("70010", 0.7, 0.6), ("70007", 0.3, 0.01), ("70001", 0.0, 0.39)]
    rows += [
        replace(whole, from_code="70013", to_code=to, population_share=people, area_share=land)
        for to, people, land in parts
    ]
    facts = replace(tiny, crosswalk=tuple(rows))
    found = districts_by_commune(facts, "2022-07-01")
    codes = {code: [each.code for each in districts] for code, districts in found.items()}
    assert codes == {"70001": ["701"], "70007": ["701", "702"], "70010": ["702"]}
    named = districts_text(facts, facts.units["2022-07-01", "70007"], lang="vi")
    assert named == "Huyện Bên Trái, Huyện Bên Phải"


@pytest.mark.parametrize("key", [("2024-12-01", "183"), (NEW, "20")])
def test_a_unit_that_is_no_commune_has_none(facts: Facts, key) -> None:
    assert districts_of(facts, facts.units[key]) == ()


def test_without_a_crosswalk_the_recorded_one_stands(tiny: Facts) -> None:
    facts = replace(tiny, crosswalk=())
    ward = facts.units["2022-07-01", "70007"]
    assert [each.code for each in districts_of(facts, ward)] == ["701"]
    lost = {ward.key: replace(ward, former_district_code="")}
    facts = replace(facts, units={**facts.units, **lost})
    assert districts_of(facts, ward) == ()


def test_every_commune_has_one_in_every_vintage(facts: Facts) -> None:
    for vintage, count in (("2019-01-01", 226), (NEW, 65)):
        found = districts_by_commune(facts, vintage)
        assert len(found) == count
        codes = {district.code for districts in found.values() for district in districts}
        assert len(codes) == 11


def test_the_column_says_until_when_there_were_districts(facts: Facts, tiny: Facts) -> None:
    assert district_heading(facts, lang="vi") == "Huyện, thành phố trước 1/7/2025"
    assert district_heading(facts, lang="en") == "District or city before 1 July 2025"
    assert district_heading(tiny, lang="vi") == "Huyện, thành phố trước 1/7/2022"
    still = replace(tiny, province=replace(tiny.province, district_end=None))
    assert district_heading(still, lang="vi") == "Huyện, thành phố"
