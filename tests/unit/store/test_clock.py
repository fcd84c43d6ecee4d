"""A clock that jumps: what comes later stays later."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from geo.store import log, publishing
from geo.store.database import Database
from geo.store.publishing import Entry, publish
from tests.unit.store.test_publishing import with_figure


def test_revisions_keep_their_order_when_the_clock_jumps_back(
    database: Database, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, _tz: object = None) -> datetime:
            return now

    monkeypatch.setattr(publishing, "datetime", Clock)
    publish(database, tiny_dir, with_figure("1111"), Entry("first"))
    now -= timedelta(days=400)
    publish(database, tiny_dir, with_figure("2222"), Entry("second"))
    with database.reading() as connection:
        history = log.revisions(connection)
        last = log.last_revision(connection)
    assert [each.author for each in history[1:]] == ["first", "second"]
    assert last is not None
    assert (last.id, last.author) == (2, "second")
    assert history[1].time > history[2].time
