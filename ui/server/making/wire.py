"""Messages between the server and a process that makes documents, whole ones over a pipe.

Both ends are this program, on one machine, and nobody else has the pipe.
"""

import pickle
from typing import Any, BinaryIO

_LENGTH = 8


def send(stream: BinaryIO, message: object) -> None:
    """Write a message; an object that cannot be written leaves the stream as it was."""
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read the next message.

    Raises
    ------
    EOFError
        The other end is gone.
    """
    length = int.from_bytes(_whole(stream, _LENGTH), "big")
    return pickle.loads(_whole(stream, length))


def _whole(stream: BinaryIO, count: int) -> bytes:
    content = stream.read(count)
    if len(content) < count:
        raise EOFError("the other end is gone")
    return content
