"""Values of a year as their sources word them, and the values that meet a target."""

import math
from dataclasses import dataclass

_TINY = 1e-9
_NOISE = 9
"""Places of a difference beyond which its digits are those of the binary form."""


@dataclass(frozen=True)
class Point:
    """A value of a year, as its source words it.

    Parameters
    ----------
    year
        The year.
    value, value_max
        The value; `value_max` closes a range.
    qualifier
        One of `geo.facts.model.QUALIFIERS`.
    """

    year: int
    value: float
    qualifier: str = "exact"
    value_max: float | None = None

    @property
    def exact(self) -> bool:
        """Whether the source gives the value without a word that blurs it."""
        return self.qualifier == "exact"

    @property
    def limits(self) -> tuple[float, float]:
        """Lowest and highest value; "nearly" and "about" have no limits but the value."""
        if self.qualifier == "over":
            return self.value, math.inf
        return self.value, self.value if self.value_max is None else self.value_max


@dataclass(frozen=True)
class Goal:
    """The values that meet a target: from `low` to `high`, open where None."""

    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        """Tell whether a value meets the target."""
        return (self.low is None or value >= self.low - _TINY) and (
            self.high is None or value <= self.high + _TINY
        )

    def met_by(self, point: Point) -> bool:
        """Tell whether a point meets the target with all that its wording leaves open.

        Notes
        -----
        "Nearly 85" meets "at least 80", for it is close to 85, but "nearly 80" does not.
        """
        at_low = self.low is not None and abs(point.value - self.low) <= _TINY
        if point.qualifier == "nearly" and at_low:
            return False
        return all(self.holds(value) for value in point.limits)

    def aim(self, value: float) -> float:
        """Return the value that meets the target and is nearest to a value."""
        if self.low is not None and value < self.low:
            return self.low
        if self.high is not None and value > self.high:
            return self.high
        return value

    def rises(self, value: float) -> bool:
        """Tell whether the way from a value to the target leads up."""
        return self.low is not None and (self.high is None or value < self.low)

    def gap(self, value: float) -> float:
        """Return the distance of a value to the target.

        Returns
        -------
        gap : float
            Negative while the target is not met; zero inside a band; otherwise how far the
            value is beyond it. The sign does not say on which side the value is.
        """
        gaps = [value - self.low] if self.low is not None else []
        gaps += [self.high - value] if self.high is not None else []
        # 13.85 - 12 is 1.8499999999999996, which would be printed as 1.8 and not as 1.9
        return round(min(0.0, *gaps) if len(gaps) > 1 else gaps[0], _NOISE)

    def gap_of(self, point: Point) -> float:
        """Return the gap of a point, of a range that of its farther end."""
        return self.gap(self.farthest(point))

    def farthest(self, point: Point) -> float:
        """Return the value of a point, of a range the end that is farther from the target."""
        ends = [end for end in (point.value, point.value_max) if end is not None]
        return min(ends, key=self.gap)
