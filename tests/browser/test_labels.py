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
