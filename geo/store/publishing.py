"""Making revisions: publish, roll back, and take over what a new version of the program ships."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from geo.errors import BoundariesError, FactsError, StoreError
from geo.facts.load import data_version, load_facts
from geo.facts.tables import UNITS
from geo.store import audit, log
from geo.store.database import Database
from geo.store.folders import as_folder, read_files
from geo.store.log import Document, Revision
from geo.store.states import (
    LAYERS,
    Change,
    Difference,
    Files,
    Overlay,
    State,
    as_handed_in,
    by_place,
    changes_back,
    changes_to,
    conflicts,
    counts,
    differences,
    laid_over,
    read_state,
    written,
)

PROGRAM = "program"


@dataclass(frozen=True)
class Entry:
    """What whoever makes a revision says of it, and what is known of them.

    Parameters
    ----------
    author, source, note
        Their words.
    file_hash
        SHA-256 of the file that it came from, or empty.
    place, who
        From where they do it, and who they are where that is another name than the author's:
        for the audit log.
    upon
        The newest revision as they have it before them: where another one has come since,
        nothing is done. None for whatever is newest.
    document
        The document that it is from, to be kept with it.
    """

    author: str
    source: str = ""
    note: str = ""
    file_hash: str = ""
    place: str = ""
    who: str = ""
    upon: int | None = None
    document: Document | None = None


@dataclass(frozen=True)
class Foreseen:
    """What a revision would be: the newest one of now, and the cells that would differ from it."""

    upon: int
    differences: Sequence[Difference]


@dataclass(frozen=True)
class Head:
    """The newest revision with all that the next one is made from."""

    revision: Revision
    files: Files
    """The shipped files under it."""
    shipped: State
    overlay: Overlay

    @cached_property
    def state(self) -> State:
        """The rows after it."""
        return laid_over(self.shipped, self.overlay)


def publish(
    database: Database,
    shipped_folder: Path,
    wanted: Callable[[State], State],
    entry: Entry,
    *,
    seen: int | None = None,
    also: Callable[[Connection], None] | None = None,
) -> Revision:
    """Make a revision of the facts, whole or not at all.

    Parameters
    ----------
    database
        The store.
    shipped_folder
        The data folder that the program ships.
    wanted
        Makes the state to be of the newest one.
    entry
        Who publishes what, and why.
    seen
        The revision that the author had before them; rows that others have changed since are
        not overwritten. None for the newest.
    also
        What is written in the same step.

    Returns
    -------
    revision : Revision
        The new revision.

    Raises
    ------
    FactsError
        The facts would break a rule; every fault is listed, and nothing has changed.
    StoreError
        Nothing differs, somebody else changed the same rows meanwhile, or the store failed.
    """
    with database.writing() as connection:
        head = _head(connection, shipped_folder)
        asked = wanted(head.state)
        changes = changes_to(asked, now=head.state, shipped=head.shipped)
        _refuse_overtaken(connection, changes, seen)
        with _told_as(asked, head, changes):
            made = _append(
                connection, head, changes, entry, act=audit.PUBLISHED, about=entry.source
            )
        if also is not None:
            also(connection)
        return made


def roll_back(database: Database, shipped_folder: Path, number: int, entry: Entry) -> Revision:
    """Make a revision that takes the province's own rows back to what they were after another.

    Parameters
    ----------
    database, shipped_folder
        As for `publish`.
    number
        The revision to go back to. What the program ships stays that of now.
    entry
        Who does it, and why.

    Returns
    -------
    revision : Revision
        The new revision; nothing that was made since is lost.

    Raises
    ------
    FactsError
        With the shipped facts of now, those rows would break a rule.
    StoreError
        There is no such revision, it differs in nothing, or the store failed.
    """
    with database.writing() as connection:
        head = _head(connection, shipped_folder)
        back = _changes_back(connection, head, number)
        about = f"← {number}"
        return _append(connection, head, back, entry, act=audit.ROLLED_BACK, about=about)


def foresee(
    database: Database, shipped_folder: Path, wanted: Callable[[State], State] | int
) -> Foreseen:
    """Say what a publication or a roll back would change, and change nothing.

    Parameters
    ----------
    database, shipped_folder
        As for `publish`.
    wanted
        As for `publish`; or the number of the revision to go back to.

    Raises
    ------
    FactsError, StoreError
        As `publish` and `roll_back`.
    """
    with database.writing(trying=True) as connection:
        head = _head(connection, shipped_folder)
        asked = head.state
        if isinstance(wanted, int):
            changes = _changes_back(connection, head, wanted)
        else:
            asked = wanted(head.state)
            changes = changes_to(asked, now=head.state, shipped=head.shipped)
        after = laid_over(head.shipped, _upon(head, changes))
        with _told_as(asked, head, changes):
            _checked(head.files, after, with_layers=_concern_layers(changes, after))
        return Foreseen(head.revision.id, tuple(differences(head.state, after)))


def take_over(database: Database, shipped_folder: Path, *, again: bool = True) -> Revision | None:
    """Bring the store up to the facts that this version of the program ships.

    Parameters
    ----------
    database
        The store.
    shipped_folder
        The data folder that the program ships.
    again
        Whether to do so where the store has had these shipped facts and others since.

    Returns
    -------
    revision : Revision or None
        The newest revision, made now where the shipped facts are others than before; None in a
        store that nothing was published in.

    Raises
    ------
    FactsError
        The province's own rows do not fit the new shipped facts; the store stays as it was.
    """
    version = data_version(shipped_folder)
    with database.reading() as connection:
        last = log.last_revision(connection)
        left = not again and log.has_shipped(connection, version)
    if last is None or last.shipped == version or left:
        return last
    with database.writing() as connection:
        head = _head(connection, shipped_folder)
        _checked(head.files, head.state)
        return head.revision


def _head(connection: Connection, shipped_folder: Path) -> Head:
    """Return the newest revision, upon the facts that the program ships now.

    Whether both go together is not checked here: what is published next may mend it.
    """
    version = data_version(shipped_folder)
    last = log.last_revision(connection)
    if last is None:
        return _begin(connection, version, read_files(shipped_folder))
    files = log.shipped_files(connection, last.shipped)
    head = Head(last, files, read_state(files), log.overlay(connection, last.id))
    if last.shipped == version:
        return head
    return _renew(connection, head, version, read_files(shipped_folder))


def _begin(connection: Connection, version: str, files: Files) -> Head:
    log.keep_shipped(connection, version, files, _now())
    first = Revision(0, "shipped", "", _now(), "", "", "", {}, (), version, version)
    log.append(connection, first, ())
    return Head(first, files, read_state(files), {})


def _renew(connection: Connection, head: Head, version: str, files: Files) -> Head:
    """Append the revision of another version of the program."""
    log.keep_shipped(connection, version, files, _now())
    shipped = read_state(files)
    revision = Revision(
        id=head.revision.id + 1,
        act=PROGRAM,
        author="",
        time=_now(),
        source="",
        note="",
        file_hash="",
        counts={},
        conflicts=tuple(conflicts(head.overlay, before=head.shipped, after=shipped)),
        shipped=version,
        data_version=_version(files, laid_over(shipped, head.overlay)),
    )
    log.append(connection, revision, ())
    return Head(revision, files, shipped, head.overlay)


def _changes_back(connection: Connection, head: Head, number: int) -> Sequence[Change]:
    then = log.find_revision(connection, number)
    return changes_back(head.overlay, log.overlay(connection, then.id))


def _upon(head: Head, changes: Sequence[Change]) -> Overlay:
    """Return the province's own rows after further changes, of which there must be some."""
    if not changes:
        raise StoreError("store.nothing", revision=head.revision.id)
    return head.overlay | by_place(changes)


