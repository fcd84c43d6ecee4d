"""The pages as Streamlit knows them, and how the window of the browser is named."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.targets.goals import target_year
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


def app_title(atlas: Atlas, *, lang: str) -> str:
    """Name the atlas: the province, with the year of its targets if it has some."""
    title, year = pick(atlas.facts.province, "name", lang), target_year(atlas)
    return title if year is None else texts(lang)("app.title", province=title, year=year)


def name_window(atlas: Atlas, words: str, *, lang: str) -> None:
    """Name the window, and so the reader's bookmark, by what the page shows."""
    st.set_page_config(page_title=f"{words} – {app_title(atlas, lang=lang)}")
