"""Drafts in the store, on both databases: of one browser each, bounded, in no backup."""

import json
import zipfile
import zlib
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from geo.errors import StoreError
from geo.store import drafts
from geo.store.backup import back_up, restore
from geo.store.database import Database
from geo.store.drafts import find, keep, remove, say
from geo.store.schema import DRAFTS


def _kept(database: Database, *owned: tuple[str, str]) -> list[str]:
    found = []
    for owner, own in owned:
        try:
            found.append(find(database, owner, own).name)
        except StoreError:
            found.append("")
    return found


def test_a_draft_is_found_by_its_id_in_its_own_browser_alone(database: Database) -> None:
    kept = keep(database, "a", "bieu.xlsx", b"\0\xff", {"answers": {"q": "70001"}})
    assert len(kept.id) >= 22
    assert find(database, "a", kept.id) == kept
    say(database, "a", kept.id, {"answers": {}})
    assert find(database, "a", kept.id).said == {"answers": {}}
    odd = ("", "a\0b", "\ud800", "%", kept.id + "\0", "A" * 1_000_000, "' OR ''='")
    for owner, own in (("b", kept.id), ("", kept.id), ("a", kept.id[:-1])):
        with pytest.raises(StoreError, match="not in the store"):
            find(database, owner, own)
        with pytest.raises(StoreError, match="not in the store"):
            say(database, owner, own, {})
    for own in odd:
        with pytest.raises(StoreError, match="not in the store"):
            find(database, "a", own)
    remove(database, "b", kept.id)
    assert _kept(database, ("a", kept.id)) == ["bieu.xlsx"]
    remove(database, "a", kept.id)
    assert _kept(database, ("a", kept.id)) == [""]


def test_browsers_that_nothing_tells_apart_share_no_drafts(database: Database) -> None:
    with pytest.raises(StoreError) as caught:
        keep(database, "", "bieu.xlsx", b"", {})
    assert "no cookies" in caught.value.words("en")
    assert "không nhận cookie" in caught.value.words("vi")
    with database.writing() as connection:
        row = {"id": "A" * 22, "owner": "", "name": "a", "packed": zlib.compress(b""), "size": 1}
        connection.execute(insert(DRAFTS), {**row, "said": {}, "changed": "2026-01-01"})
    assert _kept(database, ("", "A" * 22)) == [""]


def test_what_is_old_or_too_much_goes_the_oldest_first(database: Database) -> None:
    # three of each browser
    own = [keep(database, "a", str(at), b"", {}).id for at in range(4)]
    others = [keep(database, "b", str(at), b"", {}).id for at in range(2)]
    assert _kept(database, *(("a", each) for each in own)) == ["", "1", "2", "3"]
    assert _kept(database, *(("b", each) for each in others)) == ["0", "1"]
    with database.writing() as connection:
        old = update(DRAFTS).where(DRAFTS.c.id == own[2])
        connection.execute(old.values(changed="2026-01-01T00:00:00+00:00"))
        # two of half of what may be kept each, and a little
        large = update(DRAFTS).where(DRAFTS.c.id.in_((own[1], others[0])))
        connection.execute(large.values(size=drafts.MOST_MB * 2**19))
    keep(database, "c", "new", b"", {})
    assert _kept(database, ("a", own[1]), ("a", own[2]), ("a", own[3])) == ["", "", "3"]
    assert _kept(database, ("b", others[0]), ("b", others[1])) == ["0", "1"]


def test_a_backup_has_no_draft_and_a_restore_leaves_those_there_are(
    database: Database, tmp_path: Path
) -> None:
    kept = keep(database, "a", "bieu.xlsx", b"secret", {})
    back_up(database, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert not [name for name in archive.namelist() if "draft" in name]
        assert json.loads(archive.read("store.json"))["schema"] == "0008"
    restore(database, tmp_path / "all.zip", aside=tmp_path)
    assert find(database, "a", kept.id).content == b"secret"
