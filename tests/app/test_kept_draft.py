"""A draft in the store: there after a reload and on another server, in its own browser alone."""

import re
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import update
from streamlit.proto.WidgetStates_pb2 import WidgetState

from geo.errors import FactsError, Fault, StoreError
from geo.imports.units.known_names import KnownName, WrittenName
from geo.store.database import open_database
from geo.store.schema import DRAFTS
from tests.app.conftest import Desk, Visit
from tests.app.test_bring import MAP, SOUND, bring, bring_layers, card, look, show
from tests.support.own_boundaries import save, sound_layers
from ui.imports import kept as keeping
from ui.server import loaded
from ui.server.browser import COOKIE, owner
from ui.server.revisions import Store

OpenPage = Callable[..., Visit]
BROWSER = "A" * 32
NAMED = [["Tên xã", SOUND[0][2]], ["Ô Hay", 61.7]]
NOT_KEPT = "Máy chủ chưa giữ được bản nháp này"


@pytest.fixture
def own(desk: Desk) -> Desk:
    desk.cookies[COOKIE] = BROWSER
    return desk


def other_server(desk: Desk) -> None:
    """Go on with another process's eyes: nothing is left but the store."""
    desk.store.close()
    desk.store = Store(desk.settings)
    loaded.use(loaded.read())


def test_a_draft_goes_on_at_another_server(visit: OpenPage, own: Desk) -> None:
    own.sign_in()
    rows = [["Tên xã", SOUND[0][2]], ["Ô Hai", 33.3], ["Ô Một", 61.7]]
    visitor = bring(visit("imports", vintage="2011-01-01"), rows)
    visitor.turn("asked_vintage", "2011-01-01")
    (key,) = [each.key for each in visitor.app.selectbox if (each.key or "").startswith("answer_")]
    visitor.turn(key, "70016")
    visitor.turn("bring_of_source", "Quyết định thử").turn("bring_of_published", date(2025, 3, 1))
    query = look(visitor).query
    other_server(own)
    again = visit("imports", **query)
    assert "2 số của 2 đơn vị" in again.html
    assert "Cần trả lời" not in again.html
    assert "Bản nháp chưa công bố" in again.html
    assert again.control("bring_of_source").value == "Quyết định thử"
    assert again.control("bring_of_published").value == date(2025, 3, 1)
    assert again.query["draft"] == query["draft"]


def test_the_map_of_a_draft_is_drawn_at_another_server_as_well(visit: OpenPage, own: Desk) -> None:
    visitor = look(bring(visit("imports", **MAP), SOUND))
    query = show(visitor, "map").query
    other_server(own)
    assert "61,7%" in card(visit("map", **query))


def ask_a_name(visitor: Visit) -> str:
    """Bring a spreadsheet with a name that is not clear; return the key of the question."""
    bring(visitor, [NAMED[0], ["Ô Hai", 33.3]]).turn("asked_vintage", "2011-01-01")
    (key,) = [each.key for each in visitor.app.selectbox if (each.key or "").startswith("answer_")]
    return str(key)


def test_layers_go_on_at_another_server(visit: OpenPage, own: Desk, tmp_path: Path) -> None:
    made = save(tmp_path / "own.gpkg", sound_layers()).read_bytes()
    visitor = visit("imports", vintage="2011-01-01")
    # the answer holds for later spreadsheets, and says nothing of layers
    visitor.turn(ask_a_name(visitor), "70016")
    query = look(bring_layers(visitor, made, "own.gpkg")).query
    other_server(own)
    assert "own.gpkg" in visit("imports", **query).html
    assert "Bản nháp chưa công bố" in visit("map", draft=query["draft"]).html


@pytest.mark.usefixtures("own")
def test_a_field_of_the_file_before_changes_nothing_of_the_next(
    visit: OpenPage, tmp_path: Path
) -> None:
    """A press that meets the end of a run brings the fields that the browser still has."""
    made = save(tmp_path / "own.gpkg", sound_layers()).read_bytes()
    visitor = visit("imports", vintage="2011-01-01")
    field, gone = ask_a_name(visitor), WidgetState()
    gone.CopyFrom(visitor.control(field)._widget_state)
    bring_layers(visitor, made, "own.gpkg").control("bring_look").click()
    brought = visitor.app._tree.get_widget_states()
    brought.widgets.append(gone)
    visitor.app._run(brought)
    assert "own.gpkg" in visitor.html
    assert "Cửa sổ này đang xem bản nháp" in visitor.html


def test_another_browser_learns_nothing_by_the_address(visit: OpenPage, own: Desk) -> None:
    query = look(bring(visit("imports", **MAP), SOUND)).query
    own.cookies[COOKIE] = "B" * 32
    other = visit("imports", **query)
    assert "bieu.xlsx" not in other.html
    assert "thuộc về một trình duyệt khác" in other.notices[0]
    assert "draft" not in other.query


