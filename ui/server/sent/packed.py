"""Streamlit's program as the pages need it, joined, packed once and held in memory.

Streamlit sends it unpacked, 2.8 MB for a first view, and reads each file anew for every reader.
"""

import gzip
import re
from functools import cache

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.server.sent.joined import STATIC
from ui.server.sent.parts import program

_NAMED = re.compile(r'/(static/(?:js|css)/[^"]+)"')
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
_held: dict[str, tuple[bytes, str]] = {}


def pack_program() -> None:
    """Pack all that the pages name of Streamlit's program; each file serves once it is packed."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    folder = f"static/{program().folder}/"
    for name, text in program().files.items():
        _held[f"/{folder}{name}"] = _packed(text.encode()), "text/javascript"
    for name in dict.fromkeys(_NAMED.findall(page)):
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        packed = _packed((STATIC / name).read_bytes())
        _held.setdefault(f"/{name.replace('static/js/', folder)}", (packed, kind))


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)


class PackedProgram:
    """Answer for what is packed or joined; leave all else to Streamlit.

    Parameters
    ----------
    app
        The application to wrap.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        answer = _answer(scope) if scope["type"] == "http" else None
        if answer is None:
            await self._app(_as_streamlit_knows_it(scope), receive, send)
            return
        await answer(scope, receive, send)


def _answer(scope: Scope) -> Response | None:
    held = _held.get(scope["path"])
    if scope["method"] == "GET" and held is not None and _takes_packed(scope):
        packed, kind = held
        return Response(packed, media_type=kind, headers=_HEADERS | {"Content-Encoding": "gzip"})
    folder, _, name = scope["path"].rpartition("/")
    text = program().files.get(name) if folder == _folder() else None
    if text is None:
        return None
    return Response(text, media_type="text/javascript", headers=_HEADERS)


def _as_streamlit_knows_it(scope: Scope) -> Scope:
    """Return a request for a file of the program that is as Streamlit has it, at its address."""
    folder, _, name = scope.get("path", "").rpartition("/")
    return {**scope, "path": f"/static/js/{name}"} if folder == _folder() else scope


@cache
def _folder() -> str:
    return f"/static/{program().folder}"


def _takes_packed(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers
