"""The presentation in a browser: a clicker's keys, and the years played inside the frame."""

import json
from collections.abc import Callable
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.seen import LIT, map_frame, units_seen
from tests.support.browsing import Log, settle
from ui.server.sent.parts import program
from ui.server.settings import ROOT

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]

SHIPPED = json.loads((ROOT / "data" / "meetings" / "shipped.json").read_text(encoding="utf-8"))
TITLES = [scene["title"] for scene in SHIPPED["scenes"]]
FRAME = "document.querySelector('iframe').contentDocument"
PLAYER_READY = f"() => document.querySelector('iframe') && {FRAME}?.querySelector('.atlas-player')"
EDGES = """() => {
    const of = (box) => [box.left, box.top, box.right, box.bottom];
    const each = (name) => of(document.querySelector(name).getBoundingClientRect());
    const units = [...document.querySelectorAll("path[data-code]")];
    return {
        window: [0, 0, innerWidth, innerHeight],
        player: each(".atlas-player"),
        year: each(".atlas-play-year"),
        caption: each(".atlas-caption"),
        buttons: each(".atlas-buttons"),
        scale: each(".leaflet-control-scale-line"),
        units: units.map((path) => of(path.getBoundingClientRect())),
    };
}"""
BUTTON_SCRIPT = f"**/{program().groups[0]}"
"""That of all elements of every page, its words and its buttons among them."""
# noted in the page: the frame may be gone when they are read
WATCH_STEPS = """() => {
    window.parent.turned = [];
    const slide = document.querySelector(".atlas-player input");
    slide.addEventListener("input", () => window.parent.turned.push(slide.value));
}"""
FOCUS_GONE = f"""() => {{
    const map = {FRAME}.querySelector(".leaflet-container");
    document.querySelector("iframe").remove();
    map.focus();
}}"""
SHOWN_YEAR = f"() => {FRAME}.querySelector('svg[data-view]')?.dataset.view.split('|')[1]"


def scene(number: int) -> str:
    """Return the address of a scene."""
    return f"/trinh-chieu?scene={number}"


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


def test_a_key_before_the_buttons_have_come_is_kept_for_them(open_page: OpenPage) -> None:
    page, log = open_page("/trinh-chieu")
    held: list[Route] = []
    holding = True

    def hold(route: Route) -> None:
        if holding:
            held.append(route)
        else:
            route.continue_()

    page.route(BUTTON_SCRIPT, hold)
    page.goto("/trinh-chieu?scene=1", wait_until="commit")
    page.locator(".st-key-stage").wait_for(state="attached")
    button = page.locator(".st-key-stage_last button")
    expect(button).to_have_count(0)
    page.keyboard.press("End")
    holding = False
    for route in held:
        route.continue_()
    title(page, len(TITLES))
    # it is pressed once, and the keys after it are heard as ever
    page.keyboard.press("Home")
    title(page, 1)
    assert held
    assert log.errors == []


def test_the_years_play_inside_the_frame(open_page: OpenPage) -> None:
    page, log = open_page("/du-lieu")
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto("/trinh-chieu?scene=1")
    page.wait_for_function(PLAYER_READY)
    settle(page)
    frame = page.frame_locator("iframe")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2025'")
    before = len(sent)
    slide = frame.locator(".atlas-player input")
    slide.press("Shift+Home")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2014'")
    slide.press("Shift+ArrowRight")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2015'")
    assert frame.locator(".atlas-play-year").text_content() == "2015"
    assert "2015" in (frame.locator(".atlas-caption").text_content() or "")
    # a class of the legend lights its units up, a unit its class
    row = frame.locator(".atlas-legend tr[data-class]:not([data-class=none])").first
    row.hover()
    own = row.get_attribute("data-class")
    its = [unit.code for unit in units_seen(map_frame(page)) if unit.class_id == own]
    assert its
    assert map_frame(page).evaluate(LIT) == sorted(its)
    frame.locator(f"path[data-code='{its[0]}']").dispatch_event("mousemove")
    expect(row).to_have_class("lit")
    frame.locator(".atlas-play").click()
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2017'")
    frame.locator(".atlas-play").click()
    stopped = page.evaluate(SHOWN_YEAR)
    assert stopped in ("2017", "2018")
    # the address and the page stay: the frame turned the years alone
    assert "scene=1" in page.url
    assert before > 0
    assert len(sent) == before
    assert log.errors == []


