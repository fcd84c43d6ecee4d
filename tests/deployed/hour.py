"""So many minutes of visitors and publications while servers and the database fail at random."""

import asyncio
import json
import random
import signal
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.report import Verdict
from geo.saved.meeting import MOST_SCENES
from geo.store import log
from geo.store.database import open_database
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
from tests.deployed.ground import AppServer, Ground
from tests.deployed.visitor import GONE, Visitor
from tests.support.running import clean_environment
from ui.server import loaded
from ui.server.page_paths import PATHS
from ui.server.settings import ROOT

CALM = (15.0, 30.0)
"""Seconds between two things that happen."""
AWAY = (1.0, 12.0)
"""Seconds that a server or the database is away."""
PAUSE = 5.0
STAYS = 30.0
"""Seconds after which an error page has stayed."""
COMMUNES = 5
"""Of so many each publication has a figure, all of them the same."""
_UNREAD = T("notice.meeting_unread", reason="#").partition("#")[0]
_ADDED = T("present.added", count="#").partition("#")[0]
_NOT_ADDED = T("present.not_added", reason="#").partition("#")[0]
_UNSAVED = T("present.unsaved", reason="#").partition("#")[0]


@dataclass
class Told:
    """What happened and what was seen, besides what the visitors have."""

    happened: list[str] = field(default_factory=list)
    passing: list[str] = field(default_factory=list)
    stayed: list[str] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    waits: list[tuple[float, list[str]]] = field(default_factory=list)
    """Seconds until a visitor was back, and what had happened last."""
    uncertain: dict[int, int] = field(default_factory=dict)
    """By visitor: scenes that were added, or not, while its server went away."""


async def an_hour(ground: Ground, visitors: int, seconds: float) -> list[Verdict]:
    """Let things happen for so long, then look at what everybody has.

    Parameters
    ----------
    ground
        What runs.
    visitors
        Number of visitors.
    seconds
        How long.

    Returns
    -------
    verdicts
        Whether all that was promised held.
    """
    crowd = Crowd([Guest(Visitor(ground.address, ground.trust, at)) for at in range(visitors)])
    for guest in crowd.visitors[::5]:
        guest.looks = True
    say(f"{visitors} visitors open a view, begin a meeting and bring a draft")
    turns, queries = asyncio.Semaphore(4), all_queries()
    await asyncio.gather(*(settle_in(guest, queries, turns) for guest in crowd.visitors))
    told, done = Told(), asyncio.Event()
    say(f"servers and database fail at random for {seconds / 60:.0f} minutes")
    tasks = [
        asyncio.create_task(_visit(crowd, each, queries, told, done)) for each in crowd.visitors
    ]
    tasks.append(asyncio.create_task(_publish(ground, told, done)))
    await _let_happen(ground, told, seconds)
    done.set()
    await asyncio.gather(*tasks)
    await _settled(ground)
    verdicts = _of_the_store(ground, told)
    lost = [line for guest in crowd.visitors for line in await _lost(guest, told)]
    waits = sorted(told.waits, reverse=True)
    faults = sum(server.said().count('"message": "fault ') for server in ground.servers)
    for guest in crowd.visitors:
        await guest.visitor.close()
    kinds = ", ".join(f"{told.happened.count(each)} {each}" for each in sorted(set(told.happened)))
    return [
        judged("servers and database failed", bool(told.happened), kinds),
        judged(f"no error page stays, in {crowd.runs} runs", not told.stayed, str(told.stayed[:3])),
        judged("none came and went", not told.passing, f"{len(told.passing)}: {told.passing[:2]}"),
        judged("no fault in the logs of the servers", faults == 0, str(faults)),
        judged("no view, meeting or draft is lost", not lost, str(lost[:3])),
        judged("visitors came back", bool(waits), f"{len(waits)} times, longest {waits[:3]}"),
        *verdicts,
    ]


async def _let_happen(ground: Ground, told: Told, seconds: float) -> None:
    """Kill or restart one thing at a time, the other server being there."""
    chance, until = random.Random(18), time.monotonic() + seconds
    while time.monotonic() < until:
        await asyncio.sleep(chance.uniform(*CALM))
        server, away = chance.choice(ground.servers), chance.uniform(*AWAY)
        ends: dict[str, Callable[[], None]] = {
            "kills of a server": lambda server=server: server.end(signal.SIGKILL),
            "restarts of a server": lambda server=server: server.end(signal.SIGTERM),
            "restarts of the database": lambda: ground.database.stop("fast"),
            "crashes of the database": lambda: ground.database.stop("immediate"),
        }
        what = chance.choice(list(ends))
        told.happened.append(what)
        await asyncio.to_thread(ends[what])
        await asyncio.sleep(away)
        start = server.start if "server" in what else ground.database.start
        await asyncio.to_thread(start)


async def _settled(ground: Ground) -> None:
    """Wait until both servers show the newest revision of the store."""
    until = time.monotonic() + 60
    while True:
        said = [await asyncio.to_thread(_health, each) for each in ground.servers]
        if said[0] == said[1] and said[0][1] == []:
            return
        if time.monotonic() > until:
            raise RuntimeError(f"the servers do not come to rest: {said}")
        await asyncio.sleep(0.5)


def _health(server: AppServer) -> tuple[int, list[str]]:
    with urllib.request.urlopen(server.health, timeout=20) as answer:
        said = json.load(answer)
    return said["revision"], said["store"]


