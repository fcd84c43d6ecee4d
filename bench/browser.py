"""A page under measurement: opens it, turns its year by a key, counts what it receives."""

from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.cases import Case, Way
from bench.report import Sample

PATIENCE = 90_000
"""Milliseconds."""
_MAPS = ("component_instance", "deck_gl_json_chart", "plotly_chart")
"""Elements that maps are on the pages."""
WATCH = Path(__file__).with_name("watch.js")


class Tab:
    """A page in a browser window of its own, and the year it shows.

    Parameters
    ----------
    browser
        Browser to open it in.
    address
        Address of its server.
    way
        Which of the pages it is.
    case
        View whose year is turned.
    """

    def __init__(self, browser: Browser, address: str, way: Way, case: Case) -> None:
        self.way, self.case = way, case
        self._at = len(case.years) - 1
        self._received: list[bytes] = []
        # the size of the desktop screens the map is made for
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
        context.set_default_timeout(PATIENCE)
        context.add_init_script(path=WATCH)
        self.page: Page = context.new_page()
        self.page.on("websocket", self._listen)
        self.page.goto(address + path_of(way, case))
        self.page.wait_for_function("args => window.showsYear(...args)", arg=self._shown())
        self._slider = self.page.get_by_role("slider", name="Năm")

    def turn(self) -> Sample:
        """Turn to the year before, from the first to the last one, and measure it.

        In this order no year comes back soon: Streamlit keeps messages of the latest two runs
        in the browser and does not send them twice.
        """
        last = self._at == 0
        self._at = len(self.case.years) - 1 if last else self._at - 1
        self._slider.focus()
        self._received.clear()
        self.page.evaluate("args => { window.watched = window.watchYear(...args); }", self._shown())
        self.page.keyboard.press("End" if last else "ArrowLeft")
        times = self.page.evaluate("() => window.watched")
        return Sample(
            painted=times["painted"],
            settled=times["settled"],
            agreed=times["agreed"],
            page_bytes=sum(map(len, self._received)),
            map_bytes=sum(len(frame) for frame in self._received if is_map_message(frame)),
        )

    def heap(self) -> int:
        """Return the bytes that the page holds after collecting garbage, frames included."""
        session = self.page.context.new_cdp_session(self.page)
        for _ in range(2):  # the first may leave what its finalizers let go of
            session.send("HeapProfiler.collectGarbage")
        usage = session.send("Runtime.getHeapUsage")
        session.detach()
        # scripts, the document's own objects, and the buffers of typed arrays
        parts = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
        return int(sum(usage.get(part, 0) for part in parts))

    def close(self) -> None:
        """Close the window."""
        self.page.context.close()

    def _shown(self) -> tuple[str, str, int]:
        return self.way, str(self.case.years[self._at]), self.case.units

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._note)

    def _note(self, frame: str | bytes) -> None:
        self._received.append(frame.encode() if isinstance(frame, str) else frame)


def path_of(way: Way, case: Case) -> str:
    """Return path and query of one of the pages for a view, at its last year."""
    if way != "app":
        years = ",".join(map(str, case.years))
        return f"/?{urlencode({'layer': case.layer, 'years': years})}"
    view = {"indicator": case.indicator, "year": case.years[-1], "mode": "value"}
    return f"/ban-do?{urlencode(view | {'level': 'commune', 'vintage': case.vintage})}"


def is_map_message(frame: bytes) -> bool:
    """Tell whether a message of Streamlit's carries the arguments of a map."""
    message = ForwardMsg.FromString(frame)
    element = message.delta.new_element if message.WhichOneof("type") == "delta" else None
    return element is not None and element.WhichOneof("type") in _MAPS
