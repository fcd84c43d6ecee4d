"""A meeting in the store: there after a reload, shared, and nobody's change lost."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import streamlit as st

from geo.errors import StoreError
from geo.language.texts import texts
from geo.saved.meeting import read_meeting
from geo.store.database import open_database
from geo.store.meetings import KeptMeeting, change, find, remove
from tests.app.conftest import Visit
from ui.meeting import kept as current
from ui.meeting import stored
from ui.server import loaded
from ui.server.revisions import Store
from ui.server.settings import Settings

OpenPage = Callable[..., Visit]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the app a store of its own; return its folder."""
    folder = tmp_path / "state"
    store = Store(Settings(state_dir=folder))
    monkeypatch.setattr(loaded, "store", lambda: store)
    yield folder
    store.close()


def _press_remove(visitor: Visit, at: int) -> None:
    buttons = [each for each in visitor.app.button if each.label == _words("present.remove")]
    buttons[at].click()
    visitor.run()


def _words(key: str) -> str:
    return texts("vi")(key)


def _find(state: Path, address: str) -> KeptMeeting:
    database = open_database(state)
    found = find(database, address)
    database.engine.dispose()
    return found


def _titles(visitor: Visit) -> list[str]:
    return [scene.title for scene in visitor.app.session_state["meeting"].scenes]


def test_nothing_is_written_until_something_changes(visit: OpenPage, state: Path) -> None:
    visitor = visit("present")
    assert "meeting" not in visitor.query
    assert not state.exists()


def test_a_change_is_in_the_store_at_once_and_there_after_a_reload(
    visit: OpenPage, state: Path
) -> None:
    visitor = visit("present")
    before = _titles(visitor)
    _press_remove(visitor, 1)
    address = visitor.query["meeting"]
    kept = _find(state, address)
    scenes = read_meeting(loaded.atlas(), kept.content.encode()).scenes
    assert [scene.title for scene in scenes] == before[:1] + before[2:]
    _press_remove(visitor, 0)
    assert visitor.query["meeting"] == address
    again = visit("present", meeting=address)
    assert _titles(again) == before[2:]
    assert again.query["meeting"] == address


def test_an_address_to_read_is_shown_and_copied_at_the_first_change(
    visit: OpenPage, state: Path
) -> None:
    first = visit("present")
    _press_remove(first, 0)
    kept = _find(state, first.query["meeting"])
    reader = visit("present", meeting=kept.read_id)
    assert _titles(reader) == _titles(first)
    _press_remove(reader, 0)
    assert reader.query["meeting"] not in (kept.id, kept.read_id)
    assert _find(state, kept.id) == kept
    assert [toast.value for toast in reader.app.toast] == [_words("present.copied")]


@pytest.mark.usefixtures("state")
def test_two_who_change_one_meeting_are_told_and_lose_nothing(visit: OpenPage) -> None:
    mine = visit("present")
    _press_remove(mine, 0)
    theirs = visit("present", meeting=mine.query["meeting"])
    _press_remove(theirs, 0)
    titles = _titles(theirs)
    _press_remove(mine, 1)
    assert mine.query["meeting"] != theirs.query["meeting"]
    assert [toast.value for toast in mine.app.toast] == [_words("present.copied")]
    assert _titles(visit("present", meeting=theirs.query["meeting"])) == titles
    assert _titles(visit("present", meeting=mine.query["meeting"])) == _titles(mine)


def test_a_meeting_that_is_gone_is_told(visit: OpenPage, state: Path) -> None:
    visitor = visit("present")
    shipped = _titles(visitor)
    _press_remove(visitor, 0)
    address = visitor.query["meeting"]
    database = open_database(state)
    remove(database, address)
    database.engine.dispose()
    other = visit("present", meeting=address)
    assert _titles(other) == shipped
    assert "không có trong kho hoặc đã bị xóa" in other.html
    assert "meeting" not in other.query


def test_without_a_store_the_window_goes_on_and_says_so(visit: OpenPage, state: Path) -> None:
    state.write_text("a file where the folder is to be", encoding="utf-8")
    visitor = visit("present")
    _press_remove(visitor, 0)
    assert "chưa lưu trên máy chủ" in visitor.html
    assert "meeting" not in visitor.query
    assert len(_titles(visitor)) == len(_titles(visit("present"))) - 1


def _press(visitor: Visit, key: str) -> None:
    (button,) = [each for each in visitor.app.button if each.label == _words(key)]
    button.click()
    visitor.run()


