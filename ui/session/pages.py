"""The pages as Streamlit knows them."""

import streamlit as st

from geo.language.texts import texts
from ui.server.page_paths import PATHS
from ui.server.settings import ROOT

Pages = dict[str, "st.Page"]


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
