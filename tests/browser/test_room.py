"""The room: every shipped scene on every wall, nothing covered or cut, in letters to be read."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, Route, expect

from tests.browser.seen import map_frame
from tests.support.browsing import Log, settle
from ui.server.settings import ROOT

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
SHIPPED = json.loads((ROOT / "data" / "meetings" / "shipped.json").read_text(encoding="utf-8"))
SCENES = [(at, scene["title"], scene["kind"]) for at, scene in enumerate(SHIPPED["scenes"], 1)]
WALLS = [(1024, 768), (1366, 641), (1366, 768), (1920, 1080), (2560, 1440)]
# a window at 150 and 200 % has so many pixels of the style sheet's
ZOOMED = [(911, 427), (1280, 720), (683, 320), (960, 540)]
LEAST = {"legend": 20, "label": 18, "source": 16}
"""Pixels of letters on a wall 1920 wide."""

# Texts whose letters are cut by what holds them or by the window, or lie under something else.
FAULTS = """(mayScroll) => {
    const faults = [];
    const unseen = (element) => !element.checkVisibility({visibilityProperty: true})
        || [...ancestors(element)].some((each) => getComputedStyle(each).clipPath !== "none");
    function* ancestors(element) {
        for (let at = element; at; at = at.parentElement) yield at;
    }
    function inside(rect, box) {
        return rect.left >= box.left - 1.5 && rect.right <= box.right + 1.5
            && rect.top >= box.top - 1.5 && rect.bottom <= box.bottom + 1.5;
    }
    function cutBy(element, rect) {
        for (const each of ancestors(element)) {
            const style = getComputedStyle(each);
            if (style.position === "fixed") return "";
            const ways = `${style.overflowX} ${style.overflowY}`;
            if (ways === "visible visible" || each === document.documentElement) continue;
            if (each === document.body || each.closest("svg")) continue;
            const whole = inside(rect, each.getBoundingClientRect());
            // what can be scrolled to is not cut; out of sight, nothing can lie over it
            if (mayScroll && /auto|scroll/.test(ways)) return whole ? "" : "its scroller";
            if (!whole) return each.className || each.tagName;
        }
        const window_ = {left: 0, top: 0, right: innerWidth, bottom: innerHeight};
        return mayScroll || inside(rect, window_) ? "" : "the window";
    }
    function coveredBy(element, rect) {
        const y = (rect.top + rect.bottom) / 2;
        for (const x of [rect.left + 2, (rect.left + rect.right) / 2, rect.right - 2]) {
            if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) continue;
            const top = document.elementFromPoint(x, y);
            if (top && !element.contains(top) && !top.contains(element)) {
                return top.className?.baseVal ?? top.className ?? top.tagName;
            }
        }
        return "";
    }
    const walker = document.createTreeWalker(
        document.querySelector(".st-key-stage") || document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        if (!text || element.closest("script, style, noscript") || unseen(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        for (const rect of range.getClientRects()) {
            if (rect.width < 1 || rect.height < 1) continue;
            const cut = cutBy(element, rect);
            if (cut === "its scroller") continue;
            if (cut) faults.push(`${text.slice(0, 40)} | cut by ${cut}`);
            // names on the map take no pointer: what lies over them is found by its box
            if (!element.closest("svg")) {
                const over = coveredBy(element, rect);
                if (over) faults.push(`${text.slice(0, 40)} | under ${over}`);
                continue;
            }
            for (const each of document.querySelectorAll(".atlas-buttons, .atlas-player")) {
                const box = each.getBoundingClientRect();
                const apart = rect.right <= box.left || box.right <= rect.left
                    || rect.bottom <= box.top || box.bottom <= rect.top;
                if (!apart) faults.push(`${text} | under ${each.className}`);
            }
        }
    }
    return faults;
}"""
# Pictures and frames: whole in the window, and nothing over their corners.
BOXES = """() => [...document.querySelectorAll(".st-key-stage iframe, .st-key-stage .years img")]
    .filter((each) => each.checkVisibility())
    .flatMap((each) => {
        const {left, top, right, bottom} = each.getBoundingClientRect();
        const faults = [];
        if (right - left < 200 || bottom - top < 100) faults.push(`${each.tagName} of no size`);
        if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) {
            faults.push(`${each.tagName} cut by the window`);
        }
        for (const x of [left + 3, right - 3]) for (const y of [top + 3, bottom - 3]) {
            const over = document.elementFromPoint(x, y);
            if (!over || over === each || over.closest(".break")) continue;
            faults.push(`${each.tagName} under ${over.className}`);
        }
        return faults;
    })"""
SCROLLS = """() => [...document.querySelectorAll(".stage-said, .atlas-side, html, body, .stMain")]
    .filter((each) => each.scrollHeight > each.clientHeight + 1
        || each.scrollWidth > each.clientWidth + 1)
    .map((each) => `${each.className || each.tagName} scrolls`)"""
LETTERS = """() => {
    const sizes = (name) => [...document.querySelectorAll(name)]
        .map((each) => parseFloat(getComputedStyle(each).fontSize));
    return {
        label: [...sizes(".atlas-labels text"), ...sizes(".atlas-gates text")],
        legend: [...sizes(".atlas-legend th"), ...sizes(".atlas-legend .count")],
        source: sizes(".atlas-foot"),
    };
}"""
OUT_OF_SIGHT = """() => [...document.querySelectorAll("path[data-code]")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right < 0 || box.bottom < 0 || box.left > innerWidth || box.top > innerHeight;
}).length"""
DRAWN = """async () => {
    for (let at = 0; at < 3; at += 1) await new Promise(requestAnimationFrame);
    await new Promise((done) => setTimeout(done));
}"""


def at_size(page: Page, size: tuple[int, int]) -> list[Page | Frame]:
    """Give the window a size; return the page and the frame in it, both drawn anew."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    places: list[Page | Frame] = [page]
    if page.locator(".st-key-stage iframe").count():
        places.append(map_frame(page))
    for place in places[::-1]:
        place.evaluate(DRAWN)
    return places