def test_what_is_said_turns_with_the_year(open_page: OpenPage) -> None:
    """Sentence, counts, title and sources beside the map never belong to another year."""
    page, _ = open_page("/trinh-chieu?scene=3")
    page.wait_for_function(PLAYER_READY)
    frame = page.frame_locator("iframe")
    side, slide = frame.locator(".atlas-side"), frame.locator(".atlas-player input")
    expect(side.locator(".said")).to_contain_text("18 đạt chuẩn nông thôn mới")
    expect(side.locator(".count")).to_have_text(["18", "2", "0", "161", "19"])
    source = frame.locator(".atlas-foot").text_content()
    slide.press("Shift+Home")
    expect(side.locator(".drawn")).to_contain_text("Mức nông thôn mới của xã, 2014")
    # by the register one commune met the standard by the end of 2014
    expect(side.locator(".said")).to_contain_text("1 đạt chuẩn nông thôn mới")
    expect(side.locator(".count")).to_have_text(["1", "0", "0", "180", "19"])
    assert frame.locator(".atlas-foot").text_content() != source
    # the page around says nothing of a year but the author's title
    around = page.locator(".st-key-stage").inner_text()
    assert "Trong 181 xã" not in around


# ---- the list


@pytest.mark.parametrize("leave", ["up", "start"])
def test_a_note_typed_and_not_kept_is_not_lost(open_page: OpenPage, leave: str) -> None:
    page, log = open_page("/trinh-chieu")
    page.locator(".st-key-scene_edit_1 button").first.click()
    page.get_by_label("Ghi chú của người trình bày").fill("Nói chậm")
    if leave == "up":
        page.locator(".st-key-scene_up_3 button").click()
    else:
        page.get_by_role("button", name="Bắt đầu trình chiếu").click()
        title(page, 1)
        page.keyboard.press("Escape")
    expect(page.get_by_text("Nói chậm", exact=True)).to_be_visible()
    assert log.errors == []


def test_what_stands_on_a_scene_stands_in_its_fields_whenever_they_are_opened(
    open_page: OpenPage,
) -> None:
    page, log = open_page("/trinh-chieu")
    page.locator(".st-key-scene_down_5 button").click()
    expect(page.locator(".st-key-scenes_list b").nth(6)).to_have_text(f"7. {TITLES[5]}")
    page.locator(".st-key-scene_edit_1 button").first.click()
    expect(page.get_by_label("Tiêu đề")).to_have_value(TITLES[1])
    expect(page.get_by_label("Ghi chú của người trình bày")).not_to_have_value("")
    # the fields stay with their scene, and what was not written on is kept
    settle(page)
    page.locator(".st-key-scene_down_0 button").click()
    expect(page.locator(".st-key-scenes_list b").first).to_have_text(f"1. {TITLES[1]}")
    settle(page)
    page.locator(".st-key-scene_remove_4 button").click()
    expect(page.locator(".st-key-scenes_list b").nth(4)).to_have_text(f"5. {TITLES[6]}")
    expect(page.locator(".st-key-scenes_list b").first).to_have_text(f"1. {TITLES[1]}")
    assert log.errors == []


# ---- wherever the focus is

