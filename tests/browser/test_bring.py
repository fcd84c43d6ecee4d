"""A department's spreadsheet: from the form to the pages of one window, then of everybody."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from geo.language.texts import texts
from tests.browser.conftest import PATIENCE
from tests.browser.seen import units_seen, wait_for_view
from tests.browser.signing_in import (
    HISTORY,
    NAME,
    PASSWORD,
    accounts_file,
    noted,
    open_in,
    press,
    signed_in,
)
from tests.browser.test_screens import faults
from tests.support.browsing import Log, settle
from tests.support.running import Server, running_app
from ui.server.settings import ROOT

pytestmark = pytest.mark.browser

VIEW = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01&mode=value"
PAGE = f"/nhap-so-lieu?{VIEW}"
MAP = f"/ban-do?{VIEW}&unit=70001"
T = texts("vi")
BAND = ".st-key-draft_band"
CARD = ".st-key-card .value"
CHART = ".st-key-card .years"
SOON = 5000
"""Milliseconds in which a publication is on every open page."""
DOCUMENT = {"name": "Báo cáo 01.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
LEFT = "45,2%"
"""The mean of 61.7, 33.9 and 40: forest cover of the district whose target is of 2021."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server of the made-up province with one account."""
    folder = tmp_path_factory.mktemp("office")
    settings = {"DATA_DIR": str(ROOT / "tests" / "fixtures" / "tiny")}
    with running_app(folder / "log", EDITORS=accounts_file(folder), **settings) as server:
        yield server


def _context(browser: Browser, server: Server, width: int = 1366) -> BrowserContext:
    context = browser.new_context(
        base_url=server.address, locale="vi-VN", viewport={"width": width, "height": 768}
    )
    context.set_default_timeout(PATIENCE)
    return context


def _take_form(page: Page) -> bytes:
    """Take the form for what the address shows."""
    page.locator(".st-key-bring_form summary").click()
    settle(page)
    with page.expect_download() as taken:
        page.locator(".st-key-bring_take_form button").click()
    return Path(taken.value.path()).read_bytes()


