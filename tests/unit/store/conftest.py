"""Both kinds of database, empty before each test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from geo.store.database import Database, open_database
from geo.store.folders import read_files
from tests.support.postgres import NO_POSTGRES, programs, running_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server; its absence fails where everything must be tested."""
    found = programs()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_POSTGRES)
    with running_postgres(found) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Name where an empty store is to be: a folder, or a database."""
    if request.param == "sqlite":
        return tmp_path / "state"
    address: str = request.getfixturevalue("postgres")
    empty(address)
    return address


@pytest.fixture
def database(place: Path | str) -> Iterator[Database]:
    """Open an empty store."""
    opened = open_database(place)
    yield opened
    opened.engine.dispose()


def empty(address: str) -> None:
    """Take everything out of a database."""
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture(scope="session")
def shipped_files(data_dir: Path) -> dict[str, bytes]:
    """Read the files of the shipped facts."""
    return read_files(data_dir)
