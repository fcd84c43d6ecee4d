"""What the head of a column means: a code, a name, a year, an indicator."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from geo.facts.lifetime import kept_with
from geo.facts.model import YEARS, Facts, Indicator
from geo.imports.vocabulary import FILLERS, FLAGS, ROLES, spelt_out
from geo.places.search import fold

IDENTITY = ("code", "name")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_WITHOUT_YEAR = re.compile(rf"(?:\bnăm\s*)?{_YEAR.pattern}", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(.*?)\s*(?:\bnăm\s*)?{_YEAR.pattern}", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
_DOCUMENT_DAY = re.compile(r"ngày.{1,12}tháng.{1,8}năm\s*[0-9]{0,4}", re.IGNORECASE)
_COUNTED = r"0?[1-9]|1[01]"
_SPELT = "hai|ba|bon|sau|bay|tam|chin|muoi|muoi mot"
_QUARTER = r"i{1,3}|iv|[1-4]|mot|hai|ba|tu(?= nam)"
_PART_OF_YEAR = re.compile(
    rf"\b(?:(?:{_COUNTED}) ?thang|(?<!muoi )(?:{_SPELT}) thang|thang (?:{_COUNTED})"
    rf"|thang (?:{_SPELT})(?! hai)|(?:{_COUNTED})t(?= (?:dau|nam|{_YEAR.pattern}))"
    rf"|qu[yi] (?:{_QUARTER})|(?:hai|ba|[23]) qu[yi] dau|q (?:i{{1,3}}|iv)|q[1-4]"
    r"|nua (?:dau|cuoi)? ?nam|ban nien|h[12]"
    rf"|(?:first|second) half|(?:{_COUNTED}|three|six|nine) months"
    r"|(?:first|second|third|fourth) quarter)\b"
)
_MEASURE = re.compile(r"(?:đơn vị tính|đvt|unit)\s*[:.]\s*([^()\n]{1,30})", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The head of a column.

    Parameters
    ----------
    at
        Column, counted from 0.
    text
        Its words from top to bottom, as shown.
    role
        ``figure`` for a column of figures, a role of this module, ``other`` for what is not
        understood, empty for a column without words.
    indicator
        Id of the indicator, where the head names it.
    year
        The year, where the head names one.
    flag
        Flag that the head tells, empty for none.
    measure
        Unit of measure that the head names, empty for none.
    unsure
        Whether the head says more than the indicator: only a person can tell whether it is that.
    """

    at: int
    text: str
    role: str
    indicator: str = ""
    year: int | None = None
    flag: str = ""
    measure: str = ""
    unsure: bool = False


@dataclass(frozen=True)
class IndicatorNames:
    """Indicators by everything they may be called."""

    by_name: dict[str, str]
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the unit of measure, folded, by indicator."""

    def find(self, text: str) -> str:
        """Return the id of the indicator that a text names; empty for none."""
        folded, bare = fold(text), fold(_IN_BRACKETS.sub("", text))
        tried = dict.fromkeys((folded, bare, spelt_out(folded), spelt_out(bare)))
        found = next((self.by_name[each] for each in tried if each in self.by_name), "")
        return found or self.with_unit.get(folded, "")

    @cached_property
    def with_unit(self) -> dict[str, str]:
        """Ids by name with the unit of measure behind it."""
        return {
            f"{name} {unit}": found
            for name, found in self.by_name.items()
            for unit in self.units[found]
            if unit
        }

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """The words of the names and units of measure of each indicator, folded."""
        found = {key: set(" ".join(units).split()) for key, units in self.units.items()}
        for name, key in self.by_name.items():
            found[key] |= set(name.split())
        return {key: frozenset(each) for key, each in found.items()}

    def inside(self, text: str) -> str:
        """Return the id of the one indicator whose name stands inside a text; empty for none."""
        folded = f" {fold(text)} "
        inside = {name for name in self.by_name if f" {name} " in folded and " " in name}
        longest = {
            self.by_name[name]
            for name in inside
            if not any(name != other and f" {name} " in f" {other} " for other in inside)
        }
        return longest.pop() if len(longest) == 1 else ""


@kept_with(4)
def indicator_names(facts: Facts) -> IndicatorNames:
    """Return what the indicators may be called; a name of several is nobody's."""
    names: dict[str, set[str]] = {}
    for key, each in facts.indicators.items():
        for name in (key, each.name_vi, each.name_en):
            names.setdefault(fold(name), set()).add(key)
    units = {key: measures(each) for key, each in facts.indicators.items()}
    by_name = {name: keys.pop() for name, keys in names.items() if len(keys) == 1}
    return IndicatorNames(by_name, units)


