"""Several servers and writers on one PostgreSQL; and one that may only be read."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.facts.load import data_version
from geo.store import log
from geo.store.current import current
from geo.store.database import open_database
from geo.store.publishing import publish
from tests.support.publishing import EDITOR, with_cover
from tests.support.running import PATIENCE, Server, clean_environment, running_app
from tests.unit.store.conftest import empty
from ui.server.settings import ROOT

HEAD = "code,indicator,year,value"


def _revision(server: Server) -> tuple[int, str]:
    with urllib.request.urlopen(f"{server.address}/healthz", timeout=10) as answer:
        found = json.load(answer)
    assert found["store"] == []
    return found["revision"], found["data_version"]


def _wait(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "never shown"


@pytest.fixture
def address(postgres: str) -> str:
    """Return the address of an empty database."""
    empty(postgres)
    return postgres


def _table(folder: Path, name: str, code: str, value: str) -> Path:
    file = folder / f"{name}.csv"
    file.write_text(f"{HEAD}\n{code},forest_cover_pct,2021,{value}\n", encoding="utf-8")
    return file


def test_two_servers_show_what_two_at_once_publish_in_order(
    address: str, tiny_dir: Path, tmp_path: Path
) -> None:
    settings = {"DATA_DIR": str(tiny_dir), "DATABASE_URL": address}
    tables = [_table(tmp_path, "a", "70001", "12"), _table(tmp_path, "b", "70007", "13")]
    with (
        running_app(tmp_path / "one.log", **settings) as one,
        running_app(tmp_path / "two.log", **settings) as two,
    ):
        assert _revision(one) == _revision(two) == (0, data_version(tiny_dir))
        writers = [
            subprocess.Popen(
                [
                    *(sys.executable, "-m", "geo", "publish", str(table)),
                    *("--author", name, "--source", f"Báo cáo {name}"),
                ],
                cwd=ROOT,
                env=clean_environment(settings),
                stdout=subprocess.PIPE,
            )
            for name, table in zip("AB", tables, strict=True)
        ]
        assert [writer.wait(PATIENCE) for writer in writers] == [0, 0]
        for writer in writers:
            writer.communicate()
        database = open_database(address)
        with database.reading() as connection:
            _, first, second = log.revisions(connection)
        assert {first.author, second.author} == {"A", "B"}
        for server in (one, two):
            _wait(lambda server=server: _revision(server) == (2, second.data_version))
        # the second stands upon the first: both figures are in it
        shown = current(database, tiny_dir, under=tmp_path / "states").folder
        figures = (shown / "observations.csv").read_text(encoding="utf-8")
        assert "70001,2021,year,12," in figures
        assert "70007,2021,year,13," in figures
        database.engine.dispose()


def test_a_database_that_may_only_be_read_is_shown_and_refuses_in_words(
    address: str, tiny_dir: Path, tmp_path: Path
) -> None:
    database = open_database(address)
    made = publish(database, tiny_dir, with_cover("61.7"), EDITOR)
    database.engine.dispose()
    mark = "&" if "?" in address else "?"
    to_read = f"{address}{mark}options=-c%20default_transaction_read_only%3Don"
    database = open_database(to_read)
    shown = current(database, tiny_dir, under=tmp_path / "states")
    assert data_version(shown.folder) == made.data_version
    with pytest.raises(StoreError, match="read-only"):
        publish(database, tiny_dir, with_cover("52.3"), EDITOR)
    with database.reading() as connection:
        assert len(log.revisions(connection)) == 2
    database.engine.dispose()


def test_a_writer_that_hangs_keeps_the_others_waiting_no_longer_than_a_while(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty(postgres)
    # so that the test ends in any case
    mark = "&" if "?" in postgres else "?"
    bounded = f"{postgres}{mark}options=-c%20statement_timeout%3D10000"
    hanging, other = open_database(postgres), open_database(bounded)
    monkeypatch.setattr("geo.store.database._PATIENCE", 0.2)
    with (
        hanging.writing(),
        pytest.raises(StoreError, match="lock timeout"),
        other.writing(),
    ):
        pytest.fail("two write at once")
    with other.writing():
        pass
    hanging.engine.dispose()
    other.engine.dispose()
