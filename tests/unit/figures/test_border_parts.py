"""Parts of a year as days of the calendar."""

from datetime import date

import pytest

from geo.figures.border.parts import Part, day_of, part_of_year
from tests.support.border import figure


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("Q1", (1, 1), (3, 31)),
        ("Q3", (7, 1), (9, 30)),
        ("H1", (1, 1), (6, 30)),
        ("H2", (7, 1), (12, 31)),
        ("M11", (1, 1), (11, 30)),
        ("M02", (1, 1), (2, 29)),
        ("mon-07", (7, 1), (7, 31)),
        ("to-2025-06-14", (1, 1), (6, 14)),
        ("to-2025-02-28", (1, 1), (2, 29)),
        ("to-2024-02-28", (1, 1), (2, 28)),
        ("day-2024-08-22", (8, 22), (8, 22)),
        ("2026-01-31/2026-02-01", (1, 31), (2, 1)),
        ("2024-05-01/2024-08-31", (5, 1), (8, 31)),
    ],
)
def test_a_part_is_the_same_days_in_every_year(
    period: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert part_of_year(period) == Part(first, last)


@pytest.mark.parametrize(
    "period", ["year", "2021-2025", "asof-2025-09-30", "2024-08-01/2025-07-25"]
)
def test_what_is_no_part_of_one_year_has_none(period: str) -> None:
    assert part_of_year(period) is None


@pytest.mark.parametrize("same", ["Q1", "M03", "to-2025-03-31", "2024-01-01/2024-03-31"])
def test_one_part_may_be_written_in_many_ways(same: str) -> None:
    assert part_of_year(same) == Part((1, 1), (3, 31))


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("day-2024-08-22", date(2024, 8, 22)),
        ("2026-01-31/2026-02-01", date(2026, 2, 1)),
        ("to-2026-01-20", None),
        ("mon-01", None),
        ("year", None),
    ],
)
def test_only_a_few_days_are_the_report_of_a_day(period: str, day: date | None) -> None:
    assert day_of(figure("trucks_per_day", 1.0, period=period)) == day
