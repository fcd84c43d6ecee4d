"""What the samples say: medians, spread, ratios, and a verdict on each bound. Nothing is measured.

Times are in milliseconds, sizes in bytes of Streamlit's messages as the websocket carries them
(before a compression that the two ends may agree on).
"""

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.cases import JUDGED, WAYS, Way

FLOOR_RATIO = 0.5
"""The map is repainted in at most so many times what an empty page needs to show the year."""
AGREED_MS = 300.0
"""The words of the page are those of the map after at most so long."""
PLAIN_RATIO = 3.0
"""At least so many times faster than the plain way."""
MESSAGE_SHARE = 0.05
"""The map's message is at most this share of the plain way's."""
MESSAGE_BYTES = 2_000
"""The map's message is smaller."""
PAGE_BYTES = 8_000
"""All that a turn of the year sends is smaller."""
MANY = 1_000
"""From so many polygons on these bounds stand in the place of theirs."""
MANY_FLOOR_RATIO = 1.0
MANY_PAGE_BYTES = 20_000
HEAP_BYTES = 10_000_000
"""The heap grows by less."""

NAMES: Mapping[Way, str] = {
    "floor": "empty page",
    "app": "this app",
    "plain": "plain folium",
    "feature": "feature group",
    "deck": "pydeck",
    "trace": "plotly",
}


@dataclass(frozen=True)
class Sample:
    """One turn of the year.

    Parameters
    ----------
    painted
        Milliseconds from the key press to the frame that shows the year.
    settled
        Milliseconds until the script has run to its end.
    agreed
        Milliseconds until the words of the page were of the same year.
    page_bytes
        Received over the websocket.
    map_bytes
        The map's message among these; 0 on a page without a map.
    """

    painted: float
    settled: float
    agreed: float
    page_bytes: int
    map_bytes: int


@dataclass(frozen=True)
class Heap:
    """Bytes the page held before and after turning the year many times."""

    turns: int
    before: int
    after: int

    @property
    def growth(self) -> int:
        """Bytes gained."""
        return self.after - self.before


@dataclass(frozen=True)
class Results:
    """All that was measured: samples by number of polygons and page, and the heap of the app."""

    samples: Mapping[tuple[int, Way], Sequence[Sample]]
    heap: Heap

    @property
    def sizes(self) -> list[int]:
        """Numbers of polygons, ascending."""
        return sorted({units for units, _ in self.samples})


@dataclass(frozen=True)
class Spread:
    """Least, quartiles and most of some numbers."""

    least: float
    lower: float
    median: float
    upper: float
    most: float


@dataclass(frozen=True)
class Verdict:
    """A bound, what was measured, and whether it holds."""

    bound: str
    measured: str
    holds: bool


def spread(numbers: Sequence[float]) -> Spread:
    """Return least, quartiles and most; the quartiles are interpolated and never outside.

    Raises
    ------
    ValueError
        There are no numbers.
    """
    if not numbers:
        raise ValueError("no numbers, no spread")
    if len(numbers) == 1:
        return Spread(*[numbers[0]] * 5)
    lower, median, upper = statistics.quantiles(numbers, n=4, method="inclusive")
    return Spread(min(numbers), lower, median, upper, max(numbers))


def judge(results: Results) -> list[Verdict]:
    """Judge every bound by the medians, for each number of polygons.

    The bounds on sizes are for every turn that was measured, so the largest message counts; the
    bound on the share compares medians.
    """
    verdicts = [verdict for units in results.sizes for verdict in _judge_size(results, units)]
    heap = results.heap
    return [
        *verdicts,
        Verdict(
            f"{heap.turns} turns: the browser's heap grows by less than {_kb(HEAP_BYTES)}",
            f"{_kb(heap.growth)} (from {_kb(heap.before)} to {_kb(heap.after)})",
            heap.growth < HEAP_BYTES,
        ),
    ]


