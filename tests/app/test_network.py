"""The real server on a closed network: where it listens, and that it asks nobody."""

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.app.test_start import start
from tests.support.running import Server, running_app

NEVER_ANSWERS = """
import ipaddress, socket, sys, time

def getaddrinfo(host, *args, **options):
    print("asked for", host, file=sys.stderr, flush=True)
    time.sleep(60)
    raise socket.gaierror(socket.EAI_AGAIN, "no answer")

socket.getaddrinfo = socket.gethostbyname = socket.gethostbyname_ex = getaddrinfo
"""
"""Python runs a module of the name sitecustomize when it starts."""


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start the app where no name is ever resolved."""
    folder = tmp_path_factory.mktemp("closed")
    (folder / "sitecustomize.py").write_text(NEVER_ANSWERS, encoding="utf-8")
    with running_app(folder / "log.txt", PYTHONPATH=str(folder)) as server:
        yield server


def stream_of(server: Server) -> str:
    return f"ws://{urlsplit(server.address).netloc}/_stcore/stream"


def status_of(
    server: Server, path: str, *, host: str | None = None, address: str = "127.0.0.1"
) -> int:
    """Ask for a path, under another name or at another address of this machine if wanted."""
    asked = HTTPConnection(address, urlsplit(server.address).port or 0, timeout=30)
    try:
        asked.request("GET", path, headers={} if host is None else {"Host": host})
        return asked.getresponse().status
    finally:
        asked.close()


def run_page(server: Server, page: str = "", query: str = "") -> ForwardMsg:
    """Open a session as a browser does and return the message that ends its first run."""
    ask = BackMsg()
    ask.rerun_script.page_name = page
    ask.rerun_script.query_string = query
    with connect(stream_of(server), origin=server.address, subprotocols=["streamlit"]) as stream:
        stream.send(ask.SerializeToString())
        while True:
            message = ForwardMsg.FromString(stream.recv(timeout=60))
            if message.WhichOneof("type") == "script_finished":
                return message


def test_a_foreign_handshake_keeps_nobody_waiting(closed: Server) -> None:
    def foreign() -> int:
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(stream_of(closed), origin="http://evil.example", open_timeout=20),
        ):
            pass
        return refused.value.response.status_code

    with ThreadPoolExecutor() as pool:
        handshake = pool.submit(foreign)
        for _ in range(5):
            begun = time.monotonic()
            assert status_of(closed, "/healthz") == 200
            assert time.monotonic() - begun < 1
        assert handshake.result(timeout=30) == 403
    assert "asked for" not in closed.log.read_text(encoding="utf-8")


def test_a_page_is_made_without_asking_anybody(closed: Server) -> None:
    assert run_page(closed).script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    assert "asked for" not in closed.log.read_text(encoding="utf-8")


def test_a_refused_handshake_is_one_line_in_the_log(closed: Server) -> None:
    origin = "http://other.example"
    with pytest.raises(InvalidStatus), connect(stream_of(closed), origin=origin):
        pass
    lines = [
        line
        for line in closed.log.read_text(encoding="utf-8").splitlines()
        if "other.example" in line
    ]
    assert lines == ["refused: Origin 'http://other.example'"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/auth/login"])
def test_endpoints_that_no_page_uses_are_closed(closed: Server, path: str) -> None:
    assert status_of(closed, path) == 404


def test_a_foreign_name_is_refused(closed: Server) -> None:
    # the name of another host that was made to point here: both headers tell it
    assert status_of(closed, "/", host="evil.example") == 400


def other_addresses() -> list[str]:
    """Return what else this machine answers to besides 127.0.0.1; no name is resolved."""
    return ["127.0.0.2", "::1"]


def test_the_server_listens_on_this_machine_alone_and_says_where(closed: Server) -> None:
    port = urlsplit(closed.address).port
    for address in other_addresses():
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.socket(family) as other:
            other.settimeout(5)
            with pytest.raises(OSError, match=r"refused|unreachable|assign"):
                other.connect((address, port))
    log = closed.log.read_text(encoding="utf-8")
    assert f"URL: http://localhost:{port}\n" in log
    assert log.count("URL:") == 1


def test_the_settings_open_it_for_the_office(tmp_path: Path) -> None:
    with running_app(tmp_path / "log.txt", ADDRESS="0.0.0.0", HOSTS="maychu") as server:
        port = urlsplit(server.address).port
        for name, status in {"127.0.0.2": 200, "maychu": 200, "evil.example": 400}.items():
            found = status_of(server, "/healthz", host=f"{name}:{port}", address="127.0.0.2")
            assert found == status, name
        assert f"http://maychu:{port}" in server.log.read_text(encoding="utf-8")


def test_an_address_of_another_machine_is_told_in_words() -> None:
    # an address for documentation, which no machine has (RFC 5737)
    ended = start("app.py", ADDRESS="192.0.2.1")
    assert ended.returncode == 2
    assert "The atlas cannot listen on 192.0.2.1" in ended.stderr
    assert "Traceback" not in ended.stderr
