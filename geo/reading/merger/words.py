"""An old unit and the new ones, a new unit and its parts, said in words."""

from collections.abc import Iterable, Sequence

from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import (
    COMPUTED,
    Passage,
    is_same,
    newest_vintage,
    passages_from,
    passages_into,
    people_sources,
)
from geo.language.numbers import format_date, format_number, with_unit
from geo.language.texts import pick, texts
from geo.places.crosswalk import Crosswalk
from geo.places.districts import districts_of
from geo.places.unit_names import days_in_sentence, unit_in_sentence, unit_name
from geo.places.vintages import find_vintage
from geo.reading.sources.words import source_title

_NAMED = 12
"""Units that a sentence names; the others are counted."""


def share_text(share: float | None, *, lang: str) -> str:
    """Print a share from 0 to 1: "67,1%", "100%", or that it is not known."""
    if share is None:
        return texts(lang)("merger.unknown")
    decimals = 0 if share in (0, 1) else 1
    return with_unit(format_number(100 * share, decimals=decimals, lang=lang), "%", lang=lang)


def share_texts(atlas: Atlas, passage: Passage, *, lang: str) -> tuple[str, str]:
    """Print the shares of land and people of a passage with one decimal.

    What is printed of one old unit adds up to 100: where it would not, the shares that lost
    most by rounding are rounded up.
    """
    ways = passages_from(atlas)[passage.old.key]
    at = ways.index(passage)
    land = _adding_up([each.area_share for each in ways])[at]
    people = _adding_up([each.population_share for each in ways])[at]
    return share_text(land, lang=lang), share_text(people, lang=lang)


def _adding_up(shares: Sequence[float | None]) -> list[float | None]:
    """Return shares in whole thousandths that add up to one; as they are where one is unknown."""
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return list(shares)
    whole = [int(1000 * share) for share in known]
    left = [1000 * share - part for share, part in zip(known, whole, strict=True)]
    first = sorted(range(len(known)), key=lambda at: -left[at])
    for at in first[: max(0, 1000 - sum(whole))]:
        whole[at] += 1
    return [part / 1000 for part in whole]


def basis_line(passage: Passage, *, lang: str) -> str:
    """Say how a passage is known; a divided unit besides by what its land and people are shared."""
    t = texts(lang)
    said = [t(f"merger.basis_{passage.basis}"), shares_rest_on([passage], lang=lang)]
    return "; ".join(filter(None, said))


def shares_rest_on(passages: Iterable[Passage], *, lang: str) -> str:
    """Say what shares are measured or estimated by, or nothing where no unit was divided."""
    said = [pick(row, "share_note", lang) for each in passages for row in each.rows]
    return "; ".join(dict.fromkeys(filter(None, said)))


def with_what_shares_rest_on(words: str, passages: Iterable[Passage], *, lang: str) -> str:
    """Put after words with shares what these rest on, in brackets."""
    note = shares_rest_on(passages, lang=lang)
    return f"{words} ({note})" if note else words


def passage_line(passage: Passage, *, lang: str) -> str:
    """Write a passage in one line: codes, names, shares, how it is known."""
    old, new = passage.old, passage.new
    return texts(lang)(
        "merger.line",
        vintage=old.vintage,
        old_code=old.code,
        old=unit_name(old, lang=lang),
        new_code=new.code,
        new=unit_name(new, lang=lang),
        land=share_text(passage.area_share, lang=lang),
        people=share_text(passage.population_share, lang=lang),
        basis=texts(lang)(f"merger.basis_{passage.basis}"),
    )


def title_of(atlas: Atlas, unit: Unit | None, *, lang: str) -> str:
    """Head the page of a unit, or of the whole merger."""
    t = texts(lang)
    vintages = atlas.facts.province.vintages
    if unit is None and len(vintages) == 1:
        return t("page.merger")
    if unit is None:
        before, now = vintages[-2].communes, vintages[-1].communes
        return t("merger.title", before=before, now=now)
    key = "merger.title_new" if unit.vintage == newest_vintage(atlas.facts) else "merger.title_old"
    return t(key, name=unit_name(unit, lang=lang))


def where_named(atlas: Atlas, unit: Unit, *, lang: str) -> str:
    """Name a unit with its district and the days of its boundaries, which tell it from others."""
    t = texts(lang)
    days = days_in_sentence(find_vintage(atlas.facts.province, unit.vintage), lang=lang)
    ended = atlas.facts.province.district_end
    if unit.level == "district" and ended is not None:
        days = t("merger.until", day=format_date(ended, lang=lang))
    districts = districts_of(atlas.facts, unit)
    if not districts or unit.vintage == newest_vintage(atlas.facts):
        return t("merger.named", name=unit_in_sentence(unit, lang=lang), days=days)
    district = ", ".join(unit_in_sentence(each, lang=lang) for each in districts)
    name = unit_in_sentence(unit, lang=lang)
    return t("merger.named_in", name=name, days=days, district=district)


