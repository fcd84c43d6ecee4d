"""What an operator sees: ids of requests, lines of the log, numbers; and bounds on open pages."""

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.testing.v1 import AppTest

from tests.support.loops import run_apart
from ui.server import limits, loaded
from ui.server.browser import COOKIE, BrowserCookie, owner
from ui.server.limits import QuietFrames, UploadLimits
from ui.server.routes import SecurityHeaders
from ui.server.settings import Settings
from ui.server.watched import lines, sessions
from ui.server.watched.lines import FIELDS, REQUEST, JsonLines
from ui.server.watched.numbers import metrics
from ui.server.watched.requests import Watched
from ui.server.watched.sessions import SessionLimits, open_sessions

SECRET = "Nguyễn Văn Riêng"
TOKEN = "a-token-that-is-long"


async def _fail(_request: Request) -> Response:
    raise ValueError(SECRET)


async def _page(_request: Request) -> Response:
    return HTMLResponse("<p>")


async def _file(_request: Request) -> Response:
    return PlainTextResponse("a")


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    with pytest.raises(WebSocketDisconnect):
        await socket.receive_text()


async def _broken(socket: WebSocket) -> None:
    await socket.accept()
    raise ValueError(SECRET)


def _app(*middleware: Middleware) -> Starlette:
    routes = [
        Route("/", _page),
        Route("/so-sanh", _fail),
        Route("/media/a", _file),
        Route("/metrics", metrics),
        WebSocketRoute("/_stcore/stream", _stream),
        WebSocketRoute("/broken", _broken),
    ]
    return Starlette(routes=routes, middleware=list(middleware))


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = _app(Middleware(Watched), Middleware(BrowserCookie))
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1)) as made:
        yield made


