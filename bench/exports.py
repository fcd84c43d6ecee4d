"""The documents of a meeting: seconds, bytes and memory of the whole command."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.many import write_many
from bench.report import Verdict
from ui.server.settings import ROOT

RUNS = 3
PICTURE = "indicator=urban_share_census_pct&year=2019&level=commune&vintage=2025-07-01"
SHIPPED, MANY = "the shipped meeting", "60 scenes"
HTML_BYTES = 2_500_000
# a process counts as its own the memory of the one that it was started from, which is to be small
_WATCH = """
import os, sys
nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nowhere)
_, status, usage = os.wait4(process, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)
"""


@dataclass(frozen=True)
class Task:
    """A document to be made, and its bounds in seconds and bytes of memory."""

    form: str
    what: str
    seconds: float
    memory: int


TASKS = (
    # a table of the same view costs next to nothing beyond the start
    Task("csv", "a view", 1.2, 300_000_000),
    Task("png", "a view", 2.0, 300_000_000),
    Task("pptx", SHIPPED, 5.0, 300_000_000),
    Task("pdf", SHIPPED, 3.0, 300_000_000),
    Task("xlsx", SHIPPED, 5.0, 300_000_000),
    Task("docx", SHIPPED, 5.0, 300_000_000),
    Task("html", SHIPPED, 2.5, 300_000_000),
    *(Task(form, MANY, 15.0, 500_000_000) for form in ("pptx", "pdf", "xlsx", "docx", "html")),
)


@dataclass(frozen=True)
class Made:
    """A document that was made: medians of its runs, and the largest memory of any."""

    task: Task
    seconds: float
    size: int
    memory: int


def measure_exports(say: Callable[[str], None]) -> list[Made]:
    """Make every document a few times in a process of its own.

    They are made in turn: what slows the machine for a while slows them all.
    """
    runs: dict[Task, list[tuple[float, int]]] = {task: [] for task in TASKS}
    sizes: dict[Task, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "many.json"
        write_many(ROOT / "data", many)
        scenes = {SHIPPED: "shipped", MANY: str(many)}
        for turn in range(RUNS):
            for task in TASKS:
                say(f"Making {task.form} of {task.what}, {turn + 1} of {RUNS} ...")
                file = Path(folder) / f"out.{task.form}"
                named = scenes.get(task.what)
                what = ["--scenes", named] if named else ["--view", PICTURE]
                asked = ["export", *what, "--format", task.form, "-o", str(file)]
                runs[task].append(run_command(asked))
                sizes[task] = file.stat().st_size
    return [
        Made(
            task,
            statistics.median(seconds for seconds, _ in found),
            sizes[task],
            max(memory for _, memory in found),
        )
        for task, found in runs.items()
    ]


def judge_exports(made: list[Made]) -> Iterator[Verdict]:
    """Judge the documents by their bounds."""
    for each in made:
        task, what = each.task, f"{each.task.form} of {each.task.what}"
        bound = f"{what}: made in under {task.seconds:g} s"
        yield Verdict(bound, f"{each.seconds:.1f} s", each.seconds < task.seconds)
        bound = f"{what}: at most {_megabytes(task.memory)}"
        yield Verdict(bound, _megabytes(each.memory), each.memory <= task.memory)
        if task.form == "html" and task.what == SHIPPED:
            yield Verdict(f"{what}: under 2.5 MB", _size(each), each.size < HTML_BYTES)


def export_lines(made: list[Made]) -> Iterator[str]:
    """Write the figures as a table of Markdown, as the README has it."""
    yield "| document | of | seconds | file | memory |"
    yield "| --- | --- | --- | --- | --- |"
    for each in made:
        numbers = f"{each.seconds:.1f} | {_size(each)} | {_megabytes(each.memory)}"
        yield f"| {each.task.form} | {each.task.what} | {numbers} |"


def _size(made: Made) -> str:
    return f"{made.size / 1e6:.1f} MB"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"


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
