"""Editors in Chromium: signing in with an account and at a provider, publishing, going back."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from geo.language.texts import texts
from tests.browser.signing_in import (
    HISTORY,
    accounts_file,
    noted,
    open_in,
    press,
    sign_in,
    signed_in,
)
from tests.browser.test_screens import faults
from tests.support.browsing import Log, settle
from tests.support.provider import SECRET, editors_file, running_provider
from tests.support.running import Server, free_port, running_app

pytestmark = pytest.mark.browser

COMMUNE = "06184"
HEAD = "code,indicator,year,value"
T, E = texts("vi"), texts("en")
PARTS = {
    "publish": "publish.look",
    "roll_back": "roll_back.none",
    "names": "settled_names.none",
    "meetings": "other_meetings.none",
    "audit": "audit.who_filter",
}
"""What editors can do, and words that stand there alone."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server with one account."""
    folder = tmp_path_factory.mktemp("accounts")
    with running_app(folder / "log", EDITORS=accounts_file(folder)) as server:
        yield server


def _context(browser: Browser, server: Server, width: int = 1366) -> BrowserContext:
    return browser.new_context(
        base_url=server.address, locale="vi-VN", viewport={"width": width, "height": 844}
    )


def _look(page: Page, tmp_path: Path, value: str) -> None:
    """Hand a table in and look at what it would change."""
    file = tmp_path / "rừng.csv"
    file.write_text(f"{HEAD}\n{COMMUNE},forest_cover_pct,2024,{value}\n", encoding="utf-8")
    page.locator("input[type=file]").last.set_input_files(file)
    expect(page.get_by_text("rừng.csv")).to_be_visible()
    settle(page)
    page.get_by_role("textbox", name=T("publish.source"), exact=True).fill("Quyết định giả định")
    page.keyboard.press("Tab")
    settle(page)
    page.get_by_role("button", name=T("publish.look"), exact=True).click()
    expect(page.get_by_role("button", name=T("publish.publish"), exact=True)).to_be_visible()
    settle(page)


def test_a_window_left_open_publishes_nothing_after_a_sign_out_in_another(
    browser: Browser, desk: Server, tmp_path: Path
) -> None:
    context = _context(browser, desk)
    left = signed_in(context)
    _look(left, tmp_path, "22.2")
    second = open_in(context, HISTORY)
    press(second, T("editing.sign_out"))
    expect(second.get_by_role("link", name=T("sign_in.submit"), exact=True)).to_be_visible()
    before = noted(desk)
    press(left, T("publish.publish"))
    expect(left.get_by_text(T("editing.gone"))).to_be_visible()
    expect(left.locator("input[type=file]")).to_have_count(0)
    assert noted(desk) == before
    context.close()


@pytest.mark.parametrize(("lang", "width"), [("vi", 1366), ("vi", 390), ("en", 390)])
def test_signing_in_speaks_the_language_fits_the_screen_and_can_be_used_by_all(
    browser: Browser, desk: Server, lang: str, width: int
) -> None:
    t, log = texts(lang), Log()
    context = _context(browser, desk, width)
    page = open_in(context, f"{HISTORY}&lang={lang}", log)
    page.get_by_role("link", name=t("sign_in.submit"), exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    assert faults(page) == []
    sign_in(page, "sai hết cả rồi", lang)
    expect(page.get_by_role("alert")).to_have_text(t("sign_in.refused"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []
    sign_in(page, lang=lang)
    page.wait_for_url(re.compile("/du-lieu[?].*tab=history"))
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    for part, words in PARTS.items():
        page.get_by_role("radio", name=t(f"editing.part_{part}"), exact=True).click()
        # right after the press the page of before still stands, at rest
        expect(page.get_by_text(t(words)).first).to_be_visible()
        settle(page)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    # a browser reports that the answer to a wrong password was 403
    assert [each for each in log.errors if "403" not in each] == []
    context.close()


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_endpoints_of_a_provider_are_closed_where_none_is_set(desk: Server) -> None:
    for path in ("/auth/login", "/auth/logout", "/oauth2callback?state=x", "/auth/x"):
        assert _status(f"{desk.address}{path}") == 404


def test_editors_sign_in_at_a_provider(browser: Browser, tmp_path: Path) -> None:
    people = [
        {"sub": "thu", "email": "Thu@example.vn", "name": "Trần Văn Thử"},
        {"sub": "khach", "email": "khach@example.vn", "name": "Khách"},
        {"sub": "gia", "email": "thu@example.vn", "email_verified": False, "name": "Giả"},
    ]
    port, log = free_port(), Log()
    with running_provider(tmp_path / "provider", people) as provider:
        atlas = f"http://127.0.0.1:{port}"
        file = editors_file(tmp_path, provider, atlas, ["thu@example.vn"])
        with running_app(tmp_path / "log", EDITORS=str(file), PORT=str(port)) as server:
            assert _status(f"{atlas}/auth/x") == 404
            assert _status(f"{atlas}/dang-nhap") in (200, 302)
            for sub, refused in (("khach", "Khách"), ("gia", "Giả")):
                page = _at_provider(browser, server, sub, log)
                told = page.get_by_text(re.compile(f"{refused} .*not among the editors"))
                expect(told).to_be_visible()
                assert page.locator("input[type=file]").count() == 0
                page.context.close()
            page = _at_provider(browser, server, "thu", log)
            expect(page.get_by_text(re.compile("Trần Văn Thử .Thu@example.vn."))).to_be_visible()
            # language and place are those of before, and outlive a reload
            page.reload()
            settle(page)
            expect(page.locator("html")).to_have_attribute("lang", "en")
            expect(page.get_by_role("tab", name=E("data.history"))).to_have_attribute(
                "aria-selected", "true"
            )
            expect(page.get_by_text(re.compile("Trần Văn Thử .Thu@example.vn."))).to_be_visible()
            press(page, E("editing.sign_out"))
            page.get_by_role("button", name="End session").click()
            expect(page.get_by_role("button", name=E("editing.sign_in_provider"))).to_be_visible()
            page.context.close()
            acts = noted(server)
            assert [act for act, _ in acts] == ["refused", "refused", "sign_in", "sign_out"]
            assert acts[2][1] == "Trần Văn Thử (Thu@example.vn)"
            assert log.errors == []
            assert SECRET not in server.log.read_text(encoding="utf-8")


def _at_provider(browser: Browser, server: Server, sub: str, log: Log) -> Page:
    """Go from the English page to the provider, and come back as somebody."""
    context = _context(browser, server)
    # the provider's own page wants a style sheet of a foreign host
    foreign = re.compile(r"https?://(?!127\.0\.0\.1)")
    context.route(foreign, lambda route: route.fulfill(status=200, body=""))
    page = open_in(context, f"{HISTORY}&lang=en", log)
    page.get_by_role("button", name=E("editing.sign_in_provider")).click()
    page.get_by_role("button", name=sub, exact=True).click()
    page.wait_for_url(re.compile("/du-lieu[?].*tab=history"))
    settle(page)
    return page
