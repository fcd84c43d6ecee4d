"""How soon a figure that one publishes is seen in the open pages of others."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Locator, Page, expect

from bench.browser import PATIENCE
from bench.measure import chromium
from bench.report import Verdict
from geo.store.database import open_database
from geo.store.publishing import Entry, publish
from tests.support.browsing import settle
from tests.support.made_up import VIEW, with_cover
from tests.support.running import running_app
from ui.server.settings import ROOT

PAGES, RUNS = 2, 5
SEEN = 5.0
"""Bound in seconds, from the moment at which a publication is answered."""


def measure_publication(say: Callable[[str], None]) -> float:
    """Publish a few times and return the longest seconds until every open page has shown it."""
    with tempfile.TemporaryDirectory(prefix="bench-seen-") as name, chromium() as browser:
        state = Path(name) / "state"
        database = open_database(state)
        with running_app(Path(name) / "log", STATE_DIR=str(state)) as server:
            pages = [_open(browser, server.address) for _ in range(PAGES)]
            took = []
            for number in range(1, RUNS + 1):
                say(f"Publishing {number} of {RUNS} under {PAGES} open pages ...")
                made = with_cover(f"{number}1.{number}")
                publish(database, ROOT / "data", made, Entry("bench", note=str(number)))
                took.append(_seen(pages, f"{number}1,{number}"))
        database.engine.dispose()
    return max(took)


def judge_publication(seconds: float) -> Verdict:
    """Judge the time by its bound."""
    name = f"a publication is in {PAGES} open pages within 5 s"
    return Verdict(name, f"{seconds:.1f} s", seconds < SEEN)


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_context(locale="vi-VN").new_page()
    page.goto(f"{address}/ban-do?{urlencode(VIEW)}")
    expect(_card(page)).to_be_visible(timeout=PATIENCE)
    settle(page)
    return page


def _seen(pages: list[Page], figure: str) -> float:
    begun = time.perf_counter()
    for page in pages:
        expect(_card(page)).to_contain_text(figure, timeout=PATIENCE)
    return time.perf_counter() - begun


def _card(page: Page) -> Locator:
    return page.locator(".st-key-card .value")
