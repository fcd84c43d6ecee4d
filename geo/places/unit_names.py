"""Names of units: in full, inside a sentence, as brief as on a map."""

from geo.facts.model import Unit, Vintage
from geo.language.texts import pick, texts


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


def days_in_sentence(vintage: Vintage, *, lang: str) -> str:
    """Tell the days of boundaries inside a sentence: "đến 31/12/2019"."""
    days = pick(vintage, "label", lang)
    return days[0].lower() + days[1:]
