"""The process that makes documents: ``python -m ui.server.making.worker``, started by the server.

It is given what to make and the facts to make it of, and gives the bytes back; it writes no file.
It ends with the server, however that ends.
"""

import os
import pickle
import queue
import signal
import sys
import threading
import traceback
from contextlib import suppress
from typing import Any, BinaryIO

from geo.errors import AtlasError
from ui.server.making.wire import receive, send

_HELD = 2
"""Versions of the facts that are held at once, those asked for last."""
_LOWER = 10
"""How much lower the priority is: maps go first."""
_FIRST_TO_GO = "800"
"""Of 1000: where the machine has no memory left, a document goes before the maps do."""


def main() -> None:
    """Make what is asked for until the server is gone."""
    # what a library prints must not get between the messages
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # the server ends this process itself, in its order
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stand_back(int(sys.argv[1]))
    asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    materials: dict[str, Any] = {}
    while True:
        key, content, order = asked.get()
        send(answers, ("begun", None, 0))
        try:
            if content is not None:
                materials[key] = pickle.loads(content)
            material = materials[key] = materials.pop(key)
            for old in list(materials)[:-_HELD]:
                del materials[old]
            answer: tuple[str, object] = _made(material, pickle.loads(order), answers)
        except Exception as error:
            answer = ("broken", _told(error))
        send(answers, (*answer, _memory()))


def _listen(requests: BinaryIO, asked: "queue.SimpleQueue[Any]") -> None:
    """Take requests; where the server is gone, end at once, even in the midst of a document."""
    try:
        while True:
            asked.put(receive(requests))
    except EOFError:
        os._exit(0)


def _made(material: Any, order: Any, answers: BinaryIO) -> tuple[str, object]:
    def tell(done: int, total: int) -> None:
        send(answers, ("told", (done, total), 0))

    try:
        return "made", order.make(material, tell)
    except AtlasError as error:
        return "refused", error
    except MemoryError:
        return "memory", None


def _told(error: Exception) -> tuple[str, list[str], str]:
    """Return the kind of an error, where it came about, and all of it as text."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return type(error).__name__, places, traceback.format_exc()


def _stand_back(most: int) -> None:
    """Leave processor and memory to the maps; `most` are the bytes that this process may have."""
    # not every system knows each of these
    with suppress(AttributeError, OSError):
        os.nice(_LOWER)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
        file.write(_FIRST_TO_GO)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _memory() -> int:
    """Return the bytes of memory that this process has in use (Linux), else 0."""
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


if __name__ == "__main__":
    main()
