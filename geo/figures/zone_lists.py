"""Membership of the border-gate economic zones: the communes that their lists name."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from geo.facts.model import Facts, Unit, ZoneMember
from geo.places.crosswalk import Crosswalk

Membership = Literal["whole", "part", "no"]
MEMBERSHIPS: tuple[Membership, ...] = ("no", "part", "whole")
"""From the weakest to the strongest: the order of the map's classes."""


@dataclass(frozen=True)
class ZoneState:
    """Membership of one commune by the lists in force.

    Parameters
    ----------
    membership
        ``whole``, ``part`` or ``no``: the strongest in any zone.
    list_date
        Date of the list that gives it; of the newest one in force where no list does.
    source_ids
        Sources of every list in force, those of the list that gives the membership first.
    carried
        True where that list is of older boundaries and was carried to these.
    """

    membership: Membership
    list_date: date
    source_ids: tuple[str, ...]
    carried: bool


_List = dict[tuple[str, str], ZoneMember]
"""The communes that one list of one zone names, by vintage and code."""


class Zone:
    """The economic zones by list and vintage.

    Parameters
    ----------
    facts
        The facts.

    Notes
    -----
    A list replaces the older ones of its own zone alone: of several zones each has a list in
    force.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._crosswalk = Crosswalk(facts)
        self._lists: dict[str, dict[date, _List]] = {}
        for member in facts.zone_members:
            lists = self._lists.setdefault(member.zone_id, {})
            rows = lists.setdefault(member.list_date, {})
            rows[(member.vintage, member.commune_code)] = member

    def lists_in_force(self, year: int) -> tuple[date, ...]:
        """Return the date of every zone's newest list issued by the end of a year, ascending."""
        return tuple(sorted({day for day, _ in self._in_force(year)}))

    def _in_force(self, year: int) -> list[tuple[date, _List]]:
        found = []
        for lists in self._lists.values():
            days = [day for day in lists if day.year <= year]
            if days:
                found.append((max(days), lists[max(days)]))
        return found

    def state(self, unit: Unit, year: int) -> ZoneState | None:
        """Return the membership of a commune at the end of a year.

        None before any list, and where no list in force names the commune and one cannot be
        told for its boundaries. A list that names no commune of the unit's vintage is carried
        forward: a unit made of whole members only is a whole member, one with any member among
        its parts is in part.
        """
        known, unknown = [], False
        for day, rows in self._in_force(year):
            state = self._by_list(unit, day, rows)
            known += [state] if state else []
            unknown = unknown or state is None
        strength = MEMBERSHIPS.index
        known.sort(key=lambda state: (strength(state.membership), state.list_date), reverse=True)
        if not known or (unknown and known[0].membership == "no"):
            return None
        sources = tuple(dict.fromkeys(key for state in known for key in state.source_ids))
        return replace(known[0], source_ids=sources)

    def by_list(self, unit: Unit, zone_id: str, day: date) -> Membership | None:
        """Return the membership of a commune by one list, carried forward to its boundaries.

        None where it cannot be told.
        """
        state = self._by_list(unit, day, self._lists[zone_id][day])
        return state.membership if state else None

    def _by_list(self, unit: Unit, day: date, rows: _List) -> ZoneState | None:
        """Return the membership by one list, None where it cannot be told."""
        vintages = {vintage for vintage, _ in rows}
        membership = self._carried(unit, rows, vintages)
        if membership is None:
            return None
        sources = tuple(dict.fromkeys(member.source_id for member in rows.values()))
        moved = all(self._crosswalk.same_unit(unit.key, vintage) is None for vintage in vintages)
        return ZoneState(membership, day, sources, carried=moved)

    def _carried(self, unit: Unit, rows: _List, vintages: set[str]) -> Membership | None:
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
