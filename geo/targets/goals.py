"""The goal of a target: whose target counts, which values meet it, how far off, at what pace.

Map, card, pages and documents all ask here, so that a figure is held against a target by one law:

- a band is reached from the side that the direction of its indicator says: where more is better
  11.5 to 12 means at least 11.5, where less is better at most 12; only where neither is better
  do both ends bound it;
- a doubt about the definition forbids every comparison, a new basis between figure and target
  every pace (``series_breaks.csv``);
- what meets a target meets it with all that the wording of its figure leaves open.
"""

from collections.abc import Iterator

from geo.facts.lifetime import kept_with
from geo.facts.model import Indicator, Level, SeriesBreak, Target, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.breaks import breaks_of
from geo.figures.years_known import newest_year
from geo.targets.pace import Kind, Word, required_pace, required_word
from geo.targets.points import Goal, Point

KIND_OF_PATH: dict[str, Kind] = {
    "linear_points": "points",
    "count_share": "points",
    "range": "points",
    "compound": "growth",
    "average": "average",
    "change_per_year": "change",
    "level": "level",
}
LEVEL_PATHS = ("linear_points", "compound", "count_share", "level", "range")
"""Paths of targets that state a level to reach, not a pace."""
PACED_PATHS = ("linear_points", "count_share", "compound")
"""Paths of targets that a pace leads to: points a year, or yearly growth."""


def target_year(atlas: Atlas) -> int | None:
    """Return the year that most of the province's targets are set for, the atlas's horizon.

    None for a province without targets.
    """
    years = [
        target.target_year
        for target in atlas.facts.targets.values()
        if target.unit_code == atlas.facts.province.code
    ]
    return max(set(years), key=lambda year: (years.count(year), year), default=None)


def is_past(atlas: Atlas, target: Target) -> bool:
    """Tell whether the year of a target is over: it stands in a history and is no goal any more."""
    return target.target_year < newest_year(atlas)


def province_target(atlas: Atlas, indicator_id: str) -> Target | None:
    """Return the province's target of an indicator with the latest year, or None.

    One whose year is over is none.
    """
    code = atlas.facts.province.code
    own = [
        target
        for target in _targets(atlas, indicator_id)
        if target.unit_code == code and not is_past(atlas, target)
    ]
    return max(own, key=lambda target: target.target_year, default=None)


def own_targets(atlas: Atlas, indicator_id: str, unit: Unit) -> tuple[Target, ...]:
    """Return the targets set for a unit itself, the latest target year last.

    A target set for a district ended with the districts but stays the district's own; communes
    are matched by vintage and code.
    """
    own = [
        target
        for target in _targets(atlas, indicator_id)
        if target.unit_code == unit.code
        and (unit.level != "commune" or target.vintage == unit.vintage)
    ]
    return tuple(sorted(own, key=lambda target: target.target_year))


def unit_target(atlas: Atlas, indicator_id: str, unit: Unit) -> Target | None:
    """Return a unit's own target with the latest year, else the province's, else None.

    One whose year is over is none. Only a rate of the province is a reference for its units:
    an amount or a count of the whole province is not theirs to reach.
    """
    own = own_targets(atlas, indicator_id, unit)
    if own and not is_past(atlas, own[-1]):
        return own[-1]
    is_rate = atlas.facts.indicators[indicator_id].kind == "rate"
    return province_target(atlas, indicator_id) if is_rate else None


@kept_with(512)
def _targets(atlas: Atlas, indicator_id: str) -> tuple[Target, ...]:
    targets = atlas.facts.targets.values()
    return tuple(target for target in targets if target.indicator_id == indicator_id)


def goal_of(target: Target, indicator: Indicator) -> Goal:
    """Return the values, or for changes the paces, that meet a target.

    A band is bounded on both sides only where neither direction is better (the structure of
    the economy): growth above "8-9 %" and poverty that falls faster than "2-3 points" do
    not fail their targets.
    """
    if target.comparison == "ge":
        return Goal(low=target.value_low)
    if target.comparison == "le":
        return Goal(high=target.value_low)
    if indicator.direction > 0:
        return Goal(low=target.value_low)
    if indicator.direction < 0:
        return Goal(high=target.value_high)
    return Goal(target.value_low, target.value_high)


def point_of(cell: Cell) -> Point:
    """Return a cell as a point; a figure that rests on a divided unit is an estimate."""
    if cell.value is None or cell.observed_year is None:
        raise ValueError("a cell without a value or a year is no point")
    qualifier = "about" if cell.split and cell.qualifier == "exact" else cell.qualifier
    return Point(cell.observed_year, cell.value, qualifier, cell.value_max)


