"""Numbers as people type them, and the same numbers written back.

Vietnamese writes 1.234,5 and English 1,234.5; people type either. A thousands group has three
digits and does not begin with zero, or it is none: a sign that cannot be what the language of the
page takes it for is what the other one takes it for, so "12.50" is twelve and a half in Vietnamese
as well, where "1.234" is one thousand two hundred and thirty-four. What could be two numbers is
refused in words.
"""

import re
from decimal import Decimal

from geo.errors import NumberError
from geo.language.numbers import MINUS, format_number

MOST_DIGITS = 15
"""Digits that a number may have: so many always come back from a float as they were."""

_SIGNS = {"vi": (".", ","), "en": (",", ".")}
"""Sign of the thousands and sign of the decimals, by language."""
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SHOWN = 40


def read_number(text: str, *, lang: str) -> float:
    """Read one number as people type it.

    Parameters
    ----------
    text
        The number, with or without spaces around it.
    lang
        Language of the page: ``"vi"`` or ``"en"``.

    Returns
    -------
    number : float
        The number.

    Raises
    ------
    NumberError
        The text is no number, could be two, or has more than `MOST_DIGITS` digits.
    """
    own, other = both_readings(text, lang=lang)
    return _taken(text, own or other)


def read_numbers(text: str, *, lang: str) -> tuple[float, ...]:
    """Read numbers separated by semicolons, as people type them.

    Parameters
    ----------
    text
        The numbers; nothing between two semicolons does not count.
    lang
        Language of the page: ``"vi"`` or ``"en"``.

    Returns
    -------
    numbers : tuple of float
        The numbers in their order; empty for none.

    Raises
    ------
    NumberError
        As `read_number`; and where one of them can only be written in the way of the other
        language, another that means something else there could be two numbers.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    readings = [both_readings(part, lang=lang) for part in parts]
    mixed = any(not own for own, _ in readings)
    numbers = []
    for part, (own, other) in zip(parts, readings, strict=True):
        number = _taken(part, own or other)
        if mixed and own and other and Decimal(own) != Decimal(other):
            one, two = (write_number(float(each), lang=lang) for each in (own, other))
            raise NumberError("typed.two", text=part[:_SHOWN], one=one, two=two)
        numbers.append(number)
    return tuple(numbers)


def write_number(value: float, *, lang: str) -> str:
    """Write a number with all its decimals, so that `read_number` reads the same again.

    Parameters
    ----------
    value
        A finite number of at most `MOST_DIGITS` digits; of more, that many are written.
    lang
        Language of the page: ``"vi"`` or ``"en"``.

    Returns
    -------
    text : str
        "1.234,5" or "1,234.5".
    """
    plain = write_plain(value)
    return format_number(float(plain), decimals=len(plain.partition(".")[2]), lang=lang)


def read_plain(text: str) -> float | None:
    """Read a number as addresses hold it: digits and a point, no exponent; None if it is none."""
    return float(text) if _PLAIN.fullmatch(text) and _count(text) <= MOST_DIGITS else None


def write_plain(value: float) -> str:
    """Write a number for an address, of at most `MOST_DIGITS` digits, so that it is read again."""
    exact = Decimal(repr(float(value)))
    whole = len(str(abs(int(exact))))
    rounded = round(exact, max(0, MOST_DIGITS - whole))
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def both_readings(text: str, *, lang: str) -> tuple[str, str]:
    """Read a number as a language writes it, and as the other one does.

    Parameters
    ----------
    text
        The number, with or without spaces around it.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    own, other : str
        Digits and a point each; empty where it cannot be read so, the same text where both mean
        the same.
    """
    sign, digits = "", text.strip()
    if digits[:1] in ("-", MINUS, "–", "+"):
        sign, digits = "" if digits[0] == "+" else "-", digits[1:]
    thousands, point = _SIGNS[lang]
    return _reading(sign, digits, thousands, point), _reading(sign, digits, point, thousands)


def _reading(sign: str, digits: str, thousands: str, point: str) -> str:
    grouped = rf"[1-9][0-9]{{0,2}}(?:{re.escape(thousands)}[0-9]{{3}})+"
    if not re.fullmatch(rf"(?:{grouped}|[0-9]+)(?:{re.escape(point)}[0-9]+)?", digits):
        return ""
    return sign + digits.replace(thousands, "").replace(point, ".")


def _taken(text: str, plain: str) -> float:
    shown = text.strip()[:_SHOWN]
    if not plain:
        raise NumberError("typed.none", text=shown)
    number = read_plain(plain)
    if number is None:
        raise NumberError("typed.long", text=shown, most=MOST_DIGITS)
    return number


def _count(text: str) -> int:
    return sum(each.isdigit() for each in text)
