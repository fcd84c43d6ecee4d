"""A filter keeps the units that answer every condition; the map fades the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.errors import ViewError
from geo.figures.atlas import Atlas, Cell
from geo.figures.zone_lists import MEMBERSHIPS
from geo.places.districts import districts_of
from geo.views.drawing import Drawing
from geo.views.typed_numbers import read_plain, write_plain

NO_CLASS = "none"
"""Stands for the units without data among the classes of a filter."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_CONDITIONS = ("class:", "district:", "zone:", "min:", "max:")


@dataclass(frozen=True)
class Filter:
    """Conditions that a unit must all answer; an empty one is no condition.

    Parameters
    ----------
    classes
        Class indices as text, or ``none`` for units without data.
    districts
        Codes of districts or former districts, of which a unit needs one.
    zone
        Memberships of the economic zone: ``whole``, ``part``, ``no``.
    low, high
        Range of the number that the map classes, both ends included.
    """

    classes: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    def __bool__(self) -> bool:
        """Tell whether there is any condition."""
        return self != Filter()


NO_FILTER = Filter()


def parse_filter(text: str) -> Filter:
    """Read a filter from an address, such as ``class:3,4;district:183;min:20``.

    Parameters
    ----------
    text
        Conditions joined by semicolons; ``class``, ``district``, ``zone``, ``min``, ``max``.

    Returns
    -------
    filter
        The filter.

    Raises
    ------
    ViewError
        If a condition is unknown or its value is not of its form.
    """
    found: dict[str, str] = {}
    for condition in filter(None, text.split(";")):
        name, _, value = condition.partition(":")
        if f"{name}:" not in _CONDITIONS or not value or name in found:
            raise ViewError("view.filter_condition", value=condition, known=_CONDITIONS)
        found[name] = value
    return Filter(
        classes=_listed(found.get("class", ""), r"[0-9]|none"),
        districts=_listed(found.get("district", ""), r"[0-9]+"),
        zone=_listed(found.get("zone", ""), "|".join(MEMBERSHIPS)),
        low=_number(found.get("min", "")),
        high=_number(found.get("max", "")),
    )


def format_filter(chosen: Filter) -> str:
    """Write a filter for an address; empty for no condition."""
    parts = [
        f"{name}:{','.join(values)}"
        for name, values in (
            ("class", chosen.classes),
            ("district", chosen.districts),
            ("zone", chosen.zone),
        )
        if values
    ]
    for name, number in (("min", chosen.low), ("max", chosen.high)):
        if number is not None:
            parts.append(f"{name}:{write_plain(number)}")
    return ";".join(parts)


def kept(atlas: Atlas, drawing: Drawing, chosen: Filter) -> tuple[bool, ...]:
    """Tell for every cell of a drawing whether a filter keeps it.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    chosen
        The filter.

    Returns
    -------
    kept
        One per cell; all True for an empty filter.
    """
    return tuple(
        _keeps_class(cell, index, chosen)
        and _keeps_number(number, chosen)
        and _keeps_place(atlas, cell, drawing.view.year, chosen)
        for cell, index, number in zip(drawing.cells, drawing.indices, drawing.numbers, strict=True)
    )


def kept_ranks(drawing: Drawing, kept: Sequence[bool]) -> dict[str, int]:
    """Rank the units that a filter keeps among themselves, by code; see `Drawing.ranks`."""
    pairs = zip(drawing.cells, kept, strict=True)
    codes = [cell.unit.code for cell, keeps in pairs if keeps and cell.unit.code in drawing.ranks]
    ordered = sorted(drawing.ranks[code] for code in codes)
    return {code: ordered.index(drawing.ranks[code]) + 1 for code in codes}


def _keeps_class(cell: Cell, index: int | None, chosen: Filter) -> bool:
    if not chosen.classes:
        return True
    if index is None:
        return NO_CLASS in chosen.classes and cell.basis != "not_applicable"
    return str(index) in chosen.classes


def _keeps_number(number: float | None, chosen: Filter) -> bool:
    if chosen.low is None and chosen.high is None:
        return True
    if number is None:
        return False
    low = chosen.low is None or number >= chosen.low
    return low and (chosen.high is None or number <= chosen.high)


def _keeps_place(atlas: Atlas, cell: Cell, year: int, chosen: Filter) -> bool:
    if chosen.districts:
        own = cell.unit.level == "district"
        districts = (cell.unit,) if own else districts_of(atlas.facts, cell.unit)
        if not any(each.code in chosen.districts for each in districts):
            return False
    if chosen.zone:
        state = atlas.zone.state(cell.unit, year) if cell.unit.level == "commune" else None
        return state is not None and state.membership in chosen.zone
    return True


def _listed(text: str, form: str) -> tuple[str, ...]:
    values = tuple(filter(None, text.split(",")))
    for value in values:
        if not re.fullmatch(form, value):
            raise ViewError("view.filter_value", value=value)
    return tuple(dict.fromkeys(values))


def _number(text: str) -> float | None:
    if not text:
        return None
    number = read_plain(text)
    if number is None:
        raise ViewError("view.filter_number", value=text)
    return number