def doubts(atlas: Atlas, target: Target, year: int) -> tuple[SeriesBreak, ...]:
    """Return the doubts about the definition that forbid to hold a year's figure to a target."""
    return tuple(
        row
        for row in breaks_of(atlas.facts, target.indicator_id)
        if row.kind == "definition" and (row.year is None or row.year <= year)
    )


def year_set(atlas: Atlas, target: Target) -> int:
    """Return the year in which a target was set."""
    published = atlas.facts.sources[target.source_id].published
    # The boundaries of a target are those in force when it was set.
    return int((published or target.vintage)[:4])


def crossed(atlas: Atlas, target: Target, year: int) -> tuple[SeriesBreak, ...]:
    """Return the new bases between a target and a year's figure, which forbid every pace.

    A target stands on the basis of the year in which it was set, and its path on that of its
    base year.
    """
    was_set = year_set(atlas, target)
    years = [was_set, year]
    if target.base_year is not None:
        # an average leaves its base year out
        years.append(target.base_year + (target.path == "average"))
    first, last = min(years), max(was_set, year)
    return tuple(
        row
        for row in breaks_of(atlas.facts, target.indicator_id)
        if row.kind == "basis" and row.year is not None and first < row.year <= last
    )


def held_figures(
    atlas: Atlas, indicator_id: str, *, level: Level, vintage: str, paths: tuple[str, ...]
) -> Iterator[tuple[Target, int]]:
    """Give every year's figure of a level with the target that it is held against.

    `paths` are those of the targets that count; of a figure only its year is given.
    """
    for unit in atlas.units(level, vintage):
        target = unit_target(atlas, indicator_id, unit)
        if target is None or target.path not in paths:
            continue
        for cell in atlas.series(indicator_id, unit):
            if cell.observed_year is not None:
                yield target, cell.observed_year


def cell_gap(atlas: Atlas, indicator_id: str, cell: Cell) -> float | None:
    """Return the gap of a cell to its unit's target, in the indicator's unit.

    Returns
    -------
    gap
        Negative while the target is not met, zero inside a band, else how far beyond it; None
        without a figure or a target that states a level, and where the definition is in doubt.
    """
    found = _compared(atlas, indicator_id, cell, LEVEL_PATHS)
    if found is None:
        return None
    _, goal, point = found
    return goal.gap_of(point)


def meets(atlas: Atlas, indicator_id: str, cell: Cell) -> bool:
    """Tell whether a cell meets its unit's target with all that its wording leaves open."""
    found = _compared(atlas, indicator_id, cell, LEVEL_PATHS)
    return found is not None and found[1].met_by(found[2])


def cell_pace(atlas: Atlas, indicator_id: str, cell: Cell) -> float | None:
    """Return the pace a unit needs a year from its figure to the target year.

    Returns
    -------
    pace
        Points a year for shares, per cent a year for amounts; zero where the target is met,
        None without a figure, a target with a path, or a year left, for a range, and where a
        doubt or a new basis forbids it. A unit without a target of its own is held against the
        province's, which is a reference and gives no status.
    """
    found = _paced(atlas, indicator_id, cell)
    if found is None:
        return None
    target, goal, point = found
    if goal.met_by(point):
        return 0.0
    return required_pace(KIND_OF_PATH[target.path], point, goal, target.target_year)


def pace_word(atlas: Atlas, indicator_id: str, cell: Cell) -> Word:
    """Return how exact the pace is that `cell_pace` gives."""
    found = _paced(atlas, indicator_id, cell)
    return "exact" if found is None else required_word(found[2], found[1])


Compared = tuple[Target, Goal, Point]


def _paced(atlas: Atlas, indicator_id: str, cell: Cell) -> Compared | None:
    found = _compared(atlas, indicator_id, cell, PACED_PATHS)
    if found is None:
        return None
    target, _, point = found
    if point.year >= target.target_year or crossed(atlas, target, point.year):
        return None
    return found


def _compared(
    atlas: Atlas, indicator_id: str, cell: Cell, paths: tuple[str, ...]
) -> Compared | None:
    """Return target, goal and figure of a cell where they may be held against each other."""
    target = unit_target(atlas, indicator_id, cell.unit)
    if cell.value is None or cell.class_id or cell.observed_year is None or target is None:
        return None
    if target.path not in paths or doubts(atlas, target, cell.observed_year):
        return None
    return target, goal_of(target, atlas.facts.indicators[indicator_id]), point_of(cell)
