"""What lies around the province on the map: seen whole, quiet, and in the way of nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Frame, Page

from tests.browser.seen import map_frame
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
# the names that can be seen, with their boxes, the boxes of what may stand there besides, the size
SEEN = """() => {
    const box = (each) => {
        const {left, top, right, bottom} = each.getBoundingClientRect();
        return [left, top, right, bottom];
    };
    const names = [...document.querySelectorAll(".atlas-around-names text")]
        .filter((each) => each.getAttribute("visibility") === "visible");
    const others = [...document.querySelectorAll(
        ".atlas-labels text, .atlas-buttons, .leaflet-control-scale"
    )];
    return {
        names: names.map((each) =>
            [[...each.children].map((line) => line.textContent).join(" "), box(each)]),
        others: others.map(box),
        size: [innerWidth, innerHeight],
        hit: names.some((each) => getComputedStyle(each).pointerEvents !== "none"),
        dashes: getComputedStyle(
            document.querySelector(".atlas-own-country path")).strokeDasharray,
    };
}"""

PLACE = "() => document.querySelector('.atlas-scaled').getAttribute('transform')"
VISIBLE = """() => [...document.querySelectorAll(".atlas-around-names text")]
    .filter((each) => each.getAttribute("visibility") === "visible")
    .map((each) => each.textContent).sort()"""

COVER = "style => { document.querySelector('.atlas-buttons').style.cssText = style; }"


def seen(page: Page) -> tuple[Frame, dict[str, Any]]:
    frame = map_frame(page)
    settle(page)
    frame.wait_for_function("document.querySelector('.atlas').getAttribute('aria-busy') !== 'true'")
    return frame, frame.evaluate(SEEN)


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("vi", {"Trung Quốc (Quảng Tây)", "Thái Nguyên", "Bắc Ninh", "Quảng Ninh"}),
        ("en", {"China (Guangxi)", "Thai Nguyen", "Bac Ninh", "Quang Ninh"}),
    ],
)
def test_the_neighbours_stand_around_the_map_and_over_nothing(
    look_at: OpenPage, lang: str, names: set[str]
) -> None:
    for width, height in ((1366, 768), (1920, 1080), (390, 844)):
        page, _ = look_at("/ban-do", lang=lang, width=width, height=height)
        frame, found = seen(page)
        said = [name for name, _ in found["names"]]
        # a control that takes its place later than the names is seen though nobody moves the map
        shown = frame.evaluate(VISIBLE)
        frame.evaluate(COVER, "width: 100vw; height: 100vh")
        frame.wait_for_function(f"() => ({VISIBLE})().length === 0")
        frame.evaluate(COVER, "")
        frame.wait_for_function(f"many => ({VISIBLE})().length === many", arg=len(shown))
        if width > 1000:
            assert names <= set(said), (width, said)
        assert said, width
        right, bottom = found["size"]
        for name, box in found["names"]:
            assert min(box) >= 0, name
            assert box[2] <= right, name
            assert box[3] <= bottom, name
            for other in found["others"]:
                assert not overlaps(box, other), (width, name, other)
        assert not found["hit"]
        assert found["dashes"] != "none"


def overlaps(one: list[float], other: list[float]) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 1
    )


AT_REST = f"""() => new Promise((done) => {{
    const look = (before, frames) => requestAnimationFrame(() => {{
        const place = ({PLACE})();
        if (place === before && frames > 30) done();
        else look(place, place === before ? frames + 1 : 0);
    }});
    look("", 0);
}})"""
"""Ends when the map has not moved for half a second: a press before that is none."""


def test_names_that_the_edge_would_cut_go_and_come_back(open_page: OpenPage) -> None:
    page, log = open_page("/ban-do")
    frame, _ = seen(page)
    frame.evaluate(AT_REST)
    before = frame.evaluate(VISIBLE)
    assert before
    for _ in range(3):
        # a press while the map still moves is none
        frame.evaluate(AT_REST)
        place = frame.evaluate(PLACE)
        frame.locator(".atlas-buttons button").first.click()
        frame.wait_for_function(f"place => ({PLACE})() !== place", arg=place)
    frame.evaluate(AT_REST)
    assert not set(before) <= set(frame.evaluate(VISIBLE))
    frame.locator(".atlas-buttons button").nth(2).click()
    # one more may have found room since its letters came
    back = f"before => before.every((name) => ({VISIBLE})().includes(name))"
    frame.wait_for_function(back, arg=before)
    assert log.errors == []