@pytest.mark.usefixtures("own")
def test_what_is_put_away_is_in_the_store_no_longer(visit: OpenPage) -> None:
    visitor = bring(visit("imports", **MAP), SOUND)
    kept = visitor.query["draft"]
    bring(visitor, [*SOUND, ["70004", "Ô Hai", 12.5]], name="sau.xlsx")
    second = visitor.query["draft"]
    assert second != kept
    visitor.control("bring_drop").click()
    assert "draft" not in visitor.run().query
    assert [visit("imports", draft=each).notices != [] for each in (kept, second)] == [True, True]


def test_a_store_that_is_away_leaves_the_draft_with_its_window(
    visit: OpenPage, own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = bring(visit("imports", **MAP), SOUND)
    kept = visitor.query["draft"]

    def away(*_: object) -> None:
        raise StoreError("store.failed", place="maychu", reason="no route")

    with monkeypatch.context() as patch:
        for name in ("draft", "keep_draft", "say_of_draft", "_opened", "_begun"):
            patch.setattr(own.store, name, away)
        visitor.turn("asked_year", "2021").run()
        assert "1 số của 1 đơn vị" in visitor.html
        assert any(NOT_KEPT in piece for piece in visitor.pieces)
        # one who comes with the address keeps it for later
        newcomer = visit("imports", draft=kept)
        assert "no route" in newcomer.notices[0]
        assert newcomer.query["draft"] == kept
        assert len(newcomer.run().notices) == 1
        monkeypatch.setattr("ui.imports.kept._AGAIN", 0.0)
        assert len(newcomer.run().notices) == 1
    assert newcomer.run().notices == []
    assert "1 số của 1 đơn vị" in newcomer.html
    assert NOT_KEPT not in visitor.run().run().html
    assert "1 số của 1 đơn vị" in visit("imports", draft=kept).html


LATER, BAND = "Bản nháp hiện chưa xem được", "Bản nháp chưa công bố"


def away(*_: object) -> None:
    raise StoreError("store.failed", place="maychu", reason="no route")


def gone(*_: object) -> None:
    raise FileNotFoundError("the folder of the figures")


def unfit(*_: object) -> None:
    raise FactsError([Fault("observations.csv", "fact.unknown")])


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.session.state._AGAIN", 0.0)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("what", "fails", "words"),
    [("known_names", away, "no route"), ("ui.imports.kept.laid_over", gone, "the folder")],
)
def test_what_fails_at_a_reload_does_not_end_the_look_at_a_draft(
    visit: OpenPage,
    own: Desk,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    fails: Callable[..., None],
    words: str,
) -> None:
    # a name that the store knows from an earlier file, and no list of units
    written = WrittenName("2015-01-01", "ô hay", "")
    monkeypatch.setattr(own.store, "known_names", lambda: {written: KnownName("70004", "", "")})
    draft = look(bring(visit("imports", **MAP), NAMED)).query["draft"]
    looked = kept_of(own, draft)["looked"]
    assert looked
    with monkeypatch.context() as patch:
        patch.setattr(*((what,) if "." in what else (own.store, what)), fails)
        again = visit("overview", draft=draft)
        assert LATER in again.html
        assert words in again.html
        assert BAND not in again.html
        assert LATER in again.run().html
    assert kept_of(own, draft)["looked"] == looked
    # the same window has it back by itself, another one at once
    assert BAND in again.run().html
    assert LATER not in again.html
    assert BAND in visit("overview", draft=draft).html


