"""The documents of the shipped meeting: seconds, bytes and memory of the whole command."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.report import Verdict

RUNS = 3
PICTURE = "indicator=urban_share_census_pct&year=2019&level=commune&vintage=2025-07-01"
SECONDS = {"pptx": 5.0, "pdf": 15.0, "png": 2.0, "html": 2.5}
"""Bounds in seconds."""
HTML_BYTES = 2_500_000
MEMORY_BYTES = 600_000_000
# a process counts as its own the memory of the one that it was started from, which is to be small
_WATCH = """
import os, sys
nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
_, status, usage = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


@dataclass(frozen=True)
class Made:
    """A document that was made: medians of its runs, and the largest memory of any."""

    form: str
    seconds: float
    size: int
    memory: int


def measure_exports(say: Callable[[str], None]) -> tuple[float, list[Made]]:
    """Make every document a few times in a process of its own.

    Returns
    -------
    start : float
        Seconds that a command takes to start and read the facts, which a running app has done.
    made
        One entry per form.
    """
    # a table of the same view costs next to nothing beyond the start
    start, *made = _measured(("csv", "png", "pptx", "pdf", "xlsx", "html"), say)
    return start.seconds, made


def judge_exports(start: float, made: list[Made]) -> Iterator[Verdict]:
    """Judge the documents by their bounds."""
    for each in made:
        if each.form in SECONDS:
            # the two seconds of a picture are those of a running app
            seconds = each.seconds - start if each.form == "png" else each.seconds
            bound = SECONDS[each.form]
            what = f"{each.form}: made in under {bound:g} s"
            yield Verdict(what, f"{seconds:.1f} s", seconds < bound)
        if each.form == "html":
            size = f"{each.size / 1e6:.1f} MB"
            yield Verdict("html: under 2.5 MB", size, each.size < HTML_BYTES)
    top = max(each.memory for each in made)
    yield Verdict("memory: under 600 MB", f"at most {top / 1e6:.0f} MB", top < MEMORY_BYTES)


def export_lines(start: float, made: list[Made]) -> Iterator[str]:
    """Write the figures as a table."""
    yield f"Documents of the shipped meeting, whole command ({start:.1f} s of it to start); medians"
    for each in made:
        size = f"{each.size:>10,} bytes"
        yield f"{each.form:>6}  {each.seconds:5.1f} s  {size}  {each.memory / 1e6:5.0f} MB"


def _measured(forms: tuple[str, ...], say: Callable[[str], None]) -> list[Made]:
    """Make documents of some forms in turn: what slows the machine for a while slows them all."""
    runs: dict[str, list[tuple[float, int]]] = {form: [] for form in forms}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(RUNS):
            for form in forms:
                say(f"Making {form}, {turn + 1} of {RUNS} ...")
                file = Path(folder) / f"out.{form}"
                what = ["--view", PICTURE] if form in ("csv", "png") else ["--scenes", "shipped"]
                runs[form].append(run_command(["export", *what, "--format", form, "-o", str(file)]))
                sizes[form] = file.stat().st_size
    return [
        Made(
            form,
            statistics.median(seconds for seconds, _ in runs[form]),
            sizes[form],
            max(memory for _, memory in runs[form]),
        )
        for form in forms
    ]


def run_command(arguments: list[str], *, ends_with: tuple[int, ...] = (0,)) -> tuple[float, int]:
    """Run ``python -m geo`` and return its seconds and its largest resident memory in bytes.

    Raises
    ------
    RuntimeError
        It ended with another exit code.
    """
    start = time.perf_counter()
    command = [sys.executable, "-m", "geo", *arguments]
    watched = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _WATCH, *command], capture_output=True, text=True
    )
    seconds = time.perf_counter() - start
    code, memory = map(int, watched.stdout.split())
    if code not in ends_with:
        raise RuntimeError(f"{' '.join(command)} failed: {watched.stderr}")
    return seconds, memory * 1024
