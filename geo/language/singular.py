"""English names of units for one of them: "1 point a year", not "1 points a year"."""

import re

_ONE = re.compile(r"[+\u2212]?1")
_AFTER = re.compile(r" (?:a|an|per|in|of) |/")
"""Where the name of what is counted ends: "tonnes a day", "people/km²"."""
_IRREGULAR = {"people": "person", "criteria": "criterion"}
_MANY = {"thousand", "million", "billion", "per"}
"""Words before what is many all the same: "1 million arrivals"."""


def is_one(number: str) -> bool:
    """Tell whether a printed number is one, with a sign or without; "1.0" is not."""
    return _ONE.fullmatch(number) is not None


def unit_of_one(unit: str) -> str:
    """Return the English name of a unit as it stands behind a one: "point" for "points"."""
    end = _AFTER.search(unit)
    counted, rest = (unit[: end.start()], unit[end.start() :]) if end else (unit, "")
    *before, noun = counted.split(" ")
    if _MANY.intersection(before):
        return unit
    return " ".join([*before, _IRREGULAR.get(noun) or _without_s(noun)]) + rest


def _without_s(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    # "class" is one already
    plural = noun.islower() and noun.endswith("s") and not noun.endswith("ss")
    return noun[:-1] if plural else noun
