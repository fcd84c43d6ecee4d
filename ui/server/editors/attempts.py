"""How often a password may be tried: by name and by address, the longer the more it failed."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from threading import Lock

FREE_BY_NAME, FREE_BY_ADDRESS = 5, 20
"""Failures after which each further one costs a wait; an office may share one address."""
LONGEST = 300
"""Seconds that a wait grows to, doubling: whoever keeps failing locks nobody out for good."""
FORGOTTEN = 3600
"""Seconds without a failure after which all of them are forgotten."""
_DOUBLINGS = 16
_MOST = 10_000


@dataclass
class _Failures:
    count: int
    last: float


class Attempts:
    """The failures of late, in the memory of the process, bounded in number."""

    def __init__(self) -> None:
        self._failures: OrderedDict[tuple[str, str], _Failures] = OrderedDict()
        self._lock = Lock()

    def begin(self, name: str, address: str) -> int:
        """Begin an attempt, which counts as failed until it has succeeded.

        Returns
        -------
        seconds : int
            0, or how long to wait: the attempt is then none, and counts for nothing.
        """
        keys = (("name", name.casefold()), ("address", address))
        with self._lock:
            now = time.monotonic()
            wait = max(self._wait(key, now) for key in keys)
            if wait:
                return wait
            for key in keys:
                self._count(key, now)
        return 0

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name, and that this attempt of the address was one."""
        with self._lock:
            self._failures.pop(("name", name.casefold()), None)
            of_address = self._failures.get(("address", address))
            if of_address is not None:
                of_address.count -= 1

    def _wait(self, key: tuple[str, str], now: float) -> int:
        failures = self._failures.get(key)
        if failures is None or now - failures.last > FORGOTTEN:
            self._failures.pop(key, None)
            return 0
        beyond = failures.count - (FREE_BY_NAME if key[0] == "name" else FREE_BY_ADDRESS)
        if beyond < 0:
            return 0
        grown = LONGEST if beyond > _DOUBLINGS else min(2**beyond, LONGEST)
        return max(0, ceil(failures.last + grown - now))

    def _count(self, key: tuple[str, str], now: float) -> None:
        failures = self._failures.pop(key, _Failures(0, now))
        self._failures[key] = _Failures(failures.count + 1, now)
        if len(self._failures) > _MOST:
            self._failures.popitem(last=False)
