"""Texts of others in Streamlit's labels, messages and buttons: each as a reader sees it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE
from tests.support.literal_page import TEXTS
from tests.support.running import running_app

pytestmark = pytest.mark.browser

SHOWN = """(count) => Array.from({ length: count }, (_, at) =>
    [...document.querySelectorAll(`.st-key-text-${at} [data-testid=stMarkdownContainer]`)]
        .map((each) => [each.textContent, ...[...each.querySelectorAll(":not(p, strong, div)")]
            .map((inner) => inner.tagName)]))"""


def test_every_text_is_seen_letter_by_letter(browser: Browser, tmp_path: Path) -> None:
    with running_app(tmp_path / "log.txt", script="tests/support/literal_page.py") as server:
        page = browser.new_page(base_url=server.address)
        page.set_default_timeout(PATIENCE)
        page.goto("/")
        # drawn last: the part of the program that draws it comes when it is asked for
        expect(page.locator("[data-testid=stButton]")).to_have_count(len(TEXTS))
        shown = page.evaluate(SHOWN, len(TEXTS))
        page.close()
    seen = [[[_as_seen(text), *inner] for text, *inner in each] for each in shown]
    # two paragraphs of Markdown, a label, a message and a button, with no element of their own
    assert seen == [[[_as_seen(text)]] * 5 for text in TEXTS]


def _as_seen(text: str) -> str:
    """Return a text without what nobody sees: joiners, and more than one blank."""
    return re.sub(r"[ \t\r\n]+", " ", text.replace("\u2060", "")).strip()