LAST = len(TITLES)
KEYS = {
    "PageDown": 2,
    "PageUp": 1,
    "ArrowRight": 2,
    "ArrowLeft": 1,
    "ArrowDown": 2,
    "ArrowUp": 1,
    "End": LAST,
    "Home": 1,
}
"""The scene that each key turns to, one after the other from the first."""
IN_FRAME = {
    "slider": ".atlas-player input",
    "play": ".atlas-play",
    "unit": "path[data-code][tabindex='0']",
    "map": ".leaflet-container",
    "zoom": ".atlas-buttons button",
    "words": ".atlas-side",
}
ON_PAGE = {"button": ".st-key-stage_leave button", "page": "body"}


@pytest.mark.parametrize("place", [*IN_FRAME, *ON_PAGE])
def test_the_keys_turn_the_scenes_wherever_the_focus_is(open_page: OpenPage, place: str) -> None:
    page, log = open_page("/trinh-chieu?scene=1")
    for key, number in KEYS.items():
        focus(page, place)
        page.keyboard.press(key)
        title(page, number)
    focus(page, place)
    page.keyboard.press("Escape")
    expect(page.locator("h1.page-title")).to_have_text("Trình chiếu", timeout=15_000)
    assert log.errors == []


def focus(page: Page, place: str) -> None:
    """Give the focus to a place; on a scene without a map its frame has none to take."""
    settle(page)
    if place in ON_PAGE:
        page.locator(ON_PAGE[place]).evaluate("each => each.focus()")
    elif page.locator("iframe").count():
        page.wait_for_function(PLAYER_READY)
        map_frame(page).locator(IN_FRAME[place]).first.focus()


def test_a_map_that_is_gone_can_be_given_the_focus_back(open_page: OpenPage) -> None:
    """Streamlit does so after it took away a frame that had the focus; an error stops its run."""
    page, log = open_page("/trinh-chieu?scene=1")
    page.wait_for_function(PLAYER_READY)
    page.evaluate(FOCUS_GONE)
    assert log.errors == []


def test_the_year_the_room_sees_is_turned_by_no_key_of_the_presentation(
    open_page: OpenPage,
) -> None:
    page, _ = open_page("/trinh-chieu?scene=1")
    focus(page, "slider")
    frame = map_frame(page)
    frame.evaluate(WATCH_STEPS)
    # the first scene has none before it: the keys have nothing to do, and do nothing
    for key in ("PageUp", "ArrowLeft", "ArrowUp", "Home"):
        page.keyboard.press(key)
    page.keyboard.press("PageDown")
    title(page, 2)
    assert page.evaluate("window.turned") == []


def test_with_shift_the_keys_keep_their_meaning(open_page: OpenPage) -> None:
    page, _ = open_page("/trinh-chieu?scene=1")
    focus(page, "unit")
    frame = map_frame(page)
    before = frame.evaluate("document.activeElement.dataset.code")
    page.keyboard.press("Shift+ArrowRight")
    walked = frame.evaluate("document.activeElement.dataset.code")
    assert walked not in (before, None)
    page.keyboard.press("Shift+ArrowLeft")
    focus(page, "slider")
    page.keyboard.press("Shift+Home")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2014'")
    title(page, 1)


# ---- a unit pointed out


@pytest.mark.parametrize(
    "address", ["/trinh-chieu?scene=1", "/muc-tieu?section=plan"], ids=["presentation", "plan"]
)
def test_a_chosen_unit_keeps_its_outline_and_starts_no_run(
    open_page: OpenPage, address: str
) -> None:
    page, _ = open_page("/du-lieu", alone=True)
    sent: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.clock.install()
    page.goto(address)
    frame = map_frame(page)
    settle(page)
    before = len(sent)
    assert before > 0
    unit = frame.locator("path[data-code]").nth(20)
    unit.dispatch_event("click")
    expect(unit).to_have_attribute("aria-current", "true")
    # what waits for an answer of the page gives up after five seconds
    page.clock.fast_forward(20_000)
    expect(unit).to_have_attribute("aria-current", "true")
    assert len(sent) == before
    assert frame.locator(".atlas-chosen").last.get_attribute("d")


