"""Which browser it is: a cookie that says nothing else, for what belongs to one alone."""

import re
import secrets
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "atlas_browser"
_LASTS = 30 * 24 * 3600
_FILES = ("/component/", "/assets/", "/static/")
_FORM = re.compile("[A-Za-z0-9_-]{22,64}")


def owner(cookie: str) -> str:
    """Return what the store knows a browser by, which nobody makes a cookie of; empty for none."""
    return sha256(cookie.encode()).hexdigest() if _FORM.fullmatch(cookie) else ""


class BrowserCookie:
    """Give a browser that opens a page its cookie; one that it has lasts anew from there on.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; put the cookie on an answer that is a page."""
        if scope["type"] != "http" or scope["path"].startswith(_FILES):
            await self._app(scope, receive, send)
            return
        known = HTTPConnection(scope).cookies.get(COOKIE, "")
        cookie = known if owner(known) else secrets.token_urlsafe(24)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    given = f"{COOKIE}={cookie}; Path=/; Max-Age={_LASTS}"
                    headers.append("Set-Cookie", f"{given}; HttpOnly; SameSite=Lax")
            await send(message)

        await self._app(scope, receive, send_with_cookie)
