"""Numbers, dates and periods as the readers of a language write them.

Vietnamese: 1.234,5 and 1/7/2025. English: 1,234.5 and 1 July 2025. A negative number has
the minus sign U+2212, not a hyphen, so that it lines up with digits and never breaks off.
A number and its unit are joined by a no-break space, or by nothing: "95 tỷ USD", "80%".
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from geo.language.singular import is_one, unit_of_one
from geo.language.texts import Phrase, Texts, texts

MINUS = "\u2212"

_SEPARATORS = {"vi": str.maketrans(",.-", f".,{MINUS}"), "en": str.maketrans("-", MINUS)}
_QUALIFIED = {"over": "numbers.over", "nearly": "numbers.nearly", "about": "numbers.about"}
_TRUE_ROUNDING = {"over": ROUND_FLOOR, "range": ROUND_FLOOR, "nearly": ROUND_CEILING}
"""How the (lower) value of a vague figure is rounded, so that its word stays true."""
_NOISE = 9
"""Places beyond which the digits of a computed number are its binary form's, not its own."""
_YEARS = {None: "numbers.years", True: "numbers.years_mean", False: "numbers.years_sum"}
_DAY = r"(\d{4}-\d{2}-\d{2})"
_CURRENCY = re.compile(r"(?:(?P<scale>\S+) )?(?P<currency>[A-Z]{3})\b(?P<rest>.*)")
_THOUSAND = 3
"""Places by which the point moves from one word for large numbers to the next."""


class Written(float):
    """A number as a table writes it: it knows its decimals, the zeros at its end included."""

    decimals: int

    def __new__(cls, text: str) -> "Written":
        """Read a number such as ``41.30``."""
        number = super().__new__(cls, text)
        number.decimals = len(text.partition(".")[2])
        return number

    def __reduce__(self) -> tuple[object, ...]:
        """Let it be sent to another process; its decimals follow by themselves."""
        return Written, (repr(float(self)),), vars(self)


@dataclass(frozen=True)
class Amount(Phrase):
    """A number as a field of a phrase, printed in the language of the reader."""

    key: str = ""
    value: float = 0.0
    decimals: int = 0

    def words(self, lang: str) -> str:
        """Return the number in a language."""
        return format_number(self.value, decimals=self.decimals, lang=lang)


@dataclass(frozen=True)
class Day(Phrase):
    """A day, in ISO form, as a field of a phrase, printed in the language of the reader."""

    key: str = ""
    day: str = ""

    def words(self, lang: str) -> str:
        """Return the day in a language."""
        return format_date(self.day, lang=lang)


def format_number(value: float, *, decimals: int, lang: str) -> str:
    """Print a number with a fixed count of decimals.

    Parameters
    ----------
    value
        A finite number.
    decimals
        Digits after the decimal sign, 0 or more.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    text : str
        "1.234,5" or "1,234.5".

    Raises
    ------
    ValueError
        The number is not finite, or the language has no texts.

    Notes
    -----
    Rounded once, half away from zero, on the shortest decimal that stands for the float:
    2.675 becomes 2.68 although its binary value lies a little lower. Nothing at all is "0",
    however many decimals are asked for: "0.0" is what was rounded away.
    """
    return _printed(_rounded(value, decimals, ROUND_HALF_UP), lang)


def round_half_up(value: float, *, decimals: int) -> float:
    """Round a number as `format_number` prints it."""
    return float(_rounded(value, decimals, ROUND_HALF_UP))


def written_decimals(*numbers: float | None) -> int:
    """Return as many decimals as the longest of some numbers is written with; None has none."""
    return max([0, *(_decimals(number) for number in numbers if number is not None)])


def _decimals(number: float) -> int:
    if isinstance(number, Written):
        return number.decimals
    return -int(Decimal(repr(round(float(number), _NOISE))).normalize().as_tuple().exponent)


def format_written(value: float, *, lang: str) -> str:
    """Write a number with the decimals it is written with: a goal is printed as it was set."""
    return format_number(value, decimals=written_decimals(value), lang=lang)


def _printed(rounded: Decimal, lang: str) -> str:
    texts(lang)
    # A zero keeps the sign of what was rounded away; "−0" would read as a decrease.
    return f"{rounded or abs(rounded):,f}".translate(_SEPARATORS[lang])


