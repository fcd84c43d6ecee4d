"""A department's spreadsheet from the form to the pages of one window alone."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from geo.language.texts import texts
from tests.browser.conftest import PATIENCE
from tests.browser.seen import units_seen, wait_for_view
from tests.support.browsing import Log, settle
from tests.support.running import Server, running_app
from ui.server.settings import ROOT

pytestmark = pytest.mark.browser

VIEW = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01&mode=value"
PAGE = f"/nhap-so-lieu?{VIEW}"
T = texts("vi")
BAND = ".st-key-draft_band"


def _open(browser: Browser, server: Server, address: str, log: Log, width: int = 1366) -> Page:
    context = browser.new_context(
        base_url=server.address, locale="vi-VN", viewport={"width": width, "height": 768}
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    log.follow(page)
    page.goto(address)
    settle(page)
    return page


def _take_form(page: Page) -> bytes:
    """Take the form for what the address shows."""
    page.locator(".st-key-bring_form summary").click()
    settle(page)
    with page.expect_download() as taken:
        page.locator(".st-key-bring_take_form button").click()
    return Path(taken.value.path()).read_bytes()


def _filled(form: bytes) -> bytes:
    """Fill a form in: one unit as it stands, one whose name somebody has written over."""
    book = load_workbook(BytesIO(form))
    sheet = book.worksheets[0]
    rows = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
    for code, value in (("70001", 61.7), ("70004", 33.3)):
        next(cell for cell in rows[code][3:] if cell.value is None).value = value
    code, name, district = rows["70004"][:3]
    code.value, name.value, district.value = None, "Ô Hay", None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _bring(page: Page, content: bytes) -> None:
    file = {"name": "dien.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.locator("[data-testid=stFileUploader] input").set_input_files([file])
    settle(page)


@pytest.mark.parametrize("width", [1366, 390])
def test_a_form_comes_back_and_is_looked_at_by_one_window(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    log = Log()
    tiny = str(ROOT / "tests" / "fixtures" / "tiny")
    with running_app(tmp_path / "log", DATA_DIR=tiny, STATE_DIR=str(tmp_path / "s")) as server:
        page = _open(browser, server, PAGE, log, width)
        _bring(page, _filled(_take_form(page)))
        expect(page.get_by_text(T("bring.questions", count=1))).to_be_visible()
        expect(page.locator(".st-key-bring_look")).to_have_count(0)
        settle(page)
        field = page.locator("[class*=st-key-answer_] input")
        # a list that is open closes when the page is scrolled
        field.evaluate("each => each.scrollIntoView({block: 'center', behavior: 'instant'})")
        field.click()
        page.get_by_role("option").filter(has_text="70004").click()
        expect(page.get_by_text(T("bring.questions", count=1))).to_have_count(0)
        page.locator(".st-key-bring_look button").click()
        expect(page.locator(BAND)).to_be_visible()
        # a link that is drawn anew under the pointer takes no press
        settle(page)
        page.locator(".st-key-bring_ways a").first.click()
        frame = wait_for_view(page, "forest_cover_pct|2020|commune|2015-01-01")
        expect(page.locator(BAND)).to_be_visible()
        (unit,) = [each for each in units_seen(frame) if each.code == "70001"]
        assert "61,7%" in unit.label
        whole = "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight"
        assert page.locator(BAND).evaluate(whole)
        other = _open(browser, server, f"/ban-do?{VIEW}&unit=70001", log)
        expect(other.locator(BAND)).to_have_count(0)
        expect(other.locator(".card:not(.headline)")).not_to_contain_text("61,7")
        page.locator(BAND).get_by_role("button", name=T("draft.leave")).click()
        expect(page.locator(BAND)).to_have_count(0)
        for each in (page, other):
            settle(each)
            each.context.close()
    assert log.errors == []
