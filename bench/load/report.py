"""What a hall of visitors saw, as lines, and whether it is what was promised."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.load.makers import Made
from bench.load.visitors import Seen
from bench.report import Verdict

JUDGED = 100
"""Number of sessions that the bounds are for."""
P95_SECONDS = 0.5
SERVER_BYTES = 2 * 1024**3
SESSION_BYTES = 3 * 1024**2
RUNS_A_SECOND = 30.0
MAKING_P95_SECONDS = 0.8
"""While documents are made and figures published."""
GROWTH_BYTES = 20 * 1024**2
_MB = 1024**2


@dataclass(frozen=True)
class Hall:
    """A measured hall.

    Parameters
    ----------
    way
        The page: ``app`` or ``floor``, the empty page.
    visitors
        Number of sessions.
    seconds
        How long they turned views.
    seen
        What they saw.
    before, most
        Bytes of the server's memory before the first of them and at the end.
    busy
        Seconds of processor that the server took.
    made
        What documents and publications beside it came to; None where there were none. The
        memory is then that of the processes that make them, too.
    """

    way: str
    visitors: int
    seconds: float
    seen: Seen
    before: int
    most: int
    busy: float
    made: Made | None = None

    @property
    def a_session(self) -> float:
        """Bytes of the server's memory for each session."""
        return (self.most - self.before) / self.visitors

    @property
    def a_second(self) -> float:
        """Runs a second."""
        return len(self.seen.turned) / self.seconds


@dataclass(frozen=True)
class Opens:
    """Pages that were opened and closed.

    Parameters
    ----------
    times
        How many.
    seen
        What they saw.
    before, after
        Bytes of the server's memory: when it already held as many closed sessions as it ever
        does, for readers who come back, and at the end.
    """

    times: int
    seen: Seen
    before: int
    after: int


def percentile(numbers: Sequence[float], share: float) -> float:
    """Return the least number that a share (0 to 1] of all does not exceed; NaN of none."""
    ordered = sorted(numbers)
    if not ordered:
        return float("nan")
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def lines(halls: Sequence[Hall]) -> list[str]:
    """Return a table of all halls."""
    head = (
        f"{'page':<6} {'sessions':>8} {'runs':>6} {'a second':>8} {'p50':>7} {'p95':>7} {'p99':>7} "
        f"{'opened':>7} {'errors':>6} {'memory MB':>9} {'core s/run':>10} {'bytes/run':>9}"
    )
    return [head, *(_line(each) for each in halls), *_beside(halls)]


def _beside(halls: Sequence[Hall]) -> Iterator[str]:
    """Tell of the documents and publications beside halls."""
    for hall in halls:
        if hall.made is not None:
            made = hall.made
            p50, p95 = (percentile(made.seconds, share) for share in (0.5, 0.95))
            yield (
                f"beside {hall.visitors} sessions: {len(made.seconds)} documents, p50 {p50:.1f} s, "
                f"p95 {p95:.1f} s; {made.published} publications; {len(made.errors)} errors"
            )
            yield from sorted(set(made.errors))


def _line(hall: Hall) -> str:
    seen = hall.seen
    runs = max(1, len(seen.turned) + len(seen.opened))
    p50, p95, p99 = (percentile(seen.turned, share) for share in (0.5, 0.95, 0.99))
    return (
        f"{hall.way:<6} {hall.visitors:>8} {len(seen.turned):>6} {hall.a_second:>8.1f} "
        f"{p50:>7.3f} {p95:>7.3f} {p99:>7.3f} {percentile(seen.opened, 0.95):>7.3f} "
        f"{len(seen.errors):>6} {hall.most / _MB:>9.0f} {hall.busy / runs:>10.3f} "
        f"{seen.received // runs:>9}"
    )


def judge(halls: Sequence[Hall], saturated: Hall) -> list[Verdict]:
    """Return whether the bounds hold, of the halls of 100 sessions and of one without pauses."""
    found = {each.way: each for each in halls if each.visitors == JUDGED}
    verdicts = [
        Verdict(
            f"a server without a pause makes at least {RUNS_A_SECOND:.0f} runs a second",
            f"{saturated.a_second:.1f}",
            saturated.a_second >= RUNS_A_SECOND,
        )
    ]
    if "app" not in found or "floor" not in found:
        return verdicts
    app, floor = found["app"], found["floor"]
    p95 = percentile(app.seen.turned, 0.95)
    above = app.a_session - floor.a_session
    return [
        Verdict(f"{JUDGED} sessions: p95 under {P95_SECONDS} s", f"{p95:.3f} s", p95 < P95_SECONDS),
        Verdict(
            f"{JUDGED} sessions: no error",
            f"{len(app.seen.errors)} errors",
            not app.seen.errors and bool(app.seen.turned),
        ),
        Verdict(
            f"{JUDGED} sessions: memory under {SERVER_BYTES // _MB} MB",
            f"{app.most // _MB} MB",
            app.most < SERVER_BYTES,
        ),
        Verdict(
            f"a session takes less than {SESSION_BYTES // _MB} MB more than an empty page's",
            f"{above / _MB:.2f} MB",
            above < SESSION_BYTES,
        ),
        *verdicts,
    ]


def judge_making(hall: Hall, *, documents: int, publishing: bool) -> list[Verdict]:
    """Return whether maps stay quick while at least so many documents are made."""
    made, bound = hall.made or Made(), MAKING_P95_SECONDS
    p95 = percentile(hall.seen.turned, 0.95)
    errors = [*hall.seen.errors, *made.errors]
    name = f"{hall.visitors} sessions, documents made" + publishing * ", figures published"
    whole = len(made.seconds) >= documents and (made.published > 0) == publishing
    return [
        Verdict(f"{name}: p95 under {bound} s", f"{p95:.3f} s", p95 < bound),
        Verdict(
            f"{name}: at least {documents}, no error",
            f"{len(made.seconds)}, {made.published} publications, {len(errors)} errors",
            whole and not errors,
        ),
        Verdict(
            f"{name}: memory of all processes under {SERVER_BYTES // _MB} MB",
            f"{hall.most // _MB} MB",
            hall.most < SERVER_BYTES,
        ),
    ]


def judge_opens(opens: Opens) -> Verdict:
    """Return whether pages that are opened and closed leave the server as it was."""
    growth = opens.after - opens.before
    sound = len(opens.seen.opened) == opens.times and not opens.seen.errors
    return Verdict(
        f"{opens.times} opens and closes: memory grows by less than {GROWTH_BYTES // _MB} MB",
        f"{growth / _MB:.1f} MB, {len(opens.seen.errors)} errors",
        growth < GROWTH_BYTES and sound,
    )
