"""Every control can be reached at every width of a screen, from a telephone to a wall of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.seen import map_address, map_frame
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
WIDTHS = range(360, 2561, 40)
GAP_MAP = map_address(
    indicator="forest_cover_pct", year=2024, level="district", vintage="2024-12-01", mode="gap"
)
SERIES = map_address(
    indicator="tree_cover_esa_pct", year=2018, level="district", vintage="2024-12-01", mode="value"
)
CONTROLS = 6
DRAWN = "svg[data-view], #scenes li"
"""What stands in a frame once it is drawn: a map, or the scenes of a meeting."""
PAGES = [
    *("/", "/ban-do?show=chart", "/muc-tieu", "/muc-tieu?section=plan"),
    *("/trinh-chieu", "/trinh-chieu?scene=3", "/du-lieu", "/nguon?source=nso-e0651"),
    *("/sap-xep?place=2024-12-01_06625", "/ho-so?place=2024-12-01_06625", "/cua-khau"),
    "/so-sanh?indicator=population&level=district&unit=183",
    f"{GAP_MAP}&filter=class:1",
]
OTHER_PARTS = [
    "/so-sanh?compare=two&level=district&indicator=tree_cover_esa_pct&with=population_density",
    "/so-sanh?compare=maps&level=district&maps=population:2009,population:2019",
    "/so-sanh?compare=lines&level=district&indicator=tree_cover_esa_pct&units=183,187",
    "/so-sanh?compare=rank&unit=06184",
    "/ban-do?show=table",
    "/ban-do?show=lines&level=district&indicator=tree_cover_esa_pct&year=2018",
]
"""What differs from a page above in a few controls: looked at in every eighth width."""

# The dots of a plot lie over one another, and a table tells them as well.
# A middle is hit where there is the control, something in it, or the label that stands for it. What
# is out of sight by design (the doubles of a clicker's keys) is clipped to a point. Nothing may
# be moved sideways to get there: only up and down is a page scrolled.
MISSED = """async (body) => {
const wanted = "button, input, textarea, select, [role=combobox], [role=radio], [role=tab]," +
    "[role=slider], a[href], summary";
// what stands in the place of a map hides its frame
const frames = () => [...document.querySelectorAll("iframe")].filter((one) => one.contentDocument
    && one.checkVisibility({visibilityProperty: true}));
const shown = (each) => each.matches("input") ? each.closest("label") || each : each;
const ancestors = (each) => each ? [each, ...ancestors(each.parentElement)] : [];
const clips = new Map();
const clipped = (each) => {
    if (!each) return false;
    if (!clips.has(each)) {
        clips.set(each, getComputedStyle(each).clipPath !== "none" || clipped(each.parentElement));
    }
    return clips.get(each);
};
const visible = (each) => each.checkVisibility({opacityProperty: true, visibilityProperty: true})
    && each.getBoundingClientRect().width > 1
    && !each.closest("[data-testid=stDataFrame], .plot")
    && !clipped(each);
const cut = (each) => getComputedStyle(each).overflowX !== "visible"
    && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1;
const is = (found, each) => each.contains(found)
    || found?.contains(each) && found.matches("label, a, button");
const fault = (each) => {
    // the chosen word of a list may end in an ellipsis
    const worded = !each.matches("input, [role=combobox]");
    if (worded && [each, ...each.querySelectorAll("*")].some(cut)) return "its words are cut off";
    each.scrollIntoView({block: "center", inline: "nearest"});
    // a link in a sentence may be broken: its first line is aimed at
    const {left, right, top, bottom} = each.getClientRects()[0];
    const own = each.ownerDocument.defaultView;
    if (left < -1 || right > own.innerWidth + 1 || top < -1 || bottom > own.innerHeight + 1) {
        return "a part is outside of the window";
    }
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const found = each.ownerDocument.elementFromPoint(x, y);
    if (!is(found, each)) return found ? found.outerHTML.slice(0, 90) : "nothing there";
    if (ancestors(each).some((one) => one.scrollLeft)) return "scrolled sideways";
    if (!own.frameElement) return "";
    const around = own.frameElement.getBoundingClientRect();
    const above = document.elementFromPoint(around.left + x, around.top + y);
    return above === own.frameElement ? "" : `under ${above?.outerHTML.slice(0, 90)}`;
};
const name = (each) => each.getAttribute("aria-label") || each.textContent || each.type;
const look = () => (body ? [body] : [document, ...frames().map((each) => each.contentDocument)])
    .flatMap((each) => [...each.querySelectorAll(wanted)])
    .filter((each) => visible(shown(each)))
    .map((each) => [each, fault(shown(each))])
    .filter(([, why]) => why)
    .map(([each, why]) => `${each.tagName} ${name(each)}: ${why}`);
const painted = () => new Promise((done) => requestAnimationFrame(done));
const end = performance.now() + 3000;
let missed = [];
do {
    await painted();
    await painted();
    clips.clear();
    missed = look();
} while (missed.length && performance.now() < end);
return missed;
}"""


# tops of the labels; top and bottom of each kind of control; whether the last buttons show words
GRID = """() => {
    const box = (each) => each.getBoundingClientRect();
    const all = (selector) => [...document.querySelectorAll(`.st-key-controls ${selector}`)]
        .filter((each) => box(each).width > 1);
    const wanted = ["[role=group]:has(> input)", "[data-testid=stPopoverButton]",
        "[role=radiogroup] [role=radio]:first-child", ".st-key-c_play button", ".one-year b"];
    return [
        all("[data-testid=stWidgetLabel], .one-year .label").map((each) => box(each).top),
        wanted.flatMap((each) => all(each)).map((each) => [box(each).top, box(each).bottom]),
        all("[data-testid=stPopoverButton] p").map((each) => box(each).width > 12),
    ];
}"""
# how far the last control goes out of its row
OVER = """() => {
    const right = (name) => document.querySelector(name).getBoundingClientRect().right;
    return right(".st-key-controls [data-testid=stColumn]:last-child") - right(".st-key-controls");
}"""
CUT = """all => all.flatMap((each) => [...each.querySelectorAll(":not(input)")])
    .filter((each) => getComputedStyle(each).overflowX !== "visible"
        && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.textContent)"""
# where each line of buttons ends: one line ends where it likes, several end together
LINE_ENDS = """rows => rows.map((row) => {
    const lines = new Map();
    for (const each of row.querySelectorAll(":scope > *")) {
        const {top, height, right} = each.getBoundingClientRect();
        const middle = Math.round((top + height / 2) / 8);
        lines.set(middle, Math.max(lines.get(middle) || 0, right));
    }
    return [...lines.values()];
})"""


def widths(lang: str) -> range:
    """Return the widths to look at: in English the words are others, not what stands where."""
    return WIDTHS if lang == "vi" else WIDTHS[::4]


def faults_at(page: Page, width: int) -> list[str]:
    """Return what a reader of a screen of a width misses: controls, words of fields, even rows."""
    page.set_viewport_size({"width": width, "height": 768})
    missed: list[str] = page.evaluate(MISSED)
    cut = page.get_by_test_id("stFileUploader").evaluate_all(CUT)
    ends = page.locator("[class*=st-key-scene_row_]").evaluate_all(LINE_ENDS)
    uneven = [each for each in ends if max(each) - min(each) > 1]
    return (
        missed + [f"{words} is cut" for words in cut] + [f"lines end at {each}" for each in uneven]
    )


@pytest.mark.parametrize(
    ("address", "lang", "at"),
    [
        *((address, lang, widths(lang)) for address in PAGES for lang in ("vi", "en")),
        *((address, "vi", WIDTHS[::8]) for address in OTHER_PARTS),
    ],
)
def test_at_every_width_controls_are_hit_fields_are_whole_and_rows_even(
    look_at: OpenPage, address: str, lang: str, at: range
) -> None:
    page, _ = look_at(address, lang=lang)
    for frame in page.locator("iframe").all():
        frame.content_frame.locator(DRAWN).first.wait_for(state="attached")
    found = {width: faults_at(page, width) for width in at}
    assert {width: faults for width, faults in found.items() if faults} == {}


@pytest.mark.long
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_a_button_opens_can_be_reached_at_every_width(open_page: OpenPage, lang: str) -> None:
    page, _ = open_page(f"{GAP_MAP}&lang={lang}")
    map_frame(page)
    # on a telephone two of them stand in the drawer
    page.locator(".drawer").evaluate("each => { each.open = true; }")
    missed = {}
    for key in ("options", "filter", "search"):
        page.locator(f".st-key-{key} button").first.click()
        body = page.get_by_test_id("stPopoverBody")
        expect(body).to_be_visible()
        settle(page)
        for width in widths(lang):
            page.set_viewport_size({"width": width, "height": 768})
            missed[key, width] = body.evaluate(MISSED)
        page.keyboard.press("Escape")
        expect(body).to_have_count(0)
    assert {place: names for place, names in missed.items() if names} == {}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("address", ["/ban-do", GAP_MAP, SERIES])
def test_the_controls_stand_in_one_grid(look_at: OpenPage, address: str, lang: str) -> None:
    for width in (1280, 1366, 1920):
        page, _ = look_at(address, lang=lang, width=width)
        columns = page.locator(".st-key-controls [data-testid=stColumn]")
        assert columns.count() == CONTROLS
        assert page.evaluate(OVER) <= 1, width
        labels, buttons, worded = page.evaluate(GRID)
        assert len(labels) == CONTROLS - 1
        assert max(labels) - min(labels) <= 1
        # of the levels the first stands in the line, the others may go on below
        for side in zip(*buttons, strict=True):
            assert max(side) - min(side) <= 1
        assert worded == [True, True]


def test_the_fields_for_files_and_the_rows_of_scenes_are_on_the_pages(look_at: OpenPage) -> None:
    """What the sweep over all widths looks at where it is."""
    for address in ("/trinh-chieu", "/muc-tieu?section=plan"):
        expect(look_at(address)[0].get_by_test_id("stFileUploader").first).to_be_visible()
    page, _ = look_at("/trinh-chieu")
    expect(page.locator("[class*=st-key-scene_row_]").first).to_be_visible()
