"""Sign-outs: kept until the sign-in would have ended itself, bounded, through a restore."""

import time
from pathlib import Path

import pytest

from geo.store.backup import back_up, restore
from geo.store.database import Database
from geo.store.people import sign_outs


def _end(database: Database, *names: str, until: float) -> None:
    with database.writing() as connection:
        for name in names:
            sign_outs.end(connection, name, until)


def _ended(database: Database, names: str) -> str:
    with database.reading() as connection:
        return "".join(name for name in names if sign_outs.has_ended(connection, name))


def test_a_sign_in_has_ended_until_it_would_end_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_outs.time, "time", lambda: 1000.0)
    _end(database, "a", until=1500.5)
    _end(database, "b", "b", until=3000)
    assert _ended(database, "abc") == "ab"
    monkeypatch.setattr(sign_outs.time, "time", lambda: 1502.0)
    _end(database, "c", until=3000)
    assert _ended(database, "abc") == "bc"


def test_no_more_are_kept_than_a_bound(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_outs.time, "time", lambda: 1000.0)
    monkeypatch.setattr(sign_outs, "MOST", 3)
    for until, name in enumerate("abcde", start=2000):
        _end(database, name, until=until)
    assert _ended(database, "abcde") == "cde"


def test_a_restore_lets_nobody_in_again(database: Database, tmp_path: Path) -> None:
    later = time.time() + 3600
    _end(database, "a", until=later)
    back_up(database, tmp_path / "kho.zip")
    _end(database, "b", until=later)
    restore(database, tmp_path / "kho.zip", aside=tmp_path)
    assert _ended(database, "ab") == "ab"
