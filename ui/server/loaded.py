"""The facts and boundaries of the process: one version at a time, shared by server and pages.

A version is read whole, then put in the place of the one before in a single step; what is worked
out from it is kept with it and goes with it. A run of the script that has begun ends on the
version it began with.
"""

import gc
import sys
import threading
import weakref
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from geo.boundaries.choose import Boundaries, load_boundaries
from geo.errors import AtlasError, FactsError, Fault, MeetingError
from geo.facts.environment import built_layers
from geo.facts.load import load_facts, with_published
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.saved.meeting import Meeting, shipped_meeting
from geo.views.address import REVISION
from ui.server.open_pages import OpenPages
from ui.server.revisions import SECONDS, Shown, Store
from ui.server.settings import Settings

Edition = tuple[str, str]
"""Code of a province and version of its facts."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """All that is read from a data folder, which may change or go from then on.

    Parameters
    ----------
    facts
        The facts.
    boundaries
        The boundary layers that are drawn.
    atlas
        The facts together with what is worked out from them.
    meeting
        The ready-made meeting of the folder, or None.
    meeting_faults
        Why there is none.
    shown
        Where the facts were read from: the shipped folder, or a revision of the store.
    """

    facts: Facts
    boundaries: Boundaries
    atlas: Atlas
    meeting: Meeting | None
    meeting_faults: tuple[Fault, ...]
    shown: Shown


_lock = threading.RLock()
_newest: Loaded | None = None
_settled: "weakref.WeakSet[Loaded]" = weakref.WeakSet()
_run = threading.local()
_MOST_PINNED = 3
"""Revisions beside the newest that are held at once, those asked for last."""
_pinned: dict[tuple[int, tuple[str, str, str] | None], Loaded] = {}
_pinning = threading.Lock()
_pages = OpenPages()
_published = threading.Event()


@cache
def settings() -> Settings:
    """Return the settings of the process.

    Raises
    ------
    SettingsError
        A setting cannot be understood.
    """
    return Settings.from_environment()


def _facts(folder: Path | None) -> tuple[Shown, Facts]:
    if folder is not None:
        return Shown(folder), load_facts(folder)
    shown, shipped = store().shown(), settings().data_dir
    try:
        return shown, _published_facts(shown)
    except FactsError as error:
        if shown.folder == shipped:
            raise
        # this version of the program asks more of the facts than the one that took them in
        shown = replace(shown, folder=shipped, faults=error.faults, published=None)
        return shown, load_facts(shipped)


def _published_facts(shown: Shown) -> Facts:
    found = load_facts(shown.folder)
    return with_published(found, shown.published) if shown.published else found


@cache
def store() -> Store:
    """Return the store of the process."""
    return Store(settings())


def read(folder: Path | None = None) -> Loaded:
    """Read all that the atlas needs of a data folder.

    Layers that the folder lacks are built from its gazetteer. A faulty ``BOUNDARIES`` is not an
    error: the layers of the data folder stay in use and `Boundaries.faults` says why.

    Parameters
    ----------
    folder
        The data folder; without one that of the settings, or of the newest revision in the store.

    Returns
    -------
    loaded
        What stands in it, not yet in use.

    Raises
    ------
    FactsError
        The data folder is faulty; every fault is listed.
    """
    return _with_facts(*_facts(folder))


def _with_facts(shown: Shown, found: Facts) -> Loaded:
    own = settings()
    drawn = load_boundaries(
        found,
        folder=shown.folder,
        replacement=own.boundaries,
        credit=own.boundaries_credit,
        beside=built_layers(own, shown.folder),
    )
    made = Atlas(found, drawn.credits)
    try:
        meeting = shipped_meeting(made, shown.folder)
        return Loaded(found, drawn, made, meeting, (), shown)
    except MeetingError as error:
        return Loaded(found, drawn, made, None, error.faults, shown)


def use(loaded: Loaded) -> None:
    """Put a version in the place of the one in use; every session gets it with its next run."""
    global _newest
    with _lock:
        _newest = loaded


def newest() -> Loaded:
    """Return the version in use; the first one asked for is that of the settings."""
    global _newest
    with _lock:
        if _newest is None:
            _newest = read()
        return _newest


def published_here() -> None:
    """Have the store looked at now: this process has published something itself."""
    _published.set()


def follow_store() -> None:
    """Look at the store again and again, and show what is published in it, in open pages too."""
    told = ""
    while True:
        _published.wait(SECONDS)
        _published.clear()
        try:
            look_at_store()
            told = ""
        except (AtlasError, OSError) as error:
            if str(error) != told:
                told = str(error)
                print(told, file=sys.stderr)


def look_at_store() -> None:
    """Show the newest revision of the store where it is another one than is shown."""
    if store().differs(newest().shown):
        found = read()
        # it may go away between the two looks at it: the figures shown last stay
        if newest().shown.off or not found.shown.off:
            use(found)
            _pages.all_wait()
    _pages.rerun()


def open_run(revision: int | None = None) -> Atlas:
    """Begin a run of the script: its thread stays with the version that is in use now.

    Parameters
    ----------
    revision
        A revision to show in its place; None for the newest.

    Returns
    -------
    atlas : Atlas
        The facts of the run.

    Raises
    ------
    StoreError
        There is no such revision, or the store cannot be read.
    FactsError
        This version of the program asks more of facts than that revision has.
    OSError
        The folder for the revision cannot be written.
    """
    _run.loaded = newest() if revision is None else pinned_at(revision)
    if revision is None:
        _pages.has_run()
    return atlas()


def go_on(held: Loaded | int) -> Atlas:
    """Go on with the version of a run before, as `to_hold` gave it."""
    try:
        _run.loaded = pinned_at(held) if isinstance(held, int) else held
    except (AtlasError, OSError):
        _run.loaded = newest()
    return atlas()


def to_hold() -> Loaded | int:
    """Return the version of this run for a session to hold; a pinned one by its number alone."""
    held = of_this_run()
    return held.shown.revision if held.shown.pinned else held


def pinned_query() -> dict[str, str]:
    """Return what a link needs in its query to stay with the facts of this run."""
    seen = shown()
    return {REVISION: str(seen.revision)} if seen.pinned else {}


def all_held() -> tuple[Loaded, ...]:
    """Return every version that a page may show now."""
    return newest(), *_pinned.values()


def pinned_at(revision: int) -> Loaded:
    """Return the version of a revision, one of a few that are kept."""
    # a restored store may have another revision under the same number
    key = (revision, store().named(revision))
    with _pinning:
        found = _pinned.pop(key, None) or _read_at(revision)
        _pinned[key] = found
        for old in list(_pinned)[:-_MOST_PINNED]:
            del _pinned[old]
    return found


def _read_at(revision: int) -> Loaded:
    shown, now = store().pinned(revision), newest()
    if (shown.folder, shown.revision) == (now.shown.folder, now.shown.revision):
        return replace(now, shown=shown)
    return _with_facts(shown, _published_facts(shown))


def of_this_run() -> Loaded:
    """Return the version of this run, outside of a run the one in use."""
    begun: Loaded | None = getattr(_run, "loaded", None)
    return begun or newest()


def facts() -> Facts:
    """Return the facts of this run, outside of a run those in use."""
    return of_this_run().facts


def atlas() -> Atlas:
    """Return the facts together with what is worked out from them."""
    return of_this_run().atlas


def boundaries() -> Boundaries:
    """Return the boundary layers that are drawn."""
    return of_this_run().boundaries


def shown() -> Shown:
    """Return where the facts were read from, and what is wrong with the store."""
    return of_this_run().shown


def shipped_scenes() -> tuple[Meeting | None, tuple[Fault, ...]]:
    """Return the ready-made meeting of the data folder, or why there is none."""
    held = of_this_run()
    return held.meeting, held.meeting_faults


def edition(atlas: Atlas) -> Edition:
    """Name the facts of an atlas: other facts, another name."""
    return atlas.facts.province.code, atlas.facts.version


def settle() -> None:
    """Take all that is loaded by now out of the garbage collector's sight, once a version.

    Streamlit collects garbage after every run and holds the interpreter meanwhile. The facts and
    layers stay: to walk through them each time doubles the time of a change. For a draft, one of
    many, the collector walks through what is new alone.
    """
    with _lock:
        current = of_this_run()
        if current in _settled:
            return
        # the version before may have been taken out of sight and is to go
        if not current.facts.draft:
            gc.unfreeze()
        gc.collect()
        gc.freeze()
        _settled.add(current)
