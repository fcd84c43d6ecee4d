"""The names of the former districts on a map of communes, in spaced capitals between the names."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely

from geo.documents.paper.letters import POINT
from geo.documents.paper.map.names import readable_on
from geo.documents.paper.paper import INK, Paper, baseline, line_height
from geo.documents.paper.shapes import Box, PlacedShapes
from geo.figures.atlas import Atlas
from geo.places.districts import districts_by_commune
from geo.places.unit_names import unit_short_name
from geo.views.drawing import Drawing

_SIZES = (7.4, 6.6, 5.8)
_SPACED = 0.08
_INK, _GREY = "#3b3428", "#849197"
_INSIDE = 0.9
_CLEAR, _STEP = 0.7, 1.2
"""Millimetres around a name, and between the places that are tried."""


def name_former_districts(
    paper: Paper,
    atlas: Atlas,
    drawing: Drawing,
    placed: PlacedShapes,
    fills: Sequence[str],
    *,
    keeps: Sequence[bool],
    lang: str,
) -> None:
    """Write the name of each district within its communes, where nothing else stands.

    Parameters
    ----------
    paper
        The sheet; names keep off the places that are taken on it.
    atlas
        The atlas.
    drawing
        A drawing of communes.
    placed
        Its layer on the sheet.
    fills
        Colour of each unit.
    keeps
        For each unit whether the filter keeps it; a district of others is grey.
    lang
        Language of the names.
    """
    districts = districts_by_commune(atlas.facts, drawing.view.vintage)
    members: defaultdict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    dark = shapely.coverage_union_all(placed.polygons[[readable_on(fill) != INK for fill in fills]])
    for place, cell in enumerate(drawing.cells):
        # a commune of several districts is named by the first: most of its people lived there
        for district in districts.get(cell.unit.code, ())[:1]:
            members[district.code].append(place)
            names[district.code] = unit_short_name(district, lang=lang).upper()
    paper.widest(names.values(), size=1)
    for code, places in members.items():
        # letters of one ink are read on light colours alone
        area = shapely.difference(shapely.coverage_union_all(placed.polygons[places]), dark)
        if area.is_empty:
            continue
        ink = _INK if any(keeps[place] for place in places) else _GREY
        for size in _SIZES:
            box = _take(paper, names[code], area, size)
            if box is not None:
                foot = box[1] + baseline(size) - 0.08 * line_height(size)
                paper.write(
                    box[0], foot, names[code], size=size, colour=ink, spaced=_SPACED, layer=10.5
                )
                break


def _take(paper: Paper, name: str, area: shapely.Geometry, size: float) -> Box | None:
    """Take a place for a name as near to the middle of an area as there is one."""
    spaces = _SPACED * size * POINT * len(name)
    width, height = paper.text_width(name, size=size) + spaces, line_height(size) * 0.85
    left, top, right, bottom = area.bounds
    steps = [np.arange(left, right - width, _STEP), np.arange(top, bottom - height, _STEP)]
    corners = np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 2)
    size_of_box = np.array([width, height])
    kept_off = np.hstack([corners - _CLEAR, corners + size_of_box + _CLEAR])
    corners = corners[paper.are_free(kept_off)]
    away = np.hypot(*(corners + size_of_box / 2 - np.array(area.centroid.coords[0])).T)
    shapely.prepare(area)
    for x, y in corners[np.argsort(away)].tolist():
        box = (x, y, x + width, y + height)
        if area.intersection(shapely.box(*box)).area >= _INSIDE * width * height:
            paper.take(box)
            return box
    return None
