"""The legend of every view that can be opened keeps within its box, in both languages."""

import pytest
from playwright.sync_api import Browser

from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas
from geo.figures.view import MODES, View
from geo.targets.distance import mode_reason
from geo.views.drawing import draw
from ui.map.legend import legend_html
from ui.server.settings import ROOT

pytestmark = pytest.mark.browser

WIDTHS = (290, 360)
"""Pixels that the panel beside the map and the phone's page leave to a legend."""
OVER = """() => [...document.querySelectorAll(".legend-box")].flatMap((box) => {
    const around = box.getBoundingClientRect();
    const out = [...box.querySelectorAll(":not([hidden])")].filter((each) => {
        const {left, right} = each.getBoundingClientRect();
        return left < around.left - 1 || right > around.right + 1;
    });
    const over = [...box.querySelectorAll("tr")].filter((row) => {
        const shown = row.querySelector(".bar:not([hidden])");
        if (!shown) return false;
        const bar = shown.getBoundingClientRect();
        const count = document.createRange();
        count.selectNodeContents(row.querySelector(".count"));
        const name = document.createRange();
        name.selectNodeContents(row.querySelector("th"));
        return bar.right > count.getBoundingClientRect().left ||
            bar.left < name.getBoundingClientRect().right;
    });
    return out.length + over.length ? [`${box.parentElement.id}: ${box.textContent}`] : [];
})"""


def legends(atlas: Atlas, lang: str) -> dict[str, str]:
    """Return the legend of every indicator, level, boundaries and mode in its newest year."""
    drawn = [each.id for each in atlas.facts.province.vintages if each.has_geometry]
    found = {}
    for indicator_id in atlas.facts.indicators:
        for level in LEVELS:
            for vintage in drawn if level == "commune" else drawn[-1:]:
                year = atlas.years(indicator_id, level, vintage)[-1:]
                for mode in MODES if year else ():
                    if mode_reason(atlas, mode, indicator_id, level=level, vintage=vintage):
                        continue
                    view = View(indicator_id, *year, level, vintage, mode=mode)
                    name = f"{indicator_id} {level} {vintage} {mode}"
                    found[name] = legend_html(atlas, draw(atlas, view), lang=lang)
    return found


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_legend_leaves_its_box(browser: Browser, atlas: Atlas, lang: str) -> None:
    styles = (ROOT / "ui" / "style.css").read_text(encoding="utf-8")
    drawn = legends(atlas, lang)
    assert len(drawn) > 400
    page = browser.new_page()
    for width in WIDTHS:
        boxes = "".join(
            f'<div id="{name}" style="width:{width}px">{html}</div>' for name, html in drawn.items()
        )
        page.set_content(f"<style>{styles} * {{box-sizing: border-box}}</style>{boxes}")
        assert page.evaluate(OVER) == []
    page.close()
