"""Figures of units on any boundaries: observed, carried forward, summed up, or computed.

A figure of an old unit reaches a new one only forward, step by step through the crosswalk, and
only as the catalogue allows (`Indicator.carry`); nothing is ever made up for a missing part.
"""

from dataclasses import dataclass, replace
from datetime import date

from geo.facts.model import FLAGS, UNIT_AREA, CrosswalkRow, Facts, Indicator, Observation, Unit
from geo.figures.observations import Observations, unit_place
from geo.places.crosswalk import Crosswalk, Piece
from geo.places.units import level_units
from geo.places.vintages import find_vintage, vintage_at

_MEASURED = ("research", "other")
"""Kinds of sources that measured the area of a unit on a drawing and did not publish it."""


@dataclass(frozen=True)
class Figure:
    """A figure of a unit and year with all that must be printed beside it.

    Parameters
    ----------
    value, value_max
        The value in the indicator's unit; `value_max` closes a range.
    qualifier
        ``exact``, ``over``, ``nearly``, ``about`` or ``range``.
    year, period
        Year and period of the rows it rests on.
    flag
        The weakest flag of the rows it rests on; where it was computed here no stronger than
        ``derived``.
    source_ids
        Sources of these rows.
    note_vi, note_en
        Notes of the row, for an observed figure.
    carried
        Whether it comes from the units of an earlier vintage.
    split
        Whether an old unit had to be divided by its share of people or land, so that the
        figure is an estimate.
    computed
        How it was computed here: ``""``, ``ratio`` or ``aggregate``.
    origin
        The oldest vintage of the rows it rests on.
    releases
        Revisions in which rows that it rests on were published, ascending; none for what ships.
    """

    value: float
    value_max: float | None
    qualifier: str
    year: int
    period: str
    flag: str
    source_ids: tuple[str, ...]
    note_vi: str = ""
    note_en: str = ""
    carried: bool = False
    split: bool = False
    computed: str = ""
    origin: str = ""
    releases: tuple[int, ...] = ()


def observed_figure(row: Observation) -> Figure:
    """Return the figure that an observation states."""
    return Figure(
        value=row.value,
        value_max=row.value_max,
        qualifier=row.qualifier,
        year=row.year,
        period=row.period,
        flag=row.flag,
        source_ids=(row.source_id,),
        note_vi=row.note_vi,
        note_en=row.note_en,
        origin=row.vintage,
        releases=published_in(row.release),
    )


def published_in(*numbers: int) -> tuple[int, ...]:
    """Return numbers of revisions, each once, ascending; 0 is none."""
    return tuple(sorted({*numbers} - {0}))


@dataclass(frozen=True)
class Finding:
    """What is known of a unit and year: a figure, or how many of its parts have one."""

    figure: Figure | None
    known_parts: int = 0
    all_parts: int = 0


NOTHING = Finding(None)


