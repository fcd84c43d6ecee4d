"""Figures that one session sees before they are published: laid over the newest facts."""

import threading
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from geo.facts.load import as_draft
from geo.figures.atlas import Atlas
from geo.imports.draft import Draft
from geo.imports.publishing import preview
from geo.store.long_table import Origin
from ui.server import loaded
from ui.server.loaded import Loaded

MOST = 4
"""Drafts that are laid over the facts at once, those looked at last; others are laid anew."""


@dataclass(frozen=True, eq=False)
class Pending:
    """What a session looks at: a draft, and where its figures are said to come from."""

    made: Draft
    origin: Origin


_lock = threading.Lock()
_laid: WeakKeyDictionary[Pending, tuple[str, Loaded]] = WeakKeyDictionary()


def laid_over(pending: Pending) -> Loaded:
    """Return the newest facts with a draft laid over them, kept while its session holds it.

    Raises
    ------
    FactsError
        The facts would break a rule with it; every fault is listed.
    OSError
        The temporary folder cannot be written.
    """
    newest = loaded.newest()
    with _lock:
        version, found = _laid.pop(pending, ("", newest))
        if version != newest.facts.version:
            found = _lay(pending, newest)
        _laid[pending] = newest.facts.version, found
        for old in list(_laid)[:-MOST]:
            del _laid[old]
    return found


def _lay(pending: Pending, newest: Loaded) -> Loaded:
    facts = as_draft(preview(newest.shown.folder, pending.made, pending.origin))
    return replace(newest, facts=facts, atlas=Atlas(facts, newest.boundaries.credits))
