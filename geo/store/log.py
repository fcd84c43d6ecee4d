"""The rows of the store: revisions and their changes, appended and never altered."""

import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, select, tuple_

from geo.errors import StoreError
from geo.facts.particulars import Published, Release
from geo.facts.tables import OBSERVATIONS, RECOGNITIONS
from geo.store.schema import CHANGES, DOCUMENTS, REVISIONS, SHIPPED, SHIPPED_FILES
from geo.store.states import LAYERS, Change, Files, Key, Overlay, State, laid_over, read_state

ACTS = ("shipped", "publish", "rollback", "program")
"""What makes a revision: the beginning of the store, an editor twice, another program."""

LARGEST_DOCUMENT = 10 * 2**20
"""Bytes of the document of a revision."""
MOST_OF_DOCUMENTS = 20 * LARGEST_DOCUMENT
"""Bytes of those of all revisions together."""


@dataclass(frozen=True)
class Document:
    """The document that a revision is from: the name of its file, and what is in it."""

    name: str
    content: bytes

    @property
    def safe_name(self) -> str:
        """Name of its file that every folder takes."""
        path = PurePosixPath(self.name.replace("\\", "/"))
        stem, ending = (re.sub(r"[^\w .()-]", "_", part) for part in (path.stem, path.suffix))
        return f"{stem[:80].strip(' .') or '_'}{ending[:10].rstrip(' .')}"


@dataclass(frozen=True)
class Revision:
    """One state of the facts: who made it of the one before, when, from what, and why.

    Parameters
    ----------
    id
        Its number; 0 is the shipped facts of the day on which the store began.
    act
        One of `ACTS`; only 0 is ``shipped``.
    author, source, note
        Words of whoever made it.
    time
        UTC, ISO 8601, to the second.
    file_hash
        SHA-256 of the file that it came from, or empty.
    counts
        Rows that it changed, by table.
    conflicts
        Rows that both the province and the new version of the program changed; the province's
        stayed.
    shipped
        Data version of the shipped facts under it.
    data_version
        Data version of the facts after it.
    """

    id: int
    act: str
    author: str
    time: str
    source: str
    note: str
    file_hash: str
    counts: Mapping[str, int]
    conflicts: Sequence[tuple[str, Key]]
    shipped: str
    data_version: str

    @property
    def figures(self) -> int:
        """Number of figures that it put, changed or took away."""
        return self.counts.get(OBSERVATIONS.name, 0)


def revisions(connection: Connection) -> tuple[Revision, ...]:
    """Return every revision, oldest first; none in a store that nothing was published in."""
    found = connection.execute(select(REVISIONS).order_by(REVISIONS.c.id)).mappings()
    return tuple(_revision(row) for row in found)


