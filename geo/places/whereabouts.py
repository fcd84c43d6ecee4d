"""Where a unit is found again on other boundaries: what it became, or what it was made of."""

from geo.facts.model import Facts, Level, Unit
from geo.places.crosswalk import Crosswalk
from geo.places.districts import districts_by_commune, districts_of
from geo.places.units import level_units


def units_on(
    facts: Facts, crosswalk: Crosswalk, unit: Unit, *, level: Level, vintage: str
) -> tuple[Unit, ...]:
    """Find a unit again on the boundaries of a level and vintage.

    Parameters
    ----------
    facts, crosswalk
        The facts, and their crosswalk.
    unit
        The unit.
    level, vintage
        The boundaries, as `level_units` takes them.

    Returns
    -------
    units : tuple of Unit
        The unit itself where it is one of these boundaries; else the communes that it became or
        was made of, the districts that its people came from, or the communes of a district.
        Sorted by code; empty where nothing of it is known there, and for the whole province.
    """
    here = level_units(facts, level=level, vintage=vintage)
    if unit in here:
        return (unit,)
    if "province" in (unit.level, level):
        return ()
    if unit.level == level == "commune":
        return _communes(facts, crosswalk, unit, vintage)
    if level == "district":
        districts = districts_of(facts, unit)
        return tuple(each for each in here if each.code in {one.code for one in districts})
    found = districts_by_commune(facts, vintage)
    of_it = {code for code, all_of in found.items() if unit.code in {one.code for one in all_of}}
    return tuple(each for each in here if each.code in of_it)


def _communes(facts: Facts, crosswalk: Crosswalk, unit: Unit, vintage: str) -> tuple[Unit, ...]:
    order = facts.province.vintage_ids
    forward = order.index(vintage) > order.index(unit.vintage)
    walk = crosswalk.descendants if forward else crosswalk.ancestors
    return tuple(facts.units[piece.key] for piece in walk(unit.key, vintage))
