"""Units and vintages: names to show, members of a level, parents, boundaries to draw."""

from datetime import date

from geo.errors import ViewError
from geo.facts.model import Facts, Level, Province, Unit, Vintage
from geo.language.texts import texts


def unit_name(unit: Unit, *, lang: str) -> str:
    """Name a unit with the word of its kind.

    Parameters
    ----------
    unit
        The unit.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    name : str
        "Xã Đồng Đăng" or "Đồng Đăng Commune".
    """
    return texts(lang)(f"units.{unit.kind}", name=unit.name)


def unit_in_sentence(unit: Unit, *, lang: str) -> str:
    """Name a unit as it stands inside a sentence.

    Parameters
    ----------
    unit
        The unit.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    name : str
        "xã Đồng Đăng" (the word of the kind in small letters) or "Đồng Đăng Commune".
    """
    name = unit_name(unit, lang=lang)
    if name.startswith(unit.name):
        return name
    return name[0].lower() + name[1:]


def unit_short_name(unit: Unit, *, lang: str) -> str:
    """Name a unit as briefly as a map label does.

    Parameters
    ----------
    unit
        The unit.
    lang
        ``"vi"`` or ``"en"``.

    Returns
    -------
    name : str
        The name without the word of its kind; a name that is only a number ("Phường 1")
        keeps the word, for a bare number on a map reads as a figure.
    """
    return unit_name(unit, lang=lang) if unit.name.isdigit() else unit.name


def find_vintage(province: Province, vintage: str) -> Vintage:
    """Find a vintage by its id.

    Parameters
    ----------
    province
        The province.
    vintage
        Id of the vintage.

    Returns
    -------
    vintage : Vintage
        The vintage of that id.

    Raises
    ------
    ViewError
        The province has no such vintage.
    """
    for candidate in province.vintages:
        if candidate.id == vintage:
            return candidate
    raise ViewError("view.vintage", value=vintage, known=province.vintage_ids)


def vintage_at(province: Province, day: date) -> Vintage:
    """Find the vintage that was in force on a day.

    Parameters
    ----------
    province
        The province.
    day
        The day.

    Returns
    -------
    vintage : Vintage
        The vintage whose first and last day enclose the day; an open end has no limit.

    Raises
    ------
    ViewError
        No vintage was in force on that day.
    """
    for vintage in province.vintages:
        if (vintage.valid_from or date.min) <= day <= (vintage.valid_to or date.max):
            return vintage
    raise ViewError("view.day", day=day.isoformat())


def drawn_vintage(province: Province, vintage: str) -> str:
    """Choose the vintage whose communes are drawn for a vintage.

    Parameters
    ----------
    province
        The province.
    vintage
        Id of the vintage asked for.

    Returns
    -------
    vintage : str
        The same id if that vintage has geometry, else the id of the next one that has.

    Raises
    ------
    ViewError
        The province has no such vintage, or neither it nor a later one has geometry.
    """
    start = province.vintages.index(find_vintage(province, vintage))
    for candidate in province.vintages[start:]:
        if candidate.has_geometry:
            return candidate.id
    raise ViewError("view.none_drawn", value=vintage)


def district_vintage(province: Province) -> str | None:
    """Find the latest vintage that has districts.

    Parameters
    ----------
    province
        The province.

    Returns
    -------
    vintage : str or None
        Id of the vintage; None where there never were districts.
    """
    ids = [vintage.id for vintage in province.vintages if vintage.has_districts]
    return ids[-1] if ids else None


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
