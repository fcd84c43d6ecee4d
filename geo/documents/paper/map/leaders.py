"""Names beside units that are too small for them, each at the end of a line to its unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely

from geo.documents.paper.paper import INK, PAPER, Paper
from geo.documents.paper.shapes import Box, Frame, PlacedShapes
from geo.views.drawing import Drawing

_MOST, _FEW = 8, 20
_AWAY = (5.0, 8.0, 11.0, 15.0, 19.0, 24.0)
"""Millimetres from a unit to its name."""
_TURNS = 16
_GAP = 0.5
_LINE, _CASING = 0.8, 2.0


def leading(drawing: Drawing, keeps: Sequence[bool], selected: str) -> frozenset[int]:
    """Return the places of the units that a map is about.

    They are the one selected and, of those kept, the two highest classes, or all with a figure
    where there are few units.
    """
    highest = max((index for index in drawing.indices if index is not None), default=-1)
    lowest = 0 if len(drawing.cells) <= _FEW and drawing.kind != "zone" else max(1, highest - 1)
    return frozenset(
        place
        for place, (cell, index) in enumerate(zip(drawing.cells, drawing.indices, strict=True))
        if cell.unit.code == selected or (keeps[place] and index is not None and index >= lowest)
    )


@dataclass
class Leaders:
    """Places for names beside their units.

    Parameters
    ----------
    paper
        The sheet; names and lines keep off the places that are taken on it.
    placed
        The layer on the sheet: names stand beside it where they can.
    frame
        Where on the sheet the map is.
    keep_off
        The units that no name may hide.
    """

    paper: Paper
    placed: PlacedShapes
    frame: Frame
    keep_off: Sequence[int]
    _lines: list[shapely.Geometry] = field(default_factory=list)

    @cached_property
    def _land(self) -> shapely.Geometry:
        return shapely.coverage_union_all(self.placed.polygons)

    @cached_property
    def _hidden(self) -> shapely.Geometry:
        return shapely.coverage_union_all(self.placed.polygons[list(self.keep_off)])

    def place(self, unit: int, width: float, height: float) -> Box | None:
        """Draw a line to where the name of a unit finds room, and return its box."""
        if len(self._lines) == _MOST:
            return None
        ends, corners = _spots_around(self.placed.points[unit], width, height)
        boxes = shapely.box(*corners.T)
        lines = shapely.linestrings([[self.placed.points[unit], end] for end in ends])
        free = self._free(boxes, lines)
        on_land = shapely.intersects(boxes, self._land)
        hiding = shapely.intersects(boxes, self._hidden)
        for wanted in (free & ~on_land, free & ~hiding, free):
            if wanted.any():
                return self._draw(corners[wanted.argmax()], lines[wanted.argmax()])
        return None

    def _free(self, boxes: np.ndarray, lines: np.ndarray) -> np.ndarray:
        """Tell which spots lie in the frame and touch no words, lines or units' names."""
        frame = self.frame
        room = shapely.box(
            frame.left, frame.top, frame.left + frame.width, frame.top + frame.height
        )
        taken = shapely.union_all([shapely.box(*box) for box in self.paper.taken])
        drawn = shapely.union_all(self._lines)
        return np.asarray(
            shapely.covers(room, boxes)
            & ~shapely.intersects(boxes, taken)
            & ~shapely.intersects(lines, taken)
            & ~shapely.intersects(boxes, drawn)
            & ~shapely.intersects(lines, drawn)
        )

    def _draw(self, corners: np.ndarray, line: shapely.Geometry) -> Box:
        self._lines.append(line)
        self.paper.stroke(line, PAPER, width=_CASING, layer=8)
        self.paper.stroke(line, INK, width=_LINE, layer=9)
        # names inside other units keep off the line
        for point in shapely.get_coordinates(shapely.segmentize(line, 1.5))[1:]:
            x, y = map(float, point)
            self.paper.take((x, y, x, y), anyway=True)
        left, top, right, bottom = map(float, corners)
        box = (left, top, right, bottom)
        self.paper.take(box, anyway=True)
        return box


def _spots_around(point: np.ndarray, width: float, height: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of lines around a point and the boxes of names there, the nearest first."""
    angles = np.arange(_TURNS) / _TURNS * 2 * np.pi
    ways = np.tile(np.column_stack([np.cos(angles), np.sin(angles)]), (len(_AWAY), 1))
    ends = point + ways * np.repeat(_AWAY, _TURNS)[:, None]
    half = np.array([width, height]) / 2 + _GAP
    middles = ends + ways * half
    return ends, np.hstack([middles - half, middles + half])
