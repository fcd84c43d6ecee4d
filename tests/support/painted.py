"""Where the units of a sheet are on its page, and what colours a picture has there."""

import base64
import re
from collections import Counter
from functools import reduce
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import shapely

SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
POINTS = 72
"""Of the typesetter, an inch."""
LINE = 1.5
"""Points around an area that the lines of its edge may take."""
Painted = dict[str, tuple[str, shapely.Geometry]]


def units_on_page(page: bytes) -> Painted:
    """Return the fill of each unit of a sheet, and where it is on it, in points.

    The page is an SVG of the typesetter, its map a picture within it.
    """
    root = ElementTree.fromstring(page)
    for image in root.iter(f"{SVG}image"):
        content = base64.b64decode(image.get(HREF, "").partition("base64,")[2])
        picture = ElementTree.fromstring(content)
        for group in picture:
            if group.get("id") == "units":
                wide = float(picture.get("viewBox", "").split()[2])
                return _placed(group, float(image.get("width", "")) / wide, _place(root, image))
    raise AssertionError("no map on the page")


def _placed(group: Element, scale: float, place: Any) -> Painted:
    return {
        path.attrib["data-code"]: (
            path.get("fill", ""),
            shapely.transform(_area(path.get("d", "")), lambda at: at * scale + place),
        )
        for path in group
        if path.get("data-code")
    }


def _place(root: Element, wanted: Element) -> Any:
    """Return by how much an element is moved, by itself and by all groups around it."""
    parents = {child: parent for parent in root.iter() for child in parent}
    moved, at = np.zeros(2), wanted
    while at is not root:
        numbers = re.findall(r"-?[\d.]+", at.get("transform", "0 0"))
        moved += [float(each) for each in numbers[-2:]]
        at = parents[at]
    return moved


def _area(path: str) -> shapely.Geometry:
    """Return the area of a path of relative steps, without its holes."""
    rings = []
    for ring in path.split("Z")[:-1]:
        steps = np.array(re.findall(r"-?[\d.]+(?:e-?\d+)?", ring), dtype=float)
        points = np.cumsum(steps.reshape(-1, 2), axis=0)
        rings.append(shapely.make_valid(shapely.Polygon(points)))
    return reduce(shapely.symmetric_difference, rings)


def pixels_within(picture: Any, area: shapely.Geometry, *, dpi: int) -> Counter[str]:
    """Count the colours of the pixels inside an area, away from the lines around it."""
    with np.errstate(invalid="ignore"):
        inner = area.buffer(-LINE)
    spot = area.representative_point()
    scale = dpi / POINTS
    sides = spot.bounds if inner.is_empty else inner.bounds
    west, north, east, south = (round(each * scale) for each in sides)
    across, down = np.meshgrid(np.arange(west, east + 1), np.arange(north, south + 1))
    inside = shapely.contains_xy(inner, (across + 0.5) / scale, (down + 0.5) / scale)
    if not inside.any():
        across, down, inside = int(spot.x * scale), int(spot.y * scale), ...
    found = picture[np.atleast_1d(down)[inside], np.atleast_1d(across)[inside]]
    colours, counts = np.unique(found, axis=0, return_counts=True)
    names = ("#{:02x}{:02x}{:02x}".format(*each) for each in colours.tolist())
    return Counter(dict(zip(names, counts.tolist(), strict=True)))
