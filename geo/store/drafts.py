"""What was brought and is not published yet: any server of the store goes on with it.

A draft is a reader's own: it is found by its id in the browser alone that brought it, so that an
address handed on shows nobody what is not published.
"""

import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from json import JSONDecodeError
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from geo.errors import StoreError
from geo.store.database import Database
from geo.store.schema import DRAFTS, ID_FORM

MOST_EACH = 3
"""Drafts of one browser that are kept: of more, those changed longest ago go."""
MOST_MB = 200
"""Size of all drafts as they are kept: of more, those changed longest ago go."""
FORGOTTEN = timedelta(days=7)
"""A draft that was not changed for so long goes."""


@dataclass(frozen=True)
class KeptDraft:
    """A draft in the store.

    Parameters
    ----------
    id
        What finds it in the browser that brought it. Cannot be guessed.
    name, content
        The file.
    said
        What was said of it, as plain data.
    """

    id: str
    name: str
    content: bytes
    said: Mapping[str, Any]


def keep(
    database: Database, owner: str, name: str, content: bytes, said: Mapping[str, Any]
) -> KeptDraft:
    """Keep what was brought.

    Parameters
    ----------
    database
        The store.
    owner
        Names the browser.
    name, content
        The file.
    said
        What is said of it, as plain data.

    Returns
    -------
    kept : KeptDraft
        The draft with its new id.

    Raises
    ------
    StoreError
        The browser takes no cookies, so that nothing tells it from others; or the store failed.
    """
    if not owner:
        raise StoreError("store.no_cookie")
    kept, packed = KeptDraft(secrets.token_urlsafe(16), name, content, said), zlib.compress(content)
    row = {"owner": owner, "name": name, "packed": packed, "size": len(packed)}
    with database.writing() as connection:
        connection.execute(
            insert(DRAFTS), {"id": kept.id, **row, "said": dict(said), "changed": _now()}
        )
        _clear(connection, owner)
    return kept


def say(database: Database, owner: str, own: str, said: Mapping[str, Any]) -> None:
    """Note what is said of a draft now.

    Raises
    ------
    StoreError
        There is none any more, or the store failed.
    """
    with database.writing() as connection:
        done = connection.execute(
            update(DRAFTS).where(_is(own, owner)).values(said=dict(said), changed=_now())
        )
        if not done.rowcount:
            raise StoreError("store.no_draft")


def find(database: Database, owner: str, own: str) -> KeptDraft:
    """Find a draft of a browser by its id.

    Raises
    ------
    StoreError
        There is none, another version of the program has kept it in another way, or the store
        failed.
    """
    if not owner or not ID_FORM.fullmatch(own):
        raise StoreError("store.no_draft")
    try:
        with database.reading() as connection:
            row = connection.execute(select(DRAFTS).where(_is(own, owner))).first()
        if row is None:
            raise StoreError("store.no_draft")
        return KeptDraft(row.id, row.name, zlib.decompress(row.packed), row.said)
    except (zlib.error, JSONDecodeError) as error:
        raise StoreError("store.other_draft") from error


def remove(database: Database, owner: str, own: str) -> None:
    """Put a draft away; nothing happens where it is gone."""
    with database.writing() as connection:
        connection.execute(delete(DRAFTS).where(_is(own, owner)))


def _is(own: str, owner: str) -> ColumnElement[bool]:
    return and_(DRAFTS.c.id == own, DRAFTS.c.owner == owner)


def _clear(connection: Connection, owner: str) -> None:
    """Let go what is too old and too much, each time the oldest."""
    columns = DRAFTS.c
    past = (datetime.now(UTC) - FORGOTTEN).isoformat()
    connection.execute(delete(DRAFTS).where(columns.changed < past))
    newest = (columns.changed.desc(), columns.id)
    own = select(columns.id).where(columns.owner == owner).order_by(*newest)
    gone = [each.id for each in connection.execute(own)][MOST_EACH:]
    total = func.sum(columns.size).over(order_by=newest).label("total")
    running = select(columns.id, total).subquery()
    over = select(running.c.id).where(running.c.total > MOST_MB * 2**20)
    gone += [each.id for each in connection.execute(over)]
    connection.execute(delete(DRAFTS).where(columns.id.in_(gone)))


def _now() -> str:
    return datetime.now(UTC).isoformat()