def _filled(form: bytes, name: str) -> bytes:
    """Fill a form in: one unit as it stands, one whose name somebody has written over."""
    book = load_workbook(BytesIO(form))
    sheet = book.worksheets[0]
    rows = {str(row[0].value): row for row in sheet.iter_rows() if row[0].value}
    for code, value in (("70001", 61.7), ("70004", 33.9)):
        next(cell for cell in rows[code][3:] if cell.value is None).value = value
    code, named, district = rows["70004"][:3]
    code.value, named.value, district.value = None, name, None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _bring(page: Page, content: bytes) -> Locator:
    """Bring a file in which a name is not clear; return the field that asks."""
    file = {"name": "dien.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.locator("[data-testid=stFileUploader] input").first.set_input_files([file])
    field = page.locator("[class*=st-key-answer_] input")
    expect(field).to_be_visible()
    expect(page.locator(".st-key-bring_look")).to_have_count(0)
    settle(page)
    # a list that is open closes when the page is scrolled
    field.evaluate("each => each.scrollIntoView({block: 'center', behavior: 'instant'})")
    return field


def _look(page: Page) -> None:
    page.locator(".st-key-bring_look button").click()
    expect(page.locator(BAND)).to_be_visible()
    # a link that is drawn anew under the pointer takes no press
    settle(page)


def _go(page: Page, way: int) -> None:
    """Follow one of the ways from a draft to the pages: map, targets, overview."""
    page.locator(".st-key-bring_ways a").nth(way).click()
    page.wait_for_url(lambda address: "/nhap-so-lieu" not in address)
    settle(page)
    expect(page.locator(BAND)).to_be_visible()


def test_a_spreadsheet_goes_the_whole_way_and_back(browser: Browser, office: Server) -> None:
    log, own, other = Log(), _context(browser, office), _context(browser, office)
    watching = open_in(other, MAP.replace("year=2020", "year=2018"), log)
    card = expect(watching.locator(CARD))
    card.to_contain_text("77%")
    # this runs a part of the page alone; what is published is to reach all of it
    watching.get_by_role("radio", name="2020", exact=True).click()
    card.to_contain_text("80%")
    page = signed_in(own, log)
    page.goto(PAGE)
    settle(page)
    _bring(page, _filled(_take_form(page), "Ô Hay")).click()
    page.get_by_role("option").filter(has_text="70004").click()
    _look(page)
    # what differs from what is published stands on a map of its own
    frame = wait_for_view(page, "difference|forest_cover_pct|2020|commune|2015-01-01")
    (changed,) = [each for each in units_seen(frame) if each.code == "70001"]
    assert changed.label.endswith("≠ đổi 80 → 61,7%")
    _go(page, 0)
    frame = wait_for_view(page, "forest_cover_pct|2020|commune|2015-01-01")
    (unit,) = [each for each in units_seen(frame) if each.code == "70001"]
    assert "61,7%" in unit.label
    page.locator(BAND).get_by_role("link", name=T("draft.way")).click()
    expect(page.locator(".st-key-bring_ways")).to_be_visible()
    settle(page)
    _go(page, 1)
    expect(page.get_by_text(LEFT).first).to_be_visible()
    page.locator(BAND).get_by_role("link", name=T("draft.way")).click()
    expect(page.locator(".st-key-bring_publish")).to_be_visible()
    settle(page)
    # nobody else has seen any of it
    expect(watching.locator(BAND)).to_have_count(0)
    card.to_contain_text("80%")
    page.get_by_label(T("bring.of_source"), exact=True).fill("Báo cáo giả định")
    page.keyboard.press("Tab")
    page.locator("[data-testid=stFileUploader] input").last.set_input_files([DOCUMENT])
    expect(page.get_by_text(DOCUMENT["name"])).to_be_visible()
    settle(page)
    page.locator(".st-key-bring_publish button").click()
    card.to_contain_text("61,7%", timeout=SOON)
    expect(watching.locator(CHART)).to_contain_text("61,7")
    expect(page.get_by_text(T("publish.done", number=1, count=3))).to_be_visible()
    _take_back(page)
    card.to_contain_text("80%", timeout=SOON)
    expect(page.get_by_text(T("roll_back.done", number=2, to=0))).to_be_visible()
    settle(watching)
    press(page, T("editing.sign_out"))
    expect(page.get_by_role("link", name=T("sign_in.submit"), exact=True)).to_be_visible()
    assert [each["name"] for each in own.cookies() if each["name"] == "atlas_editor"] == []
    assert noted(office) == [(act, NAME) for act in ("sign_in", "publish", "rollback", "sign_out")]
    assert log.errors == []
    assert PASSWORD not in office.log.read_text(encoding="utf-8")
    for context in (own, other):
        context.close()


def _take_back(page: Page) -> None:
    """Take the document of the newest revision along, then go back to what shipped."""
    # the sign-in outlives an address of its own
    page.goto(HISTORY)
    settle(page)
    with page.expect_download() as taken:
        page.locator(".st-key-history_document button").click()
    assert Path(taken.value.path()).read_bytes() == DOCUMENT["buffer"]
    page.get_by_role("radio", name=T("editing.part_roll_back"), exact=True).click()
    # the part before it has a button of the same name
    expect(page.get_by_role("combobox", name=T("roll_back.to"))).to_be_visible()
    settle(page)
    press(page, T("roll_back.look"))
    expect(page.get_by_text(T("roll_back.question", number=0))).to_be_visible()
    press(page, T("roll_back.yes", number=0))


def test_a_draft_is_made_with_the_keyboard_on_a_telephone(browser: Browser, office: Server) -> None:
    log, t = Log(), texts("en")
    context = _context(browser, office, 390)
    page = open_in(context, f"{PAGE}&lang=en", log)
    field = _bring(page, _filled(_take_form(page), "Ô Hau"))
    assert faults(page) == []
    field.focus()
    field.press_sequentially("70004")
    field.press("Enter")
    look = page.locator(".st-key-bring_look button")
    expect(look).to_be_visible()
    settle(page)
    look.focus()
    page.keyboard.press("Enter")
    expect(page.locator(BAND)).to_be_visible()
    settle(page)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    whole = "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight"
    assert page.locator(BAND).evaluate(whole)
    leave = page.locator(BAND).get_by_role("button", name=t("draft.leave"))
    leave.focus()
    page.keyboard.press("Enter")
    expect(page.locator(BAND)).to_have_count(0)
    settle(page)
    assert log.errors == []
    context.close()
