"""Streamlit's program as the pages need it, packed once and held in memory.

Streamlit sends it unpacked, 2.8 MB for a first view, and reads each file anew for every reader.
"""

import gzip
import re
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.server.page_paths import PATHS
from ui.server.sent.parts import named_parts

_STATIC = Path(streamlit.__file__).parent / "static"
_NAMED = re.compile(r'/(static/(?:js|css)/[^"]+)"')
_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}
_held: dict[str, tuple[bytes, str]] = {}


def pack_program() -> None:
    """Pack all that the pages name of Streamlit's program; each file serves once it is packed."""
    page = (_STATIC / "index.html").read_text(encoding="utf-8")
    names = "".join((page, *map(named_parts, PATHS.values())))
    for name in dict.fromkeys(_NAMED.findall(names)):
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        _held[f"/{name}"] = gzip.compress((_STATIC / name).read_bytes(), 6, mtime=0), kind


class PackedProgram:
    """Answer for what is packed; leave all else to Streamlit.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        held = _held.get(scope["path"]) if scope["type"] == "http" else None
        if held is None or scope["method"] != "GET" or not _takes_packed(scope):
            await self._app(scope, receive, send)
            return
        body, kind = held
        await Response(body, media_type=kind, headers=_HEADERS)(scope, receive, send)


def _takes_packed(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers
