"""The page of the merger in a browser: the slider asks no server, and every way is a link."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.seen import wait_for_view
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
MERGED = "/sap-xep?place=2024-12-01_06625"
NAMES = "() => [...document.querySelectorAll('.atlas-labels text')].map((each) => each.textContent)"
STRENGTH = "() => getComputedStyle(document.querySelector('.atlas-before path')).strokeOpacity"


def test_the_slider_shows_old_boundaries_and_names_without_the_server(
    open_page: OpenPage,
) -> None:
    page, log = open_page("/")
    sent: list[str | bytes] = []

    def follow(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))

    page.on("websocket", follow)
    page.goto(MERGED)
    frame = wait_for_view(page, "merger|2025-07-01|2024-12-01")
    slider = frame.get_by_role("slider", name="Độ rõ của ranh giới cũ")
    expect(slider).to_be_visible()
    settle(page)
    asked = len(sent)
    # Cường Lợi is in Châu Sơn now
    assert "Cường Lợi" not in " ".join(frame.evaluate(NAMES))
    slider.press("End")
    frame.wait_for_function(f"() => ({STRENGTH})() === '1'")
    frame.wait_for_function(f"() => ({NAMES})().join(' ').includes('Bính Xá')")
    slider.press("Home")
    frame.wait_for_function(f"() => ({STRENGTH})() === '0'")
    frame.wait_for_function(f"() => !({NAMES})().join(' ').includes('Bính Xá')")
    assert len(sent) == asked
    assert frame.locator(".atlas-before path.atlas-marked").count() == 1
    assert log.errors == []


def test_units_lead_to_each_other_on_map_and_in_words(open_page: OpenPage) -> None:
    page, log = open_page(MERGED)
    frame = wait_for_view(page, "merger|2025-07-01|2024-12-01")
    frame.locator("path[data-code='06613']").dispatch_event("mousemove")
    page.locator("table.passages").first.get_by_role("link", name="Xã Châu Sơn").click()
    page.wait_for_url("**place=2025-07-01_06637*")
    expect(page.locator("h1.page-title")).to_have_text("Xã Châu Sơn gồm những đơn vị cũ nào")
    expect(page).to_have_title("Xã Châu Sơn gồm những đơn vị cũ nào – Lạng Sơn 2030")
    settle(page)
    frame.locator("path[data-code='06184']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**place=2025-07-01_06184*")
    expect(page.locator("h1.page-title")).to_have_text("Xã Đồng Đăng gồm những đơn vị cũ nào")
    page.go_back()
    expect(page.locator("h1.page-title")).to_contain_text("cũ")
    assert log.hosts == {urlsplit(page.url).netloc}
    assert log.errors == []


def test_a_unit_pressed_far_down_is_read_from_its_title_on(open_page: OpenPage) -> None:
    page, _ = open_page("/sap-xep")
    main = page.get_by_test_id("stMain")
    page.get_by_role("link", name="Xã Đình Lập").last.click()
    page.wait_for_url("**place=*")
    settle(page)
    assert main.evaluate("each => each.scrollTop") == 0
    expect(page.locator("h1.page-title")).to_be_in_viewport()
