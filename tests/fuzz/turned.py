"""Bytes turned, and files cut off: what transport does to any file."""

import base64
import zlib

from hypothesis import strategies as st


class Packed(bytes):
    """A file that is printed packed, where it would fill pages; `of` takes what was printed."""

    def __repr__(self) -> str:
        return f"Packed.of({base64.b85encode(zlib.compress(self, 9)).decode()!r})"

    @classmethod
    def of(cls, text: str) -> "Packed":
        """Return the file that was printed."""
        return cls(zlib.decompress(base64.b85decode(text)))


@st.composite
def turned(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Turn up to four bytes of a file; every other one is cut off, too."""
    return turn(draw, draw(whole))


def turn(draw: st.DrawFn, whole: bytes) -> bytes:
    """Do the same to a content that is known already."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        if content:
            content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)
