"""The visitors of the servers, and what each of them has to lose."""

import asyncio
import sys
from dataclasses import dataclass, field

from bench.report import Verdict
from geo.language.texts import texts
from tests.deployed.visitor import Page, Visitor
from ui.server import loaded
from ui.server.page_paths import PATHS

T = texts("vi")
FILE = "bieu.csv"
ADD = T("present.add")


@dataclass
class Crowd:
    """The visitors, and what went wrong for them."""

    visitors: list["Guest"]
    errors: list[str] = field(default_factory=list)
    runs: int = 0


@dataclass
class Guest:
    """A visitor with what it has: a view, a meeting of so many scenes, a draft it may look at."""

    visitor: Visitor
    scenes: int = 0
    meeting: str = ""
    draft: str = ""
    looks: bool = False


def all_queries() -> list[str]:
    """Return the queries of views to turn: every year of every theme's first view."""
    atlas = loaded.atlas()
    return [
        f"indicator={view.indicator}&year={year}&level={view.level}&vintage={view.vintage}"
        for view in (theme.default for theme in atlas.facts.province.themes)
        for year in atlas.years(view.indicator, view.level, view.vintage)
    ]


async def settle_in(guest: Guest, queries: list[str], turns: asyncio.Semaphore) -> None:
    """Bring a draft, open a view and begin a meeting, a few visitors at a time."""
    visitor = guest.visitor
    async with turns:
        await visitor.open(PATHS["imports"])
        page = await visitor.bring(FILE, table(visitor.number))
        if guest.looks:
            page = await visitor.press(T("bring.look"))
        guest.draft = page.value("draft")
        await visitor.open(PATHS["map"], f"{visitor.rng.choice(queries)}&draft={guest.draft}")
        page = await visitor.press(ADD)
        guest.meeting, guest.scenes = page.value("meeting"), count(page)
        assert guest.meeting, page.query
        assert guest.draft, page.query


def table(number: int) -> bytes:
    """Return a table of one figure of one commune, of a year that has none: each another one."""
    facts = loaded.facts()
    vintage = facts.province.vintages[-1].id
    code = next(c for (v, c), u in facts.units.items() if v == vintage and u.level == "commune")
    year = facts.province.horizon - 4
    return f"Mã,Tỷ lệ che phủ rừng {year} (%)\n{code},{30 + number / 10}\n".encode()


def count(page: Page) -> int:
    """Return how many scenes the meeting has after one was added, as the page says; 0 where not."""
    before, _, after = T("present.added", count="#").partition("#")
    said = (text for text in page.html.split("\n") if text.startswith(before))
    return next((int(each.removeprefix(before).removesuffix(after)) for each in said), 0)


async def rest(done: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until all is done."""
    try:
        async with asyncio.timeout(seconds):
            await done.wait()
    except TimeoutError:
        pass


def judged(what: str, holds: bool, found: str) -> Verdict:
    """Return whether something holds, with what was found."""
    return Verdict(what, found, holds)


def say(text: str) -> None:
    """Tell whoever waits what is being done."""
    print(f"{text} ...", file=sys.stderr, flush=True)