@pytest.mark.long
@pytest.mark.parametrize(
    ("lang", "sizes"), [("vi", [*WALLS, *ZOOMED]), ("en", WALLS[:2])], ids=["vi", "en"]
)
def test_nothing_is_covered_or_cut_in_any_shipped_scene(
    open_page: OpenPage, lang: str, sizes: list[tuple[int, int]]
) -> None:
    page, log = open_page(f"/trinh-chieu?scene=1&lang={lang}")
    found: dict[tuple[int, tuple[int, int]], Any] = {}
    for number, _, kind in SCENES:
        expect(page.locator(".st-key-stage_leave")).to_be_visible()
        if kind != "target":
            map_frame(page)
        else:
            expect(page.locator(".stage-said")).to_be_visible()
        settle(page)
        if kind == "gates":
            # opened near to those with a figure, whatever map was shown before
            assert map_frame(page).evaluate(OUT_OF_SIGHT) > 20
        for size in sizes:
            may_scroll = size in ZOOMED
            faults = []
            for place in at_size(page, size):
                faults += place.evaluate(FAULTS, may_scroll)
                faults += [] if may_scroll else place.evaluate(SCROLLS)
            faults += [] if may_scroll else page.evaluate(BOXES)
            if faults:
                found[number, size] = faults
        page.set_viewport_size({"width": 1366, "height": 768})
        if number < len(SCENES):
            before = page.locator("h1.stage-title").text_content() or ""
            page.keyboard.press("PageDown")
            expect(page.locator("h1.stage-title")).not_to_have_text(before)
    assert found == {}, "\n".join(map(str, found.items()))
    assert log.errors == []


def test_the_wall_is_read_from_the_last_row(open_page: OpenPage) -> None:
    page, _ = open_page("/trinh-chieu?scene=1", width=1920, height=1080)
    for number in (at for at, _, kind in SCENES if kind != "target"):
        page.goto(f"/trinh-chieu?scene={number}")
        frame = map_frame(page)
        settle(page)
        frame.evaluate(DRAWN)
        sizes = frame.evaluate(LETTERS)
        assert sizes["label"], number
        for what, least in LEAST.items():
            assert min(sizes[what]) >= least, (number, what)


# ---- what the room can do without the server


def shown(page: Page, number: int) -> None:
    """Wait until the scene of a number is shown and its keys work."""
    expect(page.locator("h1.stage-title")).to_have_text(SCENES[number - 1][1])
    settle(page)


def test_space_plays_the_years_wherever_the_focus_is(open_page: OpenPage) -> None:
    page, log = open_page("/trinh-chieu?scene=3")
    frame = map_frame(page)
    settle(page)
    year = frame.locator(".atlas-play-year")
    for place in ("page", "unit"):
        frame.locator(".atlas-player input").press("Shift+Home")
        expect(year).to_have_text("2014")
        if place == "page":
            page.locator(".st-key-stage").evaluate("() => document.activeElement.blur()")
        else:
            frame.locator("path[data-code][tabindex='0']").focus()
        page.keyboard.press("Space")
        expect(year).not_to_have_text("2014")
        page.keyboard.press("Space")
        expect(frame.locator(".atlas-play")).to_have_attribute("aria-label", "Phát các năm")
    shown(page, 3)
    assert log.errors == []


