"""The first click on a map selects, whatever stands above it and whatever moves meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page

from geo.figures.atlas import Atlas
from geo.views.address import write_query
from geo.views.request import theme_view
from tests.browser.seen import map_frame
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
# a laptop's window with the bars of its browser, without them, with a large desktop, a projector
WINDOWS = [(1366, 641), (1366, 768), (1536, 730), (1920, 940)]

# the unit nearest to the upper left whose middle can be pressed: it is in the window for certain
SEEN = """() => {
    const frame = window.frameElement.getBoundingClientRect();
    for (const path of document.querySelectorAll("path[data-code]")) {
        const box = path.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        if (document.elementFromPoint(x, y) !== path) continue;
        return {code: path.dataset.code, x: frame.x + x, y: frame.y + y};
    }
}"""
CHOSEN = "() => document.querySelector('path[aria-current=true]')?.dataset.code || ''"
DRAWN_ANEW = """async () => {
    for (let at = 0; at < 3; at += 1) await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
}"""
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def press_a_unit(page: Page, frame: Frame, *, between: Callable[[], object] = str) -> str:
    """Press the mouse on a unit and let go, with something done in between; return its code."""
    unit = frame.evaluate(SEEN)
    page.mouse.move(unit["x"], unit["y"])
    page.mouse.down()
    between()
    page.mouse.up()
    return str(unit["code"])


def let_go(page: Page, frame: Frame) -> None:
    """Leave the unit and the map, as before the first click on it."""
    page.keyboard.press("Escape")
    frame.wait_for_function(f"() => ({CHOSEN})() === ''")
    page.wait_for_url(lambda address: "unit=" not in address)
    for place in (frame, page):
        place.evaluate("() => document.activeElement.blur()")
    settle(page)
    assert page.evaluate("() => document.activeElement === document.body")


@pytest.mark.long
def test_the_first_click_selects_on_the_opening_view_of_each_theme(
    open_page: OpenPage, atlas: Atlas
) -> None:
    page, log = open_page("/du-lieu")
    # at the level of the province a chart stands in the place of the map
    maps = [each for each in atlas.facts.province.themes if each.default.level != "province"]
    assert len(maps) >= len(WINDOWS)
    for at, theme in enumerate(maps):
        # a theme is loaded in one window, the next one in the next
        first = at % len(WINDOWS)
        windows = [*WINDOWS[first:], *WINDOWS[:first]]
        resize(page, windows[0])
        page.goto(f"/ban-do?{write_query(theme_view(atlas, theme.id))}")
        settle(page)
        frame = map_frame(page)
        for window in windows:
            resize(page, window)
            frame.evaluate(DRAWN_ANEW)
            settle(page)
            box = page.locator(".st-key-map_frame iframe").bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= window[1], (theme.id, window, "below the window")
            code = press_a_unit(page, frame)
            frame.wait_for_function(CHOSEN)
            assert frame.evaluate(CHOSEN) == code, (theme.id, window)
            assert page.evaluate(SCROLLED) == 0, (theme.id, window, "the page jumped")
            page.wait_for_url(f"**unit={code}*")
            let_go(page, frame)
    assert log.errors == []


def resize(page: Page, window: tuple[int, int]) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})


def test_a_click_selects_the_unit_pressed_though_the_map_moves_before_the_release(
    open_page: OpenPage,
) -> None:
    page, _ = open_page("/ban-do")
    frame = map_frame(page)
    settle(page)
    push = "each => { each.style.paddingTop = '90px'; }"
    code = press_a_unit(
        page, frame, between=lambda: page.locator(".stMainBlockContainer").evaluate(push)
    )
    frame.wait_for_function(CHOSEN)
    assert frame.evaluate(CHOSEN) == code
