"""On other boundaries the map keeps the place: outlined, with the way back, at the same zoom."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.seen import map_address, wait_for_view
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
BEFORE, NEWEST = "2024-12-01", "2025-07-01"
# Đồng Đăng was formed of the township of that name, Bảo Lâm, Hồng Phong, Thụy Hùng and Phú Xá
PARTS = ["06184", "06190", "06205", "06208", "06214"]
OUTLINED = """() => [...document.querySelectorAll("path[aria-current=true]")]
    .map((path) => path.dataset.code).sort()"""
SCALE = """() => document.querySelector(".atlas-scaled").getAttribute("transform")
    .match(/scale[(](.*)[)]/)[1]"""
RINGS = "() => document.querySelector('.atlas-chosen').getAttribute('d').match(/M/g).length"


def turn(page: Page, name: str, view: str) -> Frame:
    """Turn the map to other boundaries."""
    page.locator(".st-key-controls").get_by_role("radio", name=name, exact=True).click()
    return wait_for_view(page, view)


def test_a_commune_becomes_its_old_ones_and_comes_back_at_the_same_zoom(
    open_page: OpenPage,
) -> None:
    view = {"indicator": "urban_share_census_pct", "year": 2019, "level": "commune"}
    page, log = open_page(map_address(**view, vintage=NEWEST, unit="06184"))
    frame = wait_for_view(page, f"urban_share_census_pct|2019|commune|{NEWEST}")
    whole = frame.evaluate(SCALE)
    frame.get_by_role("button", name="Phóng to").click()
    frame.wait_for_function(f"whole => ({SCALE})() !== whole", arg=whole)
    zoomed = frame.evaluate(SCALE)
    frame = turn(page, "194 xã (12/2024)", f"urban_share_census_pct|2019|commune|{BEFORE}")
    assert frame.evaluate(OUTLINED) == PARTS
    assert frame.evaluate(RINGS) >= len(PARTS)
    assert frame.evaluate(SCALE) == zoomed
    card = page.locator(".st-key-card")
    expect(card.get_by_role("link")).to_have_count(len(PARTS) + 1)
    card.get_by_role("link", name="Xã Phú Xá").click()
    page.wait_for_url("**unit=06214*")
    settle(page)
    # the frame paints what the run has sent
    frame.wait_for_function(f"() => ({OUTLINED})().join() === '06214'")
    page.get_by_role("link", name="Xã Đồng Đăng (từ 1/7/2025)").click()
    frame = wait_for_view(page, f"urban_share_census_pct|2019|commune|{NEWEST}")
    assert frame.evaluate(OUTLINED) == ["06184"]
    assert frame.evaluate(SCALE) == zoomed
    assert log.errors == []
