"""Filters: reading and writing them, and the units they keep."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ViewError
from geo.figures.view import View
from geo.views.drawing import draw
from geo.views.filters import Filter, format_filter, kept, kept_ranks, parse_filter

MIDDLE, NEW = "2015-01-01", "2022-07-01"
# fifteen digits in all, at most
NUMBERS = st.none() | st.integers(-(10**14) + 1, 10**14 - 1).flatmap(
    lambda digits: st.integers(0, 14).map(lambda places: float(Decimal(digits).scaleb(-places)))
)


def unique(values):
    return st.lists(values, max_size=4, unique=True).map(tuple)


@settings(deadline=None)
@given(
    classes=unique(st.sampled_from([*"0123456789", "none"])),
    districts=unique(st.from_regex(r"\A[0-9]{3}\Z")),
    zone=unique(st.sampled_from(["no", "part", "whole"])),
    low=NUMBERS,
    high=NUMBERS,
)
def test_what_is_written_reads_the_same(classes, districts, zone, low, high) -> None:
    chosen = Filter(classes, districts, zone, low, high)
    assert parse_filter(format_filter(chosen)) == chosen


def test_a_filter_as_it_stands_in_an_address() -> None:
    chosen = parse_filter("class:3,none;district:701;zone:whole,part;min:-2.5;max:1234567.25")
    assert chosen == Filter(("3", "none"), ("701",), ("whole", "part"), -2.5, 1234567.25)
    assert format_filter(Filter(low=1234567.25)) == "min:1234567.25"
    assert format_filter(Filter(high=1e-7)) == "max:0.0000001"


def test_no_condition() -> None:
    assert parse_filter("") == Filter()
    assert format_filter(Filter()) == ""
    assert not Filter()
    assert Filter(low=0.0)


def test_repeated_values_count_once() -> None:
    assert parse_filter("class:3,3,1").classes == ("3", "1")


@pytest.mark.parametrize(
    "text",
    [
        "class",
        "class:",
        "class:x",
        "class:12",
        "class:٣",
        "class:1;class:2",
        "district:ab",
        "district:<script>",
        "zone:maybe",
        "min:ten",
        "min:1e5",
        "min:nan",
        "max:inf",
        "max:" + "9" * 400,
        "max:" + "9" * 32,
        "min:0.123456789012345",
        "colour:red",
        ":3",
    ],
)
def test_bad_filters_are_refused(text) -> None:
    with pytest.raises(ViewError):
        parse_filter(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["70001", "70004", "70007", "70010", "70013"]),
        # 80, 20, 40, 60, 10 %: classes 3, 1, 2, 3, 0
        ("class:3", ["70001", "70010"]),
        ("class:0,1", ["70004", "70013"]),
        ("class:none", []),
        ("district:702", ["70010", "70013"]),
        ("district:701,702", ["70001", "70004", "70007", "70010", "70013"]),
        ("zone:whole", ["70001"]),
        ("zone:part,no", ["70004", "70007", "70010", "70013"]),
        ("min:20;max:60", ["70004", "70007", "70010"]),
        ("max:19.9", ["70013"]),
        ("district:702;min:50", ["70010"]),
    ],
)
def test_units_that_answer_every_condition_are_kept(tiny_atlas, text, codes) -> None:
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "commune", MIDDLE))
    keeps = kept(tiny_atlas, drawing, parse_filter(text))
    assert [c.unit.code for c, keep in zip(drawing.cells, keeps, strict=True) if keep] == codes


def test_former_districts_hold_after_the_districts_ended(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "commune", NEW))
    assert kept(tiny_atlas, drawing, parse_filter("district:701")) == (True, True, False)


@pytest.mark.parametrize(
    ("district", "codes"),
    [
        # Tam Thanh and Lương Văn Tri lay in the city whole, Đông Kinh and Kỳ Lừa in part
        ("178", {"05977", "05983", "05986", "06187"}),
        ("184", {"06253", "06280", "06286", "06298", "06313", "06316"}),
    ],
)
def test_any_district_that_a_commune_came_from_keeps_it(atlas, district, codes) -> None:
    drawing = draw(atlas, View("population_density", 2019, "commune", "2025-07-01"))
    keeps = kept(atlas, drawing, parse_filter(f"district:{district}"))
    assert {c.unit.code for c, keep in zip(drawing.cells, keeps, strict=True) if keep} == codes


def test_units_kept_are_ranked_among_themselves(tiny_atlas) -> None:
    # forest cover: 80, 20, 40, 60, 10
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "commune", MIDDLE))
    assert drawing.ranks == {"70001": 1, "70004": 4, "70007": 3, "70010": 2, "70013": 5}
    keeps = kept(tiny_atlas, drawing, parse_filter("max:50"))
    assert kept_ranks(drawing, keeps) == {"70007": 1, "70004": 2, "70013": 3}
    assert kept_ranks(drawing, [False] * 5) == {}


def test_without_data_are_only_units_that_the_indicator_concerns(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("ntm_status", 2021, "commune", MIDDLE))
    keeps = kept(tiny_atlas, drawing, parse_filter("class:none"))
    assert keeps == (False, False, False, False, True)


def test_unknown_numbers_are_in_no_range(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("population", 2019, "commune", NEW))
    assert kept(tiny_atlas, drawing, parse_filter("min:0")) == (True, True, False)


def test_ranges_of_a_gap_map_are_gaps(tiny_atlas) -> None:
    view = View("forest_cover_pct", 2020, "commune", NEW, mode="gap")
    assert kept(tiny_atlas, draw(tiny_atlas, view), parse_filter("min:0")) == (True, False, False)


def test_districts_are_kept_by_their_own_code_and_belong_to_no_zone(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "district", NEW))
    assert kept(tiny_atlas, drawing, parse_filter("district:702")) == (False, True)
    assert kept(tiny_atlas, drawing, parse_filter("zone:whole,part,no")) == (False, False)


def test_before_the_first_list_nobody_is_in_or_out(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("population", 2014, "commune", NEW))
    assert not any(kept(tiny_atlas, drawing, parse_filter("zone:no")))
