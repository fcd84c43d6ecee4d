"""The unit that the page of the merger is about, and the addresses of others."""

from dataclasses import replace

from geo.facts.model import Unit, UnitKey
from geo.figures.atlas import Atlas
from geo.figures.merger import is_told
from geo.language.texts import texts
from geo.places.unit_names import unit_name
from ui.markup import elements
from ui.session.state import address_with, current_request, keep


def asked_unit(atlas: Atlas) -> Unit | None:
    """Return the unit that the address names, else the one that the reader had on the map.

    None for the whole merger, which is also what is told of the province.
    """
    request = current_request()
    view = request.view
    key = request.place or (view.vintage, request.unit)
    unit = atlas.facts.units.get(key)
    return unit if unit is not None and is_told(atlas, unit) else None


def ask(key: UnitKey | None) -> None:
    """Turn the page to a unit, or to the whole."""
    keep(replace(current_request(), unit="", place=key))


def unit_address(unit: Unit | None) -> str:
    """Return the address of a unit on this page, or that of the whole."""
    return address_with(unit="", place="_".join(unit.key) if unit else "")


def unit_link(unit: Unit, *, lang: str, words: str = "") -> str:
    """Return a link to a unit on this page."""
    said = words or unit_name(unit, lang=lang)
    return elements.turn(said, unit_address(unit), title=texts(lang)("merger.open", name=said))
