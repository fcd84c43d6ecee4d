"""What a PNG says of itself besides its pixels."""

import struct
import zlib

_HEAD = 33
"""Bytes of the signature and of the first chunk, behind which others may stand."""


def with_title(content: bytes, title: str, *, dpi: int) -> bytes:
    """Return a PNG that names its title, and its size on paper."""
    text = b"Title\0\0\0\0\0" + title.encode()
    metre = round(dpi / 0.0254)
    size = (
        b""
        if b"pHYs" in content[: 2 * _HEAD + 40]
        else _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1))
    )
    return content[:_HEAD] + size + _chunk(b"iTXt", text) + content[_HEAD:]


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
