"""What a visitor may leave in the memory of the server, and what may stand in its log.

Streamlit keeps every upload of a session until the session ends, whether a field of the page
asked for it or not, and writes a traceback for whatever is no message of its own.
"""

import asyncio
import logging
import re
import time
from collections import Counter

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from ui.server.watched.numbers import REFUSED

PER_SESSION = 42 * 2**20
"""Bytes: the four fields for files that the pages have, each with one of the largest."""
IN_ALL = 256 * 2**20
STALLED, SLOWEST = 20.0, 300.0
"""Seconds between two parts of an upload, and of all of it: a full one at 40 kB a second."""
_LEAST = 64 * 2**10
"""What an empty file counts, too: there is a bound on their number as well."""
_UPLOAD = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")
_UNSUPPORTED, _PROTOCOL_ERROR = 1003, 1002

# an upload is kept in memory anyway: on its way there it needs no temporary file
MultiPartParser.spool_max_size = PER_SESSION

log = logging.getLogger(__name__)


def _in_one_line(record: logging.LogRecord) -> bool:
    """Keep what the server says of a text that is none, without its traceback."""
    if record.getMessage().startswith("Invalid UTF-8"):
        record.exc_info = None
    return True


logging.getLogger("uvicorn.error").addFilter(_in_one_line)


class UploadLimits:
    """Keep the uploads of each session, and of all together, under a bound.

    What is older gives way to what the same session sends later. When all sessions together
    hold too much, a further upload is refused until some have ended.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; make room for an upload first, or refuse it."""
        upload = _UPLOAD.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if upload is None or scope["method"] != "PUT":
            await _patiently(self._app, scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "")
        if not re.fullmatch("[0-9]{1,15}", length):
            REFUSED.labels("upload").inc()
            log.warning("refused: an upload without a length")
            await _refuse(scope, receive, send, status=411, text="Length required\n")
            return
        session, size = upload[1], max(int(length), _LEAST)
        if size > PER_SESSION or not self._make_room(session, size):
            REFUSED.labels("upload").inc()
            log.warning("refused: an upload of %d bytes", size)
            await _refuse(scope, receive, send, status=413, text="Too large\n")
            return
        self._coming[session] += size
        try:
            await _patiently(self._app, scope, receive, send)
        finally:
            self._coming -= Counter({session: size})

    def _make_room(self, session: str, size: int) -> bool:
        """Drop the oldest files of a session for a new one; tell whether there is room then."""
        kept = _uploads().file_storage
        files = {each: _size(file.data) for each, file in kept.get(session, {}).items()}
        room = PER_SESSION - size - self._coming[session]
        for oldest in list(files):
            if sum(files.values()) <= room:
                break
            _uploads().remove_file(session, oldest)
            del files[oldest]
        held = sum(_size(file.data) for each in list(kept.values()) for file in each.values())
        fits = sum(files.values()) <= room
        return fits and held + self._coming.total() + size <= IN_ALL


async def _patiently(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Pass a request on; one whose body stalls is answered that it came too slowly."""
    if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
        await app(scope, receive, send)
        return
    try:
        await app(scope, _in_time(receive), send)
    except TimeoutError:
        REFUSED.labels("slow").inc()
        log.warning("refused: an upload or a form that came too slowly")
        await PlainTextResponse("Too slow\n", status_code=408)(scope, receive, send)


def _in_time(receive: Receive) -> Receive:
    """Wait for the parts of a body no longer than a slow line needs: they hold a place."""
    until, whole = time.monotonic() + SLOWEST, False

    async def receive_part() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        async with asyncio.timeout(min(STALLED, max(0.0, until - time.monotonic()))):
            message = await receive()
        whole = not message.get("more_body", False)
        return message

    return receive_part


def _uploads() -> MemoryUploadedFileManager:
    manager = runtime.get_instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    return manager


def _size(data: bytes) -> int:
    return max(len(data), _LEAST)


async def _refuse(scope: Scope, receive: Receive, send: Send, *, status: int, text: str) -> None:
    read, more = 0, True
    # a browser tells its reader of the answer only when all has been sent
    while more and read < PER_SESSION:
        message = await receive()
        read += len(message.get("body", b""))
        more = message.get("more_body", False)
    await PlainTextResponse(text, status_code=status)(scope, receive, send)


class QuietFrames:
    """End a websocket that sends what is no message, with one line in the log.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on; of a websocket only the frames that are messages."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return

        ended = 0

        async def send_message(message: Message) -> None:
            # a run goes on for a moment, and would write into what is closed
            if ended:
                raise WebSocketDisconnect(ended)
            await send(message)

        async def receive_message() -> Message:
            nonlocal ended
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            code = _fault(message)
            if code is None:
                return message
            log.warning("ended: a websocket whose frame is no message (%d)", code)
            ended = code
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        await self._app(scope, receive_message, send_message)


def _fault(message: Message) -> int | None:
    """Return the code that a websocket is closed with for a frame, or none for a good one."""
    frame = message.get("bytes")
    if frame is None:
        return _UNSUPPORTED
    try:
        named = BackMsg.FromString(frame).WhichOneof("type")
    # of a kind of its own, which only the package behind Streamlit's messages names
    except Exception:
        return _PROTOCOL_ERROR
    return None if named else _PROTOCOL_ERROR
