"""A publish that is killed, or that finds no room, leaves the facts whole."""

import multiprocessing
import random
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.facts.environment import sqlite_file
from geo.store import log
from geo.store.current import current
from geo.store.database import Database, open_database
from geo.store.publishing import Entry, publish
from tests.unit.store.conftest import empty
from tests.unit.store.test_publishing import EDITOR, with_figure

KILLS = 100


def _publish(place: Path | str, shipped: Path, value: str) -> None:
    database = open_database(place)
    publish(database, shipped, with_figure(value), Entry(value))
    database.engine.dispose()


def _publish_often(database: Database, shipped: Path) -> None:
    for number in range(200):
        publish(database, shipped, with_figure(str(2 + number % 2)), EDITOR)


@pytest.mark.exhaustive
def test_a_publish_killed_at_any_moment_leaves_the_old_or_the_new_revision(
    place: Path | str, tiny_dir: Path, tmp_path: Path
) -> None:
    _publish(place, tiny_dir, "1")
    _publish(place, tiny_dir, "2")
    fork = multiprocessing.get_context("fork")
    moments, most = random.Random(52), 0.1
    landed = 0
    for number in range(3, KILLS + 3):
        child = fork.Process(target=_publish, args=(place, tiny_dir, str(number)))
        child.start()
        child.join(moments.uniform(0, most))
        # as busy as the machine is, half of the kills come in time
        most *= 1.15 if child.is_alive() else 0.87
        child.kill()
        child.join()
        database = open_database(place)
        with database.reading() as connection:
            found = log.revisions(connection)
            rows = log.overlay(connection, found[-1].id)
        assert [each.id for each in found] == list(range(len(found)))
        # the changes of the last revision are there, and those of no other
        values = [change.cells["value"] for change in rows.values()]
        assert values == [found[-1].author]
        landed += found[-1].author == str(number)
        database.engine.dispose()
    database = open_database(place)
    shown = current(database, tiny_dir, under=tmp_path / "states")
    database.engine.dispose()
    assert shown.revision is not None
    assert shown.revision.id == 2 + landed
    # neither were all too early nor all too late
    assert 0 < landed < KILLS


def test_a_full_disk_leaves_the_old_revision_and_is_told(tiny_dir: Path, tmp_path: Path) -> None:
    database = open_database(tmp_path)
    publish(database, tiny_dir, with_figure("1"), EDITOR)
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    database.engine.dispose()
    full = open_database(tmp_path, most_pages=pages)
    with pytest.raises(StoreError) as caught:
        _publish_often(full, tiny_dir)
    _assert_told(caught.value, full.place)
    with full.reading() as connection:
        found = log.revisions(connection)
    full.engine.dispose()
    assert [each.id for each in found] == list(range(len(found)))


# what a server says for want of room, at the place where it would
_NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON changes EXECUTE FUNCTION no_room();
"""


def test_a_full_disk_of_the_server_leaves_the_old_revision_and_is_told(
    postgres: str, tiny_dir: Path
) -> None:
    empty(postgres)
    database = open_database(postgres)
    publish(database, tiny_dir, with_figure("1"), EDITOR)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(_NO_ROOM)
    with pytest.raises(StoreError) as caught:
        publish(database, tiny_dir, with_figure("2"), EDITOR)
    _assert_told(caught.value, database.place)
    with database.reading() as connection:
        assert [each.id for each in log.revisions(connection)] == [0, 1]
    database.engine.dispose()


def _assert_told(error: StoreError, place: str) -> None:
    remedy = "make room there, then do it again; nothing has changed"
    assert error.words("en") == f"the disk of the store {place} is full; {remedy}"
    assert "đã đầy" in error.words("vi")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file stands where the folder is to be", encoding="utf-8")
    with pytest.raises(StoreError, match=str(sqlite_file(tmp_path / "state"))):
        open_database(tmp_path / "state")
    with pytest.raises(StoreError, match=r"postgresql\+psycopg://atlas:\*\*\*@127\.0\.0\.1:9/none"):
        open_database("postgresql://atlas:geheim@127.0.0.1:9/none")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://127.0.0.1:9/none?password=geheim",
        "postgresql://atlas:ein@geheim@127.0.0.1:9/none",
        "postgresql://atlas@127.0.0.1:geheim/none",
        "geheim",
    ],
)
def test_no_part_of_a_password_is_told(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_database(address)
    assert "geheim" not in str(caught.value)


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "sao? #1 100%"
    open_database(folder).engine.dispose()
    assert sqlite_file(folder).is_file()
