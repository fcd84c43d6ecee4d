"""Units: the members of a level, the districts they lie in."""

from geo.facts.model import Facts, Level, Unit
from geo.places.vintages import district_vintage, find_vintage


def level_units(facts: Facts, *, level: Level, vintage: str) -> tuple[Unit, ...]:
    """List the units of a level.

    Parameters
    ----------
    facts
        The facts.
    level
        ``"commune"``, ``"district"`` or ``"province"``.
    vintage
        Id of the vintage of the communes. Districts are those of the latest vintage that
        has them and the province is that of the default vintage, whatever stands here.

    Returns
    -------
    units : tuple of Unit
        Sorted by code; empty where the province has no such level.

    Raises
    ------
    ViewError
        The province has no such vintage.
    """
    chosen: str | None = find_vintage(facts.province, vintage).id
    if level == "district":
        chosen = district_vintage(facts.province)
    elif level == "province":
        chosen = facts.province.default_vintage
    found = [unit for unit in facts.units.values() if unit.vintage == chosen]
    return tuple(sorted((u for u in found if u.level == level), key=lambda unit: unit.code))


def district_of(facts: Facts, unit: Unit) -> Unit | None:
    """Find the district a commune lies in, or lay in before the districts ended.

    Parameters
    ----------
    facts
        The facts.
    unit
        The commune.

    Returns
    -------
    district : Unit or None
        The parent in the commune's own vintage; without districts in that vintage, the
        former district, from the latest vintage that has districts. None for a unit that
        is not a commune or whose district is not known.
    """
    if unit.level != "commune":
        return None
    parent = facts.units.get((unit.vintage, unit.parent_code))
    if parent is not None and parent.level == "district":
        return parent
    latest = district_vintage(facts.province)
    return facts.units.get((latest, unit.former_district_code)) if latest else None


def districts_of(facts: Facts, *, vintage: str) -> dict[str, Unit]:
    """Map every commune of a vintage to its district or former district.

    Parameters
    ----------
    facts
        The facts.
    vintage
        Id of the vintage of the communes.

    Returns
    -------
    districts : dict of str to Unit
        District by code of the commune, in the order of the codes; communes whose
        district is not known are left out.

    Raises
    ------
    ViewError
        The province has no such vintage.
    """
    communes = level_units(facts, level="commune", vintage=vintage)
    found = ((unit.code, district_of(facts, unit)) for unit in communes)
    return {code: district for code, district in found if district is not None}
