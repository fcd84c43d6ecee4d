"""A drawing: a resolved view with its classes, counts, coverage and ranks."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from geo.facts.lifetime import kept_with
from geo.facts.model import LEVELS, Indicator, Level
from geo.figures.atlas import Atlas, Cell, ViewKind
from geo.figures.border.catalogue import border_themes
from geo.figures.view import View, check_view
from geo.places.vintages import drawn_vintages
from geo.targets.goals import KIND_OF_PATH, PACED_PATHS, cell_gap, cell_pace, unit_target
from geo.targets.pace import Kind
from geo.views.classify import (
    FEWEST_VALUES,
    SCHEMES,
    Classes,
    gap_classes,
    numeric_classes,
    ordinal_classes,
    zone_classes,
)
from geo.views.palettes import PACE, theme_palette

_KEPT = 64
"""Drawings that are kept with the facts, those asked for last."""


@dataclass(frozen=True)
class Drawing:
    """Everything a map, its legend and its table show of a view.

    Parameters
    ----------
    view
        The view.
    indicator
        Its indicator.
    kind
        How it is drawn: ``numeric``, ``ordinal`` or ``zone``.
    cells
        One cell per unit, by code.
    classes
        The classes of the map.
    numbers
        The number that is classed for each cell: its value, gap or required pace.
    pace_kind
        What the required paces are; only a drawing of paces asks.
    """

    view: View
    indicator: Indicator
    kind: ViewKind
    cells: tuple[Cell, ...]
    classes: Classes
    numbers: tuple[float | None, ...]
    pace_kind: Kind = "points"

    @cached_property
    def indices(self) -> tuple[int | None, ...]:
        """Class index of each cell, None where it has none."""
        return tuple(
            self.classes.index(number, cell.class_id)
            for cell, number in zip(self.cells, self.numbers, strict=True)
        )

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Number of units in each class, pending ones included."""
        found = Counter(self.indices)
        return tuple(found[index] for index in range(len(self.classes)))

    @cached_property
    def pending_counts(self) -> tuple[int, ...]:
        """Number of units in each class by a vote or an appraisal only."""
        pairs = zip(self.cells, self.indices, strict=True)
        found = Counter(index for cell, index in pairs if cell.pending)
        return tuple(found[index] for index in range(len(self.classes)))

    @cached_property
    def concerned(self) -> int:
        """Number of units that the indicator concerns."""
        return sum(cell.basis != "not_applicable" for cell in self.cells)

    @cached_property
    def known(self) -> int:
        """Number of units that have a class."""
        return sum(index is not None for index in self.indices)

    @property
    def unknown(self) -> int:
        """Number of units that the indicator concerns and nothing is known of."""
        return self.concerned - self.known

    @property
    def coverage(self) -> float:
        """Share of the units concerned that have a class, 0 to 1."""
        return self.known / self.concerned if self.concerned else 0.0

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Rank by code, 1 for the highest number; equal numbers share a rank, classes have none."""
        if self.kind != "numeric":
            return {}
        pairs = [
            (number, cell.unit.code)
            for cell, number in zip(self.cells, self.numbers, strict=True)
            if number is not None
        ]
        first: dict[float, int] = {}
        for rank, number in enumerate(sorted((each for each, _ in pairs), reverse=True), start=1):
            first.setdefault(number, rank)
        return {code: first[number] for number, code in pairs}

    @cached_property
    def source_ids(self) -> tuple[str, ...]:
        """Sources of the figures shown, the most used first."""
        found = Counter(key for cell in self.cells for key in cell.source_ids)
        return tuple(key for key, _ in found.most_common())

    @cached_property
    def _numbers_by_code(self) -> dict[str, float | None]:
        codes = (cell.unit.code for cell in self.cells)
        return dict(zip(codes, self.numbers, strict=True))

    def number_of(self, code: str) -> float | None:
        """Return the number that is classed for the unit with a code, or None."""
        return self._numbers_by_code.get(code)

    def cell_of(self, code: str) -> Cell | None:
        """Return the cell of the unit with a code, or None."""
        return next((cell for cell in self.cells if cell.unit.code == code), None)


@kept_with(_KEPT)
def draw(atlas: Atlas, view: View) -> Drawing:
    """Resolve a view and class its cells.

    Parameters
    ----------
    atlas
        The atlas.
    view
        The view.

    Returns
    -------
    drawing
        The drawing; with no figure at all it has no classes, or for ordinal indicators and
        zone membership classes without units.

    Raises
    ------
    ViewError
        If the view names something that the facts do not hold.
    """
    indicator = check_view(atlas.facts, view)
    ground = _ground(atlas, indicator, view)
    kind = _kind(atlas, atlas.facts.indicators[ground.indicator], view.level)
    cells = atlas.cells(ground)
    numbers = _numbers(atlas, ground)
    classes = _classes(atlas, indicator, kind, view.level, view.mode, view.scheme, view.k)
    if view.mode != "gap" and view.scheme in ("", *SCHEMES) and _all_in_one(classes, numbers):
        # what parts the years together says nothing of this one
        known = [number for number in numbers if number is not None]
        classes = _numeric_classes(atlas, indicator, view, known)
    return Drawing(
        view, indicator, kind, cells, classes, numbers, _pace_kind(atlas, indicator, cells)
    )


def _ground(atlas: Atlas, indicator: Indicator, view: View) -> View:
    """Return the view that colours the units: below gates that is always the zone."""
    themes = border_themes(atlas.facts)
    if not view.gate_period or atlas.kind(indicator) == "zone" or not themes:
        return view
    return view.on(indicator=themes[0].default.indicator)


def _pace_kind(atlas: Atlas, indicator: Indicator, cells: tuple[Cell, ...]) -> Kind:
    targets = (unit_target(atlas, indicator.indicator_id, cell.unit) for cell in cells)
    paths = (target.path for target in targets if target is not None)
    return next((KIND_OF_PATH[path] for path in paths if path in PACED_PATHS), "points")


def _kind(atlas: Atlas, indicator: Indicator, level: Level) -> ViewKind:
    kind = atlas.kind(indicator)
    return "numeric" if kind == "zone" and level != "commune" else kind


@kept_with(512)
def _classes(
    atlas: Atlas,
    indicator: Indicator,
    kind: ViewKind,
    level: Level,
    mode: str,
    scheme: str,
    k: int,
) -> Classes:
    """Return the classes of a level, which are the same for every year and boundaries."""
    if kind == "zone":
        return zone_classes()
    if kind == "ordinal":
        rows = atlas.facts.ordinal_classes
        own = [row for row in rows if row.indicator_id == indicator.indicator_id]
        palette = theme_palette(atlas.facts.province, indicator.theme)
        return ordinal_classes(indicator, own, palette=palette)
    numbers = pooled_numbers(atlas, indicator.indicator_id, level, mode)
    if mode == "gap":
        return gap_classes(numbers)
    return _numeric_classes(atlas, indicator, View("", 0, level, "", mode, scheme, k), numbers)


def _all_in_one(classes: Classes, numbers: tuple[float | None, ...]) -> bool:
    """Tell whether all of several different numbers fall into one class."""
    different = {number for number in numbers if number is not None}
    if classes.ids or len(different) < FEWEST_VALUES:
        return False
    return len({classes.index(number) for number in different}) == 1


def _numeric_classes(
    atlas: Atlas, indicator: Indicator, view: View, numbers: list[float]
) -> Classes:
    """Class numbers as a view asks; of the view only level, mode, scheme and k matter."""
    palette = theme_palette(atlas.facts.province, indicator.theme)
    if view.mode == "pace":
        # the round breaks of the catalogue are breaks of values
        indicator, palette = replace(indicator, breaks=()), PACE
    return numeric_classes(
        indicator,
        numbers,
        palette=palette,
        scheme=view.scheme,
        k=view.k,
        own_level=indicator.kind == "rate" or view.level == _finest_level(atlas, indicator),
    )


def _finest_level(atlas: Atlas, indicator: Indicator) -> Level | None:
    """Return the finest level with figures: that of an amount's breaks, which sums outgrow."""
    vintages = drawn_vintages(atlas.facts.province)
    return next(
        (
            level
            for level in LEVELS
            if any(atlas.has_figures(indicator.indicator_id, level, each) for each in vintages)
        ),
        None,
    )


def pooled_numbers(atlas: Atlas, indicator_id: str, level: Level, mode: str) -> list[float]:
    """Return the numbers of a level over all its years and drawn vintages.

    Returns
    -------
    numbers
        Known values, gaps or paces by the mode, one per unit, year and vintage.
    """
    vintages = drawn_vintages(atlas.facts.province)
    if level != "commune":
        vintages = vintages[-1:]
    numbers: list[float | None] = []
    for vintage in vintages:
        for year in atlas.years(indicator_id, level, vintage):
            numbers += _numbers(atlas, View(indicator_id, year, level, vintage, mode=mode))
    return [number for number in numbers if number is not None]


def _numbers(atlas: Atlas, view: View) -> tuple[float | None, ...]:
    """Return the number that is classed for each cell: its value, gap or required pace."""
    cells = atlas.cells(view)
    if view.mode == "gap":
        return tuple(cell_gap(atlas, view.indicator, cell) for cell in cells)
    if view.mode == "pace":
        return tuple(cell_pace(atlas, view.indicator, cell) for cell in cells)
    return tuple(cell.value for cell in cells)
