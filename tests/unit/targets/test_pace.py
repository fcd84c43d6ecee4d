"""The arithmetic of paces: every expected number is worked out by hand."""

import pytest

from geo.targets.pace import arrival_year, pace_between, ratio_from_base, required_pace
from geo.targets.points import Goal, Point

AT_LEAST_50 = Goal(low=50)


def test_a_pace_needs_a_year_between() -> None:
    assert pace_between("points", Point(2020, 1), Point(2020, 5)) is None
    assert required_pace("points", Point(2030, 1), AT_LEAST_50, 2030) is None
    assert required_pace("points", Point(2025, 60), AT_LEAST_50, 2030) is None


def test_an_arrival_beyond_a_century_is_none() -> None:
    assert arrival_year("points", Point(2020, 0), AT_LEAST_50, 0.5) == 2120
    assert arrival_year("points", Point(2020, 0), AT_LEAST_50, 0.49) is None
    assert arrival_year("growth", Point(2020, 25), AT_LEAST_50, 100) == 2021


def test_the_pace_from_the_base_year_on() -> None:
    # 2 a year where 4 a year were required over ten years
    goal, base, latest = Goal(low=90), Point(2020, 50), Point(2024, 58)
    assert ratio_from_base("points", base, latest, goal, 2030) == pytest.approx(0.5)
    # less is better: 1 a year down where 2 were required
    fewer = Goal(high=30)
    assert ratio_from_base("points", base, Point(2024, 46), fewer, 2030) == pytest.approx(0.5)
    assert ratio_from_base("points", base, Point(2024, 58), Goal(low=50), 2030) is None
