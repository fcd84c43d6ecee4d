"""The query of an address as it arrives: copied from a letter, doubled, with keys of others."""

from collections.abc import Mapping, Sequence

from geo.figures.atlas import Atlas
from geo.reading.progress.order import BACKWARDS, SORTS
from geo.saved.meeting import MOST_SCENES
from geo.targets.assessment import STATUSES
from geo.views.address import REVISION, SHOWN, SHOWS, VIEW_KEYS, meant_key
from geo.views.border import KEYS, border_options
from geo.views.compare.asked import COMPARE_KEYS, PARTS
from geo.views.request import NO_PAGE, Notice

EXTRA_KEYS = (
    *("section", "themes", "status", "plan", "scene", "sort", "card", "source", "meeting"),
    "draft",
    *("history", "tab", REVISION, SHOWN),
    *COMPARE_KEYS,
    *KEYS,
)
"""What pages keep in the address besides the view."""
TABS = ("catalogue", "downloads", "sources", "boundaries", "history")
"""Parts of the page of the data, in their order."""
SECTIONS = ("programme", "others", "plan", "tasks")
"""Parts of the page of the targets."""

_SHOWN = 80


def read_pairs(pairs: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], list[Notice]]:
    """Read the keys of a query as they are meant.

    Parameters
    ----------
    pairs
        All texts of each key.

    Returns
    -------
    query
        One text per known key. Letters and chats write ``&`` as ``&amp;``, which leaves keys such
        as ``amp;year``. Of several texts the last one stands.
    notices
        What is left out: keys that no page knows, and other texts of a key.
    """
    found: dict[str, list[str]] = {}
    for key, texts in pairs.items():
        found.setdefault(meant_key(key), []).extend(texts)
    query = {key: found[key][-1] for key in (*VIEW_KEYS, *EXTRA_KEYS, NO_PAGE) if found.get(key)}
    notices = [
        Notice("notice.double", (("key", key), ("value", value[:_SHOWN])))
        for key, value in query.items()
        if len(set(found[key])) > 1
    ]
    unknown = ", ".join(f"“{key}”" for key in found if key not in query)
    if unknown:
        notices.append(Notice("notice.unknown", (("keys", unknown[:_SHOWN]),)))
    return query, notices


def read_extras(atlas: Atlas, query: Mapping[str, str]) -> tuple[dict[str, str], list[Notice]]:
    """Read what pages keep besides the view; what none of them knows is left out.

    Parameters
    ----------
    atlas
        The atlas.
    query
        The query, one text per key. A plan and a meeting are read by their page, a revision
        and a draft before any of the facts; they tell their faults.

    Returns
    -------
    extras
        What is kept, by key.
    notices
        What is left out.
    """
    published = atlas.facts.published
    options: dict[str, Sequence[str]] = {
        "section": SECTIONS,
        "tab": TABS,
        "themes": sorted({target.theme for target in atlas.facts.targets.values()}),
        "status": STATUSES,
        "sort": [mark + name for name in SORTS for mark in ("", BACKWARDS)],
        "card": list(atlas.facts.targets),
        "scene": [str(at) for at in range(1, MOST_SCENES + 1)],
        "source": list(atlas.facts.sources),
        "history": [str(number) for number in published.releases] if published else [],
        "compare": PARTS,
        SHOWN: SHOWS,
        **border_options(atlas, query.get("flow", "")),
    }
    extras, notices = {}, []
    for key in EXTRA_KEYS:
        text = query.get(key, "")
        known = options.get(key)
        listed = text.split(",") if key in ("themes", "status") else [text]
        kept = [each for each in listed if known is None or each in known]
        if text and kept:
            extras[key] = ",".join(dict.fromkeys(kept))
        if text and kept != listed:
            wrong = ",".join(each for each in listed if each not in kept)
            notices.append(Notice(f"notice.{key}", (("value", wrong[:_SHOWN]),)))
    return extras, notices
