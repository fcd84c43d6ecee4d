"""Tests during which nothing is measured: they are dear, and other tests take the same ways."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def untraced() -> Iterator[None]:
    """Take coverage's tracer away for a while, in this thread and in those that begin meanwhile."""
    here, later = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)  # type: ignore[arg-type]
    try:
        yield
    finally:
        sys.settrace(here)
        threading.settrace(later)  # type: ignore[arg-type]