def _rounded(value: float, decimals: int, rounding: str) -> Decimal:
    exact = Decimal(repr(float(value)))
    if not exact.is_finite():
        raise ValueError(f"{value!r} cannot be printed as a number: unknown is None, not NaN")
    if not exact:
        return Decimal(0)
    if rounding != ROUND_HALF_UP:
        # 0.1 and 0.7 are 0.7999999999999999, which is "over 0.8" and not "over 0.7"
        exact = round(exact, _NOISE)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)


def with_unit(text: str, unit: str, *, lang: str) -> str:
    """Put a printed number before its unit, or between the words of its money.

    Parameters
    ----------
    text
        The number, or a range.
    unit
        Name of the unit in the language; empty for none.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    text : str
        "80%", "247,5 người/km²", "95 tỷ USD"; "USD 95 billion". No line breaks between the
        number and its unit.
    """
    sign = MINUS if text.startswith(MINUS) else ""
    pattern = unit_pattern(unit, one=is_one(text), lang=lang)
    return sign + pattern.replace("{value}", text.removeprefix(sign))


def unit_pattern(unit: str, *, one: bool = False, lang: str) -> str:
    """Return how numbers of a unit, or a one, are written: "{value}%", "USD {value} billion"."""
    t = texts(lang)
    unit = unit_of_one(unit) if one and lang == "en" else unit
    open_number = {"value": "{value}"}
    if not unit:
        return "{value}"
    if unit.startswith(("%", "‰")):
        return t("numbers.value_percent", **open_number, unit=unit)
    money = _CURRENCY.fullmatch(unit)
    if money is None:
        return t("numbers.value_unit", **open_number, unit=unit)
    key = "numbers.money" if money["scale"] else "numbers.money_plain"
    return t(key, **open_number, **money.groupdict())


def large_unit(unit: str, *numbers: float | None, lang: str) -> tuple[int, str]:
    """Return in which unit numbers are told so that thousands of millions are billions.

    Parameters
    ----------
    unit
        Name of the unit in the language, which may begin with the word for a million.
    *numbers
        The numbers that are to have one unit; None is passed over.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    places, unit : int and str
        By how many places the numbers shrink, and the unit they have then: 3 and "tỷ USD" for
        95000 of "triệu USD", else 0 and the unit as it is.
    """
    t = texts(lang)
    million = f"{t('numbers.million')} "
    largest = max((abs(number) for number in numbers if number is not None), default=0.0)
    if largest < 10**_THOUSAND or not unit.startswith(million):
        return 0, unit
    return _THOUSAND, f"{t('numbers.billion')} {unit.removeprefix(million)}"


def format_share(share: float, *, lang: str) -> str:
    """Print a share in per cent, with one decimal at most: "16,4%"."""
    text = format_number(share, decimals=min(1, written_decimals(share)), lang=lang)
    return with_unit(text, "%", lang=lang)


def format_value(
    value: float,
    *,
    value_max: float | None = None,
    qualifier: str = "exact",
    unit: str = "",
    decimals: int,
    places: int | None = None,
    lang: str,
) -> str:
    """Print a figure with its unit and the word its source puts before it.

    Parameters
    ----------
    value
        The figure, or the lower end of a range.
    value_max
        The upper end of a range, if the figure is one.
    qualifier
        One of `geo.facts.model.QUALIFIERS`.
    unit
        Name of the unit in the language of the text; empty where it goes without saying
        (a class, a yes or no).
    decimals
        Digits after the decimal sign, in the unit that the figure is given in.
    places
        By how many places the printed number is to shrink; None for as many as suit its unit,
        which is then printed accordingly.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    text : str
        "trên 62%", "1.100–1.350 ha", "khoảng 95 tỷ USD"; "over 62%", "about USD 95 billion".

    Raises
    ------
    ValueError
        A number is not finite, or the language has no texts.

    Notes
    -----
    Fewer decimals than a number has must not make a vague figure untrue: "over 62.5" is never
    "over 63" but "over 62", "nearly" is rounded up, and a range outwards.
    """
    t = texts(lang)
    if places is None:
        places, unit = large_unit(unit, value, value_max, lang=lang)
    rounding = _TRUE_ROUNDING.get(qualifier, ROUND_HALF_UP)
    text = _printed(_shrunk(_rounded(value, decimals, rounding), places), lang)
    if value_max is not None:
        high = _printed(_shrunk(_rounded(value_max, decimals, ROUND_CEILING), places), lang)
        # A dash between two minus signs cannot be read.
        key = "numbers.range" if value >= 0 else "numbers.range_words"
        text = t(key, low=text, high=high)
    text = with_unit(text, unit, lang=lang)
    return t(_QUALIFIED[qualifier], value=text) if qualifier in _QUALIFIED else text