def lead_of(atlas: Atlas, unit: Unit, *, lang: str) -> str:
    """Say in a sentence where an old unit is now, or what a new one was made of.

    Parameters
    ----------
    atlas
        The atlas.
    unit
        A commune or district of earlier boundaries, or a commune of the newest ones.
    lang
        Language.

    Returns
    -------
    lead : str
        Shares stand in it where the unit was divided, and that it did not change where it did
        not.
    """
    if unit.vintage == newest_vintage(atlas.facts):
        return _made_of(atlas, unit, lang)
    t = texts(lang)
    ways = passages_from(atlas)[unit.key]
    name = where_named(atlas, unit, lang=lang)
    name = name[0].upper() + name[1:]
    heirs = [unit_in_sentence(each.new, lang=lang) for each in ways]
    if unit.level == "commune" and is_same(atlas, unit):
        return t("merger.lead_same", name=name, new=heirs[0])
    if unit.level == "district":
        return t("merger.lead_district", name=name, count=len(heirs), new=_joined(heirs, lang))
    if len(ways) == 1:
        beside = passages_into(atlas, ways[0].new, unit.vintage)
        others = [part_name(each, lang=lang) for each in beside if each.old != unit]
        return t("merger.lead_whole", name=name, new=heirs[0], beside=_joined(others, lang))
    parts = [
        t(
            "merger.lead_part",
            land=land,
            people=people,
            new=heir,
        )
        for each, heir in zip(ways, heirs, strict=True)
        for land, people in [share_texts(atlas, each, lang=lang)]
    ]
    said = with_what_shares_rest_on("; ".join(parts), ways, lang=lang)
    return t("merger.lead_divided", name=name, parts=said)


def _made_of(atlas: Atlas, unit: Unit, lang: str) -> str:
    t = texts(lang)
    before = atlas.facts.province.vintage_ids[-2]
    ways = passages_into(atlas, unit, before)
    name = unit_name(unit, lang=lang)
    if len(ways) == 1 and is_same(atlas, ways[0].old):
        old = where_named(atlas, ways[0].old, lang=lang)
        return t("merger.lead_new_same", name=name, old=old)
    old = _joined([part_name(each, lang=lang) for each in ways], lang)
    return t("merger.lead_new", name=name, count=len(ways), old=old)


def part_name(passage: Passage, *, lang: str) -> str:
    """Name the old unit of a passage inside a sentence, and that it is only a part of it."""
    name = unit_in_sentence(passage.old, lang=lang)
    whole = passage.area_share == 1
    return name if whole else f"{name} {texts(lang)('card.part_of')}"


def source_ids_of(atlas: Atlas, passage: Passage) -> tuple[str, ...]:
    """Return the sources of a passage: what made the boundaries of each step, then who says so.

    Those of steps in which nothing changed are left out; of a district there is besides who
    counted the people that it is shared by.
    """
    facts = atlas.facts
    found: list[str] = []
    for row in passage.rows:
        moved = row.basis != "unchanged" or row.area_share != 1
        if moved or not _kept(atlas.figures.crosswalk, row.from_vintage, row.from_code):
            found += [find_vintage(facts.province, row.to_vintage).source_id, row.source_id]
    if passage.basis == COMPUTED:
        found += [find_vintage(facts.province, newest_vintage(facts)).source_id]
        found += people_sources(atlas, passage)
    return tuple(dict.fromkeys(found))


def sources_line(atlas: Atlas, keys: Sequence[str], *, lang: str) -> str:
    """Name sources by their titles."""
    return "; ".join(source_title(atlas.facts.sources[key], lang=lang) for key in keys)


def _kept(crosswalk: Crosswalk, vintage: str, code: str) -> bool:
    """Tell whether a commune has the same boundaries in the vintage after."""
    after = crosswalk.heirs((vintage, code))
    return len(after) == 1 and crosswalk.is_unchanged((after[0].to_vintage, after[0].to_code))


def _joined(names: Sequence[str], lang: str) -> str:
    t = texts(lang)
    if len(names) > _NAMED:
        others = len(names) - _NAMED
        return t("merger.and_others", names=", ".join(names[:_NAMED]), count=others)
    if len(names) < 2:
        return "".join(names)
    return t("search.and", first=", ".join(names[:-1]), last=names[-1])
