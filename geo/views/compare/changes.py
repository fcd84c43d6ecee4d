"""What changed between two years: a change for every unit, or the reason why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from geo.errors import ViewError
from geo.facts.lifetime import kept_with
from geo.facts.model import UNVERIFIED, Facts, Indicator, Level, SeriesBreak, Unit
from geo.figures.atlas import Atlas, Cell, ViewKind
from geo.figures.breaks import breaks_between, breaks_of
from geo.figures.view import View, check_names
from geo.language.numbers import written_decimals
from geo.language.texts import OwnText
from geo.views.classify import ChangeClasses, change_classes

Reason = Literal[
    "",
    "not_applicable",
    "unknown_both",
    "unknown_from",
    "unknown_to",
    "definition",
    "break",
    "boundaries",
    "estimate",
    "unverified",
    "pending",
    "inexact",
]
"""Why a unit has no change; what is told first where several hold."""
REASONS: tuple[Reason, ...] = (
    "boundaries",
    "break",
    "definition",
    "estimate",
    "inexact",
    "pending",
    "unverified",
)
"""Those of units with a figure in both years: they are told, not merely unknown."""
_NOISE = 9
"""Places of a difference beyond which its digits are those of the binary form."""
_HUNDRED = 100.0


@dataclass(frozen=True)
class Change:
    """A unit in two years.

    Parameters
    ----------
    unit
        The unit.
    before, after
        What is known of it in the earlier and in the later year.
    number
        The later value less the earlier one, in the indicator's unit, for a share in points; of
        classes by how many steps the later one is higher. None where `reason` says why.
    relative
        The same in per cent of the earlier value; None for shares, for classes, and where that
        value is not above zero.
    reason
        Why there is no change, or empty.
    """

    unit: Unit
    before: Cell
    after: Cell
    number: float | None = None
    relative: float | None = None
    reason: Reason = ""


@dataclass(frozen=True)
class Comparison:
    """Two years of one indicator, unit by unit.

    Parameters
    ----------
    view
        The view of the later year.
    earlier
        The earlier year.
    indicator
        The indicator.
    kind
        ``numeric`` or ``ordinal``.
    changes
        One per unit, by code.
    decimals
        Decimals to which a change is known: those of the coarser year.
    classes
        The classes of the changes, around none.
    breaks
        The stated breaks and doubts between the two years.
    """

    view: View
    earlier: int
    indicator: Indicator
    kind: ViewKind
    changes: tuple[Change, ...]
    decimals: int
    classes: ChangeClasses
    breaks: tuple[SeriesBreak, ...]

    @cached_property
    def steps(self) -> tuple[int | None, ...]:
        """Class of each unit: 0 for no change, above it rises, below it falls; None for none."""
        return tuple(self.classes.step(change.number) for change in self.changes)

    @property
    def known(self) -> int:
        """Number of units with a change."""
        return sum(step is not None for step in self.steps)

    @property
    def later(self) -> int:
        """The later year."""
        return self.view.year


def is_share(indicator: Indicator) -> bool:
    """Tell whether a change of an indicator is one of percentage points."""
    return indicator.kind == "rate" and indicator.unit_en.startswith("%")


def compared_years(atlas: Atlas, indicator_id: str, level: Level, vintage: str) -> tuple[int, ...]:
    """Return the years of an indicator that can be compared, ascending; none where it cannot be.

    At the level of communes the indicators of gates show a membership, which is no figure.
    """
    indicator = atlas.facts.indicators[indicator_id]
    if not comparable(atlas, indicator, level):
        return ()
    if not atlas.has_figures(indicator_id, level, vintage):
        return ()
    return atlas.years(indicator_id, level, vintage)


def comparable(atlas: Atlas, indicator: Indicator, level: Level) -> bool:
    """Tell whether the maps of an indicator show its own figures or classes at a level."""
    if atlas.in_register(indicator.indicator_id):
        return level == "commune"
    return level != "commune" or atlas.kind(indicator) != "zone"


@kept_with(64)
def compare_years(atlas: Atlas, view: View, earlier: int) -> Comparison:
    """Compare a year of a view with an earlier one.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view of the later year; of it indicator, year, level and vintage matter.
    earlier
        The earlier year.

    Returns
    -------
    comparison : Comparison
        With one change per unit of the level and vintage.

    Raises
    ------
    ViewError
        The view names what the facts do not hold, the indicator has no figures of its own there
        or none of these years, or the years are not in their order.

    Notes
    -----
    A unit has no change where a figure is unknown; where a new basis or definition was stated
    between the two years, or the whole series may count now this and now that; where the
    figures rest on other boundaries; where one of them alone is an estimate; where nobody
    answers for one; where a class is not decided; and where a source words one vaguely.
    """
    indicator = check_names(atlas.facts, view)
    _check_years(atlas, view, earlier)
    between = breaks_across(atlas.facts, view.indicator, earlier, view.year)
    units = atlas.units(view.level, view.vintage)
    before, after = (
        [atlas.cell(_plain(view, year), unit) for unit in units] for year in (earlier, view.year)
    )
    kind: ViewKind = "ordinal" if indicator.kind == "ordinal" else "numeric"
    decimals = min(_decimals(indicator, before), _decimals(indicator, after))
    changes = tuple(
        _change(atlas, indicator, Change(*three), between)
        for three in zip(units, before, after, strict=True)
    )
    numbers = [change.number for change in changes if change.number is not None]
    classes = change_classes(numbers, decimals=decimals, ordinal=kind == "ordinal")
    return Comparison(view, earlier, indicator, kind, changes, decimals, classes, between)


def change_before(
    atlas: Atlas, indicator_id: str, unit: Unit, year: int
) -> tuple[Comparison, Change] | None:
    """Return the change of a unit from its figure before to that of a year; None without both.

    What is carried, doubtful or broken between them comes with its reason.
    """
    known = [cell.observed_year for cell in atlas.series(indicator_id, unit)]
    before = [each for each in known if each is not None and each < year]
    years = compared_years(atlas, indicator_id, unit.level, unit.vintage)
    if not before or year not in known or not {before[-1], year} <= set(years):
        return None
    view = View(indicator_id, year, unit.level, unit.vintage)
    found = compare_years(atlas, view, before[-1])
    own = [each for each in found.changes if each.unit.code == unit.code]
    return (found, own[0]) if own else None


def breaks_across(
    facts: Facts, indicator_id: str, earlier: int, later: int
) -> tuple[SeriesBreak, ...]:
    """Return what was stated that forbids to compare two years of an indicator.

    A doubt without a year is about the whole series: it may count now this and now that.
    """
    stated = breaks_of(facts, indicator_id)
    whole = tuple(row for row in stated if row.year is None)
    return whole + breaks_between(stated, earlier, later)


def change_between(atlas: Atlas, indicator: Indicator, before: Cell, after: Cell) -> Change:
    """Return the change between two figures of a unit, or the reason why there is none.

    Parameters
    ----------
    atlas
        The atlas.
    indicator
        The indicator of both.
    before, after
        The earlier and the later figure.

    Returns
    -------
    change : Change
        By the rules of `compare_years`.
    """
    between = breaks_across(
        atlas.facts, indicator.indicator_id, before.observed_year or 0, after.observed_year or 0
    )
    return _change(atlas, indicator, Change(after.unit, before, after), between)


def _plain(view: View, year: int) -> View:
    return View(view.indicator, year, view.level, view.vintage)


def _check_years(atlas: Atlas, view: View, earlier: int) -> None:
    years = compared_years(atlas, view.indicator, view.level, view.vintage)
    name = OwnText(atlas.facts.indicators[view.indicator], "name")
    if not years:
        raise ViewError("view.no_years", indicator=name)
    for year in (earlier, view.year):
        if year not in years:
            raise ViewError("view.year", indicator=name, year=year, known=years)
    if earlier >= view.year:
        raise ViewError("view.years_order", earlier=earlier, later=view.year)


def _decimals(indicator: Indicator, cells: Sequence[Cell]) -> int:
    """Return the decimals that the figures of a year have: a whole number among others has them."""
    written = (written_decimals(cell.value) for cell in cells if cell.qualifier == "exact")
    return min(indicator.decimals, max(written, default=indicator.decimals))


def _change(
    atlas: Atlas, indicator: Indicator, pair: Change, between: Sequence[SeriesBreak]
) -> Change:
    unit, before, after = pair.unit, pair.before, pair.after
    reason = _unknown(before, after) or _stated(between) or _footing(before, after)
    if reason or before.value is None or after.value is None:
        return Change(unit, before, after, reason=reason)
    if indicator.kind == "ordinal":
        steps = _rank(atlas, indicator, after) - _rank(atlas, indicator, before)
        return Change(unit, before, after, number=float(steps))
    number = round(after.value - before.value, _NOISE)
    relative = None
    if not is_share(indicator) and before.value > 0:
        relative = round(_HUNDRED * number / before.value, _NOISE)
    return Change(unit, before, after, number=number, relative=relative)


def _rank(atlas: Atlas, indicator: Indicator, cell: Cell) -> int:
    """Return the place of a class among those of its indicator, the lowest first."""
    rows = [
        row for row in atlas.facts.ordinal_classes if row.indicator_id == indicator.indicator_id
    ]
    ordered = sorted(rows, key=lambda row: row.value, reverse=indicator.direction < 0)
    return [row.class_id for row in ordered].index(cell.class_id)


def _unknown(before: Cell, after: Cell) -> Reason:
    if before.basis == "not_applicable" or after.basis == "not_applicable":
        return "not_applicable"
    if not before.known and not after.known:
        return "unknown_both"
    if not before.known:
        return "unknown_from"
    return "" if after.known else "unknown_to"


def _stated(between: Sequence[SeriesBreak]) -> Reason:
    kinds = {row.kind for row in between}
    if "definition" in kinds:
        return "definition"
    return "break" if kinds else ""


def _footing(before: Cell, after: Cell) -> Reason:
    """Return what keeps two figures of a unit from standing on the same footing."""
    if _boundaries(before) != _boundaries(after):
        return "boundaries"
    if _estimated(before) != _estimated(after):
        return "estimate"
    cells = (before, after)
    if any(cell.flag == UNVERIFIED for cell in cells):
        return "unverified"
    if any(cell.pending for cell in cells):
        return "pending"
    return "inexact" if any(cell.qualifier != "exact" for cell in cells) else ""


def _boundaries(cell: Cell) -> str:
    """Return the boundaries that a figure was carried from; none for one of the unit itself."""
    figure = cell.figure
    return figure.origin if figure is not None and figure.carried else ""


def _estimated(cell: Cell) -> bool:
    return cell.split or cell.flag == "estimate"
