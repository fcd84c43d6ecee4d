"""Values as their sources word them, against the values that meet a target."""

import pytest

from geo.targets.points import Goal, Point

AT_LEAST_50 = Goal(low=50)
AT_MOST_5 = Goal(high=5)
BAND = Goal(low=30, high=35)


@pytest.mark.parametrize(
    ("point", "goal", "met"),
    [
        ((2025, 50, "over"), AT_LEAST_50, True),
        ((2025, 49, "over"), AT_LEAST_50, False),
        ((2025, 4, "over"), AT_MOST_5, False),
        ((2025, 32, "over"), BAND, False),
        ((2025, 50, "nearly"), AT_LEAST_50, False),
        ((2025, 55, "nearly"), AT_LEAST_50, True),
        ((2025, 5, "nearly"), AT_MOST_5, True),
        ((2025, 50, "about"), AT_LEAST_50, True),
        ((2025, 48, "range", 52), AT_LEAST_50, False),
        ((2025, 50, "range", 52), AT_LEAST_50, True),
        ((2025, 31, "range", 36), BAND, False),
    ],
)
def test_a_target_is_met_with_all_that_the_wording_leaves_open(point, goal, met) -> None:
    assert goal.met_by(Point(*point)) is met
