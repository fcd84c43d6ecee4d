"""Cells: what a view shows for each unit, one row per unit, unknown where nothing is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from geo.facts.lifetime import kept_with
from geo.facts.model import Basis, BoundaryNote, Facts, Indicator, Level, Unit
from geo.figures.breaks import breaks_between, breaks_of
from geo.figures.carried import Figure, Figures, Finding, published_in
from geo.figures.ntm_register import Register, Status
from geo.figures.view import View, check_names, check_view
from geo.figures.zone_lists import MEMBERSHIPS, Zone, ZoneState
from geo.places.units import level_units

ViewKind = Literal["numeric", "ordinal", "zone"]


@dataclass(frozen=True)
class Cell:
    """What a view shows for one unit.

    Parameters
    ----------
    unit
        The unit, on the view's boundaries.
    basis
        ``observed``, ``carried``, ``earlier``, ``none`` or ``not_applicable``.
    figure
        The figure shown, None where nothing is known. The value of a class is its number; the
        flag of a class of the new-rural-area programme is its evidence.
    class_id
        Class of an ordinal indicator or of zone membership, by id.
    pending
        True for a class that rests on a vote or an appraisal only.
    known_parts, all_parts
        For a figure that could not be carried: how many of the parts have one.
    """

    unit: Unit
    basis: Basis
    figure: Figure | None = None
    class_id: str = ""
    pending: bool = False
    known_parts: int = 0
    all_parts: int = 0

    @property
    def known(self) -> bool:
        """Whether the cell has something to show."""
        return self.figure is not None

    @property
    def value(self) -> float | None:
        """The value of its figure."""
        return None if self.figure is None else self.figure.value

    @property
    def value_max(self) -> float | None:
        """The upper end of its figure, where that is a range."""
        return None if self.figure is None else self.figure.value_max

    @property
    def qualifier(self) -> str:
        """The word of its figure."""
        return "exact" if self.figure is None else self.figure.qualifier

    @property
    def observed_year(self) -> int | None:
        """The year of its figure, which may be older than the view's year."""
        return None if self.figure is None else self.figure.year

    @property
    def period(self) -> str:
        """The period of its figure."""
        return "" if self.figure is None else self.figure.period

    @property
    def flag(self) -> str:
        """The flag of its figure."""
        return "" if self.figure is None else self.figure.flag

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of its figure."""
        return () if self.figure is None else self.figure.source_ids

    @property
    def releases(self) -> tuple[int, ...]:
        """The revisions in which rows of its figure were published."""
        return () if self.figure is None else self.figure.releases

    @property
    def split(self) -> bool:
        """Whether its figure rests on a divided unit, so that it is an estimate."""
        return self.figure is not None and self.figure.split

    @property
    def computed(self) -> str:
        """How its figure was computed: ``""``, ``ratio`` or ``aggregate``."""
        return "" if self.figure is None else self.figure.computed


class Atlas:
    """The facts together with everything that is worked out from them.

    Parameters
    ----------
    facts
        The facts.
    boundary_credits
        Credit of each boundary layer, by its name, that is not the shipped one.
    """

    def __init__(
        self, facts: Facts, boundary_credits: Mapping[str, BoundaryNote] | None = None
    ) -> None:
        self.facts = facts
        self.boundary_credits = dict(boundary_credits or {})
        self.figures = Figures(facts)
        self.register = Register(facts)
        self.zone = Zone(facts)

    def kind(self, indicator: Indicator) -> ViewKind:
        """Tell how an indicator is drawn: by value, by ordinal class, or by zone membership.

        The figures of a border gate are traffic, never a commune's production, so indicators of
        a theme of theirs colour communes by their membership of the economic zone.
        """
        if indicator.kind == "ordinal":
            return "ordinal"
        themes = self.facts.province.themes
        by_zone = any(each.communes_by_zone for each in themes if each.id == indicator.theme)
        return "zone" if by_zone else "numeric"

    def in_register(self, indicator_id: str) -> bool:
        """Tell whether the figures of an indicator are the recognitions of the register."""
        return indicator_id == self.facts.province.register.status

    def above_communes(self, indicator_id: str) -> str:
        """Return the indicator that speaks above the communes in the place of one.

        Only for the register's status it is another: the share of the communes that met the
        standard, or their count where no share is worked out from it.
        """
        if not self.in_register(indicator_id):
            return indicator_id
        met = self.facts.province.register.communes_met
        catalogue = self.facts.indicators.values()
        shares = (each.indicator_id for each in catalogue if met and each.numerator_id == met)
        return next(shares, met or indicator_id)

    def units(self, level: Level, vintage: str) -> tuple[Unit, ...]:
        """Return the units of a level on the boundaries of a vintage, by code."""
        return level_units(self.facts, level=level, vintage=vintage)

    def cells(self, view: View) -> tuple[Cell, ...]:
        """Resolve a view into one cell per unit, in the order of the codes.

        Parameters
        ----------
        view
            The view; its mode, scheme and k do not matter here.

        Returns
        -------
        cells
            One cell per unit of the view's level and vintage.

        Raises
        ------
        ViewError
            If the view names something that the facts do not hold.
        """
        return self._cells(view.indicator, view.year, view.level, view.vintage, view.latest)

    def cell(self, view: View, unit: Unit) -> Cell:
        """Resolve a view for one unit of any level, on boundaries that need not be drawn."""
        indicator = check_names(self.facts, view)
        return self._cell_in(indicator, unit, view.year, latest=view.latest)

    def years(self, indicator_id: str, level: Level, vintage: str) -> tuple[int, ...]:
        """Return the years for which a view of a level shows at least one figure, ascending.

        For a level without any figure the years known at other levels are returned, so that
        the map can say for which year nothing is known there.
        """
        return self._years(indicator_id, level, vintage) or self._all_years(indicator_id)

    def has_figures(self, indicator_id: str, level: Level, vintage: str) -> bool:
        """Tell whether an indicator has any figure for the units of a level and vintage."""
        return bool(self._years(indicator_id, level, vintage))

    def series(self, indicator_id: str, unit: Unit) -> tuple[Cell, ...]:
        """Return the cells of one unit for every year that has a figure, ascending."""
        indicator = self.facts.indicators[indicator_id]
        cells = (self._cell_in(indicator, unit, year) for year in self._all_years(indicator_id))
        return tuple(cell for cell in cells if cell.known)

    def class_id_of(self, indicator_id: str, value: float) -> str:
        """Return the id of the ordinal class with a value, or an empty string."""
        for row in self.facts.ordinal_classes:
            if row.indicator_id == indicator_id and row.value == value:
                return row.class_id
        return ""

    @kept_with(4096)
    def _cells(
        self, indicator_id: str, year: int, level: Level, vintage: str, latest: bool
    ) -> tuple[Cell, ...]:
        view = View(indicator_id, year, level, vintage, latest=latest)
        check_view(self.facts, view)
        return tuple(self.cell(view, unit) for unit in self.units(level, vintage))

    def _cell_in(
        self, indicator: Indicator, unit: Unit, year: int, *, latest: bool = False
    ) -> Cell:
        if unit.level == "commune" and not _concerns(indicator, unit):
            return Cell(unit, "not_applicable")
        if self.in_register(indicator.indicator_id):
            return self._status_cell(indicator, unit, year)
        if self.kind(indicator) == "zone" and unit.level == "commune":
            return _zone_cell(unit, self.zone.state(unit, year))
        return self._figure_cell(indicator, unit, year, latest=latest)

    def _status_cell(self, indicator: Indicator, unit: Unit, year: int) -> Cell:
        if unit.level != "commune":
            return Cell(unit, "not_applicable")
        status = self.register.status(unit, year)
        if status is not None:
            return _class_cell(unit, status)
        rows = self.figures.crosswalk.parts(unit.key)
        parts = [self.facts.units[(row.from_vintage, row.from_code)] for row in rows]
        concerned = [part for part in parts if _concerns(indicator, part)]
        known = [part for part in concerned if self.register.status(part, year) is not None]
        return Cell(unit, "none", known_parts=len(known), all_parts=len(concerned))

    def _figure_cell(self, indicator: Indicator, unit: Unit, year: int, *, latest: bool) -> Cell:
        finding = self.figures.find(indicator.indicator_id, unit, year)
        if finding.figure is None and latest:
            breaks = breaks_of(self.facts, indicator.indicator_id)
            for before in range(year - 1, year - indicator.max_age_years - 1, -1):
                if breaks_between(breaks, before, year):
                    break
                earlier = self.figures.find(indicator.indicator_id, unit, before)
                if earlier.figure is not None:
                    basis: Basis = "carried" if earlier.figure.carried else "earlier"
                    return replace(_cell_of(indicator, unit, earlier, self), basis=basis)
        return _cell_of(indicator, unit, finding, self)

    @kept_with(1024)
    def _years(self, indicator_id: str, level: Level, vintage: str) -> tuple[int, ...]:
        years = self._all_years(indicator_id)
        indicator = self.facts.indicators[indicator_id]
        if self.kind(indicator) == "zone" and level == "commune":
            return years
        units = self.units(level, vintage)
        return tuple(
            year
            for year in years
            if any(self._cell_in(indicator, unit, year).known for unit in units)
        )

    @kept_with(1024)
    def _all_years(self, indicator_id: str) -> tuple[int, ...]:
        if self.in_register(indicator_id):
            return self.register.years()
        years = set(self.figures.years(indicator_id))
        observations = self.figures.observations
        for kind in ("gate", "zone"):
            for place in observations.places(indicator_id, kind):
                years.update(observations.years(indicator_id, place))
        return tuple(sorted(years))


def _concerns(indicator: Indicator, unit: Unit) -> bool:
    return not indicator.unit_kinds or unit.kind in indicator.unit_kinds


def _class_cell(unit: Unit, status: Status) -> Cell:
    row = status.row
    figure = Figure(
        value=float(status.value),
        value_max=None,
        qualifier="exact",
        year=row.year,
        period="year",
        flag=row.evidence,
        source_ids=(row.source_id,),
        note_vi=row.note_vi,
        note_en=row.note_en,
        releases=published_in(row.release),
    )
    return Cell(unit, "observed", figure, class_id=status.class_id, pending=status.pending)


def _zone_cell(unit: Unit, state: ZoneState | None) -> Cell:
    if state is None:
        return Cell(unit, "none")
    figure = Figure(
        value=float(MEMBERSHIPS.index(state.membership)),
        value_max=None,
        qualifier="exact",
        year=state.list_date.year,
        period=f"asof-{state.list_date.isoformat()}",
        flag="",
        source_ids=state.source_ids,
        carried=state.carried,
    )
    return Cell(unit, _basis_of(figure), figure, class_id=state.membership)


def _cell_of(indicator: Indicator, unit: Unit, finding: Finding, atlas: Atlas) -> Cell:
    figure = finding.figure
    if figure is None:
        return Cell(unit, "none", known_parts=finding.known_parts, all_parts=finding.all_parts)
    ordinal = indicator.kind == "ordinal"
    class_id = atlas.class_id_of(indicator.indicator_id, figure.value) if ordinal else ""
    return Cell(unit, _basis_of(figure), figure, class_id=class_id)


def _basis_of(figure: Figure) -> Basis:
    return "carried" if figure.carried else "observed"
