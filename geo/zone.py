"""Membership of the border-gate economic zone: which communes its lists name, wholly or in part."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from geo.crosswalk import Crosswalk
from geo.types import Facts, Unit, ZoneMember

Membership = Literal["whole", "part", "no"]
MEMBERSHIPS: tuple[Membership, ...] = ("no", "part", "whole")
"""From the weakest to the strongest: the order of the map's classes."""


@dataclass(frozen=True)
class ZoneState:
    """Membership of one commune by the list in force.

    Parameters
    ----------
    membership
        ``whole``, ``part`` or ``no``.
    list_date
        Date of the list it is read from.
    source_id
        Source of that list.
    carried
        True where the list is of older boundaries and was carried to these.
    """

    membership: Membership
    list_date: date
    source_id: str
    carried: bool


class Zone:
    """The economic zone by list and vintage.

    Parameters
    ----------
    facts
        The facts.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._crosswalk = Crosswalk(facts)
        self._lists: dict[date, dict[tuple[str, str], ZoneMember]] = {}
        for member in facts.zone_members:
            rows = self._lists.setdefault(member.list_date, {})
            rows[(member.vintage, member.commune_code)] = member

    def list_in_force(self, year: int) -> date | None:
        """Return the date of the newest list issued by the end of a year, or None."""
        dates = [day for day in self._lists if day.year <= year]
        return max(dates, default=None)

    def state(self, unit: Unit, year: int) -> ZoneState | None:
        """Return the membership of a commune at the end of a year, or None before any list.

        A list that names no commune of the unit's vintage is carried forward: a unit made of
        whole members only is a whole member, one with any member among its parts is in part.
        """
        day = self.list_in_force(year)
        if day is None:
            return None
        rows = self._lists[day]
        source_id = next(iter(rows.values())).source_id
        vintages = {vintage for vintage, _ in rows}
        if unit.vintage in vintages:
            member = rows.get(unit.key)
            return ZoneState(member.share if member else "no", day, source_id, carried=False)
        membership = self._carried(unit, rows, vintages)
        if membership is None:
            return None
        moved = all(self._crosswalk.same_unit(unit.key, vintage) is None for vintage in vintages)
        return ZoneState(membership, day, source_id, carried=moved)

    def _carried(
        self, unit: Unit, rows: dict[tuple[str, str], ZoneMember], vintages: set[str]
    ) -> Membership | None:
        if unit.vintage in vintages:
            member = rows.get(unit.key)
            return member.share if member else "no"
        parts = self._crosswalk.parts(unit.key)
        if not parts:
            return None
        found = {
            self._carried(self._facts.units[(part.from_vintage, part.from_code)], rows, vintages)
            for part in parts
        }
        if None in found:
            return None
        if found == {"whole"}:
            return "whole"
        return "no" if found == {"no"} else "part"
