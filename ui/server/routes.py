"""What the server adds to Streamlit: its own routes and the security headers of every answer."""

import asyncio
import base64
import gzip
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Collection
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.boundaries.brought.doubts import doubt_text
from ui.server import loaded
from ui.server.assets import find_asset, page_addresses
from ui.server.browser import BrowserCookie
from ui.server.connection import STARTED, connection_script
from ui.server.described import described
from ui.server.editors import sign_in
from ui.server.editors.way_back import OPENED, WayBack
from ui.server.guard import Guard
from ui.server.limits import QuietFrames, UploadLimits
from ui.server.page_html import PageHtml
from ui.server.page_paths import PATHS, rooted
from ui.server.sent.beneath import Outside, beneath
from ui.server.sent.packed import PackedProgram
from ui.server.sent.parts import named_parts, with_program
from ui.server.settings import ROOT
from ui.server.watched import contact
from ui.server.watched.numbers import metrics
from ui.server.watched.requests import Watched
from ui.server.watched.sessions import SessionLimits, open_sessions
from ui.server.years.series import find_years

MAP_COMPONENT = "/component/streamlit_folium.st_folium/"
"""The one path whose scripts may evaluate: streamlit-folium puts the map's script together in
the browser. No text of a user enters that script but as escaped JSON."""

_FOREVER = "public, max-age=31536000, immutable"
_MEDIA = "private, max-age=31536000, immutable"
"""For Streamlit's pictures and downloads: named by their content, and made for one reader."""
_ONE = asyncio.Semaphore(1)
"""Years are worked out for one view at a time: whoever turns a view now goes first."""
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def routes() -> list[Route]:
    """Return the routes that come before Streamlit's own."""
    return [
        # a page that cannot connect learns by POST whether its Origin is the reason
        Route(rooted("/healthz"), _health, methods=["GET", "POST"]),
        Route(rooted("/assets/years/{name}"), _years),
        Route(rooted("/metrics"), metrics),
        Route(rooted(contact.PATH), contact.contact),
        Route(rooted("/assets/{path:path}"), _asset),
        *sign_in.routes(),
    ]


def middleware() -> list[Middleware]:
    """Return the middleware that goes around Streamlit's own."""
    settings = loaded.settings()
    script = connection_script()
    style, *scripts = page_addresses()
    opened = OPENED if settings.editors.provider else frozenset[str]()
    return beneath(
        settings.base_path,
        Middleware(
            SecurityHeaders,
            tiles_origin=settings.tiles_origin,
            script=script,
            ancestors=settings.frame_ancestors,
        ),
        Middleware(Watched),
        Middleware(Guard, address=settings.address, hosts=settings.hosts, opened=opened),
        *([Middleware(Outside, base=settings.base_path)] if settings.base_path else ()),
        Middleware(PackedProgram),
        Middleware(BrowserCookie),
        Middleware(WayBack),
        Middleware(UploadLimits),
        Middleware(SessionLimits, most=settings.most_sessions),
        Middleware(QuietFrames),
        Middleware(
            PageHtml,
            style=style,
            scripts=scripts,
            paths=frozenset(PATHS.values()),
            script=script,
            started=STARTED,
            describe=described,
            preload=named_parts,
            changed=with_program,
        ),
    )


