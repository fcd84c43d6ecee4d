"""Units: the members of a level."""

from geo.facts.lifetime import kept_with
from geo.facts.model import Facts, Level, Unit
from geo.places.vintages import district_vintage, find_vintage


@kept_with(24)
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
