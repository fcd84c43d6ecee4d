"""An installed Chromium, how it is started, and what a page in it says and asks for."""

import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # of two lists the last one counts: Playwright's own, and the pages behind the address bar,
    # which every window would load
    "--disable-features=AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,"
    "MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,"
    "ThirdPartyStoragePartitioning,AimEnabled,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]


@dataclass
class Log:
    """What a page said and asked for since it was opened."""

    errors: list[str] = field(default_factory=list)
    """Errors on the console, what was not found among them, and uncaught ones."""
    hosts: set[str] = field(default_factory=set)
    """Hosts, with their ports, of all requests and websockets."""
    lines: list[str] = field(default_factory=list)
    """Everything on the console."""
    unanswered: bool = False
    """Whether the page has asked the server for something and heard nothing since."""
    heard: int = 0
    """How many messages the server has sent."""

    def follow(self, page: Page) -> None:
        """Note everything from now on; call it before the page goes anywhere."""
        page.on("console", self._note_message)
        page.on("pageerror", self._note_error)
        page.on("request", self._note_request)
        page.on("websocket", self._follow_socket)

    def leave(self, page: Page) -> None:
        """Note nothing of a page any more."""
        page.remove_listener("console", self._note_message)
        page.remove_listener("pageerror", self._note_error)
        page.remove_listener("request", self._note_request)
        page.remove_listener("websocket", self._follow_socket)

    def _follow_socket(self, socket: WebSocket) -> None:
        self.hosts.add(urlsplit(socket.url).netloc)
        socket.on("framesent", lambda _: self._note_asked(True))
        socket.on("framereceived", lambda _: self._note_asked(False))

    def _note_asked(self, asked: bool) -> None:
        self.unanswered = asked
        self.heard += not asked

    def _note_message(self, message: ConsoleMessage) -> None:
        self.lines.append(f"{message.type}: {message.text}")
        if message.type == "error":
            self.errors.append(message.text)

    def _note_error(self, error: Exception) -> None:
        self.lines.append(f"uncaught: {error}")
        self.errors.append(str(error))

    def _note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https"):
            self.hosts.add(address.netloc)


# Streamlit fetches the script of an element when one first appears: until then a skeleton stands
# for it. An element that was faded as old comes back by a transition, pale until that has ended.
DRAWN = """() => !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && document.getAnimations().every((each) => !(each instanceof CSSTransition)
        || each.playState !== "running")"""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, if there is one."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((path for path in found if path), None)


def settle(page: Page) -> None:
    """Wait until Streamlit has run the script and all of the page is drawn."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_function(DRAWN)
