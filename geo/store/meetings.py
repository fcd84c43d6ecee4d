"""Meetings that stay: each change is there at once, and two who change one lose nothing."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from geo.errors import StoreError
from geo.store import audit
from geo.store.audit import VISITOR, Actor
from geo.store.database import Database
from geo.store.schema import ID_FORM, MEETINGS

MOST_KB = 1024
"""Size of a meeting's file that is kept."""
MOST_MEETINGS = 5000
"""Meetings that are kept: of more, those that nobody opened longest go."""
FORGOTTEN = timedelta(days=365)
"""A meeting that nobody opened for so long goes."""
UNDO = timedelta(days=30)
"""A deleted meeting can be brought back for so long."""


@dataclass(frozen=True)
class KeptMeeting:
    """A meeting in the store.

    Parameters
    ----------
    id
        What lets change it; empty for somebody who may only read. Cannot be guessed.
    read_id
        What lets read it.
    version
        Counts its changes.
    name
        Its name in the list; empty for one that is not listed.
    content
        Its file, as text.
    changed
        When it was changed last: UTC, ISO 8601.
    """

    id: str
    read_id: str
    version: int
    name: str
    content: str
    changed: str

    @property
    def address(self) -> str:
        """What stands in an address of the meeting."""
        return self.id or self.read_id


def begin(database: Database, content: str, *, name: str = "") -> KeptMeeting:
    """Keep a new meeting.

    Parameters
    ----------
    database
        The store.
    content
        The file of the meeting, as text.
    name
        Its name in the list; empty for one that is not listed.

    Returns
    -------
    kept : KeptMeeting
        The meeting with its new ids.

    Raises
    ------
    StoreError
        The meeting is too large, or the store failed.
    """
    _check_size(content)
    now = _now()
    kept = KeptMeeting(_token(), _token(), 1, name, content, now)
    with database.writing() as connection:
        values = {"opened": now, "deleted": ""}
        named = ("id", "read_id", "version", "name", "content", "changed")
        values |= {each: getattr(kept, each) for each in named}
        connection.execute(insert(MEETINGS), values)
        _clear(connection)
    return kept


def find(database: Database, address: str) -> KeptMeeting:
    """Find a meeting by either of its ids, and note that it was opened.

    Parameters
    ----------
    database
        The store.
    address
        The id that lets change it, or the one that lets read it: what is found then has no `id`.

    Returns
    -------
    kept : KeptMeeting
        The meeting.

    Raises
    ------
    StoreError
        There is none, it was deleted, or the store failed.
    """
    with database.writing() as connection:
        row = _row(connection, address)
        connection.execute(update(MEETINGS).where(MEETINGS.c.id == row.id).values(opened=_now()))
    return row if row.id == address else _to_read(row)


def change(
    database: Database, kept: KeptMeeting, content: str, *, name: str | None = None
) -> KeptMeeting:
    """Write a change of a meeting.

    Parameters
    ----------
    database
        The store.
    kept
        The meeting as its author had it before them.
    content
        Its file after the change.
    name
        Another name in the list; None leaves it.

    Returns
    -------
    kept : KeptMeeting
        The meeting after the change.

    Raises
    ------
    StoreError
        Somebody else has changed it meanwhile, it only lets read, it is too large or gone, or the
        store failed; it stays as it is.
    """
    if not kept.id:
        raise StoreError("store.meeting_read_only")
    _check_size(content)
    with database.writing() as connection:
        now = _row(connection, kept.id)
        if now.version != kept.version:
            raise StoreError("store.meeting_overtaken")
        values = {
            "content": content,
            "version": kept.version + 1,
            "name": kept.name if name is None else name,
            "changed": _now(),
        }
        connection.execute(update(MEETINGS).where(MEETINGS.c.id == kept.id).values(**values))
        return _row(connection, kept.id)


