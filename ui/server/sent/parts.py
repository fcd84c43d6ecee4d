"""The parts of Streamlit's program that a page draws with, told to the browser with the page.

Streamlit names what every page needs in its own HTML; what an element needs it asks for when the
first run has sent that element, and draws then. Named in the page, the parts of its elements come
with all others, while the browser has nothing else to do.
"""

from functools import cache

from ui.server.page_paths import PATHS, rooted
from ui.server.sent.joined import Joined, join

EVERYWHERE = ("Html", "PageLink", "ButtonGroup", "Button", "ComponentInstance")
"""Elements of every page: its head has them all but the last, which is the frame of maps."""
OF_THE_MAP = ("Slider", "Selectbox", "DownloadButton")
"""Elements of the map's page besides."""
_FOLDER = b"/static/js/"


def program() -> Joined:
    """Return Streamlit's program with the parts of these elements joined."""
    return join(EVERYWHERE, OF_THE_MAP)


def with_program(page: bytes) -> bytes:
    """Return Streamlit's page with the addresses of the program that is joined."""
    return page.replace(_FOLDER, f"/static/{program().folder}/".encode())


@cache
def named_parts(path: str) -> str:
    """Return the links for the head of a page, by its path without a slash before it."""
    everywhere, of_the_map = program().groups
    named = (everywhere, *([of_the_map] if path == PATHS["map"] else ()))
    folder = rooted(f"/static/{program().folder}")
    link = '<link rel="modulepreload" crossorigin href="{}/{}">'
    return "".join(link.format(folder, name) for name in named)
