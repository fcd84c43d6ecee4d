"""Numbers, dates and periods: expected texts written out by hand."""

import pickle
from datetime import date

import pytest

from geo.language.numbers import (
    Written,
    format_date,
    format_number,
    format_period,
    format_share,
    format_value,
    format_written,
    with_unit,
    written_decimals,
)


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0, 0, "0", "0"),
        (0, 1, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, "1.000", "1,000"),
        (781655, 0, "781.655", "781,655"),
        (-1234.5, 1, "−1.234,5", "−1,234.5"),
        # Half up, where binary floats or rounding to even would go down.
        (0.5, 0, "1", "1"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, "−3", "−3"),
        (39.45, 1, "39,5", "39.5"),
        (2.675, 2, "2,68", "2.68"),
        (1.005, 2, "1,01", "1.01"),
        # Once only: rounded to one decimal first, this would end as 40.
        (39.449, 0, "39", "39"),
        (20.4459, 1, "20,4", "20.4"),
        # What rounds to nothing has no sign.
        (-0.04, 1, "0,0", "0.0"),
        (-0.0, 0, "0", "0"),
        (9999.95, 1, "10.000,0", "10,000.0"),
        (1e16, 0, "10.000.000.000.000.000", "10,000,000,000,000,000"),
        (1e-7, 2, "0,00", "0.00"),
    ],
)
def test_number(value: float, decimals: int, vietnamese: str, english: str) -> None:
    assert format_number(value, decimals=decimals, lang="vi") == vietnamese
    assert format_number(value, decimals=decimals, lang="en") == english


def test_number_accepts_numpy_floats() -> None:
    numpy = pytest.importorskip("numpy")
    assert format_number(numpy.float64(2.675), decimals=2, lang="vi") == "2,68"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_number_refuses_what_is_unknown(value: float) -> None:
    with pytest.raises(ValueError, match="cannot be printed"):
        format_number(value, decimals=1, lang="vi")


def test_number_refuses_unknown_language() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        format_number(1, decimals=1, lang="fr")


@pytest.mark.parametrize(
    ("arguments", "unit_vi", "unit_en", "vietnamese", "english"),
    [
        ({"value": 39.4, "decimals": 1}, "%", "%", "39,4%", "39.4%"),
        ({"value": 62, "qualifier": "over", "decimals": 0}, "%", "%", "trên 62%", "over 62%"),
        (
            {"value": 59000, "qualifier": "nearly", "decimals": 0},
            "triệu USD",
            "million USD",
            "gần 59\u00a0tỷ USD",
            "nearly USD\u00a059\u00a0billion",
        ),
        (
            {"value": 95000, "qualifier": "about", "decimals": 0},
            "triệu USD",
            "million USD",
            "khoảng 95\u00a0tỷ USD",
            "about USD\u00a095\u00a0billion",
        ),
        (
            {"value": 1100, "value_max": 1350, "qualifier": "range", "decimals": 0},
            "",
            "",
            "1.100–1.350",
            "1,100–1,350",
        ),
        (
            {"value": -3, "value_max": -2, "qualifier": "range", "decimals": 0},
            "điểm %/năm",
            "points a year",
            "−3 đến −2\u00a0điểm %/năm",
            "−3 to −2\u00a0points a year",
        ),
        ({"value": 6.5, "decimals": 1}, "%/năm", "% a year", "6,5%/năm", "6.5% a year"),
        ({"value": 0, "decimals": 0}, "thôn", "villages", "0\u00a0thôn", "0\u00a0villages"),
    ],
)
def test_value(
    arguments: dict[str, object], unit_vi: str, unit_en: str, vietnamese: str, english: str
) -> None:
    assert format_value(**arguments, unit=unit_vi, lang="vi") == vietnamese
    assert format_value(**arguments, unit=unit_en, lang="en") == english


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        ("2025-07-01", "1/7/2025", "1 July 2025"),
        (date(2024, 12, 31), "31/12/2024", "31 December 2024"),
        ("2025-07", "tháng 7/2025", "July 2025"),
        ("2025", "2025", "2025"),
        ("", "", ""),
    ],
)
def test_date(day: date | str, vietnamese: str, english: str) -> None:
    assert format_date(day, lang="vi") == vietnamese
    assert format_date(day, lang="en") == english


