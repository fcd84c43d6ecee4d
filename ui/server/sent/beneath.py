"""The atlas under a path of its host: it is taken off before anything looks at a request.

All layers between see the paths that an atlas with a host of its own has. Streamlit knows the path
itself (``server.baseUrlPath``), and so the last layer puts it back. What is before the server
passes the path on as the reader's browser wrote it.
"""

import re

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.language.texts import LANGUAGES, texts
from ui.server.watched import contact

OF_THE_SERVER = frozenset({"/healthz", "/metrics", contact.PATH})
"""What is asked of the server itself, or of the root of a host: it is answered there, too."""
_WHOLE_HOST = re.compile(r"; *path=/(?=;|$)", re.IGNORECASE)


def beneath(base: str, *between: Middleware) -> list[Middleware]:
    """Return layers with the path taken off before them and put back behind them.

    Parameters
    ----------
    base
        The path, without a slash at its end; where it is empty the layers stay as they are.
    *between
        The layers, outermost first.
    """
    if not base:
        return list(between)
    return [Middleware(TakeOff, base=base), *between, Middleware(PutBack, base=base)]


class TakeOff:
    """Take the path off what is asked, and keep the cookies of all answers under it.

    Parameters
    ----------
    app
        The application to wrap.
    base
        The path.
    """

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with ``root_path`` where it lies under the path."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        inner = _below(scope["path"], self._base)
        if inner is not None:
            scope = {**scope, "path": inner, "root_path": self._base}

        async def send_kept(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                cookies = headers.getlist("set-cookie")
                del headers["set-cookie"]
                for cookie in cookies:
                    # other programs of the host have no business with them
                    headers.append("set-cookie", _WHOLE_HOST.sub(f"; Path={self._base}", cookie))
            await send(message)

        await self._app(scope, receive, send_kept)


class Outside:
    """Answer for what does not lie under the path: that the atlas is elsewhere.

    Parameters
    ----------
    app
        The application to wrap.
    base
        The path.
    """

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] not in ("http", "websocket") or self._inside(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(scope)(scope, receive, send)

    def _inside(self, scope: Scope) -> bool:
        if scope["path"] in OF_THE_SERVER:
            return True
        return scope.get("root_path") == self._base and scope["path"] != ""

    def _answer(self, scope: Scope) -> Response:
        if scope["path"] == "":
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{self._base}/?{query}".rstrip("?"), 302)
        words = [texts(lang)("server.outside", base=f"{self._base}/") for lang in LANGUAGES]
        return PlainTextResponse("\n\n".join(words) + "\n", status_code=404)


class PutBack:
    """Put the path back before the routes, which know it.

    Parameters
    ----------
    app
        The application to wrap.
    base
        The path.
    """

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as the routes know it."""
        if scope["type"] in ("http", "websocket"):
            scope = {**scope, "path": self._base + scope["path"], "root_path": ""}
        await self._app(scope, receive, send)


def _below(path: str, base: str) -> str | None:
    """Return what of a path stands behind the base; None where it does not lie under it."""
    inner = path.removeprefix(base)
    return inner if path.startswith(base) and (not inner or inner.startswith("/")) else None
