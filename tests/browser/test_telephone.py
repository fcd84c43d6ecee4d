"""On a telephone: one row of navigation, one drawer, the map near the top, the card a sheet."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from geo.figures.atlas import Atlas
from geo.views.address import write_query
from geo.views.request import theme_view
from tests.browser.seen import map_address, map_frame
from tests.browser.test_reach import MISSED
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
TELEPHONES = [(360, 740), (390, 844), (430, 932)]
FOLDED = range(360, 761, 40)
PAGES = [
    *("/", "/ban-do", "/muc-tieu", "/trinh-chieu", "/du-lieu", "/nhap-so-lieu"),
    *("/sap-xep?place=2024-12-01_06625", "/ho-so?place=2024-12-01_06625", "/cua-khau", "/nguon"),
    "/so-sanh?indicator=population&level=district&unit=183",
]
TOP = 200
# between what turns the map into a chart and the buttons of the map
ROOM = """() => {
    const frame = document.querySelector(".st-key-map_frame iframe");
    const buttons = [...frame.contentDocument.querySelectorAll("button, a[role=button]")];
    const left = Math.min(...buttons.map((each) => each.getBoundingClientRect().left));
    const {right} = document.querySelector(".st-key-shown").getBoundingClientRect();
    return frame.getBoundingClientRect().left + left - right;
}"""
ROW = 60
"""Pixels: one row of buttons with its borders."""

SERIES = map_address(
    indicator="tree_cover_esa_pct", year=2018, level="district", vintage="2024-12-01", mode="value"
)
CHOSEN = "() => document.querySelector('path[aria-current=true]')?.dataset.code || ''"
MIDDLES = """() => [...document.querySelectorAll(
        ".st-key-header .brand, .st-key-header summary, .st-key-header button")]
    .filter((each) => each.checkVisibility({visibilityProperty: true}))
    .map((each) => each.getBoundingClientRect())
    .map(({top, height}) => top + height / 2)"""
WHERE_CHOSEN = """() => {
    const box = document.querySelector("path[aria-current=true]").getBoundingClientRect();
    return box.y + box.height / 2 + window.frameElement.getBoundingClientRect().y;
}"""
# where the sheet would lie over it
SOUTHERNMOST = """() => [...document.querySelectorAll("path[data-code]")]
    .map((each) => [each.getBoundingClientRect().y, each.dataset.code])
    .sort(([one], [other]) => other - one)[0][1]"""
SHOWN_TITLES = """() => [document, document.querySelector("iframe").contentDocument]
    .flatMap((each) => [...each.querySelectorAll(".panel h1, .atlas-caption")])
    .filter((each) => getComputedStyle(each).clipPath === "none")
    .map((each) => each.className || each.tagName)"""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("size", TELEPHONES, ids=lambda size: f"{size[0]}")
def test_the_navigation_is_one_row(
    look_at: OpenPage, size: tuple[int, int], address: str, lang: str
) -> None:
    page, log = look_at(address, lang=lang, width=size[0], height=size[1])
    box = page.locator(".st-key-header").bounding_box()
    assert box is not None
    assert box["height"] <= ROW
    middles = page.evaluate(MIDDLES)
    assert max(middles) - min(middles) <= 2
    assert log.errors == []


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", TELEPHONES, ids=lambda size: f"{size[0]}")
def test_the_navigation_opens_by_key(open_page: OpenPage, size: tuple[int, int], lang: str) -> None:
    page, log = open_page(f"/nguon?lang={lang}", width=size[0], height=size[1])
    links = page.locator(".st-key-links a")
    expect(links.first).to_be_hidden()
    page.locator(".menu summary").press("Enter")
    expect(links.first).to_be_visible()
    page.keyboard.press("Tab")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(page.locator(".menu summary")).to_be_focused()
    page.keyboard.press("Enter")
    links.nth(1).click()
    page.wait_for_url("**/ban-do?*")
    expect(links.first).to_be_hidden()
    assert log.errors == []


def test_the_map_starts_near_the_top_whatever_stands_above_it(
    look_at: OpenPage, atlas: Atlas
) -> None:
    views = [write_query(theme_view(atlas, theme.id)) for theme in atlas.facts.province.themes]
    # one of which little is known, which a notice says above the map
    little = "indicator=ntm_status&year=2025&level=commune&vintage=2025-07-01&mode=value"
    for query in (*views, little):
        for width, height in TELEPHONES:
            page, _ = look_at(f"/ban-do?{query}", width=width, height=height)
            box = page.locator(".st-key-map_frame iframe").bounding_box()
            assert box is not None
            assert box["y"] < TOP, (query, width)
            assert page.evaluate(ROOM) >= 0, (query, width)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_folded_can_be_reached_at_every_narrow_width(
    open_page: OpenPage, lang: str
) -> None:
    page, _ = open_page(f"{SERIES}&lang={lang}", width=390, height=844)
    map_frame(page)
    missed = {}
    for fold, body in ((".menu", ".st-key-links"), (".drawer", ".st-key-controls")):
        page.locator(f"{fold} summary").click()
        expect(page.locator(body).locator("a, input").first).to_be_visible()
        for width in FOLDED:
            page.set_viewport_size({"width": width, "height": 844})
            missed[fold, width] = page.locator(body).evaluate(MISSED)
        page.keyboard.press("Escape")
    assert {place: names for place, names in missed.items() if names} == {}


@pytest.mark.parametrize("size", TELEPHONES, ids=lambda size: f"{size[0]}")
def test_the_card_of_a_unit_is_a_sheet_over_the_map(
    open_page: OpenPage, size: tuple[int, int]
) -> None:
    width, height = size
    page, _ = open_page("/ban-do", width=width, height=height)
    frame = map_frame(page)
    settle(page)
    frame.locator(f"path[data-code='{frame.evaluate(SOUTHERNMOST)}']").press("Enter")
    page.wait_for_url("**unit=*")
    settle(page)
    sheet, around = page.locator(".st-key-card"), page.locator(".st-key-map_frame iframe")
    expect(page.locator(".st-key-card_close button")).to_be_visible()
    above, whole = sheet.bounding_box(), around.bounding_box()
    assert above is not None
    assert whole is not None
    assert above["y"] >= whole["y"] + whole["height"] / 2
    assert above["y"] + above["height"] <= whole["y"] + whole["height"]
    assert whole["x"] <= above["x"]
    assert above["x"] + above["width"] <= whole["x"] + whole["width"]
    assert frame.evaluate(WHERE_CHOSEN) < above["y"]
    assert sheet.evaluate(MISSED) == []
    page.locator(".st-key-card_close button").click()
    frame.wait_for_function(f"({CHOSEN})() === ''")
    expect(page.locator(".st-key-card_close")).to_have_count(0)
    assert "unit=" not in page.url


@pytest.mark.parametrize("width", [390, 760, 800, 900, 901, 1366, 1920])
@pytest.mark.parametrize("address", ["/ban-do"])
def test_a_map_has_one_title(look_at: OpenPage, address: str, width: int) -> None:
    page, _ = look_at(address, width=width, height=844)
    map_frame(page)
    assert page.evaluate(SHOWN_TITLES) == ["H1" if width > 900 else "atlas-caption"]


@pytest.mark.parametrize("scene", [2, 8, 13, 16])
def test_a_presented_target_is_read_on_a_telephone(open_page: OpenPage, scene: int) -> None:
    page, _ = open_page(f"/trinh-chieu?scene={scene}", width=390, height=844)
    expect(page.locator(".stage-said")).to_be_visible()
    # a chart has the letters it was drawn with only at the width it was drawn for
    scales = page.locator(".stage-chart img:visible").evaluate_all(
        "all => all.map((each) => each.naturalWidth / each.clientWidth)"
    )
    assert [scale for scale in scales if scale > 1.2] == []
    ends = page.locator(".stage-said :is(th, td, p, img)").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().right)"
    )
    assert ends
    assert max(ends) <= 390
