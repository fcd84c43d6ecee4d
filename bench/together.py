"""Maps that move together: how long after a step of the zoom in one the others show it."""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from bench.measure import chromium
from bench.report import Verdict
from geo.views.compare.asked import offers
from tests.support.running import running_app
from ui.server import loaded

STEPS = 12
BOUND_MS = 100.0
# a step of the zoom in one frame, and how long until all others show it; -1 if they never do
STEP = """(way) => new Promise((done) => {
    const place = (one) => one.document.querySelector(".atlas-scaled").getAttribute("transform");
    const others = Array.from(parent.frames).filter((one) => one !== window && one.Atlas?.together);
    const before = others.map(place);
    const [button, began] = [document.querySelector(`[title='${way}']`), performance.now()];
    button.dispatchEvent(new Event("pointerdown", {bubbles: true}));
    button.click();
    const look = () => {
        const spent = performance.now() - began;
        const moved = others.every((one, at) => place(one) !== before[at]);
        if (moved || spent > 5000) done(moved ? spent : -1);
        else requestAnimationFrame(look);
    };
    look();
})"""
AT_REST = "!document.querySelector('.leaflet-zoom-anim')"
_DRAWN = "document.querySelectorAll('path[data-code]').length > 0"


def measure_together(say: Callable[[str], None]) -> tuple[list[float], int]:
    """Zoom one of three maps with most units in and out.

    Returns
    -------
    times : list of float
        Milliseconds until the others have followed.
    sent : int
        Messages that the browser sent to the server meanwhile.
    """
    say("Moving maps together ...")
    atlas = loaded.atlas()
    most = max(offers(atlas), key=lambda offer: len(atlas.cells(offer.view)))
    view = {name: getattr(most.view, name) for name in ("indicator", "year", "level", "vintage")}
    sent: list[object] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        running_app(Path(folder) / "server.log", script="app.py") as server,
    ):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.on(
            "websocket",
            lambda socket: socket.on("framesent", lambda frame: sent.append(frame)),
        )
        page.goto(f"{server.address}/so-sanh?{urlencode(view)}")
        page.locator("iframe").nth(2).wait_for()
        frames = [each.content_frame() for each in page.query_selector_all("iframe")]
        known = [frame for frame in frames if frame is not None]
        for frame in known:
            frame.wait_for_function(_DRAWN)
        page.wait_for_load_state("networkidle")
        asked, times = len(sent), []
        for at in range(STEPS):
            times.append(float(known[0].evaluate(STEP, "Thu nhỏ" if at % 2 else "Phóng to")))
            known[0].wait_for_function(AT_REST)
    return times, len(sent) - asked


def judge_together(times: list[float], sent: int) -> list[Verdict]:
    """Judge the median, and that no server was asked."""
    median = statistics.median(times)
    what = "maps together: the others follow within 100 ms at the most communes"
    follows = min(times) >= 0 and median < BOUND_MS
    return [
        Verdict(what, f"{median:.1f} ms", follows),
        Verdict("maps together: no message to the server", str(sent), sent == 0),
    ]
