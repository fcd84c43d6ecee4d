"""The language of the page and of what Streamlit itself says in it."""

import re

import pytest
from playwright.sync_api import Page, expect

from geo.language.texts import LANGUAGES

ENGLISH = re.compile(
    r"\b(?:the|to|of|with|for|all|and|add|apply|available|bytes|choose|clear|close|column|"
    r"columns|copy|dismiss|download|drag|drop|error|file|files|fullscreen|help|hide|icon|main|"
    r"menu|open|option|options|page|per|press|remove|results|running|search|select|show|skip|sort|"
    r"stop|submit|upload)\b",
    re.I,
)
READ = """() => {
    const found = [];
    const walker = document.createTreeWalker(
        document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const around = node.nodeType === 3 ? node.parentElement : node;
        // icons are letters of a font, and what the atlas says itself has tests of its own
        if (around.closest(`script, noscript, [data-testid=stIconMaterial], [data-testid=stHtml],
            [role=gridcell], [data-testid=stImage] img`)) continue;
        if (node.nodeType === 3) found.push(node.data);
        else for (const name of ["aria-label", "title", "placeholder"]) {
            found.push(node.getAttribute(name) || "");
        }
    }
    return found;
}"""
FIELD = '[data-testid="stFileUploaderDropzone"]'


def english_of(page: Page) -> list[str]:
    """Return what stands in a page in English, its texts and what is read aloud of it."""
    return sorted({text.strip() for text in page.evaluate(READ) if ENGLISH.search(text)})


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/ban-do", "/muc-tieu", "/muc-tieu?section=plan", "/trinh-chieu", "/du-lieu"),
        *("/nguon", "/nguon?source=giu-tam-ntm-2025"),
    ],
)
def test_streamlit_speaks_vietnamese_in_a_vietnamese_page(look_at, address: str) -> None:
    page, log = look_at(address)
    assert english_of(page) == []
    assert log.errors == []


def test_an_open_list_a_field_and_a_refused_file_speak_vietnamese_too(open_page) -> None:
    page, _ = open_page("/ban-do")
    page.locator('[data-testid="stSelectbox"] input').first.click()
    page.keyboard.type("zzz")
    expect(page.get_by_text("Không tìm thấy", exact=True)).to_be_visible()
    assert english_of(page) == []
    page, _ = open_page("/trinh-chieu")
    page.locator("input[type=file]").last.set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"}
    )
    expect(page.get_by_text("Không nhận loại tệp này (text/plain).").last).to_be_attached()
    page.get_by_role("button", name="Sửa").first.click()
    page.locator("textarea").first.fill("abc")
    expect(page.get_by_text("Nhấn Ctrl+Enter để áp dụng")).to_be_visible()
    assert english_of(page) == []


def test_the_page_is_in_the_language_that_it_is_switched_to(open_page) -> None:
    page, _ = open_page("/trinh-chieu")
    said = {"vi": ("Chọn tệp", "tối đa 10 MB mỗi tệp"), "en": ("Upload", "10MB per file")}
    for lang in ("en", "vi", "en"):
        page.get_by_text(lang.upper(), exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", lang)
        for words in said[lang]:
            expect(page.locator(FIELD).last).to_contain_text(words)


def test_back_and_forward_turn_the_language_too(open_page) -> None:
    page, log = open_page("/muc-tieu")
    shown, head = page.locator("html"), page.locator("h1.page-title").first
    said = head.text_content() or ""
    page.get_by_text("EN", exact=True).click()
    expect(shown).to_have_attribute("lang", "en")
    page.wait_for_url("**lang=en**")
    page.go_back()
    expect(shown).to_have_attribute("lang", "vi")
    expect(head).to_have_text(said)
    page.go_forward()
    expect(shown).to_have_attribute("lang", "en")
    assert log.errors == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ["/ban-do"])
def test_the_map_has_a_name_when_it_is_read_aloud(look_at, address: str, lang: str) -> None:
    page, _ = look_at(address, lang=lang)
    name = {"vi": "Bản đồ", "en": "Map"}[lang]
    expect(page.locator(".st-key-map_frame iframe")).to_have_attribute("title", name)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Không có trang “bando”; đang hiện trang tổng quan."),
        ("?lang=en", "There is no page “bando”; this is the overview."),
    ],
)
def test_a_page_that_there_is_not_is_said_in_the_readers_language(
    open_page, query: str, said: str
) -> None:
    page, _ = open_page(f"/bando{query}")
    expect(page.locator(".notice")).to_have_text(said)
    assert page.get_by_role("dialog").count() == 0
    assert "no_page" not in page.url
