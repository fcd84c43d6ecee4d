"""The classes of a level through the years, a column for each."""

import math

from geo.documents.paper.letters import POINT
from geo.documents.paper.level.key import Sign, write_key
from geo.documents.paper.level.rows import PITCH
from geo.documents.paper.paper import INK, PAPER, QUIET, Paper
from geo.reading.level.chart import LevelChart

_WIDE = 0.74
"""Width of a column in that of its place."""


def draw_classes(paper: Paper, chart: LevelChart, *, size: float) -> None:
    """Draw the units of each class on those of the one below; `size` of letters in points."""
    plan, pitch = chart.plan, size * POINT * PITCH
    key = [Sign(series.name, series.fills[0]) for series in plan.series]
    top = write_key(paper, key, left=0, top=0, width=paper.width, size=size) + 0.8 * pitch
    bottom = paper.height - 1.6 * pitch
    count = len(plan.categories)
    sums = [sum(each.values[at] or 0 for each in plan.series) for at in range(count)]
    wide = paper.width / count
    every = math.ceil(count * paper.text_width("00000", size=size) / paper.width)
    for at, name in enumerate(plan.categories):
        middle, y = (at + 0.5) * wide, bottom
        for series in plan.series:
            value = series.values[at] or 0
            high = (bottom - top) * value / max(*sums, 1)
            y -= high
            if value:
                box = (middle - wide * _WIDE / 2, y, wide * _WIDE, high)
                paper.box(*box, fill=series.fills[0], edge=PAPER, line=0.5)
            if high > pitch:
                where = (middle, y + high / 2 + 0.36 * size * POINT)
                paper.write(
                    *where, f"{value:.0f}", size=size, across="center", colour=INK, halo=PAPER
                )
        if not name.isdigit() or (count - 1 - at) % every == 0:
            paper.write(middle, bottom + pitch, name, size=size, colour=QUIET, across="center")
    paper.rule(bottom, start=0, end=paper.width)
