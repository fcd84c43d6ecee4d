"""Pages in Windows high contrast, and on paper."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.seen import map_frame
from tests.support.browsing import Log, settle

pytestmark = pytest.mark.browser

SOURCE = "/nguon?source=nso-e0651"
MERGED = "/sap-xep?place=2024-12-01_06625"
LookAt = Callable[..., tuple[Page, Log]]
GROUNDS = "each => each.map((one) => getComputedStyle(one).backgroundColor)"


@pytest.mark.parametrize("address", ["/ban-do", "/ban-do?indicator=ntm_status"])
def test_a_legend_keeps_its_colours_in_high_contrast(look_at: LookAt, address: str) -> None:
    page, _ = look_at(address)
    map_frame(page)
    marks = page.locator("table.legend .swatch, table.legend .bar")
    plain = marks.evaluate_all(GROUNDS)
    assert len(set(plain)) > 3
    page.emulate_media(forced_colors="active")
    settle(page)
    assert marks.evaluate_all(GROUNDS) == plain


@pytest.mark.parametrize("address", ["/ban-do"])
def test_a_printed_map_has_title_legend_and_source_on_its_first_page(
    look_at: LookAt, address: str
) -> None:
    page, _ = look_at(address)
    frame = map_frame(page)
    title = page.locator(".panel h1").inner_text()
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    first = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert title in first
    legend = page.locator("table.legend th").all_inner_texts()
    assert len(legend) > 3
    assert [label for label in legend if label not in first] == []
    assert "Nguồn:" in first
    caption = frame.locator(".atlas-caption").inner_text()
    assert caption in first
    assert "Tìm xã, phường, huyện" not in first


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/sap-xep", ("Ba Sơn", "Châu Sơn", "Tân Đoàn")),
        (MERGED, ("Thái Bình", "Khuất Xá")),
        ("/cua-khau", ("Ba Sơn", "Khánh Khê", "Na Sầm")),
        ("/cua-khau?part=zone", ("Cao Lộc", "Chiến Thắng", "Kỳ Lừa")),
    ],
)
def test_a_map_beside_words_is_whole_on_its_first_sheet(
    look_at: LookAt, address: str, names: tuple[str, ...]
) -> None:
    page, _ = look_at(address)
    frame = map_frame(page)
    settle(page)
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    first = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert frame.locator(".atlas-caption").inner_text() in first
    assert [name for name in names if name not in first] == []
    page.emulate_media(media="print")
    frame.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    # the frame takes as much room as the map in it, so that nothing is cut
    sizes = frame.evaluate("[innerWidth, innerHeight, map.getSize().x, map.getSize().y]")
    assert sizes == [700, 560, 700, 560]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/muc-tieu",
        "/trinh-chieu",
        "/du-lieu",
        "/nhap-so-lieu",
        "/nguon",
        SOURCE,
        MERGED,
        "/cua-khau",
    ],
)
def test_every_page_begins_on_its_first_sheet(look_at: LookAt, address: str) -> None:
    page, _ = look_at(address)
    title = page.locator("h1.page-title").first.inner_text()
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    first = " ".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert title in first
    assert "Tìm xã, phường, huyện" not in first


CONTROLS = ", ".join(
    f'.stMain [data-testid="{each}"]'
    for each in (
        *("stButton", "stButtonGroup", "stDownloadButton", "stFileUploader", "stMultiSelect"),
        *("stPageLink", "stPopover", "stSelectbox", "stSlider", "stTextInput"),
    )
)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/ban-do",
        "/muc-tieu",
        "/trinh-chieu",
        "/du-lieu",
        "/nhap-so-lieu",
        "/nguon",
        SOURCE,
        MERGED,
    ],
)
def test_paper_shows_no_controls(look_at: LookAt, address: str) -> None:
    page, _ = look_at(address)
    shown = page.locator(CONTROLS).filter(visible=True)
    assert shown.count() > 0
    page.emulate_media(media="print")
    expect(shown).to_have_count(0)
    expect(page.locator("h1").first).to_be_visible()
