"""Links to a source: its own page inside the atlas first, from there outward."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from geo.facts.model import Source, Target
from geo.figures.atlas import Atlas
from geo.language.texts import LANGUAGES, pick, texts
from geo.reading.revisions import release_texts
from geo.reading.sources.words import cited, source_short
from ui.server.loaded import pinned_query
from ui.server.page_paths import PATHS


def source_address(source: Source, *, lang: str) -> str:
    """Return the address of a source's own page, relative to any other page."""
    query = {"source": source.source_id} | ({"lang": lang} if lang != LANGUAGES[0] else {})
    query |= pinned_query()
    return f"{PATHS['sources']}?{urlencode(query)}"


def source_link(source: Source, *, lang: str, words: str = "", whole: bool = True) -> str:
    """Return a link to a source's own page.

    Parameters
    ----------
    source
        The source.
    lang
        Language of the page.
    words
        What the link says; empty for publisher and date.
    whole
        Whether the whole citation stands on hover.
    """
    said = words or source_short(source, lang=lang)
    title = cited(source, lang=lang) if whole else ""
    return inside_link(said, source_address(source, lang=lang), title=title)


def goal_line(
    atlas: Atlas, target: Target, said: str, *, lang: str, css: str = "target", short: bool = True
) -> str:
    """Return a line that says a target in these words and leads to where it was set.

    Where a line is `short`, the link is one word.
    """
    source = atlas.facts.sources[target.source_id]
    words = texts(lang)("card.source") if short else ""
    line = f"{escape(said)} · {source_link(source, lang=lang, words=words)}"
    title = escape(pick(target, "text", lang))
    return f'<p class="{css}" title="{title}">{line}</p>'


def release_line(atlas: Atlas, releases: Sequence[int], *, lang: str) -> str:
    """Return a line that leads from a figure to the revisions that published it, if any did."""
    links = release_links(atlas, releases, lang=lang)
    return f'<p class="small release">{links}</p>' if links else ""


def release_links(atlas: Atlas, releases: Sequence[int], *, lang: str) -> str:
    """Return links to the revisions that published a figure; empty where nothing ever was."""
    said = release_texts(atlas, releases, lang=lang)
    query = ({"lang": lang} if lang != LANGUAGES[0] else {}) | pinned_query()
    return "; ".join(
        inside_link(words, f"{PATHS['data']}?{urlencode({'history': number} | query)}")
        for number, words in said.items()
    )


def inside_link(words: str, address: str, *, title: str = "") -> str:
    """Return a link to a page of the atlas, in another tab: this one keeps its map and meeting."""
    hover = f' title="{escape(title)}"' if title and title != words else ""
    return f'<a href="{escape(address)}" target="_blank" rel="noopener"{hover}>{escape(words)}</a>'
