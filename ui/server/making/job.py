"""A document that is asked for: where it stands in the line, how far it is, what came of it."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from geo.errors import AtlasError, MakingError

if TYPE_CHECKING:
    from ui.server.making.pool import Pool


class Order(Protocol):
    """What to make, as plain data that another process can be given."""

    def make(self, material: Any, tell: Callable[[int, int], None], /) -> bytes:
        """Make it of a material; `tell` is told how many of how many steps are done."""


@dataclass(frozen=True)
class Material:
    """What documents are made of: a version of the facts with its layers.

    Parameters
    ----------
    key
        Name of the version.
    pack
        Returns it pickled, for a process that has not got it yet.
    """

    key: str
    pack: Callable[[], bytes]


class Job:
    """An order in the line of a pool; made by `Pool.submit`.

    Parameters
    ----------
    pool
        The pool.
    order
        What to make.
    material
        What to make it of.
    reader
        Who asks.
    """

    def __init__(self, pool: "Pool", order: Order, material: Material, reader: Hashable) -> None:
        self._pool = pool
        self.order, self.material, self.reader = order, material, reader
        self.progress = (0, 0)
        """How many of how many steps are done; of none for one that tells nothing."""
        self.why: AtlasError | None = None
        """Why its process is ended, once it is to be."""
        self._ended = threading.Event()
        self._outcome: bytes | Exception = b""
        self._callbacks: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    @property
    def done(self) -> bool:
        """Whether it came to an end, good or bad."""
        return self._ended.is_set()

    @property
    def ahead(self) -> int | None:
        """How many stand before it in the line; None where it is being made, or done."""
        return self._pool.ahead_of(self)

    def wait(self, seconds: float) -> bool:
        """Wait so long at most, and tell whether it came to an end."""
        return self._ended.wait(seconds)

    def when_done(self, call: Callable[[], None]) -> None:
        """Have a function called, in whatever thread, once it came to an end."""
        with self._lock:
            if not self.done:
                self._callbacks.append(call)
                return
        call()

    def result(self) -> bytes:
        """Return the file, or raise why there is none; waits for it.

        Raises
        ------
        AtlasError
            It cannot be made, or was not.
        RuntimeError
            Making it failed as nobody foresaw.
        """
        self._ended.wait()
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def cancel(self) -> None:
        """Take it out of the line, or end what makes it; one that is done stays so."""
        self._pool.end(self, MakingError("making.cancelled"))

    def finish(self, outcome: bytes | Exception) -> None:
        """Note what came of it; the first one counts."""
        with self._lock:
            if self.done:
                return
            self._outcome = outcome
            self._ended.set()
        for call in self._callbacks:
            call()
