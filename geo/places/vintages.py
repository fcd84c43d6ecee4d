"""Vintages: one by its id, the one of a day, the one that is drawn, the one with districts."""

from datetime import date

from geo.errors import ViewError
from geo.facts.model import Province, Vintage


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


def drawn_vintages(province: Province) -> tuple[str, ...]:
    """List the ids of the vintages whose communes can be drawn, the oldest first."""
    return tuple(vintage.id for vintage in province.vintages if vintage.has_geometry)


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
    later = {each.id for each in province.vintages[start:]}
    for candidate in drawn_vintages(province):
        if candidate in later:
            return candidate
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
