"""Numbers as people type them: read by one law, and written so that they read the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import NumberError
from geo.language.numbers import format_number
from geo.views.typed_numbers import (
    read_number,
    read_numbers,
    read_plain,
    write_number,
    write_plain,
)

LANGS = st.sampled_from(["vi", "en"])
WHOLE = st.integers(-(10**15) + 1, 10**15 - 1).map(float)
# fifteen digits in all, the zero before the point included
DECIMAL = st.integers(1, 14).flatmap(
    lambda places: st.integers(-(10**14) + 1, 10**14 - 1).map(
        lambda digits: float(Decimal(digits).scaleb(-places))
    )
)


@pytest.mark.parametrize(
    ("text", "lang", "number"),
    [
        ("12.50", "vi", 12.5),
        ("30.75", "vi", 30.75),
        ("0.5", "vi", 0.5),
        ("20,5", "vi", 20.5),
        ("1.234,5", "vi", 1234.5),
        ("1,234.5", "vi", 1234.5),
        ("1.234", "vi", 1234),
        ("1,234", "vi", 1.234),
        ("7.500", "vi", 7500),
        ("0.125", "vi", 0.125),
        ("12.3456", "vi", 12.3456),
        ("1,234,567", "vi", 1234567),
        ("15,5", "en", 15.5),
        ("20.5", "en", 20.5),
        ("1,234", "en", 1234),
        ("1.234", "en", 1.234),
        ("1.234,5", "en", 1234.5),
        ("1.234.567", "en", 1234567),
        ("0,125", "en", 0.125),
        (" 15 ", "vi", 15),
        ("+3", "en", 3),
        ("-3,5", "vi", -3.5),
        ("−3,5", "vi", -3.5),
        ("–3,5", "vi", -3.5),
        ("0,00001", "vi", 0.00001),
        ("007", "en", 7),
        ("999999999999999", "vi", 999999999999999),
    ],
)
def test_what_people_type(text, lang, number) -> None:
    assert read_number(text, lang=lang) == number


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "", " ", "many", "1e5", "nan", "inf", "٣", "15 300", "15;30", "1,2,3", "1.2.3", "1.23.456",
        "1.2345,6.7", "1.234.5", "1,234.567,8", "12,", ".5", "--1", "- 1", "15%", "0.123.456",
        "<b>1</b>", "1_000", "0x1f", "１５",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text, lang) -> None:
    with pytest.raises(NumberError):
        read_number(text, lang=lang)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_more_than_fifteen_digits_are_refused(lang) -> None:
    for text in ("9" * 32, "1234567890123456", "0.1234567890123456"):
        with pytest.raises(NumberError) as raised:
            read_number(text, lang=lang)
        assert "15" in raised.value.words("vi")
        assert text[:20] in raised.value.words("vi")


@pytest.mark.parametrize(
    ("text", "lang", "numbers"),
    [
        ("12.50;30.75", "vi", (12.5, 30.75)),
        ("0.5; 12.5", "vi", (0.5, 12.5)),
        ("15,5; 20", "en", (15.5, 20)),
        ("7.500; 15.000", "vi", (7500, 15000)),
        ("0.5; 12,5", "vi", (0.5, 12.5)),
        (" 15 ;; 30; ", "vi", (15, 30)),
        ("", "vi", ()),
    ],
)
def test_numbers_between_semicolons(text, lang, numbers) -> None:
    assert read_numbers(text, lang=lang) == numbers


@pytest.mark.parametrize(
    ("text", "lang", "one", "two"),
    [
        ("12.50; 1.234", "vi", "1.234", "1,234"),
        ("1,500; 12,5", "en", "1,500", "1.5"),
    ],
)
def test_a_number_that_could_be_two_beside_another_is_refused_in_words(text, lang, one, two):
    with pytest.raises(NumberError) as raised:
        read_numbers(text, lang=lang)
    assert one in raised.value.words(lang)
    assert two in raised.value.words(lang)


@given(number=WHOLE | DECIMAL, lang=LANGS)
def test_what_is_written_reads_the_same(number, lang) -> None:
    assert read_number(write_number(number, lang=lang), lang=lang) == number
    assert read_plain(write_plain(number)) == number


@given(numbers=st.lists(WHOLE | DECIMAL, max_size=8), lang=LANGS)
def test_lists_that_are_written_read_the_same(numbers, lang) -> None:
    text = "; ".join(write_number(number, lang=lang) for number in numbers)
    assert read_numbers(text, lang=lang) == tuple(numbers)


@given(number=st.integers(-(10**9), 10**9), decimals=st.integers(0, 4), lang=LANGS)
def test_a_figure_of_a_page_can_be_typed_as_it_is_printed(number, decimals, lang) -> None:
    value = float(Decimal(number).scaleb(-decimals))
    assert read_number(format_number(value, decimals=decimals, lang=lang), lang=lang) == value


@given(text=st.text(alphabet="0123456789.,;- −x", max_size=24), lang=LANGS)
def test_any_text_is_a_number_or_refused(text, lang) -> None:
    try:
        number = read_number(text, lang=lang)
    except NumberError:
        return
    assert read_number(write_number(number, lang=lang), lang=lang) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1234567.25, "1234567.25"), (5.0, "5"), (1e-7, "0.0000001"), (-0.0, "0"),
        (0.1 + 0.2, "0.3"), (51.06000000000001, "51.06"), (1e15 - 1, "999999999999999"),
        (1e-20, "0"),
    ],
)  # fmt: skip
def test_numbers_in_addresses(number, text) -> None:
    assert write_plain(number) == text


@pytest.mark.parametrize("text", ["", "1,5", "1e5", "nan", "+1", "1.", ".5", "9" * 16, "٣", "1;2"])
def test_what_addresses_do_not_hold(text) -> None:
    assert read_plain(text) is None
