"""Visitors of a server, each a session that asks for another view every few seconds."""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

PATIENCE = 60.0
"""Seconds after which a run counts as an error."""
_PROTOCOL = Subprotocol("streamlit")
_AT_ONCE = 4
OPENING = 10.0
"""Seconds over which the sessions of a hall open."""


@dataclass(frozen=True)
class Ground:
    """What is visited.

    Parameters
    ----------
    address
        Address of the server.
    path
        Path of the page, without its slash.
    queries
        Queries of the addresses that a visitor may go to.
    """

    address: str
    path: str
    queries: Sequence[str]


@dataclass
class Seen:
    """What the visitors of a hall saw.

    Parameters
    ----------
    opened, turned
        Seconds from asking to the end of the run: of first runs and of all others.
    errors
        What went wrong, in words.
    received
        Bytes of all messages.
    """

    opened: list[float] = field(default_factory=list)
    turned: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    received: int = 0


async def hall(ground: Ground, visitors: int, *, seconds: float, pause: float) -> Seen:
    """Let visitors turn views side by side.

    Parameters
    ----------
    ground
        What they visit.
    visitors
        Number of sessions.
    seconds
        How long they turn views after all have opened the page.
    pause
        Mean seconds between the end of a run and the next view; they differ by a half.

    Returns
    -------
    seen
        The runs of all.
    """
    seen = Seen()
    opening = min(OPENING, visitors * 0.2)
    until = time.monotonic() + opening + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(visitors):
            wait = opening * number / visitors
            group.create_task(_visit(ground, random.Random(number), seen, wait, until, pause))
    return seen


async def open_and_close(ground: Ground, times: int) -> Seen:
    """Open a page so many times, let it run once and close it, a few at a time.

    Parameters
    ----------
    ground
        What is visited.
    times
        How often.

    Returns
    -------
    seen
        The runs of all.
    """
    seen, turns = Seen(), asyncio.Semaphore(_AT_ONCE)

    async def one(number: int) -> None:
        async with turns:
            await _visit(ground, random.Random(number), seen, 0.0, 0.0, 0.0)

    async with asyncio.TaskGroup() as group:
        for number in range(times):
            group.create_task(one(number))
    return seen


async def _visit(
    ground: Ground, rng: random.Random, seen: Seen, wait: float, until: float, pause: float
) -> None:
    await asyncio.sleep(wait)
    stream = ground.address.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        async with connect(
            stream, origin=Origin(ground.address), subprotocols=[_PROTOCOL], max_size=None
        ) as connection:
            seen.opened.append(await _run(connection, ground, rng, seen))
            # all do not turn at the same moment
            await _rest(connection, rng.uniform(0, pause), seen)
            while time.monotonic() < until:
                seen.turned.append(await _run(connection, ground, rng, seen))
                await _rest(connection, rng.uniform(0.5, 1.5) * pause, seen)
    except (OSError, TimeoutError, WebSocketException) as error:
        seen.errors.append(f"{type(error).__name__}: {error}")


async def _rest(connection: ClientConnection, seconds: float, seen: Seen) -> None:
    """Look at the page for so long; what the server sends by itself meanwhile is no answer."""
    try:
        async with asyncio.timeout(seconds):
            while True:
                _take(await connection.recv(decode=False), seen)
    except TimeoutError:
        pass


def _take(content: bytes, seen: Seen) -> ForwardMsg:
    """Read a message, and note what went wrong in the run that it is of."""
    seen.received += len(content)
    message: ForwardMsg = ForwardMsg.FromString(content)
    if message.WhichOneof("type") == "delta" and message.delta.new_element.HasField("exception"):
        seen.errors.append(message.delta.new_element.exception.message)
    return message


async def _run(
    connection: ClientConnection, ground: Ground, rng: random.Random, seen: Seen
) -> float:
    """Ask for a view and return the seconds until its run has ended."""
    asked = BackMsg()
    asked.rerun_script.query_string = rng.choice(ground.queries)
    asked.rerun_script.page_name = ground.path
    asked.rerun_script.page_script_hash = calc_hash(ground.path)
    start = time.monotonic()
    await connection.send(asked.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        while True:
            message = _take(await connection.recv(decode=False), seen)
            if message.WhichOneof("type") == "script_finished":
                # a run of the server's own, which this one has ended
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    seen.errors.append("the script does not compile")
                return time.monotonic() - start
