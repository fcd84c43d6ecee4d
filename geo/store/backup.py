"""The store as one file, whatever database it lies in."""

import json
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, LargeBinary, MetaData, Table, delete, insert, select

from geo.errors import BROKEN_ZIP, StoreError
from geo.store import audit
from geo.store.audit import VISITOR, Actor
from geo.store.database import SCHEMA, SCHEMA_TABLE, Database, open_database
from geo.store.schema import AUDIT, DRAFTS, SIGN_OUTS, metadata

_LASTING = (AUDIT, SIGN_OUTS)
"""Tables of which a restore loses nothing: who did what, and who is not to come in any more."""
_PASSING = (DRAFTS,)
"""Tables that a backup leaves out and a restore leaves alone: what is not published is nobody's."""
Contents = dict[str, list[dict[str, Any]]]
"""Rows by the names of their tables."""
_HEAD = "store.json"
_FORMAT = "facts-store"
_FEW = {"yield_per": 100}
"""Rows that are held at once: documents among them are large."""
_DAMAGED = (*BROKEN_ZIP, OSError, KeyError, TypeError, RuntimeError)
"""What reading a damaged file may raise."""


def back_up(database: Database, file: Path) -> None:
    """Write all revisions into a file while others read and write.

    Parameters
    ----------
    database
        The store.
    file
        The file, a ZIP of JSON; it appears whole or not at all.

    Raises
    ------
    OSError
        The file cannot be written.
    StoreError
        The store cannot be read.
    """
    begun = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(begun, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_HEAD, json.dumps({"format": _FORMAT, "schema": SCHEMA}))
            with database.reading() as connection:
                for table in _tables():
                    with archive.open(f"{table.name}.jsonl", "w") as part:
                        for row in connection.execute(select(table), execution_options=_FEW):
                            line = json.dumps(_plain(row), ensure_ascii=False)
                            part.write(f"{line}\n".encode())
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)


def restore(database: Database, file: Path, *, aside: Path, actor: Actor = VISITOR) -> Path | None:
    """Put the revisions of a file in the place of those of a store.

    Parameters
    ----------
    database
        The store.
    file
        What `back_up` wrote, of either kind of database, in this version of the program or an
        earlier one.
    aside
        Folder for what was in the store before.
    actor
        Who does it. The audit log and the sign-outs take in what the file has of them, and lose
        nothing.

    Returns
    -------
    kept : Path or None
        The file that holds what was in the store before; None where nothing was.

    Raises
    ------
    StoreError
        The file is no backup, or one of a later version of the schema; nothing has changed.
    """
    tables = _read(file)
    with database.writing() as connection:
        # nobody writes between what is kept and what replaces it
        kept = _keep_aside(database, aside)
        for table in _LASTING:
            both = {row["id"]: row for row in (*tables[table.name], *_stored(table, connection))}
            tables[table.name] = list(both.values())
        for table in reversed(_tables()):
            connection.execute(delete(table))
        for table in _tables():
            if tables[table.name]:
                connection.execute(insert(table), tables[table.name])
        audit.record(connection, audit.RESTORED, actor, file.name)
    return kept


def _keep_aside(database: Database, folder: Path) -> Path | None:
    with database.reading() as connection:
        if all(connection.execute(select(table).limit(1)).first() is None for table in _tables()):
            return None
    folder.mkdir(parents=True, exist_ok=True)
    name = datetime.now(UTC).strftime("before-restore-%Y%m%dT%H%M%S%f.zip")
    back_up(database, folder / name)
    return folder / name


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table not in _PASSING]


def _plain(row: Any) -> dict[str, Any]:
    values = dict(row._mapping)
    return {
        name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()
    }


def _read(file: Path) -> Contents:
    try:
        with zipfile.ZipFile(file) as archive:
            head = json.loads(archive.read(_HEAD))
            schema = head["schema"]
            if head["format"] != _FORMAT or schema > SCHEMA:
                raise StoreError("store.newer_backup", file=file.name)
            if schema < SCHEMA:
                return _brought_up(archive, schema)
            return {table.name: _rows(table, archive) for table in _tables()}
    except _DAMAGED as error:
        if isinstance(error, StoreError | FileNotFoundError):
            raise
        raise StoreError("store.no_backup", file=file.name) from error


def _brought_up(archive: zipfile.ZipFile, schema: str) -> Contents:
    """Return what a backup of an earlier schema holds, after the migrations since."""
    left_out = {SCHEMA_TABLE, *(table.name for table in _PASSING)}
    with TemporaryDirectory(prefix="earlier-") as folder:
        old, declared = open_database(Path(folder), schema=schema), MetaData()
        try:
            declared.reflect(old.engine)
            with old.writing() as connection:
                for table in declared.sorted_tables:
                    rows = _rows(table, archive) if table.name not in left_out else []
                    if rows:
                        connection.execute(insert(table), rows)
        finally:
            old.engine.dispose()
        new = open_database(Path(folder))
        try:
            with new.reading() as connection:
                return {table.name: _stored(table, connection) for table in _tables()}
        finally:
            new.engine.dispose()


def _stored(table: Table, connection: Connection) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _rows(table: Table, archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    binary = [c.name for c in table.columns if isinstance(c.type, LargeBinary)]
    with archive.open(f"{table.name}.jsonl") as part:
        rows = [json.loads(line) for line in part if line.strip()]
    return [row | {name: bytes.fromhex(row[name]) for name in binary} for row in rows]
