"""The year slider of the map page dragged: a year painted at every step, and the page after it."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page

from bench.browser import WATCH
from bench.measure import chromium
from bench.report import AGREED_MS, Verdict
from geo.figures.atlas import Atlas
from geo.figures.view import View
from tests.support.running import running_app
from ui.server import loaded

STEPS = 20
DROPPED = 2
"""Steps of a drag that may not be painted."""
_HELD = "() => performance.getEntriesByType('resource').some((one) => one.name.includes('/years/'))"
_FRAME = "document.querySelector('iframe').contentWindow"
_FOLLOWS = "() => { window.ended = window.followYears(); }"
# two frames a step: a hand crosses the slider in about seven tenths of a second
_NEXT = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
_RESTS = """(year) => new Promise((done) => {
    const began = performance.now();
    const look = () => {
        const said = document.querySelector(".panel h1").textContent.includes(`, ${year},`);
        const spent = performance.now() - began;
        if (said && !document.body.dataset.ahead) done(spent);
        else if (spent > 20000) done(-1);
        else requestAnimationFrame(look);
    };
    look();
})"""
_HANDLE = """each => {
    const box = each.parentElement.parentElement.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@dataclass(frozen=True)
class Drag:
    """Steps made and years painted of a drag, and milliseconds until the page agreed."""

    steps: int
    painted: int
    agreed: float


def measure_drag(say: Callable[[str], None]) -> Drag:
    """Drag the slider over the last years of the view with most of them."""
    say("Dragging the year ...")
    view = _view(loaded.atlas())
    query = {name: getattr(view, name) for name in ("indicator", "year", "level", "vintage")}
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        running_app(Path(folder) / "server.log", script="app.py") as server,
    ):
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        page.add_init_script(path=WATCH)
        page.goto(f"{server.address}/ban-do?{urlencode(query)}")
        page.wait_for_function("args => window.showsYear(...args)", arg=["app", str(view.year), 0])
        page.wait_for_function(f"() => {_FRAME}.eval(`({_HELD})()`)")
        _drag(page, back=False)
        return _drag(page, back=True)


def _drag(page: Page, *, back: bool) -> Drag:
    """Drag there, with the browser warm already, and measure the way back."""
    slider = page.get_by_role("slider", name="Năm")
    ticks = page.locator(".st-key-years .ticks i")
    places = ticks.evaluate_all("all => all.map((each) => each.getBoundingClientRect().x)")
    places = places[-STEPS - 1 :]
    x, y = slider.evaluate(_HANDLE)
    page.evaluate(_FOLLOWS)
    page.mouse.move(x, y)
    page.mouse.down()
    for place in places[1:] if back else places[-2::-1]:
        page.mouse.move(place, y)
        page.evaluate(_NEXT)
    page.mouse.up()
    year = slider.get_attribute("aria-valuetext")
    agreed = float(page.evaluate(_RESTS, year))
    return Drag(STEPS, len(page.evaluate("() => window.ended()")) - 1, agreed)


def judge_drag(drag: Drag) -> list[Verdict]:
    """Judge the steps that were not painted, and how long the page took after the last."""
    dropped = drag.steps - drag.painted
    what = f"drag over {drag.steps} years: at most {DROPPED} of them not painted"
    after = f"drag over {drag.steps} years: the page agrees within {AGREED_MS:g} ms"
    return [
        Verdict(what, str(dropped), dropped <= DROPPED),
        Verdict(after, f"{drag.agreed:.0f} ms", 0 <= drag.agreed <= AGREED_MS),
    ]


def _view(atlas: Atlas) -> View:
    """Return the view with most figures among those with years enough to drag over."""
    vintage = atlas.facts.province.default_vintage
    views = [
        View(indicator, atlas.years(indicator, level, vintage)[-1], level, vintage)
        for indicator in atlas.facts.indicators
        for level in ("commune", "district")
        if len(atlas.years(indicator, level, vintage)) > STEPS
        and atlas.has_figures(indicator, level, vintage)
    ]
    return max(views, key=lambda view: sum(cell.known for cell in atlas.cells(view)))
