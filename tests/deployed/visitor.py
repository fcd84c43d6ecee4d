"""A visitor behind the proxy: does what a browser does, also when its server goes away."""

import asyncio
import random
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import UploadedFileInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

RUN = 60.0
"""Seconds after which a run has failed."""
LOOK = 1.0
"""Seconds between two looks for the server, as `connection.js` has it."""
GONE = (OSError, WebSocketException, httpx2.HTTPError, TimeoutError)
_WHOLE = ForwardMsg.FINISHED_SUCCESSFULLY
_PROTOCOL = Subprotocol("streamlit")


@dataclass
class Page:
    """What a run left on the page."""

    query: str = ""
    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def html(self) -> str:
        """All HTML and toasts of the page."""
        texts = [e.html.body for e in self.elements if e.HasField("html")]
        return "\n".join(texts + [e.toast.body for e in self.elements if e.HasField("toast")])

    def value(self, key: str) -> str:
        """Return what the address has under a key."""
        return parse_qs(self.query).get(key, [""])[-1]

    def button(self, label: str) -> str:
        """Return the id of a button by its words."""
        found = [e.button.id for e in self.elements if e.HasField("button")]
        named = [e.button.label for e in self.elements if e.HasField("button")]
        return found[named.index(label)]


class Visitor:
    """A browser with one page open.

    Parameters
    ----------
    address
        Where the atlas is, at the proxy or without one.
    trust
        What it takes for the certificate of the proxy; None where nothing is encrypted.
    number
        Tells visitors apart.
    """

    def __init__(self, address: str, trust: ssl.SSLContext | None, number: int) -> None:
        self.number = number
        self.rng = random.Random(number)
        self._address = address
        self._origin = "://".join(urlsplit(address)[:2])
        self._trust = trust
        self.browser = httpx2.AsyncClient(verify=trust or True, base_url=address, timeout=20)
        self._connection: ClientConnection | None = None
        self._session = ""
        self.path = ""
        self.page = Page()
        self.waits: list[float] = []
        """Seconds from the loss of a server to the end of the first run on another."""

    @property
    def server(self) -> str:
        """Name of the server that the browser is with."""
        return self.browser.cookies.get("atlas_server") or ""

    async def open(self, path: str, query: str = "") -> Page:
        """Open an address as anew: the page, its websocket, the first run."""
        await self.close()
        answer = await self.browser.get(f"/{path}?{query}", headers={"Accept": "text/html"})
        answer.raise_for_status()
        (await self.browser.get("/_stcore/health")).raise_for_status()
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        self._connection = await connect(
            self._address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=Origin(self._origin),
            subprotocols=[_PROTOCOL],
            additional_headers={"Cookie": cookies},
            ssl=self._trust,
            max_size=None,
        )
        self.path = path
        self.page = Page(query)
        return await self.run(query)

    async def run(self, query: str | None = None, *states: WidgetState) -> Page:
        """Run the page's script: with another address, or after something was done on it."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.page.query if query is None else query
        asked.rerun_script.page_name = self.path
        asked.rerun_script.page_script_hash = calc_hash(self.path)
        asked.rerun_script.widget_states.widgets.extend(states)
        await self._send(asked)
        page = Page(asked.rerun_script.query_string)
        async with asyncio.timeout(RUN):
            while True:
                message = await self._next()
                kind = message.WhichOneof("type")
                if kind == "new_session":
                    self._session = message.new_session.initialize.session_id
                elif kind == "page_info_changed":
                    page.query = message.page_info_changed.query_string
                elif kind == "delta" and message.delta.HasField("new_element"):
                    element = message.delta.new_element
                    page.elements.append(element)
                    if element.HasField("exception"):
                        page.faults.append(element.exception.message)
                elif kind == "script_finished" and message.script_finished == _WHOLE:
                    break
        assert not page.faults, page.faults
        assert "Có lỗi ngoài dự kiến" not in page.html
        self.page = page
        return page

    async def press(self, label: str) -> Page:
        """Press a button by its words."""
        return await self.run(None, WidgetState(id=self.page.button(label), trigger_value=True))

    async def bring(self, name: str, content: bytes) -> Page:
        """Hand a file to the first field for files."""
        field_id = next(
            e.file_uploader.id for e in self.page.elements if e.HasField("file_uploader")
        )
        asked = BackMsg()
        request = asked.file_urls_request
        request.request_id, request.session_id = "r", self._session
        request.file_names.append(name)
        await self._send(asked)
        async with asyncio.timeout(RUN):
            while True:
                message = await self._next()
                if message.WhichOneof("type") == "file_urls_response":
                    break
        (urls,) = message.file_urls_response.file_urls
        headers = {"X-Xsrftoken": self.browser.cookies.get("_streamlit_xsrf") or ""}
        answer = await self.browser.put(
            urls.upload_url, files={"file": (name, content)}, headers=headers
        )
        answer.raise_for_status()
        state = WidgetState(id=field_id)
        state.file_uploader_state_value.uploaded_file_info.append(
            UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)
        )
        return await self.run(None, state)

    async def make_file(self, label: str = "") -> str:
        """Have a file made, by the words of its button, else the first one; return its address."""
        offered = [e.download_button for e in self.page.elements if e.HasField("download_button")]
        named = [each for each in offered if label in each.label]
        assert named, (
            f"no file {label!r} among {[each.label for each in offered]}: {self.page.html}"
        )
        button = named[0]
        return button.url or await self._made(button.deferred_file_id)

    async def fetch(self, url: str, cookies: Mapping[str, str]) -> bytes:
        """Fetch a file with other cookies than the visitor's own."""
        async with httpx2.AsyncClient(
            verify=self._trust or True, base_url=self._address, cookies=dict(cookies), timeout=20
        ) as other:
            answer = await other.get(url)
            answer.raise_for_status()
            return answer.content

    async def _made(self, file_id: str) -> str:
        asked = BackMsg()
        asked.backend_operation_request.request_id = "d"
        asked.backend_operation_request.session_id = self._session
        asked.backend_operation_request.deferred_file.file_id = file_id
        await self._send(asked)
        async with asyncio.timeout(RUN):
            while True:
                message = await self._next()
                if message.WhichOneof("type") == "backend_operation_response":
                    answer = message.backend_operation_response
                    assert not answer.error_msg, answer.error_msg
                    return answer.deferred_file.url

    async def come_back(self) -> Page:
        """Do what `connection.js` does: look for a server, then load the page anew."""
        lost, path, query = time.monotonic(), self.path, self.page.query
        while True:
            try:
                (await self.browser.get("/healthz")).raise_for_status()
                page = await self.open(path, query)
            except GONE:
                await asyncio.sleep(LOOK)
                continue
            self.waits.append(time.monotonic() - lost)
            return page

    async def close(self) -> None:
        """Close the page."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _send(self, message: BackMsg) -> None:
        assert self._connection is not None
        await self._connection.send(message.SerializeToString())

    async def _next(self) -> ForwardMsg:
        assert self._connection is not None
        message: ForwardMsg = ForwardMsg.FromString(await self._connection.recv(decode=False))
        return message
