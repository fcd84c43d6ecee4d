"""What if: which communes must follow for a share of all communes to reach its target.

A plan marks communes for a year. It stands beside the data and never changes it. What is
known of the communes today comes from the register of the new-rural-area programme; no row
means unknown, not "not met".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil

from geo.errors import ViewError
from geo.facts.model import Indicator, Target, Unit
from geo.figures.atlas import Atlas, Cell
from geo.places.units import level_units


@dataclass(frozen=True)
class Plan:
    """Communes marked for a year.

    Parameters
    ----------
    name
        The planner's own name for it.
    target_id
        Id of the count-share target it is for.
    vintage
        Boundaries of the communes.
    years
        Year by code of the commune.
    """

    name: str
    target_id: str
    vintage: str
    years: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Knowledge:
    """What is known of the communes that a count-share target concerns.

    Parameters
    ----------
    year
        The year at whose end the register was read.
    units
        The communes concerned, by code, on the default boundaries.
    met
        Codes of those known to meet the standard by a decision or listing.
    pending
        Codes of those with a vote or an appraisal only.
    """

    year: int
    units: tuple[Unit, ...]
    met: frozenset[str]
    pending: frozenset[str]

    @property
    def unknown(self) -> int:
        """How many communes nothing is known of: neither met nor pending."""
        return len(self.units) - len(self.met) - len(self.pending)


@dataclass(frozen=True)
class PathPoint:
    """A year of a plan.

    Parameters
    ----------
    year
        The year, at its end.
    count, share
        Communes known or planned to meet the standard by then, and in per cent of all.
    needed_count, needed_share
        What an even way from what is known to the target asks for.
    """

    year: int
    count: int
    share: float
    needed_count: int
    needed_share: float


@dataclass(frozen=True)
class Suggestion:
    """The place of a commune in the suggested order, and the knowledge it rests on.

    Parameters
    ----------
    unit
        The commune.
    criteria, criteria_year
        Criteria it met on its own boundaries, and when; None where unknown.
    parts, parts_met, parts_higher
        Communes it was made of, those of them known to have met the standard, and those
        known of a higher class. The others are unknown.
    weight
        The planner's own weight.
    """

    unit: Unit
    criteria: float | None
    criteria_year: int | None
    parts: int
    parts_met: int
    parts_higher: int
    weight: float

    @property
    def known(self) -> bool:
        """Whether the place rests on anything but the planner's weight."""
        return self.criteria is not None or self.parts_met > 0


def count_share_target(atlas: Atlas, target_id: str) -> Target:
    """Return a target that asks for a share of all communes.

    Raises
    ------
    ViewError
        There is no such target, or it is of another kind.
    """
    target = atlas.facts.targets.get(target_id)
    if target is None or target.path != "count_share":
        known = [each.target_id for each in count_share_targets(atlas)]
        raise ViewError("view.count_share", value=target_id, known=known)
    return target


def count_share_targets(atlas: Atlas) -> tuple[Target, ...]:
    """Return every target of the province that asks for a share of all communes."""
    targets = atlas.facts.targets.values()
    return tuple(target for target in targets if target.path == "count_share")


def units_concerned(atlas: Atlas, target: Target) -> tuple[Unit, ...]:
    """Return the communes a count-share target counts, on the default boundaries, by code."""
    kinds = _rules(atlas, target).unit_kinds
    vintage = atlas.facts.province.default_vintage
    units = level_units(atlas.facts, level="commune", vintage=vintage)
    return tuple(unit for unit in units if not kinds or unit.kind in kinds)


def needed(atlas: Atlas, target: Target) -> int:
    """Return how many communes make up the share of a target, rounded up.

    Parameters
    ----------
    atlas
        The atlas.
    target
        A count-share target, in per cent.

    Returns
    -------
    count : int
        Computed with fractions, so that 80 % of 60 is 48 and of 61 is 49.
    """
    return _share_of(target.value_low, len(units_concerned(atlas, target)))


def knowledge(atlas: Atlas, target: Target) -> Knowledge:
    """Tell what the register knows of the communes a count-share target concerns.

    Parameters
    ----------
    atlas
        The atlas.
    target
        A count-share target.

    Returns
    -------
    knowledge : Knowledge
        At the end of the register's last year. A share that the register does not count
        (of another theme) has no known communes.
    """
    units = units_concerned(atlas, target)
    year = _known_until(atlas, target)
    met: set[str] = set()
    pending: set[str] = set()
    for unit in units if _in_register(atlas, target) else ():
        status = atlas.register.status(unit, year)
        if status is not None and status.value >= _least(atlas, target):
            (pending if status.pending else met).add(unit.code)
    return Knowledge(year, units, frozenset(met), frozenset(pending))


def plan_years(atlas: Atlas, target: Target) -> range:
    """Return the years for which communes may be planned: after what is known, to the target."""
    return range(_known_until(atlas, target) + 1, target.target_year + 1)


def share_path(atlas: Atlas, plan: Plan) -> tuple[PathPoint, ...]:
    """Follow a plan year by year against an even way to the target.

    Parameters
    ----------
    atlas
        The atlas.
    plan
        The plan, with communes that the target concerns.

    Returns
    -------
    path : tuple of PathPoint
        From the year of what is known to the target year. Communes known to meet the
        standard count from the start, and once, whether or not they are planned too.

    Raises
    ------
    ViewError
        The plan is for no count-share target.
    """
    target = count_share_target(atlas, plan.target_id)
    known = knowledge(atlas, target)
    total, span = len(known.units), target.target_year - known.year
    if not total or span <= 0:
        return ()
    planned = {code: year for code, year in plan.years.items() if code not in known.met}
    start = Fraction(100 * len(known.met), total)
    way = max(Fraction(0), Fraction(str(target.value_low)) - start)
    path = []
    for year in range(known.year, target.target_year + 1):
        count = len(known.met) + sum(when <= year for when in planned.values())
        share = start + way * Fraction(year - known.year, span)
        asked = ceil(share * total / 100)
        path.append(PathPoint(year, count, 100 * count / total, asked, float(share)))
    return tuple(path)


