"""The language that a page says it is in, and its style sheet."""

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from geo.language.texts import texts
from ui.server.described import described
from ui.server.page_html import PageHtml
from ui.server.sent.parts import named_parts, program, with_program

STREAMLIT = Path(streamlit.__file__).parent / "static"
PAGE = '<!doctype html>\n<html lang="en">\n<body><p>Đồng Đăng, lang="en"</p></body></html>'
STYLED = (
    '</p><link rel="stylesheet" href="/assets/made-up.css">'
    '<script src="/assets/made-up.js"></script></body></html>'
)
ADDED = Middleware(
    PageHtml, style="/assets/made-up.css", scripts=["/assets/made-up.js"], paths={"", "ban-do"}
)


@pytest.fixture(scope="module")
def client() -> TestClient:
    async def page(_request) -> HTMLResponse:
        return HTMLResponse(PAGE)

    async def text(_request) -> PlainTextResponse:
        return PlainTextResponse(PAGE)

    routes = [Route("/", page), Route("/text", text), Route("/component/map", page)]
    middleware = [ADDED]
    return TestClient(Starlette(routes=routes, middleware=middleware))


def test_an_address_that_says_something_of_its_own_has_it_in_its_head() -> None:
    async def page(_request) -> HTMLResponse:
        return HTMLResponse(PAGE.replace("<body>", "<title>Streamlit</title><body>"))

    def describe(path: str, query: dict[str, str]) -> tuple[str, str] | None:
        return ("Ô <b>", f"của {query['place']}") if path == "ban-do" else None

    added = Middleware(
        PageHtml, style="/s.css", scripts=[], paths={"", "ban-do"}, describe=describe
    )
    routes = [Route("/", page), Route("/ban-do", page)]
    client = TestClient(Starlette(routes=routes, middleware=[added]))
    said = client.get('/ban-do?place=a&place="b"').text
    assert "<title>Ô &lt;b&gt;</title>" in said
    assert '<meta name="description" content="của &quot;b&quot;">' in said
    assert '<meta property="og:title" content="Ô &lt;b&gt;">' in said
    assert "<title>Streamlit</title>" in client.get("/").text


@pytest.mark.parametrize(
    ("path", "query", "title"),
    [
        ("sap-xep", {"place": "2024-12-01_06190"}, "Xã Bảo Lâm cũ nay thuộc đâu"),
        ("sap-xep", {"place": "2025-07-01_06184", "lang": "en"}, "What Đồng Đăng Commune was"),
        ("sap-xep", {"place": "nowhere", "lang": "xx"}, "Sắp xếp đơn vị hành chính: từ 194"),
        ("sap-xep", {}, "Sắp xếp đơn vị hành chính: từ 194"),
        ("sap-xep", {"amp;place": "2024-12-01_06190"}, "Xã Bảo Lâm cũ nay thuộc đâu"),
        ("sap-xep", {"place": "2024-12-01_06190", "rev": "1"}, "Sắp xếp đơn vị hành chính: từ 194"),
        ("ho-so", {"place": "2024-12-01_06190"}, "Hồ sơ: Xã Bảo Lâm"),
        ("ho-so", {}, "Hồ sơ đơn vị"),
        ("ban-do", {}, ""),
    ],
)
def test_an_address_of_a_unit_describes_it(path: str, query: dict[str, str], title: str) -> None:
    said = described(path, query)
    assert (said is None) == (not title)
    assert said is None or said[0].startswith(title)


