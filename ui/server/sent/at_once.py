"""Small answers leave at once, and do not wait until the browser has confirmed the one before.

Streamlit makes its listening socket without naming the protocol, and asyncio then leaves the
system's waiting (Nagle's algorithm) on: the second part of a small answer, or the second message
of a run, stays in the server until the first is confirmed, which browsers put off for 40 ms.
"""

import socket

from streamlit.web.server.starlette import starlette_server

_bind = starlette_server._bind_socket


def send_at_once() -> None:
    """Have the server that Streamlit starts next send all that it writes without waiting."""
    starlette_server._bind_socket = _bind_at_once


def _bind_at_once(address: str, port: int, backlog: int) -> socket.socket:
    listening = _bind(address, port, backlog)
    # what is accepted from it is set alike
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
