"""Connections that ask for nothing, or take no answer: closed after a while.

A proxy keeps slow and half-open clients away. Where there is none, each of them would hold a
place, and a file of the process, for as long as it likes: uvicorn waits for ever for a head, and
until its answer is taken. One that has asked for nothing goes as soon as its place is needed.
"""

import asyncio
import logging
import math
import time

import uvicorn.config
from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.server.watched.numbers import REFUSED

HEAD = 10.0
"""Seconds in which the head of a request has to be there, as ``deploy/nginx`` has it."""
TAKE = 30.0
"""Seconds in which some of an answer has to be taken, as ``deploy/nginx`` has it."""
BESIDE = 1000
"""Connections besides those of the pages that may be open: a browser has six for files."""
_most = BESIDE
_QUIET = 60.0
"""Seconds between two lines that say that there is no more room."""
_said = -_QUIET

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
    _looking: asyncio.TimerHandle | None = None
    _left = math.inf
    """Bytes that were not taken yet when that was last looked at."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head; where all is taken, in the place of who has waited longest."""
        super().connection_made(transport)
        if len(self.connections) > _most:
            _say_full()
            longest = self._longest()
            longest._give_place()
            if longest is self:
                return
        self._wait()
        self._look()

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
        self._look_no_longer()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Note that much has been taken; more may have come by the next look."""
        self._left = math.inf
        super().resume_writing()

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEAD, self._give_up)

    def _wait_no_longer(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _look(self) -> None:
        # a websocket, which asks by itself whether anybody is there
        if self.transport.get_protocol() is not self:
            return
        left = self.transport.get_write_buffer_size()
        if left and left >= self._left:
            REFUSED.labels("slow").inc()
            log.warning("refused: a connection that does not take its answer")
            self._end()
            return
        self._left = left or math.inf
        self._looking = self.loop.call_later(TAKE, self._look)

    def _look_no_longer(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _longest(self) -> "PatientHttp":
        """Return who has waited longest for a head; this one where nobody waits."""
        waiting = {
            each: each._waiting.when()
            for each in self.connections
            if isinstance(each, PatientHttp) and each._waiting is not None
        }
        return min(waiting, key=waiting.__getitem__, default=self)

    def _give_up(self) -> None:
        REFUSED.labels("slow").inc()
        log.warning("refused: a connection whose request did not come")
        self._end()

    def _give_place(self) -> None:
        REFUSED.labels("connections").inc()
        self._end()

    def _end(self) -> None:
        self._wait_no_longer()
        self.transport.abort()


def _say_full() -> None:
    global _said
    now = time.monotonic()
    if now - _said >= _QUIET:
        _said = now
        log.warning("refused: a connection, for %d are open", _most)
