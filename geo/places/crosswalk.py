"""From the units of one vintage to those of another, forward only.

A row of the crosswalk leads an old unit to one of the units it went to, with the share of
its people and of its land. Shares over several vintages are the products along each way,
added up over the ways; they are composed as exact fractions, so that a unit whose pieces
meet again counts as whole, not as 0.9999999.
"""

from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from geo.errors import UnknownUnitError, ViewError
from geo.facts.model import CrosswalkRow, Facts, UnitKey

_WHOLE = (Fraction(1), Fraction(1))


class Piece(NamedTuple):
    """A unit of another vintage and what an old unit shares with it.

    Both shares are of the *older* of the two units: how much of its people and of its
    land (0 to 1) went to the newer one.
    """

    key: UnitKey
    population_share: float
    area_share: float


class Crosswalk:
    """The crosswalk, indexed both ways.

    Parameters
    ----------
    facts
        The facts; they are only read.

    Notes
    -----
    Only communes have rows. Districts and the province keep their code, so the one of
    another vintage with the same code and level is the same unit.
    """

    def __init__(self, facts: Facts) -> None:
        self._units = facts.units
        self._order = {vintage: i for i, vintage in enumerate(facts.province.vintage_ids)}
        self._into: dict[UnitKey, list[CrosswalkRow]] = defaultdict(list)
        self._out_of: dict[UnitKey, list[CrosswalkRow]] = defaultdict(list)
        for row in facts.crosswalk:
            self._into[row.to_vintage, row.to_code].append(row)
            self._out_of[row.from_vintage, row.from_code].append(row)
        self._before: dict[UnitKey, UnitKey] = {}
        self._after: dict[UnitKey, UnitKey] = {}
        for new, rows in self._into.items():
            row = rows[0]
            # "unchanged" alone is not enough: a unit may keep its land and gain more.
            if len(rows) == 1 and row.basis == "unchanged" and row.area_share == 1:
                self._before[new] = (row.from_vintage, row.from_code)
                self._after[row.from_vintage, row.from_code] = new

    def parts(self, key: UnitKey) -> tuple[CrosswalkRow, ...]:
        """List the rows that lead into a unit from the vintage before.

        Parameters
        ----------
        key
            Vintage and code of the unit.

        Returns
        -------
        rows : tuple of CrosswalkRow
            In the order of the table; empty in the first vintage and above the communes.

        Raises
        ------
        UnknownUnitError
            There is no such unit.
        """
        self._check(key)
        return tuple(self._into.get(key, ()))

    def heirs(self, key: UnitKey) -> tuple[CrosswalkRow, ...]:
        """List the rows that lead out of a unit to the vintage after, in the order of the table.

        Raises
        ------
        UnknownUnitError
            There is no such unit.
        """
        self._check(key)
        return tuple(self._out_of.get(key, ()))

    def is_unchanged(self, key: UnitKey) -> bool:
        """Tell whether a unit has the boundaries it had in the vintage before.

        Parameters
        ----------
        key
            Vintage and code of the unit.

        Returns
        -------
        unchanged : bool
            True if one whole old unit, and nothing else, became this unit; False in the
            first vintage.

        Raises
        ------
        UnknownUnitError
            There is no such unit.
        """
        self._check(key)
        return self._step(key, -1) is not None

    def same_unit(self, key: UnitKey, vintage: str) -> UnitKey | None:
        """Find the unit of another vintage that has the same boundaries.

        Parameters
        ----------
        key
            Vintage and code of the unit.
        vintage
            Id of the other vintage, earlier or later.

        Returns
        -------
        key : tuple of str, or None
            Vintage and code there (`key` itself for its own vintage); None if the unit
            was changed in between or that vintage lacks its level.

        Raises
        ------
        UnknownUnitError
            There is no such unit.
        ViewError
            There is no such vintage.
        """
        self._check(key)
        distance = self._position(vintage) - self._order[key[0]]
        found: UnitKey | None = key
        for _ in range(abs(distance)):
            found = self._step(found, 1 if distance > 0 else -1)
            if found is None:
                return None
        return found

    def descendants(self, key: UnitKey, to_vintage: str) -> tuple[Piece, ...]:
        """Follow a unit forward to the units of a later vintage.

        Parameters
        ----------
        key
            Vintage and code of the unit.
        to_vintage
            Id of the same or a later vintage.

        Returns
        -------
        pieces : tuple of Piece
            The units it went to with the shares of *this* unit, sorted by code; the unit
            itself with shares of 1 for its own vintage; empty where nothing is known.

        Raises
        ------
        UnknownUnitError
            There is no such unit.
        ViewError
            There is no such vintage, or it is an earlier one.
        """
        return self._walk(key, to_vintage, forward=True)

    def ancestors(self, key: UnitKey, from_vintage: str) -> tuple[Piece, ...]:
        """List the units of an earlier vintage that a unit was formed from.

        Parameters
        ----------
        key
            Vintage and code of the unit.
        from_vintage
            Id of the same or an earlier vintage.

        Returns
        -------
        pieces : tuple of Piece
            The old units with the shares of *each of them* that went into this unit,
            sorted by code; the unit itself with shares of 1 for its own vintage.

        Raises
        ------
        UnknownUnitError
            There is no such unit.
        ViewError
            There is no such vintage, or it is a later one.
        """
        return self._walk(key, from_vintage, forward=False)

    def _walk(self, key: UnitKey, vintage: str, *, forward: bool) -> tuple[Piece, ...]:
        self._check(key)
        direction = 1 if forward else -1
        steps = (self._position(vintage) - self._order[key[0]]) * direction
        if steps < 0:
            raise ViewError(
                "view.not_forward" if forward else "view.not_back", value=vintage, other=key[0]
            )
        pieces: dict[UnitKey, tuple[Fraction, Fraction]] = {key: _WHOLE}
        for _ in range(steps):
            following: dict[UnitKey, tuple[Fraction, Fraction]] = {}
            for at, (people, land) in pieces.items():
                for near, people_share, land_share in self._links(at, forward=forward):
                    known = following.get(near, (Fraction(0), Fraction(0)))
                    following[near] = (
                        known[0] + people * people_share,
                        known[1] + land * land_share,
                    )
            pieces = following
        return tuple(Piece(k, float(p), float(a)) for k, (p, a) in sorted(pieces.items()))

    def _links(self, key: UnitKey, *, forward: bool) -> list[tuple[UnitKey, Fraction, Fraction]]:
        if self._units[key].level != "commune":
            same = self._step(key, 1 if forward else -1)
            return [(same, *_WHOLE)] if same else []
        rows = (self._out_of if forward else self._into).get(key, [])
        return [
            (
                (row.to_vintage, row.to_code) if forward else (row.from_vintage, row.from_code),
                Fraction(repr(row.population_share)),
                Fraction(repr(row.area_share)),
            )
            for row in rows
        ]

    def _step(self, key: UnitKey | None, direction: int) -> UnitKey | None:
        """Return the same unit one vintage later (1) or earlier (-1)."""
        if key is None:
            return None
        unit = self._units[key]
        if unit.level == "commune":
            return (self._after if direction > 0 else self._before).get(key)
        ids = list(self._order)
        position = self._order[key[0]] + direction
        near = self._units.get((ids[position], key[1])) if 0 <= position < len(ids) else None
        return near.key if near is not None and near.level == unit.level else None

    def _check(self, key: UnitKey) -> None:
        if key not in self._units:
            raise UnknownUnitError("view.unit_of", value=key[1], vintage=key[0])

    def _position(self, vintage: str) -> int:
        if vintage not in self._order:
            raise ViewError("view.vintage", value=vintage, known=tuple(self._order))
        return self._order[vintage]
