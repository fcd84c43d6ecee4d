"""Opening the database of the store: SQLite in a folder, or PostgreSQL by its address."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from geo.errors import StoreError
from geo.facts.environment import is_begun, sqlite_file

SCHEMA = "0008"
"""The newest migration of the schema."""
SCHEMA_TABLE = "alembic_version"
"""Where a database says which one it has."""
_FULL = (sqlite3.SQLITE_FULL, "53100")
_PATIENCE = 30
"""Seconds that a writer waits for another one to end."""
_CONNECTING = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
}
"""A server that is gone without a word, as a machine without power, is noticed soon."""


@dataclass(frozen=True)
class Database:
    """A database that is ready: its engine, and where it is, in words without a password."""

    engine: Engine
    place: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state throughout."""
        with self._words(), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, trying: bool = False) -> Iterator[Connection]:
        """Open a transaction that is the only writer; an error leaves all as it was.

        Parameters
        ----------
        trying
            Whether all is to be left as it was in any case.
        """
        with self._words(), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin() as transaction:
                if self.engine.dialect.name == "postgresql":
                    # a writer that hangs would have every page wait that opens a meeting
                    connection.execute(text(f"SET LOCAL lock_timeout = '{1000 * _PATIENCE:.0f}'"))
                    connection.execute(text("LOCK TABLE revisions IN EXCLUSIVE MODE"))
                yield connection
                if trying:
                    transaction.rollback()

    @contextmanager
    def _words(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            if _is_full(error):
                raise StoreError("store.full", place=self.place) from error
            reason = str(error.orig if isinstance(error, DBAPIError) else error)
            raise StoreError("store.failed", place=self.place, reason=reason) from error


def _is_full(error: SQLAlchemyError) -> bool:
    """Tell whether the disk of the database has no room, as SQLite or PostgreSQL say it."""
    origin = error.orig if isinstance(error, DBAPIError) else None
    codes = (getattr(origin, "sqlite_errorcode", None), getattr(origin, "sqlstate", None))
    return any(code in _FULL for code in codes)


def open_begun(place: Path | str) -> Database | None:
    """Open the store where somebody has begun one; a folder without its file stays as it is.

    Parameters
    ----------
    place
        As for `open_database`.

    Returns
    -------
    database : Database or None
        The store; None where there is no file yet.

    Raises
    ------
    StoreError
        As `open_database`.
    """
    return open_database(place) if is_begun(place) else None


def open_database(place: Path | str, *, schema: str = "head", most_pages: int = 0) -> Database:
    """Open the store and bring its schema up to date; an empty database becomes a store.

    Parameters
    ----------
    place
        The folder of the SQLite file, made where it is missing; or the address of a PostgreSQL
        database (``postgresql://user:password@host/name``).
    schema
        The migration that a new store is brought to; all of them by default.
    most_pages
        Pages that the SQLite file may grow to; 0 for as many as the disk takes.

    Returns
    -------
    database : Database
        Ready to read and write.

    Raises
    ------
    StoreError
        The folder cannot be written, the server does not answer, or the schema is of a later
        version of the program.
    """
    database = _file(place, most_pages) if isinstance(place, Path) else _server(place)
    try:
        with database._words():
            found = _schema_of(database.engine)
            if found != SCHEMA:
                _migrate(database, found, schema)
    except StoreError:
        database.engine.dispose()
        raise
    return database


def _file(folder: Path, most_pages: int) -> Database:
    file = sqlite_file(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("store.failed", place=str(file), reason=str(error)) from error
    url = URL.create("sqlite", database=str(file))
    engine = create_engine(url, connect_args={"timeout": _PATIENCE})
    pragmas = ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"]
    if most_pages:
        pragmas.append(f"max_page_count = {most_pages}")
    event.listen(engine, "connect", lambda connection, _record: _prepare_file(connection, pragmas))
    event.listen(engine, "begin", _begin_in_file)
    return Database(engine, str(file))


def _server(address: str) -> Database:
    url = _url(address)
    own = {name: value for name, value in _CONNECTING.items() if name not in url.query}
    engine = create_engine(url, pool_pre_ping=True, connect_args=own)
    # what follows the question mark may be a password, too
    return Database(engine, url.set(query={}).render_as_string(hide_password=True))


def _url(address: str) -> URL:
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise StoreError("store.address") from None
    # the rest of a password that is not written as in an address would be the name of the host
    if "@" in (url.host or ""):
        raise StoreError("store.address")
    return url


# the driver's own way of beginning transactions would begin them late, and never as a writer
def _prepare_file(connection: Any, pragmas: Sequence[str]) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_in_file(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _schema_of(engine: Engine) -> str:
    if not inspect(engine).has_table(SCHEMA_TABLE):
        return ""
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT version_num FROM {SCHEMA_TABLE}")).scalar()
    return str(found or "")


def _migrate(database: Database, found: str, schema: str) -> None:
    # only a new store, or one of an earlier version, pays for this import
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    try:
        with database.engine.connect() as connection:
            writer = connection.execution_options(writes=True)
            with writer.begin():
                if database.engine.dialect.name == "postgresql":
                    writer.execute(text("SELECT pg_advisory_xact_lock(520)"))
                config.attributes["connection"] = writer
                command.upgrade(config, schema)
    except CommandError as error:
        raise StoreError("store.newer", place=database.place, schema=found) from error
