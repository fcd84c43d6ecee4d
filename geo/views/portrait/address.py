"""The unit of a portrait as the query of an address."""

from urllib.parse import urlencode

from geo.errors import ViewError
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.views.address import query_pairs, read_place

_EXAMPLE = "place=…"


def write_portrayed(unit: Unit) -> str:
    """Write a unit as the query that `read_portrayed` reads back."""
    return urlencode({"place": "_".join(unit.key)})


def read_portrayed(atlas: Atlas, text: str) -> Unit:
    """Read the unit of a portrait from its address, without replacing anything.

    Raises
    ------
    ViewError
        The query names no unit of the facts.
    """
    query = query_pairs(text, allowed=("place", "lang"), needed=("place",), example=_EXAMPLE)
    key = read_place(atlas, query["place"])
    if key is None:
        raise ViewError("view.place", value=query["place"])
    return atlas.facts.units[key]