@pytest.mark.usefixtures("impatient")
def test_what_fails_between_two_clicks_does_not_end_the_look_at_a_draft(
    visit: OpenPage, own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = look(bring(visit("imports", **MAP), SOUND))
    draft = visitor.query["draft"]
    with monkeypatch.context() as patch:
        patch.setattr("ui.session.state.laid_over", gone)
        patch.setattr("ui.imports.kept.laid_over", gone)
        assert LATER in visitor.run().html
        assert kept_of(own, draft)["looked"]
    assert BAND in visitor.run().html


def test_a_draft_that_fits_no_more_is_tried_once_for_the_same_facts_and_can_be_left(
    visit: OpenPage, own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = look(bring(visit("imports", **MAP), SOUND)).query["draft"]
    tried = []
    monkeypatch.setattr("ui.imports.kept.laid_over", lambda each: tried.append(each) or unfit())
    again = visit("overview", draft=draft).run()
    assert "không khớp với số liệu đang công bố" in again.html
    assert len(tried) == 1
    assert kept_of(own, draft)["looked"]
    again.control("draft_leave").click()
    assert "không khớp" not in again.run().html
    assert kept_of(own, draft)["looked"] is None


def test_a_draft_that_gave_way_in_the_store_is_kept_again(visit: OpenPage, own: Desk) -> None:
    visitor = bring(visit("imports", **MAP), SOUND)
    first = visitor.query["draft"]
    database = open_database(own.settings.state_dir)  # type: ignore[arg-type]
    with database.writing() as connection:
        connection.execute(update(DRAFTS).values(id="gone"))
    database.engine.dispose()
    second = visitor.turn("asked_year", "2021").query["draft"]
    assert second != first
    assert "1 số của 1 đơn vị" in visit("imports", draft=second).html


def rewrite(own: Desk, **values: object) -> None:
    """Change what the store has of the drafts, as another version of the program may."""
    database = open_database(own.settings.state_dir)  # type: ignore[arg-type]
    with database.writing() as connection:
        connection.execute(update(DRAFTS).values(**values))
    database.engine.dispose()


def kept_of(own: Desk, draft: str) -> dict[str, Any]:
    return dict(own.store.draft(owner(BROWSER), draft).said)


def test_a_draft_of_another_version_goes_on_where_it_can(visit: OpenPage, own: Desk) -> None:
    own.sign_in()
    visitor = bring(visit("imports", **MAP), SOUND)
    visitor.turn("bring_of_source", "Quyết định thử").run()
    draft = visitor.query["draft"]
    said = kept_of(own, draft)
    # a newer one says more, and that stays with it
    rewrite(own, said={**said, "newer": {"deep": [1]}})
    again = visit("imports", draft=draft)
    assert (again.notices, again.faults) == ([], [])
    assert again.control("bring_of_source").value == "Quyết định thử"
    again.turn("bring_of_source", "Quyết định khác").run()
    assert kept_of(own, draft)["newer"] == {"deep": [1]}
    assert kept_of(own, draft)["typed"]["source"] == "Quyết định khác"
    # an older one says less
    rewrite(own, said={"answers": said["answers"]})
    again = visit("imports", draft=draft)
    assert (again.notices, again.faults) == ([], [])
    assert "bieu.xlsx" in again.html


def test_what_does_not_fit_of_a_draft_is_left_out_and_told(visit: OpenPage, own: Desk) -> None:
    own.sign_in()
    draft = look(bring(visit("imports", **MAP), SOUND)).query["draft"]
    odd = {
        "asked": {"vintage": "2015-01-01", "year": "2020", "flag": ["official"], "newer": 1},
        "answers": ["q", "70001"],
        "asks_names": "yes",
        "looked": ["Sở Giả Định"],
        "typed": {"published": "hôm qua", "source": "Quyết định thử", "note": 5},
    }
    for lang, word in (("vi", "phiên bản khác"), ("en", "another version")):
        rewrite(own, said=odd)
        again = visit("imports", draft=draft, lang=lang)
        assert any("bieu.xlsx" in each and word in each for each in again.notices)
        assert again.faults == []
        assert "1 số của 1 đơn vị" in again.html or lang == "en"
    assert again.control("bring_of_source").value == "Quyết định thử"


@pytest.mark.parametrize(
    "said",
    [
        None,
        [],
        "text",
        {
            "asked": {
                "indicator": "none-of-ours",
                "vintage": "1900-01-01",
                "flag": "none",
                "year": 1,
            }
        },
        {"answers": {"none-of-ours": "x", "": ""}, "looked": ["", ""]},
        {"looked": ["Sở", "2026-13-45"], "typed": {"": "x", "source": "x" * 10_000}},
    ],
)
def test_no_draft_of_another_version_is_an_error_page(
    visit: OpenPage, own: Desk, said: object
) -> None:
    own.sign_in()
    draft = bring(visit("imports", **MAP), SOUND).query["draft"]
    rewrite(own, said=said)
    again = visit("imports", draft=draft)
    assert again.faults == []
    assert "bieu.xlsx" in again.html
    assert "mã " not in again.html


def test_a_draft_kept_in_another_way_is_set_aside(
    visit: OpenPage, own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = bring(visit("imports", **MAP), SOUND).query["draft"]
    content = own.store.draft(owner(BROWSER), draft).content
    rewrite(own, packed=b"packed in a way to come")
    for lang, word in (("vi", "phiên bản khác"), ("en", "another version")):
        again = visit("imports", draft=draft, lang=lang)
        assert word in again.notices[0]
        # it stays, for a server that can read it
        assert again.query["draft"] == draft
    rewrite(own, packed=zlib.compress(content))

    def fail(*_: object, **__: object) -> None:
        raise KeyError("a field that is gone")

    with monkeypatch.context() as patch:
        patch.setattr("ui.imports.kept.bring", fail)
        again = visit("imports", draft=draft, lang="en")
        assert re.search("code [0-9a-f]{8}", again.notices[0])
        assert again.query["draft"] == draft
    assert "1 số của 1 đơn vị" in visit("imports", draft=draft).html


def test_a_run_broken_off_while_it_takes_a_draft_up_leaves_it_to_the_next(
    visit: OpenPage, own: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store had been away before, so that the draft had been set aside."""
    query = look(bring(visit("imports", **MAP), SOUND)).query
    monkeypatch.setattr(keeping, "_AGAIN", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(own.store, "draft", away)
        newcomer = visit("map", **query)
    whole, broken = keeping.say, list[Any]()

    def broken_off(**said: Any) -> None:
        if broken:
            whole(**said)
            return
        broken.append(said)
        st.rerun()

    monkeypatch.setattr(keeping, "say", broken_off)
    newcomer.run()
    assert broken
    assert newcomer.query["draft"] == query["draft"]
    assert "61,7%" in card(newcomer)
