"""The first view of a page: until it is painted, with what it asks for, cold and warm."""

import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Request

from bench.browser import PATIENCE, WATCH, path_of
from bench.cases import Case, Way
from bench.measure import chromium, measured_cases, servers
from bench.report import NAMES, Verdict

Cache = Literal["cold", "warm"]
PAGES: tuple[Way, ...] = ("floor", "app")
CACHES: tuple[Cache, ...] = ("cold", "warm")
RATIOS: Mapping[Cache, float] = {"cold": 2.0, "warm": 1.5}
"""The map is painted in at most so many times what an empty page needs, by what the browser has."""
REQUESTS = 100
"""A first view asks for at most so many files, the years of its view among them."""
FIRST_BYTES = 60_000
"""The messages of a first view and the years of its view are smaller."""
RUNS = 7
_YEARS = "/assets/years/"


@dataclass(frozen=True)
class FirstView:
    """A page opened once.

    Parameters
    ----------
    painted
        Milliseconds from asking for the page to the frame that shows the year.
    requests
        Files asked for.
    file_bytes
        Bytes of their answers that came over the line.
    message_bytes
        Received over the websocket, and for the years of the view.
    """

    painted: float
    requests: int
    file_bytes: int
    message_bytes: int


Views = Mapping[tuple[Way, Cache], Sequence[FirstView]]


def measure_fewest(say: Callable[[str], None], runs: int = RUNS) -> Views:
    """Measure the pages of the view with fewest units."""
    case = min(measured_cases(), key=lambda case: case.units)
    with (
        tempfile.TemporaryDirectory() as folder,
        servers(say, Path(folder), PAGES) as addresses,
    ):
        return measure_first_views(say, addresses, case, runs)


def measure_first_views(
    say: Callable[[str], None], addresses: Mapping[Way, str], case: Case, runs: int
) -> Views:
    """Open the pages of a view in turn, each in a new browser, then again."""
    views: dict[tuple[Way, Cache], list[FirstView]] = {
        (way, cache): [] for way in PAGES for cache in CACHES
    }
    with chromium() as browser:
        for run in range(-1, runs):
            say(f"First view {run + 1} of {runs} ..." if run >= 0 else "First views ...")
            for way in PAGES if run % 2 else PAGES[::-1]:
                context = _context(browser, way, case)
                for cache in CACHES:
                    view = _open(context, addresses[way] + path_of(way, case))
                    if run >= 0:
                        views[way, cache].append(view)
                context.close()
    return views


def _context(browser: Browser, way: Way, case: Case) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(path=WATCH)
    shown = f'"{way}", "{case.years[-1]}", {case.units}'
    context.add_init_script(f"if (window.parent === window) window.watchFirst({shown})")
    return context


def _open(context: BrowserContext, address: str) -> FirstView:
    page = context.new_page()
    asked: list[Request] = []
    messages: list[int] = []
    page.on("request", lambda request: asked.append(request))
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda frame: messages.append(len(frame))),
    )
    page.goto(address)
    page.wait_for_function("() => window.firstPainted && !window.isRunning()")
    page.wait_for_load_state("networkidle")
    painted = float(page.evaluate("() => window.firstPainted"))
    answers = [each for each in asked if each.response() is not None]
    sizes = {each.url: each.sizes() for each in answers}
    years = [
        sizes[each.url]["responseBodySize"]
        for each in answers
        if urlsplit(each.url).path.startswith(_YEARS)
    ]
    came = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes.values())
    page.close()
    return FirstView(painted, len(asked), came, sum(messages) + sum(years))


def judge_first_views(views: Views) -> list[Verdict]:
    """Judge the ratios of the medians, the most files asked for and the most that was sent."""
    every = [each for cache in CACHES for each in views["app", cache]]
    most, largest = max(each.requests for each in every), max(each.message_bytes for each in every)
    return [
        *judge_painted(views, RATIOS, "first view"),
        Verdict(f"first view: at most {REQUESTS} files asked for", str(most), most <= REQUESTS),
        Verdict(
            f"first view: messages with all years under {FIRST_BYTES / 1000:g} KB",
            f"{largest / 1000:.1f} KB",
            largest < FIRST_BYTES,
        ),
    ]


def judge_painted(views: Views, ratios: Mapping[Cache, float], of: str) -> Iterator[Verdict]:
    """Judge the ratios of the medians of some first views, by what the browser has."""
    for cache, bound in ratios.items():
        floor, app = (
            statistics.median(each.painted for each in views[way, cache]) for way in PAGES
        )
        what = f"{of}, {cache}: painted in at most {bound:g} times the empty page's time"
        said = f"{app / floor:.2f} times ({app:.0f} against {floor:.0f} ms)"
        yield Verdict(what, said, app / floor <= bound)


def first_view_lines(views: Views, of: str = "First view") -> Iterator[str]:
    """Write the figures as text."""
    yield f"{of}: ms until it is painted, files asked for, bytes of files and of messages"
    for (way, cache), opened in views.items():
        painted, requests, files, messages = (
            statistics.median(getattr(each, name) for each in opened)
            for name in ("painted", "requests", "file_bytes", "message_bytes")
        )
        yield (
            f"{NAMES[way]:<13}  {cache}  {painted:>6.0f}  {requests:>4.0f}  "
            f"{files:>10,.0f}  {messages:>8,.0f}"
        )
