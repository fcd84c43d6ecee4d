"""The atlas under a path of a portal: everything works there, and nothing is asked beside it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.language.texts import texts
from tests.browser.conftest import PATIENCE
from tests.browser.seen import map_address, wait_for_view
from tests.browser.signing_in import accounts_file, press, sign_in
from tests.browser.test_downloads_fail import take, unfold
from tests.support.browsing import Log, settle
from tests.support.running import Server, running_app
from ui.server.page_paths import PATHS

pytestmark = pytest.mark.browser

BASE = "/cong/ban-do-2030"
T, E = texts("vi"), texts("en")
VIEW = {"indicator": "ntm_status", "year": "2025", "level": "commune", "vintage": "2024-12-01"}
CONNECTED = "[data-test-connection-state=CONNECTED]"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Server]:
    accounts = accounts_file(tmp_path)
    with running_app(tmp_path / "log", BASE_PATH=BASE, EDITORS=accounts) as server:
        yield server


class Asked:
    """What a window asks for, whatever asks: pages, parts, frames, websockets."""

    def __init__(self, page: Page) -> None:
        self.outside: list[str] = []
        self.refused: list[str] = []
        self.sockets: list[str] = []
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self.sockets.append(urlsplit(socket.url).path))
        page.on(
            "response",
            lambda answer: (
                answer.status < 400 or self.refused.append(f"{answer.status} {answer.url}")
            ),
        )

    def _note(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme.startswith("http") and not address.path.startswith(f"{BASE}/"):
            self.outside.append(url)


def test_the_atlas_works_under_a_path_and_asks_nothing_beside_it(
    browser: Browser, portal: Server, tmp_path: Path
) -> None:
    context = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE)
    page, log = context.new_page(), Log()
    log.follow(page)
    asked = Asked(page)
    root = portal.address + BASE
    # a deep link, a turn of the view, a page by the head, and Back
    page.goto(root + map_address(**VIEW, mode="value"))
    wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
    page.locator(".st-key-controls").get_by_role("radio", name="Huyện").first.click()
    wait_for_view(page, "ntm_share_pct|2024|district")
    head = page.locator(".st-key-head_vi")
    head.get_by_role("link", name=T("page.targets")).click()
    page.wait_for_url(f"**{BASE}/{PATHS['targets']}?**")
    settle(page)
    page.go_back()
    wait_for_view(page, "ntm_share_pct|2024|district")
    assert urlsplit(page.url).path == f"{BASE}/{PATHS['map']}"
    unfold(page)
    assert take(page, "csv") > 0
    # every page by its own address
    for path in PATHS.values():
        page.goto(f"{root}/{path}")
        page.locator(CONNECTED).wait_for()
        settle(page)
        assert urlsplit(page.url).path == f"{BASE}/{path}", path
        expect(page.locator("#connection")).to_have_count(0)
    # a page that is none leads to the first one, under the path
    page.goto(f"{root}/khong-co/gi")
    settle(page)
    assert urlsplit(page.url).path == f"{BASE}/"
    # a file brought
    page.goto(f"{root}/{PATHS['imports']}")
    settle(page)
    file = tmp_path / "rung.csv"
    file.write_text("Mã,Tỷ lệ che phủ rừng 2026 (%)\n06184,41\n", encoding="utf-8")
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_text("rung.csv").first).to_be_visible()
    settle(page)
    # signing in and out
    page.goto(f"{root}/{PATHS['data']}?tab=history")
    settle(page)
    page.get_by_role("link", name=T("sign_in.submit"), exact=True).click()
    assert urlsplit(page.url).path == f"{BASE}/dang-nhap"
    sign_in(page)
    expect(page.get_by_role("button", name=T("editing.sign_out"), exact=True)).to_be_visible()
    settle(page)
    press(page, T("editing.sign_out"))
    expect(page.get_by_role("link", name=T("sign_in.submit"), exact=True)).to_be_visible()
    assert urlsplit(page.url).path == f"{BASE}/{PATHS['data']}"
    # the other language
    page.goto(f"{root}/{PATHS['map']}?lang=en")
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert asked.outside == []
    assert asked.sockets
    assert set(asked.sockets) == {f"{BASE}/_stcore/stream"}
    assert asked.refused == []
    assert "fault" not in portal.log.read_text(encoding="utf-8")
    assert {each["path"] for each in context.cookies()} == {BASE}
    context.close()