def measures(indicator: Indicator) -> tuple[str, ...]:
    """Return the names of the unit of measure of an indicator, folded."""
    return tuple(dict.fromkeys(fold(each) for each in (indicator.unit_vi, indicator.unit_en)))


def read_head(at: int, parts: Sequence[str], names: IndicatorNames) -> Head:
    """Read the head of a column.

    Parameters
    ----------
    at
        Column, counted from 0.
    parts
        Its cells from top to bottom, blanks and repetitions left out.
    names
        What the indicators are called.
    """
    text = " ".join(parts)
    folded = fold(text)
    role = next((ROLES[each] for each in (folded, *map(fold, parts)) if each in ROLES), "")
    if not text.strip() or (not folded and "%" not in text):
        return Head(at, text, "")
    if role:
        return Head(at, text, role)
    ending = _YEAR_LAST.fullmatch(text)
    named = names.find(ending[1]) if ending else names.find(text)
    if named:
        year = int(ending[2]) if ending else None
        said = _measure(ending[1] if ending else text, named, names)
        flag = _flag(fold(said))
        if flag == "plan":
            return Head(at, text, "other", flag=flag)
        return Head(at, text, "figure", named, year, flag, "" if flag else said)
    years = {int(each) for each in _YEAR.findall(text)} & set(YEARS)
    flag = _flag(folded)
    bare = _WITHOUT_YEAR.sub(" ", text).strip()
    of_part = next((f for p in reversed(parts) if (f := names.find(p))), "")
    indicator = names.find(bare) or of_part
    unsure = bool(indicator) and not names.find(bare) and not says_no_more(text, indicator, names)
    if len(years) > 1 or flag == "plan":
        return Head(at, text, "other", flag=flag)
    year = years.pop() if years else None
    if indicator or (year and _only_fillers(folded)):
        said = _measure(bare, indicator, names)
        said = "" if _flag(fold(said)) else said
        return Head(at, text, "figure", indicator, year, flag, said, unsure)
    return Head(at, text, "other", "", year, flag)


def says_no_more(text: str, indicator: str, names: IndicatorNames) -> bool:
    """Tell whether the head of a column says nothing but an indicator, a unit, a year, a flag.

    "Trong đó" below the name of an indicator is another figure than that indicator.
    """
    folded = f" {fold(text)} "
    for listed in FLAGS.values():
        for words in listed:
            folded = folded.replace(f" {words} ", "  ")
    known = {*FILLERS, *names.words[indicator]}
    return all(word in known or _YEAR.fullmatch(word) for word in folded.split())


def part_of_year(text: str) -> bool:
    """Tell whether words tell of months or a quarter of a year; the day of a document is none."""
    return _PART_OF_YEAR.search(fold(_DOCUMENT_DAY.sub(" ", text))) is not None


def _only_fillers(folded: str) -> bool:
    rest = [word for word in folded.split() if word not in FILLERS and not _YEAR.fullmatch(word)]
    return not rest or rest in (["ha"], ["nguoi"], ["xa"])


def _flag(folded: str) -> str:
    words = f" {folded} "
    found = (flag for flag, listed in FLAGS.items() if any(f" {each} " in words for each in listed))
    return next(found, "")


def _measure(text: str, indicator: str, names: IndicatorNames) -> str:
    """Return the unit in brackets behind a head, where it is not a part of the name."""
    brackets = _IN_BRACKETS.search(text)
    if brackets is None or fold(text) in names.by_name:
        return ""
    said = brackets[1].strip()
    return "" if indicator and fold(said) in names.units[indicator] else said


def title_measure(lines: Sequence[str]) -> str:
    """Return the unit of measure that stands above a table; empty for none."""
    for line in lines:
        match = _MEASURE.search(unicodedata.normalize("NFC", line))
        if match is not None:
            return match[1].strip()
    return ""


def title_year(lines: Sequence[str]) -> int | None:
    """Return the one year that the title of a table names; lines in brackets do not count."""
    years: set[int] = set()
    for line in lines:
        bare = re.sub(r"\([^()]*\)", " ", line)
        dated = re.sub(r"[0-9]{1,2}/[0-9]{4}", " ", _DOCUMENT_DAY.sub(" ", bare))
        folded = fold(re.sub(r"[0-9]+/[\wĐ-]+(?:-[\w]+)?|[0-9]{1,2}[/-][0-9]{1,2}[/-]", " ", dated))
        if "ke hoach nam" in folded:
            continue
        years |= {int(each) for each in _YEAR.findall(folded)} & set(YEARS)
    return years.pop() if len(years) == 1 else None
