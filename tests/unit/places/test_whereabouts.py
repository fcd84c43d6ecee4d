"""Where a unit is found again on other boundaries."""

import pytest

from geo.facts.model import Facts
from geo.places.crosswalk import Crosswalk
from geo.places.whereabouts import units_on

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


@pytest.mark.parametrize(
    ("key", "level", "vintage", "codes"),
    [
        ((NEW, "70007"), "commune", NEW, ["70007"]),
        # Ô Ba of 2022 was made of Ô Hai and Ô Ba, Ô Một stayed as it was
        ((NEW, "70007"), "commune", MIDDLE, ["70004", "70007"]),
        ((NEW, "70001"), "commune", MIDDLE, ["70001"]),
        ((MIDDLE, "70004"), "commune", NEW, ["70007"]),
        # the second Ô Hai of 2011 was divided
        ((OLD, "70016"), "commune", MIDDLE, ["70010", "70013"]),
        ((OLD, "70016"), "commune", NEW, ["70010"]),
        ((NEW, "70010"), "district", NEW, ["702"]),
        ((MIDDLE, "701"), "commune", NEW, ["70001", "70007"]),
        ((MIDDLE, "702"), "commune", MIDDLE, ["70010", "70013"]),
        ((MIDDLE, "702"), "district", NEW, ["702"]),
        ((NEW, "70010"), "province", NEW, []),
        ((NEW, "77"), "commune", MIDDLE, []),
    ],
)
def test_a_unit_is_found_again(tiny: Facts, key, level, vintage, codes) -> None:
    found = units_on(tiny, Crosswalk(tiny), tiny.units[key], level=level, vintage=vintage)
    assert [unit.code for unit in found] == codes
