"""The districts that communes lie in, or that their people came from after the districts ended."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta

from geo.facts.lifetime import kept_with
from geo.facts.model import Facts, Unit
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.places.crosswalk import Crosswalk
from geo.places.unit_names import unit_in_sentence, unit_name
from geo.places.units import level_units
from geo.places.vintages import district_vintage


def districts_of(facts: Facts, unit: Unit) -> tuple[Unit, ...]:
    """Find the districts of a commune.

    Parameters
    ----------
    facts
        The facts.
    unit
        The commune.

    Returns
    -------
    districts : tuple of Unit
        The one that the commune lies in; in a vintage without districts every former one that
        people of the commune came from, the one that gave most old communes first, and where
        the crosswalk knows none, the one recorded. Empty for a unit that is no commune.
    """
    if unit.level != "commune":
        return ()
    return districts_by_commune(facts, unit.vintage).get(unit.code, ())


def districts_text(facts: Facts, unit: Unit, *, lang: str) -> str:
    """Name the districts of a commune: "Thành phố Lạng Sơn, Huyện Cao Lộc"; empty for none."""
    return ", ".join(unit_name(each, lang=lang) for each in districts_of(facts, unit))


def districts_line(facts: Facts, unit: Unit, *, lang: str) -> str:
    """Say which district a commune lies in, or which ones its people came from; else nothing."""
    names = ", ".join(unit_in_sentence(each, lang=lang) for each in districts_of(facts, unit))
    if not names:
        return ""
    ended = facts.province.district_end
    lies_in = facts.units.get((unit.vintage, unit.parent_code))
    if ended is None or (lies_in is not None and lies_in.level == "district"):
        return texts(lang)("card.district", districts=names)
    day = format_date(ended, lang=lang)
    return texts(lang)("card.former_districts", districts=names, day=day)


def district_heading(facts: Facts, *, lang: str) -> str:
    """Head a column of districts: with the day from which there are none any more."""
    t, ended = texts(lang), facts.province.district_end
    if ended is None:
        return t("table.district")
    return t("table.district_before", day=format_date(ended + timedelta(days=1), lang=lang))


@kept_with(16)
def districts_by_commune(facts: Facts, vintage: str) -> Mapping[str, tuple[Unit, ...]]:
    """Find the districts of every commune of a vintage; see `districts_of`.

    Parameters
    ----------
    facts
        The facts.
    vintage
        Id of the vintage.

    Returns
    -------
    districts : dict of tuple of Unit
        By code of the commune, in the order of the codes; those without any are left out.

    Raises
    ------
    ViewError
        The province has no such vintage.
    """
    crosswalk = Crosswalk(facts)
    communes = level_units(facts, level="commune", vintage=vintage)
    found = {unit.code: _districts(facts, crosswalk, unit) for unit in communes}
    return {code: districts for code, districts in found.items() if districts}


def _districts(facts: Facts, crosswalk: Crosswalk, unit: Unit) -> tuple[Unit, ...]:
    parent = facts.units.get((unit.vintage, unit.parent_code))
    if parent is not None and parent.level == "district":
        return (parent,)
    latest = district_vintage(facts.province)
    if latest is None:
        return ()
    people: defaultdict[str, float] = defaultdict(float)
    for piece in crosswalk.ancestors(unit.key, latest):
        people[facts.units[piece.key].parent_code] += piece.population_share
    codes = sorted((code for code in people if people[code] > 0), key=lambda at: (-people[at], at))
    known = [facts.units.get((latest, code)) for code in codes or [unit.former_district_code]]
    return tuple(each for each in known if each is not None and each.level == "district")
