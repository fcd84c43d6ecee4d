"""Every page on the screens it is used on: nothing cut off, nothing overlapping, all readable."""

from collections.abc import Callable
from itertools import combinations, product
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.browser.seen import map_address, map_frame
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
MERGED = "/sap-xep?place=2024-12-01_06625"
"""Kiên Mộc, which was divided."""
SCREENS = [(1366, 768), (1920, 1080), (390, 844)]
ADDRESSES = [
    *("/", "/ban-do", "/muc-tieu", "/trinh-chieu", "/trinh-chieu?scene=3", "/du-lieu"),
    *("/nhap-so-lieu", "/nguon", "/nguon?source=nso-e0651", "/sap-xep", MERGED),
    "/ho-so?place=2024-12-01_06625",
    "/so-sanh?indicator=population&level=district&unit=183",
    "/so-sanh?compare=two&indicator=tree_cover_esa_pct&level=district&with=population_density&unit=183",
    *(
        "/so-sanh?compare=lines&indicator=tree_cover_esa_pct&level=district&units=183,187",
        "/so-sanh?compare=rank&unit=06184",
    ),
    *("/cua-khau", "/cua-khau?part=trade", "/cua-khau?part=seasons"),
    map_address(indicator="tree_cover_esa_pct", unit="183", show="lines"),
]
WAYS = [
    "/so-sanh?compare=maps&maps=population:2009,population:2019&level=district",
    "/ban-do?show=table",
    "/ban-do?show=chart",
]
"""Other ways to show what stands above: English has the same there in other words."""
LOOKED_AT = [*product(ADDRESSES, ("vi", "en")), *((each, "vi") for each in WAYS)]
MAP_FRAMES = ", ".join(
    f".st-key-{each} iframe"
    for each in (
        *("map_frame", "stage_map", "merger_map", "gates_map"),
        # where several stand beside one another, the first and the next tell of two kinds
        *("compare_maps", "compare_pair"),
    )
)
NARROW = 640
TABS = 5
MAP_SHARE = 0.6
ROUNDING = 1.0
"""Pixels: borders of neighbours may share one."""


def has_map(address: str) -> bool:
    """Tell whether a page has the map's frame."""
    with_maps = ("ban-do", "scene", "sap-xep")
    return any(each in address for each in with_maps) or address == "/cua-khau"


# A popover, a tip, the canvas of a table and the dots of a plot, which a table tells as well, lie
# over other things by their nature.
CONTROLS = """() => {
    // what a scrolling row does not show lies over nothing
    const seen = (each) => {
        let {left, right, top, bottom} = each.getBoundingClientRect();
        for (let at = each.parentElement; at; at = at.parentElement) {
            if (getComputedStyle(at).overflowX === "visible") continue;
            const around = at.getBoundingClientRect();
            [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
            // in these two the page scrolls downwards within itself
            if (!at.matches(".st-key-card, .st-key-map_frame [data-testid=stElementContainer]")) {
                continue;
            }
            [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
        }
        return {left, right, top, bottom};
    };
    // the native input of a slider is out of sight and wider than what is seen
    const wanted = "button, input:not([type=range]), [data-testid=stSlider], [role=combobox], " +
        "[role=radiogroup], a[href], summary, iframe";
    // on a telephone the card of a unit lies over its map, and over what stands in its place
    const card = document.querySelector(".st-key-card:has(.st-key-card_close)");
    const sheet = card && getComputedStyle(card.parentElement).position === "absolute";
    return [...document.querySelectorAll(wanted)]
        .filter((each) => !(sheet && each.matches("iframe, .in-place *")))
        .filter((each) => each.checkVisibility({opacityProperty: true, visibilityProperty: true}))
        .filter((each) => !each.closest("[data-testid=stDataFrame], [role=dialog], .plot"))
        .map((each) => ({
            box: seen(each),
            name: `${each.tagName} ${each.getAttribute("aria-label") || each.textContent}`,
            around: [...document.querySelectorAll(wanted)].indexOf(each),
            // the switch between map, chart and table lies on its map, as the map's zoom does
            holds: [...document.querySelectorAll(wanted)].flatMap((other, at) => (
                each.contains(other) || (each.matches(".st-key-map_frame iframe")
                    && other.closest(".st-key-shown")) ? [at] : [])),
        }))
        .filter(({box}) => box.right - box.left > 1 && box.bottom - box.top > 1);
}"""
CUT_TEXTS = """() => [...document.querySelectorAll(
        ".st-key-controls button, .st-key-controls label, .st-key-header button, .panel h1, "
        + ".panel p, .card p, .card h3, table.legend th, table.legend td, h1.page-title")]
    .filter((each) => each.checkVisibility({visibilityProperty: true}))
    .filter((each) => getComputedStyle(each).clipPath === "none")
    .filter((each) => each.scrollWidth > each.clientWidth + 1
        && getComputedStyle(each).overflowX !== "visible"
        && getComputedStyle(each).display !== "inline")
    .map((each) => each.textContent)"""
SEGMENTS = """() => {
const groups = document.querySelectorAll(".st-key-controls [role=radiogroup]");
return [...groups].map((group) => {
    const whole = group.getBoundingClientRect();
    const parts = [...group.querySelectorAll("[role=radio]")].map((each) => ({
        text: each.textContent,
        left: each.getBoundingClientRect().left - whole.left,
        right: each.getBoundingClientRect().right - whole.left,
        cut: each.scrollWidth > each.clientWidth + 1,
    }));
    const scroller = [group, group.parentElement, group.firstElementChild]
        .find((each) => each && /auto|scroll/.test(getComputedStyle(each).overflowX)
            && each.scrollWidth > each.clientWidth);
    return {width: whole.width, screen: innerWidth, left: whole.left, parts,
        scrolls: Boolean(scroller)};
});
}"""