def _number(client: TestClient, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_a_request_keeps_the_id_of_the_proxy_or_gets_its_own(client: TestClient) -> None:
    given = client.get("/", headers={"X-Request-Id": "0123456789abcdef"})
    assert given.headers["X-Request-Id"] == "0123456789abcdef"
    own = client.get("/", headers={"X-Request-Id": '"},{"a":'}).headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{16}", own)


def test_a_fault_shows_an_id_that_leads_to_the_log_and_nothing_else(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    before = _number(client, 'atlas_faults_total{where="request"}')
    answer = client.get("/so-sanh")
    assert answer.status_code == 500
    (own,) = set(re.findall("[0-9a-f]{8}", answer.text))
    assert SECRET not in answer.text
    assert "Error" not in answer.text
    (record,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert own in record.getMessage()
    line = json.loads(JsonLines().format(record))
    assert line["error"] == "ValueError"
    assert line["places"][-1].endswith("_fail")
    assert SECRET not in json.dumps(line, ensure_ascii=False)
    assert _number(client, 'atlas_faults_total{where="request"}') == before + 1


def test_a_page_that_fails_shows_an_id_as_well(caplog: pytest.LogCaptureFixture) -> None:
    def page() -> None:
        from ui.session.faults import tell_fault

        assert tell_fault(ValueError("Nguyễn Văn Riêng"))

    shown = "".join(each.proto.body for each in AppTest.from_function(page).run().get("html"))
    (own,) = re.findall("[0-9a-f]{8}", shown)
    assert SECRET not in shown
    assert any(own in each.getMessage() for each in caplog.records)


def test_a_line_of_the_log_names_the_request_and_no_query(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "ui.server.watched.requests")
    client.get("/?place=riêng")
    client.get("/nguyen-van-rieng")
    page, other = [each for each in caplog.records if hasattr(each, FIELDS)]
    token = REQUEST.set("0123456789abcdef")
    line = json.loads(JsonLines().format(page))
    REQUEST.reset(token)
    assert (line["request_id"], line["kind"], line["status"]) == ("0123456789abcdef", "page", 200)
    assert line["page"] == "/"
    assert "rieng" not in JsonLines().format(other)
    assert "riêng" not in JsonLines().format(page)


def test_a_message_of_an_error_is_left_out_of_the_log() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError:
        record = logging.LogRecord("a", logging.ERROR, "", 1, "failed", None, sys.exc_info())
    assert SECRET not in JsonLines().format(record)


def test_a_session_that_fails_is_a_fault_with_an_id_and_is_closed(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    before = _number(client, 'atlas_faults_total{where="session"}')
    with client.websocket_connect("/broken") as socket, pytest.raises(WebSocketDisconnect) as end:
        socket.receive_text()
    assert end.value.code == 1011
    assert _number(client, 'atlas_faults_total{where="session"}') == before + 1
    assert any("(session)" in each.getMessage() for each in caplog.records)


def test_a_page_that_is_closed_for_nonsense_is_written_to_no_more() -> None:
    sent: list[Message] = []

    async def page(_scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["type"] == "websocket.disconnect"
        with pytest.raises(WebSocketDisconnect):
            await send({"type": "websocket.send", "bytes": b"of a run"})

    async def nonsense() -> Message:
        return {"type": "websocket.receive", "text": "a"}

    async def send(message: Message) -> None:
        sent.append(message)

    run_apart(QuietFrames(page)({"type": "websocket"}, nonsense, send))
    assert [each["type"] for each in sent] == ["websocket.close"]


def test_errors_of_threads_and_of_what_is_forgotten_leave_their_message_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(threading, "excepthook", lines._thread_ended)

    def fail() -> None:
        raise ValueError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    asked = asyncio.new_event_loop()
    # it repeats the error with what was to have its result
    future, error = asked.create_future(), ValueError(SECRET)
    future.set_exception(error)
    assert future.exception() is error
    told = {"message": "never retrieved", "exception": error, "future": future}
    asked.call_exception_handler(told)
    asked.close()
    said = [JsonLines().format(each) for each in caplog.records]
    assert len(said) == 2
    assert all('"error": "ValueError"' in each for each in said)
    assert SECRET not in "".join(said)


def test_numbers_are_for_this_machine_or_for_who_has_the_token(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "atlas_sessions 0.0" in client.get("/metrics").text
    # a proxy on this machine asks for somebody else, or under the name of the atlas
    assert client.get("/metrics", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 404
    assert client.get("/metrics", headers={"Host": "atlas.example.vn"}).status_code == 404
    with TestClient(_app(), base_url="http://localhost", client=("10.0.0.5", 1)) as far:
        assert far.get("/metrics").status_code == 404
        assert far.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
        monkeypatch.setattr(loaded, "settings", lambda: Settings(metrics_token=TOKEN))
        for shown, status in ((TOKEN, 200), (f"{TOKEN}x", 404), ("", 404)):
            headers = {"Authorization": f"Bearer {shown}"}
            assert far.get("/metrics", headers=headers).status_code == status


def test_further_pages_are_refused_and_one_that_closes_makes_room() -> None:
    app = _app(Middleware(Watched), Middleware(SessionLimits, most=1))
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        with client.websocket_connect("/_stcore/stream") as first:
            first.send_text("a")
            assert first.receive_text() == "a"
            assert (open_sessions(), _number(client, "atlas_sessions")) == (1, 1)
            with (
                pytest.raises(WebSocketDisconnect) as refused,
                client.websocket_connect("/_stcore/stream"),
            ):
                pass
            assert refused.value.code == 1013
        with client.websocket_connect("/_stcore/stream") as again:
            again.send_text("b")
            assert again.receive_text() == "b"
        assert open_sessions() == 0


def test_a_page_that_asks_too_fast_waits_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async def receive() -> Message:
        return {"type": "websocket.receive"}

    async def flood(count: int) -> None:
        paced = sessions._at_a_pace(receive)
        for _ in range(count):
            assert (await paced())["type"] == "websocket.receive"

    monkeypatch.setattr(sessions.time, "monotonic", lambda: 100.0)
    monkeypatch.setattr(sessions.asyncio, "sleep", sleep)
    run_apart(flood(sessions.BURST))
    assert waited == []
    run_apart(flood(sessions.BURST + 2))
    assert waited == [1 / sessions.A_SECOND, 2 / sessions.A_SECOND]


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/_stcore/upload_file/s/f"), ("POST", "/dang-nhap")]
)
def test_an_upload_that_stalls_is_given_up_and_its_place_is_free(
    monkeypatch: pytest.MonkeyPatch, method: str, path: str
) -> None:
    sent: list[Message] = []

    async def read_all(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (await receive()).get("more_body"):
            pass

    async def never() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    monkeypatch.setattr(limits, "STALLED", 0.01)
    monkeypatch.setattr(UploadLimits, "_make_room", lambda *_: True)
    guarded = UploadLimits(read_all)
    scope = {"type": "http", "method": method, "path": path}
    headers = [(b"content-length", b"1000000")]
    given_up = guarded({**scope, "headers": headers}, never, send)
    run_apart(asyncio.wait_for(given_up, 10))
    assert sent[0]["status"] == 408
    assert guarded._coming.total() == 0


def test_hosts_that_may_show_the_atlas_in_a_frame_are_a_list() -> None:
    hosts = ("https://portal.example.vn", "https://*.langson.example")
    alone = TestClient(SecurityHeaders(_app())).get("/").headers
    listed = TestClient(SecurityHeaders(_app(), ancestors=hosts)).get("/").headers
    assert "frame-ancestors 'self';" in alone["Content-Security-Policy"]
    assert alone["X-Frame-Options"] == "SAMEORIGIN"
    assert f"frame-ancestors 'self' {' '.join(hosts)};" in listed["Content-Security-Policy"]
    assert "X-Frame-Options" not in listed


def test_the_cookie_of_a_browser_is_out_of_the_reach_of_scripts_and_other_hosts(
    client: TestClient,
) -> None:
    cookie = client.get("/").headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"Path=/", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    # a file needs none, and what is no cookie of ours is replaced
    client.cookies.clear()
    assert "Set-Cookie" not in client.get("/media/a").headers
    assert "Set-Cookie" in client.get("/", headers={"Cookie": f"{COOKIE}=a"}).headers
    assert owner("a") == ""
    assert owner("A" * 32) not in ("", "A" * 32)


def test_the_cookie_of_a_browser_lasts_as_long_as_it_keeps_coming(client: TestClient) -> None:
    first = client.get("/").headers["Set-Cookie"]
    again = client.get("/").headers["Set-Cookie"]
    assert again == first
    assert "Max-Age=2592000" in again
    assert "Set-Cookie" not in client.get("/media/a").headers
