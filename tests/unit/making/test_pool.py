"""Processes that make documents: the line before them, and all the ways in which one goes wrong."""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.errors import MakingError, MeetingError
from tests.support.orders import Broken, Dying, Held, Large, Refused, Said
from ui.server.making.job import Job, Material
from ui.server.making.pool import Bounds, Pool
from ui.server.settings import ROOT

PATIENCE = 60
MB = 1024**2
Open = Callable[..., Pool]


@pytest.fixture
def pool() -> Iterator[Open]:
    opened: list[Pool] = []

    def open_pool(processes: int = 1, **bounds: float) -> Pool:
        opened.append(Pool(processes, Bounds(**bounds)))  # type: ignore[arg-type]
        return opened[-1]

    yield open_pool
    for each in opened:
        each.close()


def material(key: str = "one", packed: list[str] | None = None) -> Material:
    def pack() -> bytes:
        if packed is not None:
            packed.append(key)
        return pickle.dumps(f"facts {key}")

    return Material(key, pack)


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def made(job: Job) -> str:
    assert job.wait(PATIENCE)
    return job.result().decode()


def refused(job: Job) -> str:
    assert job.wait(PATIENCE)
    with pytest.raises(MakingError) as caught:
        job.result()
    return caught.value.phrase.key


def maker(job: Job) -> int:
    """Return the number of the process that made it."""
    return int(made(job).rpartition(" ")[2])


def gone(process: int) -> bool:
    return not Path(f"/proc/{process}").exists()


def test_documents_are_made_in_one_process_of_the_facts_that_are_named(pool: Open) -> None:
    packed: list[str] = []
    own = pool()
    jobs = [own.submit(Said("a"), material(key, packed), "x") for key in ("one", "one", "two")]
    first, second, third = (made(job) for job in jobs)
    assert first.startswith("a of facts one by ")
    assert second == first
    assert third.replace("two", "one") == first
    # of three versions, the process holds the two asked for last
    made(own.submit(Said(), material("three", packed), "x"))
    made(own.submit(Said(), material("two", packed), "x"))
    made(own.submit(Said(), material("one", packed), "x"))
    assert packed == ["one", "two", "three", "one"]
    assert maker(jobs[0]) != os.getpid()


def test_the_line_says_who_stands_where_and_is_refused_beyond_its_length(
    pool: Open, tmp_path: Path
) -> None:
    own, wait = pool(line=2), tmp_path / "go"
    held = own.submit(Held(str(wait)), material(), "x")
    until(lambda: held.progress == (1, 2))
    assert held.ahead is None
    first, second = (own.submit(Said(), material(), "y") for _ in range(2))
    assert (first.ahead, second.ahead, own.waiting) == (0, 1, 2)
    with pytest.raises(MakingError) as full:
        own.submit(Said(), material(), "z")
    assert "thử lại" in full.value.words("vi")
    first.cancel()
    assert refused(first) == "making.cancelled"
    assert (second.ahead, second.done) == (0, False)
    wait.touch()
    assert made(held) == "held"
    assert made(second)


def test_no_reader_fills_the_line_alone(pool: Open, tmp_path: Path) -> None:
    own, wait = pool(reader=2), tmp_path / "go"
    held = own.submit(Held(str(wait)), material(), "x")
    own.submit(Said(), material(), "x")
    with pytest.raises(MakingError, match="2"):
        own.submit(Said(), material(), "x")
    other = own.submit(Said(), material(), "y")
    wait.touch()
    made(held)
    made(other)
    assert made(own.submit(Said(), material(), "x"))


def test_two_processes_work_side_by_side(pool: Open, tmp_path: Path) -> None:
    own, wait = pool(2), tmp_path / "go"
    held = own.submit(Held(str(wait)), material(), "x")
    assert made(own.submit(Said(), material(), "x"))
    assert not held.done
    wait.touch()
    made(held)


def test_one_that_is_made_is_cancelled_at_once_and_the_next_made_by_another(
    pool: Open, tmp_path: Path
) -> None:
    own, told = pool(), []
    before = maker(own.submit(Said(), material(), "x"))
    held = own.submit(Held(str(tmp_path / "never")), material(), "x")
    held.when_done(lambda: told.append("held"))
    until(lambda: held.progress == (1, 2))
    held.cancel()
    assert refused(held) == "making.cancelled"
    assert told == ["held"]
    held.when_done(lambda: told.append("late"))
    assert told == ["held", "late"]
    assert maker(own.submit(Said(), material(), "x")) != before
    until(lambda: gone(before))
    # too late for one that is done
    done = own.submit(Said(), material(), "x")
    made(done)
    done.cancel()
    assert made(done)


