"""A draft in the store: there after a reload and on another server, in its own browser alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from geo.errors import StoreError
from geo.store.database import open_database
from geo.store.schema import DRAFTS
from tests.app.conftest import Desk, Visit
from tests.app.test_bring import MAP, SOUND, bring, card, look, show
from tests.support.own_boundaries import save, sound_layers
from ui.server import loaded
from ui.server.browser import COOKIE
from ui.server.revisions import Store

OpenPage = Callable[..., Visit]
BROWSER = "A" * 32
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


def test_layers_go_on_at_another_server(visit: OpenPage, own: Desk, tmp_path: Path) -> None:
    made = save(tmp_path / "own.gpkg", sound_layers()).read_bytes()
    visitor = visit("imports")
    visitor.control("bring_file").set_value(("own.gpkg", made, "application/octet-stream"))
    query = look(visitor.run()).query
    other_server(own)
    assert "own.gpkg" in visit("imports", **query).html
    assert "Bản nháp chưa công bố" in visit("map", draft=query["draft"]).html


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
    assert NOT_KEPT not in visitor.run().run().html
    assert "1 số của 1 đơn vị" in visit("imports", draft=kept).html


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
