"""A publication in pages that are open, before and after the server was killed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.language.texts import texts
from geo.store.database import Database, open_database
from geo.store.publishing import Entry, publish, roll_back
from tests.browser.seen import map_address, wait_for_view
from tests.support.browsing import Log, settle
from tests.support.made_up import VIEW, with_cover
from tests.support.running import Server, free_port, running_app
from ui.server.settings import ROOT

pytestmark = pytest.mark.browser

DATA = ROOT / "data"
MAP = map_address(**VIEW)
FIGURE = "11.1"
T = texts("vi")
MADE_UP = Entry("Người Thử", "Báo cáo giả định")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Open the store of the server."""
    opened = open_database(tmp_path / "state")
    yield opened
    opened.engine.dispose()


def _open(browser: Browser, server: Server, address: str, log: Log) -> Page:
    context = browser.new_context(base_url=server.address, locale="vi-VN")
    page = context.new_page()
    log.follow(page)
    page.goto(address)
    settle(page)
    return page


def _again(page: Page) -> Page:
    """Open the address of a page anew; the page itself may be about to come back by itself."""
    # a context whose last page has just gone may take for ever to open another
    opened = page.context.new_page()
    address = page.url
    page.close()
    opened.goto(address)
    settle(opened)
    return opened


def test_open_pages_show_a_publication_and_outlive_a_killed_server(
    browser: Browser, tmp_path: Path, database: Database
) -> None:
    log, port = Log(), str(free_port())
    settings = {"STATE_DIR": str(tmp_path / "state"), "PORT": port}
    with running_app(tmp_path / "log", **settings) as server:
        pages = [_open(browser, server, MAP, log) for _ in range(2)]
        for page in pages:
            wait_for_view(page, "forest_cover_pct|2024|commune")
            expect(page.locator(".st-key-card .value")).not_to_contain_text("11,1")
        publish(database, DATA, with_cover(FIGURE), MADE_UP)
        for page in pages:
            expect(page.locator(".st-key-card .value")).to_contain_text("11,1")
        server.process.kill()
        server.process.wait()
    with running_app(tmp_path / "log", **settings):
        pages = [_again(page) for page in pages]
        for page in pages:
            expect(page.locator(".st-key-card .value")).to_contain_text("11,1")
        roll_back(database, DATA, 0, MADE_UP)
        for page in pages:
            expect(page.locator(".st-key-card .value")).not_to_contain_text("11,1")
            settle(page)
            expect(page.locator("[data-testid=stException]")).to_have_count(0)
            page.context.close()


def test_a_meeting_outlives_a_killed_server_and_a_reload_in_mid_presentation(
    browser: Browser, tmp_path: Path
) -> None:
    log, port = Log(), str(free_port())
    settings = {"STATE_DIR": str(tmp_path / "state"), "PORT": port}
    with running_app(tmp_path / "log", **settings) as server:
        page = _open(browser, server, "/trinh-chieu", log)
        page.get_by_role("button", name=T("present.remove"), exact=True).first.click()
        page.wait_for_url(re.compile("[?&]meeting="))
        settle(page)
        page.get_by_role("button", name=T("present.start")).click()
        title = page.locator("h1.stage-title")
        expect(title).to_be_visible()
        shown = title.text_content()
        server.process.kill()
        server.process.wait()
    with running_app(tmp_path / "log", **settings):
        page = _again(page)
        title = page.locator("h1.stage-title")
        expect(title).to_have_text(str(shown))
        settle(page)
        page.context.close()
