"""What a visitor can leave in the server's memory and log, at the real server."""

import base64
import re
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.support.running import Server, running_app

MEGABYTE = 2**20
LARGE = b"x" * (9 * MEGABYTE)
BOUNDARY = "between"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_app(tmp_path_factory.mktemp("limits") / "log.txt") as running:
        yield running


@dataclass
class Session:
    """A visitor's session: its name, and the stream that keeps it alive."""

    server: Server
    id: str
    stream: ClientConnection

    def upload(self, name: str, content: bytes) -> int:
        """Send a file that no field asked for, as a browser does; return the status."""
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n'
            "Content-Type: application/json\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        status, _, headers = self.ask("GET", "/_stcore/health")
        token = re.search(r"_streamlit_xsrf=([^;]+)", headers["set-cookie"])
        assert status == 200
        assert token is not None
        sent = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "X-Xsrftoken": token[1],
            "Cookie": f"_streamlit_xsrf={token[1]}",
            "Origin": self.server.address,
        }
        return self.ask("PUT", f"/_stcore/upload_file/{self.id}/{name}", body, sent)[0]

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, dict[str, str]]:
        """Send a request; return status, body and headers of the answer."""
        asked = HTTPConnection("127.0.0.1", urlsplit(self.server.address).port or 0, timeout=60)
        try:
            asked.request(method, path, body, headers or {})
            answer = asked.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, answer.read(), found
        finally:
            asked.close()


@contextmanager
def session_of(server: Server) -> Iterator[Session]:
    """Open a session and run the start page once."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    address = f"ws://{urlsplit(server.address).netloc}/_stcore/stream"
    with connect(
        address, origin=server.address, subprotocols=["streamlit"], max_size=None
    ) as stream:
        stream.send(ask.SerializeToString())
        name = ""
        while True:
            message = ForwardMsg.FromString(stream.recv(timeout=60))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                name = message.new_session.initialize.session_id
            if kind == "script_finished":
                break
        yield Session(server, name, stream)


def memory(server: Server) -> int:
    """Return the bytes of memory that the server's process holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


def test_uploads_that_belong_to_no_field_do_not_stay(server: Server) -> None:
    with session_of(server) as session:
        assert session.upload("first", LARGE) == 204
        before = memory(server)
        assert [session.upload(f"file{number}", LARGE) for number in range(40)] == [204] * 40
        # of 360 MB at most 42 stay; what a body takes while it is read is not given back at once
        assert memory(server) - before < 100 * MEGABYTE


def test_all_sessions_together_have_a_bound(server: Server) -> None:
    opened: list[Callable[[], None]] = []
    statuses = []
    try:
        for _ in range(10):
            context = session_of(server)
            session = context.__enter__()
            opened.append(lambda context=context: context.__exit__(None, None, None))
            statuses.append([session.upload(f"file{each}", LARGE) for each in range(3)])
    finally:
        for close in opened:
            close()
    taken = sum(status == 204 for each in statuses for status in each)
    # 256 MB in all; the session of another test may not have ended yet
    assert 22 <= taken <= 28
    assert {status for each in statuses for status in each} == {204, 413}


def test_an_upload_needs_a_length(server: Server) -> None:
    with session_of(server) as session:
        path = f"/_stcore/upload_file/{session.id}/file"
        chunked = HTTPConnection("127.0.0.1", urlsplit(server.address).port or 0, timeout=60)
        chunked.request("PUT", path, iter([b"x"]), {"Origin": server.address}, encode_chunked=True)
        assert chunked.getresponse().status == 411
        chunked.close()


def test_forty_uploads_at_once_are_taken_or_refused(tmp_path: Path) -> None:
    content = b"x" * (2 * MEGABYTE)
    with (
        # on another one files of sessions just ended may take the room of all together
        running_app(tmp_path / "log.txt") as server,
        session_of(server) as session,
        ThreadPoolExecutor(40) as hands,
    ):
        sent = [hands.submit(session.upload, f"file{each}", content) for each in range(40)]
        assert session.ask("GET", "/healthz")[0] == 200
        statuses = [each.result() for each in sent]
        # of one session 42 MB have room, on their way together
        assert set(statuses) <= {204, 413}
        assert statuses.count(204) >= 15
        # none is left on its way
        assert session.upload("after", content) == 204


def test_clients_that_never_finish_keep_nobody_waiting(server: Server) -> None:
    port = urlsplit(server.address).port or 0
    with ExitStack() as stack:
        for _ in range(100):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
            half.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Half: ")
        with session_of(server) as session:
            assert session.ask("GET", "/healthz")[0] == 200


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("a text", 1003),
        (b"\xff\xff\xff", 1002),
        (b"", 1002),
        (b"\x0a\xff\xff\xff\xff\x0f", 1002),
    ],
)
def test_what_is_no_message_is_one_line_in_the_log(
    server: Server, frame: str | bytes, code: int
) -> None:
    before = server.log.read_text(encoding="utf-8")
    with session_of(server) as session:
        session.stream.send(frame)
        # what the server had still to say comes first
        with suppress(ConnectionClosed):
            while True:
                session.stream.recv(timeout=60)
        assert session.stream.close_code == code
    added = server.log.read_text(encoding="utf-8").removeprefix(before).splitlines()
    assert added == [f"ended: a websocket whose frame is no message ({code})"]


def test_a_text_of_no_letters_is_one_line_in_the_log(server: Server) -> None:
    before = server.log.read_text(encoding="utf-8")
    # a frame that no client of good manners sends: it is written by hand
    key = base64.b64encode(bytes(16)).decode()
    head = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    port = urlsplit(server.address).port or 0
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(head.encode())
        assert line.recv(65536).startswith(b"HTTP/1.1 101")
        line.sendall(b"\x81\x82\0\0\0\0\xff\xfe")
        while line.recv(65536):
            pass
    added = server.log.read_text(encoding="utf-8").removeprefix(before).splitlines()
    assert added == ["Invalid UTF-8 sequence received from client."]


def test_files_of_a_page_are_kept_by_the_browser(server: Server) -> None:
    ask = BackMsg()
    ask.rerun_script.page_name = "trinh-chieu"
    with session_of(server) as session:
        session.stream.send(ask.SerializeToString())
        frames = []
        while True:
            frame = session.stream.recv(timeout=60)
            assert isinstance(frame, bytes)
            frames.append(frame)
            if ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished":
                break
        found = re.search(rb"/media/[0-9a-f]+\.\w+", b"".join(frames))
        assert found is not None
        status, body, headers = session.ask("GET", found[0].decode())
        assert (status, headers["cache-control"]) == (200, "private, max-age=31536000, immutable")
        assert body != b""
        status, _, headers = session.ask("GET", "/media/none.png")
        assert status == 404
        assert "immutable" not in headers.get("cache-control", "")