@cache
def app_version() -> str:
    """Return the version of the app, as ``pyproject.toml`` gives it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


class SecurityHeaders:
    """Give every answer over HTTP the headers that keep foreign content out of the pages.

    Cookies that come over TLS stay there, whoever gives them. Websockets pass untouched.

    Parameters
    ----------
    app
        The application to wrap.
    tiles_origin
        Host of the background tiles, the only foreign one, and for the map's images only.
    script
        The script that the pages carry besides Streamlit's.
    ancestors
        Hosts whose pages may show the atlas in a frame, besides its own.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        tiles_origin: str = "",
        script: str = "",
        ancestors: Collection[str] = (),
    ) -> None:
        self._app = app
        framing = " ".join(["'self'", *ancestors])
        # the older header knows no list: it would keep every other host out
        left_out = {"X-Frame-Options"} if ancestors else set()
        self._fixed = {name: each for name, each in _FIXED_HEADERS.items() if name not in left_out}
        index = Path(streamlit.__file__).parent / "static" / "index.html"
        page = index.read_text(encoding="utf-8") + f"<script>{script}</script>"
        hashes = " ".join(script_hashes(page))
        self._page = _policy(scripts=f"'self' {hashes}", framing=framing)
        # a hash would switch 'unsafe-inline' off
        scripts = "'self' 'unsafe-inline' 'unsafe-eval'"
        self._map = _policy(scripts=scripts, images=tiles_origin, framing=framing)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and put the headers on its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        policy = self._map if scope["path"].startswith(MAP_COMPONENT) else self._page
        host = Headers(scope=scope).get("host", "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy + _websockets_of(host)
                for name, value in self._fixed.items():
                    headers[name] = value
                if scope["scheme"] == "https":
                    _keep_to_tls(headers)
                kept = _kept(scope["path"])
                if kept and message["status"] in (200, 206):
                    headers["Cache-Control"] = kept
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _keep_to_tls(headers: MutableHeaders) -> None:
    """Mark the cookies of an answer; Streamlit leaves that out behind a proxy."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        marked = "secure" in re.split(r"; *", cookie.lower())
        headers.append("set-cookie", cookie if marked else f"{cookie}; Secure")


def _kept(path: str) -> str:
    """Say how long a browser keeps what Streamlit serves under a name with a hash in it."""
    if path.startswith("/media/"):
        return _MEDIA
    return _FOREVER if path.startswith(f"{MAP_COMPONENT}static/") else ""


def script_hashes(html: str) -> list[str]:
    """Return the inline scripts of a page as a content security policy names them.

    Parameters
    ----------
    html
        The page.

    Returns
    -------
    hashes
        One ``'sha256-…'`` per script without an address, in the order of the page.
    """
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _policy(*, scripts: str, framing: str, images: str = "") -> str:
    """Write a policy; it ends in ``connect-src``, which `_websockets_of` completes."""
    directives = {
        "default-src": "'self'",
        "script-src": scripts,
        # Streamlit's components and the map write their styles from scripts
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob: {images}".rstrip(),
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": framing,
        "connect-src": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _websockets_of(host: str) -> str:
    # 'self' alone does not cover ws: in browsers of before 2022, and offices keep those
    return f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""


async def _asset(request: Request) -> Response:
    asset = find_asset(request.url.path)
    if asset is None:
        return PlainTextResponse("Not found\n", status_code=404)
    headers = {"Cache-Control": _FOREVER}
    if not asset.packed:
        return Response(asset.body, media_type=asset.media_type, headers=headers)
    headers["Vary"] = "Accept-Encoding"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset.body, media_type=asset.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(asset.packed, media_type=asset.media_type, headers=headers)


async def _years(request: Request) -> Response:
    name, query = request.path_params["name"], dict(request.query_params)
    async with _ONE:
        packed = await run_in_threadpool(find_years, name, query)
    if packed is None:
        return PlainTextResponse("Not found\n", status_code=404)
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), media_type="application/json", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(packed, media_type="application/json", headers=headers)


async def _health(_request: Request) -> JSONResponse:
    # one version for the whole answer
    held = loaded.newest()
    facts, boundaries = held.facts, held.boundaries
    units = Counter(vintage for vintage, _ in facts.units)
    # the path of a replacement stays with the operator: readers learn its name
    source = Path(boundaries.source).name
    content = {
        "status": "ok",
        "full": open_sessions() >= loaded.settings().most_sessions,
        "version": app_version(),
        "started": STARTED,
        "data_version": facts.version,
        "revision": held.shown.revision,
        "store": held.shown.problems,
        "counts": {
            "units": {vintage: units[vintage] for vintage in facts.province.vintage_ids},
            "indicators": len(facts.indicators),
            "observations": len(facts.observations),
            "sources": len(facts.sources),
        },
        "boundaries": {
            "source": source,
            "layers": {name: len(layer.codes) for name, layer in boundaries.layers.items()},
            "replaced": list(boundaries.credits),
            "faults": [str(fault) for fault in boundaries.faults],
            "doubts": [doubt_text(facts, doubt, lang="en") for doubt in boundaries.doubts],
        },
    }
    return JSONResponse(content, headers={"Cache-Control": "no-store"})
