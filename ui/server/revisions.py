"""The store of the process: the newest revision of the facts, watched while the server runs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import AtlasError, Fault, StoreError
from geo.facts.environment import states_folder, store_place
from geo.facts.fault_report import report
from geo.facts.particulars import Published
from geo.imports.draft import Draft
from geo.imports.layers import LayersDraft
from geo.imports.publishing import publish_draft, publish_layers
from geo.imports.units.known_names import (
    KnownName,
    KnownNames,
    WrittenName,
    forget_name,
    known_names,
    recall_name,
)
from geo.store import audit, drafts, log
from geo.store.audit import Actor, Noted
from geo.store.current import at_revision, compare, current, packed
from geo.store.database import Database, open_begun, open_database
from geo.store.drafts import KeptDraft
from geo.store.handed_in import brought_by, handed_in
from geo.store.log import Revision
from geo.store.long_table import Origin
from geo.store.meetings import (
    KeptMeeting,
    begin,
    bring_back,
    bring_back_of_another,
    change,
    find,
    listed,
    remove,
    remove_of_another,
)
from geo.store.people import sign_outs
from geo.store.publishing import Entry, Foreseen, foresee, publish, roll_back
from geo.store.states import Difference, State
from ui.server.settings import Settings

Compared = tuple[Difference, ...]
_COMPARED = 4
"""Pairs of revisions whose differences are kept."""
SECONDS = 2
"""Between two looks at the store."""


@dataclass(frozen=True)
class HandedIn:
    """A file that an editor hands in: its name, what is in it, and where its figures are from."""

    name: str
    content: bytes
    origin: Origin

    @contextmanager
    def state(self, shipped_folder: Path) -> Iterator[Callable[[State], State]]:
        """Lay it out for the block; return what makes the state to be of the newest one."""
        with handed_in(self.name, self.content) as path:
            yield brought_by(path, shipped_folder, self.origin)


@dataclass(frozen=True)
class Shown:
    """The folder that the facts are read from, and the state of the store.

    Parameters
    ----------
    folder
        The data folder.
    revision
        Number of the revision in it; 0 for the shipped facts.
    data_version
        Data version of that revision; empty where nothing was published.
    faults
        Why it is no newer one.
    off
        Why there is no store at all, in English; empty where there is one, or could be.
    published
        What the store says of these facts; None where nothing was published.
    pinned
        Whether an address asks for this revision, whatever was published since.
    """

    folder: Path
    revision: int = 0
    data_version: str = ""
    faults: Sequence[Fault] = ()
    off: str = ""
    published: Published | None = None
    pinned: bool = False

    @property
    def problems(self) -> list[str]:
        """Say in English what keeps the newest revision from being shown."""
        return [*([self.off] if self.off else []), *report(self.faults)]


class Store:
    """The store that the settings name, opened when somebody has published in it.

    Parameters
    ----------
    settings
        The settings of the server.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._database: Database | None = None
        self._taken_over = False
        self._compared = lru_cache(maxsize=_COMPARED)(self._compare)

    def shown(self) -> Shown:
        """Lay the newest revision out; without a store that can be used, the shipped facts."""
        shipped = self._settings.data_dir
        try:
            database = self._opened()
            if database is None:
                self._taken_over = True
                return Shown(shipped)
            # once a start: two servers of two versions would else take over in turn without end
            states, again = states_folder(self._settings), not self._taken_over
            found = current(database, shipped, under=states, again=again)
            self._taken_over = not found.faults
        except (AtlasError, OSError) as error:
            return Shown(shipped, off=str(error))
        named = _named(found.revision)
        return Shown(found.folder, *named, found.faults, published=found.published)

    def pinned(self, number: int) -> Shown:
        """Lay a revision out that an address asks for.

        Raises
        ------
        StoreError
            There is none, or the store cannot be used.
        OSError
            Its folder cannot be written.
        """
        shipped, database = self._settings.data_dir, self._opened()
        if database is None or self.named(number) is None:
            return Shown(shipped, pinned=True)
        found = at_revision(database, number, shipped, under=states_folder(self._settings))
        return Shown(found.folder, *_named(found.revision), published=found.published, pinned=True)

    def named(self, number: int) -> tuple[str, str, str] | None:
        """Return what tells a revision from others of its number; None for 0 of an empty store.

        Raises
        ------
        StoreError
            There is none, or the store cannot be used.
        """
        database = self._opened()
        if database is None:
            if number:
                raise StoreError("store.no_revision", revision=number, newest=0)
            return None
        with database.reading() as connection:
            if not number and log.last_revision(connection) is None:
                return None
            found = log.find_revision(connection, number)
        return found.data_version, found.time, found.author

    def differs(self, shown: Shown) -> bool:
        """Tell whether there is something else to show than what is shown.

        A number is not enough: a restored store may have other facts under the same one.
        """
        if shown.off:
            return not self.shown().off
        database = self._opened()
        if database is None:
            return False
        with database.reading() as connection:
            last = log.last_revision(connection)
        return _named(last) != (shown.revision, shown.data_version)

    def history(self) -> tuple[Revision, ...]:
        """Return every revision, oldest first; none where nothing was published."""
        database = self._opened()
        if database is None:
            return ()
        with database.reading() as connection:
            return log.revisions(connection)

    def differences(self, before: int, after: int) -> tuple[Difference, ...]:
        """Compare two revisions cell by cell; the same two again at once."""
        # a restored store may have other revisions under the same numbers
        return self._compared((before, self.named(before)), (after, self.named(after)))

    def _compare(self, before: tuple[int, object], after: tuple[int, object]) -> Compared:
        database = self._opened()
        return tuple(compare(database, before[0], after[0])) if database else ()

    def tables(self, number: int) -> bytes:
        """Return the tables of a revision as a ZIP file that can be unpacked for ``DATA_DIR``."""
        database = self._opened()
        return packed(database, number) if database else b""

    def document_names(self) -> dict[int, str]:
        """Return the names of the documents that were kept, by their revisions."""
        database = self._opened()
        if database is None:
            return {}
        with database.reading() as connection:
            return log.document_names(connection)

    def document(self, number: int) -> bytes:
        """Return the document that was kept with a revision."""
        database = self._opened()
        if database is None:
            return b""
        with database.reading() as connection:
            found = log.find_document(connection, number)
        return found.content if found else b""

    def meeting(self, address: str) -> KeptMeeting:
        """Find a meeting by either of its ids.

        Raises
        ------
        StoreError
            There is none.
        """
        database = self._opened()
        if database is None:
            raise StoreError("store.no_meeting")
        return find(database, address)

    def keep_meeting(self, before: KeptMeeting | None, content: str) -> KeptMeeting:
        """Keep a meeting: a new one, or a change of one of before.

        Raises
        ------
        StoreError
            As `geo.store.meetings.change`, or the store cannot be used.
        """
        if before is None:
            return begin(self._begun(), content)
        return change(self._begun(), before, content)

    def meetings(self) -> tuple[KeptMeeting, ...]:
        """Return the meetings with a name, those changed last first."""
        database = self._opened()
        return listed(database) if database else ()

    def name_meeting(self, kept: KeptMeeting, name: str) -> KeptMeeting:
        """Give a meeting a name in the list, or by an empty one take it off."""
        return change(self._begun(), kept, kept.content, name=name)

    def remove_meeting(self, kept: KeptMeeting) -> None:
        """Delete a meeting; for a while it can be brought back."""
        remove(self._begun(), kept.id)

    def bring_meeting_back(self, kept: KeptMeeting) -> KeptMeeting:
        """Undo the deletion of a meeting."""
        bring_back(self._begun(), kept.id)
        return find(self._begun(), kept.id)

    def draft(self, owner: str, own: str) -> KeptDraft:
        """Find a draft of a browser by its id.

        Raises
        ------
        StoreError
            There is none, or the store cannot be used.
        """
        database = self._opened()
        if database is None:
            raise StoreError("store.no_draft")
        return drafts.find(database, owner, own)

    def keep_draft(
        self, owner: str, name: str, content: bytes, said: Mapping[str, Any]
    ) -> KeptDraft:
        """Keep what was brought; see `geo.store.drafts.keep`."""
        return drafts.keep(self._begun(), owner, name, content, said)

    def say_of_draft(self, owner: str, own: str, said: Mapping[str, Any]) -> None:
        """Note what is said of a draft now; see `geo.store.drafts.say`."""
        drafts.say(self._begun(), owner, own, said)

    def remove_draft(self, owner: str, own: str) -> None:
        """Put a draft away."""
        drafts.remove(self._begun(), owner, own)

    def foresee(self, wanted: HandedIn | int) -> Foreseen:
        """Say what a file, or going back to a revision, would change; see `publishing.foresee`."""
        shipped = self._settings.data_dir
        if isinstance(wanted, int):
            return foresee(self._begun(), shipped, wanted)
        with wanted.state(shipped) as make:
            return foresee(self._begun(), shipped, make)

    def publish(self, wanted: HandedIn, entry: Entry) -> Revision:
        """Publish a file; see `publishing.publish`."""
        shipped = self._settings.data_dir
        with wanted.state(shipped) as make:
            return publish(self._begun(), shipped, make, entry)

    def publish_draft(self, made: Draft, origin: Origin, entry: Entry) -> Revision:
        """Publish what a spreadsheet brings; see `geo.imports.publishing.publish_draft`."""
        return publish_draft(self._begun(), self._settings.data_dir, made, origin, entry)

    def known_names(self) -> KnownNames:
        """Return what names in spreadsheets were said to mean when others were published."""
        database = self._opened()
        if database is None:
            return {}
        with database.reading() as connection:
            return known_names(connection)

    def forget_name(self, written: WrittenName, actor: Actor) -> KnownName | None:
        """Have a name asked again; see `geo.imports.units.known_names.forget_name`."""
        with self._begun().writing() as connection:
            return forget_name(connection, written, actor)

    def recall_name(self, written: WrittenName, known: KnownName, actor: Actor) -> bool:
        """Undo that; see `geo.imports.units.known_names.recall_name`."""
        with self._begun().writing() as connection:
            return recall_name(connection, written, known, actor)

    def publish_layers(self, made: LayersDraft, entry: Entry) -> Revision:
        """Publish boundary layers; see `geo.imports.publishing.publish_layers`."""
        shipped = self._settings.data_dir
        return publish_layers(self._begun(), shipped, made, entry.source, entry)

    def roll_back(self, number: int, entry: Entry) -> Revision:
        """Go back to a revision; see `publishing.roll_back`."""
        return roll_back(self._begun(), self._settings.data_dir, number, entry)

    def audit(self, *, acts: tuple[str, ...] = (), who: str = "") -> tuple[Noted, ...]:
        """Return the entries of the audit log, the newest first."""
        database = self._opened()
        if database is None:
            return ()
        with database.reading() as connection:
            return audit.entries(connection, acts=acts, who=who)

    def deleted_meetings(self) -> tuple[KeptMeeting, ...]:
        """Return the meetings with a name that were deleted and can be brought back."""
        database = self._opened()
        return listed(database, deleted=True) if database else ()

    def remove_of_another(self, read_id: str, actor: Actor) -> None:
        """Delete somebody's meeting, as an editor may."""
        remove_of_another(self._begun(), read_id, actor)

    def bring_back_of_another(self, read_id: str, actor: Actor) -> None:
        """Undo the deletion of somebody's meeting."""
        bring_back_of_another(self._begun(), read_id, actor)

    def record(self, act: str, actor: Actor, about: str = "", *, once: str = "") -> None:
        """Note in the audit log what somebody did; see `geo.store.audit.record`."""
        with self._begun().writing() as connection:
            audit.record(connection, act, actor, about, once=once)

    def sign_out(self, own: str, until: float, actor: Actor) -> None:
        """End a sign-in by its id, and note it; see `geo.store.people.sign_outs.end`."""
        with self._begun().writing() as connection:
            sign_outs.end(connection, own, until)
            audit.record(connection, audit.SIGNED_OUT, actor)

    def signed_out(self, own: str) -> bool:
        """Tell whether somebody has ended a sign-in."""
        database = self._opened()
        if database is None:
            return False
        with database.reading() as connection:
            return sign_outs.has_ended(connection, own)

    def close(self) -> None:
        """Let the database go."""
        if self._database is not None:
            self._database.engine.dispose()

    def _begun(self) -> Database:
        if self._database is None:
            self._database = open_database(store_place(self._settings))
        return self._database

    def _opened(self) -> Database | None:
        if self._database is None:
            self._database = open_begun(store_place(self._settings))
        return self._database


def _named(revision: Revision | None) -> tuple[int, str]:
    return (revision.id, revision.data_version) if revision else (0, "")
