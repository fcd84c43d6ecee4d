"""Who holds the province back: its units by their gap, and by their weight in its own gap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.facts.model import UNIT_AREA, Indicator, Level, Target, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.view import View
from geo.places.vintages import drawn_vintages
from geo.targets.goals import LEVEL_PATHS, doubts, goal_of, point_of, year_set


@dataclass(frozen=True)
class Pull:
    """A unit below its province's target.

    Parameters
    ----------
    cell
        Its figure.
    gap
        Distance to the target in the indicator's unit, below zero.
    weight
        Its part in what the province's rate is divided by, from 0 to 1; None where that is not
        known of every unit.
    pull
        By how much it holds the province's rate back, in the indicator's unit, below zero.
    """

    cell: Cell
    gap: float
    weight: float | None
    pull: float | None


@dataclass(frozen=True)
class HoldingBack:
    """The units of one level and year against their province's target.

    Parameters
    ----------
    view
        The view that shows them.
    pulls
        Units below the target: by their pull where weights are known, else by their gap.
    met
        Units that meet it.
    unknown
        Units without a figure of the year, who may hold it back or not.
    """

    view: View
    pulls: tuple[Pull, ...]
    met: tuple[Unit, ...]
    unknown: tuple[Unit, ...]

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.pulls) + len(self.met) + len(self.unknown)


def holding_back(atlas: Atlas, target: Target) -> HoldingBack | None:
    """Rank the units of the province by how they hold it back from a target.

    Parameters
    ----------
    atlas
        The atlas.
    target
        The target.

    Returns
    -------
    found : HoldingBack or None
        Of the level and year, from the target's base year on or else from the year it was set,
        in which most units have a figure; of equal ones the newest, then the finer level. None
        for targets of others than the province, of amounts and of paces, and where no unit has a
        figure or what the target means is in doubt.

    Notes
    -----
    The province's rate is the mean of its units' rates, each weighted by what it is divided by:
    ``X = sum(w x)`` with ``w = d / sum(d)`` and the denominator ``d`` of the indicator, such as
    people, communes or km². So a unit with the gap ``x - goal`` holds the province back by
    ``w (x - goal)``, and these parts add up to its whole gap where every figure is known. The
    denominators are of the same year and units as the figures; where one is missing no weight
    is given to any unit. All figures are of one year, so that no break in the series parts them.
    """
    indicator = atlas.facts.indicators[target.indicator_id]
    own = target.unit_code == atlas.facts.province.code and target.path in LEVEL_PATHS
    if not own or indicator.kind != "rate":
        return None
    base = target.base_year
    views = _views(atlas, indicator, since=year_set(atlas, target) if base is None else base)
    found = max(views, key=lambda each: each[0], default=None)
    if found is None or doubts(atlas, target, found[1].year):
        return None
    return _ranked(atlas, target, found[1])


_Coverage = tuple[float, int, bool]


def _views(atlas: Atlas, indicator: Indicator, *, since: int) -> Iterator[tuple[_Coverage, View]]:
    """Give every view of units with a figure, with its coverage, year and whether it is fine."""
    province, indicator_id = atlas.facts.province, indicator.indicator_id
    drawn = drawn_vintages(province)
    places: list[tuple[Level, str]] = [("commune", vintage) for vintage in drawn]
    for level, vintage in [*places, ("district", province.default_vintage)]:
        numeric = atlas.kind(indicator) == "numeric"
        if not numeric or not atlas.has_figures(indicator_id, level, vintage):
            continue
        for year in atlas.years(indicator_id, level, vintage):
            if year < since:
                continue
            view = View(indicator_id, year, level, vintage)
            cells = _concerned(atlas.cells(view))
            known = sum(cell.value is not None for cell in cells)
            if known:
                yield (known / len(cells), year, level == "commune"), view


def _concerned(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.basis != "not_applicable"]


def _ranked(atlas: Atlas, target: Target, view: View) -> HoldingBack:
    indicator = atlas.facts.indicators[target.indicator_id]
    goal, cells = goal_of(target, indicator), _concerned(atlas.cells(view))
    weights = _weights(atlas, indicator, view, [cell.unit for cell in cells])
    pulls, met = [], []
    for cell in cells:
        if cell.value is None:
            continue
        gap = goal.gap_of(point_of(cell))
        if gap >= 0:
            met.append(cell.unit)
            continue
        weight = weights.get(cell.unit.code)
        pulls.append(Pull(cell, gap, weight, None if weight is None else weight * gap))
    pulls.sort(key=lambda each: each.gap if each.pull is None else each.pull)
    unknown = tuple(cell.unit for cell in cells if cell.value is None)
    return HoldingBack(view, tuple(pulls), tuple(met), unknown)


def _weights(
    atlas: Atlas, indicator: Indicator, view: View, units: Sequence[Unit]
) -> dict[str, float]:
    """Return the part of each unit in what the rate is divided by; empty unless all are known."""
    if indicator.denominator_id == UNIT_AREA:
        sizes = {unit.code: unit.area_km2 for unit in units}
    elif indicator.denominator_id:
        asked = View(indicator.denominator_id, view.year, view.level, view.vintage)
        sizes = {unit.code: atlas.cell(asked, unit).value for unit in units}
    else:
        return {}
    known = {code: size for code, size in sizes.items() if size is not None}
    whole = sum(known.values())
    if len(known) < len(units) or whole <= 0:
        return {}
    return {code: size / whole for code, size in known.items()}
