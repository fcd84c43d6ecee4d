"""The measurement itself: a server per page, a tab per page and view, interleaved runs."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.browser import Tab
from bench.cases import JUDGED, MEASURED, OTHERS, Case, Way
from bench.report import Heap, Results, Sample
from tests.support.browsing import CHROMIUM_FLAGS, find_chromium
from tests.support.running import running_app
from ui.server import loaded
from ui.server.settings import ROOT

WARM_UP = 2
"""Turns of each tab before any counts: the browser has to compile its scripts."""

OTHER_RUNS = 5
"""Turns that count of the pages that no bound is about."""

Say = Callable[[str], None]


def measure(*, runs: int, heap_turns: int, say: Say) -> Results:
    """Measure everything.

    Parameters
    ----------
    runs
        Turns of the year that count, per page and view.
    heap_turns
        Turns of the year between the two looks at the browser's heap.
    say
        Takes a line about what is being done.

    Returns
    -------
    results
        The samples by number of polygons and page, in the order they were taken.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        servers(say, Path(folder), JUDGED) as addresses,
        chromium() as browser,
    ):
        say("Opening the pages ...")
        cases = measured_cases()
        tabs = open_tabs(browser, addresses, cases, JUDGED)
        samples = interleave(tabs, runs, say)
        last = max((tab for tab in tabs if tab.way == "app"), key=lambda tab: tab.case.units)
        for tab in tabs:
            if tab is not last:
                tab.close()
        heap = _watch_heap(last, heap_turns, say)
    samples |= measure_alone(say, OTHERS, cases, OTHER_RUNS)
    return Results(samples, heap)


def measure_alone(
    say: Say,
    ways: Sequence[Way],
    cases: Sequence[Case],
    runs: int,
    *,
    data: Path | None = None,
    warm_up: int = WARM_UP,
) -> dict[tuple[int, Way], list[Sample]]:
    """Measure pages one after the other: each keeps a core busy, or draws by it what a card would.

    Another data folder than the shipped one may be served.
    """
    samples: dict[tuple[int, Way], list[Sample]] = {}
    for way in ways:
        with (
            tempfile.TemporaryDirectory() as folder,
            servers(say, Path(folder), (way,), data=data) as addresses,
            chromium() as browser,
        ):
            tabs = open_tabs(browser, addresses, cases, (way,))
            samples |= interleave(tabs, runs, say, warm_up)
    return samples


def measured_cases() -> list[Case]:
    """Return the views that are measured, with the years their slider offers."""
    atlas, boundaries = loaded.atlas(), loaded.boundaries()
    return [
        Case(
            indicator,
            vintage,
            units=len(boundaries.layers[f"commune-{vintage}"].codes),
            years=atlas.years(indicator, "commune", vintage),
        )
        for indicator, vintage in MEASURED
    ]


def open_tabs(
    browser: Browser, addresses: Mapping[Way, str], cases: Sequence[Case], ways: Sequence[Way]
) -> list[Tab]:
    """Open a tab per page and view."""
    return [Tab(browser, addresses[way], way, case) for case in cases for way in ways]


def interleave(
    tabs: Sequence[Tab], runs: int, say: Say, warm_up: int = WARM_UP
) -> dict[tuple[int, Way], list[Sample]]:
    """Turn the year of all tabs in turn, and return the samples but those of the warming up."""
    samples: dict[tuple[int, Way], list[Sample]] = {(tab.case.units, tab.way): [] for tab in tabs}
    for run in range(-warm_up, runs):
        say(f"Run {run + 1} of {runs} ..." if run >= 0 else "Warming up ...")
        # another one first each time: none always follows the heaviest
        first = run % len(tabs)
        for tab in [*tabs[first:], *tabs[:first]]:
            sample = tab.turn()
            if run >= 0:
                samples[tab.case.units, tab.way].append(sample)
    return samples


def _watch_heap(tab: Tab, turns: int, say: Say) -> Heap:
    say(f"Turning the year {turns} times and weighing the page ...")
    before = tab.heap()
    for _ in range(turns):
        tab.turn()
    return Heap(turns, before, tab.heap())


@contextmanager
def servers(
    say: Say, logs: Path, ways: Sequence[Way], *, data: Path | None = None
) -> Iterator[dict[Way, str]]:
    """Start a server for each of some pages, with its log in a folder, and end them.

    Another data folder than the shipped one may be served.
    """
    say(f"Starting {len(ways)} servers ...")
    with ExitStack() as stack:
        addresses: dict[Way, str] = {}
        for way in ways:
            script = "app.py" if way == "app" else "bench/serve.py"
            # a script in a folder finds the packages beside that folder only if told
            settings = {} if way == "app" else {"BENCH_PAGE": way, "PYTHONPATH": str(ROOT)}
            settings |= {"DATA_DIR": str(data)} if data else {}
            server = running_app(logs / f"{way}.log", script=script, **settings)
            addresses[way] = stack.enter_context(server).address
        yield addresses


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open a Chromium and close it at the end."""
    executable = find_chromium()
    if executable is None:
        raise FileNotFoundError("the measurement needs Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
