"""What changed between two lists of an economic zone: which communes came in, went, or in part."""

from dataclasses import dataclass
from datetime import date

from geo.facts.lifetime import kept_with
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.zone_lists import Membership


@dataclass(frozen=True)
class MemberChange:
    """A commune whose membership differs; `before` is None where it cannot be told."""

    unit: Unit
    before: Membership | None
    after: Membership


@dataclass(frozen=True)
class ZoneList:
    """A list of a zone.

    Parameters
    ----------
    zone_id
        The zone.
    day
        Date of the list.
    vintage
        The oldest boundaries that it names communes of; it is told on these.
    members
        The communes that it names with their membership.
    source_id
        Where it was read.
    changes
        What differs from the list before; None for the first one.
    """

    zone_id: str
    day: date
    vintage: str
    members: tuple[tuple[Unit, Membership], ...]
    source_id: str
    changes: tuple[MemberChange, ...] | None


@kept_with(1)
def zone_lists(atlas: Atlas) -> tuple[ZoneList, ...]:
    """Return the lists of every zone, oldest first, each with what changed since the one before.

    The list before is carried to the boundaries of the later one, as the map does it.
    """
    members = atlas.facts.zone_members
    found = []
    for zone_id in dict.fromkeys(member.zone_id for member in members):
        days = sorted({member.list_date for member in members if member.zone_id == zone_id})
        before: date | None = None
        for day in days:
            found.append(_list(atlas, zone_id, day, before))
            before = day
    return tuple(found)


def _list(atlas: Atlas, zone_id: str, day: date, before: date | None) -> ZoneList:
    facts = atlas.facts
    rows = [row for row in facts.zone_members if row.zone_id == zone_id and row.list_date == day]
    vintage = min(row.vintage for row in rows)
    own = [row for row in rows if row.vintage == vintage]
    named = tuple((facts.units[vintage, row.commune_code], row.share) for row in own)
    changes = None if before is None else _changes(atlas, zone_id, (before, day), vintage)
    return ZoneList(zone_id, day, vintage, named, own[0].source_id, changes)


def _changes(
    atlas: Atlas, zone_id: str, days: tuple[date, date], vintage: str
) -> tuple[MemberChange, ...]:
    found = []
    for unit in atlas.units("commune", vintage):
        before, after = (atlas.zone.by_list(unit, zone_id, day) for day in days)
        if after is not None and before != after:
            found.append(MemberChange(unit, before, after))
    return tuple(found)
