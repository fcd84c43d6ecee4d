"""A page that loses its server, or is served in a way that cannot work."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.proxy import proxy_to
from tests.browser.seen import map_address, units_seen, wait_for_view
from tests.support.browsing import settle
from tests.support.running import Server, free_port, running_app

pytestmark = pytest.mark.browser

VIEW = {"indicator": "ntm_status", "year": "2025", "level": "commune", "vintage": "2024-12-01"}
MAP = map_address(**VIEW, mode="value")
NOTE = "#connection"


class Restarted:
    """A server that can be ended and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = str(free_port())
        self._running = ExitStack()
        self.address = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = self._folder / "log.txt"
        self._running.enter_context(running_app(log, PORT=self._port))

    def end(self) -> None:
        """End it as an operator does."""
        self._running.close()


@pytest.fixture
def restarted(tmp_path: Path) -> Iterator[Restarted]:
    server = Restarted(tmp_path)
    server.start()
    yield server
    server.end()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens a window of its own, before it goes anywhere."""
    with ExitStack() as opened:

        def window(address: str) -> Page:
            context = browser.new_context(
                base_url=address, viewport={"width": 1366, "height": 768}, locale="vi-VN"
            )
            opened.callback(context.close)
            context.set_default_timeout(PATIENCE)
            return context.new_page()

        yield window


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Mất kết nối với máy chủ."), ("en", "The connection to the server")]
)
def test_the_first_click_after_a_restart_counts(
    restarted: Restarted, visit: Callable[[str], Page], lang: str, words: str
) -> None:
    page = visit(restarted.address)
    page.goto(f"{MAP}&lang={lang}")
    wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
    restarted.end()
    expect(page.locator(NOTE)).to_contain_text(words)
    expect(page.locator("[data-testid=stDialog]")).not_to_be_visible()
    expect(page.get_by_text("streamlit run")).not_to_be_visible()
    restarted.start()
    level = {"vi": "Huyện", "en": "District"}[lang]
    page.locator(".st-key-controls").get_by_role("radio", name=level).first.click()
    wait_for_view(page, "ntm_share_pct|2024|district")
    expect(page.locator(NOTE)).to_have_count(0)
    assert "level=district" in page.url


def test_a_map_that_was_loading_comes_after_a_restart(
    restarted: Restarted, visit: Callable[[str], Page]
) -> None:
    page = visit(restarted.address)
    page.route("**/assets/map/**", lambda route: route.abort())
    page.goto(MAP)
    page.locator("iframe").wait_for()
    restarted.end()
    expect(page.locator(NOTE)).to_be_visible()
    page.unroute("**/assets/map/**")
    restarted.start()
    wait_for_view(page, "ntm_status|2025|commune|2024-12-01")


def test_a_short_loss_of_the_line_changes_nothing(
    server: Server, visit: Callable[[str], Page]
) -> None:
    """The session goes on: what stands on the page alone is not to be lost."""
    page = visit(server.address)
    lines = []
    page.route_web_socket(
        "**/_stcore/stream", lambda line: lines.append((line, line.connect_to_server()))
    )
    page.goto(MAP)
    wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
    page.evaluate("window.kept = true")
    lines[-1][0].close()
    page.locator("html[data-connection]").wait_for(state="attached")
    page.locator("html:not([data-connection])").wait_for(state="attached")
    settle(page)
    page.locator(".st-key-controls").get_by_role("radio", name="Huyện").first.click()
    wait_for_view(page, "ntm_share_pct|2024|district")
    assert page.evaluate("window.kept")


def test_a_map_that_was_loading_comes_after_a_short_loss_of_the_line(
    server: Server, visit: Callable[[str], Page]
) -> None:
    """The server is the same one, so nothing else would load the page anew."""
    page = visit(server.address)
    lines = []
    page.route_web_socket(
        "**/_stcore/stream", lambda line: lines.append((line, line.connect_to_server()))
    )
    page.route("**/assets/map/**", lambda route: route.abort())
    page.goto(MAP)
    page.frame_locator("iframe").locator("#map_div").wait_for(state="attached")
    page.locator("html:not([data-connection])").wait_for(state="attached")
    page.unroute("**/assets/map/**")
    lines[-1][0].close()
    frame = wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
    assert len(units_seen(frame)) == 194


def test_a_path_prefix_is_told_in_the_page(server: Server, visit: Callable[[str], Page]) -> None:
    port = urlsplit(server.address).port or 0
    with proxy_to(port, prefix="/atlas") as address:
        page = visit(address)
        page.goto(f"{address}/atlas{MAP}")
        # it is said for good: Streamlit itself does connect there
        page.locator("[data-test-connection-state=CONNECTED]").wait_for()
        settle(page)
        expect(page.locator(NOTE)).to_contain_text("gốc của tên miền")
        page.goto(f"{address}/atlas{MAP}&lang=en")
        expect(page.locator(NOTE)).to_contain_text("root of its host")


def test_a_proxy_that_changes_the_host_is_told_in_the_page(
    server: Server, visit: Callable[[str], Page]
) -> None:
    port = urlsplit(server.address).port or 0
    with proxy_to(port, host=f"localhost:{port}") as address:
        page = visit(address)
        page.goto(MAP)
        expect(page.locator(NOTE)).to_contain_text(f"không nhận tên {urlsplit(address).netloc}")
        expect(page.locator(NOTE)).to_contain_text("HOSTS")
        expect(page.locator("[data-testid=stDialog]")).not_to_be_visible()


def test_a_proxy_that_changes_the_host_works_under_a_name_that_is_set(
    tmp_path: Path, visit: Callable[[str], Page]
) -> None:
    port = free_port()
    with (
        proxy_to(port, host=f"localhost:{port}") as address,
        running_app(tmp_path / "log.txt", PORT=str(port), HOSTS=urlsplit(address).netloc),
    ):
        page = visit(address)
        page.goto(MAP)
        wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
        expect(page.locator(NOTE)).to_have_count(0)