def suggest_order(
    atlas: Atlas, target: Target, *, weights: Mapping[str, float] | None = None
) -> tuple[Suggestion, ...]:
    """Suggest in which order communes might follow, and say what each place rests on.

    Parameters
    ----------
    atlas
        The atlas.
    target
        A count-share target.
    weights
        The planner's own weight by code, higher first; 0 where none is given.

    Returns
    -------
    order : tuple of Suggestion
        The communes not yet known to meet the standard: by criteria met where known (most
        first), then those without by the known share of their former communes that met the
        standard, of a higher class, then by weight, last by code.

    Notes
    -----
    A former commune without a row is unknown, not "not met": a low place says that little
    is known, not that the commune is far from the standard.
    """
    known = knowledge(atlas, target)
    chosen = weights or {}
    order = [
        _suggestion(atlas, target, unit, known.year, chosen.get(unit.code, 0.0))
        for unit in known.units
        if unit.code not in known.met
    ]
    return tuple(sorted(order, key=_rank))


def filled_plan(atlas: Atlas, plan: Plan, *, weights: Mapping[str, float] | None = None) -> Plan:
    """Mark as many more communes as a target needs, in the suggested order.

    Parameters
    ----------
    atlas
        The atlas.
    plan
        The plan; what is marked in it stays.
    weights
        As for `suggest_order`.

    Returns
    -------
    plan : Plan
        Marked in each year are as many as an even way to the target lacks by then.
    """
    target = count_share_target(atlas, plan.target_id)
    order = suggest_order(atlas, target, weights=weights)
    left = [each.unit.code for each in order if each.unit.code not in plan.years]
    years, added = dict(plan.years), 0
    for point in share_path(atlas, plan)[1:]:
        lacking = max(0, point.needed_count - point.count - added)
        years |= dict.fromkeys(left[added : added + lacking], point.year)
        added += lacking
    return replace(plan, years=years)


def _suggestion(atlas: Atlas, target: Target, unit: Unit, year: int, weight: float) -> Suggestion:
    if not _in_register(atlas, target):
        return Suggestion(unit, None, None, 0, 0, 0, weight)
    kinds = _rules(atlas, target).unit_kinds
    rows = atlas.figures.crosswalk.parts(unit.key)
    parts = [atlas.facts.units[row.from_vintage, row.from_code] for row in rows]
    parts = [part for part in parts if not kinds or part.kind in kinds]
    found = [atlas.register.status(part, year) for part in parts]
    values = [status.value for status in found if status is not None and not status.pending]
    least = _least(atlas, target)
    criteria = _criteria(atlas, unit)
    return Suggestion(
        unit,
        criteria=criteria.value if criteria else None,
        criteria_year=criteria.observed_year if criteria else None,
        parts=len(parts),
        parts_met=sum(value >= least for value in values),
        parts_higher=sum(value > least for value in values),
        weight=weight,
    )


def _criteria(atlas: Atlas, unit: Unit) -> Cell | None:
    """Return the latest count of criteria of a commune, by the newest set that any is told by."""
    count_id = atlas.facts.province.register.criteria_met
    if not count_id:
        return None
    newest = max(atlas.figures.years(count_id), default=0)
    sets = [
        row.year
        for row in atlas.facts.series_breaks
        if row.indicator_id == count_id and row.year is not None and row.year <= newest
    ]
    since = max(sets, default=0)
    counts = [cell for cell in atlas.series(count_id, unit) if (cell.observed_year or 0) >= since]
    return counts[-1] if counts else None


def _rank(place: Suggestion) -> tuple[float, float, float, float, str]:
    """Sort key: more criteria, more parts that met, more of a higher class, more weight."""
    parts = max(place.parts, 1)
    criteria = -1.0 if place.criteria is None else place.criteria
    shares = (place.parts_met / parts, place.parts_higher / parts)
    return (-criteria, -shares[0], -shares[1], -place.weight, place.unit.code)


def _share_of(percent: float, total: int) -> int:
    return ceil(Fraction(str(percent)) * total / 100)


def _in_register(atlas: Atlas, target: Target) -> bool:
    """Tell whether the register of recognitions says who meets the standard of a target."""
    status = atlas.facts.indicators.get(atlas.facts.province.register.status)
    return status is not None and status.theme == atlas.facts.indicators[target.indicator_id].theme


def _rules(atlas: Atlas, target: Target) -> Indicator:
    """Return the indicator whose kinds of units a target counts."""
    register = atlas.facts.province.register
    return atlas.facts.indicators[
        register.status if _in_register(atlas, target) else target.indicator_id
    ]


def _known_until(atlas: Atlas, target: Target) -> int:
    """Return the last year of what is known: of the register, else of the province's figure."""
    years = atlas.register.years() if _in_register(atlas, target) else ()
    years = years or atlas.figures.years(target.indicator_id)
    return years[-1] if years else target.target_year


def _least(atlas: Atlas, target: Target) -> int:
    """Return the lowest class of the register that a target counts."""
    return 2 if target.indicator_id == atlas.facts.province.register.second_class_share else 1
