"""Names where the story is: the selected, the highest classes, with lines to the small wards."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.seen import map_address, wait_for_view
from tests.support.browsing import Log

pytestmark = pytest.mark.browser

OpenPage = Callable[..., tuple[Page, Log]]
LABELS = """() => [...document.querySelectorAll(".atlas-labels text")]
    .map((text) => [...text.children].map((line) => line.textContent))"""
LEADERS = "() => document.querySelectorAll('.atlas-leader').length"
STROKES = """() => [".atlas-chosen", ".atlas-chosen-casing"].map((name) => {
    const { stroke, strokeWidth } = getComputedStyle(document.querySelector(name));
    return [stroke, strokeWidth];
})"""


def test_names_stand_where_the_story_is(open_page: OpenPage) -> None:
    view = {"indicator": "urban_share_census_pct", "year": 2019, "level": "commune"}
    page, log = open_page(map_address(**view, vintage="2025-07-01", unit="06184"))
    frame = wait_for_view(page, "urban_share_census_pct|2019|commune|2025-07-01")
    frame.wait_for_function(f"({LEADERS})() > 0")
    labels = frame.evaluate(LABELS)
    said = {" ".join(label) for label in labels}
    # the two highest classes are of four wards of the town and four communes
    for name in ("Đông Kinh", "Lương Văn Tri", "Tam Thanh", "Kỳ Lừa", "Đồng Đăng", "Lộc Bình"):
        assert any(name in label for label in said), name
    assert any(label == "Lương Văn Tri 76,5" for label in said)
    assert not any("%" in label for label in said)
    # 49 communes have no urban population: their colour tells it
    assert not any(label.endswith((" 0", " 0,0")) for label in said)
    assert frame.evaluate(STROKES) == [["rgb(0, 0, 0)", "3px"], ["rgb(255, 255, 255)", "6px"]]
    assert frame.evaluate("() => document.fonts.check('500 12px \"Source Sans\"')")
    assert log.errors == []


# names that leave the map at a side, or stand away from their gate
ASTRAY = """() => {
    const map = document.querySelector(".atlas").getBoundingClientRect();
    const gates = [...document.querySelectorAll("[data-gate]")]
        .map((each) => each.getBoundingClientRect());
    return [...document.querySelectorAll(".atlas-gate-name")].filter((text) => {
        const box = text.getBoundingClientRect();
        const beside = gates.some((gate) => Math.abs(gate.top + gate.bottom - box.top - box.bottom)
            < 12 && Math.min(Math.abs(gate.left - box.right), Math.abs(box.left - gate.right)) < 9);
        return box.left < map.left || map.right < box.right || !beside;
    }).map((text) => text.textContent);
}"""
# how far a text leaves the map, and what of it lies under the title or the buttons of the map
OUT_OF_SIGHT = """() => {
    const map = document.querySelector(".atlas").getBoundingClientRect();
    const over = [...document.querySelectorAll(".atlas-caption, .leaflet-control")]
        .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect());
    return [...document.querySelectorAll(".atlas-leader text")].filter((text) => {
        const box = text.getBoundingClientRect();
        const inside = map.left <= box.left && box.right <= map.right
            && map.top <= box.top && box.bottom <= map.bottom;
        const covered = over.some((each) => each.left < box.right && box.left < each.right
            && each.top < box.bottom && box.top < each.bottom);
        return covered || !inside;
    }).map((text) => text.textContent);
}"""


@pytest.mark.parametrize(
    "indicator", ["urban_share_census_pct", "population_density", "ntm_status", "trucks_per_day"]
)
def test_names_beside_their_units_stay_in_sight(open_page: OpenPage, indicator: str) -> None:
    page, _ = open_page(map_address(indicator=indicator, level="commune"), width=390, height=844)
    for width, height in ((390, 844), (500, 400), (1366, 641), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        frame = wait_for_view(page, indicator)
        # once the map has taken the size of the window
        frame.wait_for_function(f"({OUT_OF_SIGHT})().length + ({ASTRAY})().length === 0")
        assert [*frame.evaluate(OUT_OF_SIGHT), *frame.evaluate(ASTRAY)] == []


# leaders that cross another one or its name, and names over a unit of the two highest classes
CONFUSING = """() => {
    const lines = [...document.querySelectorAll(".atlas-leader path:not(.atlas-leader-casing)")]
        .map((each) => each.getAttribute("d").match(/-?[\\d.]+/g).map(Number));
    const side = ([x, y, u, v], px, py) => Math.sign((u - x) * (py - y) - (v - y) * (px - x));
    const parts = (one, other) => side(one, other[0], other[1]) !== side(one, other[2], other[3]);
    const crossed = lines.filter((one) => lines.some((other) =>
        one !== other && parts(one, other) && parts(other, one))).length;
    const highest = Math.max(...[...document.querySelectorAll("path[data-class]")]
        .map((each) => Number(each.dataset.class)));
    const over = [...document.querySelectorAll(".atlas-leader text")].filter((text) => {
        const box = text.getBoundingClientRect();
        const under = document.elementsFromPoint(
            (box.left + box.right) / 2, (box.top + box.bottom) / 2);
        const unit = under.find((each) => each.dataset?.code);
        return unit && unit.dataset.class !== "" && Number(unit.dataset.class) >= highest - 1;
    });
    const leaders = [...document.querySelectorAll(".atlas-leader")].map((each) => [
        each.querySelector("path:not(.atlas-leader-casing)"), each.querySelector("text"),
    ]);
    const within = ({ left, right, top, bottom }, { x, y }) =>
        left - 1 < x && x < right + 1 && top + 1 < y && y < bottom - 1;
    const struck = leaders.filter(([own, text]) => leaders.some(([path]) => {
        if (path === own) return false;
        const [matrix, length] = [path.getScreenCTM(), path.getTotalLength()];
        const lines = [...text.children].map((each) => each.getBoundingClientRect());
        return Array.from({ length: 60 }, (_, at) =>
            path.getPointAtLength((length * at) / 59).matrixTransform(matrix))
            .some((point) => lines.some((box) => within(box, point)));
    }));
    const texts = struck.map(([, text]) => text.textContent);
    return [crossed, over.map((text) => text.textContent), texts];
}"""


@pytest.mark.parametrize("size", [(390, 844), (1366, 641), (1920, 1080)])
@pytest.mark.parametrize(
    "view", ["urban_share_census_pct|2019|commune|2025", "ntm_status|2025|commune|2024"]
)
def test_names_beside_their_units_are_not_taken_for_those_of_others(
    open_page: OpenPage, view: str, size: tuple[int, int]
) -> None:
    indicator = view.partition("|")[0]
    # names of what a filter keeps go first, and those of the others around them
    chosen = {"filter": "district:178"} if indicator == "urban_share_census_pct" else {}
    address = map_address(indicator=indicator, level="commune", **chosen)
    page, _ = open_page(address, width=size[0], height=size[1])
    assert wait_for_view(page, view).evaluate(CONFUSING) == [0, [], []]


def test_every_district_has_its_name_and_its_figure(open_page: OpenPage) -> None:
    view = {"indicator": "tree_cover_esa_pct", "year": 2018, "level": "district"}
    page, _ = open_page(map_address(**view), height=641)
    frame = wait_for_view(page, "tree_cover_esa_pct|2018|district")
    labels = frame.evaluate(LABELS)
    assert len(labels) == 11
    assert ["Lạng Sơn", "29,3"] in labels
