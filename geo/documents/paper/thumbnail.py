"""A drawing as a small map: an SVG of its coloured units alone, for a page with several maps."""

from collections.abc import Collection
from html import escape

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.boundaries.layer_files import Layer
from geo.documents.paper.shapes import layer_shapes
from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas
from geo.reading.sentences import view_title
from geo.views.drawing import Drawing
from geo.views.palettes import CHOSEN, LAND
from geo.views.symbols import UNKNOWN

EDGE, OUTLINE, _PAPER = "#a7b0b0", "#4b5a5f", "#ffffff"
_MARGIN = 2.0
_TOLERANCE = 1.1
"""Pixels that the simplified edges may be moved by."""
_WIDTHS_KEPT = 4


def to_thumbnail_svg(
    atlas: Atlas, drawing: Drawing, layer: Layer, *, lang: str, width: int = 320
) -> str:
    """Draw a drawing as a small map.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    layer
        The layer of its level and boundaries.
    lang
        Language of its name for assistive technology.
    width
        Width in pixels; the height follows.

    Returns
    -------
    svg : str
        One ``path`` with ``data-code`` per unit, in the order of the drawing, filled with the
        colour of its class; what is unknown is hatched; the outline of the province.
    """
    height, shapes, outline = _paths(layer, width)
    units = []
    for cell, index, path in zip(drawing.cells, drawing.indices, shapes, strict=True):
        if index is not None:
            fill = drawing.classes.fills[index]
        else:
            fill = _PAPER if cell.basis == "not_applicable" else "url(#no-data)"
        units.append(f'<path data-code="{escape(cell.unit.code)}" fill="{fill}" d="{path}"/>')
    # Marks that steer a terminal or the direction of a text have no place in XML.
    title = escape("".join(filter(str.isprintable, view_title(atlas, drawing.view, lang=lang))))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{title}</title>'
        '<defs><pattern id="no-data" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="{UNKNOWN.ground}"/>'
        f'<path d="M0 0V5" stroke="{UNKNOWN.lines}" stroke-width="1.4"/></pattern></defs>'
        f'<g stroke="{EDGE}" stroke-width=".5" stroke-linejoin="round" fill-rule="evenodd">'
        f"{''.join(units)}</g>"
        f'<path fill="none" stroke="{OUTLINE}" stroke-linejoin="round" d="{outline}"/></svg>'
    )


def to_locator_svg(layer: Layer, codes: Collection[str], *, label: str, width: int = 360) -> str:
    """Draw where units of a layer lie in the province.

    Parameters
    ----------
    layer
        The layer.
    codes
        Codes of the units.
    label
        What the map shows, for assistive technology.
    width
        Width in pixels; the height follows.

    Returns
    -------
    svg : str
        The units of the layer, these ones filled, and the outline of the province.
    """
    height, shapes, outline = _paths(layer, width)
    pairs = zip(layer_shapes(layer).codes, shapes, strict=True)
    units = "".join(
        f'<path fill="{CHOSEN if code in codes else LAND}" d="{path}"/>' for code, path in pairs
    )
    title = escape("".join(filter(str.isprintable, label)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>{title}</title>'
        f'<g stroke="{EDGE}" stroke-width=".5" stroke-linejoin="round" fill-rule="evenodd">'
        f'{units}</g><path fill="none" stroke="{OUTLINE}" stroke-linejoin="round" '
        f'd="{outline}"/></svg>'
    )


@kept_with(_WIDTHS_KEPT)
def _paths(layer: Layer, width: int) -> tuple[int, tuple[str, ...], str]:
    """Return the height of a layer's map, the path of each unit, and that of the outline."""
    shapes = layer_shapes(layer)
    west, south, east, north = shapes.bounds
    scale = (width - 2 * _MARGIN) / (east - west)
    height = round((north - south) * scale + 2 * _MARGIN)

    def moved(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
        offset = [_MARGIN - west * scale, _MARGIN + north * scale]
        result: NDArray[np.object_] = shapely.transform(
            geometry, lambda points: points * [scale, -scale] + offset
        )
        return result

    # The coverage is simplified as a whole: neighbours keep their common edge.
    small = shapely.coverage_simplify(moved(shapes.polygons), _TOLERANCE)
    outline = shapely.get_rings(shapely.get_parts(shapely.coverage_union_all(small)))
    return (
        height,
        tuple(_rings(shapely.get_rings(shapely.get_parts(each))) for each in small),
        _rings(outline),
    )


def _rings(rings: NDArray[np.object_]) -> str:
    return "".join(_ring(np.asarray(ring.coords)) for ring in rings)


def _ring(points: NDArray[np.float64]) -> str:
    """Write a ring in tenths of a pixel, each step from the point before."""
    tenths = np.round(points * 10).astype(int)
    # Rounding each point, not each step, keeps neighbours together.
    steps = np.diff(tenths[:-1], axis=0)
    moves = "".join(f"{_signed(dx)}{_signed(dy)}" for dx, dy in steps.tolist() if dx or dy)
    x, y = tenths[0].tolist()
    return f"M{x / 10:g} {y / 10:g}l{moves.lstrip()}z" if moves else ""


def _signed(tenth: int) -> str:
    """Write tenths of a pixel as short as a path allows, with a blank where no sign parts."""
    sign = "-" if tenth < 0 else " "
    whole, part = divmod(abs(tenth), 10)
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{part}"
