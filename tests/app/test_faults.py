"""What is not as it should be while the atlas runs: files, clocks, languages of the machine."""

import gc
import json
import logging
import os
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.conftest import Visit
from tests.support.own_boundaries import save, sound_layers
from tests.support.running import clean_environment
from ui.server import loaded
from ui.server.revisions import Store
from ui.server.settings import ROOT, Settings

OpenPage = Callable[..., Visit]


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Show a copy of the made-up province, which may be taken away."""
    before, own = loaded.newest(), Path(shutil.copytree(tiny_dir, tmp_path / "data"))
    settings = Settings(own, state_dir=tmp_path / "state")
    store = Store(settings)
    monkeypatch.setattr(loaded, "settings", lambda: settings)
    monkeypatch.setattr(loaded, "store", lambda: store)
    monkeypatch.setattr(loaded, "_pinned", {})
    loaded.use(loaded.read())
    yield own
    store.close()
    loaded.use(before)


@pytest.mark.parametrize("how", ["gone", "half written"])
def test_pages_go_on_when_the_data_folder_is_gone(visit: OpenPage, folder: Path, how: str) -> None:
    visitor = visit("map")
    before = visitor.title
    if how == "gone":
        shutil.rmtree(folder)
    else:
        for file in folder.glob("*.*"):
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    loaded.look_at_store()
    assert visitor.run().title == before
    assert visit("map").title == before
    for page in ("targets", "data"):
        assert visit(page).faults == []


def _objects() -> int:
    gc.collect()
    # pandas notes who looks at a block that all share, and clears that up by hundreds; pytest
    # keeps what is logged
    noted = (weakref.ReferenceType, logging.LogRecord)
    return sum(type(each) not in noted for each in gc.get_objects())


@pytest.mark.usefixtures("folder")
def test_pages_that_are_opened_and_closed_leave_nothing(visit: OpenPage) -> None:
    opens = 4

    def open_and_close() -> None:
        for page in ("map", "present"):
            visit(page)

    # what all sessions share is worked out at first
    for _ in range(2):
        open_and_close()
    before = _objects()
    for _ in range(opens):
        open_and_close()
    # a single object of ours that stays for each page would be more
    assert _objects() - before < opens


def test_a_half_written_file_of_boundaries_leaves_those_shipped(
    tmp_path: Path, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = save(tmp_path / "own.gpkg", sound_layers())
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    settings = Settings(tiny_dir, boundaries=whole, state_dir=tmp_path / "state")
    monkeypatch.setattr(loaded, "settings", lambda: settings)
    monkeypatch.setattr(loaded, "store", lambda: Store(settings))
    for _ in ("half written", "gone"):
        drawn = loaded.read().boundaries
        assert drawn.faults
        assert not drawn.credits
        whole.unlink(missing_ok=True)


def test_an_odd_locale_and_time_zone_change_no_word(tiny_dir: Path) -> None:
    odd = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    said = []
    for more in ({}, {**odd, "TZ": "Pacific/Kiritimati"}):
        environment = clean_environment({"DATA_DIR": str(tiny_dir)}) | more
        done = subprocess.run(
            [sys.executable, "-m", "geo", "targets", "--json"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            timeout=120,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        said.append(json.loads(done.stdout.decode("utf-8")))
    assert said[0] == said[1]
    assert os.environ.get("TZ") != "Pacific/Kiritimati"