def overlapping(controls: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return the pairs of controls that lie over each other without one being in the other."""
    found = []
    for one, other in combinations(controls, 2):
        if one["around"] in other["holds"] or other["around"] in one["holds"]:
            continue
        a, b = one["box"], other["box"]
        wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
        high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
        if wide > ROUNDING and high > ROUNDING:
            found.append((one["name"], other["name"]))
    return found


@pytest.mark.parametrize(("address", "lang"), LOOKED_AT)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_is_cut_off_overlaps_or_scrolls_sideways(
    look_at: OpenPage, screen: tuple[int, int], address: str, lang: str
) -> None:
    width, height = screen
    page, log = look_at(address, lang=lang, width=width, height=height)
    if has_map(address):
        map_frame(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for place in ("[data-testid=stMain]", "[data-testid=stMainBlockContainer]"):
        # a table takes the new width some frames after the window has it
        page.wait_for_function(
            "(at) => (({scrollWidth, clientWidth}) => scrollWidth <= clientWidth)("
            "document.querySelector(at))",
            arg=place,
        )
    assert overlapping(page.evaluate(CONTROLS)) == []
    assert page.evaluate(CUT_TEXTS) == []
    for group in page.evaluate(SEGMENTS):
        assert [part["text"] for part in group["parts"] if part["cut"]] == []
        inside = group["parts"][-1]["right"] <= group["width"] + ROUNDING
        # on a telephone a row may be swiped
        assert inside or (group["scrolls"] and width < NARROW), group
        assert group["left"] + group["width"] <= width, group
    assert log.errors == []
    # and nothing of it comes from another host
    assert log.hosts == {urlsplit(page.url).netloc}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("address", ["/ban-do"])
def test_the_map_comes_first(look_at: OpenPage, address: str, lang: str) -> None:
    page, _ = look_at(address, lang=lang)
    map_frame(page)
    header = page.locator(".st-key-header").bounding_box()
    box = page.locator("iframe").bounding_box()
    assert header is not None
    assert box is not None
    below = header["y"] + header["height"]
    seen = box["width"] * (min(768.0, box["y"] + box["height"]) - box["y"])
    assert seen >= MAP_SHARE * 1366 * (768 - below)


# ---- axe


def faults(place: Page | Frame) -> list[str]:
    """Return the serious faults that axe finds, contrast of texts included: rule, selector, HTML.

    Nothing is left out: neither an element of Streamlit's nor a rule.
    """
    results = Axe().run(place, options={"resultTypes": ["violations"], "iframes": False})
    return [
        f"{fault['id']} | {' '.join(map(str, node['target']))} | {node['html'][:160]}"
        for fault in results.response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(
    ("address", "lang"),
    [*LOOKED_AT, *product(["/trinh-chieu?scene=2"], ("vi", "en"))],
)
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["wide", "narrow"])
def test_axe_finds_no_serious_fault(
    look_at: OpenPage, address: str, size: tuple[int, int], lang: str
) -> None:
    page, _ = look_at(address, lang=lang, width=size[0], height=size[1])
    for handle in page.query_selector_all(MAP_FRAMES)[:2]:
        frame = handle.content_frame()
        assert frame is not None
        frame.locator("svg[data-view]").wait_for(state="attached")
        assert faults(frame) == []
    assert faults(page) == []


def test_axe_finds_no_serious_fault_in_what_a_telephone_unfolds(open_page: OpenPage) -> None:
    page, _ = open_page(map_address(level="commune", unit="06184"), width=390, height=844)
    map_frame(page)
    for fold in (".drawer", ".menu"):
        page.locator(f"{fold} summary").click()
        assert faults(page) == [], fold


def test_axe_finds_no_serious_fault_behind_buttons_and_tabs(open_page: OpenPage) -> None:
    page, _ = open_page("/du-lieu")
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(TABS)
    for tab in tabs.all():
        tab.click()
        settle(page)
        assert faults(page) == [], tab.text_content()
    page.goto(map_address(level="commune", filter="class:5", unit="06184"))
    settle(page)
    for key in ("options", "filter", "search", "others"):
        page.locator(f".st-key-{key} button").first.click()
        body = page.get_by_test_id("stPopoverBody")
        # what stands in it comes with a run of its own
        expect(body.get_by_test_id("stElementContainer").first).to_be_visible()
        settle(page)
        assert faults(page) == [], key
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


# ---- the control row

# the lines that the parts of a choice stand on, and the words of buttons that touch their edge
ROW = """() => {
    const all = (selector) => [...document.querySelectorAll(`.st-key-controls ${selector}`)];
    const lines = all("[role=radiogroup]").map((group) => new Set(
        [...group.querySelectorAll("[role=radio]")]
            .map((each) => Math.round(each.getBoundingClientRect().top))).size);
    const touching = all("[data-testid=stPopoverButton]").filter((button) => {
        const outer = button.getBoundingClientRect();
        const inner = button.querySelector("p").getBoundingClientRect();
        return inner.left - outer.left < 6 || outer.right - inner.right < 6;
    }).map((button) => button.textContent);
    return [Math.max(0, ...lines), touching];
}"""
# a slider of many years, what can be coloured in three ways, marks beside levels without figures
FULL_ROW = map_address(indicator="forest_cover_pct", year=2020, level="province", mode="gap")


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("width", [1200, 1366, 1440, 1600, 1920])
def test_levels_and_words_of_the_control_row_are_whole(
    look_at: OpenPage, width: int, lang: str
) -> None:
    page, _ = look_at(FULL_ROW, lang=lang, width=width, height=768)
    assert page.evaluate(ROW) == [1, []]
