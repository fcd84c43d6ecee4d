"""Streamlit leads to the first page after signing in and out; a reader wants theirs again."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.editors.declared import CALLBACK
from ui.server.page_paths import PATHS, rooted

SIGN_IN_AT_PROVIDER, SIGN_OUT_AT_PROVIDER = "/auth/login", "/auth/logout"
OPENED = frozenset({SIGN_IN_AT_PROVIDER, SIGN_OUT_AT_PROVIDER, CALLBACK})
"""Endpoints of Streamlit's that signing in at a provider needs."""
_COOKIE = "atlas_way_back"
_LASTS = 900
_LONGEST = 1500


def home() -> str:
    """Return the address of the page to publish on."""
    return rooted(f"/{PATHS['data']}?tab=history")


def safe_way(text: str) -> str:
    """Return an address of one of the pages, or that of the page to publish on."""
    try:
        address = urlsplit(text[: _LONGEST + 1])
    except ValueError:
        return home()
    own = not address.scheme and not address.netloc and address.path.startswith(rooted("/"))
    page = address.path.removeprefix(rooted("/"))
    good = own and page in PATHS.values() and text.isascii() and text.isprintable()
    return f"{address.path}?{address.query}" if good and len(text) <= _LONGEST else home()


class WayBack:
    """Keep the page from which a reader goes to the provider, and lead back to it.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; change where an answer of the sign-in leads to."""
        if scope["type"] != "http" or scope["path"] not in OPENED:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        kept = _kept(headers.get("cookie", ""))
        came_from = _own_page(headers)

        async def send_back(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if answer.get("location") == rooted("/"):
                    answer["location"] = safe_way(came_from or kept)
                elif came_from and "location" in answer:
                    answer.append("set-cookie", _cookie(came_from))
            await send(message)

        await self._app(scope, receive, send_back)


def _own_page(headers: Headers) -> str:
    """Return the page of this host that a request comes from, without its host; else nothing."""
    try:
        page = urlsplit(headers.get("referer", ""))
    except ValueError:
        return ""
    if not page.netloc or page.netloc != headers.get("host", ""):
        return ""
    # only there is anything for an editor to do
    tab = "" if "tab=" in page.query else "&tab=history"
    return f"{page.path}?{page.query}{tab}".replace("?&", "?")


def _kept(cookies: str) -> str:
    try:
        found = SimpleCookie(cookies).get(_COOKIE)
    except CookieError:
        return ""
    return unquote(found.value) if found else ""


def _cookie(way: str) -> str:
    value = quote(way[:_LONGEST], safe="")
    return f"{_COOKIE}={value}; Path={rooted(CALLBACK)}; Max-Age={_LASTS}; HttpOnly; SameSite=Lax"
