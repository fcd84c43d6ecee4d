"""The pages under their content security policy, in a real browser."""

import re
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browsing import Log
from tests.support.running import Server
from ui.server.sent import parts as sent

pytestmark = pytest.mark.browser

STYLED_TEXT = {"opacity": "1", "color": "rgb(61, 71, 77)"}
"""The caption under a heading as ui/style.css has it; Streamlit's own is paler than allowed."""
WATCH_FIRST_TEXT = """
    const look = () => {
        const caption = document.querySelector("[data-testid=stCaptionContainer]");
        if (!caption?.textContent) return requestAnimationFrame(look);
        const {opacity, color} = getComputedStyle(caption);
        window.firstText = {opacity, color};
    };
    requestAnimationFrame(look);
"""


def test_the_start_page_asks_no_other_host_and_breaks_no_policy(
    open_page: Callable[..., tuple[Page, Log]], server: Server
) -> None:
    page, log = open_page("/")
    assert page.title() != ""
    assert log.errors == []
    assert log.hosts == {urlsplit(server.address).netloc}


def test_a_page_cannot_reach_another_host(open_page: Callable[..., tuple[Page, Log]]) -> None:
    page, log = open_page("/")
    # another port of this machine is another host to the policy, and nothing leaves the machine
    outcome = page.evaluate(
        "address => fetch(address).then(() => 'reached', error => String(error))",
        "http://127.0.0.1:9/",
    )
    assert "TypeError" in outcome
    assert any("Content Security Policy" in error for error in log.errors)


def test_a_page_does_not_evaluate_text(open_page: Callable[..., tuple[Page, Log]]) -> None:
    page, _ = open_page("/")
    outcome = page.evaluate(
        """() => new Promise(resolve => {
            window.ran = false;
            addEventListener("securitypolicyviolation", event => resolve(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            if (window.ran) resolve("ran");
        })"""
    )
    assert outcome == "script-src-elem"


@pytest.mark.parametrize(
    "value",
    [
        "[Công báo](//evil.test) **x** $y$",
        "www.evil.test/x",
        "https://evil.test/x",
        "a@evil.test",
        ":material/home: :red[z]",
        "a -> b -- c &copy;",
        "<b>x</b><img src=x>",
    ],
)
def test_a_notice_repeats_a_value_letter_by_letter(
    open_page: Callable[..., tuple[Page, Log]], value: str
) -> None:
    """A link in an address is not to become one on the page."""
    page, _ = open_page(f"/ban-do?{urlencode({'indicator': value, 'k': '99'})}")
    notices = page.locator(".notice")
    expect(notices).to_have_count(1)
    lines = [f"Không có chỉ tiêu “{value}” trong danh mục.", "Số lớp “99” không dùng được."]
    expect(notices.locator("p")).to_have_text(lines)
    expect(notices.locator("*")).to_have_count(len(lines))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_is_in_its_language_and_style_from_the_first_text(
    open_page: Callable[..., tuple[Page, Log]], lang: str
) -> None:
    """Also on a second visit, when the browser asks whether its copy is still good."""
    page, _ = open_page("/", alone=True)
    page.add_init_script(WATCH_FIRST_TEXT)
    for _ in range(2):
        page.goto(f"/trinh-chieu?lang={lang}")
        page.wait_for_function("() => window.firstText")
        assert page.evaluate("document.documentElement.lang") == lang
        assert page.evaluate("window.firstText") == STYLED_TEXT


def test_what_is_joined_of_streamlits_program_is_the_same_to_all(
    open_page: Callable[..., tuple[Page, Log]],
) -> None:
    """A part gets what it imports once: what its source changed later would escape it."""
    page, _ = open_page("/ban-do")
    program = sent.program()
    handing = re.compile(r'import\{(\w+)\}from"\./([^"]+)";const\{')
    found = {name: handing.match(text) for name, text in program.files.items()}
    places = {name: match.groups() for name, match in found.items() if match}
    other = page.evaluate(
        """async ([folder, places]) => {
            const asked = async (name) => import(`/static/${folder}/${name}`);
            const other = [];
            for (const [name, [part, file]] of Object.entries(places)) {
                const handed = await asked(name);
                const now = (await asked(file))[part];
                for (const each of new Set([...Object.keys(handed), ...Object.keys(now)])) {
                    const same = handed[each] !== undefined && handed[each] === now[each];
                    if (!same) other.push([name, each]);
                }
            }
            return other;
        }""",
        [program.folder, places],
    )
    assert len(places) > 30
    assert other == []
