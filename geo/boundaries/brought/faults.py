"""Faults of a layer that is to replace shipped boundaries, to be worded in both languages."""

from collections.abc import Sequence

from geo.errors import Fault
from geo.language.texts import Phrase

_LISTED = 5


def layer_fault(
    layer: str,
    key: str,
    *,
    column: str | None = None,
    places: Sequence[str | Phrase] = (),
    **fields: object,
) -> Fault:
    """Make a fault of a layer; whoever knows the file fills its name in.

    Parameters
    ----------
    layer
        Name of the layer in its file.
    key
        Key of the text, of the section ``boundary_fault``.
    column
        Column that is faulty, if it is one.
    places
        Codes or places; the first five are listed.
    **fields
        Fields of the text.

    Returns
    -------
    fault : Fault
    """
    ending = "first" if len(places) > _LISTED else "all"
    shown = Phrase(f"boundary_fault.{ending}", {"places": list(places[:_LISTED])})
    value = shown if places else None
    return Fault("", f"boundary_fault.{key}", None, column, value, fields, layer)
