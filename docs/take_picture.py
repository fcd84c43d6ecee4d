"""Take the picture in the README: start the app, open the map, save what is seen."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support.browsing import CHROMIUM_FLAGS, find_chromium
from tests.support.running import running_app

VIEW = (
    "/ban-do?indicator=urban_share_census_pct&year=2019&level=commune&vintage=2025-07-01&unit=06184"
)
PICTURE = Path(__file__).with_name("ban-do.png")
READY = """() => {
  const frame = document.querySelector("iframe");
  return frame?.contentDocument?.querySelector("path[data-code]")
    && document.querySelector("[data-testid=stDataFrame]");
}"""


def take_picture(picture: Path) -> None:
    """Save a picture of the map page at the size of a common laptop screen."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_FLAGS)
        )
        with running_app(Path(folder) / "server.log") as server:
            page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="vi-VN")
            page.goto(server.address + VIEW)
            page.wait_for_function(READY)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take_picture(PICTURE)
