"""The front page in a browser: its pictures lead to maps, and a wide window does not stretch it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_screens import faults
from tests.support.browsing import settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]


@pytest.mark.parametrize("theme", ["forest", "ntm", "urban", "border"])
def test_a_click_into_a_picture_opens_its_view(open_page: OpenPage, theme: str) -> None:
    page, log = open_page("/")
    box = page.locator(f".st-key-headline_view_{theme}").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 40)
    page.wait_for_url("**/ban-do?*")
    settle(page)
    shown = {"forest": "forest_cover_pct", "urban": "urban_share_annual_pct"}
    level = "province" if theme in shown else "commune"
    assert f"level={level}" in page.url
    if theme in shown:
        assert f"indicator={shown[theme]}" in page.url
    assert log.errors == []


@pytest.mark.parametrize(("width", "most"), [(1366, 1366), (1920, 1440), (390, 390)])
@pytest.mark.parametrize("address", ["/"])
def test_the_page_is_no_wider_than_can_be_read(
    look_at: OpenPage, address: str, width: int, most: int
) -> None:
    page, _ = look_at(address, width=width, height=1080)
    box = page.locator(".st-key-overview").bounding_box()
    assert box["width"] <= most
    # in the middle
    assert abs(box["x"] - (width - box["x"] - box["width"])) < 20
    expect(page.locator(".goal-bar").first).to_be_visible()
    assert faults(page) == []
