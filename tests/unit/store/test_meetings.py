"""Meetings in the store, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from geo.errors import StoreError
from geo.store import meetings
from geo.store.database import Database
from geo.store.meetings import begin, bring_back, change, find, listed, remove
from geo.store.schema import MEETINGS


def test_a_meeting_is_found_by_the_id_to_change_and_by_the_id_to_read(database: Database) -> None:
    kept = begin(database, "một")
    assert kept.id != kept.read_id
    assert min(len(kept.id), len(kept.read_id)) >= 22
    assert find(database, kept.id) == kept
    read = find(database, kept.read_id)
    assert (read.id, read.address, read.content) == ("", kept.read_id, "một")
    with pytest.raises(StoreError, match="only lets read"):
        change(database, read, "hai")
    with pytest.raises(StoreError, match="not in the store"):
        find(database, kept.id[:-1])
    for odd in ("", "a\0b", f"{kept.id}\0", "\ud800", "A" * 1_000_000, "' OR ''='"):
        with pytest.raises(StoreError, match="not in the store"):
            find(database, odd)


def test_two_who_change_one_lose_nothing(database: Database) -> None:
    first = begin(database, "một")
    mine, theirs = find(database, first.id), find(database, first.id)
    changed = change(database, theirs, "hai")
    assert (changed.version, changed.content) == (2, "hai")
    with pytest.raises(StoreError, match="somebody else has changed"):
        change(database, mine, "ba")
    assert find(database, first.id).content == "hai"
    # the other one goes on from what is there, or keeps theirs as another meeting
    assert change(database, find(database, first.id), "ba").version == 3
    assert begin(database, "ba").id != first.id


def test_named_meetings_are_listed_the_newest_first_and_let_read(database: Database) -> None:
    begin(database, "không tên")
    old, new = begin(database, "cũ", name="Họp cũ"), begin(database, "mới", name="Họp mới")
    with database.writing() as connection:
        past = update(MEETINGS).where(MEETINGS.c.id == old.id).values(changed="2026-01-01T00:00:00")
        connection.execute(past)
    found = listed(database)
    assert [(each.name, each.id, each.read_id) for each in found] == [
        ("Họp mới", "", new.read_id),
        ("Họp cũ", "", old.read_id),
    ]
    change(database, new, "mới", name="")
    assert [each.name for each in listed(database)] == ["Họp cũ"]


def test_a_deleted_meeting_comes_back(database: Database) -> None:
    kept = begin(database, "một", name="Họp")
    remove(database, kept.id)
    assert listed(database) == ()
    with pytest.raises(StoreError, match="was deleted"):
        find(database, kept.id)
    bring_back(database, kept.id)
    assert find(database, kept.id) == kept
    with pytest.raises(StoreError):
        remove(database, kept.read_id)


def _set(database: Database, kept: meetings.KeptMeeting, **times: str) -> None:
    with database.writing() as connection:
        query = update(MEETINGS).where(MEETINGS.c.id == kept.id).values(**times)
        connection.execute(query)


def test_what_nobody_opens_goes_and_what_is_opened_stays(database: Database) -> None:
    now = datetime.now(UTC)
    long_ago = (now - timedelta(days=366)).isoformat(timespec="seconds")
    lately = (now - timedelta(days=364)).isoformat(timespec="seconds")
    forgotten, used, gone = (begin(database, name) for name in ("một", "hai", "ba"))
    _set(database, forgotten, opened=long_ago)
    _set(database, used, opened=lately)
    _set(database, gone, deleted=(now - timedelta(days=31)).isoformat(timespec="seconds"))
    begin(database, "bốn")
    assert find(database, used.id).content == "hai"
    with pytest.raises(StoreError):
        find(database, forgotten.id)
    with pytest.raises(StoreError):
        bring_back(database, gone.id)


def test_meetings_are_bounded_in_number_and_size(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings, "MOST_MEETINGS", 2)
    first, second = begin(database, "một"), begin(database, "hai")
    _set(database, first, opened="2026-01-01T00:00:00")
    begin(database, "ba")
    assert find(database, second.id).content == "hai"
    with pytest.raises(StoreError):
        find(database, first.id)
    most = "ô" * (meetings.MOST_KB * 1024 // 2)
    assert change(database, second, most).content == most
    with pytest.raises(StoreError, match="larger than 1024\u00a0kB"):
        begin(database, most + "ô")
