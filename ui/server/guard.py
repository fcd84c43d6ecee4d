"""Who may speak to the server: what comes under a foreign name is refused before Streamlit.

Streamlit itself asks a host on the internet for its own address when a websocket comes from a
page of another host, and nobody is served meanwhile. A page of another host whose name is made
to point here (DNS rebinding) has that name as its Host and its Origin: the name must be known.
"""

import logging
import re
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.language.texts import LANGUAGES, texts
from ui.server.settings import LOOPBACK
from ui.server.watched.numbers import REFUSED

_LOOPBACK_NAMES = frozenset({"localhost", LOOPBACK, "[::1]"})
_SAFE = {"GET", "HEAD"}
_USED = re.compile(r"/_stcore/(?:health|host-config|stream|upload_file/.*)")
"""All that the pages of the atlas want of Streamlit's own endpoints."""
_CLOSED = ("/_stcore/", "/auth/", "/oauth2callback")
_POLICY_VIOLATION = 1008
_LONGEST = 100
"""Letters of a foreign name that are repeated."""

log = logging.getLogger(__name__)


class Guard:
    """Refuse what comes under a foreign name or wants what no page of the atlas uses.

    Parameters
    ----------
    app
        The application to guard.
    address
        The address that the server listens on. Its own loopback names are always good; where
        it listens on every address, any address in figures is: no foreign page can have one
        of this machine's.
    hosts
        Further names, each with a port where only that one is meant. A page under such a name
        is good as well where a proxy has changed the Host.
    opened
        Paths of Streamlit's own that are wanted besides what its pages want, to be read alone.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        address: str,
        hosts: Collection[str] = (),
        opened: Collection[str] = (),
    ) -> None:
        self._app = app
        self._opened = frozenset(opened)
        self._hosts = frozenset(hosts)
        listens = ip_address(address)
        self._any_figures = listens.is_unspecified
        self._names = _LOOPBACK_NAMES | {f"[{listens}]" if listens.version == 6 else address}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that it is refused."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self._known(hosts[0]):
            await _refuse(scope, receive, send, status=400, key="server.host_refused", names=hosts)
            return
        binding = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if binding and not all(self._fits(origin, hosts[0]) for origin in origins):
            key = "server.origin_refused"
            await _refuse(scope, receive, send, status=403, key=key, names=origins)
            return
        if scope["path"].startswith(_CLOSED) and not self._wanted(scope):
            REFUSED.labels("closed").inc()
            log.warning("refused: a part of Streamlit that no page uses")
            await _answer(scope, receive, send, status=404, text="Not found\n")
            return
        if scope["type"] == "websocket" and origins:
            scope = _under_name_of(scope, origins[0])
        await self._app(scope, receive, send)

    def _wanted(self, scope: Scope) -> bool:
        """Tell whether the pages, or signing in at a provider, want an endpoint of Streamlit's."""
        if _USED.fullmatch(scope["path"]):
            return True
        return scope["path"] in self._opened and scope.get("method") in _SAFE

    def _known(self, host: str) -> bool:
        """Tell whether a Host is a name of this server, whatever its port."""
        full = host.lower()
        name = _without_port(full)
        if name in self._names or not self._hosts.isdisjoint({full, name}):
            return True
        return self._any_figures and _in_figures(name)

    def _fits(self, origin: str, host: str) -> bool:
        """Tell whether an Origin is the page of this Host, or of a name that is set."""
        try:
            page = urlsplit(origin.lower())
        except ValueError:
            return False
        if page.scheme not in ("http", "https"):
            return False
        default = ":443" if page.scheme == "https" else ":80"
        if page.netloc.removesuffix(default) == host.lower().removesuffix(default):
            return True
        return not self._hosts.isdisjoint({page.netloc, _without_port(page.netloc)})


def _without_port(host: str) -> str:
    return re.sub(r":\d*$", "", host) if not host.endswith("]") else host


def _in_figures(name: str) -> bool:
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _under_name_of(scope: Scope, origin: str) -> Scope:
    """Give a websocket its page's name as Host: Streamlit asks nobody where both are equal."""
    host = urlsplit(origin).netloc.encode("latin-1")
    others = [each for each in scope["headers"] if each[0] != b"host"]
    return {**scope, "headers": [*others, (b"host", host)]}


async def _refuse(
    scope: Scope, receive: Receive, send: Send, *, status: int, key: str, names: list[str]
) -> None:
    name = ", ".join(names)[:_LONGEST]
    why = "Host" if key == "server.host_refused" else "Origin"
    REFUSED.labels(why.lower()).inc()
    log.warning("refused: %s %r", why, name)
    words = [texts(lang)(key, name=name) for lang in LANGUAGES]
    await _answer(scope, receive, send, status=status, text="\n\n".join(words) + "\n")


async def _answer(scope: Scope, receive: Receive, send: Send, *, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
    else:
        await PlainTextResponse(text, status_code=status)(scope, receive, send)
