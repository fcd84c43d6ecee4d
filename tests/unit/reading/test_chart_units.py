"""The decimals of numbers printed in a chart."""

import pytest

from geo.reading.chart_units import printed_decimals


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        # all as many as the one that has most
        ((60.0, 60.6), (1, 1)),
        ((7.75, 6.0), (2, 2)),
        # of thousands each its own: a zero after the sign says nothing beside them
        ((316_600.0, 318_712.4), (0, 1)),
        ((-1_200.0, 999.5), (0, 1)),
        # more than two are not read
        ((51.986, 66.4), (2, 1)),
    ],
)
def test_numbers_of_a_chart_have_no_zero_that_says_nothing(
    numbers: tuple[float, ...], expected: tuple[int, ...]
) -> None:
    assert tuple(printed_decimals(each, numbers, 3) for each in numbers) == expected