@pytest.mark.parametrize("day", ["2025-13", "2025-02-30", "yesterday"])
def test_date_refuses_other_text(day: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        format_date(day, lang="vi")


@pytest.mark.parametrize(
    ("period", "year", "vietnamese", "english"),
    [
        ("year", 2025, "2025", "2025"),
        ("asof-2019-04-01", 2019, "ngày 1/4/2019", "1 April 2019"),
        ("Q1", 2024, "quý I/2024", "Q1 2024"),
        ("Q3", 2024, "quý III/2024", "Q3 2024"),
        ("H1", 2025, "6 tháng đầu năm 2025", "first half of 2025"),
        ("H2", 2025, "6 tháng cuối năm 2025", "second half of 2025"),
        ("M11", 2025, "tháng 1–11/2025", "January–November 2025"),
        ("M01", 2025, "tháng 1/2025", "January 2025"),
        ("mon-08", 2025, "tháng 8/2025", "August 2025"),
        ("to-2025-06-14", 2025, "từ 1/1 đến 14/6/2025", "1 January to 14 June 2025"),
        ("day-2023-12-05", 2023, "trong ngày 5/12/2023", "on the day of 5 December 2023"),
        ("2024-05-01/2024-08-31", 2024, "từ 1/5 đến 31/8/2024", "1 May to 31 August 2024"),
        (
            "2019-01-01/2023-07-31",
            2023,
            "từ 1/1/2019 đến 31/7/2023",
            "1 January 2019 to 31 July 2023",
        ),
        (
            "2021-2025",
            2025,
            "2021–2025 (cộng dồn hoặc bình quân năm)",
            "2021–2025 (sum or yearly average)",
        ),
    ],
)
def test_period(period: str, year: int, vietnamese: str, english: str) -> None:
    assert format_period(period, year, lang="vi") == vietnamese
    assert format_period(period, year, lang="en") == english


def test_several_years_say_what_they_are_when_that_is_known() -> None:
    assert format_period("2021-2025", 2025, lang="vi", average=True) == "2021–2025 (bình quân năm)"
    assert format_period("2021-2025", 2025, lang="vi", average=False) == "2021–2025 (cộng dồn)"
    assert format_period("2021-2025", 2025, lang="en", average=False) == "2021–2025 (sum)"


@pytest.mark.parametrize("period", ["", "Q5", "M13", "M00", "mon-0", "H3", "2025", "to-2025"])
def test_period_refuses_other_text(period: str) -> None:
    with pytest.raises(ValueError, match="unknown period"):
        format_period(period, 2025, lang="vi")


def test_every_period_of_the_facts_has_words(facts) -> None:
    periods = {(observation.period, observation.year) for observation in facts.observations}
    for lang in ("vi", "en"):
        named = {pair: format_period(*pair, lang=lang) for pair in periods}
        assert all(named.values())
        # Two periods never read the same: a part of a year cannot pass for the year.
        dated = {p if re_dated(p) else f"{p} {y}" for p, y in periods}
        assert len(set(named.values())) == len(dated)


def re_dated(period: str) -> bool:
    """Tell whether a period says its year itself."""
    return any(char.isdigit() for char in period) and "-" in period and "mon" not in period


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (67.0, "67", "67"),
        (62.5, "62,5", "62.5"),
        (-0.25, "−0,25", "−0.25"),
        (1e6, "1.000.000", "1,000,000"),
    ],
)
def test_a_number_is_written_with_the_decimals_it_has(value, vi, en) -> None:
    assert format_written(value, lang="vi") == vi
    assert format_written(value, lang="en") == en


