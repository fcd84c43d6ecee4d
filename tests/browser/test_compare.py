"""Maps beside one another: they move and point together, and ask no server for it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Frame, Page, WebSocket, expect

from bench.together import AT_REST, STEP
from tests.browser.seen import LIT
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
# one drawing is seen, whole, with its letters, and nothing has to be scrolled
ON_ONE_SCREEN = """() => {
    const said = document.querySelector(".stage-said");
    const drawn = [...(said?.querySelectorAll(".years") || [])];
    const seen = drawn.filter((each) => each.offsetWidth);
    if (seen.length !== 1) return false;
    const image = seen[0].querySelector("img");
    return image.naturalWidth > 0 && image.offsetWidth > innerWidth / 2
        && seen[0].querySelectorAll(".letters > *").length > 10
        && said.scrollHeight <= said.clientHeight + 1
        && image.getBoundingClientRect().bottom < innerHeight;
}"""
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


def present_what_is_compared(page: Page) -> None:
    """Add what the page shows to the meeting, and look at it in the room."""
    page.get_by_role("button", name="Thêm vào trình chiếu").click()
    page.wait_for_url("**meeting=*")
    (meeting,) = parse_qs(urlsplit(page.url).query)["meeting"]
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"/trinh-chieu?meeting={meeting}&scene=1")
    page.wait_for_selector(".st-key-stage_foot")
    page.keyboard.press("End")
    expect(page.locator("h1.stage-title")).to_contain_text("Thay đổi 2009–2019")
    for width, height in ((1920, 1080), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(ON_ONE_SCREEN)
    expect(page.locator(".stage-words").nth(1)).to_contain_text("Huyện Chi Lăng: +")


def light_up_from_legends(page: Page, *frames: Frame) -> None:
    """Point at classes, and at a unit: what is in the class of one map lights up on each."""
    before = frames[0]
    legends = page.locator(".st-key-compare_maps table.legend")
    expect(legends).to_have_count(len(frames))
    # nobody points at a map any more
    page.locator("h2.page-title").first.hover()
    last = legends.first.locator("button.light").last
    index = last.evaluate("each => each.closest('[data-class]').dataset.class")
    inside = before.locator(f"path[data-code][data-class='{index}']")
    codes = sorted(inside.evaluate_all("all => all.map((each) => each.dataset.code)"))
    assert codes
    last.click()
    for frame in frames:
        frame.wait_for_function(f"wanted => ({LIT})().join() === wanted", arg=",".join(codes))
    expect(page.locator(".st-key-compare_maps tr.lit")).to_have_count(1)
    last.click()
    # a unit is named by the class that each map has it in
    page.locator("h2.page-title").first.hover()
    before.locator("path[data-code='183']").hover()
    expect(page.locator(".st-key-compare_maps tr.lit")).to_have_count(len(frames))
    for frame, legend in zip(frames, legends.all(), strict=True):
        path = frame.locator("path[data-code='183']")
        index = path.get_attribute("data-class") or ""
        expect(legend.locator("tr.lit")).to_have_attribute("data-class", index)


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
    light_up_from_legends(page, before, change, after)
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
    present_what_is_compared(page)
    assert log.errors == []
