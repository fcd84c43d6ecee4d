"""The store as one file, from either database to either."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.store import log
from geo.store.backup import back_up, restore
from geo.store.current import export
from geo.store.database import Database, open_database
from geo.store.folders import read_files
from geo.store.log import Document
from geo.store.publishing import publish, roll_back
from tests.support.sheets import far_packed
from tests.unit.store.test_publishing import EDITOR, with_figure


def _states(database: Database, folder: Path) -> list[dict[str, bytes]]:
    with database.reading() as connection:
        numbers = [each.id for each in log.revisions(connection)]
    for number in numbers:
        export(database, number, folder / str(number))
    return [read_files(folder / str(number)) for number in numbers]


@pytest.fixture
def other(place: Path | str, tmp_path: Path, request: pytest.FixtureRequest) -> Path | str:
    """Name a store of the other kind."""
    if isinstance(place, str):
        return tmp_path / "other"
    address: str = request.getfixturevalue("postgres")
    empty: object = request.getfixturevalue("emptied")
    assert empty is None
    return address


@pytest.fixture
def emptied(postgres: str) -> None:
    """Take everything out of the database of the server."""
    from tests.unit.store.conftest import empty

    empty(postgres)


def test_a_backup_is_restored_in_either_database(
    database: Database, other: Path | str, tiny_dir: Path, tmp_path: Path
) -> None:
    document = Document("C:\\Tài liệu\\Quyết định 12/QĐ: rừng?.pdf", b"%PDF" + bytes(range(256)))
    publish(database, tiny_dir, with_figure("1234"), replace(EDITOR, document=document))
    roll_back(database, tiny_dir, 0, EDITOR)
    back_up(database, tmp_path / "store.zip")
    second = open_database(other)
    assert restore(second, tmp_path / "store.zip", aside=tmp_path) is None
    states = _states(second, tmp_path / "second")
    assert len(states) == 3
    assert states == _states(database, tmp_path / "first")
    kept = [each.relative_to(tmp_path) for each in tmp_path.rglob("documents/*")]
    assert sorted(map(str, kept)) == [
        "first/1/documents/QĐ_ rừng_.pdf",
        "second/1/documents/QĐ_ rừng_.pdf",
    ]
    assert {(tmp_path / each).read_bytes() for each in kept} == {document.content}
    # and it goes on from there
    assert publish(second, tiny_dir, with_figure("99"), EDITOR).id == 3
    second.engine.dispose()


def test_what_a_restore_replaces_is_kept_aside(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    back_up(database, tmp_path / "store.zip")
    publish(database, tiny_dir, with_figure("5678"), EDITOR)
    kept = restore(database, tmp_path / "store.zip", aside=tmp_path / "aside")
    assert kept is not None
    assert len(_states(database, tmp_path / "restored")) == 2
    restore(database, kept, aside=tmp_path / "aside")
    assert len(_states(database, tmp_path / "again")) == 3


def test_a_damaged_backup_of_an_earlier_version_changes_nothing(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    file = tmp_path / "store.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("store.json", json.dumps({"format": "facts-store", "schema": "0003"}))
    with pytest.raises(StoreError, match=r"store\.zip is no backup"):
        restore(database, file, aside=tmp_path)
    assert len(_states(database, tmp_path / "states")) == 2


@pytest.mark.parametrize("wrong", ["nothing", "text", "head", "part", "bits", "far"])
def test_a_file_that_is_no_backup_changes_nothing(
    database: Database, tiny_dir: Path, tmp_path: Path, wrong: str
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    file = tmp_path / "store.zip"
    back_up(database, file)
    content = file.read_bytes()
    if wrong == "nothing":
        file.write_bytes(b"")
    elif wrong == "text":
        file.write_bytes("đây là một lá thư".encode())
    elif wrong == "bits":
        # the beginning of what is packed, not of the ZIP file
        at = content.index(b"observations") if b"observations" in content else 200
        file.write_bytes(
            content[:at] + bytes(each ^ 255 for each in content[at : at + 40]) + content[at + 40 :]
        )
    elif wrong == "far":
        file.write_bytes(far_packed({"store.json": b"{}"}))
    elif wrong == "part":
        file.write_bytes(content[: len(content) // 2])
    else:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("store.json", json.dumps({"format": "facts-store", "schema": "9999"}))
    said = "a backup of a later version" if wrong == "head" else "no backup"
    with pytest.raises(StoreError, match=rf"store\.zip is {said}"):
        restore(database, file, aside=tmp_path)
    assert len(_states(database, tmp_path / "states")) == 2
    assert not list(tmp_path.glob("before-restore-*"))
