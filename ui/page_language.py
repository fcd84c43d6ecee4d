"""The language of the page as its HTML names it, for screen readers and translators.

Streamlit's page says that it is English. Vietnamese read aloud by English rules cannot be
understood, so the page on its way out is given the language that its address asks for.
"""

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.texts import LANGUAGES

_OPENING = b'<html lang="en">'


class PageLanguage:
    """Put the language asked for into the opening tag of Streamlit's page.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; hold back only answers that are a page, to rewrite their head."""
        if scope["type"] != "http" or scope["path"].startswith("/component/"):
            await self._app(scope, receive, send)
            return
        opening = f'<html lang="{_language(scope)}">'.encode()
        start: Message | None = None
        body = b""

        async def send_in_language(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                page = body.replace(_OPENING, opening, 1)
                MutableHeaders(scope=start)["Content-Length"] = str(len(page))
                await send(start)
                await send({"type": "http.response.body", "body": page})

        await self._app(scope, receive, send_in_language)


def _language(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    packed = "content-encoding" in headers
    return headers.get("content-type", "").startswith("text/html") and not packed
