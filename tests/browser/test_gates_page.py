"""The page of the border economy in a browser: by keys, on a telephone, with no other host."""

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
    widths = frame.locator(".atlas-gate.atlas-filled path:not(.atlas-ring)").evaluate_all(sizes)
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
