"""A few processes that make documents, and the line before them.

A process is started for the first document, and ends when none was asked for in a while, after a
number of them, or when it has grown. One that dies, hangs or has no memory left fails the document
that it had in hand, in words, and the next document starts another process.
"""

import logging
import pickle
import subprocess
import sys
import threading
from collections.abc import Hashable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from geo.errors import MakingError
from ui.server.making.job import Job, Material, Order
from ui.server.making.wire import receive, send
from ui.server.watched.lines import FIELDS

_ROOT = Path(__file__).resolve().parents[3]
_MB = 1024**2

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bounds:
    """How much a pool takes upon itself.

    Parameters
    ----------
    line
        Documents that may wait.
    reader
        Documents of one reader that may wait or be made.
    memory
        Bytes that a process may have; making fails in words where it needs more.
    grown
        Bytes from which on a process is replaced after a document.
    documents
        Documents after which it is replaced anyway.
    silence
        Seconds without a step after which a document is given up.
    idle
        Seconds without a document after which a process ends.
    """

    line: int = 20
    reader: int = 4
    memory: int = 1024 * _MB
    grown: int = 400 * _MB
    documents: int = 50
    silence: float = 120.0
    idle: float = 600.0


class _Process:
    """A process that makes documents, and the versions of the facts that it has."""

    def __init__(self, memory: int) -> None:
        command = [sys.executable, "-m", "ui.server.making.worker", str(memory)]
        self.process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.made, self.size = 0, 0
        self._has: list[str] = []

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def ask(self, job: Job) -> None:
        """Give it an order, and the facts where it has not got them."""
        assert self.process.stdin is not None
        key = job.material.key
        content = None if key in self._has else job.material.pack()
        order = pickle.dumps(job.order, protocol=pickle.HIGHEST_PROTOCOL)
        send(cast(Any, self.process.stdin), (key, content, order))
        # as the process itself keeps them
        self._has = [*(each for each in self._has if each != key), key][-2:]

    def answer(self) -> tuple[str, Any, int]:
        assert self.process.stdout is not None
        return cast(tuple[str, Any, int], receive(cast(Any, self.process.stdout)))

    def end(self) -> int:
        """End it, wait until it is gone, and return its exit code."""
        self.process.kill()
        code = self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            # what was still to be written goes nowhere
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        return code


