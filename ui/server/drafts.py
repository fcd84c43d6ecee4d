"""What one session sees before it is published: figures or layers, laid over the newest facts."""

import threading
from dataclasses import dataclass, replace
from hashlib import sha256
from weakref import WeakKeyDictionary, WeakValueDictionary

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

MOST = 16
"""Drafts that are laid over the facts at once, those looked at last; others are laid anew.

One takes some 14 MB and, the first time that it is shown, a second of a core."""


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

    @property
    def named(self) -> tuple[str, str]:
        """Where its figures are said to come from and since when: nothing for layers."""
        origin = self.origin
        return (origin.publisher, origin.retrieved.isoformat()) if origin else ("", "")


class _Content:
    """What some drafts say alike: two windows of one browser, or a page that comes back."""


_lock = threading.Lock()
_laying = threading.Lock()
"""One is laid at a time, and what is laid already does not wait for it."""
_contents: WeakValueDictionary[str, _Content] = WeakValueDictionary()
_content_of: WeakKeyDictionary[Pending, _Content] = WeakKeyDictionary()
_laid: WeakKeyDictionary[_Content, tuple[str, Loaded]] = WeakKeyDictionary()
_compared: WeakKeyDictionary[_Content, tuple[str, tuple[Difference, ...]]] = WeakKeyDictionary()
_drawn: WeakKeyDictionary[_Content, Boundaries] = WeakKeyDictionary()


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
    newest, content = loaded.newest(), _content(pending)
    found = _look_up(content, newest)
    if found is None:
        with _laying:
            found = _look_up(content, newest) or _lay(pending, content, newest)
            with _lock:
                _laid[content] = newest.facts.version, found
                for old in list(_laid)[:-MOST]:
                    del _laid[old]
    return found


def _content(pending: Pending) -> _Content:
    """Return what a draft says, the same object for all that say the same."""
    with _lock:
        found = _content_of.get(pending)
    if found is None:
        made = pending.made
        brings: tuple[object, ...] = (made.digest, pending.version)
        if isinstance(made, Draft):
            brings = made.figures, made.recognitions, made.indicators
        name = sha256(repr((pending.origin, *brings)).encode()).hexdigest()
        with _lock:
            found = _content_of[pending] = _contents.setdefault(name, _Content())
    return found


def _look_up(content: _Content, newest: Loaded) -> Loaded | None:
    """Return what is laid over these facts already, as what was looked at last."""
    with _lock:
        version, found = _laid.get(content, ("", newest))
        if version != newest.facts.version:
            return None
        _laid[content] = _laid.pop(content)
        return found


def compared(pending: Pending) -> tuple[Difference, ...]:
    """Return what a draft changes of the newest figures, cell by cell; nothing for layers."""
    made, origin, newest = pending.made, pending.origin, loaded.newest()
    if isinstance(made, LayersDraft) or origin is None:
        return ()
    content = _content(pending)
    version, found = _compared.get(content, ("", ()))
    if version != newest.facts.version:
        found = tuple(changes(newest.shown.folder, made, origin))
        _compared[content] = newest.facts.version, found
    return found


def drawn() -> tuple[Boundaries, ...]:
    """Return the layers of all drafts that are looked at now."""
    with _lock:
        return tuple(_drawn.values())


def _lay(pending: Pending, content: _Content, newest: Loaded) -> Loaded:
    if isinstance(pending.made, LayersDraft):
        boundaries = _layers(pending, pending.made, newest)
        with _lock:
            _drawn[content] = boundaries
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