def _judge_size(results: Results, units: int) -> Iterator[Verdict]:
    floor, app, plain = (results.samples[units, way] for way in JUDGED)
    times = [statistics.median(each.painted for each in way) for way in (floor, app, plain)]
    to_floor, to_plain = times[1] / times[0], times[2] / times[1]
    most, largest = FLOOR_RATIO, PAGE_BYTES
    if units >= MANY:
        most, largest = MANY_FLOOR_RATIO, MANY_PAGE_BYTES
    yield Verdict(
        f"{units} polygons: repainted in at most {most:g} times the empty page's time",
        f"{to_floor:.2f} times",
        to_floor <= most,
    )
    agreed = statistics.median(each.agreed for each in app)
    yield Verdict(
        f"{units} polygons: page and map agree within {AGREED_MS:g} ms",
        f"{agreed:.0f} ms",
        agreed <= AGREED_MS,
    )
    yield Verdict(
        f"{units} polygons: at least {PLAIN_RATIO:g} times faster than the plain way",
        f"{to_plain:.2f} times",
        to_plain >= PLAIN_RATIO,
    )
    share = statistics.median(each.map_bytes for each in app) / statistics.median(
        each.map_bytes for each in plain
    )
    yield Verdict(
        f"{units} polygons: the map's message at most {MESSAGE_SHARE:.0%} of the plain way's",
        f"{share:.2%}",
        share <= MESSAGE_SHARE,
    )
    message, page = max(each.map_bytes for each in app), max(each.page_bytes for each in app)
    yield Verdict(
        f"{units} polygons: the map's message under {_kb(MESSAGE_BYTES)}",
        f"at most {_kb(message)}",
        0 < message < MESSAGE_BYTES,
    )
    yield Verdict(
        f"{units} polygons: the whole page under {_kb(largest)}",
        f"at most {_kb(page)}",
        page < largest,
    )


def report(results: Results) -> str:
    """Write the figures and the verdicts as text."""
    return "\n".join([*_figures(results), "", *verdict_lines(judge(results))])


def _figures(results: Results) -> Iterator[str]:
    yield "From the key press to the frame that shows the year, in ms; bytes received; medians"
    yield (
        f"{'polygons':>8}  {'page':<13}  {'median':>6}  {'quartiles':>11}  {'least-most':>11}  "
        f"{'x floor':>7}  {'all done':>8}  {'page bytes':>10}  {'map bytes':>9}"
    )
    for units in results.sizes:
        floor = spread([each.painted for each in results.samples[units, "floor"]])
        for way in WAYS:
            samples = results.samples.get((units, way))
            if not samples:
                continue
            painted = spread([each.painted for each in samples])
            settled, page, message = (
                statistics.median(getattr(each, name) for each in samples)
                for name in ("settled", "page_bytes", "map_bytes")
            )
            quartiles = f"{painted.lower:.0f}-{painted.upper:.0f}"
            extremes = f"{painted.least:.0f}-{painted.most:.0f}"
            yield (
                f"{units:>8}  {NAMES[way]:<13}  {painted.median:>6.0f}  {quartiles:>11}  "
                f"{extremes:>11}  {painted.median / floor.median:>7.2f}  {settled:>8.0f}  "
                f"{page:>10,.0f}  {message:>9,.0f}"
            )


def verdict_lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Write verdicts as lines, and how many bounds fail."""
    width = max(len(verdict.bound) for verdict in verdicts)
    for verdict in verdicts:
        word = "holds" if verdict.holds else "FAILS"
        yield f"{word}  {verdict.bound:<{width}}  {verdict.measured}"
    failed = sum(not verdict.holds for verdict in verdicts)
    yield ""
    yield f"{failed} of {len(verdicts)} bounds fail." if failed else "All bounds hold."


def verdict_table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Write verdicts as the rows of a table for the README."""
    yield "| bound | measured | |"
    yield "|---|---|---|"
    for verdict in verdicts:
        yield f"| {verdict.bound} | {verdict.measured} | {'' if verdict.holds else 'not held'} |"


def ways_table(results: Results) -> Iterator[str]:
    """Write the medians of all pages as the rows of a table for the README."""
    sizes = [f"{units:,} polygons" for units in results.sizes]
    yield f"| page | {' | '.join(sizes)} |"
    yield "|---" * (len(sizes) + 1) + "|"
    for way in WAYS:
        told = (_told(results.samples.get((units, way))) for units in results.sizes)
        yield f"| {NAMES[way]} | {' | '.join(told)} |"


def _told(samples: Sequence[Sample] | None) -> str:
    if not samples:
        return ""
    painted = statistics.median(each.painted for each in samples)
    return f"{painted:,.0f} ms, {_kb(statistics.median(each.page_bytes for each in samples))}"


def as_json(results: Results) -> dict[str, Any]:
    """Return samples and verdicts as JSON types."""
    return {
        "samples": [
            {"polygons": units, "page": way, **asdict(sample)}
            for (units, way), samples in results.samples.items()
            for sample in samples
        ],
        "heap": asdict(results.heap),
        "verdicts": [asdict(verdict) for verdict in judge(results)],
    }


def _kb(size: float) -> str:
    return f"{size / 1e6:.1f} MB" if abs(size) >= 1e6 else f"{size / 1e3:.1f} KB"