class Pool:
    """Processes that make documents, started when they are needed.

    Parameters
    ----------
    processes
        How many at most.
    bounds
        What it takes upon itself.
    """

    def __init__(self, processes: int, bounds: Bounds = Bounds()) -> None:
        self._most, self.bounds = processes, bounds
        self._change = threading.Condition()
        self._line: list[Job] = []
        self._making: dict[Job, _Process | None] = {}
        self._keepers: list[threading.Thread] = []
        self._resting = 0
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many documents stand in the line."""
        return len(self._line)

    def submit(self, order: Order, material: Material, reader: Hashable) -> Job:
        """Put an order into the line.

        Parameters
        ----------
        order
            What to make.
        material
            What to make it of.
        reader
            Who asks: no reader fills the line alone.

        Returns
        -------
        job : Job
            The order in the line.

        Raises
        ------
        MakingError
            The line, or the reader's part of it, is full.
        """
        job = Job(self, order, material, reader)
        with self._change:
            own = sum(each.reader == reader for each in (*self._line, *self._making))
            if own >= self.bounds.reader:
                raise MakingError("making.enough", count=own)
            if len(self._line) >= self.bounds.line:
                raise MakingError("making.full", count=len(self._line))
            if self._closed:
                raise MakingError("making.closing")
            self._line.append(job)
            if self._resting < len(self._line) and len(self._keepers) < self._most:
                keeper = threading.Thread(target=self._keep, name="making", daemon=True)
                self._keepers.append(keeper)
                keeper.start()
            self._change.notify()
        return job

    def ahead_of(self, job: Job) -> int | None:
        """Return how many stand before a job in the line; None where it does not wait."""
        with self._change:
            return self._line.index(job) if job in self._line else None

    def end(self, job: Job, why: MakingError) -> None:
        """Take a job out of the line, or end the process that makes it."""
        with self._change:
            waits = job in self._line
            if waits:
                self._line.remove(job)
            elif job in self._making and job.why is None:
                job.why = why
                process = self._making[job]
                if process is not None:
                    process.process.kill()
        if waits:
            job.finish(why)

    def close(self) -> None:
        """End all processes and fail what waits; nothing is taken from then on."""
        with self._change:
            self._closed = True
            jobs, keepers = [*self._line, *self._making], [*self._keepers]
            self._change.notify_all()
        for job in jobs:
            self.end(job, MakingError("making.closing"))
        for keeper in keepers:
            keeper.join(timeout=5)

    def _keep(self) -> None:
        """Make one document after another with a process, until none is asked for in a while."""
        process: _Process | None = None
        while (job := self._next()) is not None:
            process = self._make(job, process)
        if process is not None:
            process.end()

    def _next(self) -> Job | None:
        with self._change:
            self._resting += 1
            self._change.wait_for(lambda: self._line or self._closed, self.bounds.idle)
            self._resting -= 1
            if self._closed or not self._line:
                # in one step with the look at the line: what comes later needs another thread
                self._keepers.remove(threading.current_thread())
                return None
            job = self._line.pop(0)
            self._making[job] = None
            return job

    def _make(self, job: Job, process: _Process | None) -> _Process | None:
        """Have a job done, and return the process for the next one, if it serves longer."""
        outcome: bytes | Exception
        try:
            process = self._begun(job, process)
            outcome = self._outcome(job, process)
        except Exception as error:
            # the process that was given it last; what it says from now on is of no use
            process = self._making[job]
            code = process.end() if process is not None else "none could be started"
            outcome, process = error, None
            if isinstance(error, OSError | EOFError):
                outcome = MakingError("making.died")
                if job.why is None:
                    log.error("a process that made a document ended: %s", code)
        with self._change:
            del self._making[job]
        job.finish(job.why or outcome)
        if process is None or (job.why is None and self._fit(process)):
            return process
        return self._ended(process)

    def _begun(self, job: Job, process: _Process | None) -> _Process:
        """Give a job to a process; one that was gone before it began costs the reader nothing."""
        process = self._process_for(job, process)
        try:
            process.ask(job)
            self._answer(job, process)
        except (OSError, EOFError):
            if not process.made or job.why is not None:
                raise
            process = self._process_for(job, self._ended(process))
            process.ask(job)
            self._answer(job, process)
        return process

    def _process_for(self, job: Job, process: _Process | None) -> _Process:
        """Return the process that makes a job, another one where that before is gone."""
        if process is not None and not process.alive:
            process = self._ended(process)
        process = process or _Process(self.bounds.memory)
        with self._change:
            self._making[job] = process
            if job.why is not None:
                process.process.kill()
        return process

    @staticmethod
    def _ended(process: _Process) -> None:
        process.end()

    def _outcome(self, job: Job, process: _Process) -> bytes | Exception:
        while True:
            kind, said, size = self._answer(job, process)
            if kind == "told":
                job.progress = said
                continue
            process.made += 1
            process.size = size
            if kind == "memory":
                # what is left of it is better not trusted with another document
                process.size = self.bounds.grown
                return MakingError("making.memory")
            if kind == "broken":
                # the text of it may hold what somebody typed
                fields = {"error": said[0], "places": said[1]}
                log.error("a document could not be made", extra={FIELDS: fields})
                return RuntimeError(said[2])
            return cast(bytes | Exception, said)

    def _answer(self, job: Job, process: _Process) -> tuple[str, Any, int]:
        """Return what a process says next; one that says nothing for too long is ended."""
        silent = MakingError("making.silent")
        overdue = threading.Timer(self.bounds.silence, self.end, (job, silent))
        overdue.daemon = True
        overdue.start()
        try:
            return process.answer()
        finally:
            overdue.cancel()

    def _fit(self, process: _Process) -> bool:
        """Tell whether a process may make another document: it is neither old nor large."""
        return process.made < self.bounds.documents and process.size < self.bounds.grown
