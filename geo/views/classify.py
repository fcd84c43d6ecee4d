"""Classes of a map: where one colour ends and the next begins, the same through the years.

Breaks are lower bounds: a value equal to a bound opens the class. They are pooled over the years
and the vintages of a level, so that maps of two years compare.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from jenkspy import jenks_breaks

from geo.facts.model import Indicator, OrdinalClass
from geo.figures.zone_lists import MEMBERSHIPS
from geo.language.numbers import round_half_up
from geo.views.palettes import PLAIN, ZERO, ZONE_FILLS, diverging, firm, sequential
from geo.views.typed_numbers import read_plain, write_plain

ClassKind = Literal["numeric", "ordinal", "zone", "gap"]
SCHEMES = ("breaks", "fisher", "quantiles", "equal")
"""Schemes by name; a scheme may also be a list of own bounds such as ``15;30;45``."""
K_RANGE = range(2, 8)
DEFAULT_K = 5
FEWEST_VALUES = 4
"""Different values below which there is nothing to class."""
MOST_IN_ONE = 0.8
"""Share of the values in one class above which breaks of the catalogue do not serve."""
CHANGE_SIDES = 3
"""Classes of changes on either side of none."""
MOST_BOUNDS = 8
"""Own bounds that a scheme may have."""


@dataclass(frozen=True)
class Classes:
    """The classes of a map, from the lowest to the highest.

    Parameters
    ----------
    kind
        ``numeric``, ``ordinal``, ``zone`` or ``gap`` (around zero).
    scheme
        The scheme they come from.
    bounds
        Lower bounds of the classes after the first (after the zero class, if there is one).
    zero
        Whether the first class holds exactly zero.
    ids
        Ids of ordinal classes or memberships, else empty.
    fills
        Hex colour of each class.
    """

    kind: ClassKind
    scheme: str
    bounds: tuple[float, ...]
    zero: bool
    ids: tuple[str, ...]
    fills: tuple[str, ...]

    def __len__(self) -> int:
        """Return the number of classes."""
        return len(self.fills)

    def index(self, value: float | None, class_id: str = "") -> int | None:
        """Return the class a cell belongs to, or None where nothing is known."""
        if self.ids:
            return self.ids.index(class_id) if class_id in self.ids else None
        if value is None or not self.fills:
            return None
        if not self.zero:
            return bisect_right(self.bounds, value)
        return 0 if value == 0 else 1 + bisect_right(self.bounds, value)


def valid_scheme(scheme: str) -> bool:
    """Tell whether a text names a scheme: empty, one of `SCHEMES`, or ascending own bounds."""
    if scheme in ("", *SCHEMES):
        return True
    bounds = [read_plain(part) for part in scheme.split(";")]
    known = [bound for bound in bounds if bound is not None]
    return len(known) == len(bounds) <= MOST_BOUNDS and known == sorted(set(known))


def own_bounds(scheme: str) -> tuple[float, ...]:
    """Read own bounds such as ``15;30;45``."""
    return tuple(float(part) for part in scheme.split(";"))


def bounds_scheme(bounds: Iterable[float]) -> str:
    """Write own bounds as a scheme, each with its decimals."""
    return ";".join(dict.fromkeys(map(write_plain, bounds)))


def numeric_classes(
    indicator: Indicator,
    values: Sequence[float],
    *,
    palette: str = PLAIN,
    scheme: str = "",
    k: int = 0,
    own_level: bool = True,
) -> Classes:
    """Make the classes of an indicator's values.

    Parameters
    ----------
    indicator
        The indicator, with its round breaks if it has any.
    values
        Known values pooled over the years and vintages of a level.
    palette
        Palette of the theme or of the mode, one of `PALETTES`.
    scheme
        Empty or ``breaks`` for the catalogue's breaks where they serve, else Fisher-Jenks; or
        another scheme of `SCHEMES`, or own bounds.
    k
        Number of classes asked for; 0 for five. Never more than there are different values.
    own_level
        Whether the values are of the level that the catalogue's breaks were made for.

    Returns
    -------
    classes
        No class at all for no value. Where more than a fifth of the values are exactly zero
        (and none is negative), zero is a class of its own.

    Notes
    -----
    Classes of Fisher-Jenks, quantiles and equal intervals are closed above; they are turned into
    lower bounds rounded only so far that no value changes its class.
    Breaks of the catalogue that leave nearly all of the values in one class give way to
    Fisher-Jenks, and these likewise to quantiles.
    """
    known = sorted(values)
    if not known:
        return Classes("numeric", scheme, (), zero=False, ids=(), fills=())
    zero = known[0] >= 0 and known.count(0) * 5 > len(known)
    spread = [value for value in known if value != 0] if zero else known
    if scheme in ("", "breaks"):
        chosen, bounds = _own_way(indicator.breaks if own_level else (), spread, k)
    elif scheme in SCHEMES:
        chosen, bounds = scheme, computed_bounds(spread, scheme=scheme, k=k or DEFAULT_K)
    else:
        chosen, bounds = scheme, own_bounds(scheme)
    if zero:
        # Between zero and a bound that is not above it there is nothing.
        bounds = tuple(bound for bound in bounds if bound > 0)
    count = len(bounds) + 1 if spread else 0
    fills = sequential(palette, k=count) if count else ()
    if zero:
        fills = (ZERO, *fills)
    return Classes("numeric", chosen, bounds, zero=zero, ids=(), fills=fills)


def gap_classes(gaps: Sequence[float]) -> Classes:
    """Make classes of equal width around zero, at most three on either side.

    Parameters
    ----------
    gaps
        Known gaps to the target, pooled; a negative one is still to go.

    Returns
    -------
    classes
        Classes of one round width; no class at all for no gap.
    """
    if not gaps:
        return Classes("gap", "gap", (), zero=False, ids=(), fills=())
    step = _round_up(max(max(abs(gap) for gap in gaps) / 3, 1e-9))
    # One class on either side at least, so that the target itself is always a bound.
    below = max(1, min(3, math.ceil(-min(gaps) / step)))
    above = max(1, min(3, math.floor(max(gaps) / step) + 1))
    bounds = tuple(step * i for i in range(1 - below, above))
    fills = diverging(below=below, above=above)
    return Classes("gap", "gap", bounds, zero=False, ids=(), fills=fills)


@dataclass(frozen=True)
class ChangeClasses:
    """The classes of changes, the same on both sides of none.

    Parameters
    ----------
    bounds
        Sizes from which on a change is of the second class and of those after it.
    decimals
        Decimals to which a change is known: one that is rounded away is none.
    sides
        Classes on either side; none where nothing changed.
    fills
        Hex colours from the deepest fall over none to the highest rise.
    """

    bounds: tuple[float, ...]
    decimals: int
    sides: int
    fills: tuple[str, ...]

    def step(self, number: float | None) -> int | None:
        """Return the class of a change: 0 for none, 1 and more for a rise, -1 and less a fall."""
        if number is None:
            return None
        if round_half_up(abs(number), decimals=self.decimals) == 0:
            return 0
        step = 1 + bisect_right(self.bounds, abs(number))
        return step if number > 0 else -step

    def fill(self, step: int) -> str:
        """Return the colour of a class."""
        return self.fills[step + self.sides]


def change_classes(
    numbers: Sequence[float], *, decimals: int = 0, ordinal: bool = False
) -> ChangeClasses:
    """Make the classes of changes, at most three on either side of no change.

    Parameters
    ----------
    numbers
        The known changes.
    decimals
        Decimals to which they are known.
    ordinal
        Whether they are steps between classes: these are up, the same or down.

    Returns
    -------
    classes : ChangeClasses
        Bounds are those of Fisher-Jenks on the sizes of the changes, of falls and rises together.
    """
    sizes = [abs(number) for number in numbers]
    moved = [size for size in sizes if round_half_up(size, decimals=decimals) != 0]
    bounds = () if ordinal else computed_bounds(moved, scheme="fisher", k=CHANGE_SIDES)
    sides = len(bounds) + 1 if moved else 0
    fills = (*diverging(below=sides, above=0), ZERO, *diverging(below=0, above=sides))
    return ChangeClasses(bounds, decimals, sides, fills)


def ordinal_classes(
    indicator: Indicator, rows: Sequence[OrdinalClass], *, palette: str = PLAIN
) -> Classes:
    """Make the classes of an ordinal indicator from its rows of ``ordinal_classes.csv``."""
    ordered = sorted(rows, key=lambda row: row.value, reverse=indicator.direction < 0)
    fills = firm(palette, k=len(ordered))
    ids = tuple(row.class_id for row in ordered)
    return Classes("ordinal", "ordinal", (), zero=False, ids=ids, fills=fills)


def zone_classes() -> Classes:
    """Make the classes of membership of the economic zone: no, part, whole."""
    return Classes("zone", "zone", (), zero=False, ids=MEMBERSHIPS, fills=ZONE_FILLS)


def _own_way(
    breaks: tuple[float, ...], values: list[float], k: int
) -> tuple[str, tuple[float, ...]]:
    """Return the first scheme that parts values, with its bounds: Fisher-Jenks where none does."""
    if _part(breaks, values):
        return "breaks", breaks
    computed = {
        scheme: computed_bounds(values, scheme=scheme, k=k or DEFAULT_K)
        for scheme in ("fisher", "quantiles")
    }
    scheme = next((each for each, bounds in computed.items() if _part(bounds, values)), "fisher")
    return scheme, computed[scheme]


def _part(bounds: Sequence[float], values: Sequence[float]) -> bool:
    """Tell whether bounds part values; of fewer than four different ones nothing is asked."""
    if not bounds or len(set(values)) < FEWEST_VALUES:
        return bool(bounds)
    fullest = max(Counter(bisect_right(bounds, value) for value in values).values())
    return fullest <= MOST_IN_ONE * len(values)


def computed_bounds(values: Sequence[float], *, scheme: str, k: int) -> tuple[float, ...]:
    """Return the lower bounds that a scheme computes: at most k classes, fewer of few values."""
    distinct = sorted(set(values))
    k = min(k, len(distinct))
    if k < 2:
        return ()
    bounds = []
    for top in _tops(values, scheme=scheme, k=k):
        following = distinct[bisect_right(distinct, top) :]
        if following:
            bounds.append(_roundest_between(top, following[0]))
    return tuple(sorted(set(bounds)))


def _tops(values: Sequence[float], *, scheme: str, k: int) -> list[float]:
    """Return the highest value of each class but the last; by Fisher and Jenks if not otherwise."""
    if scheme == "quantiles":
        tops: list[float] = np.quantile(values, np.arange(1, k) / k).tolist()
    elif scheme == "equal":
        tops = np.linspace(min(values), max(values), k + 1)[1:-1].tolist()
    else:
        tops = jenks_breaks(values, n_classes=k)[1:-1]
    return tops


def _roundest_between(above: float, upto: float) -> float:
    """Return the roundest number greater than one value and not greater than the other."""
    exponent = math.ceil(math.log10(max(abs(above), abs(upto), 1e-12))) + 1
    for power in range(exponent, exponent - 18, -1):
        unit = 10.0**power
        candidate = round(math.floor(upto / unit) * unit, max(0, -power))
        if above < candidate <= upto:
            return candidate
    return upto


def _round_up(width: float) -> float:
    """Return the next of 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(width))
    for step in (1, 2, 2.5, 5, 10):
        if step * power >= width * (1 - 1e-9):
            return step * power
    raise AssertionError("ten times the power of ten is always wide enough")
