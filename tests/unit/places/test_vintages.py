"""Vintages by id, by day, and drawn."""

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import ViewError
from geo.places.vintages import drawn_vintage, drawn_vintages, find_vintage, vintage_at


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


def test_drawn_vintages_are_those_with_geometry(facts) -> None:
    assert drawn_vintages(facts.province) == ("2020-01-01", "2024-12-01", "2025-07-01")


def test_drawn_vintage_without_later_geometry(facts) -> None:
    last = replace(facts.province.vintages[-1], has_geometry=False)
    province = replace(facts.province, vintages=(*facts.province.vintages[:-1], last))
    with pytest.raises(ViewError, match="can be drawn"):
        drawn_vintage(province, last.id)


def test_find_vintage_names_the_known_ones(facts) -> None:
    assert find_vintage(facts.province, "2020-01-01").communes == 200
    with pytest.raises(ViewError, match=r"2019-01-01, 2020-01-01, 2024-12-01, 2025-07-01"):
        find_vintage(facts.province, "")
