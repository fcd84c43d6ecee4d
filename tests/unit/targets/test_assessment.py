"""What a series says of its goal, on hand-made series: every number is worked out by hand."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.targets.assessment import (
    STATUSES,
    assess_average,
    assess_change,
    assess_path,
    bound_near,
    status_of,
)
from geo.targets.pace import project
from geo.targets.points import Goal, Point

AT_LEAST_50 = Goal(low=50)
AT_MOST_5 = Goal(high=5)
BAND = Goal(low=30, high=35)


def on_path(base, latest, goal, *, kind="points", target_year=2030):
    start = None if base is None else Point(*base)
    return assess_path(kind, start, Point(*latest), goal, target_year=target_year)


@pytest.mark.parametrize(
    ("base", "latest", "observed", "required", "projected", "arrival", "status"),
    [
        # rising: 2 a year, (50 - 40) / 5 = 2 still needed
        ((2020, 30), (2025, 40), 2.0, 2.0, 50.0, 2030, "on_track"),
        # exactly 95 %: 1.9 of 2
        ((2020, 30.5), (2025, 40), 1.9, 2.0, 49.5, 2031, "on_track"),
        # 1.5 of 2 = 75 %; 10 / 1.5 = 6.67 years
        ((2020, 32.5), (2025, 40), 1.5, 2.0, 47.5, 2032, "speed_up"),
        # exactly 60 %
        ((2020, 34), (2025, 40), 1.2, 2.0, 46.0, 2034, "speed_up"),
        ((2020, 35), (2025, 40), 1.0, 2.0, 45.0, 2035, "slow"),
        ((2020, 40), (2025, 40), 0.0, 2.0, 40.0, None, "slow"),
        ((2020, 45), (2025, 40), -1.0, 2.0, 35.0, None, "moving_away"),
        # years without a value between do not matter: 12 points in 8 years, 8 left in 2
        ((2020, 30), (2028, 42), 1.5, 4.0, 45.0, 2034, "slow"),
        # from zero, and from below zero: points know no special zero
        ((2020, 0), (2025, 30), 6.0, 4.0, 60.0, 2029, "on_track"),
        ((2020, -10), (2025, 10), 4.0, 8.0, 30.0, 2035, "slow"),
        # already met
        ((2020, 30), (2025, 52), 4.4, None, 74.0, None, "achieved"),
        ((2020, 60), (2025, 50), -2.0, None, 40.0, None, "achieved"),
    ],
)
def test_points_to_at_least(base, latest, observed, required, projected, arrival, status) -> None:
    found = on_path(base, latest, AT_LEAST_50)
    assert found.status == status
    assert found.observed == pytest.approx(observed)
    assert found.required == (None if required is None else pytest.approx(required))
    assert found.projected == pytest.approx(projected)
    assert found.arrival == arrival
    assert found.gap == pytest.approx(latest[1] - 50)
    assert found.reasons == ()


@pytest.mark.parametrize(
    ("base", "latest", "observed", "required", "status"),
    [
        # falling is progress: 10 to 7 in 3 years, 2 more in 2
        ((2025, 10), (2028, 7), -1.0, -1.0, "on_track"),
        ((2025, 8.5), (2028, 7), -0.5, -1.0, "slow"),
        ((2025, 6), (2028, 7), 1 / 3, -1.0, "moving_away"),
    ],
)
def test_points_to_at_most(base, latest, observed, required, status) -> None:
    found = on_path(base, latest, AT_MOST_5)
    assert found.observed == pytest.approx(observed)
    assert found.required == pytest.approx(required)
    assert found.gap == -2
    assert found.status == status


@pytest.mark.parametrize(
    ("base", "latest", "required", "gap", "status"),
    [
        # from below: to 30, from above: to 35
        ((2020, 20), (2025, 25), 1.0, -5, "on_track"),
        ((2020, 45), (2025, 40), -1.0, -5, "on_track"),
        ((2020, 41), (2025, 40), -1.0, -5, "slow"),
        ((2020, 36), (2025, 40), -1.0, -5, "moving_away"),
        ((2020, 20), (2025, 30), None, 0, "achieved"),
        ((2020, 20), (2025, 35), None, 0, "achieved"),
    ],
)
def test_a_band_is_reached_from_both_sides(base, latest, required, gap, status) -> None:
    found = on_path(base, latest, BAND)
    assert (found.required, found.gap, found.status) == (required, gap, status)


def test_a_band_can_be_passed_by() -> None:
    # 20 to 28 in two years is 4 a year, then 36 in 2030: it was on the way in
    found = on_path((2026, 20), (2028, 28), BAND)
    assert (found.status, found.projected) == ("on_track", 36)


@pytest.mark.parametrize("kind", ["points", "growth"])
def test_a_single_year_is_no_pace(kind) -> None:
    # 66,400 and 95,000 a year apart would be 43.1 % a year, and 569,510 in 2030
    base, latest, goal = Point(2024, 66400), Point(2025, 95000), Goal(low=110000)
    found = assess_path(kind, base, latest, goal, target_year=2030)
    assert (found.status, found.reasons) == ("not_available", ("too_close",))
    assert (found.observed, found.projected, found.arrival, found.ratio) == (None,) * 4
    # what is still needed needs no second figure: 110 / 95 over five years
    assert found.gap == -15000
    assert found.required is not None
    two = assess_path(kind, Point(2023, 66400), latest, goal, target_year=2030)
    assert two.status == "on_track"
    assert two.observed is not None
    change = assess_change(base, latest, Goal(low=1.0), target_year=2030)
    assert (change.reasons, change.observed) == (("too_close",), None)
    # a met target is met, but nothing is projected from a single year's step
    met = assess_path(kind, base, Point(2025, 111000), goal, target_year=2030)
    assert (met.status, met.observed, met.projected) == ("achieved", None, None)


@pytest.mark.parametrize(
    ("base", "latest", "observed", "required", "projected", "arrival", "status"),
    [
        # 100 to 121 in two years is 10 % a year; 121 to 161.051 in three is 10 % again
        ((2025, 100), (2027, 121), 10.0, 10.0, 161.051, 2030, "on_track"),
        ((2025, 110), (2027, 121), 4.880885, 10.0, 139.596, 2033, "slow"),
        ((2025, 121), (2027, 121), 0.0, 10.0, 121.0, None, "slow"),
        # 144 to 121 is 11/12 a year: 121 x (11/12)^3 = 161051 / 1728
        ((2025, 144), (2027, 121), -100 / 12, 10.0, 93.2008, None, "moving_away"),
    ],
)
def test_growth(base, latest, observed, required, projected, arrival, status) -> None:
    found = on_path(base, latest, Goal(low=161.051), kind="growth")
    assert found.observed == pytest.approx(observed, abs=1e-6)
    assert found.required == pytest.approx(required)
    assert found.projected == pytest.approx(projected, abs=1e-3)
    assert (found.arrival, found.status) == (arrival, status)


@pytest.mark.parametrize(
    ("base", "latest", "goal"),
    [
        ((2020, 0), (2025, 10), AT_LEAST_50),
        ((2020, -5), (2025, 10), AT_LEAST_50),
        ((2020, 10), (2025, -5), AT_LEAST_50),
        ((2020, -5), (2025, -3), Goal(low=0)),
    ],
)
def test_growth_knows_no_zero_and_no_change_of_sign(base, latest, goal) -> None:
    found = on_path(base, latest, goal, kind="growth")
    assert (found.status, found.reasons) == ("not_available", ("no_growth",))
    assert found.observed is None


def test_one_figure_has_a_required_pace_and_no_status() -> None:
    found = on_path((2020, 40), (2020, 40), AT_LEAST_50)
    assert (found.status, found.reasons) == ("not_available", ("one_figure",))
    assert (found.observed, found.required, found.gap) == (None, 1.0, -10)


def test_without_a_base_there_is_no_pace() -> None:
    found = on_path(None, (2025, 40), AT_LEAST_50)
    assert (found.status, found.reasons) == ("not_available", ("no_base",))
    assert (found.observed, found.required, found.gap) == (None, None, -10)
    assert on_path(None, (2025, 51), AT_LEAST_50).status == "achieved"


def test_a_level_has_no_path() -> None:
    found = on_path((2020, 30), (2025, 40), AT_LEAST_50, kind="level")
    assert (found.status, found.reasons) == ("not_available", ("no_path",))
    assert (found.observed, found.required) == (None, None)
    assert on_path(None, (2025, 50), AT_LEAST_50, kind="level").status == "achieved"


def test_after_the_target_year_it_is_met_or_missed() -> None:
    found = on_path((2020, 30), (2030, 49), AT_LEAST_50)
    assert (found.status, found.reasons, found.required) == ("not_available", ("missed",), None)
    assert on_path((2020, 30), (2030, 50), AT_LEAST_50).status == "achieved"


@pytest.mark.parametrize(
    ("base", "latest", "goal", "word", "status"),
    [
        # over 40: it rose by at least 2 a year
        ((2020, 30), (2025, 40, "over"), AT_LEAST_50, "at_least", "on_track"),
        # nearly 7: it fell by at least 1 a year
        ((2025, 10), (2028, 7, "nearly"), AT_MOST_5, "at_least", "on_track"),
        ((2020, 30), (2025, 40, "nearly"), AT_LEAST_50, "about", "on_track"),
        ((2020, 30), (2025, 40, "about"), AT_LEAST_50, "about", "on_track"),
        ((2020, 30, "over"), (2025, 40), AT_LEAST_50, "about", "on_track"),
    ],
)
def test_one_inexact_figure_is_said_with_the_status(base, latest, goal, word, status) -> None:
    found = on_path(base, latest, goal)
    assert (found.status, found.reasons, found.observed_word) == (status, (word,), word)


@pytest.mark.parametrize(
    ("base", "latest"),
    [
        ((2020, 30, "over"), (2025, 40, "over")),
        ((2020, 30, "about"), (2025, 40, "nearly")),
        ((2020, 30), (2025, 40, "range", 42)),
        ((2020, 30, "range", 32), (2025, 40)),
    ],
)
def test_two_inexact_figures_or_a_range_give_no_pace(base, latest) -> None:
    found = on_path(base, latest, AT_LEAST_50)
    assert (found.status, found.reasons) == ("not_available", ("inexact",))
    assert found.observed is None


def test_what_is_required_from_over_a_value_is_at_most_so_much() -> None:
    found = on_path((2020, 62, "over"), (2020, 62, "over"), Goal(low=67))
    assert (found.required, found.required_word, found.reasons) == (0.5, "at_most", ("one_figure",))


def average(*rates, goal=None, base_year=2020, target_year=2030):
    points = tuple(Point(*rate) for rate in rates)
    goal = goal or Goal(low=8)
    return assess_average(points, goal, base_year=base_year, target_year=target_year)


def test_an_average_asks_the_rest_of_the_years() -> None:
    # 7 + 7 + 7 + 7 + 7 = 35 of 80; (80 - 35) / 5 = 9; 7 / 9 = 78 %
    found = average(*((year, 7) for year in range(2021, 2026)))
    assert (found.observed, found.required, found.projected) == (7, 9, 7)
    assert found.ratio == pytest.approx(7 / 9)
    assert (found.status, found.reasons, found.gap) == ("speed_up", (), -1)
    assert found.arrival is None


def test_missing_years_of_an_average_are_asked_like_those_to_come() -> None:
    # 2021 and 2023 are missing: 7 + 6 + 8 = 21 in 3 years; (80 - 21) / 7 = 8.43; 7 / 8.43 = 83 %
    found = average((2022, 7), (2024, 6), (2025, 8))
    assert found.observed == 7
    assert found.required == pytest.approx(59 / 7)
    assert (found.status, found.reasons) == ("speed_up", ("years_missing",))
    assert (found.observed_word, found.required_word) == ("about", "about")


@pytest.mark.parametrize(
    ("rates", "status", "reasons"),
    [
        (((2021, 9), (2022, 8)), "on_track", ()),
        # the base year itself is outside
        (((2020, 90), (2021, 1), (2022, 2)), "slow", ()),
        (((2021, 1), (2022, 2)), "slow", ()),
        (((2021, -1), (2022, -2)), "moving_away", ()),
        (((2021, 7),), "not_available", ("one_figure",)),
        (((2020, 7),), "not_available", ("one_figure",)),
        (((2021, 9), (2022, 8, "about")), "on_track", ("about",)),
        (tuple((year, 8) for year in range(2021, 2031)), "achieved", ()),
        (tuple((year, 7.9) for year in range(2021, 2031)), "not_available", ("missed",)),
        (((2029, 9), (2030, 9)), "not_available", ("years_missing",)),
    ],
)
def test_statuses_of_an_average(rates, status, reasons) -> None:
    found = average(*rates)
    assert (found.status, found.reasons) == (status, reasons)


@pytest.mark.parametrize(
    ("rates", "required", "ratio", "status"),
    [
        # at most 4 on average over 4 years, 16 in all: 10 used, 3 left for each of two
        (((2021, 5), (2022, 5)), 3, 3 / 5, "speed_up"),
        (((2021, 3), (2022, 3)), 5, 1, "on_track"),
        # 20 used: the rest would have to fall
        (((2021, 10), (2022, 10)), -2, -1, "moving_away"),
    ],
)
def test_an_average_that_must_not_be_exceeded(rates, required, ratio, status) -> None:
    found = average(*rates, goal=Goal(high=4), target_year=2024)
    assert (found.required, found.ratio, found.status) == (required, ratio, status)


def change(base, latest, goal, *, target_year=2030):
    start = None if base is None else Point(*base)
    return assess_change(start, Point(*latest), goal, target_year=target_year)


FALLS_2 = Goal(high=-2)


@pytest.mark.parametrize(
    ("base", "latest", "observed", "projected", "status", "reasons"),
    [
        ((2021, 24), (2025, 12), -3.0, -3.0, "on_track", ()),
        ((2021, 24), (2025, 16), -2.0, 6.0, "on_track", ()),
        ((2021, 24), (2025, 18), -1.5, 10.5, "speed_up", ()),
        ((2021, 24), (2025, 20), -1.0, 15.0, "slow", ()),
        ((2021, 24), (2025, 28), 1.0, 33.0, "moving_away", ()),
        ((2021, 24), (2025, 16, "nearly"), -2.0, 6.0, "on_track", ("at_least",)),
        ((2021, 24), (2025, 16, "over"), -2.0, 6.0, "on_track", ("about",)),
        ((2021, 24), (2030, 6), -2.0, None, "achieved", ()),
        ((2021, 24), (2030, 7), -17 / 9, None, "not_available", ("missed",)),
    ],
)
def test_a_promised_change(base, latest, observed, projected, status, reasons) -> None:
    found = change(base, latest, FALLS_2)
    assert found.observed == pytest.approx(observed)
    assert found.projected == (None if projected is None else pytest.approx(projected))
    assert (found.required, found.status, found.reasons) == (-2, status, reasons)
    assert found.gap == pytest.approx(-2 - observed)


def test_a_promised_change_needs_two_figures() -> None:
    assert change(None, (2025, 12), FALLS_2).reasons == ("no_base",)
    assert change((2021, 24), (2021, 24), FALLS_2).reasons == ("one_figure",)
    twice = change((2021, 24, "over"), (2025, 12, "over"), FALLS_2)
    assert (twice.reasons, twice.observed) == (("inexact",), None)


def test_a_change_of_zero_may_be_promised() -> None:
    assert change((2021, 24), (2025, 20), Goal(high=0)).status == "on_track"
    assert change((2021, 24), (2025, 28), Goal(high=0)).status == "moving_away"
    band = change((2021, 24), (2025, 12), Goal(low=-2, high=0))
    assert (band.required, band.status) == (-2, "on_track")


@pytest.mark.parametrize(
    ("ratio", "status"),
    [
        (0.95, "on_track"),
        (0.94999999999999, "on_track"),
        (0.9499, "speed_up"),
        (0.6, "speed_up"),
        (0.5999, "slow"),
        (0.0, "slow"),
        (-0.001, "moving_away"),
    ],
)
def test_the_bounds_of_the_statuses(ratio, status) -> None:
    assert status_of(ratio) == status


VALUES = st.floats(min_value=-1e4, max_value=1e4, allow_nan=False).map(lambda x: round(x, 3))
PACES = st.floats(min_value=-100, max_value=100, allow_nan=False).map(lambda x: round(x, 3))


def assess_at(latest: float, pace: float, goal: Goal, left: int, kind: str):
    """Assess a value that came to where it is at a pace over five years."""
    start = project(kind, Point(2025, latest), pace, 2020)
    return on_path((2020, start), (2025, latest), goal, kind=kind, target_year=2025 + left)


@given(st.lists(VALUES, min_size=3, max_size=3, unique=True), PACES, st.integers(1, 15))
def test_closer_never_worsens_the_status_at_equal_pace(values, pace, left) -> None:
    far, near, aim = sorted(values)
    # a pace lost in the rounding of the start value is not the same pace
    assume(pace == 0 or abs(pace) > 1e-2)
    for sign in (1, -1):
        goal = Goal(low=aim) if sign == 1 else Goal(high=-aim)
        first = assess_at(sign * far, sign * pace, goal, left, "points")
        second = assess_at(sign * near, sign * pace, goal, left, "points")
        assert STATUSES.index(second.status) <= STATUSES.index(first.status)
        assert second.gap > first.gap


@given(
    st.lists(st.integers(1, 10_000), min_size=3, max_size=3, unique=True),
    st.integers(-50, 80),
    st.integers(1, 15),
)
def test_closer_never_worsens_the_status_at_equal_growth(values, pace, left) -> None:
    far, near, aim = sorted(values)
    goal = Goal(low=aim)
    first = assess_at(far, pace, goal, left, "growth")
    second = assess_at(near, pace, goal, left, "growth")
    assert math.isclose(first.observed, second.observed, abs_tol=1e-6)
    assert STATUSES.index(second.status) <= STATUSES.index(first.status)


@given(st.lists(VALUES, min_size=2, max_size=2, unique=True), PACES)
def test_a_series_on_its_path_arrives(values, pace) -> None:
    latest, aim = sorted(values)
    assume(pace > 0)
    found = assess_at(latest, pace, Goal(low=aim), 5, "points")
    assume(found.ratio is not None and abs(found.ratio - 1) > 1e-3)
    assert (found.projected > aim) == (found.ratio > 1)


@pytest.mark.parametrize(
    ("ratio", "bound"),
    [
        *((0.55, 0.6), (0.65, 0.6), (0.651, None), (0.549, None), (0.3, None)),
        *((0.9, 0.95), (1.0, 0.95), (1.001, None), (0.05, 0.0), (-0.05, 0.0)),
    ],
)
def test_a_ratio_within_five_hundredths_is_near_its_bound(ratio, bound) -> None:
    assert bound_near(ratio) == bound