class Figures:
    """Figures by indicator, unit and year, each worked out once.

    Parameters
    ----------
    facts
        The facts.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.observations = Observations(facts)
        self.crosswalk = Crosswalk(facts)
        self._found: dict[tuple[str, str, str, int], Finding] = {}

    def find(self, indicator_id: str, unit: Unit, year: int) -> Finding:
        """Return what is known of an indicator for a unit and year.

        Parameters
        ----------
        indicator_id
            Id of the indicator.
        unit
            The unit, on its own vintage's boundaries.
        year
            The year.

        Returns
        -------
        finding
            The unit's own figure; else the figure of the same unit on older boundaries; else
            its ratio of known parts; else the figure carried from its parts; else, above the
            commune, the aggregate of the units below. Where a figure cannot be carried, how many
            parts have one.

        Notes
        -----
        A density is worked out anew on every boundaries, for the published area of a unit may
        change where its boundaries do not.
        """
        key = (indicator_id, unit.vintage, unit.code, year)
        if key not in self._found:
            self._found[key] = self._work_out(self.facts.indicators[indicator_id], unit, year)
        return self._found[key]

    def years(self, indicator_id: str) -> tuple[int, ...]:
        """Return every year in which any unit has a figure, ascending.

        An indicator that is only ever computed has the years of its numerator; that of the
        units' own area those in which boundaries with published areas began, too.
        """
        own = self.years_of_own(indicator_id)
        numerator = self.facts.indicators[indicator_id].numerator_id
        if numerator == UNIT_AREA:
            began = {_began(self.facts, unit) for unit in self.facts.units.values()}
            return tuple(sorted({*own, *(year for year in began if year is not None)}))
        return own or (self.years(numerator) if numerator else ())

    def years_of_own(self, indicator_id: str) -> tuple[int, ...]:
        """Return every year in which any unit has an observation of its own, ascending."""
        years: set[int] = set()
        for kind in ("commune", "district", "province"):
            for place in self.observations.places(indicator_id, kind):
                years.update(self.observations.years(indicator_id, place))
        return tuple(sorted(years))

    def _work_out(self, indicator: Indicator, unit: Unit, year: int) -> Finding:
        own = self.observations.figure(indicator.indicator_id, unit_place(unit), year)
        if own is not None:
            return Finding(observed_figure(own))
        if indicator.numerator_id == UNIT_AREA and _began(self.facts, unit) == year:
            return Finding(_published_area(self.facts, unit))
        by_area = bool(indicator.numerator_id) and indicator.denominator_id == UNIT_AREA
        unchanged = unit.level == "commune" and self.crosswalk.is_unchanged(unit.key)
        if unchanged and not by_area:
            return self.find(indicator.indicator_id, self._units_before(unit)[0], year)
        ratio = self._ratio(indicator, unit, year)
        if ratio is not None:
            return Finding(ratio)
        if unit.level == "commune":
            return self._from_parts(indicator, unit, year)
        return self._from_below(indicator, unit, year)

    def _ratio(self, indicator: Indicator, unit: Unit, year: int) -> Figure | None:
        """Compute a rate again by its rule, from parts of one date and of the same boundaries."""
        of_units = indicator.numerator_id == UNIT_AREA
        if not indicator.numerator_id or of_units or indicator.scale is None:
            return None
        above = self.find(indicator.numerator_id, unit, year).figure
        if above is None or above.qualifier != "exact":
            return None
        if indicator.denominator_id == UNIT_AREA:
            if not unit.area_km2:
                return None
            density = _divided(above, unit.area_km2, indicator.scale)
            area_source = (unit.area_source_id,) if unit.area_source_id else ()
            return replace(density, source_ids=_unique(above.source_ids + area_source))
        below = self.find(indicator.denominator_id, unit, year).figure
        if below is None or below.qualifier != "exact" or below.value == 0:
            return None
        if (below.year, below.period, below.origin) != (above.year, above.period, above.origin):
            return None
        ratio = _divided(above, below.value, indicator.scale)
        return replace(
            ratio,
            carried=above.carried or below.carried,
            split=above.split or below.split,
            flag=_weakest(ratio.flag, below.flag),
            source_ids=_unique(above.source_ids + below.source_ids),
            releases=published_in(*above.releases, *below.releases),
        )

    def _from_parts(self, indicator: Indicator, unit: Unit, year: int) -> Finding:
        """Carry a figure from the units of the vintage before."""
        rows = self.crosswalk.parts(unit.key)
        if not rows or indicator.carry == "never":
            return NOTHING
        parts = self._units_before(unit)
        found = [self.find(indicator.indicator_id, part, year).figure for part in parts]
        figures = [figure for figure in found if figure is not None]
        whole = len(figures) == len(rows) and len({figure.period for figure in figures}) == 1
        if indicator.carry == "unchanged_only" or not whole:
            return Finding(None, len(figures), len(rows))
        if indicator.carry == "sum":
            weights: list[float] | None = [_share(indicator, row) for row in rows]
        else:
            weights = self._weights(indicator, list(zip(parts, rows, strict=True)), year)
        if weights is None:
            return Finding(None, len(figures), len(rows))
        carried = _combined(figures, weights, as_mean=indicator.carry == "weighted_mean")
        # Shares are read over the whole way: a unit whose pieces meet again was not divided.
        ancestors = self.crosswalk.ancestors(unit.key, carried.origin)
        split = any(_share(indicator, piece) < 1 for piece in ancestors)
        return Finding(replace(carried, carried=True, split=split), len(rows), len(rows))

    def _units_before(self, unit: Unit) -> list[Unit]:
        """Return the units of the vintage before that a unit was made of."""
        rows = self.crosswalk.parts(unit.key)
        return [self.facts.units[(row.from_vintage, row.from_code)] for row in rows]

    def _from_below(self, indicator: Indicator, unit: Unit, year: int) -> Finding:
        """Sum up the units below, if every one of them has a figure for the same period."""
        if indicator.aggregate == "never":
            return NOTHING
        below = self._units_below(unit, year)
        found = [self.find(indicator.indicator_id, child, year).figure for child in below]
        figures = [figure for figure in found if figure is not None and not figure.carried]
        if not below or len(figures) < len(below) or len({fig.period for fig in figures}) > 1:
            return NOTHING
        if indicator.aggregate == "sum":
            weights: list[float] | None = [1.0] * len(below)
        else:
            weights = self._weights(indicator, [(child, None) for child in below], year)
        if weights is None:
            return NOTHING
        total = _combined(figures, weights, as_mean=indicator.aggregate == "weighted_mean")
        flag = _weakest(total.flag, "derived")
        return Finding(replace(total, computed="aggregate", flag=flag))

    def _units_below(self, unit: Unit, year: int) -> list[Unit]:
        """Return the units that make up a district or the province at the end of a year."""
        province = self.facts.province
        vintage = vintage_at(province, date(year, 12, 31))
        if unit.level == "province" and vintage.has_districts:
            return list(level_units(self.facts, level="district", vintage=vintage.id))
        communes = level_units(self.facts, level="commune", vintage=vintage.id)
        if unit.level == "province":
            return list(communes)
        return [child for child in communes if child.parent_code == unit.code]

    def _weights(
        self, indicator: Indicator, pieces: list[tuple[Unit, CrosswalkRow | None]], year: int
    ) -> list[float] | None:
        """Return the weight of each piece in a mean, or None if one is unknown."""
        weights = []
        for unit, row in pieces:
            if indicator.denominator_id == UNIT_AREA:
                size = unit.area_km2
            elif indicator.denominator_id:
                figure = self.find(indicator.denominator_id, unit, year).figure
                size = figure.value if figure is not None else None
            else:
                size = None
            if size is None:
                return None
            weights.append(size * (1.0 if row is None else _share(indicator, row)))
        return weights if sum(weights) > 0 else None


def _began(facts: Facts, unit: Unit) -> int | None:
    """Return the year in which the boundaries of a unit with a published area began, or None."""
    start = find_vintage(facts.province, unit.vintage).valid_from
    source = facts.sources.get(unit.area_source_id)
    if not unit.area_km2 or start is None or source is None or source.kind in _MEASURED:
        return None
    return start.year


def _published_area(facts: Facts, unit: Unit) -> Figure:
    start = find_vintage(facts.province, unit.vintage).valid_from
    if start is None or unit.area_km2 is None:
        raise ValueError("only boundaries that began have published areas")
    return Figure(
        value=unit.area_km2,
        value_max=None,
        qualifier="exact",
        year=start.year,
        period=f"asof-{start.isoformat()}",
        flag="reported",
        source_ids=(unit.area_source_id,),
        origin=unit.vintage,
    )


def _divided(above: Figure, divisor: float, scale: float) -> Figure:
    value, flag = scale * above.value / divisor, _weakest(above.flag, "derived")
    return replace(above, value=value, flag=flag, computed="ratio", note_vi="", note_en="")


def _share(indicator: Indicator, row: CrosswalkRow | Piece) -> float:
    return row.population_share if indicator.share == "population" else row.area_share


def _combined(figures: list[Figure], weights: list[float], *, as_mean: bool) -> Figure:
    """Return the weighted sum or mean of figures, with their weakest flag and vaguest word."""
    divisor = sum(weights) if as_mean else 1.0
    pairs = list(zip(figures, weights, strict=True))
    low = sum(figure.value * weight for figure, weight in pairs) / divisor
    high = None
    if any(figure.value_max is not None for figure in figures):
        tops = [
            figure.value if figure.value_max is None else figure.value_max for figure in figures
        ]
        high = sum(top * weight for top, weight in zip(tops, weights, strict=True)) / divisor
    return Figure(
        value=low,
        value_max=high,
        qualifier=_vaguest({figure.qualifier for figure in figures}),
        year=figures[0].year,
        period=figures[0].period,
        flag=_weakest(*(figure.flag for figure in figures)),
        source_ids=_unique(tuple(key for figure in figures for key in figure.source_ids)),
        carried=any(figure.carried for figure in figures),
        # Vintages are named after their first day, so the oldest comes first.
        origin=min(figure.origin for figure in figures),
        releases=published_in(*(number for figure in figures for number in figure.releases)),
    )


def _weakest(*flags: str) -> str:
    return max(flags, key=FLAGS.index)


def _vaguest(words: set[str]) -> str:
    """Return the word for a figure made of figures worded so: one word stays, a mix is about."""
    words = words - {"exact"}
    if not words:
        return "exact"
    return words.pop() if len(words) == 1 else "about"


def _unique(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
