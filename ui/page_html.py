"""What Streamlit's one HTML page lacks: the language it is in, and the style sheet of the atlas.

The page says that it is English. Vietnamese read aloud by English rules cannot be understood, so
the page on its way out is given the language that its address asks for. The style sheet stands in
the page as well: written by a run, it came after the first texts and with every change again.
"""

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.texts import LANGUAGES

_OPENING = b'<html lang="en">'
_CLOSING = b"</body>"
_ASKS_FOR_LESS = {b"accept-encoding", b"if-none-match", b"if-modified-since"}


class PageHtml:
    """Put the language asked for and a style sheet into Streamlit's page.

    Parameters
    ----------
    app
        The application to wrap.
    style
        Address of the style sheet. It goes to the end of the page, so that at equal weight its
        rules come after Streamlit's, which are written into the head.
    script
        Script that stands in the page, before the style sheet.
    started
        Name of this start of the server, for the script.
    """

    def __init__(self, app: ASGIApp, *, style: str, script: str = "", started: str = "") -> None:
        self._app = app
        self._started = started
        link = f'<link rel="stylesheet" href="{style}">'
        watching = f"<script>{script}</script>" if script else ""
        self._closing = f"{watching}{link}".encode() + _CLOSING

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; hold back only an answer that is a page, to complete it."""
        if scope["type"] != "http" or scope["path"].startswith("/component/"):
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # only a whole page can be completed, neither a packed one nor "as you have it"
            kept = [each for each in scope["headers"] if each[0] not in _ASKS_FOR_LESS]
            scope = {**scope, "headers": kept}
        started = f' data-started="{self._started}"' if self._started else ""
        opening = f'<html lang="{_language(scope)}"{started}>'.encode()
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
                page = body.replace(_OPENING, opening, 1).replace(_CLOSING, self._closing, 1)
                headers = MutableHeaders(scope=start)
                headers["Content-Length"] = str(len(page))
                # they name Streamlit's page, which stays the same when this one changes
                del headers["ETag"], headers["Last-Modified"]
                await send(start)
                await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, send_completed)


def _language(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    packed = "content-encoding" in headers
    return headers.get("content-type", "").startswith("text/html") and not packed