def test_a_named_meeting_is_found_in_the_list_and_only_read(visit: OpenPage, state: Path) -> None:
    mine = visit("present")
    assert "shelf" not in mine.html
    _press_remove(mine, 0)
    (field,) = [each for each in mine.app.text_input if each.label == _words("shelf.name")]
    field.set_value("  Họp   tháng 11 ")
    mine.run()
    kept = _find(state, mine.query["meeting"])
    assert kept.name == "Họp tháng 11"
    other = visit("present")
    (listed,) = re.findall(r'href="[^"]*meeting=([\w-]+)[^"]*">Họp tháng 11<', other.html)
    assert listed == kept.read_id
    # the next change keeps the name
    _press_remove(mine, 0)
    assert _find(state, kept.id).name == "Họp tháng 11"


@pytest.mark.usefixtures("state")
def test_a_deleted_meeting_stays_in_the_window_and_comes_back(visit: OpenPage) -> None:
    visitor = visit("present")
    _press_remove(visitor, 0)
    address, titles = visitor.query["meeting"], _titles(visitor)
    _press(visitor, "shelf.remove")
    assert "meeting" not in visitor.query
    assert _titles(visitor) == titles
    assert "không có trong kho hoặc đã bị xóa" in visit("present", meeting=address).html
    _press(visitor, "shelf.bring_back")
    assert visitor.query["meeting"] == address
    assert _titles(visit("present", meeting=address)) == titles
    # what is changed after a deletion goes on as another meeting
    _press(visitor, "shelf.remove")
    _press_remove(visitor, 0)
    assert visitor.query["meeting"] != address


@pytest.mark.usefixtures("state")
def test_a_name_given_to_what_another_changed_is_refused_in_words(visit: OpenPage) -> None:
    mine = visit("present")
    _press_remove(mine, 0)
    theirs = visit("present", meeting=mine.query["meeting"])
    _press_remove(theirs, 0)
    (field,) = [each for each in mine.app.text_input if each.label == _words("shelf.name")]
    field.set_value("Họp")
    mine.run()
    assert [toast.value for toast in mine.app.toast] == [_words("store.meeting_overtaken")]