async def _visit(
    crowd: Crowd, guest: Guest, queries: list[str], told: Told, done: asyncio.Event
) -> None:
    """Turn views, add scenes and reload; an error page is loaded anew, as its reader does."""
    visitor = guest.visitor
    while not done.is_set():
        await rest(done, visitor.rng.uniform(0.5, 1.5) * PAUSE)
        try:
            if visitor.rng.random() < 0.1:
                await _add(guest, told)
            else:
                kept = f"&meeting={guest.meeting}&draft={guest.draft}"
                await visitor.run(visitor.rng.choice(queries) + kept)
            crowd.runs += 1
        except (AssertionError, *GONE) as error:
            if isinstance(error, AssertionError):
                told.passing.append(str(error))
            await _come_back(guest, told)


async def _come_back(guest: Guest, told: Told) -> None:
    start, said = time.monotonic(), ""
    while time.monotonic() < start + STAYS:
        try:
            await guest.visitor.come_back()
        except (AssertionError, *GONE) as error:
            said = f"{type(error).__name__}: {error}"
            await asyncio.sleep(1)
        else:
            told.waits.append((time.monotonic() - start, told.happened[-1:]))
            return
    told.stayed.append(said)


async def _add(guest: Guest, told: Told) -> None:
    """Add a scene, to the meeting as the store has it: where it cannot be read, none is added.

    A meeting is left room for the scene that is added at the end.
    """
    visitor = guest.visitor
    if guest.scenes + told.uncertain.get(visitor.number, 0) >= MOST_SCENES - 1:
        return
    page = await visitor.open(PATHS["map"], visitor.page.query)
    if _UNREAD in page.html or page.value("meeting") != guest.meeting:
        return
    told.uncertain[visitor.number] = told.uncertain.get(visitor.number, 0) + 1
    page = await visitor.press(ADD)
    words = page.html.split("\n")
    added = any(each.startswith(_ADDED) for each in words)
    if any(each.startswith(_NOT_ADDED) for each in words) or (added and _UNSAVED not in page.html):
        told.uncertain[visitor.number] -= 1
        guest.scenes += added


async def _publish(ground: Ground, told: Told, done: asyncio.Event) -> None:
    """Publish figures again and again by the command, which is killed one time in four."""
    chance, number = random.Random(19), 0
    facts = loaded.facts()
    vintage = facts.province.vintages[-1].id
    codes = [c for (v, c), u in facts.units.items() if v == vintage and u.level == "commune"]
    file = ground.servers[0].folder / "so.csv"
    while not done.is_set():
        number += 1
        rows = [
            f"{code},forest_cover_pct,{facts.province.horizon - 3},{40 + number / 100}"
            for code in codes
        ]
        file.write_text("\n".join(["code,indicator,year,value", *rows[:COMMUNES], ""]), "utf-8")
        command = [
            *(
                sys.executable,
                "-m",
                "geo",
                "publish",
                str(file),
                "--author",
                str(40 + number / 100),
            ),
            *("--source", "Quyết định thử"),
        ]
        environment = clean_environment({"DATABASE_URL": ground.database.address})
        nowhere = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=environment, stdout=nowhere, stderr=nowhere
        )
        if chance.random() < 0.25:
            await asyncio.sleep(chance.uniform(0.3, 2))
            if process.returncode is None:
                process.kill()
        if await process.wait() == 0:
            told.published.append(str(40 + number / 100))
        await rest(done, chance.uniform(5, 15))


def _of_the_store(ground: Ground, told: Told) -> list[Verdict]:
    """Look at every revision: none lacks, none is half, and none that was told is missing."""
    database = open_database(ground.database.address)
    with database.reading() as connection:
        found = log.revisions(connection)
        overlays = {each.id: log.overlay(connection, each.id) for each in found}
    database.engine.dispose()
    half = []
    for each in found[1:]:
        rows = [row for (table, _), row in overlays[each.id].items() if table == "observations"]
        if [row.cells["value"] for row in rows] != [each.author] * COMMUNES:
            half.append(f"{each.id}: {len(rows)} rows")
    authors = [each.author for each in found]
    missing = [each for each in told.published if each not in authors]
    numbers = [each.id for each in found]
    return [
        judged("no revision is half", not half, str(half[:3])),
        judged("no number of one lacks", numbers == list(range(len(numbers))), str(len(numbers))),
        judged(f"none of {len(told.published)} that were told is lost", not missing, str(missing)),
        judged("some were published", bool(told.published), str(len(found) - 1)),
    ]


async def _lost(guest: Guest, told: Told) -> list[str]:
    """Return what a visitor does not have any more, after a reload in peace."""
    visitor, lost = guest.visitor, []
    page = await visitor.open(PATHS["map"], visitor.page.query)
    if page.value("meeting") != guest.meeting or page.value("draft") != guest.draft:
        lost.append(f"meeting {guest.meeting} or draft {guest.draft} of {page.query}")
    if guest.looks and T("draft.band") not in page.html:
        lost.append(f"the look at the draft of {page.query}")
    page = await visitor.press(ADD)
    at_most = guest.scenes + 1 + told.uncertain.get(visitor.number, 0)
    if not guest.scenes + 1 <= count(page) <= at_most:
        lost.append(
            f"{count(page)} scenes in place of {guest.scenes + 1} to {at_most}: {page.query}"
        )
    page = await visitor.open(PATHS["imports"], page.query)
    if FILE not in page.html:
        lost.append(f"the file {FILE} of {page.query}")
    return lost
