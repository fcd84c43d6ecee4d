"""``python -m tests.deployed``: two servers behind nginx, killed and restarted under visitors."""

import argparse
import asyncio
import random
import signal
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

import httpx2

from bench.report import Verdict, verdict_lines
from tests.deployed.crowd import (
    ADD,
    FILE,
    Crowd,
    Guest,
    T,
    all_queries,
    count,
    judged,
    rest,
    say,
    settle_in,
)
from tests.deployed.ground import BASE, AppServer, Ground, running
from tests.deployed.hour import an_hour
from tests.deployed.visitor import GONE, Visitor
from ui.server.page_paths import PATHS

SUBJECT = "Kill and restart servers under visitors; exit code 1 if one loses anything."
LONGEST_WAIT = 15.0
PAUSE = 5.0
LOOKING = 5
"""One visitor of so many has laid its draft, each another one, over the maps."""
SETTLED = 5.0
"""Seconds between two restarts, as ``deploy/README.md`` has it."""


def main() -> int:
    """Do it all as the command line says, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.deployed", description=SUBJECT)
    parser.add_argument("--visitors", type=int, default=50, metavar="N")
    parser.add_argument("--seconds", type=float, default=20.0, help="of turning views in each part")
    parser.add_argument(
        "--minutes",
        type=float,
        default=0.0,
        metavar="N",
        help="in the place of all that: so long of random kills of servers and of the database",
    )
    parser.add_argument("--portal", action="store_true", help=f"under {BASE} of a portal")
    chosen = parser.parse_args()
    start = time.monotonic()
    # what was started ends with this, however it is ended
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with running(BASE if chosen.portal else "") as ground:
        if chosen.minutes:
            verdicts = asyncio.run(an_hour(ground, chosen.visitors, 60 * chosen.minutes))
        else:
            verdicts = asyncio.run(_all(ground, chosen.visitors, chosen.seconds))
    print("\n".join(verdict_lines(verdicts)))
    print(f"{time.monotonic() - start:.0f} seconds in all")
    return 0 if all(each.holds for each in verdicts) else 1


async def _all(ground: Ground, visitors: int, seconds: float) -> list[Verdict]:
    queries = all_queries()
    guests = [Guest(Visitor(ground.address, ground.trust, at)) for at in range(visitors)]
    for guest in guests[::LOOKING]:
        guest.looks = True
    crowd = Crowd(guests)
    say(f"{visitors} visitors open a view, begin a meeting and bring a draft")
    # a few at a time, as people come
    turns = asyncio.Semaphore(4)
    await asyncio.gather(*(settle_in(guest, queries, turns) for guest in crowd.visitors))
    first, second = ground.servers
    shared = {guest.visitor.server for guest in crowd.visitors}
    verdicts = [judged("visitors are on both servers", shared == {"one", "two"}, str(shared))]
    verdicts += await _without_cookie(crowd.visitors[0].visitor)

    say("a server is killed")
    before = sum(guest.visitor.server == "one" for guest in crowd.visitors)
    verdicts += await _under(crowd, queries, seconds, lambda: _kill(first), "kill of a server")
    stayed = {guest.visitor.server for guest in crowd.visitors}
    verdicts.append(judged(f"the {before} visitors of it are on the other", stayed == {"two"}, ""))
    await asyncio.to_thread(first.start)

    say("both servers are restarted, one after the other")
    async with _probed(ground) as answers:
        verdicts += await _under(
            crowd, queries, seconds, lambda: _roll((first, second)), "rolling restart"
        )
    bad = [each for each in answers if each != "200"]
    verdicts.append(judged(f"{len(answers)} pages asked for meanwhile", not bad, str(bad[:5])))
    faults = sum(server.said().count('"level": "error"') for server in ground.servers)
    verdicts.append(judged("no fault in the logs of the servers", faults == 0, str(faults)))
    for guest in crowd.visitors:
        await guest.visitor.close()
    return verdicts


async def _without_cookie(visitor: Visitor) -> list[Verdict]:
    """Fetch a download by each server, whoever made it, and by none in particular."""
    await visitor.open(PATHS["imports"], visitor.page.query)
    cookies: tuple[dict[str, str], ...] = ({}, {"atlas_server": "one"}, {"atlas_server": "two"})
    try:
        file = await visitor.make_file()
        files = [await visitor.fetch(file, each) for each in cookies]
    except httpx2.HTTPError as error:
        return [judged("downloads work without sticky sessions", False, str(error))]
    same = len(set(files)) == 1 and files[0][:2] == b"PK"
    verdict = judged("downloads work without sticky sessions", same, f"{len(files[0])} bytes")
    await visitor.open(PATHS["map"], visitor.page.query)
    return [verdict]


async def _under(
    crowd: Crowd,
    queries: list[str],
    seconds: float,
    act: Callable[[], Awaitable[None]],
    name: str,
) -> list[Verdict]:
    """Let all turn views while something happens, then look at what they have."""
    for guest in crowd.visitors:
        guest.visitor.waits.clear()
    crowd.errors.clear()
    crowd.runs = 0
    done = asyncio.Event()
    turning = [asyncio.create_task(_turn(crowd, guest, queries, done)) for guest in crowd.visitors]
    await asyncio.sleep(seconds / 4)
    await act()
    await asyncio.sleep(seconds)
    done.set()
    await asyncio.gather(*turning)
    waits = [each for guest in crowd.visitors for each in guest.visitor.waits]
    lost = [line for guest in crowd.visitors for line in await _lost(guest)]
    longest = max(waits, default=0.0)
    return [
        judged(f"{name}: no error in {crowd.runs} runs", not crowd.errors, str(crowd.errors[:3])),
        judged(f"{name}: some visitors had to come back", bool(waits), str(len(waits))),
        judged(
            f"{name}: none waits over {LONGEST_WAIT:.0f} s",
            longest < LONGEST_WAIT,
            f"{longest:.1f} s, {_median(waits):.1f} s in the middle",
        ),
        judged(f"{name}: no view, meeting or draft is lost", not lost, str(lost[:3])),
    ]


async def _turn(crowd: Crowd, guest: Guest, queries: list[str], done: asyncio.Event) -> None:
    """Turn views as a reader does, and come back when the server goes away."""
    visitor = guest.visitor
    while not done.is_set():
        await rest(done, visitor.rng.uniform(0.5, 1.5) * PAUSE)
        kept = f"&meeting={guest.meeting}&draft={guest.draft}"
        asked = visitor.rng.choice(queries) + kept
        try:
            await visitor.run(asked)
            crowd.runs += 1
        except GONE:
            before = visitor.page.query
            try:
                page = await visitor.come_back()
            except (AssertionError, RuntimeError, *GONE) as error:
                crowd.errors.append(f"{type(error).__name__}: {error}")
                return
            crowd.runs += 1
            if page.query != before:
                crowd.errors.append(f"the view {before} came back as {page.query}")
        except AssertionError as error:
            crowd.errors.append(str(error))


async def _lost(guest: Guest) -> list[str]:
    """Return what a visitor does not have any more of its meeting, its draft and its view."""
    visitor = guest.visitor
    lost = []
    if visitor.page.value("meeting") != guest.meeting:
        lost.append(f"the meeting in {visitor.page.query}")
    looked = T("draft.band") in visitor.page.html
    if visitor.page.value("draft") != guest.draft or looked != guest.looks:
        lost.append(f"the draft of {visitor.page.query}")
    page = await visitor.press(ADD)
    guest.scenes += 1
    if count(page) != guest.scenes:
        lost.append(f"{count(page)} scenes in place of {guest.scenes}")
    page = await visitor.open(PATHS["imports"], visitor.page.query)
    if FILE not in page.html:
        lost.append(f"the file {FILE} of {page.query}")
    await visitor.open(PATHS["map"], page.query)
    return lost


def _median(numbers: list[float]) -> float:
    return statistics.median(numbers) if numbers else 0.0


async def _kill(server: AppServer) -> None:
    await asyncio.to_thread(server.end, signal.SIGKILL)


async def _roll(servers: tuple[AppServer, ...]) -> None:
    for each in servers:
        await asyncio.to_thread(each.end, signal.SIGTERM)
        await asyncio.to_thread(each.start)
        # the proxy has noted that it was away, and tries it again after a moment
        await asyncio.sleep(SETTLED)


class _probed:  # noqa: N801
    """Ask for pages all the time, as newcomers do; gives the list of what was answered."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._answers: list[str] = []

    async def __aenter__(self) -> list[str]:
        self._task = asyncio.create_task(self._ask())
        return self._answers

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()

    async def _ask(self) -> None:
        rng = random.Random(0)
        while True:
            cookies = rng.choice([{}, {"atlas_server": "one"}, {"atlas_server": "two"}])
            async with httpx2.AsyncClient(verify=self._ground.trust, cookies=cookies) as browser:
                path = rng.choice(["", PATHS["map"], PATHS["present"], "healthz"])
                try:
                    address = f"{self._ground.address}/{path}"
                    answer = await browser.get(address, headers={"Accept": "text/html"})
                    self._answers.append(str(answer.status_code))
                except httpx2.HTTPError as error:
                    self._answers.append(repr(error))
            await asyncio.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
