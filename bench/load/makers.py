"""Beside a hall of visitors: some who have documents made, and one who publishes figures."""

import asyncio
import itertools
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.load.visitors import Ground
from geo.language.texts import texts
from geo.store.database import open_database
from geo.store.publishing import Entry, publish
from tests.deployed.visitor import GONE, Visitor
from tests.support.made_up import with_cover
from ui.server.page_paths import PATHS
from ui.server.settings import ROOT

EVERY = 30.0
"""Seconds between two documents of one reader, and between two publications."""
MEETING = "meeting"
FORMS = ("pdf", MEETING, "xlsx", "pptx")
"""What a reader has made in turn: a view in a form, or the shipped meeting as slides."""
_SIGNS = (b"%PDF", b"PK")


@dataclass
class Made:
    """What became of the documents and publications beside a hall.

    Parameters
    ----------
    seconds
        From the press of a button to the whole file, of each document.
    published
        Publications that were answered.
    errors
        What went wrong, in words.
    """

    seconds: list[float] = field(default_factory=list)
    published: int = 0
    errors: list[str] = field(default_factory=list)


async def make_documents(ground: Ground, makers: int, made: Made, *, until: float) -> None:
    """Let readers have documents made, each one every half minute, one after the other.

    Parameters
    ----------
    ground
        Where, and the queries of the views.
    makers
        Number of readers.
    made
        Takes what becomes of it.
    until
        Moment, as `time.monotonic` has it, from which on nothing is begun.
    """
    async with asyncio.TaskGroup() as group:
        for number in range(makers):
            group.create_task(_make(ground, number, EVERY * number / makers, made, until))


async def publish_figures(state: Path, made: Made, *, until: float) -> None:
    """Publish a figure every half minute from another process, as an operator does."""
    for number in itertools.count(1):
        await asyncio.sleep(EVERY / 2)
        if time.monotonic() >= until:
            return
        command = (sys.executable, "-m", "bench.load.makers", str(state), str(number))
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
        if await process.wait():
            made.errors.append(f"publication {number} failed")
        else:
            made.published += 1
        await asyncio.sleep(EVERY / 2)


async def _make(ground: Ground, number: int, wait: float, made: Made, until: float) -> None:
    visitor = Visitor(ground.address, None, number)
    await asyncio.sleep(wait)
    for turn in itertools.count(number):
        begun = time.monotonic()
        if begun >= until:
            break
        try:
            query = ground.queries[turn * 7 % len(ground.queries)]
            made.seconds.append(await _document(visitor, FORMS[turn % len(FORMS)], query))
        except (AssertionError, ValueError, *GONE) as error:
            made.errors.append(f"{type(error).__name__}: {error}")
        await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - begun)))
    await visitor.close()
    await visitor.browser.aclose()


async def _document(visitor: Visitor, form: str, query: str) -> float:
    """Have a document made, take it, and return the seconds since it was asked for."""
    t = texts("vi")
    meeting = form == MEETING
    page, own = ("present", "") if meeting else ("data", f"{query}&tab=downloads")
    await visitor.open(PATHS[page], own)
    begun = time.monotonic()
    if meeting:
        await visitor.press(t("present.make"))
    url = await visitor.make_file(".pptx" if meeting else t(f"download.{form}"))
    answer = await visitor.browser.get(url)
    answer.raise_for_status()
    taken = time.monotonic() - begun
    assert answer.content.startswith(_SIGNS), answer.content[:20]
    await visitor.close()
    return taken


def main(arguments: Sequence[str]) -> None:
    """Publish a made-up figure of a number into the store of a folder."""
    state, number = arguments
    database = open_database(Path(state))
    publish(database, ROOT / "data", with_cover(f"{number}1.{number}"), Entry("bench"))
    database.engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1:])