@pytest.mark.parametrize("key", ["b", "B", "."])
def test_a_key_makes_the_screen_dark_and_any_key_gives_it_back(
    open_page: OpenPage, key: str
) -> None:
    page, _ = open_page("/trinh-chieu?scene=3")
    frame = map_frame(page)
    settle(page)
    frame.locator(".leaflet-container").focus()
    page.keyboard.press(key)
    dark = page.locator(".room-dark")
    expect(dark).to_be_visible()
    box = dark.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1366, "height": 768}
    assert page.evaluate("document.elementFromPoint(600, 300).className") == "room-dark"
    page.keyboard.press("PageDown")
    expect(dark).to_have_count(0)
    shown(page, 3)
    page.keyboard.press("PageDown")
    shown(page, 4)


def test_a_button_and_a_key_fill_the_whole_screen(open_page: OpenPage) -> None:
    page, _ = open_page("/trinh-chieu?scene=2")
    full = "Boolean(document.fullscreenElement)"
    page.get_by_role("button", name="Toàn màn hình").click()
    page.wait_for_function(full)
    page.keyboard.press("PageDown")
    shown(page, 3)
    assert page.evaluate(full)
    map_frame(page).locator(".leaflet-container").focus()
    page.keyboard.press("f")
    page.wait_for_function(f"!{full}")