def _shrunk(rounded: Decimal, places: int) -> Decimal:
    """Move the point of a number; the zeros that this leaves at its end say nothing."""
    return rounded.scaleb(-places).normalize() if places else rounded


def format_date(day: date | str, *, lang: str) -> str:
    """Print a date.

    Parameters
    ----------
    day
        A date, or its ISO text; the text may stop at the year or the month, or be empty.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    text : str
        "1/7/2025" or "1 July 2025"; "tháng 7/2025" or "July 2025" without a day; "2025"
        for the year alone; empty for empty text.

    Raises
    ------
    ValueError
        The text is not an ISO date.
    """
    t = texts(lang)
    iso = day.isoformat() if isinstance(day, date) else day
    if not iso or re.fullmatch(r"\d{4}", iso):
        return iso
    if re.fullmatch(r"\d{4}-\d{2}", iso):
        first = date.fromisoformat(f"{iso}-01")
        return t("numbers.month", month=_month(t, first.month), year=first.year)
    exact = date.fromisoformat(iso)
    return t("numbers.date", day=exact.day, month=_month(t, exact.month), year=exact.year)


def format_period(period: str, year: int, *, lang: str, average: bool | None = None) -> str:
    """Name the period of a figure.

    Parameters
    ----------
    period
        The period as `observations.csv` writes it.
    year
        The year of the observation.
    lang
        ``"vi"`` or ``"en"``.
    average
        For several years: True if the figure is their yearly average (a rate), False if
        it is their sum (an amount or count); None leaves both open.

    Returns
    -------
    text : str
        "2025", "ngày 1/4/2019", "quý I/2024", "tháng 1–11/2025", "từ 1/1 đến 14/6/2025".

    Raises
    ------
    ValueError
        The period is none of the known forms.
    """
    t = texts(lang)
    if period == "year":
        return str(year)
    if match := re.fullmatch(rf"(asof|day)-{_DAY}", period):
        key = "numbers.day" if match[1] == "day" else "numbers.asof"
        return t(key, date=format_date(match[2], lang=lang))
    if match := re.fullmatch(rf"to-{_DAY}", period):
        end = date.fromisoformat(match[1])
        return _span(t, end.replace(month=1, day=1), end)
    if match := re.fullmatch(rf"{_DAY}/{_DAY}", period):
        return _span(t, date.fromisoformat(match[1]), date.fromisoformat(match[2]))
    if match := re.fullmatch(r"(\d{4})-(\d{4})", period):
        return t(_YEARS[average], start=match[1], end=match[2])
    return _part_of_year(t, period, year)


def _part_of_year(t: Texts, period: str, year: int) -> str:
    if period in ("H1", "H2"):
        return t("numbers.first_half" if period == "H1" else "numbers.second_half", year=year)
    if match := re.fullmatch(r"Q([1-4])", period):
        return t("numbers.quarter", quarter=t(f"numbers.quarter_{match[1]}"), year=year)
    if match := re.fullmatch(r"(M|mon-)(0[1-9]|1[0-2])", period):
        # "M01" is January to January, which is January alone.
        alone = match[1] == "mon-" or match[2] == "01"
        key = "numbers.month" if alone else "numbers.months"
        return t(key, month=_month(t, int(match[2])), year=year)
    raise ValueError(f"unknown period {period!r}")


def _span(t: Texts, start: date, end: date) -> str:
    first = format_date(start, lang=t.lang)
    if start.year == end.year:
        first = t("numbers.span_day", day=start.day, month=_month(t, start.month))
    return t("numbers.span", start=first, end=format_date(end, lang=t.lang))


def _month(t: Texts, month: int) -> str:
    return t(f"numbers.month_{month}")