def listed(database: Database, *, deleted: bool = False) -> tuple[KeptMeeting, ...]:
    """Return the meetings with a name, those changed last first; they only let read.

    Parameters
    ----------
    database
        The store.
    deleted
        Whether those that were deleted and can be brought back are asked for instead.
    """
    gone = MEETINGS.c.deleted != "" if deleted else MEETINGS.c.deleted == ""
    query = select(MEETINGS).where(MEETINGS.c.name != "", gone)
    query = query.order_by(MEETINGS.c.changed.desc(), MEETINGS.c.read_id)
    with database.reading() as connection:
        return tuple(_to_read(_kept(row)) for row in connection.execute(query))


def remove(database: Database, address: str, actor: Actor = VISITOR) -> None:
    """Delete a meeting by the id that lets change it; `bring_back` undoes it for a while."""
    _mark(database, MEETINGS.c.id == address, _now(), actor)


def bring_back(database: Database, address: str, actor: Actor = VISITOR) -> None:
    """Undo the deletion of a meeting."""
    _mark(database, MEETINGS.c.id == address, "", actor)


def remove_of_another(database: Database, read_id: str, actor: Actor) -> None:
    """Delete a meeting by the id that only lets read it, as an editor may."""
    _mark(database, MEETINGS.c.read_id == read_id, _now(), actor)


def bring_back_of_another(database: Database, read_id: str, actor: Actor) -> None:
    """Undo the deletion of a meeting by the id that only lets read it, as an editor may."""
    _mark(database, MEETINGS.c.read_id == read_id, "", actor)


def _mark(database: Database, which: ColumnElement[bool], deleted: str, actor: Actor) -> None:
    with database.writing() as connection:
        named = connection.execute(select(MEETINGS.c.name).where(which)).first()
        if named is None:
            raise StoreError("store.no_meeting")
        connection.execute(update(MEETINGS).where(which).values(deleted=deleted))
        act = audit.DELETED if deleted else audit.BROUGHT_BACK
        audit.record(connection, act, actor, named.name)
        _clear(connection)


def _row(connection: Connection, address: str) -> KeptMeeting:
    if not ID_FORM.fullmatch(address):
        raise StoreError("store.no_meeting")
    either = or_(MEETINGS.c.id == address, MEETINGS.c.read_id == address)
    row = connection.execute(select(MEETINGS).where(either, MEETINGS.c.deleted == "")).first()
    if row is None:
        raise StoreError("store.no_meeting")
    return _kept(row)


def _kept(row: object) -> KeptMeeting:
    named = ("id", "read_id", "version", "name", "content", "changed")
    return KeptMeeting(*(getattr(row, each) for each in named))


def _to_read(kept: KeptMeeting) -> KeptMeeting:
    return KeptMeeting("", kept.read_id, kept.version, kept.name, kept.content, kept.changed)


def _clear(connection: Connection) -> None:
    """Let go what nobody opened for long, what was deleted long ago, and what is too many."""
    now = datetime.now(UTC)
    forgotten = (now - FORGOTTEN).isoformat(timespec="seconds")
    gone = (now - UNDO).isoformat(timespec="seconds")
    past_undo = (MEETINGS.c.deleted != "") & (MEETINGS.c.deleted < gone)
    connection.execute(delete(MEETINGS).where(or_(MEETINGS.c.opened < forgotten, past_undo)))
    count = connection.execute(select(func.count()).select_from(MEETINGS)).scalar() or 0
    if count > MOST_MEETINGS:
        oldest = select(MEETINGS.c.id).order_by(MEETINGS.c.opened).limit(count - MOST_MEETINGS)
        connection.execute(delete(MEETINGS).where(MEETINGS.c.id.in_(oldest)))


def _check_size(content: str) -> None:
    if len(content.encode()) > MOST_KB * 1024:
        raise StoreError("store.meeting_large", most=MOST_KB)


def _token() -> str:
    return secrets.token_urlsafe(16)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