def test_the_presenter_has_a_window_that_follows_the_keys_of_both(open_page: OpenPage) -> None:
    page, log = open_page("/trinh-chieu?scene=1")
    shown(page, 1)
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Cửa sổ người trình bày").click()
    second = opened.value
    log.follow(second)
    note, coming, place = (second.locator(each) for each in ("#note", "#next", "#place"))
    expect(place).to_have_text(f"Cảnh 1/{len(SCENES)}")
    expect(note).to_have_text(SHIPPED["scenes"][0]["note"])
    expect(coming).to_have_text(f"2. {SCENES[1][1]}")
    expect(second.locator("#next-image")).to_be_visible()
    expect(second.locator("#clock")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    # the keys of the first window
    page.bring_to_front()
    page.keyboard.press("PageDown")
    shown(page, 2)
    expect(note).to_have_text(SHIPPED["scenes"][1]["note"])
    # and of the second, and its buttons
    second.bring_to_front()
    second.keyboard.press("PageDown")
    expect(place).to_have_text(f"Cảnh 3/{len(SCENES)}")
    shown(page, 3)
    second.get_by_role("button", name="Trước").click()
    expect(place).to_have_text(f"Cảnh 2/{len(SCENES)}")
    second.keyboard.press("b")
    expect(page.locator(".room-dark")).to_be_visible()
    second.keyboard.press("b")
    expect(page.locator(".room-dark")).to_have_count(0)
    second.keyboard.press("End")
    expect(coming).to_have_text("Hết")
    # the address has the scene at the end of the run
    shown(page, len(SCENES))
    # a reload of the first window is followed as well
    page.reload()
    shown(page, len(SCENES))
    page.keyboard.press("Home")
    expect(place).to_have_text(f"Cảnh 1/{len(SCENES)}")
    assert log.errors == []


def test_the_presenters_window_is_the_readers_own(open_page: OpenPage) -> None:
    """Two presentations in one browser do not turn each other's scenes."""
    page, _ = open_page("/trinh-chieu?scene=1")
    shown(page, 1)
    with page.expect_popup() as opened:
        page.keyboard.press("p")
    expect(opened.value.locator("#place")).to_have_text(f"Cảnh 1/{len(SCENES)}")
    other = page.context.new_page()
    other.goto("/trinh-chieu?scene=5")
    shown(other, 5)
    other.keyboard.press("PageDown")
    shown(other, 6)
    expect(opened.value.locator("#place")).to_have_text(f"Cảnh 1/{len(SCENES)}")


# ---- the order of the scenes

ORDER = "iframe[title*='scene_order'], iframe[title='Thứ tự các cảnh']"


def test_scenes_are_dragged_and_moved_by_keys_in_one_move(open_page: OpenPage) -> None:
    page, log = open_page("/trinh-chieu", width=1366, height=900)
    pictures = page.frame_locator(ORDER).locator("li")
    titles = [title for _, title, _ in SCENES]
    expect(pictures).to_have_count(len(titles))
    assert pictures.locator("img").count() >= len(titles) - 1

    def expect_order(order: list[str]) -> None:
        expect(pictures).to_have_text([f"{at}. {title}" for at, title in enumerate(order, 1)])
        heads = page.locator(".st-key-scenes_list b")
        expect(heads).to_have_text([f"{at}. {title}" for at, title in enumerate(order, 1)])

    expect_order(titles)
    # to the left half of the second: before it
    pictures.nth(14).drag_to(pictures.nth(1), target_position={"x": 10, "y": 40})
    moved = [titles[0], titles[14], *titles[1:14], titles[15]]
    expect_order(moved)
    page.locator(".st-key-scenes_undo button").click()
    expect_order(titles)
    pictures.nth(2).focus()
    page.keyboard.press("Control+End")
    expect_order([*titles[:2], *titles[3:], titles[2]])
    # the focus goes with the scene
    expect(pictures.last).to_be_focused()
    page.keyboard.press("Control+ArrowLeft")
    expect_order([*titles[:2], *titles[3:15], titles[2], titles[15]])
    page.keyboard.press("Delete")
    expect_order([*titles[:2], *titles[3:]])
    pictures.nth(4).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1.stage-title")).to_have_text(titles[5])
    assert log.errors == []


def test_what_an_undo_brought_back_stays_after_a_reload(open_page: OpenPage) -> None:
    page, log = open_page("/trinh-chieu", width=1366, height=900)
    heads, undo = page.locator(".st-key-scenes_list b"), page.locator(".st-key-scenes_undo button")
    titles = [f"{at}. {title}" for at, (_, title, _) in enumerate(SCENES, 1)]
    expect(heads).to_have_text(titles)
    page.locator(".st-key-scenes_clear button").click()
    expect(heads).to_have_count(0)
    undo.click()
    expect(heads).to_have_text(titles)
    settle(page)
    page.reload()
    expect(heads).to_have_text(titles)
    # a change that was not undone stays as well, and nothing is offered to be taken back
    page.locator(".st-key-scene_remove_0 button").click()
    expect(heads).to_have_count(len(titles) - 1)
    settle(page)
    page.reload()
    expect(heads).to_have_count(len(titles) - 1)
    expect(heads.first).to_contain_text(SCENES[1][1])
    expect(undo).to_be_disabled()
    assert log.errors == []


# ---- a map that does not come

WAITING = {"vi": "Đang tải bản đồ…", "en": "The map is loading…"}
FAILED = {
    "boundaries": {
        "vi": "Không tải được ranh giới của bản đồ.",
        "en": "The map's boundaries could not be loaded.",
    },
    "map": {"vi": "Không tải được bản đồ.", "en": "The map could not be loaded."},
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("address", ["/ban-do?", "/trinh-chieu?scene=1&"])
def test_a_map_on_its_way_is_told_and_so_is_one_that_fails(
    open_page: OpenPage, address: str, lang: str
) -> None:
    page, _ = open_page(f"/du-lieu?lang={lang}")
    boundaries, words = "**/assets/boundaries/**", "**/assets/words/**"
    held: dict[str, Route] = {}
    page.route(boundaries, lambda route: held.update(boundaries=route))
    page.route(words, lambda route: held.update(words=route))
    with page.expect_request(boundaries), page.expect_request(words):
        page.goto(f"{address}lang={lang}")
    frame = page.frame_locator("iframe")
    skeleton = frame.locator(".atlas-skeleton")
    expect(skeleton).to_have_text(WAITING[lang])
    expect(skeleton).to_be_visible()
    # whole in sight: at least the size of a map
    box = skeleton.bounding_box()
    assert box is not None
    assert box["height"] > 300
    expect(frame.locator(".leaflet-container")).to_have_attribute("aria-busy", "true")
    # what failed is told in the words of the map, which may be slower than the failure
    with page.expect_event("requestfailed"):
        held["boundaries"].abort()
    held["words"].continue_()
    expect(frame.get_by_role("alert")).to_contain_text(FAILED["boundaries"][lang])
    expect(skeleton).to_have_count(0)
    page.unroute(boundaries)
    frame.get_by_role("alert").get_by_role("button").click()
    map_frame(page)
    expect(frame.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_map_without_its_program_says_so_in_the_language_of_the_reader(
    open_page: OpenPage, lang: str
) -> None:
    page, _ = open_page(f"/du-lieu?lang={lang}")
    page.route("**/assets/map/atlas.*.js", lambda route: route.abort())
    page.goto(f"/ban-do?lang={lang}")
    alert = page.frame_locator("iframe").get_by_role("alert")
    expect(alert).to_contain_text(FAILED["map"][lang])
    assert FAILED["map"]["en" if lang == "vi" else "vi"] not in (alert.text_content() or "")
