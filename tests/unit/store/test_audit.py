"""The audit log: written with what it tells of, kept through a restore, bounded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from geo.errors import FactsError, StoreError
from geo.store import audit
from geo.store.audit import VISITOR, Actor, Noted
from geo.store.backup import back_up, restore
from geo.store.database import Database
from geo.store.meetings import begin, bring_back, bring_back_of_another, remove, remove_of_another
from geo.store.publishing import Entry, publish, roll_back
from geo.store.schema import AUDIT
from tests.unit.store.test_publishing import with_figure

ENTRY = Entry("Nguyễn Thị Thử", "Báo cáo giả định", place="10.0.0.7")
EDITOR = Actor("Nguyễn Thị Thử", "10.0.0.7")


def _noted(database: Database, **which: object) -> tuple[Noted, ...]:
    with database.reading() as connection:
        return audit.entries(connection, **which)  # type: ignore[arg-type]


def _note(database: Database, *acts: tuple[str, Actor], once: str = "") -> None:
    with database.writing() as connection:
        for act, actor in acts:
            audit.record(connection, act, actor, once=once)


def test_what_is_done_is_noted_with_who_and_from_where(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), ENTRY)
    roll_back(database, tiny_dir, 0, ENTRY)
    back_up(database, tmp_path / "kho.zip")
    restore(database, tmp_path / "kho.zip", aside=tmp_path, actor=Actor("root", "lệnh"))
    found = _noted(database)
    assert [(each.act, each.who, each.place, each.about) for each in found] == [
        ("restore", "root", "lệnh", "kho.zip"),
        ("rollback", "Nguyễn Thị Thử", "10.0.0.7", "2: ← 0"),
        ("publish", "Nguyễn Thị Thử", "10.0.0.7", "1: Báo cáo giả định"),
    ]
    age = datetime.now(UTC) - datetime.fromisoformat(found[0].time)
    assert timedelta(0) <= age < timedelta(minutes=5)


def test_what_is_refused_is_not_noted_as_done(database: Database, tiny_dir: Path) -> None:
    with pytest.raises(FactsError):
        publish(database, tiny_dir, with_figure("không phải số"), ENTRY)
    with pytest.raises(StoreError):
        roll_back(database, tiny_dir, 7, ENTRY)
    with pytest.raises(StoreError):
        remove_of_another(database, "không có", EDITOR)
    assert _noted(database) == ()


def test_a_restore_takes_nothing_out_of_the_log(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), ENTRY)
    back_up(database, tmp_path / "kho.zip")
    publish(database, tiny_dir, with_figure("5678"), ENTRY)
    restore(database, tmp_path / "kho.zip", aside=tmp_path)
    assert [each.about[:1] for each in _noted(database)] == ["k", "2", "1"]


def test_meetings_are_deleted_by_whoever_may_and_that_is_noted(database: Database) -> None:
    kept = begin(database, "một", name="Họp")
    remove(database, kept.id)
    bring_back(database, kept.id)
    remove_of_another(database, kept.read_id, EDITOR)
    bring_back_of_another(database, kept.read_id, EDITOR)
    assert [(each.act, each.who, each.about) for each in reversed(_noted(database))] == [
        ("delete_meeting", "", "Họp"),
        ("bring_back_meeting", "", "Họp"),
        ("delete_meeting", "Nguyễn Thị Thử", "Họp"),
        ("bring_back_meeting", "Nguyễn Thị Thử", "Họp"),
    ]
    # who may only read deletes by no other way
    with pytest.raises(StoreError):
        remove(database, kept.read_id)


def test_the_log_is_read_by_act_name_and_day(database: Database) -> None:
    _note(database, ("sign_in", EDITOR), ("refused", Actor("Đặng Văn Thử")))
    with database.writing() as connection:
        old = update(AUDIT).where(AUDIT.c.act == "sign_in").values(time="2026-01-02T03:04:05")
        connection.execute(old)
    assert [each.act for each in _noted(database, acts=("refused", "publish"))] == ["refused"]
    assert [each.act for each in _noted(database, who="NGUYỄN")] == ["sign_in"]
    assert [each.act for each in _noted(database, who="đặng")] == ["refused"]
    assert [each.act for each in _noted(database, since="2026-01-03")] == ["refused"]
    assert len(_noted(database, since="2026-01-02")) == 2


def test_an_occasion_is_noted_once(database: Database) -> None:
    for _ in range(2):
        _note(database, ("sign_in", EDITOR), once="a" * 40)
    assert len(_noted(database)) == 1


def test_what_anybody_can_cause_does_not_push_the_rest_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "MOST", 3)
    monkeypatch.setattr(audit, "MOST_OF_ANYBODY", 2)
    _note(database, ("publish", EDITOR))
    _note(database, *[("refused", EDITOR)] * 5, *[("delete_meeting", VISITOR)] * 5)
    assert [each.act for each in _noted(database)].count("publish") == 1
    assert len(_noted(database)) == 3
    _note(database, *[("sign_in", EDITOR)] * 5)
    assert [each.act for each in _noted(database)].count("sign_in") == 3
    assert len(_noted(database)) == 5


def test_an_entry_goes_after_five_years(database: Database) -> None:
    _note(database, ("publish", EDITOR))
    with database.writing() as connection:
        row = dict(connection.execute(select(AUDIT)).mappings().one())
        for number, days in (("a", 5 * 365 + 1), ("b", 5 * 365 - 1)):
            time = (datetime.now(UTC) - timedelta(days=days)).isoformat()
            connection.execute(insert(AUDIT), {**row, "id": number, "time": time})
        audit.record(connection, "publish", EDITOR)
    assert len(_noted(database)) == 3
