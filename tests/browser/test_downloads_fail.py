"""Files for the reader when folders go, are full, or a file cannot be made."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.seen import map_address, wait_for_view
from tests.support.browsing import settle
from tests.support.running import Server, running_app
from ui.server.settings import ROOT

SAID = (
    ("vi", "Không tạo được tệp. Xin thử lại, hoặc báo người quản trị."),
    ("en", "Failed to generate file for download"),
)
pytestmark = pytest.mark.browser

VIEW = {"indicator": "ntm_status", "year": "2025", "level": "commune", "vintage": "2024-12-01"}
MAP = map_address(**VIEW, mode="value")
FULL = """
import errno, tempfile

def full(*args, **options):
    raise OSError(errno.ENOSPC, "No space left on device")

tempfile.mkstemp = tempfile.mkdtemp = full
tempfile.TemporaryFile = tempfile.NamedTemporaryFile = full
"""
"""As sitecustomize: the temporary folder has no room from the start."""
BROKEN = """
import geo.documents.forms
import geo.documents.tables.csv_geojson

def broken(*args, **options):
    raise OSError(28, "No space left on device")

geo.documents.tables.csv_geojson.to_geojson = geo.documents.forms.to_meeting = broken
"""
HELD = """
import os, time
import geo.documents.orders

make = geo.documents.orders.ViewOrder.make

def held(order, *given):
    while order.form in ("pdf", "png") and not os.path.exists(os.environ["GO_ON"]):
        time.sleep(0.05)
    return make(order, *given)

geo.documents.orders.ViewOrder.make = held
"""
"""As sitecustomize: a page is made when a file is there."""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    with ExitStack() as opened:

        def window(address: str) -> Page:
            context = browser.new_context(base_url=address, locale="vi-VN")
            opened.callback(context.close)
            context.set_default_timeout(PATIENCE)
            return context.new_page()

        yield window


def unfold(page: Page) -> None:
    """Open the panel of the files of the map page."""
    page.locator(".st-key-downloads button").click()


def take(page: Page, extension: str) -> int:
    """Download a file of the map page; return its size."""
    with page.expect_download() as started:
        page.locator(f".st-key-download_{extension} button").click()
    return Path(started.value.path()).stat().st_size


def test_files_are_made_when_folders_are_gone_and_the_temporary_one_is_full(
    tmp_path: Path, visit: Callable[[str], Page]
) -> None:
    data, own = tmp_path / "data", tmp_path / "own"
    shutil.copytree(ROOT / "data", data)
    own.mkdir()
    (own / "sitecustomize.py").write_text(FULL, encoding="utf-8")
    settings = {"DATA_DIR": str(data), "PYTHONPATH": str(own)}
    with running_app(tmp_path / "log.txt", **settings) as server:
        shutil.rmtree(data)
        page = visit(server.address)
        page.goto(MAP)
        wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
        unfold(page)
        for extension in ("png", "svg", "pdf", "docx", "csv", "xlsx", "geojson"):
            assert take(page, extension) > 500, extension
        page.goto("/trinh-chieu")
        settle(page)
        page.get_by_role("button", name="Tạo tệp").click()
        made = page.get_by_role("button", name=re.compile(r"lang-son-2030-.*\.pptx"))
        made.wait_for(timeout=3 * PATIENCE)
        with page.expect_download() as started:
            made.click()
        assert Path(started.value.path()).stat().st_size > 10_000
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def wait_in_line(page: Page, other: Page, server: Server, go_on: Path) -> None:
    """See what is said while a file is made, in the line for it, and when its process is killed."""
    page.goto(MAP)
    wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
    unfold(page)
    pdf = page.locator(".st-key-download_pdf button")
    pdf.click()
    note = page.get_by_test_id("stToast")
    expect(note).to_have_text(re.compile("Trang PDF: đang tạo…"))
    other.goto("/trinh-chieu")
    settle(other)
    other.get_by_role("button", name="Tạo tệp").click()
    line = other.get_by_text("Đang chờ đến lượt: tệp này là tiếp theo.")
    line.wait_for()
    other.get_by_role("button", name="Dừng").click()
    line.wait_for(state="detached")
    # while another one waits, what went wrong stays to be read
    page.locator(".st-key-download_png button").click()
    workers = [int(each) for each in children(server.process.pid)]
    assert len(workers) == 1
    os.kill(workers[0], 9)
    failed = re.compile(r"Trang PDF: .*bị ngắt giữa chừng.*[Xx]in thử lại")
    expect(note.filter(has_text=failed)).to_be_visible()
    go_on.touch()
    expect(note.filter(has_text="Ảnh PNG: đã tạo xong.")).to_be_visible()
    expect(note.filter(has_text=failed)).to_be_visible()
    with page.expect_download() as started:
        pdf.click()
    assert Path(started.value.path()).read_bytes().startswith(b"%PDF")


def children(process: int) -> list[str]:
    """Return the processes that a process has started."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return " ".join((each / "children").read_text("ascii") for each in threads).split()


def test_a_file_that_cannot_be_made_is_told_in_the_page(
    tmp_path: Path, visit: Callable[[str], Page]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BROKEN + HELD, encoding="utf-8")
    # the repository is not on the path yet when that module is run
    path, go_on = f"{tmp_path}:{ROOT}", tmp_path / "go"
    settings = {"PYTHONPATH": path, "GO_ON": str(go_on), "DOCUMENT_WORKERS": "1"}
    with running_app(tmp_path / "log.txt", **settings) as server:
        page = visit(server.address)
        wait_in_line(page, visit(server.address), server, go_on)
        for lang, words in SAID:
            page.goto(f"{MAP}&lang={lang}")
            wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
            unfold(page)
            page.locator(".st-key-download_geojson button").click()
            told = page.get_by_test_id("stDownloadButtonError")
            told.wait_for()
            expect(told).to_have_text(words)
        page.goto("/trinh-chieu")
        settle(page)
        page.get_by_role("button", name="Tạo tệp").click()
        expect(page.get_by_role("alert")).to_contain_text("Không tạo được tệp.")
        assert "No space left on device" in server.log.read_text(encoding="utf-8")
