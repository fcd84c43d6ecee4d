"""The language of the page and of what Streamlit itself says in it."""

import re
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.facts.load import load_facts
from geo.language.texts import LANGUAGES, texts
from tests.support.browsing import settle
from tests.support.running import running_app
from ui.server.settings import ROOT

WORD = re.compile(r"\b[^\W\d_]+\b")
LOANED = frozenset(
    {"csv", "menu", "en", "vi", "pagedown", "pageup", "home", "end", "escape", "enter", "ctrl"}
)
"""What is the same in both languages, and the names of keys."""
SAYS_NOTHING = re.compile(r".*_fault\.|(?:store|server|connection|setting|doubts|view)\.")
"""Texts that are not shown on a page as a rule, and name files and commands."""
FAILING = """
import runpy
import sys

import ui.header

def fail(*_, **__):
    raise RuntimeError("made to fail")

ui.header.show_header = fail
sys.argv = ["app.py"]
runpy.run_path("app.py", run_name="__main__")
"""
MARKED = re.compile(r"[à-ỹ]")
READ = """() => {
    const found = [];
    const walker = document.createTreeWalker(
        document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const around = node.nodeType === 3 ? node.parentElement : node;
        // icons are letters of a font, and what the atlas says itself has tests of its own
        if (node.nodeType === 3 && around.closest("[translate=no]")) continue;
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


@cache
def vietnamese_words() -> frozenset[str]:
    """Return the words without marks that the atlas itself uses when it speaks Vietnamese."""
    said = [text for key, text in texts("vi").entries.items() if not SAYS_NOTHING.match(key)]
    facts = load_facts(ROOT / "data")
    said += [unit.name for unit in facts.units.values()]
    for each in (*facts.indicators.values(), *facts.targets.values()):
        names = [field.name for field in fields(each) if field.name.endswith("_vi")]
        said += [str(getattr(each, name)) for name in names]
    return frozenset(word.lower() for text in said for word in WORD.findall(text)) | LOANED


def english_of(page: Page, *typed: str) -> list[str]:
    """Return what stands in a page in no Vietnamese words, its texts and what is read aloud.

    A word with a mark is Vietnamese; one without has to be a word of the atlas, or `typed`.
    """
    found = set()
    for text in page.evaluate(READ):
        words = [word.lower() for word in WORD.findall(text) if word.isascii()]
        if not vietnamese_words().union(typed).issuperset(words):
            found.add(text.strip())
    return sorted(found)


def vietnamese_of(page: Page) -> list[str]:
    """Return what stands in a page in Vietnamese words that are no names: they begin small."""
    return sorted(
        text.strip()
        for text in set(page.evaluate(READ))
        if any(word[0].islower() and MARKED.search(word) for word in WORD.findall(text))
    )


PAGES = (
    *("/", "/ban-do", "/trinh-chieu", "/trinh-chieu?scene=1", "/trinh-chieu?scene=2", "/du-lieu"),
    *("/muc-tieu", "/muc-tieu?section=others", "/muc-tieu?section=plan", "/muc-tieu?section=tasks"),
    *(
        "/muc-tieu?card=forest_cover_2030",
        "/nhap-so-lieu",
        "/nguon",
        "/nguon?source=giu-tam-ntm-2025",
        "/sap-xep?place=2024-12-01_06625",
    ),
    *("/cua-khau", "/cua-khau?part=trade", "/cua-khau?part=seasons"),
    *(
        "/so-sanh",
        "/so-sanh?indicator=urban_share_census_pct&level=commune",
        "/so-sanh?indicator=population&level=district&unit=183",
        "/so-sanh?compare=two&indicator=tree_cover_esa_pct&level=district&with=population_density&unit=183",
        *(
            "/so-sanh?compare=lines&indicator=tree_cover_esa_pct&level=district&units=183,187",
            "/so-sanh?compare=rank&unit=06184",
        ),
        "/so-sanh?compare=maps&maps=population:2009,population:2019&level=district",
        "/ho-so?place=2024-12-01_06625",
        "/ban-do?show=chart",
    ),
    "/ban-do?indicator=forest_cover_pct&year=2024&level=province&vintage=2025-07-01&mode=value",
    "/ban-do?indicator=forest_cover_pct&year=2023&level=district&vintage=2024-12-01&mode=value",
)


@pytest.mark.parametrize("address", PAGES)
def test_streamlit_speaks_vietnamese_in_a_vietnamese_page(look_at, address: str) -> None:
    page, log = look_at(address)
    assert english_of(page) == []
    # nor did it ask for anything that there is not
    assert log.errors == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_it_is_vietnamese_in_an_english_page(look_at, address: str) -> None:
    page, log = look_at(address, lang="en")
    assert vietnamese_of(page) == []
    assert log.errors == []


ABBREVIATED = (
    *PAGES,
    "/ban-do?indicator=ntm_status&year=2025&level=commune&vintage=2024-12-01&mode=value&unit=06121",
    "/ban-do?indicator=ntm_share_pct&year=2025&level=province&vintage=2025-07-01&mode=value",
    "/muc-tieu?card=ntm_share_2030",
)


@pytest.mark.parametrize("address", ABBREVIATED)
def test_an_abbreviation_is_spelled_out_on_every_page_that_has_it(look_at, address: str) -> None:
    page, _ = look_at(address, lang="en")
    said = " ".join(frame.locator("body").inner_text() for frame in page.frames)
    assert ("NTM" in said) <= ("ew-rural-area (NTM)" in said)


def test_the_tools_of_a_table_speak_vietnamese(open_page) -> None:
    page, _ = open_page("/du-lieu")
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    for tool in ("Tải về CSV", "Toàn màn hình", "Tìm"):
        expect(page.get_by_role("button", name=tool, exact=True).first).to_be_visible()
    assert english_of(page) == []
    page.get_by_role("button", name="Hiện, ẩn cột").first.click()
    settle(page)
    assert english_of(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Tìm", exact=True).first.click()
    page.keyboard.type("zzz")
    settle(page)
    assert english_of(page) == []
    table.locator(".dvn-scroller").click(button="right", position={"x": 60, "y": 12})
    settle(page)
    assert english_of(page) == []


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
    assert english_of(page, "a", "b", "txt", "text", "plain", "abc") == []


def test_an_error_of_the_program_is_told_in_vietnamese(tmp_path: Path, browser: Browser) -> None:
    """What the visitor is told is no English and nothing of the program, but an id for the log."""
    script = tmp_path / "failing.py"
    script.write_text(FAILING, "utf-8")
    with running_app(tmp_path / "log.txt", script=str(script), PYTHONPATH=str(ROOT)) as server:
        page = browser.new_page()
        page.goto(server.address)
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Có lỗi ngoài dự kiến. Hãy tải lại trang;")
        expect(alert).not_to_contain_text("error")
        expect(page.get_by_test_id("stException")).to_have_count(0)
        page.close()


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
