"""The pages and their addresses."""

import streamlit as st

from geo.language.texts import texts
from ui.server.settings import ROOT

Pages = dict[str, "st.Page"]
PATHS = {
    "overview": "",
    "map": "ban-do",
    "targets": "muc-tieu",
    "present": "trinh-chieu",
    "data": "du-lieu",
}
"""Path of every page by its name, in the order of the navigation; the first has none."""


def pages(lang: str) -> Pages:
    """Return the pages by name, in the order of the navigation."""
    t = texts(lang)
    return {
        name: st.Page(
            ROOT / "pages" / f"{name}.py",
            title=t(f"page.{name}"),
            url_path=path,
            default=not path,
        )
        for name, path in PATHS.items()
    }
