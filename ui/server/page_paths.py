"""The addresses of the pages."""

PATHS = {
    "overview": "",
    "map": "ban-do",
    "compare": "so-sanh",
    "targets": "muc-tieu",
    "gates": "cua-khau",
    "merger": "sap-xep",
    "present": "trinh-chieu",
    "data": "du-lieu",
    "imports": "nhap-so-lieu",
    "sources": "nguon",
}
"""Path of every page by its name, in the order of the navigation; the first has none."""
BENEATH = frozenset({"sources"})
"""Pages that another one leads to, and the navigation does not."""
SIGN_IN, SIGN_OUT = "/dang-nhap", "/dang-xuat"
"""Where an editor with an account of this server signs in and out: no pages of Streamlit's."""
