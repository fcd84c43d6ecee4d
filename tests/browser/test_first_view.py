"""The first view of the map: before the rest of its page, and where it stays."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

LITTLE = "/ban-do?indicator=ntm_status&year=2025&mode=value&level=commune&vintage=2025-07-01"
"""A view with a word above the map, as few of its units have figures."""
WATCH = """
    if (window.parent === window) {
        // however busy the machine is, the rest waits for the map
        const own = window.setTimeout;
        window.setTimeout = (call, ms, ...more) => own(call, ms === 1000 ? 90000 : ms, ...more);
        window.topOfMap = () => (
            document.querySelector(".st-key-map_frame iframe").getBoundingClientRect().top
        );
        window.addEventListener("atlas:painted", () => {
            const around = ".panel h1, .st-key-controls, .st-key-coverage_note button";
            window.first = {around: document.querySelectorAll(around).length, top: topOfMap()};
        });
    }
"""


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_map_is_painted_before_the_rest_of_its_page_and_stays(
    open_page: Callable[..., tuple[Page, Log]], lang: str
) -> None:
    page, _ = open_page("/trinh-chieu", alone=True)
    page.add_init_script(WATCH)
    page.goto(f"{LITTLE}&lang={lang}")
    settle(page)
    expect(page.locator(".panel h1")).to_be_visible()
    expect(page.locator(".st-key-coverage_note button").first).to_be_visible()
    expect(page.locator(".st-key-controls")).to_be_visible()
    first = page.evaluate("() => window.first")
    assert first["around"] == 0
    assert first["top"] == pytest.approx(page.evaluate("() => topOfMap()"), abs=0.5)


def test_the_rest_of_the_page_does_not_wait_for_a_map_that_does_not_come(
    open_page: Callable[..., tuple[Page, Log]],
) -> None:
    page, _ = open_page("/trinh-chieu", alone=True)
    page.route("**/assets/boundaries/**", lambda route: route.abort())
    page.goto("/ban-do")
    expect(page.locator(".panel h1")).to_be_visible()
    assert page.locator(".st-key-map_frame iframe").count() == 1
