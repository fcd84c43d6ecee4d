"""Connections that ask for nothing: closed after a while, and no more than a bound at once.

A proxy keeps slow and half-open clients away. Where there is none, each of them would hold a
place, and a file of the process, for as long as it likes: uvicorn waits for a head for ever.
"""

import asyncio
import logging

import uvicorn.config
from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.server.watched.numbers import REFUSED

HEAD = 10.0
"""Seconds in which the head of a request has to be there, as ``deploy/nginx`` has it."""
BESIDE = 1000
"""Connections besides those of the pages that may be open: a browser has six for files."""
_most = BESIDE

log = logging.getLogger(__name__)


def bound_connections(*, sessions: int) -> None:
    """Have the server, before it starts, close what says nothing and refuse what is too much.

    Parameters
    ----------
    sessions
        Pages that may be open at once.
    """
    global _most
    _most = sessions + BESIDE
    uvicorn.config.HTTP_PROTOCOLS["auto"] = f"{__name__}:{PatientHttp.__name__}"


class PatientHttp(H11Protocol):
    """HTTP as uvicorn speaks it, with an end to its patience."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head, if there is room for one more."""
        super().connection_made(transport)
        if len(self.connections) > _most:
            REFUSED.labels("connections").inc()
            # one line when they become too many, not one for each
            if len(self.connections) == _most + 1:
                log.warning("refused: a connection, for %d are open", _most)
            transport.abort()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what comes; the head of a further request has its time as well."""
        before = self.scope
        super().data_received(data)
        if self.scope is not before:
            self._wait_no_longer()
        elif self.cycle is None or self.cycle.response_complete:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEAD, self._give_up)

    def _wait_no_longer(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        REFUSED.labels("slow").inc()
        log.warning("refused: a connection whose request did not come")
        self.transport.abort()
