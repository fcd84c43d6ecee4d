"""What stands in a cell: nothing, a number, a text that means a number, or something else.

Numbers in words are read as `geo.views.typed_numbers` reads them; whether ``1.234`` is a thousand
or a little more than one is told by the other cells of its column, and asked where they do not.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from geo.imports.vocabulary import BLANKS
from geo.language.texts import LANGUAGES
from geo.places.search import fold
from geo.views.typed_numbers import MOST_DIGITS, both_readings

Style = Literal["vi", "en", "either", "ask", "mixed"]
"""How the numbers of a column are written; either where it makes no difference."""

BEYOND = 10.0 ** (MOST_DIGITS - 1)
"""Numbers from here on are none that anybody has counted; a share is a hundred times itself."""
_MARKS = re.compile(
    r"(?:\s*(?:\*+|[¹²³⁴-⁹†‡]+|\([0-9a-z*]{1,2}\)|\[[0-9a-z]{1,2}\]|(?<=[0-9%])\s+[a-z]\)))+$",
    re.IGNORECASE,
)
_QUALIFIERS = {
    "over": re.compile(r"^(?:trên|hơn|over|more than|>|≥)\s*", re.IGNORECASE),
    "nearly": re.compile(r"^(?:gần|nearly|almost|<|≤)\s*", re.IGNORECASE),
    "about": re.compile(r"^(?:khoảng|ước|about|around|~|≈)\s*", re.IGNORECASE),
}
_RANGE = re.compile(r"^(\S*[0-9])\s*[-–—]\s*([0-9]\S*)$")
_GAPS = re.compile(r"(?<=[0-9])[\s\u00a0\u2009\u202f](?=[0-9]{3}(?:\D|$))")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")


@dataclass(frozen=True)
class Written:
    """A text that means a number: how each of `LANGUAGES` reads it, empty where it does not."""

    low: tuple[str, str]
    high: tuple[str, str] | None = None
    qualifier: str = "exact"
    percent: bool = False

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The number, or both ends of the range."""
        return (self.low,) if self.high is None else (self.low, self.high)


def is_blank(value: object) -> bool:
    """Tell whether a cell says that nothing is known: empty, a dash, dots, or words for it."""
    if not isinstance(value, str):
        return value is None
    bare = value.strip()
    return (not re.search(r"\w", bare) and "%" not in bare) or fold(bare) in BLANKS


def is_error(value: object) -> bool:
    """Tell whether a cell holds what a spreadsheet shows for a formula that fails."""
    return isinstance(value, str) and _ERROR.fullmatch(value.strip()) is not None


def without_marks(text: str) -> str:
    """Take the marks of footnotes off the end of a text: "45,3 (1)" is "45,3"."""
    return _MARKS.sub("", text).strip()


def read_written(text: str, *, units: Iterable[str] = ()) -> Written | None:
    """Read a text that means a number.

    Parameters
    ----------
    text
        What stands in the cell.
    units
        Names of the unit of measure that may stand behind the number.

    Returns
    -------
    written : Written or None
        None where the text is no number in any language.
    """
    bare = without_marks(text.strip().lstrip("'").strip())
    qualifier = "exact"
    for name, words in _QUALIFIERS.items():
        if words.match(bare):
            qualifier, bare = name, words.sub("", bare)
            break
    for unit in units:
        if unit and unit != "%" and bare.casefold().endswith(unit.casefold()):
            bare = bare[: -len(unit)].strip()
            break
    percent = bare.endswith("%")
    bare = _GAPS.sub("", bare.removesuffix("%").strip())
    match = _RANGE.match(bare)
    if match is not None:
        low, high = (_readings(each.removesuffix("%").strip()) for each in match.groups())
        return Written(low, high, "range", percent) if any(low) and any(high) else None
    found = _readings(bare)
    return Written(found, None, qualifier, percent) if any(found) else None


def _readings(text: str) -> tuple[str, str]:
    vi, en = both_readings(text, lang=LANGUAGES[0])
    return vi, en


def style_of(cells: Iterable[Written]) -> Style:
    """Tell how the numbers of a column are written.

    Returns
    -------
    style : Style
        ``mixed`` where some can only be read in one way and others only in the other; ``ask``
        where some mean two numbers and no other one tells which.
    """
    seen: set[str] = set()
    for each in cells:
        seen |= {_style_of_one(part) for part in each.parts}
    if {"vi", "en"} <= seen:
        return "mixed"
    if "vi" in seen:
        return "vi"
    if "en" in seen:
        return "en"
    return "ask" if "ask" in seen else "either"


def style_of_cell(cell: Written) -> Style:
    """Tell in which way alone a text can be read."""
    return style_of([cell])


def _style_of_one(readings: tuple[str, str]) -> str:
    vi, en = readings
    if vi and en:
        return "either" if Decimal(vi) == Decimal(en) else "ask"
    return "vi" if vi else "en"


def number_of(readings: tuple[str, str], style: str) -> float | None:
    """Return the number that a text means in a style; None for too many digits."""
    vi, en = readings
    plain = (en or vi) if style == "en" else (vi or en)
    return float(plain) if sum(map(str.isdigit, plain)) <= MOST_DIGITS else None
