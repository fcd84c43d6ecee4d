"""The server and the store: what is published is shown, what cannot be used is told."""

import json
import shutil
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.facts.load import data_version
from geo.store.database import open_database
from geo.store.publishing import publish, roll_back
from tests.support.publishing import marked_province
from tests.support.running import PATIENCE, Server, running_app
from tests.unit.store.test_publishing import EDITOR, with_figure

PAUSE = 0.1
"""Seconds between two looks."""


def _health(server: Server) -> dict[str, Any]:
    with urllib.request.urlopen(f"{server.address}/healthz", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def _wait(server: Server, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = _health(server)
        if holds(found):
            return found
        # a server that is asked without a pause has less time to look at its store
        time.sleep(PAUSE)
    pytest.fail(f"never shown: {_health(server)}")


def test_a_publication_is_shown_by_a_running_server_and_after_a_restart(
    tiny_dir: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny_dir, tmp_path / "data")
    settings = {"DATA_DIR": str(folder), "STATE_DIR": str(tmp_path / "state")}
    with running_app(tmp_path / "log", **settings) as server:
        first = _health(server)
        assert (first["revision"], first["store"]) == (0, [])
        assert not (tmp_path / "state").exists()
        database = open_database(tmp_path / "state")
        made = publish(database, folder, with_figure("1234"), EDITOR)
        shown = _wait(server, lambda found: found["revision"] == 1)
        assert shown["data_version"] == made.data_version
        roll_back(database, folder, 0, EDITOR)
        back = _wait(server, lambda found: found["revision"] == 2)
        assert back["data_version"] == first["data_version"]
        publish(database, folder, with_figure("5678"), EDITOR)
        server.process.kill()
        server.process.wait()
    # another version of the program with another name in its facts
    newer = marked_province(tiny_dir, tmp_path / "newer", "Alpha")
    with running_app(tmp_path / "log", **settings | {"DATA_DIR": str(newer)}) as server:
        found = _health(server)
        assert (found["revision"], found["store"]) == (4, [])
        assert found["data_version"] not in (data_version(newer), made.data_version)
    database.engine.dispose()


@pytest.mark.parametrize("wrong", ["store", "folder"])
def test_a_store_that_cannot_be_used_leaves_the_shipped_facts(
    tiny_dir: Path, tmp_path: Path, wrong: str
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    if wrong == "store":
        (state / "store.sqlite3").write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    else:
        database = open_database(state)
        publish(database, tiny_dir, with_figure("1234"), EDITOR)
        database.engine.dispose()
        (state / "states").write_text("a file where a folder is to be", encoding="utf-8")
    log = tmp_path / "log"
    with running_app(log, DATA_DIR=str(tiny_dir), STATE_DIR=str(state)) as server:
        found = _health(server)
        assert (found["revision"], found["data_version"]) == (0, data_version(tiny_dir))
        (problem,) = found["store"]
        assert str(state) in problem
    assert problem in log.read_text(encoding="utf-8")
