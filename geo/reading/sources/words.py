"""Sources in words: who issued what and when, what kind of source it is, where its page opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.facts.model import Facts, Source
from geo.language.numbers import format_date
from geo.language.texts import pick, texts

NAMED = 2
"""Sources that a line names; the rest are counted."""


@dataclass(frozen=True)
class Outward:
    """An address outside the atlas and the words of the link that leads there."""

    address: str
    words: str


def source_title(source: Source, *, lang: str) -> str:
    """Return the title of a source: Vietnamese for Vietnamese readers, else its own."""
    return pick(source, "title", lang)


def source_publisher(source: Source, *, lang: str) -> str:
    """Return who issued or published a source: in Vietnamese for Vietnamese readers."""
    return pick(source, "publisher", lang)


def source_kind(source: Source, *, lang: str) -> str:
    """Name the kind of a source: an official table, a decision, the press."""
    return texts(lang)(f"source.kind_{source.kind}")


def source_day(source: Source, *, lang: str) -> str:
    """Return when a source was published; where it does not say, when it was read."""
    if source.published:
        return format_date(source.published, lang=lang)
    return texts(lang)("source.read_on", day=format_date(source.retrieved, lang=lang))


def source_short(source: Source, *, lang: str) -> str:
    """Name a source by its publisher and date, where there is no room for more."""
    fields = {
        "publisher": source_publisher(source, lang=lang),
        "day": source_day(source, lang=lang),
    }
    return texts(lang)("source.short", **fields)


def cited(source: Source, *, lang: str) -> str:
    """Name a source in one line: publisher, date, title, kind."""
    return texts(lang)(
        "source.line",
        publisher=source_publisher(source, lang=lang),
        day=source_day(source, lang=lang),
        title=source_title(source, lang=lang),
        kind=source_kind(source, lang=lang),
    )


def cited_all(facts: Facts, keys: Sequence[str], *, lang: str) -> str:
    """Name the first sources of some, and count the others; empty for none."""
    return listed([cited(facts.sources[key], lang=lang) for key in keys], lang=lang)


def listed(lines: Sequence[str], *, lang: str) -> str:
    """Join the first citations of some, and count the others."""
    named = list(lines[:NAMED])
    if len(lines) > len(named):
        named.append(texts(lang)("reading.more_sources", count=len(lines) - len(named)))
    return "; ".join(named)


def outward(source: Source, *, lang: str) -> tuple[Outward, ...]:
    """Return where a source can be opened, a Vietnamese original before the page that was read.

    Parameters
    ----------
    source
        The source.
    lang
        Language of the words, which name the language of each page.
    """
    t = texts(lang)
    links = []
    if source.original_url:
        words = t("source.open_original", language=t("source.language_vi"))
        links.append(Outward(source.original_url, words))
    if source.url:
        key = "source.open_read" if source.original_url else "source.open"
        words = t(key, language=source_language(source, lang=lang))
        links.append(Outward(source.url, words))
    return tuple(links)


def source_language(source: Source, *, lang: str) -> str:
    """Name the language of the page that a source opens."""
    return texts(lang)(f"source.language_{source.language or 'unknown'}")
