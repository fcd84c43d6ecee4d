"""How many pages may be open at once, and how fast one of them may ask."""

import asyncio
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.watched.numbers import REFUSED

BURST, A_SECOND = 200, 50
"""Messages that a page may send at once, and a second: a key held down sends some thirty."""
_TRY_LATER = 1013
_open = 0

log = logging.getLogger(__name__)


def open_sessions() -> int:
    """Return how many pages are open."""
    return _open


class SessionLimits:
    """Refuse further pages where enough are open; let one that asks too fast wait.

    Parameters
    ----------
    app
        The application to wrap.
    most
        Pages that may be open at once.
    """

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on, or refuse it."""
        global _open
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        if _open >= self._most:
            REFUSED.labels("sessions").inc()
            log.warning("refused: a page, for %d are open", _open)
            await send({"type": "websocket.close", "code": _TRY_LATER})
            return
        _open += 1
        try:
            await self._app(scope, _at_a_pace(receive), send)
        finally:
            _open -= 1


def _at_a_pace(receive: Receive) -> Receive:
    left, last = float(BURST), time.monotonic()

    async def receive_message() -> Message:
        nonlocal left, last
        message = await receive()
        now = time.monotonic()
        left, last = min(BURST, left + (now - last) * A_SECOND) - 1, now
        if left < 0:
            # what it sends next stays in the connection meanwhile, and in the sender
            await asyncio.sleep(-left / A_SECOND)
        return message

    return receive_message
