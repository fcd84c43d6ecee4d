"""The schema: the migrations lead to what the code declares, and lose nothing on the way."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from geo.errors import StoreError
from geo.facts.load import data_version
from geo.store import audit, log
from geo.store.database import Database, open_database
from geo.store.folders import read_files
from geo.store.publishing import publish
from geo.store.schema import metadata
from tests.unit.store.test_publishing import EDITOR, with_figure


def test_the_migrations_lead_to_the_declared_schema(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_store_of_an_earlier_version_goes_on(place: Path | str, tiny_dir: Path) -> None:
    old, version = open_database(place, schema="0001"), data_version(tiny_dir)
    with old.writing() as connection:
        log.keep_shipped(connection, version, read_files(tiny_dir), "2026-11-25T00:00:00+00:00")
        time = "2026-11-25T00:00:00+00:00"
        first = log.Revision(0, "shipped", "", time, "", "", "", {}, (), version, version)
        log.append(connection, first, ())
    old.engine.dispose()
    new = open_database(place)
    publish(new, tiny_dir, with_figure("1234"), EDITOR)
    with new.reading() as connection:
        assert [each.id for each in log.revisions(connection)] == [0, 1]
        assert connection.execute(text("SELECT count(*) FROM meetings")).scalar() == 0
        assert [each.act for each in audit.entries(connection)] == ["publish"]
    new.engine.dispose()


def test_a_store_of_a_later_version_is_left_alone(place: Path | str) -> None:
    database = open_database(place)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.engine.dispose()
    with pytest.raises(StoreError, match="schema 9999 of a later version"):
        open_database(place)