@pytest.mark.parametrize(
    ("value", "unit_vi", "unit_en", "vietnamese", "english"),
    [
        (5660, "triệu USD", "million USD", "5,66\u00a0tỷ USD", "USD\u00a05.66\u00a0billion"),
        (1000, "triệu đồng", "million VND", "1\u00a0tỷ đồng", "VND\u00a01\u00a0billion"),
        # below a thousand, and where there is no larger word, a unit stays
        (999, "triệu USD", "million USD", "999\u00a0triệu USD", "USD\u00a0999\u00a0million"),
        (6600, "tỷ đồng", "billion VND", "6.600\u00a0tỷ đồng", "VND\u00a06,600\u00a0billion"),
        (2900, "USD", "USD", "2.900\u00a0USD", "USD\u00a02,900"),
        (-1500, "triệu USD", "million USD", "−1,5\u00a0tỷ USD", "−USD\u00a01.5\u00a0billion"),
        (2500, "ha", "ha", "2.500\u00a0ha", "2,500\u00a0ha"),
        (5, "‰", "per 1,000 people", "5‰", "5\u00a0per 1,000 people"),
    ],
)
def test_large_money_is_told_in_larger_words(
    value: float, unit_vi: str, unit_en: str, vietnamese: str, english: str
) -> None:
    assert format_value(value, unit=unit_vi, decimals=0, lang="vi") == vietnamese
    assert format_value(value, unit=unit_en, decimals=0, lang="en") == english


def test_the_larger_of_two_ends_says_the_word_for_both() -> None:
    ends = {"value_max": 1350.5, "qualifier": "range", "decimals": 1}
    text = format_value(900, **ends, unit="triệu USD", lang="vi")
    assert text == "0,9–1,3505\u00a0tỷ USD"


@pytest.mark.parametrize(
    ("share", "vietnamese"), [(80, "80%"), (100 * 10 / 61, "16,4%"), (0, "0%"), (100, "100%")]
)
def test_shares(share: float, vietnamese: str) -> None:
    assert format_share(share, lang="vi") == vietnamese


def test_a_number_of_a_table_knows_the_zeros_it_ends_in() -> None:
    assert Written("41.30") == 41.3
    assert [written_decimals(Written(text)) for text in ("41.30", "6600", "-2.0")] == [2, 0, 1]
    again = pickle.loads(pickle.dumps(Written("0.10")))
    assert (again, again.decimals) == (0.1, 2)
    assert written_decimals(41.3, 6600.0, None) == 1
    # a sum of binary fractions has digits that nobody wrote
    assert written_decimals(0.1 + 0.2) == 1


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        ("1", "points", "1\u00a0point"),
        ("\u22121", "points a year", "\u22121\u00a0point a year"),
        ("1", "people/km²", "1\u00a0person/km²"),
        ("1", "criteria", "1\u00a0criterion"),
        ("1", "urban centres", "1\u00a0urban centre"),
        ("1", "people per household", "1\u00a0person per household"),
        ("1", "class", "1\u00a0class"),
        ("1", "ha", "1\u00a0ha"),
        ("1", "countries", "1\u00a0country"),
        # what is many all the same
        ("1", "million arrivals", "1\u00a0million arrivals"),
        ("1", "per 1,000 people", "1\u00a0per 1,000 people"),
        ("1", "million USD", "USD\u00a01\u00a0million"),
        ("1.0", "points", "1.0\u00a0points"),
        ("0–1", "points", "0–1\u00a0points"),
        ("11", "points", "11\u00a0points"),
    ],
)
def test_one_of_a_unit_is_said_as_one(number: str, unit: str, expected: str) -> None:
    assert with_unit(number, unit, lang="en") == expected
    assert with_unit(number, "điểm\u00a0%", lang="vi") == f"{number}\u00a0điểm\u00a0%"
