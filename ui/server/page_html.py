"""What Streamlit's one HTML page lacks: its language, a style sheet, and that it does not exist.

The page says that it is English. Vietnamese read aloud by English rules cannot be understood, so
the page on its way out is given the language that its address asks for; its script keeps that
true, and words in that language what Streamlit says itself. The style sheet stands in the page as
well: written by a run, it came after the first texts and with every change again.

Streamlit gives the same page for every path and says in English, in the browser, that there is
none of that name. The reader is led to the first page instead, which says so in a notice.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.language.texts import LANGUAGES
from geo.views.request import NO_PAGE
from ui.server.page_paths import SIGN_IN, rooted

_OPENING = b'<html lang="en">'
_CLOSING = b"</body>"
_HEAD_ENDS = b"</head>"
_TITLE = b"<title>Streamlit</title>"
_LONGEST_PATH = 80
_NO_PAGES = ("/component/", "/assets/", SIGN_IN)
_ASKS_FOR_LESS = {b"accept-encoding", b"if-none-match", b"if-modified-since"}


class PageHtml:
    """Put the language asked for, a style sheet and scripts into Streamlit's page.

    Parameters
    ----------
    app
        The application to wrap.
    style
        Address of the style sheet. It goes to the end of the page, so that at equal weight its
        rules come after Streamlit's, which are written into the head.
    script
        Script that stands in the page, before the style sheet.
    scripts
        Addresses of the scripts of the page.
    paths
        Paths of the pages, without a slash before them.
    started
        Name of this start of the server, for the script.
    describe
        Gives for a path and a query the title and description of that address, or None.
    preload
        Gives for a path the links to what that page will ask for.
    changed
        Gives Streamlit's page as it is to be completed.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        style: str,
        scripts: Sequence[str],
        paths: Collection[str],
        script: str = "",
        started: str = "",
        describe: Callable[[str, Mapping[str, str]], tuple[str, str] | None] | None = None,
        preload: Callable[[str], str] | None = None,
        changed: Callable[[bytes], bytes] = bytes,
    ) -> None:
        self._app = app
        self._describe = describe
        self._preload = preload
        self._changed = changed
        self._paths = paths
        self._started = f' data-started="{started}"' if started else ""
        watching = f"<script>{script}</script>" if script else ""
        sheet = f'<link rel="stylesheet" href="{style}">'
        loaded = "".join(f'<script src="{address}"></script>' for address in scripts)
        self._closing = f"{watching}{sheet}{loaded}".encode() + _CLOSING

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; hold back only an answer that is a page, to complete it."""
        if scope["type"] != "http" or scope["path"].startswith(_NO_PAGES):
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # only a whole page can be completed, neither a packed one nor "as you have it"
            kept = [each for each in scope["headers"] if each[0] not in _ASKS_FOR_LESS]
            scope = {**scope, "headers": kept}
        start: Message | None = None
        body = b""

        async def send_completed(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                await self._answer(scope, start, body, send)

        await self._app(scope, receive, send_completed)

    async def _answer(self, scope: Scope, start: Message, body: bytes, send: Send) -> None:
        """Send the page completed, or the way to the first one where there is none of its name."""
        headers = MutableHeaders(scope=start)
        # they name Streamlit's page, which stays the same when this one changes
        del headers["ETag"], headers["Last-Modified"]
        path = scope["path"].strip("/")
        if path in self._paths:
            opening = f'<html lang="{_language(scope)}"{self._started}>'.encode()
            page = self._changed(body).replace(_OPENING, opening, 1)
            page = page.replace(_CLOSING, self._closing, 1)
            page = page.replace(_TITLE, self._head(scope, path), 1)
            links = self._preload(path) if self._preload else ""
            page = page.replace(_HEAD_ENDS, links.encode() + _HEAD_ENDS, 1)
        else:
            page = b""
            start = {**start, "status": HTTPStatus.FOUND}
            headers["Location"] = _first_page(scope, path)
            headers["Cache-Control"] = "no-store"
        headers["Content-Length"] = str(len(page))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": page})

    def _head(self, scope: Scope, path: str) -> bytes:
        """Return what the page's head says of its address, Streamlit's own title where nothing."""
        said = self._describe(path, _query(scope)) if self._describe else None
        if said is None:
            return _TITLE
        title, description = map(escape, said)
        return (
            f"<title>{title}</title>"
            f'<meta name="description" content="{description}">'
            f'<meta property="og:title" content="{title}">'
            f'<meta property="og:description" content="{description}">'
        ).encode()


def _first_page(scope: Scope, path: str) -> str:
    """Return the address of the first page with the view asked for and the path that is none."""
    asked = scope["query_string"].decode("latin-1")
    missing = f"{NO_PAGE}={quote(path[:_LONGEST_PATH], safe='')}"
    return rooted(f"/?{asked}&{missing}" if asked else f"/?{missing}")


def _language(scope: Scope) -> str:
    asked = _query(scope).get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _query(scope: Scope) -> dict[str, str]:
    """Return the query of a request, the last text of each key."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return {key: texts[-1] for key, texts in asked.items()}


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    packed = "content-encoding" in headers
    return headers.get("content-type", "").startswith("text/html") and not packed
