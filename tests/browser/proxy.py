"""A reverse proxy as offices set it up wrongly: in a folder of its host, or with another Host."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


@contextmanager
def proxy_to(port: int, *, prefix: str = "", host: str = "") -> Iterator[str]:
    """Serve a server of this machine at another port, one request a connection.

    Parameters
    ----------
    port
        The port of the server.
    prefix
        Folder that the addresses begin with, taken off before they are asked for; what is
        outside of it is not found.
    host
        What the Host is changed to; empty keeps it.

    Yields
    ------
    address
        Scheme, host and port of the proxy.
    """
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                Thread(target=_serve, args=(client, port, prefix, host), daemon=True).start()

    Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        # a thread that waits in accept is not woken by close alone
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _serve(client: socket.socket, port: int, prefix: str, host: str) -> None:
    with client, suppress(OSError):
        head = b""
        while b"\r\n\r\n" not in head:
            part = client.recv(65536)
            if not part:
                return
            head += part
        lines, _, body = head.partition(b"\r\n\r\n")
        asked = lines.decode("latin-1")
        if f" {prefix}/" not in asked.partition("\r\n")[0]:
            client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        asked = asked.replace(f" {prefix}/", " /", 1)
        if host:
            asked = re.sub(r"\r\nHost: [^\r]*", f"\r\nHost: {host}", asked, flags=re.IGNORECASE)
        if "upgrade: websocket" not in asked.lower():
            asked = re.sub(r"\r\nConnection: [^\r]*", "", asked, flags=re.IGNORECASE)
            asked += "\r\nConnection: close"
        with socket.create_connection(("127.0.0.1", port)) as server:
            server.sendall(asked.encode("latin-1") + b"\r\n\r\n" + body)
            back = Thread(target=_copy, args=(server, client), daemon=True)
            back.start()
            _copy(client, server)
            back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
