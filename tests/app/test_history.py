"""The revisions on the page of the data: none, some, and a store that cannot be used."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import StoreError
from geo.store.backup import back_up, restore
from geo.store.database import open_database
from geo.store.log import Document
from geo.store.publishing import publish, roll_back
from tests.app.conftest import Offered, Visit
from tests.support.publishing import marked_province
from tests.unit.store.test_publishing import EDITOR, with_figure
from ui.server import loaded
from ui.server.revisions import Shown, Store
from ui.server.settings import Settings

OpenPage = Callable[..., Visit]


def _tables(visitor: Visit) -> list[list[dict[str, object]]]:
    return [each.value.to_dict("records") for each in visitor.app.dataframe]


def test_without_a_publication_the_page_says_so(visit: OpenPage, state: Path) -> None:
    loaded.use(loaded.read())
    visitor = visit("data")
    assert "Chưa có số liệu nào được công bố thêm" in visitor.html
    assert not state.exists()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_revisions_and_the_difference_of_two_are_listed(
    visit: OpenPage, state: Path, tiny_dir: Path, offered: Offered, lang: str
) -> None:
    database = open_database(state)
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    document = Document("QĐ 01.pdf", b"%PDF-1.7")
    publish(database, tiny_dir, with_figure("5678"), replace(EDITOR, document=document))
    roll_back(database, tiny_dir, 1, EDITOR)
    database.engine.dispose()
    loaded.look_at_store()
    visitor = visit("data", lang=lang)
    assert "QĐ 01.pdf" not in offered
    history, changes = _tables(visitor)[-2:]
    assert [next(iter(row.values())) for row in history] == [3, 2, 1, 0]
    assert [list(row.values())[-1] for row in history] == [1, 1, 1, 0]
    kept = {"vi": "số mới; kèm tệp QĐ 01.pdf", "en": "số mới; with the file QĐ 01.pdf"}[lang]
    assert list(history[1].values())[5] == kept
    assert list(history[0].values())[3:6] == ["Người Thử", "Báo cáo giả định", "số mới"]
    (change,) = changes
    where, what, before, after = change.values()
    assert str(where).endswith("2014")
    assert what == {"vi": "giá trị", "en": "value"}[lang]
    grouped = {"vi": ("5.678", "1.234"), "en": ("5,678", "1,234")}[lang]
    assert (before, after) == grouped
    visitor.turn("history_after", "2")
    assert offered["QĐ 01.pdf"]() == document.content


def test_a_store_that_cannot_be_used_is_told(visit: OpenPage, state: Path) -> None:
    state.mkdir()
    (state / "store.sqlite3").write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    loaded.use(loaded.read())
    visitor = visit("data")
    assert "Không dùng được kho số liệu công bố" in visitor.html
    assert str(state) in visitor.html


def _reads(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that grows with every time that all is read."""
    read, found = loaded.read, list[bool]()

    def counted() -> loaded.Loaded:
        found.append(True)
        return read()

    monkeypatch.setattr(loaded, "read", counted)
    return found


def test_a_store_that_cannot_be_used_is_read_again_only_when_it_can(
    state: Path, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(state)
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    database.engine.dispose()
    (state / "states").write_text("a file where a folder is to be", encoding="utf-8")
    loaded.use(loaded.read())
    reads = _reads(monkeypatch)
    loaded.look_at_store()
    assert (reads, bool(loaded.shown().off)) == ([], True)
    (state / "states").unlink()
    loaded.look_at_store()
    assert (loaded.shown().revision, loaded.shown().off) == (1, "")
    loaded.look_at_store()
    assert len(reads) == 1


def test_a_restored_store_is_shown_though_its_newest_number_is_the_same(
    state: Path, tiny_dir: Path, tmp_path: Path
) -> None:
    other, database = open_database(tmp_path / "other"), open_database(state)
    for store, value in ((other, "1234"), (database, "5678")):
        publish(store, tiny_dir, with_figure(value), EDITOR)
    back_up(other, tmp_path / "store.zip")
    loaded.use(loaded.read())
    before = loaded.facts().version
    restore(database, tmp_path / "store.zip", aside=tmp_path)
    for each in (other, database):
        each.engine.dispose()
    loaded.look_at_store()
    assert loaded.shown().revision == 1
    assert loaded.facts().version != before


def test_two_servers_of_two_versions_do_not_take_over_in_turn(state: Path, tiny_dir: Path) -> None:
    newer = marked_province(tiny_dir, state.parent / "newer", "Alpha")
    database = open_database(state)
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    old, new = (Store(Settings(folder, state_dir=state)) for folder in (tiny_dir, newer))
    numbers = [each.shown().revision for each in (old, new, old, new, old)]
    assert numbers == [1, 2, 2, 2, 2]
    # both show the same facts; a start brings its own again
    assert old.shown().data_version == new.shown().data_version
    again = Store(Settings(tiny_dir, state_dir=state))
    assert [each.shown().revision for each in (again, new, old, again)] == [3, 3, 3, 3]
    for store in (old, new, again):
        store.close()
    database.engine.dispose()


def test_a_store_that_goes_away_between_two_looks_leaves_the_figures_shown_last(
    state: Path, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(state)
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    loaded.use(loaded.read())
    publish(database, tiny_dir, with_figure("5678"), EDITOR)
    database.engine.dispose()
    differs = loaded.store().differs

    def and_away(shown: Shown) -> bool:
        found = differs(shown)
        patch.setattr(loaded.store(), "_opened", _away)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(loaded.store(), "differs", and_away)
        loaded.look_at_store()
    assert (loaded.shown().revision, loaded.shown().off) == (1, "")
    loaded.look_at_store()
    assert loaded.shown().revision == 2


def _away() -> None:
    raise StoreError("store.failed", place="maychu", reason="no route")
