"""Units as a spreadsheet writes them: codes that lost their zeros, names with and without marks."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from geo.facts.lifetime import kept_with
from geo.facts.model import LEVEL_OF_KIND, Facts, Unit
from geo.imports.tables.cells import without_marks
from geo.places.districts import districts_of
from geo.places.search import fold, split_kind

_NUMBERED = re.compile(r"^\s*(?:[0-9]{1,3}\s*[.)\]]|[-+•*–—])\s*")
_OFFICE = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"^(.*?)\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_BEHIND = re.compile(r"^(.*?)\s*(?:,|\s[-–—]\s|;|/)\s*(.+)$")
_KIND_BEHIND = re.compile(rf"\s+(?:{'|'.join(LEVEL_OF_KIND)})$", re.IGNORECASE)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NEAR = 72
"""Least likeness, of 100, of a suggestion."""
SUGGESTED = 5


@dataclass(frozen=True)
class Label:
    """What a row says of its unit.

    Parameters
    ----------
    code
        Digits of its code; empty for none.
    name
        Its name without marks of footnotes; empty for none.
    districts
        Codes of the districts that the row, or the rows above, name; empty for none.
    """

    code: str = ""
    name: str = ""
    districts: frozenset[str] = frozenset()


def read_code(value: object, province: str) -> str:
    """Return the digits of a code: of 6184.0, ``'06184``, ``VN2006184`` or ``06184``.

    Parameters
    ----------
    value
        What stands in the cell.
    province
        Code of the province, which may stand before that of the unit.
    """
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    text = str(value).strip().lstrip("'").strip()
    if re.fullmatch(r"[0-9]+[.,]0+", text):
        text = re.split(r"[.,]", text)[0]
    prefix = re.match(rf"(?i)vn[-_ .]?(?:{province}(?=[0-9]{{3}}))?", text)
    return text[prefix.end() :].strip("-_ .") if prefix else text


def clean_name(value: object) -> str:
    """Return a name without numbering, bullets, the word for its office, and footnote marks."""
    text = unicodedata.normalize("NFC", str(value or "")).strip()
    text = _NUMBERED.sub("", text)
    return without_marks(_OFFICE.sub("", text)).strip(" .:;*")


def spelling(name: str) -> tuple[tuple[str, str], ...]:
    """Return how a name is spelt, wherever its tones are put: Hoà and Hòa are the same."""
    joined = unicodedata.normalize("NFD", name.casefold().replace("ð", "đ"))
    found = []
    for word in joined.split():
        tones = "".join(sorted(char for char in word if char in _TONES))
        letters = "".join(
            char
            for char in word
            if char not in _TONES and (char.isalnum() or unicodedata.combining(char))
        )
        if letters:
            found.append((unicodedata.normalize("NFC", letters), tones))
    return tuple(found)


class UnitIndex:
    """The units of one set of boundaries, to be found by what a row says.

    Parameters
    ----------
    facts
        The facts.
    vintage
        Id of the boundaries.
    """

    def __init__(self, facts: Facts, vintage: str) -> None:
        self.vintage = vintage
        self.units = {code: u for (v, code), u in facts.units.items() if v == vintage}
        self._names: dict[str, list[Unit]] = defaultdict(list)
        self.districts: dict[str, frozenset[str]] = {}
        for unit in self.units.values():
            self._names[fold(unit.name)].append(unit)
            found = frozenset(each.code for each in districts_of(facts, unit))
            self.districts[unit.code] = found
        numbers = Counter(code.lstrip("0") for code in self.units)
        self._by_number = {
            code.lstrip("0"): unit
            for code, unit in self.units.items()
            if numbers[code.lstrip("0")] == 1
        }

    def by_code(self, code: str) -> Unit | None:
        """Find a unit by its code, or without the zeros before it where no other code is so."""
        found = self.units.get(code)
        return found or (self._by_number.get(code.lstrip("0")) if code.isdecimal() else None)

    def by_name(self, name: str, districts: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
        """Find the units that a name means: none, one, or several that cannot be told apart.

        A name with marks is that of a unit with the same marks; one without any may be any.
        """
        found = self._with_name(name)
        if not found:
            found, districts = self._with_district(name, districts)
        if len(found) > 1 and districts:
            found = [u for u in found if self.districts[u.code] & districts] or found
        communes = [unit for unit in found if unit.level == "commune"]
        return tuple(communes if len(found) > 1 and communes else found)

    def _with_name(self, name: str) -> list[Unit]:
        folded = fold(name)
        bare, kind = split_kind(folded)
        found = list(self._names.get(folded, ()))
        if not found:
            found = [u for u in self._names.get(bare, ()) if not kind or u.kind == kind]
        elif len(found) > 1 and kind:
            found = [u for u in found if u.kind == kind] or found
        if not unicodedata.normalize("NFC", name).replace("đ", "d").replace("Đ", "D").isascii():
            spelt = spelling(_KIND_BEHIND.sub("", name))
            found = [u for u in found if _ends_with(spelt, spelling(u.name))]
        return found

    def _with_district(
        self, name: str, districts: frozenset[str]
    ) -> tuple[list[Unit], frozenset[str]]:
        """Read a name with its district behind it."""
        match = _BRACKETS.match(name) or _BEHIND.match(name)
        if match is None:
            return [], districts
        found = self._with_name(match[1])
        behind = frozenset(unit.code for unit in self.districts_named(match[2]))
        inside = [unit for unit in found if self.districts[unit.code] & behind]
        if behind:
            return inside, behind
        return (
            (found, districts)
            if fold(match[2]) in ("moi", "cu", "sau sap xep")
            else ([], districts)
        )

    def districts_named(self, name: str) -> list[Unit]:
        """Find the districts of a name; only boundaries that still have districts know any."""
        bare, kind = split_kind(fold(name))
        found = [u for u in self._names.get(bare, ()) if u.level == "district"]
        return [u for u in found if not kind or kind in (u.kind, "district", "city")]

    def suggestions(self, name: str) -> tuple[Unit, ...]:
        """Return the units whose names are near a name, the nearest first."""
        bare = split_kind(fold(name))[0]
        choices = {u.code: fold(u.name) for u in self.units.values() if u.level == "commune"}
        near = process.extract(
            bare, choices, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=SUGGESTED
        )
        return tuple(self.units[code] for _, _, code in near)


def _ends_with(text: Sequence[object], name: Sequence[object]) -> bool:
    return len(text) >= len(name) and tuple(text[len(text) - len(name) :]) == tuple(name)


@kept_with(8)
def unit_index(facts: Facts, vintage: str) -> UnitIndex:
    """Return the units of some boundaries, ready to be found."""
    return UnitIndex(facts, vintage)