def test_a_meeting_that_cannot_be_read_now_stays_in_the_address(
    visit: OpenPage, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = visit("present")
    _press_remove(first, 0)
    address = first.query["meeting"]
    with monkeypatch.context() as patch:

        def fail(_self: Store, _address: str) -> KeptMeeting:
            raise StoreError("store.failed", place="kho", reason="database is locked")

        patch.setattr(Store, "meeting", fail)
        visitor = visit("present", meeting=address)
        assert visitor.html.count("database is locked") == 1
        assert visitor.query["meeting"] == address
        visitor.run()
        assert visitor.query["meeting"] == address
    assert _titles(visit("present", meeting=address)) == _titles(first)
    assert _find(state, address).version == 1


def test_a_meeting_whose_scene_can_no_longer_be_shown_is_there_with_the_others(
    visit: OpenPage, state: Path
) -> None:
    first = visit("present")
    _press_remove(first, 0)
    kept = _find(state, first.query["meeting"])
    database = open_database(state)
    change(database, kept, re.sub(r"indicator=\w+", "indicator=taken_back", kept.content, count=1))
    database.engine.dispose()
    visitor = visit("present", meeting=kept.id)
    assert visitor.query["meeting"] == kept.id
    assert len(_titles(visitor)) == len(_titles(first))
    assert "taken_back" in visitor.html


def test_what_undoes_a_change_of_one_meeting_leaves_another_alone(
    visit: OpenPage, state: Path
) -> None:
    other = visit("present")
    _press_remove(other, 1)
    kept = _find(state, other.query["meeting"])
    visitor = visit("present")
    _press_remove(visitor, 0)
    visitor.app.query_params["meeting"] = kept.id
    visitor.run()
    assert _titles(visitor) == _titles(other)
    undo = [each for each in visitor.app.button if each.label == _words("present.undo")]
    assert all(each.disabled for each in undo)


def test_a_meeting_that_another_deleted_goes_on_as_one_of_its_own(
    visit: OpenPage, state: Path
) -> None:
    visitor = visit("present")
    _press_remove(visitor, 0)
    gone = visitor.query["meeting"]
    database = open_database(state)
    remove(database, gone)
    database.engine.dispose()
    _press_remove(visitor, 0)
    assert visitor.query["meeting"] != gone
    assert _titles(visit("present", meeting=visitor.query["meeting"])) == _titles(visitor)


def _away(*_: object) -> KeptMeeting:
    raise StoreError("store.failed", place="kho", reason="database is locked")


def test_a_scene_added_while_the_store_is_away_is_told_and_kept_when_it_is_back(
    visit: OpenPage, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit("map")
    _press(visitor, "present.add")
    address = visitor.query["meeting"]
    now, tried = 100.0, []
    monkeypatch.setattr("ui.meeting.stored.time.monotonic", lambda: now)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "keep_meeting", lambda *_: tried.append(now) or _away())
        _press(visitor, "present.add")
        said = " ".join(each.value for each in visitor.app.toast)
        assert "chưa lưu trên máy chủ" in said
        assert "database is locked" in said
        # a store that is gone without a word takes seconds to say so: not in every run
        visitor.run()
        assert tried == [100.0]
        now += 10
        visitor.run()
        assert tried == [100.0, 110.0]
    now += 10
    # nobody has to do anything for it
    visitor.run()
    assert visitor.query["meeting"] == address
    kept = read_meeting(None, _find(state, address).content.encode())
    assert [each.title for each in kept.scenes] == _titles(visitor)


def test_a_scene_is_not_added_to_a_meeting_that_cannot_be_read_now(
    visit: OpenPage, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = visit("map")
    _press(first, "present.add")
    address = first.query["meeting"]
    now = 100.0
    monkeypatch.setattr("ui.meeting.stored.time.monotonic", lambda: now)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "meeting", _away)
        visitor = visit("map", meeting=address)
        _press(visitor, "present.add")
        (said,) = [each.value for each in visitor.app.toast]
        assert said.startswith("Chưa thêm được")
        assert "database is locked" in said
        assert visitor.query["meeting"] == address
    now += 10
    _press(visitor, "present.add")
    assert visitor.query["meeting"] == address
    assert len(_titles(visitor)) == len(_titles(first)) + 1
    assert len(read_meeting(None, _find(state, address).content.encode()).scenes) == len(
        _titles(visitor)
    )


def test_what_the_store_wrote_before_it_went_away_is_no_change_of_another(
    visit: OpenPage, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit("map")
    _press(visitor, "present.add")
    address = visitor.query["meeting"]
    keep = Store.keep_meeting

    def keep_and_go(*of: Any) -> KeptMeeting:
        keep(*of)
        raise StoreError("store.failed", place="kho", reason="gone")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "keep_meeting", keep_and_go)
        _press(visitor, "present.add")
    with monkeypatch.context() as patch:
        # and what it did not write comes between
        patch.setattr(Store, "keep_meeting", _away)
        _press(visitor, "present.add")
    _press(visitor, "present.add")
    assert visitor.query["meeting"] == address
    kept = _find(state, address)
    assert kept.version == 3
    assert len(read_meeting(None, kept.content.encode()).scenes) == len(_titles(visitor))


def _broken_off_once(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, *, after: bool
) -> list[str]:
    """Have a run end once, before or after it calls a function of a module.

    A run ends wherever it touches the session's state once the reader's next press has come.
    """
    whole = getattr(module, name)
    broken: list[str] = []

    def broken_off(*given: Any) -> Any:
        if not broken:
            broken.append(name)
            if after:
                whole(*given)
            st.rerun()
        return whole(*given)

    monkeypatch.setattr(module, name, broken_off)
    return broken


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("after", [True, False])
def test_a_run_broken_off_while_it_recalls_a_meeting_loses_none(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    first = visit("present")
    _press_remove(first, 0)
    address, titles = first.query["meeting"], _titles(first)
    broken = _broken_off_once(monkeypatch, current, "recall", after=after)
    again = visit("present", meeting=address)
    assert broken == ["recall"]
    assert _titles(again) == titles
    _press_remove(again, 0)
    assert _titles(visit("present", meeting=address)) == titles[1:]


@pytest.mark.usefixtures("state")
def test_a_change_broken_off_after_it_was_written_is_the_windows_own(
    visit: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visit("present")
    _press_remove(visitor, 0)
    address = visitor.query["meeting"]
    broken = _broken_off_once(monkeypatch, stored, "hold", after=False)
    _press_remove(visitor, 0)
    _press_remove(visitor, 0)
    assert broken == ["hold"]
    assert visitor.query["meeting"] == address
    assert _titles(visit("present", meeting=address)) == _titles(visitor)
