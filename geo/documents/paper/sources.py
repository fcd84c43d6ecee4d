"""The sources of a document as plain data: listed at its end by numbers, which its pages cite."""

from collections.abc import Iterable, Sequence
from typing import Any

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.sources.words import cited

_WEB = ("https://", "http://")


def source_list(atlas: Atlas, keys: Sequence[str], *, lang: str) -> dict[str, Any]:
    """Put sources into the list that ``sources.typ`` shows.

    Parameters
    ----------
    atlas
        The atlas.
    keys
        Their ids, in the order of their numbers.
    lang
        Language.

    Returns
    -------
    listed : dict
        ``title`` and ``rows``; a row without ``url`` has an address that is no link.
    """
    rows = []
    for key in keys:
        source = atlas.facts.sources[key]
        url = source.url if source.url.startswith(_WEB) else ""
        rows.append({"words": cited(source, lang=lang), "address": source.url, "url": url})
    return {"title": texts(lang)("export.sheet_sources"), "rows": rows}


def cites(numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Print the numbers of sources, those that follow each other as one: 1–6, 9."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        {"first": run[0], "words": f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0])}
        for run in runs
    ]
