"""The step of one year inside the frame: the script's time at the layer with most communes."""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.measure import chromium
from bench.report import Verdict
from geo.facts.load import load_facts
from geo.facts.model import Vintage
from tests.support.running import running_app
from ui.server.settings import ROOT

STEPS = 44
BOUND_MS = 16.0
SCENE = "/trinh-chieu?scene=3"
"""The shipped scene of the new-rural-area classes on the boundaries with most communes."""
_READY = "() => document.querySelector('iframe')?.contentDocument?.querySelector('.atlas-player')"
_STEP = """() => {
  const frame = document.querySelector("iframe").contentWindow;
  const slide = frame.document.querySelector(".atlas-player input");
  const last = Number(slide.max);
  const next = Number(slide.value) + 1;
  slide.value = String(next > last ? 0 : next);
  slide.dispatchEvent(new Event("input"));
  return frame.performance.getEntriesByName("atlas:step").at(-1).duration;
}"""
_UNITS = "document.querySelector('iframe').contentDocument.querySelectorAll('path[data-code]')"


def measure_years(say: Callable[[str], None]) -> list[float]:
    """Play the years of a presented map and return the milliseconds of every step's script."""
    say("Playing the years ...")
    most = max(vintage.communes for vintage in _drawn())
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        log = Path(folder) / "server.log"
        with running_app(log, script="app.py") as server:
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            page.goto(f"{server.address}{SCENE}")
            page.wait_for_function(_READY)
            page.wait_for_function(f"() => {_UNITS}.length === {most}")
            return [float(page.evaluate(_STEP)) for _ in range(STEPS)]


def judge_years(steps: list[float]) -> Verdict:
    """Judge the median of the steps."""
    median = statistics.median(steps)
    what = "years: a step's script at the most communes under 16 ms"
    return Verdict(what, f"{median:.1f} ms", median < BOUND_MS)


def _drawn() -> list[Vintage]:
    vintages = load_facts(ROOT / "data").province.vintages
    return [vintage for vintage in vintages if vintage.has_geometry]