def last_revision(connection: Connection) -> Revision | None:
    """Return the newest revision; None in a store that nothing was published in."""
    query = select(REVISIONS).order_by(REVISIONS.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _revision(row)


def find_revision(connection: Connection, number: int) -> Revision:
    """Find a revision by its number.

    Raises
    ------
    StoreError
        There is none.
    """
    query = select(REVISIONS).where(REVISIONS.c.id == number)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        newest = connection.execute(select(func.max(REVISIONS.c.id))).scalar()
        raise StoreError("store.no_revision", revision=number, newest=newest or 0)
    return _revision(row)


def _revision(row: RowMapping) -> Revision:
    values: dict[str, Any] = dict(row)
    values["conflicts"] = tuple((table, tuple(key)) for table, key in values["conflicts"])
    return Revision(**values)


def append(connection: Connection, revision: Revision, changes: Iterable[Change]) -> None:
    """Write a revision with its changes; the transaction decides whether it ever was."""
    values = {column.name: getattr(revision, column.name) for column in REVISIONS.columns}
    connection.execute(insert(REVISIONS), values | {"counts": dict(revision.counts)})
    rows = [
        {
            "revision": revision.id,
            "table_name": change.table,
            "row_key": json.dumps(change.key, ensure_ascii=False),
            "act": change.act,
            "cells": change.cells,
        }
        for change in changes
    ]
    if rows:
        connection.execute(insert(CHANGES), rows)


def keep_document(connection: Connection, revision: int, document: Document) -> None:
    """Keep the document of a revision; the transaction decides whether it ever was.

    Raises
    ------
    StoreError
        It is too large, or there are too many.
    """
    size = len(document.content)
    if size > LARGEST_DOCUMENT:
        most = LARGEST_DOCUMENT // 2**20
        raise StoreError("store.large_document", file=document.safe_name, most=most)
    kept = connection.execute(select(func.coalesce(func.sum(DOCUMENTS.c.size), 0))).scalar_one()
    if kept + size > MOST_OF_DOCUMENTS:
        raise StoreError("store.many_documents", most=MOST_OF_DOCUMENTS // 2**20)
    values = {"revision": revision, "name": document.safe_name, "size": size}
    connection.execute(insert(DOCUMENTS), values | {"packed": zlib.compress(document.content)})


def document_names(connection: Connection) -> dict[int, str]:
    """Return the names of all documents by their revisions."""
    query = select(DOCUMENTS.c.revision, DOCUMENTS.c.name)
    return {row.revision: row.name for row in connection.execute(query)}


def find_document(connection: Connection, revision: int) -> Document | None:
    """Return the document of a revision, if it has one."""
    query = select(DOCUMENTS.c.name, DOCUMENTS.c.packed).where(DOCUMENTS.c.revision == revision)
    row = connection.execute(query).one_or_none()
    return None if row is None else Document(row.name, zlib.decompress(row.packed))


def published(connection: Connection, revision: Revision) -> Published:
    """Say of the facts after a revision in which one each figure and recognition was published."""
    query = select(CHANGES.c.table_name, CHANGES.c.row_key, CHANGES.c.revision)
    query = query.where(_is_last(revision.id), CHANGES.c.act == "put")
    query = query.where(CHANGES.c.table_name.in_([OBSERVATIONS.name, RECOGNITIONS.name]))
    rows = {
        (table, tuple(json.loads(key))): number for table, key, number in connection.execute(query)
    }
    made = select(REVISIONS.c.id, REVISIONS.c.time, REVISIONS.c.author)
    made = made.where(REVISIONS.c.id <= revision.id)
    releases = {row.id: Release(*row) for row in connection.execute(made)}
    return Published(releases[revision.id], releases, rows)


_PLACE = (CHANGES.c.table_name, CHANGES.c.row_key)


def _is_last(revision: int) -> ColumnElement[bool]:
    """Choose the last change of every row: one that was changed fifty times is read once."""
    last = select(func.max(CHANGES.c.revision), *_PLACE)
    last = last.where(CHANGES.c.revision <= revision).group_by(*_PLACE)
    return tuple_(CHANGES.c.revision, *_PLACE).in_(last)


def overlay(connection: Connection, revision: int) -> Overlay:
    """Return the last change of every row, up to a revision and with it."""
    query = select(CHANGES).where(_is_last(revision)).order_by(CHANGES.c.revision, *_PLACE)
    found: Overlay = {}
    for row in connection.execute(query):
        key: Key = tuple(json.loads(row.row_key))
        found[row.table_name, key] = Change(row.table_name, key, row.act, row.cells)
    return found


def layers_hash(connection: Connection, revision: int) -> str:
    """Return the SHA-256 of the boundary layers published by then; empty where there are none."""
    query = select(CHANGES.c.cells).where(CHANGES.c.table_name == LAYERS)
    query = query.where(CHANGES.c.revision <= revision).order_by(CHANGES.c.revision.desc())
    cells = connection.execute(query.limit(1)).scalar() or {}
    return str(cells.get("sha256", ""))


def changed_since(connection: Connection, revision: int) -> set[tuple[str, Key]]:
    """Return the rows that later revisions changed."""
    query = select(CHANGES.c.table_name, CHANGES.c.row_key).where(CHANGES.c.revision > revision)
    return {(table, tuple(json.loads(key))) for table, key in connection.execute(query)}


def keep_shipped(connection: Connection, version: str, files: Files, taken: str) -> None:
    """Keep the files of shipped facts, once a version."""
    if has_shipped(connection, version):
        return
    connection.execute(insert(SHIPPED), {"version": version, "taken": taken})
    rows = [
        {"version": version, "name": name, "packed": zlib.compress(content)}
        for name, content in files.items()
    ]
    connection.execute(insert(SHIPPED_FILES), rows)


def has_shipped(connection: Connection, version: str) -> bool:
    """Tell whether the files of shipped facts of a version were kept."""
    known = select(SHIPPED.c.version).where(SHIPPED.c.version == version)
    return connection.execute(known).scalar() is not None


def shipped_files(connection: Connection, version: str) -> dict[str, bytes]:
    """Return the files of shipped facts of a version that was kept."""
    query = select(SHIPPED_FILES.c.name, SHIPPED_FILES.c.packed)
    query = query.where(SHIPPED_FILES.c.version == version)
    return {name: zlib.decompress(packed) for name, packed in connection.execute(query)}


def state(connection: Connection, revision: Revision) -> State:
    """Return the rows of every table as they are after a revision."""
    shipped = read_state(shipped_files(connection, revision.shipped))
    return laid_over(shipped, overlay(connection, revision.id))
