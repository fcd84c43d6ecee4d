"""The years of the map page, played: to the last one, past another choice, and not without it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from geo.language.texts import texts
from tests.browser.seen import map_address, wait_for_view
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
T = texts("vi")
NEAR_THE_END = {"indicator": "tree_cover_esa_pct", "year": 2015, "level": "district"}


def _button(page: Page, key: str) -> None:
    page.get_by_role("button", name=T(key)).click()


def test_the_years_are_played_to_the_last_one(open_page: OpenPage) -> None:
    page, log = open_page(map_address(**NEAR_THE_END))
    wait_for_view(page, "tree_cover_esa_pct|2015|district")
    _button(page, "control.play_years")
    expect(page.get_by_role("button", name=T("control.stop_years"))).to_be_visible()
    wait_for_view(page, "tree_cover_esa_pct|2018|district")
    expect(page.get_by_role("button", name=T("control.play_years"))).to_be_visible()
    assert "year=2018" in page.url
    # from the last year on it begins with the first
    _button(page, "control.play_years")
    wait_for_view(page, "tree_cover_esa_pct|1998|district")
    _button(page, "control.stop_years")
    expect(page.get_by_role("button", name=T("control.play_years"))).to_be_visible()
    assert log.errors == []


def test_who_comes_back_to_the_map_finds_the_years_at_rest(open_page: OpenPage) -> None:
    page, log = open_page(map_address(**NEAR_THE_END | {"year": 1999}))
    wait_for_view(page, "tree_cover_esa_pct|1999|district")
    _button(page, "control.play_years")
    expect(page.get_by_role("button", name=T("control.stop_years"))).to_be_visible()
    page.get_by_role("link", name=T("page.targets"), exact=True).click()
    expect(page.locator("table.board").first).to_be_visible()
    settle(page)
    page.get_by_role("link", name=T("page.map"), exact=True).click()
    expect(page.get_by_role("button", name=T("control.play_years"))).to_be_visible()
    assert log.errors == []
