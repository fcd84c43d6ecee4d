"""Who did what, when and from where: written in the same step as what was done."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from geo.store.schema import AUDIT

SIGNED_IN, REFUSED, SIGNED_OUT = "sign_in", "refused", "sign_out"
PUBLISHED, ROLLED_BACK, RESTORED = "publish", "rollback", "restore"
DELETED, BROUGHT_BACK = "delete_meeting", "bring_back_meeting"
FORGOT_NAME, RECALLED_NAME = "forget_name", "recall_name"
ACTS = (
    *(SIGNED_IN, REFUSED, SIGNED_OUT),
    *(PUBLISHED, ROLLED_BACK, RESTORED),
    *(DELETED, BROUGHT_BACK),
    *(FORGOT_NAME, RECALLED_NAME),
)
"""All that is noted."""
KEPT_FOR = timedelta(days=5 * 365)
"""An entry goes after so long."""
MOST = 20_000
"""Entries that are kept of those who have signed in or work on the server."""
MOST_OF_ANYBODY = 2_000
"""Entries that are kept of what anybody can cause: it must not push the others out."""
_LONGEST = 200


@dataclass(frozen=True)
class Actor:
    """Who does something, and from where: the address of a client, or a command."""

    name: str = ""
    place: str = ""


VISITOR = Actor()
"""Somebody who has not signed in."""


@dataclass(frozen=True)
class Noted:
    """An entry of the log: when (UTC, ISO 8601) who did what (of `ACTS`) from where to what."""

    time: str
    act: str
    who: str
    place: str
    about: str


def record(
    connection: Connection, act: str, actor: Actor, about: str = "", *, once: str = ""
) -> None:
    """Append an entry; the transaction decides whether it ever was.

    Parameters
    ----------
    connection
        A transaction that writes.
    act
        One of `ACTS`.
    actor
        Who.
    about
        What it was done to: a revision, a meeting.
    once
        Name of an occasion that is noted once; empty for one that has none.
    """
    own = once[:32] or secrets.token_hex(16)
    if once and connection.execute(select(AUDIT.c.id).where(AUDIT.c.id == own)).first():
        return
    values = {"time": _ago(timedelta()), "act": act, "who": actor.name, "place": actor.place}
    short = {name: text[:_LONGEST] for name, text in {**values, "about": about}.items()}
    connection.execute(insert(AUDIT), {"id": own, **short})
    _clear(connection)


def entries(
    connection: Connection, *, acts: tuple[str, ...] = (), who: str = "", since: str = ""
) -> tuple[Noted, ...]:
    """Return the entries, the newest first.

    Parameters
    ----------
    connection
        A transaction.
    acts
        Only these of `ACTS`; empty for all.
    who
        Only where the name has this in it, in small or capital letters.
    since
        Only from this moment on: a day or more of an ISO 8601 time in UTC.
    """
    query = select(AUDIT).order_by(AUDIT.c.time.desc(), AUDIT.c.id)
    if acts:
        query = query.where(AUDIT.c.act.in_(acts))
    if since:
        query = query.where(AUDIT.c.time >= since)
    found = (
        Noted(row.time, row.act, row.who, row.place, row.about) for row in connection.execute(query)
    )
    # not in the database: SQLite knows the small letters of English alone
    return tuple(each for each in found if who.casefold() in each.who.casefold())


def _clear(connection: Connection) -> None:
    """Let go what is old, and the oldest of what is too many."""
    connection.execute(delete(AUDIT).where(AUDIT.c.time < _ago(KEPT_FOR)))
    anybody = or_(AUDIT.c.act == REFUSED, AUDIT.c.who == "")
    _leave(connection, anybody, MOST_OF_ANYBODY)
    _leave(connection, ~anybody, MOST)


def _leave(connection: Connection, which: ColumnElement[bool], most: int) -> None:
    count = connection.execute(select(func.count()).select_from(AUDIT).where(which)).scalar() or 0
    if count > most:
        oldest = select(AUDIT.c.id).where(which).order_by(AUDIT.c.time).limit(count - most)
        connection.execute(delete(AUDIT).where(AUDIT.c.id.in_(oldest)))


def _ago(time: timedelta) -> str:
    return (datetime.now(UTC) - time).isoformat(timespec="microseconds")
