"""The pages and their addresses."""

import streamlit as st

from geo.texts import texts
from ui.settings import ROOT

Pages = dict[str, "st.Page"]


def pages(lang: str) -> Pages:
    """Return the pages by name, in the order of the navigation."""
    t = texts(lang)
    return {
        "overview": st.Page(
            ROOT / "pages" / "overview.py", title=t("page.overview"), url_path="", default=True
        ),
        "map": st.Page(ROOT / "pages" / "map.py", title=t("page.map"), url_path="ban-do"),
        "targets": st.Page(
            ROOT / "pages" / "targets.py", title=t("page.targets"), url_path="muc-tieu"
        ),
        "present": st.Page(
            ROOT / "pages" / "present.py", title=t("page.present"), url_path="trinh-chieu"
        ),
        "data": st.Page(ROOT / "pages" / "data.py", title=t("page.data"), url_path="du-lieu"),
    }
