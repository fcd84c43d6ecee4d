"""What a reader may do in any order: no page dies, and all parts agree after each step."""

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from geo.figures.atlas import Atlas
from tests.browser.seen import map_address, wait_for_view
from tests.browser.walking import Walker
from tests.support.browsing import Log, settle
from tests.support.running import Server

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
ACTIONS, SEED = 300, 8


def language(page: Page, name: str) -> None:
    page.locator(".st-key-header").get_by_role("radio", name=name).click()
    expect(page.locator(f".st-key-head_{name.lower()}")).to_be_attached()
    settle(page)


@pytest.mark.long
def test_a_random_walk_through_all_pages(open_page: OpenPage, server: Server, atlas: Atlas) -> None:
    rng = random.Random(SEED)
    steps: list[str] = []
    windows = [Walker(*open_page(address), atlas, steps) for address in ("/ban-do", "/muc-tieu")]
    logged = server.log.stat().st_size
    try:
        for _ in range(ACTIONS):
            at = rng.randrange(len(windows))
            windows[at].step(rng)
            steps[-1] = f"window {at + 1}: {steps[-1]} -> {windows[at].page.url}"
            assert windows[at].disagreements() == []
            assert windows[at].log.errors == []
            assert "Traceback" not in server.log.read_text(encoding="utf-8")[logged:]
    except (AssertionError, Error) as error:
        error.add_note("\n".join([f"seed {SEED}, {len(steps)} steps:", *steps]))
        raise


def test_a_choice_after_the_language_counts(open_page: OpenPage) -> None:
    page, log = open_page(map_address())
    wait_for_view(page, "urban_share_census_pct")
    language(page, "EN")
    page.get_by_role("combobox", name="Theme").click()
    page.get_by_role("option", name="Population", exact=True).click()
    wait_for_view(page, "household_size_census|")
    language(page, "VI")
    page.go_back()
    expect(page.locator(".st-key-head_en")).to_be_attached()
    page.get_by_role("radio", name="Districts", exact=True).click()
    wait_for_view(page, "household_size_census|2019|district")
    assert log.errors == []


def test_the_language_there_and_back_on_the_data(open_page: OpenPage) -> None:
    page, log = open_page("/du-lieu")
    for name in ("EN", "VI", "EN"):
        language(page, name)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    page.get_by_role("combobox", name="Theme").first.click()
    page.get_by_role("option").nth(1).click()
    settle(page)
    language(page, "VI")
    expect(page.locator("h1.page-title")).to_have_text("Dữ liệu, nguồn và ranh giới")
    assert log.errors == []
