"""The portrait of a unit: what it was and became, its figures among those of others."""

from dataclasses import dataclass

from geo.facts.lifetime import kept_with
from geo.facts.model import YEARS, Facts, Gate, Indicator, Recognition, Unit, UnitKey
from geo.figures.atlas import Atlas, Cell
from geo.figures.gate_figures import gates_inside
from geo.figures.indicator_order import ordered_indicators
from geo.figures.merger import Passage, passages_from, people_indicator
from geo.figures.province_figures import province_unit
from geo.figures.view import View
from geo.figures.years_known import newest_year
from geo.figures.zone_lists import ZoneState
from geo.places.districts import districts_of
from geo.places.vintages import find_vintage
from geo.views.compare.changes import Change
from geo.views.portrait.coverage import Known, known_at, known_of
from geo.views.portrait.similar import Likeness, similar_units
from geo.views.portrait.standing import Standing, same_year, standing_of, trend_of


@dataclass(frozen=True)
class Line:
    """An indicator of a unit.

    Parameters
    ----------
    indicator
        The indicator.
    series
        The figures of the unit, by year; the last is the newest, which the portrait shows.
    standing
        Its rank among the units of its level and boundaries; None for classes.
    trend
        Its change up to the newest figure within comparable years; None where there are none.
    province, districts
        Figures of the same year of the province, and of the districts that the unit lies in or
        came from; those alone that are known.
    """

    indicator: Indicator
    series: tuple[Cell, ...]
    standing: Standing | None
    trend: Change | None
    province: Cell | None
    districts: tuple[Cell, ...]

    @property
    def cell(self) -> Cell:
        """The newest figure."""
        return self.series[-1]


@dataclass(frozen=True)
class Portrait:
    """All that is known of a unit.

    Parameters
    ----------
    unit
        The unit, on its own boundaries.
    made_of
        The communes of the boundaries before that it was made of.
    went_into
        The units of the newest boundaries that took it; none for one of them.
    size
        Those of its lines that say how many people and households it has.
    lines
        Its indicators, in their order.
    recognitions
        What is known of its classes in the register, the oldest first.
    status
        Its class in the register, or how many of its parts have one; None where none concerns it.
    gates
        The border gates in it.
    zone
        Its membership of the economic zones; None where unknown, and above the communes.
    similar
        The units that it is most like.
    known
        How much is known of it.
    """

    unit: Unit
    made_of: tuple[Passage, ...]
    went_into: tuple[Passage, ...]
    size: tuple[Line, ...]
    lines: tuple[Line, ...]
    recognitions: tuple[Recognition, ...]
    status: Cell | None
    gates: tuple[Gate, ...]
    zone: ZoneState | None
    similar: tuple[Likeness, ...]
    known: Known


def portrait_of(atlas: Atlas, unit: Unit) -> Portrait:
    """Put together what is known of a unit.

    Parameters
    ----------
    atlas
        The atlas.
    unit
        A unit of any level and boundaries, drawn or not.

    Returns
    -------
    portrait : Portrait
        Empty in its parts where nothing is known.
    """
    return _portrait(atlas, unit.key)


@kept_with(128)
def _portrait(atlas: Atlas, key: UnitKey) -> Portrait:
    unit = atlas.facts.units[key]
    found = ((each, atlas.series(each.indicator_id, unit)) for each in known_at(atlas, unit.level))
    lines = tuple(_line(atlas, each, series) for each, series in found if series)
    communal = unit.level == "commune"
    sizes = size_indicators(atlas.facts)
    evidence = atlas.register.evidence(unit, YEARS.stop) if communal else ()
    known = {line.indicator.indicator_id for line in lines}
    return Portrait(
        unit=unit,
        made_of=_made_of(atlas, unit),
        went_into=passages_from(atlas).get(unit.key, ()),
        size=tuple(line for line in lines if line.indicator.indicator_id in sizes),
        lines=lines,
        recognitions=evidence,
        status=_status(atlas, unit) if communal else None,
        gates=gates_inside(atlas, unit),
        zone=_zone(atlas, unit) if communal else None,
        similar=similar_units(atlas, unit),
        known=known_of(atlas, unit, known),
    )


def size_indicators(facts: Facts) -> tuple[str, ...]:
    """Return the ids of the indicators that count people, and of those that count households.

    Notes
    -----
    People are counted by what densities are worked out from, and by what may never be mixed with
    it and is carried and shared out in the same way. Households are what people are divided by.
    """
    people = people_indicator(facts)
    if people is None:
        return ()
    own = facts.indicators[people]
    found = [people]
    for each in ordered_indicators(facts):
        alike = (each.carry, each.share, each.unit_vi) == (own.carry, own.share, own.unit_vi)
        if alike and each.indicator_id in own.never_mix_with:
            found.append(each.indicator_id)
    found += [
        each.denominator_id
        for each in ordered_indicators(facts)
        if each.numerator_id == people and each.denominator_id in facts.indicators
    ]
    return tuple(found)


def _line(atlas: Atlas, indicator: Indicator, series: tuple[Cell, ...]) -> Line:
    cell, unit = series[-1], series[-1].unit
    province = province_unit(atlas)
    beside = None if unit.level == "province" else same_year(atlas, indicator, cell, province)
    districts = (
        same_year(atlas, indicator, cell, each) for each in districts_of(atlas.facts, unit)
    )
    return Line(
        indicator,
        series,
        standing_of(atlas, indicator, cell),
        trend_of(atlas, indicator, series),
        beside,
        tuple(each for each in districts if each is not None),
    )


def _made_of(atlas: Atlas, unit: Unit) -> tuple[Passage, ...]:
    units = atlas.facts.units
    found = [
        Passage(
            units[row.from_vintage, row.from_code],
            unit,
            row.area_share,
            row.population_share,
            row.basis,
            (row,),
        )
        for row in atlas.figures.crosswalk.parts(unit.key)
    ]
    return tuple(sorted(found, key=lambda each: (each.area_share != 1, each.old.code)))


def _status(atlas: Atlas, unit: Unit) -> Cell | None:
    """Return the newest class of a commune in the register, if it concerns such a one."""
    indicator_id, years = atlas.facts.province.register.status, atlas.register.years()
    if indicator_id not in atlas.facts.indicators or not years:
        return None
    cell = atlas.cell(View(indicator_id, years[-1], "commune", unit.vintage), unit)
    return None if cell.basis == "not_applicable" else cell


def _zone(atlas: Atlas, unit: Unit) -> ZoneState | None:
    """Return the newest membership of a commune that was in force while it was as it is here."""
    ended = find_vintage(atlas.facts.province, unit.vintage).valid_to
    last = newest_year(atlas) if ended is None else ended.year
    # a list of its last year may name the units after it
    states = (atlas.zone.state(unit, year) for year in (last, last - 1))
    return next((state for state in states if state is not None), None)
