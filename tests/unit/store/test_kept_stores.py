"""Stores and backups that earlier versions of the program left: each goes on in this one."""

import csv
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from geo.facts.environment import sqlite_file
from geo.facts.load import load_facts
from geo.store import audit, log, migrations
from geo.store.backup import restore
from geo.store.current import current, export
from geo.store.database import SCHEMA, Database, open_database
from geo.store.people import sign_outs
from geo.store.publishing import publish
from geo.store.schema import DRAFTS, MEETINGS
from tests.unit.store.test_publishing import EDITOR, with_figure
from ui.server.settings import ROOT

KEPT = ROOT / "tests" / "fixtures" / "kept_stores"
SCHEMAS = sorted(each.stem for each in KEPT.glob("*.zip"))
MEETING, AUDIT, SIGN_OUT, DOCUMENT, DRAFT = "0002", "0003", "0004", "0007", "0008"
"""The schemas that brought each of these."""


def test_every_schema_has_a_kept_store() -> None:
    folder = Path(str(migrations.__file__)).parent / "versions"
    assert sorted(each.name[:4] for each in folder.glob("0*.py")) == SCHEMAS
    assert SCHEMAS[-1] == SCHEMA


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_kept_store_goes_on(schema: str, tiny_dir: Path, tmp_path: Path) -> None:
    _unpack(schema, tmp_path)
    database = open_database(tmp_path)
    _assert_whole(database, schema, tmp_path)
    with database.reading() as connection:
        assert len(connection.execute(select(DRAFTS)).all()) == (schema >= DRAFT)
    # what was published stays on top of what this version ships
    shown = current(database, tiny_dir, under=tmp_path / "states")
    assert shown.faults == ()
    assert load_facts(shown.folder)
    assert _people(shown.folder) == "1111"
    publish(database, tiny_dir, with_figure("4444"), EDITOR)
    database.engine.dispose()
    again = open_database(tmp_path)
    with again.reading() as connection:
        assert log.revisions(connection)[-1].author == EDITOR.author
    again.engine.dispose()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_kept_backup_is_restored_in_either_database(
    schema: str, database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    _unpack(schema, tmp_path)
    publish(database, tiny_dir, with_figure("4444"), EDITOR)
    # what was there before is kept aside, and what was done there stays noted
    assert restore(database, tmp_path / "backup.zip", aside=tmp_path) is not None
    _assert_whole(database, schema, tmp_path)
    assert publish(database, tiny_dir, with_figure("4444"), EDITOR).id == 4
    with database.reading() as connection:
        acts = [each.act for each in audit.entries(connection)]
    before = ["rollback", "publish", "publish"] if schema >= AUDIT else []
    assert sorted(acts) == sorted(["publish", "restore", *before, "publish"])


def _unpack(schema: str, folder: Path) -> None:
    with zipfile.ZipFile(KEPT / f"{schema}.zip") as archive:
        archive.extractall(folder)
    assert sqlite_file(folder).is_file()


def _assert_whole(database: Database, schema: str, folder: Path) -> None:
    with database.reading() as connection:
        revisions = log.revisions(connection)
        kept = connection.execute(select(MEETINGS.c.content)).scalars().all()
        ended = sign_outs.has_ended(connection, "made-up-sign-in")
        document = log.find_document(connection, 2)
    assert [each.note for each in revisions] == ["", "lần đầu", "lần sau", "quay lại"]
    assert {each.author for each in revisions[1:]} == {"Người Thử"}
    states = [folder / "states-before" / str(each.id) for each in revisions]
    for each, state in zip(revisions, states, strict=True):
        export(database, each.id, state)
    assert [_people(state) for state in states[1:]] == ["1111", "2222", "1111"]
    assert kept == (['{"made":"up"}'] if schema >= MEETING else [])
    assert ended == (schema >= SIGN_OUT)
    assert (document is not None) == (schema >= DOCUMENT)
    assert document is None or document.content == b"%PDF-gia-dinh"


def _people(folder: Path) -> str:
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["unit_code"] == "70001"]
    return next(row["value"] for row in found if row["indicator_id"] == "population")
