"""The pages as Streamlit knows them, and how the window of the browser is named."""

from urllib.parse import urlsplit

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


def page_address(name: str, query: str) -> str:
    """Return the address of a page as others reach it.

    Parameters
    ----------
    name
        Name of the page in `PATHS`.
    query
        What it is asked, as an address has it.

    Returns
    -------
    address : str
        As the reader opened the atlas; without the host where only this machine opens that.
    """
    return f"{opened_at()}/{PATHS[name]}?{query}"


def opened_at() -> str:
    """Return where the reader opened the atlas; empty where only this machine opens that."""
    opened = urlsplit(st.context.url or "")
    if opened.hostname in (None, "localhost") or opened.hostname.startswith(("127.", "::1")):
        return ""
    # the last part is the path of the page that is open
    return f"{opened.scheme}://{opened.netloc}{opened.path.rpartition('/')[0]}"
