"""A real browser before the real server, and what it noticed on the way."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser.looking import Looked, Shelf
from tests.browser.windows import Windows
from tests.support.browsing import CHROMIUM_FLAGS, Log, find_chromium, settle
from tests.support.running import Server, running_app
from ui.server.settings import ROOT

OpenContext = Callable[[], BrowserContext]
RESULTS = ROOT / "test-results"
PATIENCE = 30_000
"""Milliseconds that a page may take: a start from nothing on a machine with much else to do."""

expect.set_options(timeout=PATIENCE)

NO_CHROMIUM = "browser tests need Chromium (Debian: apt-get install chromium)"
_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests that look at the same page follow each other: it is loaded once for them."""
    looking = sorted((item for item in items if _looks(item)), key=_page_of)
    if looking:
        first = next(at for at, item in enumerate(items) if _looks(item))
        items[first:] = [*looking, *(item for item in items[first:] if not _looks(item))]


def _looks(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and "look_at" in item.fixturenames


def _page_of(item: pytest.Item) -> tuple[str, str]:
    asked = item.callspec.params if hasattr(item, "callspec") else {}
    return str(asked.get("address", "")), str(asked.get("lang", "vi"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let the fixtures know whether their test failed."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line, not in one per test, why browser tests were skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any(NO_CHROMIUM in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"Skipped: {NO_CHROMIUM}", yellow=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app once for all tests."""
    with running_app(tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Start the installed Chromium; without one, skip, or fail where all tests have to run."""
    executable = find_chromium()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_CHROMIUM, pytrace=False)
        pytest.skip(NO_CHROMIUM)
    playwright: Playwright = request.getfixturevalue("playwright")
    launched = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def new_context(browser: Browser, server: Server) -> OpenContext:
    """Return a function that gives a context for a window, as a planner's browser has it."""

    def new() -> BrowserContext:
        context = browser.new_context(
            base_url=server.address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        context.set_default_timeout(PATIENCE)
        return context

    return new


@pytest.fixture(scope="session")
def windows(new_context: OpenContext) -> Iterator[Windows]:
    """Give the windows of a browser that has been on the site before, its scripts at hand."""
    context = new_context()
    yield Windows(context)
    context.close()


@pytest.fixture
def open_page(
    new_context: OpenContext, windows: Windows, request: pytest.FixtureRequest
) -> Iterator[Callable[..., tuple[Page, Log]]]:
    """Return a function that opens an address of the app in a browser window of its own.

    Each call is another visitor: ``open_page("/ban-do?lang=en", width=390, height=844)`` returns
    the page, settled, and its log. The first is in a browser that has been on the site before, in
    a window that goes on to the next test: one that is given scripts or a clock is asked for with
    ``alone=True``. After a failed test, a picture and the console of each are in
    ``test-results``.
    """
    opened: list[tuple[Page, Log]] = []
    others: list[BrowserContext] = []

    def open_address(
        address: str = "/", *, width: int = 1366, height: int = 768, alone: bool = False
    ) -> tuple[Page, Log]:
        asked = windows
        if opened or alone:
            others.append(new_context())
            asked = Windows(others[-1])
        page, log = asked.take(width=width, height=height)
        opened.append((page, log))
        page.goto(address)
        settle(page)
        return page, log

    yield open_address
    failed = request.node.stash.get(_FAILED, False)
    for number, (page, log) in enumerate(opened, start=1):
        if failed:
            name = re.sub(r"[^\w-]+", "_", request.node.nodeid)
            _keep(RESULTS / name, number, page, log)
        if page.context not in others:
            windows.give_back(page, log, trusted=not failed)
    for context in others:
        context.close()
    windows.close_others()


@pytest.fixture(scope="session")
def shelf(new_context: OpenContext) -> Iterator[Shelf]:
    """Keep the pages that tests look at."""
    context = new_context()
    yield Shelf(Windows(context))
    context.close()


@pytest.fixture
def look_at(
    shelf: Shelf, request: pytest.FixtureRequest
) -> Iterator[Callable[..., tuple[Page, Log]]]:
    """Return a function that shows an address in a window, for a test that changes nothing in it.

    Other tests have looked at the page before and will after: whatever presses, types or goes
    elsewhere takes ``open_page``. The size may change from call to call. A page in English is
    asked for as such, one in Vietnamese by its bare address.
    """
    taken: dict[int, Looked] = {}

    def show(
        address: str, *, lang: str = "vi", width: int = 1366, height: int = 768
    ) -> tuple[Page, Log]:
        if lang != "vi":
            address += f"{'&' if '?' in address else '?'}lang={lang}"
        looked = shelf.take(address, (width, height))
        taken[id(looked)] = looked
        return looked.page, looked.log

    yield show
    failed = request.node.stash.get(_FAILED, False)
    still = [looked for looked in taken.values() if shelf.has(looked)]
    for number, looked in enumerate(still, start=1):
        if failed:
            name = re.sub(r"[^\w-]+", "_", request.node.nodeid)
            _keep(RESULTS / name, number, looked.page, looked.log)
            shelf.drop(looked)
        else:
            shelf.give_back(looked)


@pytest.fixture
def page(open_page: Callable[..., tuple[Page, Log]]) -> Page:
    """Open the start page."""
    return open_page("/")[0]


def _keep(folder: Path, number: int, page: Page, log: Log) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"console-{number}.txt").write_text("\n".join(log.lines) + "\n", encoding="utf-8")
    page.screenshot(path=folder / f"page-{number}.png", full_page=True)
