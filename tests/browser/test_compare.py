"""Maps beside one another: they move and point together, and ask no server for it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Frame, Page, WebSocket, expect

from bench.together import AT_REST, STEP
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
COMPARED = "/so-sanh?indicator=population&year=2019&level=district&vintage=2025-07-01&mode=value"
DRAWN = "document.querySelector('svg[data-view]')?.dataset.view.includes(view)"
# where a unit stands in each of the frames that move together
PLACES = """() => Array.from(frames).filter((one) => one.Atlas?.together)
    .map((one) => one.document.querySelector("path[data-code='183']").getBoundingClientRect())
    .map(({x, y, width}) => [x, y, width])"""
AGREE = f"""([was, at]) => {{
    const [first, ...others] = ({PLACES})();
    const near = (one, other) => one.every((each, at) => Math.abs(each - other[at]) < 1.5);
    return others.length === 2 && others.every((each) => near(each, first))
        && Math.abs(first[at] - was[0][at]) > 20;
}}"""
TIP = "document.querySelector('.atlas-tip').textContent"


def frames_of(page: Page, *views: str) -> list[Frame]:
    """Return the frames of maps, in the order of the page, each with its view."""
    found = []
    expect(page.locator("iframe")).to_have_count(len(views))
    for handle, view in zip(page.query_selector_all("iframe"), views, strict=True):
        frame = handle.content_frame()
        assert frame is not None
        frame.wait_for_function(f"view => {DRAWN}", arg=view)
        found.append(frame)
    settle(page)
    return found


def test_maps_move_and_point_together_without_the_server(open_page: OpenPage) -> None:
    page, log = open_page("/")
    sent: list[str | bytes] = []

    def follow(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame))

    page.on("websocket", follow)
    page.goto(COMPARED)
    before, change, after = frames_of(page, "|2009|", "|2009-2019|", "|2019|")
    asked = len(sent)
    at_first = page.evaluate(PLACES)
    box = page.locator("iframe").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 120, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 180, box["y"] + 230, steps=4)
    page.mouse.up()
    page.wait_for_function(AGREE, arg=[at_first, 0])
    # a unit under the mouse is told of in all three
    before.locator("path[data-code='183']").hover()
    for frame, words in ((before, "2009"), (change, "2009–2019"), (after, "2019")):
        frame.wait_for_function(f"words => {TIP}.endsWith(words)", arg=words)
        assert "Huyện Cao Lộc" in frame.evaluate(TIP)
    after.locator("button[title='Phóng to'], a[title='Phóng to']").first.click()
    page.wait_for_function(AGREE, arg=[at_first, 2])
    assert len(sent) == asked
    # a map that is still on its way takes no further step
    after.wait_for_function(AT_REST)
    # how soon the others follow is measured with nothing else running, by `make bench`
    assert after.evaluate(STEP, "Thu nhỏ") >= 0
    # a choice is one of the page: it stands in the address and on every map
    change.locator("path[data-code='187']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**unit=187*")
    for frame in (before, after):
        expect(frame.locator("path[data-code='187']")).to_have_attribute("aria-current", "true")
    expect(page.locator("table.changes tr.chosen")).to_contain_text("Huyện Chi Lăng")
    assert log.errors == []
