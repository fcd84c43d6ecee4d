"""The revisions on the page of the data: none, some, and a store that cannot be used."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.store.database import open_database
from geo.store.publishing import publish, roll_back
from tests.app.conftest import Visit
from tests.unit.store.test_publishing import EDITOR, with_figure
from ui.server import loaded
from ui.server.revisions import Store
from ui.server.settings import Settings

OpenPage = Callable[..., Visit]


@pytest.fixture
def state(tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Show the made-up province with a store of its own; return the folder of the store."""
    settings = Settings(tiny_dir, state_dir=tmp_path / "state")
    store = Store(settings)
    monkeypatch.setattr(loaded, "settings", lambda: settings)
    monkeypatch.setattr(loaded, "store", lambda: store)
    before = loaded.newest()
    yield tmp_path / "state"
    store.close()
    loaded.use(before)


def _tables(visitor: Visit) -> list[list[dict[str, object]]]:
    return [each.value.to_dict("records") for each in visitor.app.dataframe]


def test_without_a_publication_the_page_says_so(visit: OpenPage, state: Path) -> None:
    loaded.use(loaded.read())
    visitor = visit("data")
    assert "Chưa có số liệu nào được công bố thêm" in visitor.html
    assert not state.exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_revisions_and_the_difference_of_two_are_listed(
    visit: OpenPage, state: Path, tiny_dir: Path, lang: str
) -> None:
    database = open_database(state)
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    publish(database, tiny_dir, with_figure("5678"), EDITOR)
    roll_back(database, tiny_dir, 1, EDITOR)
    database.engine.dispose()
    loaded.look_at_store()
    visitor = visit("data", lang=lang)
    history, changes = _tables(visitor)[-2:]
    assert [next(iter(row.values())) for row in history] == [3, 2, 1, 0]
    assert [list(row.values())[-1] for row in history] == [1, 1, 1, 0]
    assert list(history[0].values())[3:6] == ["Người Thử", "Báo cáo giả định", "số mới"]
    (change,) = changes
    where, _, before, after = change.values()
    assert str(where).endswith("2014")
    assert (before, after) == ("5678", "1234")


def test_a_store_that_cannot_be_used_is_told(visit: OpenPage, state: Path) -> None:
    state.mkdir()
    (state / "store.sqlite3").write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    loaded.use(loaded.read())
    visitor = visit("data")
    assert "Không dùng được kho số liệu công bố" in visitor.html
    assert str(state) in visitor.html
