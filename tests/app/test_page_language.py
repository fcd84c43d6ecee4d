"""The language that a page says it is in."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.page_language import PageLanguage

PAGE = '<!doctype html>\n<html lang="en">\n<p>Đồng Đăng, lang="en"</p></html>'


@pytest.fixture(scope="module")
def client() -> TestClient:
    async def page(_request) -> HTMLResponse:
        return HTMLResponse(PAGE)

    async def text(_request) -> PlainTextResponse:
        return PlainTextResponse(PAGE)

    routes = [Route("/", page), Route("/text", text), Route("/component/map", page)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(PageLanguage)]))


@pytest.mark.parametrize(
    ("query", "language"),
    [("", "vi"), ("?lang=vi", "vi"), ("?lang=en", "en"), ("?lang=%22%3E%3Cb%3E", "vi")],
)
def test_a_page_says_the_language_asked_for(client, query, language) -> None:
    answer = client.get(f"/{query}")
    assert answer.text == PAGE.replace('<html lang="en">', f'<html lang="{language}">')
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize("address", ["/text", "/component/map"])
def test_what_is_no_page_of_streamlit_stays_as_it_is(client, address) -> None:
    assert client.get(address).text == PAGE
