"""The page of the border economy in a browser: by keys, on a telephone, with no other host."""

import math
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.seen import wait_for_view
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
OPENS = "trucks_per_day|2025_mon-07|2025-07-01|vi"


def test_gates_are_chosen_and_walked_by_keys_alone(open_page: OpenPage) -> None:
    page, log = open_page("/cua-khau")
    frame = wait_for_view(page, OPENS)
    sizes = "(all) => all.map((each) => each.getBBox().width)"
    widths = frame.locator(".atlas-gate.atlas-filled path:last-child").evaluate_all(sizes)
    # of 870 and 583 the areas; a hexagon is a little narrower than a circle of its area
    assert widths[0] == pytest.approx(52, abs=1)
    assert 36 < widths[1] < 44
    first = frame.locator(".atlas-gate[tabindex='0']")
    first.focus()
    expect(first).to_have_attribute(
        "aria-label", "Hữu Nghị: cửa khẩu quốc tế đường bộ; khoảng 870\xa0xe/ngày, tháng 7/2025"
    )
    page.keyboard.press("ArrowRight")
    expect(frame.locator(".atlas-gate[tabindex='0']")).to_have_attribute("data-gate", "tan_thanh")
    when = page.get_by_role("combobox", name="Kỳ số liệu")
    when.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.search.includes('2025_mon-07')")
    settle(page)
    assert "flow=trucks_per_day" in page.url
    assert log.errors == []
    assert log.hosts == {urlsplit(page.url).netloc}


READ_SYMBOLS = """(all) => all.map((each) => {
    const box = each.querySelector("path:last-child").getBoundingClientRect();
    return {
        gate: each.dataset.gate, left: box.left, right: box.right, top: box.top, bottom: box.bottom,
        opaque: getComputedStyle(each.querySelector("path:last-child")).fillOpacity === "1",
    };
})"""


CUT = """(all) => all.filter((each) => {
    if (!each.checkVisibility({visibilityProperty: true})) return false;
    const box = each.getBoundingClientRect();
    return box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
}).map((each) => each.textContent)"""


def middle_of(symbol: dict[str, float]) -> tuple[float, float]:
    return (symbol["left"] + symbol["right"]) / 2, (symbol["top"] + symbol["bottom"]) / 2


@pytest.mark.parametrize("width", [1366, 1920])
def test_the_page_opens_where_gates_with_figures_stand_apart(
    open_page: OpenPage, width: int
) -> None:
    page, _ = open_page("/cua-khau", width=width, height=1080)
    frame = wait_for_view(page, OPENS)
    symbols = frame.locator(".atlas-gate")
    shown = {each["gate"]: each for each in symbols.evaluate_all(READ_SYMBOLS)}
    sized = [shown[gate] for gate in ("huu_nghi", "tan_thanh", "chi_ma", "coc_nam")]
    seen = frame.evaluate("[innerWidth, innerHeight]")
    for at, one in enumerate(sized):
        assert 0 < one["left"] < one["right"] < seen[0]
        assert 0 < one["top"] < one["bottom"] < seen[1]
        for other in sized[at + 1 :]:
            apart = math.dist(*(middle_of(each) for each in (one, other)))
            assert apart > (one["bottom"] - one["top"] + other["bottom"] - other["top"]) / 2
    # names that the edge would cut are not shown, and come back with the whole
    assert frame.locator(".atlas-labels text, .atlas-gate-name").evaluate_all(CUT) == []
    home = frame.get_by_role("button", name="Xem toàn bộ")
    home.click()
    hidden = ".atlas-labels text[visibility=hidden]"
    expect(frame.locator(hidden)).to_have_count(0)
    whole = frame.locator("path[data-code]").evaluate_all(
        """(all) => all.every((each) => {
            const box = each.getBoundingClientRect();
            return box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
        })"""
    )
    assert whole


def test_on_a_telephone_small_gates_lie_on_top_and_hide_what_is_beneath(
    open_page: OpenPage,
) -> None:
    page, _ = open_page("/cua-khau", width=390, height=844)
    frame = wait_for_view(page, OPENS)
    shown = frame.locator(".atlas-gate").evaluate_all(READ_SYMBOLS)
    assert [each["gate"] for each in shown][:3] == ["huu_nghi", "tan_thanh", "chi_ma"]
    assert all(each["opaque"] for each in shown)
    cased = frame.locator(".atlas-gate > path.atlas-gate-casing")
    assert cased.count() == len(shown)


def test_gates_in_the_middle_of_a_commune_are_walked_to(open_page: OpenPage) -> None:
    page, log = open_page("/cua-khau")
    frame = wait_for_view(page, OPENS)
    # the panel beside the map has the title already
    caption = frame.locator(".atlas-caption")
    assert caption.evaluate("each => getComputedStyle(each).clipPath") == "inset(50%)"
    frame.locator(".atlas-gate[tabindex='0']").focus()
    names = []
    for _ in range(frame.locator(".atlas-gate").count() - 1):
        page.keyboard.press("ArrowRight")
        names.append(frame.locator(".atlas-tip-name").inner_text())
    assert {"Cốc Nam", "Nà Nưa", "Bình Nghi"} <= set(names)
    assert log.errors == []


@pytest.mark.parametrize("part", ["zone", "figures"])
def test_every_part_is_readable_on_a_telephone(look_at: OpenPage, part: str) -> None:
    page, log = look_at(f"/cua-khau?part={part}", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert Axe().run(page).response["violations"] == []
    # a row says of each cell what it is
    label = page.locator(".wide-table td").first
    before = label.evaluate("each => getComputedStyle(each, '::before').content")
    assert before.strip('"').endswith(": ")
    assert log.errors == []
