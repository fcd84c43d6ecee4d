"""Files for the reader when folders go, are full, or a file cannot be made."""

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
from tests.support.running import running_app
from ui.server.settings import ROOT

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


def test_a_file_that_cannot_be_made_is_told_in_the_page(
    tmp_path: Path, visit: Callable[[str], Page]
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BROKEN, encoding="utf-8")
    # the repository is not on the path yet when that module is run
    path = f"{tmp_path}:{ROOT}"
    with running_app(tmp_path / "log.txt", PYTHONPATH=path) as server:
        page = visit(server.address)
        for lang, words in (("vi", "Không tạo được tệp."), ("en", "Failed to generate file")):
            page.goto(f"{MAP}&lang={lang}")
            wait_for_view(page, "ntm_status|2025|commune|2024-12-01")
            unfold(page)
            page.locator(".st-key-download_geojson button").click()
            told = page.get_by_test_id("stDownloadButtonError")
            told.wait_for()
            written = told.evaluate(
                "(box) => [getComputedStyle(box, '::after').content, box.innerText].join(' ')"
            )
            assert words in written
        page.goto("/trinh-chieu")
        settle(page)
        page.get_by_role("button", name="Tạo tệp").click()
        expect(page.get_by_role("alert")).to_contain_text("Không tạo được tệp.")
        assert "No space left on device" in server.log.read_text(encoding="utf-8")
