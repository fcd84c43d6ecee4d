"""Every request has an id, from the proxy or its own: in the answer, in the log, in a fault."""

import logging
import re
import secrets
import time
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect
from uvicorn.protocols.utils import ClientDisconnected

from geo.language.texts import LANGUAGES, texts
from ui.server.page_paths import PATHS
from ui.server.watched.lines import FIELDS, REQUEST
from ui.server.watched.numbers import FAULTS, REQUESTS, SECONDS, SESSIONS

HEADER = "X-Request-Id"
_FORM = re.compile("[A-Za-z0-9-]{8,64}")
_KINDS = (
    ("/assets/", "asset"),
    ("/static/", "asset"),
    ("/component/", "asset"),
    ("/_stcore/upload_file/", "upload"),
    ("/_stcore/stream", "session"),
    ("/_stcore/", "health"),
    ("/media/", "download"),
    ("/healthz", "health"),
    ("/metrics", "health"),
)
_QUIET = frozenset({"asset", "health"})
_WENT = 499
"""Status of a request whose reader did not wait for the answer, as nginx writes it."""
_GONE = (ClientDisconnect, ClientDisconnected, WebSocketDisconnect)
_BROKEN = 1011

log = logging.getLogger(__name__)


def note_fault(error: BaseException, *, where: str) -> str:
    """Write an error that nobody foresaw to the log; return the id that it has there."""
    own = secrets.token_hex(4)
    FAULTS.labels(where).inc()
    log.error("fault %s (%s)", own, where, exc_info=error)
    return own


class Watched:
    """Give every request an id, count it, and answer an error with an id in place of its trace.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        own = given if _FORM.fullmatch(given) else secrets.token_hex(8)
        before = REQUEST.set(own)
        try:
            watch = _session if scope["type"] == "websocket" else _request
            await watch(self._app, scope, receive, send)
        finally:
            REQUEST.reset(before)


async def _session(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    start, accepted = time.monotonic(), False

    async def send_noted(message: Message) -> None:
        nonlocal accepted
        if message["type"] == "websocket.accept" and not accepted:
            accepted = True
            SESSIONS.inc()
        await send(message)

    try:
        await app(scope, receive, send_noted)
    except _GONE:
        pass
    except Exception as error:
        note_fault(error, where="session")
        # it may be closed by then
        with suppress(RuntimeError, *_GONE):
            await send({"type": "websocket.close", "code": _BROKEN})
    finally:
        if accepted:
            SESSIONS.dec()
        _log("session", 101 if accepted else 403, start)


async def _request(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    start, status = time.monotonic(), 0

    async def send_with_id(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            MutableHeaders(scope=message)[HEADER] = REQUEST.get()
        await send(message)

    try:
        await app(scope, receive, send_with_id)
    except _GONE:
        # a page that is closed, a download or an upload that is broken off: nobody's mistake
        status = _WENT
    except Exception as error:
        own = note_fault(error, where="request")
        # what has begun cannot be taken back: the connection breaks off
        if status:
            raise
        words = [texts(lang)("server.fault", id=own) for lang in LANGUAGES]
        answer = PlainTextResponse("\n\n".join(words) + "\n", status_code=500)
        await answer(scope, receive, send_with_id)
    finally:
        kind = _kind(scope["path"])
        REQUESTS.labels(kind, str(status)).inc()
        SECONDS.labels(kind).observe(time.monotonic() - start)
        if kind not in _QUIET or status >= 400:
            _log(kind, status, start, page=_page(scope["path"]))


def _kind(path: str) -> str:
    for beginning, kind in _KINDS:
        if path.startswith(beginning):
            return kind
    return "page" if path.strip("/") in PATHS.values() else "other"


def _page(path: str) -> str:
    """Return the path of a page; of nothing else, for anything may stand there."""
    return path if _kind(path) == "page" else ""


def _log(kind: str, status: int, start: float, **more: str) -> None:
    fields = {"kind": kind, "status": status, "seconds": round(time.monotonic() - start, 3)}
    fields |= {name: value for name, value in more.items() if value}
    log.info("answered", extra={FIELDS: fields})
