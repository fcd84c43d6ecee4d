"""The addresses of the pages."""

from geo.views.address import COMPARE_PAGE, MAP_PAGE, PORTRAIT_PAGE
from geo.views.border_address import GATES_PAGE
from ui.server import loaded

PATHS = {
    "overview": "",
    "map": MAP_PAGE,
    "compare": COMPARE_PAGE,
    "targets": "muc-tieu",
    "gates": GATES_PAGE,
    "merger": "sap-xep",
    "portrait": PORTRAIT_PAGE,
    "present": "trinh-chieu",
    "data": "du-lieu",
    "imports": "nhap-so-lieu",
    "sources": "nguon",
}
"""Path of every page by its name, in the order of the navigation; the first has none."""
BENEATH = frozenset({"sources", "portrait"})
"""Pages that another one leads to, and the navigation does not."""
SIGN_IN, SIGN_OUT = "/dang-nhap", "/dang-xuat"
"""Where an editor with an account of this server signs in and out: no pages of Streamlit's."""


def rooted(path: str) -> str:
    """Return a path of the atlas as browsers ask its host for it: below ``BASE_PATH``."""
    return loaded.settings().base_path + path
