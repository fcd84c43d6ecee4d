"""What one session sees before it is published: figures or layers, laid over the newest facts."""

import threading
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from geo.boundaries.choose import Boundaries
from geo.errors import AtlasError
from geo.facts.load import as_draft
from geo.figures.atlas import Atlas
from geo.imports.draft import Draft
from geo.imports.layers import LayersDraft, read_layers
from geo.imports.publishing import changes, preview
from geo.store.long_table import Origin
from geo.store.states import Difference
from ui.server import loaded
from ui.server.loaded import Loaded

MOST = 4
"""Drafts that are laid over the facts at once, those looked at last; others are laid anew."""


@dataclass(frozen=True, eq=False)
class Pending:
    """What a session looks at: a draft, where its figures are said to come from, and upon what.

    Parameters
    ----------
    made
        The draft.
    origin
        Where its figures are from; layers have none.
    version
        The facts that it was made beside.
    """

    made: Draft | LayersDraft
    origin: Origin | None
    version: str


_lock = threading.Lock()
_laid: WeakKeyDictionary[Pending, tuple[str, Loaded]] = WeakKeyDictionary()
_compared: WeakKeyDictionary[Pending, tuple[str, tuple[Difference, ...]]] = WeakKeyDictionary()
_drawn: WeakKeyDictionary[Pending, Boundaries] = WeakKeyDictionary()


def laid_over(pending: Pending) -> Loaded:
    """Return the newest facts with a draft laid over them, kept while its session holds it.

    Raises
    ------
    FactsError
        The facts would break a rule with it; every fault is listed.
    AtlasError
        The layers do not fit the facts that have come since.
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


def compared(pending: Pending) -> tuple[Difference, ...]:
    """Return what a draft changes of the newest figures, cell by cell; nothing for layers."""
    made, origin, newest = pending.made, pending.origin, loaded.newest()
    if isinstance(made, LayersDraft) or origin is None:
        return ()
    version, found = _compared.get(pending, ("", ()))
    if version != newest.facts.version:
        found = tuple(changes(newest.shown.folder, made, origin))
        _compared[pending] = newest.facts.version, found
    return found


def drawn() -> tuple[Boundaries, ...]:
    """Return the layers of all drafts that are looked at now."""
    with _lock:
        return tuple(_drawn.values())


def _lay(pending: Pending, newest: Loaded) -> Loaded:
    if isinstance(pending.made, LayersDraft):
        boundaries = _layers(pending, pending.made, newest)
        _drawn[pending] = boundaries
        facts = as_draft(newest.facts)
        return replace(
            newest, facts=facts, boundaries=boundaries, atlas=Atlas(facts, boundaries.credits)
        )
    assert pending.origin is not None
    facts = as_draft(preview(newest.shown.folder, pending.made, pending.origin))
    return replace(newest, facts=facts, atlas=Atlas(facts, newest.boundaries.credits))


def _layers(pending: Pending, made: LayersDraft, newest: Loaded) -> Boundaries:
    """Return the layers of a draft, drawn anew where other facts have come since."""
    if pending.version != newest.facts.version:
        folder = newest.shown.folder
        made = read_layers(newest.facts, made.content, name=made.name, folder=folder)
    if made.drawn is None:
        raise AtlasError("bring.layers_not_yet")
    return made.drawn
