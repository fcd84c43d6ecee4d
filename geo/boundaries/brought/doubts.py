"""Doubts about boundaries that are used all the same, and how they are told in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.facts.model import Facts, UnitKey
from geo.language.numbers import format_number
from geo.language.texts import texts
from geo.places.unit_names import unit_name

LISTED = 10
"""Places of a doubt that a page names; the log names all."""
_DECIMALS = {"hectares": 2, "km2": 1, "known_km2": 1, "km": 1, "percent": 1}


@dataclass(frozen=True)
class Item:
    """One place of a doubt: the units, the numbers, and where it is.

    Parameters
    ----------
    units
        The unit, then the other one that it concerns, if there is one.
    amounts
        Numbers by the name of their unit of measure, which the text of the doubt repeats.
    at
        Latitude and longitude, where the place is not a unit as a whole.
    name
        What is named if it is not a unit, in each language.
    """

    units: tuple[UnitKey, ...] = ()
    amounts: Mapping[str, float] = field(default_factory=dict)
    at: tuple[float, float] | None = None
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Doubt:
    """Something that a reader should know of a layer which was accepted.

    `kind` is a key of the section ``doubts`` of the texts; `layer` is the layer's name in its
    file; the places come largest first.
    """

    kind: str
    layer: str
    items: tuple[Item, ...] = ()


def doubt_text(facts: Facts, doubt: Doubt, *, lang: str, most: int | None = None) -> str:
    """Word a doubt.

    Parameters
    ----------
    facts
        The facts, which name the units.
    doubt
        The doubt.
    lang
        Language.
    most
        How many places are named; the others are counted. None for all.

    Returns
    -------
    text : str
        One sentence with units and numbers.
    """
    t = texts(lang)
    items = doubt.items if most is None else doubt.items[:most]
    named = "; ".join(_item_text(facts, doubt.kind, item, lang) for item in items)
    if len(items) < len(doubt.items):
        named = t("doubts.more", items=named, count=len(doubt.items) - len(items))
    return t(f"doubts.{doubt.kind}", layer=doubt.layer, count=len(doubt.items), items=named)


def _item_text(facts: Facts, kind: str, item: Item, lang: str) -> str:
    fields = {
        name: format_number(value, decimals=_DECIMALS[name], lang=lang)
        for name, value in item.amounts.items()
    }
    for name, key in zip(("unit", "other"), item.units, strict=False):
        fields[name] = f"{unit_name(facts.units[key], lang=lang)} ({key[1]})"
    if item.at is not None:
        # as a map's search field reads a place: decimal points in every language
        fields["place"] = "{:.5f} {:.5f}".format(*item.at)
    if item.name:
        fields["name"] = item.name[lang]
    return texts(lang)(f"doubts.{kind}_item", **fields)