@pytest.mark.parametrize("kept", [False, True])
def test_a_process_that_dies_is_told_in_words_and_replaced(
    pool: Open, kept: bool, caplog: pytest.LogCaptureFixture
) -> None:
    own = pool()
    before = maker(own.submit(Said(), material(), "x")) if kept else 0
    assert refused(own.submit(Dying(), material(), "x")) == "making.died"
    assert "-9" in caplog.text
    assert maker(own.submit(Said(), material(), "x")) != before


def test_one_that_dies_while_nothing_is_asked_costs_nobody_a_document(pool: Open) -> None:
    own = pool()
    before = maker(own.submit(Said(), material(), "x"))
    os.kill(before, 9)
    until(lambda: Path(f"/proc/{before}/stat").read_text("ascii").split()[2] == "Z")
    assert maker(own.submit(Said(), material(), "x")) != before


def test_one_that_says_nothing_for_too_long_is_given_up(pool: Open, tmp_path: Path) -> None:
    own = pool(silence=0.3)
    assert refused(own.submit(Held(str(tmp_path / "never")), material(), "x")) == "making.silent"


def test_one_that_needs_too_much_memory_is_told_in_words(pool: Open) -> None:
    own = pool(memory=300 * MB)
    assert maker(own.submit(Large(10 * MB), material(), "x"))
    assert refused(own.submit(Large(600 * MB), material(), "x")) == "making.memory"
    assert maker(own.submit(Large(10 * MB), material(), "x"))


def test_a_process_is_replaced_when_it_has_grown_or_made_enough(pool: Open) -> None:
    own = pool(grown=100 * MB)
    small = maker(own.submit(Large(10 * MB, kept=True), material(), "x"))
    assert maker(own.submit(Large(100 * MB, kept=True), material(), "x")) == small
    assert maker(own.submit(Said(), material(), "x")) != small
    few = pool(documents=2)
    makers = [maker(few.submit(Said(), material(), "x")) for _ in range(3)]
    assert makers[0] == makers[1] != makers[2]


def test_a_process_ends_when_nothing_is_asked_for(pool: Open) -> None:
    own = pool(idle=0.1)
    before = maker(own.submit(Said(), material(), "x"))
    until(lambda: gone(before))
    assert maker(own.submit(Said(), material(), "x")) != before


def test_a_refusal_comes_whole_and_a_mistake_with_its_trace(
    pool: Open, caplog: pytest.LogCaptureFixture
) -> None:
    own = pool()
    before = maker(own.submit(Said(), material(), "x"))
    job = own.submit(Refused(), material(), "x")
    with pytest.raises(MeetingError) as caught:
        job.result()
    (fault,) = caught.value.faults
    assert (fault.file, fault.fields) == ("thử.json", {"count": 3})
    job = own.submit(Broken(), material(), "x")
    with pytest.raises(RuntimeError, match="ZeroDivisionError: made up"):
        job.result()
    # the lines for an operator have the places alone
    (line,) = caplog.records
    assert (line.fields["error"], "made up" in repr(line.fields)) == ("ZeroDivisionError", False)
    assert line.fields["places"][-1].endswith(" make")
    assert maker(own.submit(Said(), material(), "x")) == before


def test_an_order_that_cannot_be_sent_fails_alone(pool: Open) -> None:
    own = pool()
    job = own.submit(Said(lambda: None), material(), "x")  # type: ignore[arg-type]
    with pytest.raises((pickle.PicklingError, AttributeError)):
        job.result()
    assert made(own.submit(Said(), material(), "x"))


def test_a_pool_that_closes_leaves_no_process_and_nobody_waiting(
    pool: Open, tmp_path: Path
) -> None:
    own = pool()
    process = maker(own.submit(Said(), material(), "x"))
    held = own.submit(Held(str(tmp_path / "never")), material(), "x")
    waits = own.submit(Said(), material(), "x")
    own.close()
    assert refused(held) == refused(waits) == "making.closing"
    assert gone(process)
    with pytest.raises(MakingError):
        own.submit(Said(), material(), "x")


def test_no_process_outlives_a_server_that_is_killed(tmp_path: Path) -> None:
    script = f"""
import os, pickle
from tests.support.orders import Held, Said
from ui.server.making.job import Material
from ui.server.making.pool import Pool
pool, facts = Pool(2), Material("one", lambda: pickle.dumps("facts"))
print(pool.submit(Said(), facts, "x").result().decode().rpartition(" ")[2], flush=True)
pool.submit(Held({str(tmp_path / "never")!r}), facts, "x")
pool.submit(Said(), facts, "x").result()
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    until(lambda: gone(int(done.stdout)))


def test_maps_go_before_documents(pool: Open) -> None:
    process = maker(pool().submit(Said(), material(), "x"))
    # a pool of one keeps it
    assert os.getpriority(os.PRIO_PROCESS, process) > os.getpriority(os.PRIO_PROCESS, 0)
    assert int(Path(f"/proc/{process}/oom_score_adj").read_text("ascii")) == 800
