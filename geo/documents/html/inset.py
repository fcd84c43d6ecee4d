"""The part of a map that is too dense to be read, which the page shows larger beside the land."""

from geo.boundaries.layer_files import Layer
from geo.documents.paper.map.inset import plan_insets
from geo.documents.paper.shapes import Frame, layer_shapes, place_shapes
from geo.facts.lifetime import kept_with

_FRAME = Frame(0.0, 0.0, 143.0, 94.0)
"""Millimetres of the map beside the list of scenes on a screen of 1366, by which the smallest
letters of a page are as large as those of a sheet."""
_PLACES = 4
"""Decimals of degrees: ten metres."""


@kept_with(1)
def inset_part(layer: Layer) -> tuple[float, float, float, float] | None:
    """Return west, south, east and north of what of a layer an inset shows, in degrees.

    Parameters
    ----------
    layer
        The layer.

    Returns
    -------
    part : tuple of float or None
        None above the communes, and where everything can be read. That of the inset of a sheet
        as small as the page's map; the page finds the place for it.
    """
    if layer.level != "commune":
        return None
    shapes = layer_shapes(layer)
    placed = place_shapes(shapes, _FRAME)
    insets = plan_insets(placed, _FRAME, shapes.labels)
    if not insets:
        return None
    left, top, right, bottom = insets[0].part
    x, y = placed.origin
    degrees = (
        (left - x) / placed.scale / shapes.shrink,
        (y - bottom) / placed.scale,
        (right - x) / placed.scale / shapes.shrink,
        (y - top) / placed.scale,
    )
    west, south, east, north = (round(each, _PLACES) for each in degrees)
    return west, south, east, north
