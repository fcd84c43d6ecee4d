"""Clients that say nothing, or too little, at a server without a proxy before it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.server import ServerState

from tests.support.loops import run_apart
from ui.server.watched import heads
from ui.server.watched.heads import PatientHttp

WHOLE = b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEAD = 0.3
LARGE = 30 * 2**20


@dataclass
class Line:
    """A connection of a client's."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def ask(self) -> None:
        """Ask, and wait for the answer."""
        self.writer.write(WHOLE)
        assert (await self.reader.readuntil(b"answered")).startswith(b"HTTP/1.1 200")

    async def closed(self) -> bool:
        """Wait until the server has closed it."""
        try:
            async with asyncio.timeout(20):
                while await self.reader.read(1024):
                    pass
        except ConnectionError:
            pass
        self.writer.close()
        return True


def _meet(clients: Callable[[Callable[[], Awaitable[Line]]], Awaitable[None]]) -> None:
    """Let clients connect to a server of two pages."""

    async def slow(_request: Request) -> Response:
        await asyncio.sleep(2 * HEAD)
        return PlainTextResponse("answered")

    async def large(_request: Request) -> Response:
        return PlainTextResponse(b" " * LARGE)

    async def meet() -> None:
        routes = [Route("/slow", slow), Route("/large", large)]
        config = uvicorn.Config(Starlette(routes=routes), lifespan="off")
        config.load()
        state = ServerState()
        made = await asyncio.get_running_loop().create_server(
            lambda: PatientHttp(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        port = made.sockets[0].getsockname()[1]

        async def connect() -> Line:
            return Line(*await asyncio.open_connection("127.0.0.1", port, limit=2**18))

        async with made:
            await clients(connect)

    run_apart(meet())


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "HEAD", HEAD)


def test_a_head_that_does_not_come_whole_ends_its_connection() -> None:
    async def clients(connect: Callable[[], Awaitable[Line]]) -> None:
        silent, half, dripping = [await connect() for _ in range(3)]
        half.writer.write(WHOLE[:20])

        async def drip() -> None:
            # each letter in time, the whole never
            while not dripping.writer.is_closing():
                dripping.writer.write(b"G")
                await asyncio.sleep(HEAD / 5)

        dripper = asyncio.create_task(drip())
        assert await silent.closed()
        assert await half.closed()
        assert await dripping.closed()
        dripper.cancel()

    _meet(clients)


def test_whoever_asks_is_waited_for_and_then_has_the_same_time_again() -> None:
    async def clients(connect: Callable[[], Awaitable[Line]]) -> None:
        line = await connect()
        for _ in range(2):
            # the answer takes longer than a head may
            await line.ask()
        line.writer.write(WHOLE[:20])
        assert await line.closed()

    _meet(clients)


def test_who_does_not_take_an_answer_is_waited_for_no_longer_than_who_takes_it_slowly(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(heads, "TAKE", 2 * HEAD)

    async def clients(connect: Callable[[], Awaitable[Line]]) -> None:
        lazy, slow = await connect(), await connect()
        for line in (lazy, slow):
            line.writer.write(WHOLE.replace(b"/slow", b"/large"))
        taken, begun = 0, time.monotonic()
        while taken < LARGE:
            part = await slow.reader.read(2**18)
            assert part
            taken += len(part)
            await asyncio.sleep(HEAD / 25)
        assert time.monotonic() - begun > 2 * heads.TAKE
        async with asyncio.timeout(20):
            while "does not take its answer" not in caplog.text:
                await asyncio.sleep(HEAD / 5)
        assert await lazy.closed()
        slow.writer.close()

    _meet(clients)
    assert caplog.text.count("does not take its answer") == 1


def test_more_connections_than_the_bound_are_refused(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _bound(monkeypatch)

    async def clients(connect: Callable[[], Awaitable[Line]]) -> None:
        good = [await connect() for _ in range(2)]
        await asyncio.gather(*(line.ask() for line in good))
        for _ in range(3):
            assert await (await connect()).closed()
        await asyncio.gather(*(line.ask() for line in good))
        for line in good:
            line.writer.close()

    _meet(clients)
    # one line, not one for each
    assert caplog.text.count("for 2 are open") == 1


def test_who_says_nothing_gives_its_place_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    _bound(monkeypatch)

    async def clients(connect: Callable[[], Awaitable[Line]]) -> None:
        silent, half = await connect(), await connect()
        half.writer.write(WHOLE[:20])
        good = []
        for gone in (silent, half):
            good.append(await connect())
            await good[-1].ask()
            assert await gone.closed()
        for line in good:
            line.writer.close()

    _meet(clients)


def _bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have room for two connections, and nothing else that closes a further one."""
    monkeypatch.setattr(heads, "_most", 2)
    monkeypatch.setattr(heads, "_said", -heads._QUIET)
    monkeypatch.setattr(heads, "HEAD", 60.0)
