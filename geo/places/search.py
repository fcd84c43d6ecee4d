"""Finding a unit by name or code in every vintage, and where an old one is now."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import IntEnum

from geo.facts.model import LEVEL_OF_KIND, Facts, Unit
from geo.language.numbers import format_date
from geo.language.texts import Texts, texts
from geo.places.crosswalk import Crosswalk, Piece
from geo.places.districts import districts_of
from geo.places.unit_names import unit_in_sentence
from geo.places.units import level_units
from geo.places.vintages import find_vintage

_KIND_BEFORE = {
    "thi tran": "township",
    "tt": "township",
    "thanh pho": "city",
    "tp": "city",
    "phuong": "ward",
    "p": "ward",
    "huyen": "district",
    "h": "district",
    "tinh": "province",
    "xa": "commune",
    "x": "commune",
}
_BEFORE = re.compile(rf"({'|'.join(_KIND_BEFORE)}) (?=.)")
_AFTER = re.compile(rf"(?<=.) ({'|'.join(LEVEL_OF_KIND)})$")

TYPO_LENGTH = 4
"""Shorter queries get no near misses: almost every short name is near another."""
TYPO_LIKENESS = 0.8
"""Least likeness of a near miss, 1 for equal texts: one slip in a name of five letters."""
CODE_LENGTH = 3
"""Digits from which the beginning of a code is looked up."""


class Rank(IntEnum):
    """How well a name fits a query, the best first."""

    EXACT = 0
    PREFIX = 1
    WORD = 2
    """Inside the name, at the start of one of its words."""
    INSIDE = 3
    TYPO = 4


@dataclass(frozen=True)
class Hit:
    """A unit that was found.

    Parameters
    ----------
    unit
        The unit, in the newest vintage in which it was as it is described here.
    rank
        How well it fits the query.
    now
        The units of the default vintage it went to, with the share of its people, the
        largest first; the unit itself if it is one of them; empty for a level that the
        default vintage lacks.
    where
        Name of its district, which tells units of one name apart; empty where it is not
        needed (above the communes, or a name that no other present unit has).
    is_current
        True if the unit is one of the default vintage.
    is_same
        True if the one unit it went to has the same boundaries, so that it *is* that unit
        under another name or kind.
    until
        Last day of the unit as described here; None if it still is or that is not known.
    """

    unit: Unit
    rank: Rank
    now: tuple[tuple[Unit, float], ...]
    where: str
    is_current: bool
    is_same: bool
    until: date | None


@dataclass(frozen=True)
class _Entry:
    """What the index knows of a unit; `fold`, `aliases` and `codes` are compared."""

    hit: Hit
    fold: str
    aliases: tuple[str, ...]
    codes: frozenset[str]


def fold(text: str) -> str:
    """Reduce a text to plain letters, digits and single spaces.

    Parameters
    ----------
    text
        Text in any Unicode form, case and placement of tones.

    Returns
    -------
    folded : str
        "Đồng Đăng" and "ĐÔNG  đang" both become "dong dang". For matching, never shown.
    """
    # đ has no decomposition; ð is what some keyboards and scans put in its place.
    plain = text.casefold().replace("đ", "d").replace("ð", "d")
    marks = unicodedata.normalize("NFKD", plain)
    letters = "".join(char for char in marks if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", letters))


def normalise(text: str) -> str:
    """Fold a name and take off the word of its kind.

    Parameters
    ----------
    text
        A name as anybody may write it: "xã Đồng Đăng", "TT. Đồng Đăng", "Dong Dang Ward".

    Returns
    -------
    name : str
        "dong dang". A text that is only such a word stays as it is. For matching, never
        shown.
    """
    return split_kind(fold(text))[0]


def describe_hit(hit: Hit, *, lang: str) -> str:
    """Say in one line what was found and where it is now.

    Parameters
    ----------
    hit
        The hit.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    text : str
        "xã Đồng Đăng"; "xã Thụy Hùng (Cao Lộc) → nay thuộc xã Đồng Đăng", with every part
        of a divided unit; "huyện Cao Lộc (đến 30/6/2025)".
    """
    t = texts(lang)
    name = unit_in_sentence(hit.unit, lang=lang)
    if hit.where:
        name = t("search.in_district", name=name, where=hit.where)
    if hit.now and not hit.is_current:
        heirs = [unit_in_sentence(unit, lang=lang) for unit, _ in hit.now]
        key = "search.now_is" if hit.is_same else "search.now_part_of"
        return t(key, name=name, now=_enumerate(t, heirs))
    if hit.until:
        return t("search.until", name=name, date=format_date(hit.until, lang=lang))
    return name


class SearchIndex:
    """The names and codes of all units, ready to be searched.

    Parameters
    ----------
    facts
        The facts; they are only read.

    Notes
    -----
    Units of several vintages that read the same (kind, name, district, what became of
    them) stand in the index once, as the newest of them.
    """

    def __init__(self, facts: Facts) -> None:
        self._newest_first = {v: -i for i, v in enumerate(facts.province.vintage_ids)}
        newest: dict[tuple[object, ...], Hit] = {}
        codes: dict[tuple[object, ...], set[str]] = {}
        crosswalk = Crosswalk(facts)
        for unit in sorted(facts.units.values(), key=lambda u: self._newest_first[u.vintage]):
            hit = self._describe(facts, crosswalk, unit)
            heirs = tuple(sorted(heir.key for heir, _ in hit.now))
            group = (unit.kind, unit.name, hit.where, heirs, hit.is_current or hit.is_same)
            newest.setdefault(group, hit)
            codes.setdefault(group, set()).add(unit.code)
        self._entries = tuple(
            _enter(facts, hit, frozenset(codes[group])) for group, hit in newest.items()
        )

    def find(self, query: str, *, limit: int = 12) -> tuple[Hit, ...]:
        """Find units by name or code.

        Parameters
        ----------
        query
            A name or its beginning, with or without accents and the word of its kind,
            also followed by its district; or a code.
        limit
            The most hits to return.

        Returns
        -------
        hits : tuple of Hit
            By rank, then units of the kind asked for, then the newest vintage, then
            name. Near misses only where nothing fits better. Empty for an empty query.
        """
        whole = fold(query)
        if not whole:
            return ()
        name, kind = split_kind(whole)
        spellings = (name, whole) if name != whole else (whole,)
        ranked = [(e, _rank(e, spellings)) for e in self._entries]
        found = [(entry, rank) for entry, rank in ranked if rank is not None]
        if not found and len(name) >= TYPO_LENGTH:
            near = [e for e in self._entries if _likeness(e.fold, name) >= TYPO_LIKENESS]
            found = [(entry, Rank.TYPO) for entry in near]
        found.sort(key=lambda pair: self._order(pair[0], pair[1], kind, name))
        return tuple(replace(entry.hit, rank=rank) for entry, rank in found[:limit])

    def _order(self, entry: _Entry, rank: Rank, kind: str, name: str) -> tuple[object, ...]:
        unit = entry.hit.unit
        likeness = _likeness(entry.fold, name) if rank is Rank.TYPO else 1.0
        other_kind = bool(kind) and unit.kind != kind
        age = self._newest_first[unit.vintage]
        return (rank, -likeness, other_kind, age, entry.fold, unit.name, unit.key)

    def _describe(self, facts: Facts, crosswalk: Crosswalk, unit: Unit) -> Hit:
        default = facts.province.default_vintage
        pieces: tuple[Piece, ...] = ()
        if self._newest_first[unit.vintage] >= self._newest_first[default]:
            pieces = crosswalk.descendants(unit.key, default)
        heirs = [(facts.units[piece.key], piece.population_share) for piece in pieces]
        heirs.sort(key=lambda heir: (-heir[1], heir[0].code))
        same = crosswalk.same_unit(unit.key, default)
        return Hit(
            unit=unit,
            rank=Rank.EXACT,
            now=tuple(heirs),
            where=", ".join(each.name for each in districts_of(facts, unit)),
            is_current=same == unit.key,
            is_same=same not in (None, unit.key),
            until=_last_day(facts, unit),
        )


def _last_day(facts: Facts, unit: Unit) -> date | None:
    if unit.level == "district":
        return facts.province.district_end
    return find_vintage(facts.province, unit.vintage).valid_to


def _enter(facts: Facts, hit: Hit, codes: frozenset[str]) -> _Entry:
    """Make the entry of a hit: the spellings it is compared with."""
    unit, name = hit.unit, fold(hit.unit.name)
    aliases = [name]
    for district in districts_of(facts, unit):
        # What stands in an address or in a description: name, then district.
        place = fold(district.name)
        full = fold(unit_in_sentence(district, lang="vi"))
        aliases += [f"{name} {place}", f"{name} {full}", f"{name} {unit.kind} {place}"]
    if hit.is_current and not _is_repeated(facts, unit):
        hit = replace(hit, where="")
    # Spreadsheets take the zeros off the front of a code.
    bare = {code.lstrip("0") for code in codes}
    return _Entry(hit, name, tuple(aliases), codes | bare)


def _is_repeated(facts: Facts, unit: Unit) -> bool:
    twins = (
        other
        for other in facts.units.values()
        if (other.vintage, other.kind, other.name) == (unit.vintage, unit.kind, unit.name)
    )
    return sum(1 for _ in twins) > 1


def split_kind(folded: str) -> tuple[str, str]:
    """Take the word of the kind off a folded text.

    Parameters
    ----------
    folded
        A text as `fold` returns it.

    Returns
    -------
    name, kind : str
        "dong dang" and "township" of "tt dong dang"; the kind is empty without such a word.
    """
    kind = ""
    if match := _BEFORE.match(folded):
        kind, folded = _KIND_BEFORE[match[1]], folded[match.end() :]
    if match := _AFTER.search(folded):
        kind, folded = match[1], folded[: match.start()]
    return folded, kind


def _rank(entry: _Entry, spellings: tuple[str, ...]) -> Rank | None:
    ranks = [rank for text in spellings if (rank := _rank_of(entry, text)) is not None]
    return min(ranks, default=None)


def _rank_of(entry: _Entry, text: str) -> Rank | None:
    if text in entry.aliases or text in entry.codes:
        return Rank.EXACT
    if any(alias.startswith(text) for alias in entry.aliases):
        return Rank.PREFIX
    if len(text) >= CODE_LENGTH and any(code.startswith(text) for code in entry.codes):
        return Rank.PREFIX
    if f" {text}" in entry.fold:
        return Rank.WORD
    return Rank.INSIDE if text in entry.fold else None


def _likeness(name: str, query: str) -> float:
    return SequenceMatcher(None, name, query, autojunk=False).ratio()


def _enumerate(t: Texts, names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return t("search.and", first=", ".join(names[:-1]), last=names[-1])


def search_example(facts: Facts) -> str:
    """Return what may be typed: a name without marks, one that is no more, and a code.

    Parameters
    ----------
    facts
        The facts, which hold a commune at least.

    Returns
    -------
    example : str
        Such as ``o mot, Ô Hai, 70001…``; without a former name where every name is still in use.
    """
    vintages = facts.province.vintage_ids
    communes = [level_units(facts, level="commune", vintage=each) for each in vintages]
    default = vintages.index(facts.province.default_vintage)
    present = {unit.name for unit in communes[default]}
    former = [unit.name for units in communes for unit in units if unit.name not in present]
    first = communes[default][0]
    return f"{', '.join([first.name_ascii.lower(), *former[:1], first.code])}…"
