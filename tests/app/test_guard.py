"""Who may speak to the server, without Streamlit behind it."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from ui.server.guard import Guard

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
STREAM = "/_stcore/stream"
UPLOAD = "/_stcore/upload_file/session/file"


async def passed(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"passed {request.method}")


async def named(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(websocket.headers["host"])
    await websocket.close()


def client_of(address: str = "127.0.0.1", *hosts: str) -> TestClient:
    routes = [WebSocketRoute(STREAM, named), Route("/{path:path}", passed, methods=METHODS)]
    guard = Middleware(Guard, address=address, hosts=hosts)
    return TestClient(Starlette(routes=routes, middleware=[guard]))


def status(client: TestClient, host: str, path: str = "/", method: str = "GET") -> int:
    return client.request(method, path, headers={"Host": host}).status_code


def connect(client: TestClient, host: str, origin: str | None) -> str:
    """Open a websocket and return the Host that the app behind the guard sees."""
    headers = {"Host": host} | ({} if origin is None else {"Origin": origin})
    with client.websocket_connect(STREAM, headers=headers) as websocket:
        seen: str = websocket.receive_text()
    return seen


@pytest.mark.parametrize(
    ("address", "hosts", "host", "good"),
    [
        ("127.0.0.1", (), "localhost:8501", True),
        ("127.0.0.1", (), "LocalHost", True),
        ("127.0.0.1", (), "127.0.0.1:8501", True),
        ("127.0.0.1", (), "[::1]:8501", True),
        ("127.0.0.1", (), "evil.example", False),
        ("127.0.0.1", (), "evil.example:8501", False),
        ("127.0.0.1", (), "localhost.evil.example", False),
        ("127.0.0.1", (), "evil.example@localhost", False),
        ("127.0.0.1", (), "10.0.0.5", False),
        ("127.0.0.1", (), "", False),
        ("0.0.0.0", (), "10.0.0.5:8501", True),
        ("0.0.0.0", (), "[fd00::5]:8501", True),
        ("0.0.0.0", (), "evil.example", False),
        ("::", (), "10.0.0.5", True),
        ("10.0.0.5", (), "10.0.0.5:8501", True),
        ("10.0.0.5", (), "10.0.0.6:8501", False),
        ("0.0.0.0", ("maychu",), "maychu:8501", True),
        ("0.0.0.0", ("maychu",), "xmaychu:8501", False),
        ("0.0.0.0", ("maychu:80",), "maychu:80", True),
        ("0.0.0.0", ("maychu:80",), "maychu:8501", False),
    ],
)
def test_only_known_names_are_answered(
    address: str, hosts: tuple[str, ...], host: str, good: bool
) -> None:
    client = client_of(address, *hosts)
    assert {status(client, host, path) for path in ("/", "/healthz", "/media/x")} == {
        200 if good else 400
    }
    if good:
        assert connect(client, host, f"http://{host}") == host
    else:
        with pytest.raises(WebSocketDisconnect):
            connect(client, host, f"http://{host}")


def test_two_hosts_are_none() -> None:
    answer = client_of().get("/", headers=[("Host", "localhost"), ("Host", "evil.example")])
    assert answer.status_code == 400


def test_a_refusal_names_the_host_and_the_setting_in_both_languages() -> None:
    answer = client_of().get("/", headers={"Host": "<b>evil.example"})
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "không nhận tên “<b>evil.example”" in answer.text
    assert "does not answer to the name “<b>evil.example”" in answer.text
    assert answer.text.count("HOSTS") == 2


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:8502",
        "http://localhost",
        "https://localhost.evil.example:8501",
        "http://localhost:8501.evil.example",
        "null",
        "",
        "file://",
        "chrome-extension://localhost:8501",
        "http://[",
    ],
)
def test_a_foreign_page_gets_nothing_through(origin: str) -> None:
    client = client_of()
    headers = {"Host": "localhost:8501", "Origin": origin}
    for method in METHODS[2:]:
        for path in (UPLOAD, "/", "/media/x"):
            assert client.request(method, path, headers=headers).status_code == 403, method
    with pytest.raises(WebSocketDisconnect):
        connect(client, "localhost:8501", origin)
    # what is only read is kept from foreign pages by the browser
    assert client.get("/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("localhost:8501", "http://localhost:8501"),
        ("localhost:8501", "HTTP://LOCALHOST:8501"),
        ("localhost:443", "https://localhost"),
        ("localhost", "http://localhost:80"),
    ],
)
def test_an_own_page_gets_through(host: str, origin: str) -> None:
    client = client_of()
    answer = client.put(UPLOAD, headers={"Host": host, "Origin": origin})
    assert answer.text == "passed PUT"
    # Streamlit compares both letter by letter, and asks the internet where they differ
    assert connect(client, host, origin) == origin.partition("://")[2]


def test_a_page_of_a_set_name_gets_through_a_proxy_that_changes_the_host() -> None:
    client = client_of("127.0.0.1", "atlas.example")
    assert connect(client, "127.0.0.1:8501", "https://atlas.example") == "atlas.example"
    with pytest.raises(WebSocketDisconnect):
        connect(client_of(), "127.0.0.1:8501", "https://atlas.example")


def test_what_is_no_browser_needs_no_origin() -> None:
    assert connect(client_of(), "localhost:8501", None) == "localhost:8501"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/agent/openapi.json",
        "/_stcore/bidi-components/x/y.js",
        "/_stcore/health/",
        "/_stcore/",
        "/auth/login",
        "/auth/logout",
        "/oauth2callback",
    ],
)
def test_what_no_page_uses_is_closed(path: str) -> None:
    client = client_of()
    assert {status(client, "localhost", path, method) for method in METHODS} == {404}


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", UPLOAD])
def test_what_the_pages_use_is_open(path: str) -> None:
    assert status(client_of(), "localhost", path) == 200
