"""The parts of Streamlit's program that a page draws with, told to the browser with the page.

Streamlit names what every page needs in its own HTML; what an element needs it asks for when the
first run has sent that element, and draws then. Named in the page, the parts of its elements come
with all others, while the browser has nothing else to do.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import streamlit

from ui.server.page_paths import PATHS, rooted

_STATIC = Path(streamlit.__file__).parent / "static"
_PARTS = _STATIC / "static" / "js"
_IMPORT = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
_NAMED = re.compile(r'static/js/([^"]+\.js)"')
EVERYWHERE = ("Html", "PageLink", "ButtonGroup", "Button")
"""Elements of every page: its head has them all."""
OF_THE_MAP = ("Selectbox", "Slider", "ComponentInstance")
"""Elements of the map's page besides."""


@cache
def named_parts(path: str) -> str:
    """Return the links for the head of a page, by its path without a slash before it."""
    elements = (*EVERYWHERE, *(OF_THE_MAP if path == PATHS["map"] else ()))
    found = dict.fromkeys(part for each in elements for part in _parts_of(each))
    link = '<link rel="modulepreload" crossorigin href="{}">'
    return "".join(link.format(rooted(f"/static/js/{part}")) for part in found)


def _parts_of(element: str) -> Iterator[str]:
    """Yield the files that an element is made of, less those that every page has anyway."""
    waiting = [file.name for file in _PARTS.glob(f"{element}.*.js")]
    seen = set(_NAMED.findall((_STATIC / "index.html").read_text(encoding="utf-8")))
    while waiting:
        part = waiting.pop(0)
        if part in seen:
            continue
        seen.add(part)
        waiting += _IMPORT.findall((_PARTS / part).read_text(encoding="utf-8"))
        yield part
