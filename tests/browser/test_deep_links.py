"""Every address opens directly, as the first thing that a fresh server is asked for."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browsing import Log, settle
from tests.support.running import running_app

pytestmark = pytest.mark.browser

# each page once, by its fullest address: the bare ones are opened all the time
PAGES = [
    ("/", "h1.page-title", "Lạng Sơn và các mục tiêu đến 2030"),
    (
        "/ban-do?indicator=tree_cover_esa_pct&year=2005&level=district&vintage=2024-12-01"
        "&mode=value&unit=183&lang=en",
        ".panel h1",
        "Tree cover from satellite (ESA CCI), 2005, 11 districts",
    ),
    ("/muc-tieu", "h1.page-title", "Mục tiêu đến năm 2030: kết quả và tốc độ cần đạt"),
    ("/cua-khau?part=zone&list=2010-07-08", "h2.page-title", "theo danh mục ngày 8/7/2010"),
    ("/trinh-chieu?scene=2", "h1.stage-title", "Tỷ lệ xã đạt chuẩn nông thôn mới so với mục tiêu"),
    ("/du-lieu", "h1.page-title", "Dữ liệu, nguồn và ranh giới"),
    ("/sap-xep?place=2024-12-01_06625", "h1.page-title", "Xã Kiên Mộc cũ nay thuộc đâu"),
    ("/ho-so?place=2024-12-01_06625", "h1.page-title", "Hồ sơ: Xã Kiên Mộc"),
    (
        "/so-sanh?indicator=population_density&lang=en&compare=two&with=urban_share_census_pct",
        "h2.page-title",
        "Population density",
    ),
    ("/nhap-so-lieu", "h1.page-title", "Nhập số liệu từ bảng tính"),
    ("/nguon?source=nso-e0651", "h1.page-title", "Diện tích rừng có đến ngày 31/12 theo địa"),
]


@pytest.mark.parametrize(("address", "place", "words"), PAGES)
def test_an_address_opens_its_own_page_on_a_fresh_server(
    browser: Browser, tmp_path: Path, address: str, place: str, words: str
) -> None:
    with running_app(tmp_path / "log.txt") as server:
        page, log = browser.new_page(), Log()
        log.follow(page)
        page.goto(f"{server.address}{address}")
        settle(page)
        # "Page not found" is a dialog of Streamlit's own
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator(place).first).to_contain_text(words, timeout=30_000)
        asked, shown = urlsplit(address), urlsplit(page.url)
        assert shown.path == asked.path
        # what was asked for stands in the full address, word for word
        assert parse_qsl(asked.query) == [
            pair for pair in parse_qsl(shown.query) if pair in parse_qsl(asked.query)
        ]
        if address.startswith("/ban-do"):
            expect(page.frame_locator("iframe").locator("svg[data-view]")).to_be_attached()
        assert log.errors == []
        page.close()


def test_the_part_of_the_data_that_is_open_stands_in_the_address(
    open_page: Callable[..., tuple[Page, Log]],
) -> None:
    page, log = open_page("/du-lieu")
    chosen = page.locator("[role=tab][aria-selected=true]")
    expect(chosen).to_have_text("Danh mục chỉ tiêu")
    page.get_by_role("tab", name="Ranh giới").click()
    page.wait_for_url("**tab=boundaries**")
    page.reload()
    expect(chosen).to_have_text("Ranh giới")
    page.get_by_role("tab", name="Nguồn").click()
    page.wait_for_url("**tab=sources**")
    page.go_back()
    expect(chosen).to_have_text("Ranh giới")
    page.locator("[class*=st-key-c_lang]").get_by_role("radio", name="EN").click()
    expect(chosen).to_have_text("Boundaries")
    assert log.errors == []
