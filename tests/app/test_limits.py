"""What a visitor can leave in the server's memory and log, at the real server."""

import base64
import json
import re
import socket
import struct
import time
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
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.support.running import Server, running_app

MEGABYTE = 2**20
LARGE = b"x" * (9 * MEGABYTE)
BOUNDARY = "between"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    log = tmp_path_factory.mktemp("limits") / "log.txt"
    with running_app(log, LOG_FORMAT="json") as running:
        yield running


@pytest.fixture(scope="module")
def half_open(server: Server) -> Iterator[list[socket.socket]]:
    """Open lines whose heads never come; the next test is held while they are there."""
    address = ("127.0.0.1", urlsplit(server.address).port or 0)
    with ExitStack() as stack:
        lines = [
            stack.enter_context(socket.create_connection(address, timeout=60)) for _ in range(100)
        ]
        for line in lines:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Half: ")
        yield lines


def warned(server: Server, *, since: int) -> list[str]:
    """Return what the log says that is more than information, from a byte on; all of it is JSON.

    What has an error with it is more than a line where the log is text.
    """
    added = server.log.read_bytes()[since:].decode().splitlines()
    said = [json.loads(line) for line in added]
    told = [each for each in said if each["level"] != "info"]
    return [each["message"] + each.get("error", "") for each in told]


@dataclass
class Session:
    """A visitor's session: its name, and the stream that keeps it alive."""

    server: Server
    id: str
    stream: ClientConnection

    def upload(self, name: str, content: bytes, *, broken_off: bool = False) -> int:
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
        path = f"/_stcore/upload_file/{self.id}/{name}"
        if broken_off:
            lines = [f"{key}: {value}\r\n" for key, value in sent.items()]
            length = f"Content-Length: {10 * len(body)}\r\n"
            first = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\n{length}{''.join(lines)}\r\n"
            break_off(self.server, first.replace(self.server.address, "http://localhost"), body)
            return 0
        return self.ask("PUT", path, body, sent)[0]

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


def break_off(server: Server, head: str, body: bytes = b"") -> None:
    """Send the beginning of a request, and go away as a machine does that is switched off."""
    port = urlsplit(server.address).port or 0
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(head.encode() + body)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def number(session: Session, name: str) -> float:
    """Return the sum of a number over its kinds, as the server counts it."""
    status, text, _ = session.ask("GET", "/metrics")
    assert status == 200
    found = re.findall(rf"^{name}(?:\{{.*\}})? (\S+)$", text.decode(), re.MULTILINE)
    return sum(float(each) for each in found)


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


@pytest.mark.usefixtures("half_open")
def test_uploads_that_belong_to_no_field_do_not_stay(server: Server) -> None:
    with session_of(server) as session:
        assert session.upload("first", LARGE) == 204
        before = memory(server)
        assert [session.upload(f"file{number}", LARGE) for number in range(40)] == [204] * 40
        # of 360 MB at most 42 stay; what a body takes while it is read is not given back at once
        assert memory(server) - before < 100 * MEGABYTE


def test_clients_that_never_finish_keep_nobody_waiting(
    server: Server, half_open: list[socket.socket]
) -> None:
    with session_of(server) as session:
        assert session.ask("GET", "/healthz")[0] == 200
    # a head has ten seconds, then its place is free
    for line in half_open:
        with suppress(ConnectionResetError):
            assert line.recv(100) == b""
    said = server.log.read_text(encoding="utf-8")
    assert said.count("refused: a connection whose request did not come") >= len(half_open)


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


def test_a_reader_who_goes_away_is_no_fault(server: Server) -> None:
    before = server.log.stat().st_size
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    with session_of(server) as session:
        session.upload("half", b"x" * 100_000, broken_off=True)
        script = re.search(rb'src="[^"]*?(/static/[^"]+\.js)"', session.ask("GET", "/")[1])
        assert script is not None
        break_off(server, f"GET {script[1].decode()} HTTP/1.1\r\nHost: localhost\r\n\r\n")
        break_off(
            server, "POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"
        )
        for frames in (0, 1, 3):
            with session_of(server) as other:
                other.stream.send(ask.SerializeToString())
                for _ in range(frames):
                    other.stream.recv(timeout=60)
                gone = struct.pack("ii", 1, 0)
                other.stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, gone)
                other.stream.socket.close()
        until = time.monotonic() + 30
        while number(session, "atlas_sessions") > 1 or b": 499" not in server.log.read_bytes():
            assert time.monotonic() < until
        assert number(session, "atlas_faults_total") == 0
    assert warned(server, since=before) == []


def test_the_log_has_no_address_and_no_query_of_a_reader(server: Server) -> None:
    before = server.log.stat().st_size
    headers = {"Host": "atlas.elsewhere.example"}
    with session_of(server) as session:
        assert session.ask("GET", "/ban-do?place=rieng", headers=headers)[0] == 400
        assert session.ask("GET", "/_stcore/metrics?a=rieng")[0] == 404
        assert session.ask("GET", "/metrics", headers={"X-Forwarded-For": "1.2.3.4"})[0] == 404
        address = f"{server.address.replace('http', 'ws')}/_stcore/stream?a=rieng"
        with pytest.raises(InvalidStatus), connect(address, origin="http://elsewhere.example"):
            pass
        with connect(address, origin=server.address, subprotocols=["streamlit"]):
            pass
    added = server.log.read_bytes()[before:].decode()
    assert "127.0.0.1" not in added
    assert "1.2.3.4" not in added
    assert "rieng" not in added
    said = [json.loads(line) for line in added.splitlines()]
    refused = [each for each in said if each["message"].startswith("refused: ")]
    assert len(refused) == 4
    assert all(re.fullmatch("[0-9a-f]{16}", each["request_id"]) for each in refused)


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
    before = server.log.stat().st_size
    with session_of(server) as session:
        session.stream.send(frame)
        # what the server had still to say comes first
        with suppress(ConnectionClosed):
            while True:
                session.stream.recv(timeout=60)
        assert session.stream.close_code == code
    said = f"ended: a websocket whose frame is no message ({code})"
    assert warned(server, since=before) == [said]


def test_a_text_of_no_letters_is_one_line_in_the_log(server: Server) -> None:
    before = server.log.stat().st_size
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
    assert warned(server, since=before) == ["Invalid UTF-8 sequence received from client."]


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
