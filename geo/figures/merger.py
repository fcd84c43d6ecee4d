"""The table of passage: what every old unit shares with the units of the newest boundaries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import UNIT_AREA, CrosswalkRow, Facts, Unit, UnitKey
from geo.figures.atlas import Atlas
from geo.figures.carried import Figure
from geo.figures.view import View
from geo.places.crosswalk import Crosswalk
from geo.places.units import level_units
from geo.places.vintages import district_vintage

COMPUTED = "computed"
"""Basis of the passage of a district: worked out from its communes."""
UNCHANGED = "unchanged"
_WEAKEST_FIRST = ("inferred", "code-history", "documented", UNCHANGED)


@dataclass(frozen=True)
class Passage:
    """An old unit and a unit of the newest boundaries that took it or a part of it.

    Parameters
    ----------
    old, new
        The two units.
    area_share, population_share
        How much of the land and of the people of the old unit (0 to 1) went to the new one,
        multiplied along the way; None where it is not known.
    basis
        The weakest word for how the steps of the way are known: inferred, code-history,
        documented, unchanged (the whole unit, under its code); computed for a district.
    rows
        The rows of the crosswalk that it rests on, oldest first; none for a district.
    """

    old: Unit
    new: Unit
    area_share: float | None
    population_share: float | None
    basis: str
    rows: tuple[CrosswalkRow, ...] = ()


@dataclass(frozen=True)
class People:
    """How many people of old units passages took.

    Parameters
    ----------
    year
        Year of the count.
    moved
        People by passage, in the order in which these were given.
    estimated
        Whether each of these rests on a share of a divided commune.
    source_ids
        Sources of the count.
    """

    year: int
    moved: tuple[float, ...]
    estimated: tuple[bool, ...]
    source_ids: tuple[str, ...]


def newest_vintage(facts: Facts) -> str:
    """Return the id of the newest boundaries."""
    return facts.province.vintage_ids[-1]


@kept_with(1)
def passages(atlas: Atlas) -> tuple[Passage, ...]:
    """Follow every unit of earlier boundaries to the newest ones.

    Parameters
    ----------
    atlas
        The atlas.

    Returns
    -------
    passages : tuple of Passage
        Vintage by vintage, the oldest first; communes in the order of their codes, then
        districts where the newest boundaries have none. The shares of a unit add up to 1.

    Notes
    -----
    A district is shared as its communes were by the latest boundaries that have districts: land
    by their areas, people by the newest count of all of them. Where one of these is not known,
    that share of the district is None. In the vintages before, it is the same district.
    """
    found: list[Passage] = []
    newest = newest_vintage(atlas.facts)
    communes = _commune_passages(atlas.facts, atlas.figures.crosswalk, newest)
    districts = _district_passages(atlas, communes)
    for vintage in atlas.facts.province.vintage_ids[:-1]:
        found += [each for each in communes if each.old.vintage == vintage]
        found += [
            Passage(
                atlas.facts.units[vintage, each.old.code],
                *(each.new, each.area_share, each.population_share, each.basis),
            )
            for each in districts
            if (vintage, each.old.code) in atlas.facts.units
        ]
    return tuple(found)


@kept_with(1)
def passages_from(atlas: Atlas) -> Mapping[UnitKey, tuple[Passage, ...]]:
    """Return the passages of each old unit, the largest share of land first."""
    found: defaultdict[UnitKey, list[Passage]] = defaultdict(list)
    for each in passages(atlas):
        found[each.old.key].append(each)
    return {key: tuple(sorted(ways, key=_largest_first)) for key, ways in found.items()}


def passages_into(atlas: Atlas, unit: Unit, vintage: str) -> tuple[Passage, ...]:
    """Return the communes of earlier boundaries that a unit of the newest ones was made of.

    Parameters
    ----------
    atlas
        The atlas.
    unit
        A commune of the newest boundaries.
    vintage
        Id of the earlier boundaries.

    Returns
    -------
    passages : tuple of Passage
        Whole units first, then parts, each in the order of their codes.
    """
    return _by_heir(atlas).get((unit.key, vintage), ())


@kept_with(1)
def _by_heir(atlas: Atlas) -> Mapping[tuple[UnitKey, str], tuple[Passage, ...]]:
    found: defaultdict[tuple[UnitKey, str], list[Passage]] = defaultdict(list)
    for each in passages(atlas):
        if each.old.level == each.new.level:
            found[each.new.key, each.old.vintage].append(each)
    return {
        key: tuple(sorted(ways, key=lambda each: (each.area_share != 1, each.old.code)))
        for key, ways in found.items()
    }


def divided(atlas: Atlas, vintage: str) -> tuple[tuple[Passage, ...], ...]:
    """Return the communes of a vintage that several of the newest took a part of, by code."""
    return tuple(
        ways
        for (at, _), ways in sorted(passages_from(atlas).items())
        if at == vintage and len(ways) > 1 and ways[0].old.level == "commune"
    )


def is_told(atlas: Atlas, unit: Unit) -> bool:
    """Tell whether a unit went somewhere or was made of something: every one but provinces.

    Where the newest boundaries have districts, those are as they were.
    """
    _, *later = atlas.facts.province.vintage_ids
    if later and unit.vintage == later[-1]:
        return unit.level == "commune"
    return unit.key in passages_from(atlas)


def is_same(atlas: Atlas, unit: Unit) -> bool:
    """Tell whether an old unit is still there: on the newest boundaries with the same land."""
    newest = newest_vintage(atlas.facts)
    return atlas.figures.crosswalk.same_unit(unit.key, newest) is not None


def people_indicator(facts: Facts) -> str | None:
    """Return the id of the indicator that counts people, or None.

    It is the one that the facts divide by the area of a unit for people a square kilometre.
    """
    for each in facts.indicators.values():
        counted = facts.indicators.get(each.numerator_id)
        if each.denominator_id != UNIT_AREA or counted is None:
            continue
        if (counted.carry, counted.share) == ("sum", "population"):
            return counted.indicator_id
    return None


def people_counted(atlas: Atlas, units: Iterable[Unit]) -> tuple[int, dict[str, Figure]] | None:
    """Return the newest year in which the people of all these communes are known, and how many.

    Parameters
    ----------
    atlas
        The atlas.
    units
        Communes of one vintage.

    Returns
    -------
    counted : tuple of int and dict of Figure, or None
        The year, and the figures by code; None where there is no such year.
    """
    counts, members = people_indicator(atlas.facts), list(units)
    if counts is None or not members:
        return None
    vintage = members[0].vintage
    for year in reversed(atlas.years(counts, "commune", vintage)):
        view = View(counts, year, "commune", vintage)
        figures = {unit.code: atlas.cell(view, unit).figure for unit in members}
        known = {code: figure for code, figure in figures.items() if figure is not None}
        if len(known) == len(members):
            return year, known
    return None


def people_moved(atlas: Atlas, ways: Sequence[Passage]) -> People | None:
    """Return how many people passages took by the newest count of all communes.

    Parameters
    ----------
    atlas
        The atlas.
    ways
        Passages of one vintage; of a district those of its communes are put together.

    Returns
    -------
    people : People or None
        None for no passage, and where a count or a share is not known.
    """
    if not ways:
        return None
    vintage = ways[0].old.vintage
    counted = people_counted(atlas, level_units(atlas.facts, level="commune", vintage=vintage))
    parts = [_communes_in(atlas, each) for each in ways]
    if counted is None or any(part.population_share is None for own in parts for part in own):
        return None
    year, counts = counted
    return People(
        year,
        tuple(
            sum((part.population_share or 0) * counts[part.old.code].value for part in own)
            for own in parts
        ),
        tuple(
            any(part.population_share != 1 or counts[part.old.code].split for part in own)
            for own in parts
        ),
        _sources(counts[part.old.code] for own in parts for part in own),
    )


def people_sources(atlas: Atlas, passage: Passage) -> tuple[str, ...]:
    """Return the sources of the count that the people of a district are shared by."""
    counted = people_counted(atlas, [each.old for each in _communes_in(atlas, passage)])
    return _sources(counted[1].values()) if counted else ()


def _communes_in(atlas: Atlas, passage: Passage) -> list[Passage]:
    """Return the passages of communes that a passage is made of: of a commune it is its own."""
    if passage.basis != COMPUTED:
        return [passage]
    ways = passages_into(atlas, passage.new, passage.old.vintage)
    return [each for each in ways if each.old.parent_code == passage.old.code]


def _sources(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for each in figures for key in each.source_ids))


def _commune_passages(facts: Facts, crosswalk: Crosswalk, newest: str) -> list[Passage]:
    return [
        Passage(
            *(unit, facts.units[piece.key]),
            *(piece.area_share, piece.population_share),
            _weakest(ways[piece.key]),
            tuple(ways[piece.key]),
        )
        for vintage in facts.province.vintage_ids[:-1]
        for unit in level_units(facts, level="commune", vintage=vintage)
        for ways in [_ways(crosswalk, unit.key, newest)]
        for piece in crosswalk.descendants(unit.key, newest)
    ]


def _ways(crosswalk: Crosswalk, key: UnitKey, newest: str) -> dict[UnitKey, list[CrosswalkRow]]:
    """Return the rows on all ways from a commune to each of the newest ones."""
    at: dict[UnitKey, list[CrosswalkRow]] = {key: []}
    while any(vintage != newest for vintage, _ in at):
        after: dict[UnitKey, list[CrosswalkRow]] = {}
        for near, rows in at.items():
            for row in crosswalk.heirs(near):
                known = after.setdefault((row.to_vintage, row.to_code), [])
                known += [each for each in (*rows, row) if each not in known]
        at = after
    order = {each: place for place, each in enumerate(_WEAKEST_FIRST)}
    return {
        unit: sorted(rows, key=lambda row: (row.from_vintage, order[row.basis]))
        for unit, rows in at.items()
    }


def _weakest(rows: list[CrosswalkRow]) -> str:
    return next(each for each in _WEAKEST_FIRST if any(row.basis == each for row in rows))


def _district_passages(atlas: Atlas, communes: list[Passage]) -> list[Passage]:
    """Return the passages of the districts of the latest boundaries that have some."""
    facts = atlas.facts
    vintage = district_vintage(facts.province)
    if vintage in (None, newest_vintage(facts)):
        return []
    return [
        passage
        for district in level_units(facts, level="district", vintage=newest_vintage(facts))
        for passage in _shared_out(
            atlas,
            district,
            [each for each in communes if each.old.vintage == vintage
             and each.old.parent_code == district.code],
        )
    ]  # fmt: skip


def _shared_out(atlas: Atlas, district: Unit, ways: list[Passage]) -> list[Passage]:
    """Share a district as its communes are shared."""
    members = {each.old.code: each.old for each in ways}
    areas = {code: unit.area_km2 for code, unit in members.items()}
    counted = people_counted(atlas, members.values())
    land = _shares({each: areas[each.old.code] for each in ways}, "area_share")
    people = _shares(
        {each: counted[1][each.old.code].value if counted else None for each in ways},
        "population_share",
    )
    heirs = sorted({each.new.key for each in ways})
    units = atlas.facts.units
    return [
        Passage(district, units[key], land.get(key), people.get(key), COMPUTED) for key in heirs
    ]


def _shares(weights: Mapping[Passage, float | None], share: str) -> dict[UnitKey, float]:
    """Return the share of each new unit in the weighted passages; none where a weight lacks."""
    parts: defaultdict[UnitKey, float] = defaultdict(float)
    for each, weight in weights.items():
        own: float | None = getattr(each, share)
        if weight is None or own is None:
            return {}
        parts[each.new.key] += weight * own
    total = sum(parts.values())
    return {key: part / total for key, part in parts.items()} if total else {}


def _largest_first(passage: Passage) -> tuple[float, str]:
    return -(passage.area_share or 0), passage.new.code
