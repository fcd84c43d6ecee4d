"""The presentation in a browser: a clicker's keys, and the years played inside the frame."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Log
from ui.settings import ROOT

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]

SHIPPED = json.loads((ROOT / "data" / "meetings" / "shipped.json").read_text(encoding="utf-8"))
TITLES = [scene["title"] for scene in SHIPPED["scenes"]]
FRAME = "document.querySelector('iframe').contentDocument"
PLAYER_READY = f"() => document.querySelector('iframe') && {FRAME}?.querySelector('.atlas-player')"
SHOWN_YEAR = f"() => {FRAME}.querySelector('svg[data-view]')?.dataset.view.split('|')[1]"


def title(page: Page, number: int) -> None:
    """Wait until the scene of a number is shown."""
    expect(page.locator("h1.stage-title")).to_have_text(TITLES[number - 1], timeout=15_000)


def test_a_clicker_turns_the_scenes(open_page: OpenPage) -> None:
    page, log = open_page("/trinh-chieu?scene=1")
    title(page, 1)
    for key, number in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("PageUp", 2),
        ("ArrowLeft", 1),
        ("End", len(TITLES)),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        title(page, number)
        expect(page.get_by_text(f"Cảnh {number}/{len(TITLES)}")).to_be_visible()
    expect(page.locator(".st-key-header")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("h1.page-title")).to_have_text("Trình chiếu", timeout=15_000)
    assert log.errors == []
    assert log.hosts == {urlsplit(page.url).netloc}


def test_the_years_play_inside_the_frame(open_page: OpenPage) -> None:
    page, log = open_page("/trinh-chieu?scene=1")
    page.wait_for_function(PLAYER_READY)
    frame = page.frame_locator("iframe")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2025'")
    sent: list[str] = []
    page.on("websocket", lambda socket: sent.append(socket.url))
    slide = frame.locator(".atlas-player input")
    slide.press("Home")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2014'")
    slide.press("ArrowRight")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2015'")
    assert frame.locator(".atlas-play-year").text_content() == "2015"
    assert "2015" in (frame.locator(".atlas-caption").text_content() or "")
    frame.locator(".atlas-play").click()
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2017'")
    frame.locator(".atlas-play").click()
    stopped = page.evaluate(SHOWN_YEAR)
    assert stopped in ("2017", "2018")
    # the address and the page stay: the frame turned the years alone
    assert "scene=1" in page.url
    assert sent == []
    assert log.errors == []
