"""The formulas behind a progress, written with their numbers so that a reader can redo them.

``^`` is a power, ``×`` a product, ``−`` a minus, ``;`` separates arguments; numbers have the
separators of the language and as many decimals as are needed to compute them again.
"""

from decimal import Decimal

from geo.language.numbers import MINUS, format_number
from geo.language.texts import texts
from geo.targets.goals import point_of
from geo.targets.pace import project
from geo.targets.points import Point
from geo.targets.progress import Progress

_PLACES = 6


class Formulas:
    """The formulas of one progress that has a latest figure.

    Parameters
    ----------
    measured
        The progress.
    lang
        Language.
    """

    def __init__(self, measured: Progress, *, lang: str) -> None:
        if measured.latest is None:
            raise ValueError("without a figure nothing was computed")
        self._measured = measured
        self._found = measured.assessed
        self._lang = lang
        self._points = tuple(point_of(cell) for cell in measured.figures)
        self._latest: Point = point_of(measured.latest)
        self._year = measured.target.target_year

    def number(self, value: float | None, *, places: int = _PLACES) -> str:
        """Write a number with as many decimals as it needs, `places` at most."""
        if value is None:
            return ""
        exponent = Decimal(repr(round(float(value), places))).normalize().as_tuple().exponent
        return format_number(value, decimals=max(0, -int(exponent)), lang=self._lang)

    def gap(self) -> str:
        """Write how far value or pace is from the goal."""
        goal = self._measured.goal
        by_pace = self._measured.kind in ("average", "change")
        own = self.number(self._found.observed if by_pace else goal.farthest(self._latest))
        terms = [self._minus(own, self.number(goal.low))] if goal.low is not None else []
        terms += [self._minus(self.number(goal.high), own)] if goal.high is not None else []
        return f"min(0; {'; '.join(terms)})" if len(terms) > 1 else terms[0]

    def observed(self) -> str:
        """Write the observed pace."""
        if self._measured.kind == "average":
            return f"({self._sum()}) / {len(self._points)}"
        return self._pace(self._points[0], self._latest.value, self._latest.year)

    def required(self) -> str:
        """Write the pace still needed, or the change that was promised."""
        measured = self._measured
        if measured.kind == "change":
            return self.number(self._found.required)
        if measured.kind != "average":
            return self._pace(self._latest, measured.goal.aim(self._latest.value), self._year)
        low, high = measured.goal.low, measured.goal.high
        mean = self._found.observed or 0.0
        bound = low if low is not None and (high is None or mean <= high) else high
        years = self._year - (measured.target.base_year or self._year)
        left = f"({years} {MINUS} {len(self._points)})"
        return f"({self.number(bound)} × {years} {MINUS} ({self._sum()})) / {left}"

    def ratio(self) -> str:
        """Write the observed over the required pace, turned round where less is better."""
        observed, required = self._found.observed, self._found.required
        ratio = self._found.ratio
        pairs = ((observed, required), (required, observed))
        for above, below in pairs:
            if above is not None and below and ratio is not None:
                close = abs(above / below - ratio) < 1e-9
                if close:
                    return f"{self.number(above)} / {self.number(below)}"
        return self.number(ratio)

    def ratio_from_base(self, base: Point) -> str:
        """Write the observed pace over the one that was required from the base year on."""
        aim = self._measured.goal.aim(base.value)
        return f"{self.number(self._found.observed)} / ({self._pace(base, aim, self._year)})"

    def projected(self) -> str:
        """Write the value in the target year at the observed pace, kept within its bounds."""
        kind, pace = self._measured.kind, self._found.observed
        if kind == "average" or pace is None:
            return self.number(pace)
        years = f"({self._year} {MINUS} {self._latest.year})"
        value, step = self.number(self._latest.value), self.number(pace)
        text = f"{value} + {step} × {years}"
        if kind == "growth":
            text = f"{value} × (1 + {step} / 100) ^ {years}"
        free = project(kind, self._latest, pace, self._year)
        low, high = self._measured.indicator.min, self._measured.indicator.max
        if high is not None and free > high:
            return f"min({self.number(high)}; {text})"
        return f"max({self.number(low)}; {text})" if low is not None and free < low else text

    def arrival(self) -> str:
        """Write the first year in which the goal is met at the observed pace."""
        aim = self.number(self._measured.goal.aim(self._latest.value))
        value, pace = self.number(self._latest.value), self.number(self._found.observed)
        years = f"({self._minus(aim, value)}) / {pace}"
        if self._measured.kind == "growth":
            years = f"log({aim} / {value}) / log(1 + {pace} / 100)"
        formula = f"{self._latest.year} + {years}"
        return texts(self._lang)("targets.rounded_up", formula=formula)

    def _pace(self, start: Point, value: float, year: int) -> str:
        first, last = self.number(start.value), self.number(value)
        years = f"({year} {MINUS} {start.year})"
        if self._measured.kind == "growth":
            return f"(({last} / {first}) ^ (1 / {years}) {MINUS} 1) × 100"
        return f"({self._minus(last, first)}) / {years}"

    def _sum(self) -> str:
        return " + ".join(self.number(point.value) for point in self._points)

    def _minus(self, left: str, right: str) -> str:
        right = f"({right})" if right.startswith(MINUS) else right
        return f"{left} {MINUS} {right}"
