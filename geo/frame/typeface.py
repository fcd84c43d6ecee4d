"""The typeface of the pages, for the frame and for files that are read without them.

Streamlit brings Source Sans along and serves it to its pages under a name that changes with its
version. The file is read where it lies; the library does not import Streamlit for that.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Source Sans"
_PLACE = "static/static/media"
_FORM = "SourceSansVF-Upright.*.woff2"


@cache
def typeface() -> bytes:
    """Return the typeface as WOFF2, all weights in one; empty where Streamlit brings none."""
    file = typeface_file()
    return file.read_bytes() if file else b""


def typeface_file() -> Path | None:
    """Return the file of the typeface, whose name has a hash in it; None where there is none."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        return None
    found = sorted((Path(spec.origin).parent / _PLACE).glob(_FORM))
    return found[0] if found else None


def face_style(address: str) -> str:
    """Return the style that names the typeface at an address."""
    return (
        f'@font-face{{font-family:"{FAMILY}";src:url({address}) format("woff2");'
        "font-weight:200 900;font-style:normal;font-display:swap}"
    )