@contextmanager
def _told_as(wanted: State, head: Head, changes: Sequence[Change]) -> Iterator[None]:
    """Tell faults of a state after changes by the lines of the file that it was made from."""
    try:
        yield
    except FactsError as error:
        after = laid_over(head.shipped, head.overlay | by_place(changes))
        raise FactsError(as_handed_in(error.faults, after, wanted)) from None


def _append(
    connection: Connection,
    head: Head,
    changes: Sequence[Change],
    entry: Entry,
    *,
    act: str,
    about: str,
) -> Revision:
    if entry.upon is not None and entry.upon != head.revision.id:
        raise StoreError("store.moved_on", revision=head.revision.id, before=entry.upon)
    overlay = _upon(head, changes)
    state = laid_over(head.shipped, overlay)
    revision = Revision(
        id=head.revision.id + 1,
        act=act,
        author=entry.author,
        time=_now(),
        source=entry.source,
        note=entry.note,
        file_hash=entry.file_hash,
        counts=counts(changes),
        conflicts=(),
        shipped=head.revision.shipped,
        data_version=_checked(head.files, state, with_layers=_concern_layers(changes, state)),
    )
    log.append(connection, revision, changes)
    if entry.document is not None:
        log.keep_document(connection, revision.id, entry.document)
    actor = audit.Actor(entry.who or entry.author, entry.place)
    audit.record(connection, act, actor, f"{revision.id}: {about}".removesuffix(": "))
    return revision


def _concern_layers(changes: Sequence[Change], after: State) -> bool:
    """Tell whether published layers, or the units under them, are other ones."""
    touched = any(change.table in (LAYERS, UNITS.name) for change in changes)
    return touched and bool(after[LAYERS].by_key)


def _checked(files: Files, state: State, *, with_layers: bool = False) -> str:
    """Return the data version of a state; every fault of it, of its layers too, is an error."""
    with as_folder({**files, **written(state)}) as folder:
        facts = load_facts(folder)
        if with_layers:
            # what reads geometry takes longer to import than figures to be checked
            from geo.boundaries.choose import load_boundaries

            refused = load_boundaries(facts, folder=folder).faults
            if refused:
                raise BoundariesError(refused)
    return facts.version


def _version(files: Files, state: State) -> str:
    with as_folder({**files, **written(state)}) as folder:
        return data_version(folder)


def _refuse_overtaken(connection: Connection, changes: Sequence[Change], seen: int | None) -> None:
    if seen is None:
        return
    theirs = log.changed_since(connection, seen)
    both = [change for change in changes if (change.table, change.key) in theirs]
    if both:
        rows = ", ".join("/".join(change.key) for change in both[:3])
        raise StoreError("store.overtaken", count=len(both), rows=rows)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