def test_the_unit_pointed_out_stays_through_the_years_and_goes_with_the_scene(
    open_page: OpenPage,
) -> None:
    page, _ = open_page("/trinh-chieu?scene=3")
    page.wait_for_function(PLAYER_READY)
    frame = map_frame(page)
    settle(page)
    unit = frame.locator("path[data-code]").nth(20)
    unit.dispatch_event("click")
    frame.locator(".atlas-player input").press("Shift+Home")
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2014'")
    expect(unit).to_have_attribute("aria-current", "true")
    page.keyboard.press("PageDown")
    title(page, 4)
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2019'")
    page.keyboard.press("PageUp")
    title(page, 3)
    page.wait_for_function(f"() => ({SHOWN_YEAR})() === '2020'")
    expect(map_frame(page).locator("path[aria-current]")).to_have_count(0)


# ---- room


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("address", [scene(2), scene(3), scene(len(TITLES))])
def test_a_scene_fits_the_projector(
    look_at: OpenPage, address: str, width: int, height: int
) -> None:
    """One target with its chart, a map with the years, the table of a whole programme."""
    page, _ = look_at(address, width=width, height=height)
    title(page, int(address.rpartition("=")[2]))
    settle(page)
    foot = page.get_by_text("Thoát", exact=False).bounding_box()
    assert foot is not None
    assert 0 < foot["y"] + foot["height"] <= height


@pytest.mark.parametrize("address", [scene(2)])
def test_a_single_target_is_told_and_drawn(look_at: OpenPage, address: str) -> None:
    page, _ = look_at(address)
    title(page, 2)
    chart = page.locator(".st-key-stage .years img:visible")
    expect(chart).to_have_count(1)
    told = page.locator(".stage-words").first.text_content() or ""
    assert "Tốc độ cần đạt: +3,9\u00a0điểm\u00a0% mỗi năm" in told
    # 60,6 % after 28,2 % five years before: five years more at that pace make 93,0 %
    figures = (
        "Các năm: 2020: 28,2%; 2025: 60,6%. Mục tiêu 2030: 80%. "
        "Đường cần đi: 80,0% (2030). Theo tốc độ đã đạt: 93,0% (2030)."
    )
    assert chart.get_attribute("alt") == f"{told} {figures}"
    letters = page.locator(".st-key-stage .years .letters:visible > *")
    assert {"2020", "2025", "2030", "60,6", "80%"} <= set(letters.all_inner_texts())
    # in the typeface of the page, and as large as the drawing
    face = "each => getComputedStyle(each).fontFamily"
    assert letters.first.evaluate(face) == page.locator("body").evaluate(face)
    svg = ElementTree.fromstring(unquote((chart.get_attribute("src") or "").partition(",")[2]))
    # drawn for the size it is shown at
    assert 0.8 < chart.evaluate("each => each.clientWidth") / float(svg.get("width", "0")) < 1.25


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 844)])
@pytest.mark.parametrize("address", [scene(3)])
def test_the_player_covers_neither_the_map_nor_its_words(
    look_at: OpenPage, address: str, width: int, height: int
) -> None:
    page, _ = look_at(address, width=width, height=height)
    page.wait_for_function(PLAYER_READY)
    frame = map_frame(page)
    settle(page)
    edges = frame.evaluate(EDGES)
    player = edges["player"]
    assert _holds(edges["window"], player)
    assert _holds(player, edges["year"])
    others = [edges["caption"], edges["buttons"], edges["scale"], *edges["units"]]
    assert len(edges["units"]) == 200
    assert [other for other in others if _meet(player, other)] == []


def _holds(outer: list[float], inner: list[float]) -> bool:
    return all(a <= b for a, b in zip(outer[:2], inner[:2], strict=True)) and all(
        a >= b for a, b in zip(outer[2:], inner[2:], strict=True)
    )


def _meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
