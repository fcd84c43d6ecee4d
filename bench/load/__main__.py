"""``python -m bench.load``: halls of visitors on the atlas and on an empty page."""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from bench.load.report import Hall, Opens, judge, judge_opens, lines
from bench.load.visitors import Ground, hall, open_and_close
from bench.report import verdict_lines
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
    pages = Path(f"/proc/{server.process.pid}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _busy(server: Server) -> float:
    """Return the seconds of processor that a server has taken (Linux)."""
    stat = Path(f"/proc/{server.process.pid}/stat").read_text("ascii", "replace")
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
