"""``python -m bench.load``: halls of visitors on the atlas and on an empty page."""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.load.makers import Made, make_documents, publish_figures
from bench.load.report import JUDGED, Hall, Opens, judge, judge_making, judge_opens, lines
from bench.load.visitors import OPENING, Ground, Seen, hall, open_and_close
from bench.report import verdict_lines
from geo.store.database import open_database
from tests.support.running import Server, running_app
from ui.server import loaded
from ui.server.page_paths import PATHS
from ui.server.settings import ROOT

SUBJECT = "Let real sessions turn views on one server; exit code 1 if a bound fails."
SESSIONS = (1, 10, 50, 100, 200)
SECONDS, QUICK_SECONDS = 30.0, 8.0
PAUSE = 5.0
OPENS, HELD = 1000, 200
"""Pages opened and closed; before, more than the 128 closed ones that Streamlit holds."""
MAKERS, MAKING, QUICK_MAKING = 5, 60.0, 30.0
"""Readers who have documents made beside a hall of the judged size, and for how many seconds."""
CROWD = 20
"""Sessions that turn without a pause, to see how many runs a server makes."""


def main() -> int:
    """Measure as the command line says and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=SUBJECT)
    parser.add_argument("--sessions", type=int, nargs="*", default=SESSIONS, metavar="N")
    parser.add_argument("--quick", action="store_true", help="a first look, too short to judge by")
    parser.add_argument(
        "--opens", type=int, default=OPENS, metavar="N", help="pages opened and closed; 0 for none"
    )
    parser.add_argument(
        "--makers", type=int, default=MAKERS, metavar="N", help="readers of documents; 0 for none"
    )
    chosen = parser.parse_args()
    seconds = QUICK_SECONDS if chosen.quick else SECONDS
    halls = [
        _measure(way, count, seconds, PAUSE)
        for count in chosen.sessions
        for way in ("floor", "app")
    ]
    verdicts = []
    if chosen.sessions:
        halls.append(_measure("app", CROWD, seconds, 0.0))
        verdicts = judge(halls[:-1], halls[-1])
    if chosen.makers:
        making = QUICK_MAKING if chosen.quick else MAKING
        for publishing in (False, True):
            halls.append(_with_makers(chosen.makers, making, publishing=publishing))
            verdicts += judge_making(halls[-1], documents=chosen.makers, publishing=publishing)
    if chosen.opens:
        verdicts.append(judge_opens(_opens(chosen.opens)))
    print("\n".join([*lines(halls), "", *verdict_lines(verdicts)]))
    return 0 if all(each.holds for each in verdicts) else 1


def _measure(way: str, visitors: int, seconds: float, pause: float) -> Hall:
    """Measure a hall on a server of its own, whose memory is then that of these sessions."""
    print(f"{visitors} sessions on {way} ...", file=sys.stderr, flush=True)
    script = "app.py" if way == "app" else "bench/serve.py"
    settings = {} if way == "app" else {"BENCH_PAGE": way, "PYTHONPATH": str(ROOT)}
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "log", script=script, **settings) as server,
    ):
        ground = _ground(way, server.address)
        # the first run reads what all others share
        asyncio.run(hall(ground, 1, seconds=1, pause=0.2))
        before, start = _memory(server), _busy(server)
        seen = asyncio.run(hall(ground, visitors, seconds=seconds, pause=pause))
        return Hall(way, visitors, seconds, seen, before, _memory(server), _busy(server) - start)


def _with_makers(makers: int, seconds: float, *, publishing: bool) -> Hall:
    """Measure a hall beside which documents are made, and figures published where that is asked."""
    print(f"{JUDGED} sessions, {makers} that make documents ...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder) / "state"
        open_database(state).engine.dispose()
        with running_app(Path(folder) / "log", STATE_DIR=str(state)) as server:
            ground, made = _ground("app", server.address), Made()
            asyncio.run(hall(ground, 1, seconds=1, pause=0.2))
            before, start = _memory(server), _busy(server)
            own = state if publishing else None
            seen, most = asyncio.run(_beside(server, ground, own, makers, made, seconds))
            busy = _busy(server) - start
            return Hall("app", JUDGED, seconds, seen, before, most, busy, made)


async def _beside(
    server: Server, ground: Ground, state: Path | None, makers: int, made: Made, seconds: float
) -> tuple[Seen, int]:
    """Let a hall turn views while documents are made; return the most memory, too."""
    until, most = time.monotonic() + OPENING + seconds, 0

    async def look() -> None:
        nonlocal most
        while True:
            most = max(most, _memory_of_all(server.process.pid))
            await asyncio.sleep(1)

    looking = asyncio.create_task(look())
    async with asyncio.TaskGroup() as group:
        turned = group.create_task(hall(ground, JUDGED, seconds=seconds, pause=PAUSE))
        group.create_task(make_documents(ground, makers, made, until=until))
        if state is not None:
            group.create_task(publish_figures(state, made, until=until))
    looking.cancel()
    return turned.result(), most


def _memory_of_all(process: int) -> int:
    """Return the bytes that a process and those that it has started have in use (Linux)."""
    own = Path(f"/proc/{process}")
    try:
        pages = int((own / "statm").read_text("ascii").split()[1])
        tasks = list((own / "task").iterdir())
        started = " ".join((each / "children").read_text("ascii") for each in tasks).split()
    except (OSError, IndexError):
        # it has just ended
        return 0
    below = sum(_memory_of_all(int(each)) for each in started)
    return pages * os.sysconf("SC_PAGE_SIZE") + below


def _opens(times: int) -> Opens:
    """Open and close pages of a server of their own."""
    print(f"{times} opens and closes ...", file=sys.stderr, flush=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_app(Path(folder) / "log", script="app.py") as server,
    ):
        ground = _ground("app", server.address)
        asyncio.run(open_and_close(ground, HELD))
        before = _memory(server)
        seen = asyncio.run(open_and_close(ground, times))
        return Opens(times, seen, before, _memory(server))


def _ground(way: str, address: str) -> Ground:
    """Return the views that are turned: every year of every theme's first view."""
    if way == "floor":
        return Ground(address, "", [f"years={year},{year + 1}" for year in range(1995, 2025)])
    atlas = loaded.atlas()
    queries = [
        f"indicator={view.indicator}&year={year}&level={view.level}&vintage={view.vintage}"
        for view in (theme.default for theme in atlas.facts.province.themes)
        for year in atlas.years(view.indicator, view.level, view.vintage)
    ]
    return Ground(address, PATHS["map"], queries)


def _memory(server: Server) -> int:
    """Return the bytes of memory that a server has in use (Linux)."""
    return _memory_of_all(server.process.pid)


def _busy(server: Server) -> float:
    """Return the seconds of processor that a server has taken (Linux)."""
    stat = Path(f"/proc/{server.process.pid}/stat").read_text("ascii", "replace")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
