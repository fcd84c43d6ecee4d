"""Classes: lower bounds, a class for zero, schemes, rounding; and the colours of classes."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor

import pytest
from branca.utilities import color_brewer
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.facts.load import load_facts
from geo.facts.particulars import PALETTES
from geo.views.classify import (
    Classes,
    bounds_scheme,
    computed_bounds,
    gap_classes,
    numeric_classes,
    ordinal_classes,
    valid_scheme,
    zone_classes,
)
from geo.views.palettes import diverging, sequential
from tests.conftest import TINY

FACTS = load_facts(TINY)
COVER = FACTS.indicators["forest_cover_pct"]
"""Has the breaks 20, 40, 60."""
CANOPY = FACTS.indicators["canopy_pct"]
"""Has no breaks."""


def classed(classes: Classes, *values: float) -> list[int | None]:
    return [classes.index(value) for value in values]


def test_a_value_equal_to_a_bound_opens_the_class() -> None:
    classes = numeric_classes(COVER, [5, 25, 45, 65])
    assert classes.bounds == (20, 40, 60)
    assert classed(classes, 0, 19.999, 20, 39.9, 40, 60, 100) == [0, 0, 1, 1, 2, 3, 3]
    assert len(classes) == 4
    assert classes.index(None) is None


def test_empty_in_empty_out() -> None:
    classes = numeric_classes(COVER, [])
    assert (len(classes), classes.bounds, classes.index(3)) == (0, (), None)


@pytest.mark.parametrize(
    ("values", "zero"),
    [
        ([0, 5, 25, 45, 65], False),  # one fifth is not more than a fifth
        ([0, 0, 5, 25, 45, 65, 70, 75, 80], True),
        ([0, 0, 5, -1], False),
        ([0], True),
    ],
)
def test_zero_is_a_class_of_its_own_over_a_fifth(values, zero) -> None:
    assert numeric_classes(COVER, values).zero is zero


def test_beside_the_class_of_zero_the_others_follow() -> None:
    classes = numeric_classes(COVER, [0, 0, 5, 45])
    assert classed(classes, 0, 0.001, 20, 60) == [0, 1, 2, 4]
    assert len(classes) == 5
    nothing_else = numeric_classes(COVER, [0, 0])
    assert (len(nothing_else), nothing_else.index(0)) == (1, 0)


def test_own_bounds_that_hold_nothing_beside_zero_fall_away() -> None:
    classes = numeric_classes(CANOPY, [0, 0, 5, 45], scheme="-5;0;15")
    assert classes.bounds == (15,)
    assert classed(classes, 0, 5, 15) == [0, 1, 2]


@pytest.mark.parametrize(
    ("scheme", "values", "k", "bounds"),
    [
        # {1, 2}, {10, 11}, {100}: the roundest numbers above 2 and up to 10, above 11 up to 100
        ("fisher", [1, 2, 10, 11, 100], 3, (10, 100)),
        # 1 to 5 and 6 to 10
        ("quantiles", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2, (6,)),
        # widths of 3, up to 4, 7 and 10: between 4 and 6.5, between 7 and 8.25
        ("equal", [1, 2, 6.5, 8.25, 10], 3, (6, 8)),
        # never more classes than different values, and none at all for one
        ("fisher", [3, 3, 7, 7], 5, (7,)),
        ("quantiles", [3, 3, 3], 5, ()),
        # ties: four of five values are the same
        ("quantiles", [1, 1, 1, 1, 9], 4, (9,)),
        # 0.12 and 0.13 would not lie between 0.123 and 0.1279
        ("fisher", [0.121, 0.123, 0.1279, 0.1281], 2, (0.127,)),
    ],
)
def test_bounds_by_scheme(scheme, values, k, bounds) -> None:
    assert numeric_classes(CANOPY, values, scheme=scheme, k=k).bounds == bounds


def test_schemes_by_default() -> None:
    assert numeric_classes(COVER, [5, 65]).scheme == "breaks"
    assert numeric_classes(CANOPY, [5, 65]).scheme == "fisher"
    assert numeric_classes(CANOPY, [5, 65], scheme="breaks").scheme == "fisher"
    own = numeric_classes(COVER, [5, 65], scheme="15;30")
    assert (own.scheme, own.bounds, len(own)) == ("15;30", (15, 30), 3)
    assert len(numeric_classes(CANOPY, list(range(50)))) == 5


# few enough to try every way of parting them
VALUES = st.lists(
    st.decimals(min_value="0.001", max_value=90000, places=3).map(float), min_size=1, max_size=12
)
SCHEMES = st.sampled_from(["fisher", "quantiles", "equal"])


@settings(deadline=None)
@given(values=VALUES, k=st.integers(2, 7), scheme=SCHEMES)
def test_rounding_the_bounds_changes_no_class(values, k, scheme) -> None:
    classes = numeric_classes(CANOPY, values, scheme=scheme, k=k)
    ordered = sorted(values)
    indices = [classes.index(value) for value in ordered]
    assert indices == sorted(indices)
    k = min(k, len(set(values)))
    assert len(classes) <= k
    if k == 1:
        assert set(indices) == {0}
    elif scheme == "fisher":
        # of several best ways either may be taken
        assert within(ordered, indices) <= least_within(ordered, k) * (1 + 1e-9) + 1e-9
    else:
        bins = (quantiles if scheme == "quantiles" else equal_steps)(ordered, k)
        exact = [bisect_left(bins, Fraction(value)) for value in ordered]
        for (x, y), (a, b) in zip(pairwise(exact), pairwise(indices), strict=True):
            assert (a == b) == (x == y)


def quantiles(ordered: list[float], k: int) -> list[Fraction]:
    """Return the values that a part in k, two parts, and so on do not exceed, exactly."""
    bins = []
    for part in range(1, k):
        at = Fraction(part * (len(ordered) - 1), k)
        below, above = (Fraction(ordered[place]) for place in (floor(at), ceil(at)))
        bins.append(below + (above - below) * (at - floor(at)))
    return bins


def equal_steps(ordered: list[float], k: int) -> list[Fraction]:
    """Return the bounds of k intervals of one width, exactly."""
    lowest, highest = Fraction(ordered[0]), Fraction(ordered[-1])
    return [lowest + (highest - lowest) * part / k for part in range(1, k)]


def least_within(ordered: list[float], k: int) -> float:
    """Return the least of what `within` gives for all ways of parting values into k classes."""
    places = [at for at in range(1, len(ordered)) if ordered[at - 1] < ordered[at]]
    return min(
        within(ordered, [bisect_right(starts, at) for at in range(len(ordered))])
        for starts in combinations(places, k - 1)
    )


def within(values: list[float], classes: list[int]) -> float:
    """Return the sum of the squared differences from the mean of each class."""
    parts = [[v for v, c in zip(values, classes, strict=True) if c == each] for each in {*classes}]
    return sum(sum((v - sum(part) / len(part)) ** 2 for v in part) for part in parts)


def test_natural_breaks_of_a_few_numbers() -> None:
    # 1 2 | 8 9 10 | 20: 0.5 + 2 + 0
    assert computed_bounds([1, 2, 8, 9, 10, 20], scheme="fisher", k=3) == (8, 20)
    # 1 | 2 3 and 1 2 | 3 are equally good
    assert computed_bounds([1, 2, 3], scheme="fisher", k=2) == (2,)
    # the twice known 5 draws the bound
    assert computed_bounds([1, 5, 5, 8], scheme="fisher", k=2) == (5,)


@settings(deadline=None)
@given(values=VALUES)
def test_every_known_value_has_a_class_with_a_colour(values) -> None:
    classes = numeric_classes(CANOPY, [0.0, *values])
    assert all(0 <= classes.index(value) < len(classes.fills) for value in (0.0, *values))


@pytest.mark.parametrize(
    ("scheme", "valid"),
    [
        ("", True),
        ("breaks", True),
        ("fisher", True),
        ("quantiles", True),
        ("equal", True),
        ("15", True),
        ("-5;0;2.5", True),
        ("1;2;3;4;5;6;7;8", True),
        ("1;2;3;4;5;6;7;8;9", False),
        ("30;15", False),
        ("15;15", False),
        ("15;", False),
        (";15", False),
        ("1e5", False),
        ("nan", False),
        ("15,5", False),
        ("9" * 400, False),
        ("1;" + "9" * 32, False),
        ("999999999999999", True),
        ("9999999999999999", False),
        ("٣", False),
        ("jenks", False),
        ("<script>", False),
    ],
)
def test_schemes_an_address_may_name(scheme, valid) -> None:
    assert valid_scheme(scheme) is valid


def test_bounds_are_written_with_all_their_digits() -> None:
    assert bounds_scheme([0.00001, 0.5, 1234567, 12345678.25]) == "0.00001;0.5;1234567;12345678.25"
    assert bounds_scheme([0.1 + 0.2, 0.3]) == "0.3"


@pytest.mark.parametrize(
    ("gaps", "bounds", "classes"),
    [
        # a third of 32 is 10.7, the next round width 20
        ([-28, -18, 32], (-20, 0, 20), {-28: 0, -20: 1, -0.1: 1, 0: 2, 20: 3, 32: 3}),
        ([5], (0, 2, 4), {-1: 0, 0: 1, 5: 3}),
        ([-3], (-2, -1, 0), {-3: 0, -2: 1, -0.5: 2, 0: 3}),
        ([0], (0,), {-1: 0, 0: 1}),
        ([-0.6, 0.3], (-0.4, -0.2, 0, 0.2), {-0.6: 0, -0.2: 2, 0: 3, 0.3: 4}),
    ],
)
def test_gaps_have_equal_widths_around_zero(gaps, bounds, classes) -> None:
    found = gap_classes(gaps)
    assert found.bounds == pytest.approx(bounds)
    assert {gap: found.index(gap) for gap in classes} == classes
    assert len(found.fills) == len(bounds) + 1


def test_no_gap_no_class() -> None:
    assert len(gap_classes([])) == 0


@settings(deadline=None)
@given(
    gaps=st.lists(st.floats(-1e5, 1e5).filter(lambda gap: gap == 0 or abs(gap) > 1e-4), min_size=1)
)
def test_the_target_itself_is_always_a_bound(gaps) -> None:
    classes = gap_classes(gaps)
    assert 0 in classes.bounds
    met = classes.index(0.0)
    for gap in gaps:
        index = classes.index(gap)
        assert index is not None
        assert met is not None
        assert (index >= met) == (gap >= 0)


def test_ordinal_classes_run_from_the_worst_to_the_best() -> None:
    status = FACTS.indicators["ntm_status"]
    classes = ordinal_classes(status, FACTS.ordinal_classes[::-1])
    assert classes.ids == ("met", "advanced", "model")
    assert classes.index(99.0, "advanced") == 1
    assert classes.index(1.0, "") is None
    down = ordinal_classes(replace(status, direction=-1), FACTS.ordinal_classes)
    assert down.ids == ("model", "advanced", "met")


def test_membership_has_three_classes() -> None:
    classes = zone_classes()
    assert classes.ids == ("no", "part", "whole")
    assert [classes.index(0.0, each) for each in ("no", "part", "whole", "")] == [0, 1, 2, None]


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("k", range(1, 10))
def test_colours_are_as_many_as_asked_and_all_different(palette, k) -> None:
    fills = sequential(palette, k=k)
    assert len(set(fills)) == k
    assert all(re.fullmatch("#[0-9a-f]{6}", fill) for fill in fills)


def test_the_lightest_step_is_left_to_the_paper() -> None:
    # ColorBrewer's YlGn of five classes without its #ffffcc
    assert sequential("YlGn", k=4) == ("#c2e699", "#78c679", "#31a354", "#006837")


def brightness(fill: str) -> int:
    return sum(int(fill[at : at + 2], 16) for at in (1, 3, 5))


def test_the_colours_are_those_that_branca_reads() -> None:
    for palette in PALETTES:
        for k in range(2, 9):
            assert sequential(palette, k=k) == tuple(color_brewer(palette, n=k + 1)[-k:])
    for side in range(2, 6):
        assert diverging(below=side, above=0) == tuple(color_brewer("PuOr", n=2 * side + 1)[:side])


def test_colours_run_from_light_to_dark_and_around_zero_to_both_sides() -> None:
    fills = [brightness(fill) for fill in sequential("YlGn", k=6)]
    assert fills == sorted(fills, reverse=True)
    below = [brightness(fill) for fill in diverging(below=3, above=3)[:3]]
    above = [brightness(fill) for fill in diverging(below=3, above=3)[3:]]
    assert below == sorted(below)
    assert above == sorted(above, reverse=True)


def test_both_sides_of_zero_keep_their_colours_whatever_the_other_side_has() -> None:
    assert diverging(below=1, above=3)[1:] == diverging(below=3, above=3)[3:]
    assert diverging(below=3, above=1)[:3] == diverging(below=3, above=3)[:3]
    assert len(set(diverging(below=3, above=2))) == 5
