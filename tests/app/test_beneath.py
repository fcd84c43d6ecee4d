"""The atlas under a path of its host: what is taken off, what is put back, what is kept out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.server import loaded
from ui.server.editors.way_back import home, safe_way
from ui.server.page_paths import rooted
from ui.server.sent.beneath import Outside, beneath

# a page of the atlas has the same name: it stands below the path, not in its place
BASE = "/ban-do"


class Between:
    """Tell which path the layers between see."""

    seen: tuple[str, ...] = ()

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            Between.seen += (scope["path"],)
        await self._app(scope, receive, send)


async def page(request: Request) -> Response:
    answer = PlainTextResponse(request.url.path)
    answer.set_cookie("whole", "1")
    answer.set_cookie("part", "1", path=f"{BASE}/oauth2callback")
    return answer


async def stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(websocket.url.path)
    await websocket.close()


@pytest.fixture
def client() -> Iterator[TestClient]:
    Between.seen = ()
    app = Starlette(
        routes=[
            WebSocketRoute(f"{BASE}/_stcore/stream", stream),
            Route(f"{BASE}/{{path:path}}", page),
        ],
        middleware=beneath(BASE, Middleware(Between), Middleware(Outside, base=BASE)),
    )
    with TestClient(app, follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("inner", ["/", "/ban-do", "/assets/a.css", "/ban-do/ban-do"])
def test_layers_between_see_the_paths_of_an_atlas_with_a_host_of_its_own(
    client: TestClient, inner: str
) -> None:
    assert client.get(BASE + inner).text == BASE + inner
    assert Between.seen == (inner,)


def test_a_websocket_has_the_path_too(client: TestClient) -> None:
    with client.websocket_connect(f"{BASE}/_stcore/stream") as opened:
        assert opened.receive_text() == f"{BASE}/_stcore/stream"
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/_stcore/stream"),
    ):
        pass


@pytest.mark.parametrize("path", ["/", "/du-lieu", "/ban-do-khac", "/x/ban-do/", "/assets/a.css"])
def test_what_lies_outside_is_answered_with_where_the_atlas_is(
    client: TestClient, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert f"{BASE}/" in answer.text


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/.well-known/security.txt"])
def test_what_is_asked_of_the_server_itself_is_answered_at_its_root_too(
    client: TestClient, path: str
) -> None:
    assert client.get(path).text == BASE + path
    assert client.get(BASE + path).text == BASE + path


def test_the_path_alone_leads_to_the_first_page(client: TestClient) -> None:
    assert client.get(BASE).headers["location"] == f"{BASE}/"
    assert client.get(f"{BASE}?lang=en").headers["location"] == f"{BASE}/?lang=en"


def test_cookies_stay_under_the_path(client: TestClient) -> None:
    cookies = client.get(f"{BASE}/").headers.get_list("set-cookie")
    assert [each.partition("Path=")[2].partition(";")[0] for each in cookies] == [
        BASE,
        f"{BASE}/oauth2callback",
    ]


def test_a_host_of_its_own_has_no_such_layers() -> None:
    between = Middleware(Between)
    assert beneath("", between) == [between]


def test_the_way_back_from_signing_in_is_a_page_under_the_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = replace(loaded.settings(), base_path="/ban-do")
    monkeypatch.setattr(loaded, "settings", lambda: own)
    assert home() == rooted("/du-lieu?tab=history") == "/ban-do/du-lieu?tab=history"
    assert safe_way("/ban-do/muc-tieu?lang=en") == "/ban-do/muc-tieu?lang=en"
    # a page of the portal is none of the atlas
    for foreign in ("/muc-tieu?lang=en", "/ban-do?lang=en", "/ban-do//evil.example", "//ban-do/"):
        assert safe_way(foreign) == home()