def test_an_address_of_an_earlier_revision_shows_no_figure_of_the_newest() -> None:
    newest, pinned = described("cua-khau", {}), described("cua-khau", {"rev": "1"})
    assert newest is not None
    assert pinned is not None
    # the figures stand after the names of the gates
    assert "Hữu Nghị" in newest[1]
    assert pinned == ("Kinh tế cửa khẩu: Cửa khẩu", texts("vi")("border.lead"))


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "vi"), ("?lang=vi", "vi"), ("?lang=en", "en"), ("?lang=%22%3E%3Cb%3E", "vi")],
)
def test_a_page_says_the_language_asked_for(client, query, language) -> None:
    answer = client.get(f"/{query}")
    assert answer.text.startswith(f'<!doctype html>\n<html lang="{language}">\n<body><p>')
    assert answer.text.endswith(STYLED)
    assert 'Đồng Đăng, lang="en"' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_browser_that_unpacks_and_has_been_here_gets_the_whole_page_too(tmp_path) -> None:
    """Served as Streamlit does it: a file with validators, packed for those who can unpack."""
    (tmp_path / "index.html").write_text(PAGE + "<!-- long -->" * 100, encoding="utf-8")
    files = StaticFiles(directory=tmp_path, html=True)
    bare = TestClient(
        Starlette(routes=[Mount("/", files)], middleware=[Middleware(GZipMiddleware)])
    )
    middleware = [ADDED, Middleware(GZipMiddleware)]
    client = TestClient(Starlette(routes=[Mount("/", files)], middleware=middleware))
    plain = bare.get("/")
    browser = {"Accept": "text/html,application/xhtml+xml", "Accept-Encoding": "gzip, br"}
    again = {**browser, "If-None-Match": plain.headers["ETag"]}
    assert plain.headers["Content-Encoding"] == "gzip"
    assert bare.get("/", headers=again).status_code == 304
    for headers in (
        browser,
        again,
        {**browser, "If-Modified-Since": plain.headers["Last-Modified"]},
    ):
        answer = client.get("/?lang=en", headers=headers)
        assert answer.status_code == 200
        assert '<html lang="en">' in answer.text
        assert STYLED in answer.text
        assert {"etag", "last-modified", "content-encoding"}.isdisjoint(answer.headers)


@pytest.mark.parametrize("address", ["/text", "/component/map"])
def test_what_is_no_page_of_streamlit_stays_as_it_is(client, address) -> None:
    assert client.get(address).text == PAGE


def test_the_script_stands_in_the_page_and_knows_the_start_of_the_server() -> None:
    async def page(_request) -> HTMLResponse:
        return HTMLResponse(PAGE)

    watching = Middleware(
        PageHtml,
        style="/a.css",
        scripts=["/a.js"],
        paths={""},
        script="watch()",
        started="2026-01-01T00:00",
    )
    client = TestClient(Starlette(routes=[Route("/", page)], middleware=[watching]))
    text = client.get("/").text
    assert '<html lang="vi" data-started="2026-01-01T00:00">' in text
    assert '<script>watch()</script><link rel="stylesheet" href="/a.css">' in text


def test_a_page_names_the_program_that_is_joined_and_what_its_elements_are_made_of() -> None:
    index = (STREAMLIT / "index.html").read_text(encoding="utf-8")

    async def page(_request) -> HTMLResponse:
        return HTMLResponse(index)

    added = Middleware(
        PageHtml,
        style="/a.css",
        scripts=[],
        paths={"", "ban-do"},
        preload=named_parts,
        changed=with_program,
    )
    answering = [Route("/", page), Route("/ban-do", page)]
    client = TestClient(Starlette(routes=answering, middleware=[added]))
    folder, (everywhere, of_the_map) = program().folder, program().groups
    named = re.compile(r'(?:src|href)="\.?/static/([^/"]+)/([^"]+\.js)"')
    streamlits = re.findall(r"static/js/([^\"]+)", index)
    for path, joined in (("/", [everywhere]), ("/ban-do", [everywhere, of_the_map])):
        found = named.findall(client.get(path).text)
        assert found == [(folder, name) for name in (*streamlits, *joined)]


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/bando", "/?no_page=bando"),
        ("/ban-do/x?lang=en&year=2020", "/?lang=en&year=2020&no_page=ban-do%2Fx"),
        ("/%22%3E%26a=%C4%91?lang=vi", "/?lang=vi&no_page=%22%3E%26a%3D%C4%91"),
        ("/" + "x" * 200, "/?no_page=" + "x" * 80),
    ],
)
def test_a_page_that_there_is_not_leads_to_the_first_one(asked: str, led_to: str) -> None:
    async def page(_request) -> HTMLResponse:
        return HTMLResponse(PAGE)

    client = TestClient(Starlette(routes=[Route("/{path:path}", page)], middleware=[ADDED]))
    answer = client.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, led_to)
    assert answer.content == b""
    assert answer.headers["Cache-Control"] == "no-store"
    for known in ("/ban-do", "/ban-do/", "/?no_page=x"):
        assert client.get(known, follow_redirects=False).status_code == 200
