"""What stands on the map page in the browser, read from its elements."""

from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Frame, Page

from tests.support.browsing import settle

READ_UNITS = """() => [...document.querySelectorAll("path[data-code]")].map((path) => ({
    code: path.dataset.code,
    class_id: path.dataset.class,
    basis: path.dataset.basis,
    fill: path.getAttribute("fill"),
    label: path.getAttribute("aria-label"),
    faded: path.classList.contains("atlas-faded"),
}))"""
READ_VIEW = """() => ({
    view: document.querySelector("svg[data-view]")?.dataset.view,
    caption: document.querySelector(".atlas-caption")?.textContent,
    chosen: document.querySelector("path[aria-current=true]")?.dataset.code || "",
    fills: [...document.querySelectorAll("path[data-code]")].map((p) => p.getAttribute("fill"))
        .join(" "),
    faded: document.querySelectorAll("path.atlas-faded").length,
})"""
READ_PAGE = """() => ({
    title: document.querySelector(".panel h1").textContent,
    sentence: document.querySelector(".panel p").textContent,
    legend: document.querySelector("table.legend")?.textContent ?? "",
    card: [...document.querySelectorAll(".st-key-card .card")].map((part) => part.textContent)
        .join(" "),
})"""

# codes of the units that bear an outline because they are pointed at from outside of the map
LIT = """() => {
    const lit = document.querySelector(".atlas-lit").getAttribute("d");
    const units = [...document.querySelectorAll("path[data-code]")];
    return units.filter((path) => lit?.includes(path.getAttribute("d")))
        .map((path) => path.dataset.code).sort();
}"""


@dataclass(frozen=True)
class Unit:
    """A unit as its path in the map tells it."""

    code: str
    class_id: str
    basis: str
    fill: str
    label: str
    faded: bool


def map_address(**query: object) -> str:
    """Return the address of the map page with a query."""
    return f"/ban-do?{urlencode(query)}"


def map_frame(page: Page) -> Frame:
    """Return the frame of the map, painted for the first time at least."""
    # at the level of the province a chart hides the map, which is there below it
    page.frame_locator("iframe").locator("svg[data-view]").wait_for(state="attached")
    frame = page.query_selector("iframe").content_frame()  # type: ignore[union-attr]
    assert frame is not None
    return frame


def wait_for_view(page: Page, view: str) -> Frame:
    """Wait until the map shows a view, given by the beginning of its name, and all has settled."""
    frame = map_frame(page)
    frame.wait_for_function(
        "view => document.querySelector('svg[data-view]')?.dataset.view.startsWith(view)", arg=view
    )
    settle(page)
    return frame


def units_seen(frame: Frame) -> list[Unit]:
    """Return every unit of the map."""
    return [Unit(**unit) for unit in frame.evaluate(READ_UNITS)]


def view_seen(page: Page) -> dict[str, object]:
    """Return all that tells one view from another: in the frame and around it."""
    settle(page)
    frame = map_frame(page)
    frame.wait_for_function("document.querySelector('.atlas').getAttribute('aria-busy') !== 'true'")
    return {**frame.evaluate(READ_VIEW), **page.evaluate(READ_PAGE)}
